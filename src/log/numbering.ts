// Lines that somebody has numbered: cat -n, grep -n, a page of source, a ticket. The numbers stand before everything else.

/** A number and what sets it off from the line; a time of day is none. */
const NUMBERED = /^\s{0,8}(\d{1,9})(?::(?!\d\d:) ?|\t|[.)] | ?\| ?)/;

/** Knows whether the lines of one log are numbered. */
export class Numbering {
  #last = 0;
  #run = 0;

  /** The line without its number, where the lines before it were numbered, or it is the first. */
  strip(line: string): string {
    const found = NUMBERED.exec(line);
    const number = Number(found?.[1] ?? 0);
    // A reply's code may stand so, too: it is a number of the line only where it counts on.
    const counts =
      found !== null && (number === this.#last + 1 || (number > this.#last && this.#last > 0 && (number < 100 || number > 699)));
    this.#last = number;
    if (!counts) {
      this.#run = 0;
      return line;
    }
    this.#run += 1;
    return this.#run > 1 || number === 1 ? line.slice(found[0].length) : line;
  }
}
