// Names that are looked for in running text, longest first, as whole words. An expression of all of them would have to be
// made anew for each new name, and be slow for many; here each beginning of a word is looked up.

/** Letters by which names are filed. */
const FILED_BY = 2;
const WORD = /[\w-]/;

/** Names and what stands for each. The one learnt longest ago goes first. */
export class KnownNames {
  readonly #most: number;
  readonly #names = new Map<string, string>();
  /** How long the names are that begin with these letters, longest first. */
  readonly #lengths = new Map<string, number[]>();
  /** Names that are looked for no longer, as too many others came after them. */
  forgotten = 0;

  constructor(most: number) {
    this.#most = most;
  }

  learn(name: string, standIn: string): void {
    // A single letter says nothing about anybody, and stands in every sentence.
    if (name.length < FILED_BY) return;
    const known = this.#names.delete(name);
    this.#names.set(name, standIn);
    if (known) return;
    const start = name.slice(0, FILED_BY);
    const lengths = this.#lengths.get(start) ?? [];
    if (!lengths.includes(name.length)) {
      lengths.push(name.length);
      lengths.sort((a, b) => b - a);
      this.#lengths.set(start, lengths);
    }
    if (this.#names.size <= this.#most) return;
    this.#names.delete(this.#names.keys().next().value as string);
    this.forgotten += 1;
  }

  /** A text with stand-ins. */
  replaceIn(text: string): string {
    if (this.#names.size === 0) return text;
    let out = '';
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      if (at > 0 && WORD.test(text[at - 1] as string)) continue;
      const name = this.#nameAt(text, at);
      if (name === undefined) continue;
      out += text.slice(from, at) + this.#names.get(name);
      from = at + name.length;
      at = from - 1;
    }
    return from === 0 ? text : out + text.slice(from);
  }

  #nameAt(text: string, at: number): string | undefined {
    for (const length of this.#lengths.get(text.slice(at, at + FILED_BY)) ?? []) {
      const end = at + length;
      if (end > text.length || (end < text.length && WORD.test(text[end] as string))) continue;
      const name = text.slice(at, end);
      if (this.#names.has(name)) return name;
    }
    return undefined;
  }
}
