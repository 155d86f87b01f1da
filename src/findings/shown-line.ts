// A line that may become evidence, kept without the cost of its text.
import type { Evidence } from './finding.ts';

/** Characters kept of a line that may become evidence. */
const LONGEST = 300;

/** The line of a reply or a command as evidence. Nearly none is ever shown: its text is put together when somebody asks. */
export class ShownLine implements Evidence {
  readonly file: string;
  readonly line: number;
  readonly #head: string | number;
  readonly #rest: string;

  /** @param head the code or the verb, @param rest the text or the argument */
  constructor({ file, line }: Pick<Evidence, 'file' | 'line'>, head: string | number, rest: string) {
    this.file = file;
    this.line = line;
    this.#head = head;
    this.#rest = rest;
  }

  get text(): string {
    return `${this.#head} ${this.#rest}`.trim().slice(0, LONGEST);
  }
}
