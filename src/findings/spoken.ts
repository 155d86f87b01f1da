// What client or daemon said of late without a code.
import { namesPeer, speaksOfError } from './told.ts';

/** Bounds: lines that are kept, and characters of each. */
const LIMITS = { lines: 12, line: 400 } as const;

/** The last lines without a code. */
export class Spoken {
  readonly #lines: string[] = [];
  /** Somebody has spoken of an error, in any of them. */
  #erred = false;

  add(text: string): void {
    if (!this.#erred && speaksOfError(text)) this.#erred = true;
    this.#lines.push(text.slice(0, LIMITS.line));
    if (this.#lines.length > LIMITS.lines) this.#lines.shift();
  }

  /** Whether one of them says something. */
  says(what: RegExp): boolean {
    return this.#lines.some((one) => what.test(one));
  }

  /** The first match of a pattern in them. */
  find(what: RegExp): RegExpExecArray | undefined {
    for (const one of this.#lines) {
      const found = what.exec(one);
      if (found) return found;
    }
    return undefined;
  }

  /** The latest about connecting: it may stand before the greeting of the next session. */
  get ofPeer(): readonly string[] {
    return this.#lines.filter(namesPeer).slice(-1);
  }

  /** The words of a reply stand among them, under a line that speaks of an error. */
  tellsAsError(reply: string): boolean {
    if (!this.#erred) return false;
    const said = reply
      .slice(0, 300)
      .trim()
      .replace(/[.\s]{1,8}$/, '');
    if (said.length < 16) return false;
    const at = this.#lines.findIndex((line) => line.trim().startsWith(said));
    return (
      at > 0 && this.#lines.slice(Math.max(0, at - 3), at).some((line) => speaksOfError(line) && !/null|none|no error|false/i.test(line))
    );
  }
}
