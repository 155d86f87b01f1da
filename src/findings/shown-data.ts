// What a terminal client puts on the screen because the user wants to see it: contents of files and names in directories.
// They may hold any words, and none of them tells of trouble.

const PROMPT = /^\s*(?:\w{0,8}ftp|lftp[^>\n]{0,120})> ?/;
const PRINTS = /^!?(?:more|page|cat|zcat|less|zmore|nlist|renlist)\b/i;
/** lftp's own words about an order: `cat: Access failed: 550 ...`. */
const OWN_WORDS = /^\s*(?:more|page|cat|zcat|less|zmore|nlist|renlist)(?:: | ok\b)/;

/** Tells which lines are what the user wanted to see. */
export class ShownData {
  #shows = false;

  /** Is this line such data? Lines are to be asked about in their order. */
  has(text: string): boolean {
    const prompt = PROMPT.exec(text)?.[0];
    if (prompt === undefined) return this.#shows && !OWN_WORDS.test(text);
    this.#shows = PRINTS.test(text.slice(prompt.length));
    return false;
  }

  /** The order has been answered. */
  answered(code: number): void {
    if (code === 226 || code === 250 || code >= 400) this.#shows = false;
  }
}
