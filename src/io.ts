// The edge to the outside: standard streams, environment, terminal. Everything else is given one of these.
import { isatty } from 'node:tty';
import { setFlagsFromString } from 'node:v8';
import { standardInputHasData } from './input/standard-input.ts';
import { listen } from './interruption.ts';
import { Output } from './output.ts';

export { WriteError } from './output.ts';

/** What a command may use of the world. Tests give their own. */
export interface Io {
  /** Writes to standard output; false once the reader has left, after which nothing needs to be written. */
  out(text: string | Uint8Array): boolean;
  /** Writes to standard error. */
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly inIsTerminal: boolean;
  /** Width of the terminal in columns; undefined where standard output is none. */
  readonly columns: number | undefined;
  /** Height of the terminal in rows; undefined where standard output is none, or where it does not tell. */
  readonly rows?: number | undefined;
  /** Whether somebody sends anything to standard input. */
  inHasData?(): Promise<boolean>;
  /** False once the reader of standard output has left. */
  readonly outIsOpen?: boolean;
  /**
   * Asks to be told of SIGINT, SIGTERM and SIGHUP instead of being ended by them. Whoever asks has to look at the signal
   * between two pieces of work, and to wait for `drain` after each.
   */
  interruption?(): AbortSignal;
  /** Waits until what was written has been taken; false once the reader has left. */
  drain?(): Promise<boolean>;
}

/** Milliseconds that a reader has, after a signal, to take what is still to be said. */
const GRACE = 2000;

/** Milliseconds that a pipe has to bring something, where nobody said that there is an input. */
const PATIENCE = 500;

/** The real world. */
export function nodeIo(): Io {
  // What is read of a log is soon forgotten: letting the heap grow before it is cleaned would cost a third more memory and save no time.
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
  const output = new Output();
  const encoder = new TextEncoder();
  const outIsTerminal = isatty(1);
  let stop: AbortSignal | undefined;
  return {
    out: (text) => output.out(typeof text === 'string' ? encoder.encode(text) : text),
    err: (text) => output.err(encoder.encode(text)),
    env: process.env,
    outIsTerminal,
    errIsTerminal: isatty(2),
    inIsTerminal: isatty(0),
    columns: outIsTerminal ? process.stdout.columns || Number(process.env.COLUMNS) || 80 : undefined,
    rows: outIsTerminal ? process.stdout.rows || undefined : undefined,
    inHasData: () => standardInputHasData(PATIENCE),
    get outIsOpen() {
      return output.isOpen;
    },
    interruption: () => {
      if (stop) return stop;
      output.queue();
      stop = listen();
      stop.addEventListener('abort', () => setTimeout(() => output.abandon(), GRACE).unref());
      return stop;
    },
    drain: () => output.drain(),
  };
}
