// A file that still grows: read to its end, then whatever is added, through truncation and rotation (as `tail -F`).
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

/** How often the file is looked at, in milliseconds: file events are not to be had on every file system. */
const INTERVAL = 250;
const BLOCK = 1 << 18;

/** Resolves after a while, or at once when told to stop. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}

/**
 * Yields the bytes of a file as it grows, until `signal` says stop. A file that was replaced is opened anew, one that
 * was cut is read from its start, one that is gone is waited for.
 */
export async function* follow(name: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let fd: number | undefined;
  let position = 0;
  try {
    while (!signal.aborted) {
      fd ??= tryOpen(name);
      if (fd !== undefined) {
        const { size, ino } = fstatSync(fd);
        if (size < position) position = 0;
        while (!signal.aborted) {
          const buffer = Buffer.allocUnsafe(BLOCK);
          const count = readSync(fd, buffer, 0, BLOCK, position);
          if (count === 0) break;
          position += count;
          yield buffer.subarray(0, count);
        }
        // What was written before the rotation has been read; now look whether the name means another file.
        if (inodeOf(name) !== ino) {
          closeSync(fd);
          fd = undefined;
          position = 0;
          if (inodeOf(name) !== undefined) continue;
        }
      }
      await pause(INTERVAL, signal);
    }
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function tryOpen(name: string): number | undefined {
  try {
    return openSync(name, 'r');
  } catch {
    return undefined;
  }
}

function inodeOf(name: string): number | undefined {
  try {
    return statSync(name).ino;
  } catch {
    return undefined;
  }
}
