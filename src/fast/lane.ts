// The fast lane of `--counts`: the two bulk formats of servers are counted by a scanner that makes no strings.
// It understands only their plainest lines; every other line comes back as a string for the reader that knows all formats.
// Its plain twin is that reader: a test holds them to the same counts.
import { readFileSync } from 'node:fs';

/** The scanner's functions, with the log formats that a lane is for: that of its replies, and that of lines that tell events. */
const LANES = {
  vsftpd: { replies: 'vsftpd-protocol', events: 'vsftpd' },
  extendedLog: { replies: 'proftpd-extendedlog', events: undefined },
} as const;
type Lane = keyof typeof LANES;

/** What a lane has read by itself. */
export interface Counted {
  readonly lines: number;
  readonly replies: number;
  readonly events: number;
  /** Replies and events by log format. */
  readonly logFormats: Readonly<Record<string, number>>;
}

interface Scanner {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly TEXT: { readonly value: number };
  countOf(code: number): number;
  lineCount(): number;
  eventCount(): number;
  backList(): number;
  finish(): void;
  vsftpd(size: number): number;
  extendedLog(size: number): number;
}

/** WebAssembly is not among the types of ECMAScript; only this much of it is used. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: unknown };
};

/** A log in which fewer lines than this are the lane's own is read the other way. */
const LEAST_SHARE = 0.9;
/** Bytes scanned at once: fits the scanner's memory beside its lists. */
const BLOCK = 4 << 20;
/** Bytes of a log that tell what it is. */
const SAMPLE = 8192;
const LF = 0x0a;

/** Counts the replies of one log. */
export class FastLane {
  readonly #scanner: Scanner;
  readonly #lane: Lane;
  readonly #text: Uint8Array;
  /** Bytes at the front of the text that wait for the end of their line. */
  #held = 0;

  private constructor(scanner: Scanner, lane: Lane) {
    this.#scanner = scanner;
    this.#lane = lane;
    this.#text = new Uint8Array(scanner.memory.buffer, scanner.TEXT.value, BLOCK + 16);
  }

  /**
   * A lane for the log that begins with these bytes, or undefined where there is none.
   * @param wasm where the scanner lies
   */
  static open(head: Uint8Array, wasm: URL): FastLane | undefined {
    const end = head.lastIndexOf(LF) + 1;
    if (end === 0 || end > BLOCK || head.includes(0)) return undefined;
    let module: object;
    try {
      module = new WebAssembly.Module(readFileSync(wasm));
    } catch {
      // Without the scanner every log is read the other way, with the same result.
      return undefined;
    }
    let lines = 0;
    for (let at = head.indexOf(LF); at >= 0; at = head.indexOf(LF, at + 1)) lines += 1;
    for (const lane of Object.keys(LANES) as Lane[]) {
      const trial = new FastLane(new WebAssembly.Instance(module, {}).exports as Scanner, lane);
      trial.#text.set(head.subarray(0, end));
      if (trial.#scanner[lane](end) <= lines * (1 - LEAST_SHARE))
        return new FastLane(new WebAssembly.Instance(module, {}).exports as Scanner, lane);
    }
    return undefined;
  }

  /** The first lines of a log, for the reader that gets what the lane hands back. */
  sample(head: Uint8Array): string[] {
    return Buffer.from(head.subarray(0, SAMPLE)).toString('utf8').split(/\r?\n/).slice(0, -1);
  }

  /** Takes the next bytes; gives the lines that are none of the lane's. */
  *push(chunk: Uint8Array): Generator<string> {
    for (let from = 0; from < chunk.length; ) {
      const room = Math.min(chunk.length - from, BLOCK - this.#held);
      this.#text.set(chunk.subarray(from, from + room), this.#held);
      from += room;
      const size = this.#held + room;
      const end = this.#text.subarray(0, size).lastIndexOf(LF) + 1;
      if (end === 0) {
        this.#held = size;
        // A line as long as the whole block is no line of a log: it is let go.
        if (size === BLOCK) this.#held = 0;
        continue;
      }
      yield* this.#scan(end);
      this.#text.copyWithin(0, end, size);
      this.#held = size - end;
    }
  }

  /** The end of the log: the last line, where it has no end of its own, and then the counts. */
  *end(): Generator<string> {
    if (this.#held > 0) {
      this.#text[this.#held] = LF;
      yield* this.#scan(this.#held + 1);
      this.#held = 0;
    }
    this.#scanner.finish();
  }

  /** Replies per code that the lane itself has counted. */
  *counts(): Generator<readonly [number, number]> {
    for (let code = 100; code < 700; code += 1) {
      const count = this.#scanner.countOf(code);
      if (count > 0) yield [code, count];
    }
  }

  /** What the lane itself has read. */
  get counted(): Counted {
    let replies = 0;
    for (const [, count] of this.counts()) replies += count;
    const events = this.#scanner.eventCount();
    const formats = LANES[this.#lane];
    return {
      lines: this.#scanner.lineCount(),
      replies,
      events,
      logFormats: { ...(replies > 0 && { [formats.replies]: replies }), ...(formats.events && events > 0 && { [formats.events]: events }) },
    };
  }

  *#scan(size: number): Generator<string> {
    const back = this.#scanner[this.#lane](size);
    if (back === 0) return;
    const list = new Uint32Array(this.#scanner.memory.buffer, this.#scanner.backList(), back * 2);
    for (let i = 0; i < back; i += 1) {
      const from = list[2 * i] as number;
      const line = Buffer.from(this.#text.subarray(from, from + (list[2 * i + 1] as number)));
      // The last hand-back is the rest of the block where the list was full.
      for (const one of line.toString('utf8').replace(/\n$/, '').split('\n')) yield one.endsWith('\r') ? one.slice(0, -1) : one;
    }
  }
}
