// What a listing has shown: names with their rights. A file that stands there and cannot be fetched is not missing.

/** Bound: names that are kept. */
const MOST = 200;
/** How a row of a listing in the manner of ls -l begins. */
export const LOOKS_LIKE_ROW: RegExp = /^\s{0,8}[-dl][-rwxsStT]{9}[+.@]?\s/;
/** The argument of a listing of the directory in which the session stands: none, or an option. */
export const LISTS_HERE: RegExp = /^ {0,8}(?:-\S{1,20})? {0,8}(?:\.\/?)? {0,8}$/;
/** A row as ls -l prints it: rights, links, owner, group, size, month, day, year or time, name. */
const ROW =
  /^\s{0,8}([-dl][-rwxsStT]{9})[+.@]?\s[^\n]{0,80}?\s(?:[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2} {1,2}[A-Z][a-z]{2}|\d{4}-\d\d-\d\d) {1,2}(?:\d{4}|\d{1,2}:\d\d) (\S[^\n]{0,200}?)\s{0,4}$/;

/** The names that a session has seen of late. */
export class Listing {
  readonly #rights = new Map<string, string>();

  /** The last listing that was asked for is that of the directory in which the session stands. */
  #isHere = true;

  /** A listing is asked for. @param here whether it is that of the directory in which the session stands */
  asked(here: boolean): void {
    this.#isHere = here;
  }

  /** Takes lines: those that are no rows, or rows of another directory, say nothing. */
  take(lines: readonly string[]): void {
    if (!this.#isHere) return;
    for (const line of lines) {
      if (!LOOKS_LIKE_ROW.test(line)) continue;
      const [, rights, name] = ROW.exec(line) ?? [];
      if (rights === undefined || name === undefined) continue;
      if (this.#rights.size >= MOST) this.#rights.clear();
      this.#rights.set(name, rights);
    }
  }

  /** A name is gone, or called otherwise. */
  drop(name: string): void {
    this.#rights.delete(name);
  }

  /** The session stands elsewhere now. */
  forget(): void {
    this.#rights.clear();
  }

  /** The first column of a name's row, such as `-rw-r--r--` or `drwx------`; undefined where the name was not shown. */
  rightsOf(name: string): string | undefined {
    return this.#rights.get(name);
  }
}
