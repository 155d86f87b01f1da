// Lines that somebody has numbered: cat -n, grep -n, a page of source, a ticket. The numbers stand before everything else.

/** A number and what sets it off from the line; a time of day is none. */
const NUMBERED = /^\s{0,8}(\d{1,9})(?::(?!\d\d:) ?|\t|[.)] | ?\| ?)/;

/** Takes the numbers from the lines of one log that is numbered from its first line on. */
export class Numbering {
  #last = 0;
  #isOver = false;

  /**
   * The line without its number. Only one that counts on by one, from 1 at the first line, is a number of the line: anything
   * else may be a reply's code or another thing that the line says, and from there on nothing is taken away.
   */
  strip(line: string): string {
    if (this.#isOver) return line;
    const found = NUMBERED.exec(line);
    if (found === null || Number(found[1]) !== this.#last + 1) {
      this.#isOver = true;
      return line;
    }
    this.#last += 1;
    return line.slice(found[0].length);
  }
}
