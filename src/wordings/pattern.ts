// A reply wording with placeholders, matched in one pass without backtracking: cost grows with the text's length only.

/** What each placeholder stands for. Any other word in braces is meant literally. */
const PLACEHOLDERS: Readonly<Record<string, RegExp | undefined>> = {
  text: undefined,
  path: undefined,
  user: undefined,
  error: undefined,
  time: undefined,
  address: /^[^\s,]*$/,
  port: /^\d{1,5}$/,
  number: /^[-+]?[\d.,]*$/,
  size: /^[-+]?[\d.,]*(?: ?[kMGT]?i?B?| bytes)?$/i,
  command: /^[A-Za-z0-9 ]{0,24}$/,
  hostport: /^[\d,; ]*$/,
};

/** The names that may stand in braces. */
export function placeholderNames(): readonly string[] {
  return Object.keys(PLACEHOLDERS);
}

const PLACEHOLDER = new RegExp(`\\{(${Object.keys(PLACEHOLDERS).join('|')})\\}`, 'g');

/** A value that a text has where the wording has a placeholder. */
export interface Capture {
  readonly name: string;
  readonly value: string;
}

/** Case, runs of blanks and a full stop at the end do not matter: servers changed them between versions. */
export function normalise(text: string): string {
  const flat = flatten(text);
  const last = flat.charCodeAt(flat.length - 1);
  const bare = last === FULL_STOP || last === EXCLAMATION ? flat.replace(/(?<![.!])[.!]+$/, '') : flat;
  return bare.toLowerCase();
}

const FULL_STOP = 0x2e;
const EXCLAMATION = 0x21;

/** One blank for each run of white space, none at the ends. Nearly every reply is so already. */
export function flatten(text: string): string {
  return /\s\s|[^\S ]|^\s|\s$/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** A compiled wording. */
export class Pattern {
  /** Number of literal characters: how much a match says. */
  readonly weight: number;
  /** The first literal word, where the wording begins with one; the last, where it ends with one. */
  readonly firstWord: string | undefined;
  readonly lastWord: string | undefined;
  readonly #literals: readonly string[];
  readonly #names: readonly string[];

  constructor(template: string) {
    // The names are taken before the case is folded, so that {hostport} and a literal {HostPort} stay apart.
    const names = [...template.matchAll(PLACEHOLDER)].map((match) => match[1] as string);
    const literals = normalise(template.replace(PLACEHOLDER, '\u0001')).split('\u0001');
    this.#names = names;
    this.#literals = literals;
    this.weight = literals.reduce((sum, literal) => sum + literal.replace(/\W/g, '').length, 0);
    this.firstWord = /^\S+(?=\s|$)/.exec(literals[0] ?? '')?.[0];
    if (literals.length > 1 && this.firstWord === literals[0]) this.firstWord = undefined;
    const last = literals.length > 1 ? (literals.at(-1) ?? '') : '';
    this.lastWord = /\s(\S+)$/.exec(last)?.[1];
  }

  /** True for a wording without placeholders. */
  get exact(): boolean {
    return this.#names.length === 0;
  }

  /** The literal text of an exact wording, normalised. */
  get literal(): string {
    return this.#literals.join('');
  }

  /**
   * What stands where the placeholders are, or undefined where the text is another.
   * @param text as the server sent it, blanks folded
   * @param folded the same, normalised; of the same length up to a full stop at the end
   */
  match(text: string, folded: string): Capture[] | undefined {
    const literals = this.#literals;
    const first = literals[0] ?? '';
    if (!folded.startsWith(first)) return undefined;
    let at = first.length;
    const captures: Capture[] = [];
    for (let i = 0; i < this.#names.length; i += 1) {
      const literal = literals[i + 1] ?? '';
      const isLast = i === this.#names.length - 1;
      let next: number;
      if (isLast) {
        next = folded.length - literal.length;
        if (next < at || !folded.endsWith(literal)) return undefined;
      } else {
        // Two placeholders side by side: the second takes what there is.
        next = literal === '' ? at : folded.indexOf(literal, at);
        if (next < 0) return undefined;
      }
      const name = this.#names[i] as string;
      const value = text.slice(at, next);
      if (PLACEHOLDERS[name]?.test(value) === false) return undefined;
      captures.push({ name, value });
      at = next + literal.length;
    }
    return at === folded.length || this.#names.length > 0 ? captures : undefined;
  }
}
