// A file may be called `x<line feed>y`, and a server that writes names as they are then tears its record into several lines.
// Between the first and the last of them stands what the client chose. Where a format has quotes around the name, it can
// see that: a record opened them on its line and did not close them. What stands there and looks like a whole record is
// doubtful; pieces are nobody's words.

/** Characters that the longest command brings into a log (ProFTPD's buffer holds a path of 4,096 and a verb). */
const LONGEST_COMMAND = 4200;

/** Follows the records of one log and knows when one of them is torn. */
export class TornRecord {
  readonly #ends: (line: string) => boolean;
  readonly #reach: number;
  #left = 0;
  #text = '';

  /**
   * @param ends whether a line that is no whole record holds the end of one
   * @param names how often a record may hold what a client chose
   */
  constructor(ends: (line: string) => boolean, names = 1) {
    this.#ends = ends;
    this.#reach = names * LONGEST_COMMAND;
  }

  /** A record is open: what comes now may have been chosen by a client. */
  get isOpen(): boolean {
    return this.#left > 0;
  }

  /** A record has begun that does not end on its line. (A line longer than any name was cut off by its reader.) */
  begin(line: string): void {
    if (this.#left > 0 || line.length >= this.#reach) return;
    this.#left = this.#reach;
    this.#text = line;
  }

  /** Takes a line that is no whole record: undefined where it is none of the torn one's either; with its end the record is put together. */
  takesPiece(line: string): { readonly record?: string } | undefined {
    if (this.#left <= 0) return undefined;
    if (!this.#ends(line)) {
      this.#pass(line);
      return {};
    }
    this.#left = 0;
    return { record: `${this.#text} ${line}` };
  }

  /** Takes a line that looks like a whole record: whether it stands inside the torn one. */
  takesWhole(line: string): boolean {
    if (this.#left <= 0) return false;
    this.#pass(line);
    return true;
  }

  /** No name is longer: a record that was merely cut off makes nothing doubtful for long. */
  #pass(line: string): void {
    this.#left -= line.length + 1;
    // A blank, as ProFTPD itself writes a line feed in a name that is given without quotes; a quote in the middle ends nothing.
    this.#text += ` ${line.replaceAll('"', '\\"')}`;
  }
}
