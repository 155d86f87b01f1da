// A line on standard error that shows how far a long log has been read, for a person who is watching.
import type { Io } from '../io.ts';

/** Logs shorter than this are read before anybody looks. */
const LEAST_BYTES = 50_000_000;
const INTERVAL = 100;
const WIDTH = 30;

/** Shows progress; silent where nobody watches or the size is unknown. */
export class Progress {
  readonly #io: Io;
  readonly #total: number;
  #done = 0;
  #last = 0;
  #shown = false;

  /** @param total bytes to read, undefined where that is not known */
  constructor(io: Io, total: number | undefined) {
    this.#io = io;
    // Results on the same terminal would be torn apart by it.
    this.#total = io.errIsTerminal && !io.outIsTerminal && total !== undefined && total >= LEAST_BYTES ? total : 0;
  }

  /** Counts bytes that have been read. */
  add(bytes: number): void {
    if (this.#total === 0) return;
    this.#done += bytes;
    const now = Date.now();
    if (now - this.#last < INTERVAL) return;
    this.#last = now;
    this.#shown = true;
    const part = Math.min(1, this.#done / this.#total);
    this.#io.err(`\r  ${'#'.repeat(Math.round(part * WIDTH)).padEnd(WIDTH, '.')} ${String(Math.floor(part * 100)).padStart(3)} %`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#shown) this.#io.err(`\r${' '.repeat(WIDTH + 10)}\r`);
  }
}
