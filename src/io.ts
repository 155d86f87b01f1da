// The edge to the outside: standard streams, environment, terminal. Everything else is given one of these.
import { fstatSync, writeSync } from 'node:fs';

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
}

/** A write that failed for another reason than a reader that has left. */
export class WriteError extends Error {}

const BUSY_WAIT = new Int32Array(new SharedArrayBuffer(4));

/** Writes all bytes to a descriptor. Synchronous, so that nothing is lost when the process ends, and memory stays flat. */
function writeAll(fd: number, bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') {
        // A pipe or terminal in non-blocking mode whose reader is slower: wait a little and try again.
        Atomics.wait(BUSY_WAIT, 0, 0, 5);
        continue;
      }
      if (code === 'EPIPE') return false;
      throw new WriteError(`writing failed: ${(error as Error).message}`);
    }
  }
  return true;
}

function isTerminal(fd: number, stream: () => { isTTY?: boolean }): boolean {
  try {
    return fstatSync(fd).isCharacterDevice() && stream().isTTY === true;
  } catch {
    return false;
  }
}

/** The real world. */
export function nodeIo(): Io {
  let open = true;
  const encoder = new TextEncoder();
  const outIsTerminal = isTerminal(1, () => process.stdout);
  return {
    out(text) {
      open &&= writeAll(1, typeof text === 'string' ? encoder.encode(text) : text);
      return open;
    },
    err(text) {
      try {
        writeAll(2, encoder.encode(text));
      } catch {
        // Nobody is left to be told.
      }
    },
    env: process.env,
    outIsTerminal,
    errIsTerminal: isTerminal(2, () => process.stderr),
    inIsTerminal: isTerminal(0, () => process.stdin),
    columns: outIsTerminal ? process.stdout.columns || Number(process.env.COLUMNS) || 80 : undefined,
  };
}
