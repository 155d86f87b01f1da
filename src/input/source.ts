// The edge to the logs: files and standard input as streams of bytes.
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { isatty, ReadStream } from 'node:tty';
import { Exit, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { visible } from '../render/visible.ts';
import { SourceError } from './source-error.ts';
import { standardInputStream } from './standard-input.ts';
import { unpack } from './unpack.ts';

export { SourceError } from './source-error.ts';

/** Bytes read at once: the lines of a block are in memory together, and what lives shortly costs least. */
const BLOCK = 1 << 16;
/** The same for who makes no lines of them. */
export const LARGE_BLOCK: number = 1 << 20;

/** One log to read. */
export interface Source {
  /** As the user named it; `-` for standard input. */
  readonly name: string;
  /** Size of a plain file in bytes, for a progress bar. */
  readonly size: number | undefined;
  /** The bytes, unpacked; a chunk is good until the next one is asked for. Throws SourceError where reading fails half-way; what came before has been given. */
  chunks(block?: number): AsyncGenerator<Uint8Array>;
  /** The descriptor by which it is open, where it is; `close` is for whoever reads it by that. */
  readonly fd?: number;
  close?(): void;
}

/** Files held open while others are read: a log that is rotated meanwhile is still the one that was named. */
const MOST_OPEN = 64;
let held = 0;

/**
 * Opens a log.
 * @param stop ends the reading early, as if the log ended there
 * @throws UserError (66) where that fails, with what to do
 */
export function openSource(name: string, io: Io, stop?: AbortSignal): Source {
  if (name === '-') {
    if (io.inIsTerminal)
      throw new UserError(
        "standard input is a terminal: name a log file, or pipe a log in, as in 'lftp ... 2>&1 | ftpcode explain-log'",
        Exit.usage,
      );
    return { name, size: undefined, chunks: () => readPacked(name, stop, (until) => readStandardInput(until)) };
  }
  let fd: number | undefined;
  let stat: Stats;
  try {
    fd = held < MOST_OPEN ? openOrWait(name) : undefined;
    stat = fd === undefined ? statSync(name) : fstatSync(fd);
    // A pipe or device that is opened a second time may have lost what it held.
    if (fd === undefined && !stat.isFile() && !stat.isDirectory()) fd = openSync(name, 'r');
  } catch (error) {
    throw new UserError(`cannot open '${visible(name)}': ${reasonOf(error as NodeJS.ErrnoException)}`, Exit.noInput);
  }
  if (stat.isDirectory()) {
    if (fd !== undefined) closeSync(fd);
    throw new UserError(
      `'${visible(name)}' is a directory: name the log files in it, as in '${visible(name.replace(/\/*$/, ''))}/*.log'`,
      Exit.noInput,
    );
  }
  if (fd !== undefined) held += 1;
  const opened = fd;
  return {
    name,
    size: stat.isFile() ? stat.size : undefined,
    ...(opened !== undefined && { fd: opened, close: () => closeQuietly(opened) }),
    chunks: async function* (block) {
      const at = opened ?? reopen(name, stat);
      try {
        yield* readPacked(name, stop, (until) => readAll(at, name, stat, until, block));
      } finally {
        if (opened !== undefined) held -= 1;
        closeQuietly(at);
      }
    },
  };
}

/** A log that somebody else has opened, and will close. */
export function reopenedSource(name: string, fd: number, stop?: AbortSignal): Source {
  const stat = fstatSync(fd);
  return { name, size: stat.size, chunks: (block) => readPacked(name, stop, (until) => readAll(fd, name, stat, until, block)) };
}

/** Unpacks what `open` reads. Whoever breaks off, the reading ends with it, even where it waits for more. */
async function* readPacked(
  name: string,
  stop: AbortSignal | undefined,
  open: (until: AbortSignal) => AsyncGenerator<Buffer>,
): AsyncGenerator<Uint8Array> {
  const until = new AbortController();
  const end = () => until.abort();
  stop?.addEventListener('abort', end, { once: true });
  if (stop?.aborted) end();
  try {
    yield* unpack(open(until.signal), name, until.signal);
  } finally {
    end();
    stop?.removeEventListener('abort', end);
  }
}

/** Opens a file, or leaves that for later where no descriptors are left: others are closed until then. */
function openOrWait(name: string): number | undefined {
  try {
    return openSync(name, 'r');
  } catch (error) {
    if (isShortage(error)) return undefined;
    throw error;
  }
}

const isShortage = (error: unknown): boolean => ['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException).code ?? '');

/** Opens a file that was there before, and makes sure that it is still the same. */
function reopen(name: string, before: Stats): number {
  let fd: number;
  try {
    fd = openSync(name, 'r');
  } catch (error) {
    throw new SourceError(`'${visible(name)}' cannot be opened any more: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
  const now = fstatSync(fd);
  if (now.dev === before.dev && now.ino === before.ino) return fd;
  closeSync(fd);
  throw new SourceError(`'${visible(name)}' was replaced by another file before it could be read: run ftpcode again`);
}

function closeQuietly(fd: number): void {
  try {
    closeSync(fd);
  } catch {
    // A stream has closed it already.
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such file. Check the name and the folder';
  if (code === 'EACCES' || code === 'EPERM') return 'reading it is not permitted. Run as a user who may, or copy the log';
  if (code === 'EMFILE' || code === 'ENFILE') return 'no file descriptors are left. Raise the limit (ulimit -n)';
  return visible(message);
}

let standardInputTaken = false;

/** The bytes of standard input; nothing the second time. @throws SourceError where reading fails half-way */
export async function* readStandardInput(stop?: AbortSignal): AsyncGenerator<Buffer> {
  if (standardInputTaken) return;
  standardInputTaken = true;
  let stat: Stats;
  try {
    stat = fstatSync(0);
  } catch (error) {
    throw failed('-', error as Error);
  }
  yield* readAll(0, '-', stat, stop);
}

const failed = (name: string, error: Error): SourceError =>
  new SourceError(
    `reading ${name === '-' ? 'standard input' : `'${visible(name)}'`} failed half-way: ${visible(error.message)}. What came before has been read`,
  );

/** All bytes behind a descriptor. */
function readAll(fd: number, name: string, stat: Stats, stop?: AbortSignal, block: number = BLOCK): AsyncGenerator<Buffer> {
  // What may keep a reader waiting is read by events: a thread that waits in a read would keep the process from ending.
  if (stat.isFIFO() || stat.isSocket())
    return readStream(fd === 0 ? standardInputStream() : new Socket({ fd, readable: true, writable: false }), name, stop);
  if (isatty(fd)) return readStream(new ReadStream(fd), name, stop);
  return readFile(fd, name, stat, block, stop);
}

async function* readStream(stream: Readable, name: string, stop?: AbortSignal): AsyncGenerator<Buffer> {
  const end = () => void stream.destroy();
  stop?.addEventListener('abort', end, { once: true });
  if (stop?.aborted) end();
  try {
    for await (const chunk of stream) {
      yield chunk as Buffer;
      if (stop?.aborted) return;
    }
  } catch (error) {
    if (!stop?.aborted) throw failed(name, error as Error);
  } finally {
    stop?.removeEventListener('abort', end);
    stream.destroy();
  }
}

async function* readFile(fd: number, name: string, { size }: Stats, block: number, stop?: AbortSignal): AsyncGenerator<Buffer> {
  let total = 0;
  // One buffer for all blocks: whoever keeps bytes beyond the next block copies them. Reading a file keeps nobody waiting, so
  // it is done at once; a signal is heard between two blocks.
  const buffer = Buffer.allocUnsafe(block);
  while (!stop?.aborted) {
    let count: number;
    try {
      count = readSync(fd, buffer, 0, block, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') break;
      if (code !== 'EAGAIN') throw failed(name, error as Error);
      await new Promise((resolve) => setTimeout(resolve, 5));
      continue;
    }
    if (count === 0) break;
    total += count;
    yield buffer.subarray(0, count);
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (stop?.aborted || total >= size) return;
  // Some files of /proc state a size that they do not have: only one that has become smaller has lost something.
  const now = fstatSync(fd).size;
  if (now < size)
    throw new SourceError(
      `${name === '-' ? 'standard input' : `'${visible(name)}'`} was truncated while it was read (from ${size} to ${now} bytes). What came before has been read`,
    );
}
