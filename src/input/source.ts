// The edge to the logs: files and standard input as streams of bytes, unpacked by what they are, not by their names.
import { closeSync, fstatSync, openSync, read } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import * as zlib from 'node:zlib';
import { Exit, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { visible } from '../render/visible.ts';

/** Bytes read at once. */
const BLOCK = 1 << 18;

/** One log to read. */
export interface Source {
  /** As the user named it; `-` for standard input. */
  readonly name: string;
  /** Size of a plain file in bytes, for a progress bar. */
  readonly size: number | undefined;
  /** The bytes, unpacked. Throws SourceError where reading fails half-way; what came before has been given. */
  chunks(): AsyncGenerator<Uint8Array>;
}

/** Reading failed half-way. The message is one sentence for the user. */
export class SourceError extends Error {}

/** Opens a log. @throws UserError (66) where that fails, with what to do */
export function openSource(name: string, io: Io): Source {
  if (name === '-') {
    if (io.inIsTerminal) throw new UserError("standard input is a terminal: name a log file, or pipe a log in, as in 'lftp ... 2>&1 | ftpcode explain-log'", Exit.usage);
    return { name, size: undefined, chunks: () => unpack(readAll(0, name), name) };
  }
  let fd: number;
  try {
    fd = openSync(name, 'r');
  } catch (error) {
    throw new UserError(`cannot open '${visible(name)}': ${reasonOf(error as NodeJS.ErrnoException)}`, Exit.noInput);
  }
  const stat = fstatSync(fd);
  if (stat.isDirectory()) {
    closeSync(fd);
    throw new UserError(`'${visible(name)}' is a directory: name the log files in it, as in '${visible(name.replace(/\/*$/, ''))}/*.log'`, Exit.noInput);
  }
  return {
    name,
    size: stat.isFile() ? stat.size : undefined,
    chunks: async function* () {
      try {
        yield* unpack(readAll(fd, name), name);
      } finally {
        closeSync(fd);
      }
    },
  };
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'there is no such file. Check the name and the folder';
  if (code === 'EACCES' || code === 'EPERM') return 'reading it is not permitted. Run as a user who may, or copy the log';
  if (code === 'EMFILE' || code === 'ENFILE') return 'no file descriptors are left';
  return message;
}

async function* readAll(fd: number, name: string): AsyncGenerator<Buffer> {
  for (;;) {
    const buffer = Buffer.allocUnsafe(BLOCK);
    const count = await new Promise<number>((resolve, reject) => {
      read(fd, buffer, 0, BLOCK, null, (error, bytes) => (error ? reject(error) : resolve(bytes)));
    }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EOF') return 0;
      if (error.code === 'EAGAIN') return -1;
      throw new SourceError(`reading '${visible(name)}' failed: ${error.message}`);
    });
    if (count === 0) return;
    if (count < 0) await new Promise((resolve) => setTimeout(resolve, 5));
    else yield buffer.subarray(0, count);
  }
}

/** Unpacks gzip, zstd and brotli. The first bytes decide. */
async function* unpack(chunks: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Uint8Array> {
  const first = await chunks.next();
  if (first.done) return;
  const head = first.value;
  const decoder = decoderFor(head, name);
  if (!decoder) {
    yield head;
    yield* chunks;
    return;
  }
  yield* through(decoder, head, chunks, name);
}

type Decoder = PassThrough | ReturnType<typeof createGunzip>;

function decoderFor(head: Buffer, name: string): Decoder | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return createGunzip();
  if (head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd) {
    const { createZstdDecompress } = zlib as unknown as { createZstdDecompress?: () => Decoder };
    if (!createZstdDecompress) throw new UserError(`'${visible(name)}' is packed with zstd, which this Node (${process.version}) cannot unpack: use Node 22.15 or later, or 'zstdcat ${visible(name)} | ftpcode explain-log'`, Exit.badData);
    return createZstdDecompress();
  }
  // Brotli has no mark of its own: the name is all there is.
  if (/\.br$/.test(name)) return createBrotliDecompress() as unknown as Decoder;
  return undefined;
}

async function* through(decoder: Decoder, head: Buffer, chunks: AsyncGenerator<Buffer>, name: string): AsyncGenerator<Uint8Array> {
  const feed = async () => {
    decoder.write(head);
    for await (const chunk of chunks) if (!decoder.write(chunk)) await new Promise((resolve) => decoder.once('drain', resolve));
    decoder.end();
  };
  const fed = feed().catch((error: Error) => void decoder.destroy(error));
  try {
    for await (const chunk of decoder as Readable) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(`'${visible(name)}' is packed and damaged or cut off (${(error as Error).message}); what could be unpacked has been read`);
  }
  await fed;
}
