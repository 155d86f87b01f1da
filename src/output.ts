// Standard output and standard error as a command writes to them. Writes are synchronous, so that nothing is lost when the
// process ends; a command that wants to survive a signal switches to a queue, because a process that is blocked in a write
// cannot take notice of the signal.
import { fstatSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';

/** A write that failed for another reason than a reader that has left. The message is one sentence. */
export class WriteError extends Error {}

const BUSY_WAIT = new Int32Array(new SharedArrayBuffer(4));
/** Milliseconds between two tries of a write that would block, and how many tries a message on standard error is worth. */
const PAUSE = 5;
const MOST_TRIES = 400;

/** Writes all bytes to a descriptor; false where the reader has left, or where it took nothing in `tries` tries. */
function writeAll(fd: number, bytes: Uint8Array, tries: number = Number.POSITIVE_INFINITY): boolean {
  let at = 0;
  let left = tries;
  while (at < bytes.length) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return false;
      if (code !== 'EAGAIN') throw new WriteError(reasonOf(error as NodeJS.ErrnoException));
      // A pipe or terminal in non-blocking mode whose reader is slower: wait a little and try again.
      left -= 1;
      if (left <= 0) return false;
      Atomics.wait(BUSY_WAIT, 0, 0, PAUSE);
    }
  }
  return true;
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC') return 'the result could not be written: no space is left on the device';
  if (code === 'EIO') return 'the result could not be written: the device or terminal reports an error';
  return `the result could not be written: ${message}`;
}

/** The two standard streams. */
export class Output {
  #open = true;
  #socket: Socket | undefined;
  #pending = 0;
  #failure: WriteError | undefined;
  /** Who waits for the queue to be empty. */
  #waiting: (() => void)[] = [];
  /** Messages that wait until what was written before them has been taken. */
  #late: Uint8Array[] = [];

  /** False once the reader of standard output has left. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Writes to standard output. False once the reader has left. @throws WriteError */
  out(bytes: Uint8Array): boolean {
    if (this.#failure) throw this.#failure;
    if (!this.#open || bytes.length === 0) return this.#open;
    if (this.#socket) this.#enqueue(this.#socket, bytes);
    else this.#open = writeAll(1, bytes);
    return this.#open;
  }

  /** Writes to standard error, behind what standard output was given before. */
  err(bytes: Uint8Array): void {
    if (this.#pending > 0) this.#late.push(bytes);
    else this.#tell(bytes);
  }

  /** From now on writes to a pipe or socket are queued, so that a reader who takes nothing does not block the process. */
  queue(): void {
    if (this.#socket) return;
    const kind = fstatSync(1);
    // Files take what they are given; a terminal that is held (Ctrl-S) lets go of it when it sends a signal.
    if (!kind.isFIFO() && !kind.isSocket()) return;
    this.#socket = new Socket({ fd: 1, readable: false, writable: true });
    this.#socket.on('error', (error: NodeJS.ErrnoException) => this.#failed(error));
  }

  /** Waits until all has been taken. False once the reader has left. @throws WriteError */
  async drain(): Promise<boolean> {
    if (this.#pending > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#failure) throw this.#failure;
    return this.#open;
  }

  /** Gives up what has not been taken. */
  abandon(): void {
    if (this.#pending === 0) return;
    this.#open = false;
    this.#socket?.destroy();
    this.#settle();
  }

  #enqueue(socket: Socket, bytes: Uint8Array): void {
    this.#pending += bytes.length;
    socket.write(bytes, (error) => {
      if (error) this.#failed(error as NodeJS.ErrnoException);
      else this.#pending -= bytes.length;
      if (this.#pending === 0) this.#settle();
    });
  }

  #failed(error: NodeJS.ErrnoException): void {
    // Whatever was written after the stream had been destroyed says nothing new.
    if (this.#open && error.code !== 'EPIPE' && error.code !== 'ECONNRESET') this.#failure ??= new WriteError(reasonOf(error));
    this.#open = false;
    this.#pending = 0;
    this.#settle();
  }

  #settle(): void {
    const late = this.#late;
    const waiting = this.#waiting;
    this.#late = [];
    this.#waiting = [];
    for (const bytes of late) this.#tell(bytes);
    for (const resolve of waiting) resolve();
  }

  #tell(bytes: Uint8Array): void {
    try {
      writeAll(2, bytes, MOST_TRIES);
    } catch {
      // Nobody is left to be told.
    }
  }
}
