// Packed logs, unpacked by what they are, not by their names. A stream: what a small file unpacks to may be endless.
import type { PassThrough, Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import * as zlib from 'node:zlib';
import { Exit, UserError } from '../exit-status.ts';
import { visible } from '../render/visible.ts';
import { SourceError } from './source-error.ts';

/** Bytes unpacked at once. */
const UNPACKED_AT_ONCE = 1 << 17;

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];

/**
 * Unpacks gzip, zstd and brotli. The first bytes decide.
 * @param stop once aborted, an end in the middle is no damage
 */
export async function* unpack(chunks: AsyncGenerator<Buffer>, name: string, stop?: AbortSignal): AsyncGenerator<Uint8Array> {
  const head = await firstBytes(chunks);
  if (head.length === 0) return;
  const decoder = decoderFor(head, name);
  if (decoder) return yield* through(decoder, head, chunks, name, stop);
  yield head;
  yield* chunks;
}

/** The first chunk; more only while it may still become a packed file's mark, so that nothing waits. */
async function firstBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) return head;
    head = head.length === 0 ? value : Buffer.concat([head, value]);
    if (!mayBecome(head, GZIP) && !mayBecome(head, ZSTD)) return head;
    // A chunk is good until the next one is asked for.
    head = Buffer.from(head);
  }
}

const mayBecome = (head: Buffer, mark: readonly number[]): boolean =>
  head.length < mark.length && head.every((byte, at) => byte === mark[at]);
const begins = (head: Buffer, mark: readonly number[]): boolean => mark.every((byte, at) => head[at] === byte);

type Decoder = PassThrough | ReturnType<typeof createGunzip>;

function decoderFor(head: Buffer, name: string): Decoder | undefined {
  const options = { chunkSize: UNPACKED_AT_ONCE };
  if (begins(head, GZIP)) return createGunzip(options);
  if (begins(head, ZSTD)) {
    const { createZstdDecompress } = zlib as unknown as { createZstdDecompress?: (options: object) => Decoder };
    if (!createZstdDecompress)
      throw new UserError(
        `'${visible(name)}' is packed with zstd, which this Node (${process.version}) cannot unpack: use Node 22.15 or later, or 'zstdcat ${visible(name)} | ftpcode explain-log'`,
        Exit.badData,
      );
    return createZstdDecompress(options);
  }
  // Brotli has no mark of its own: the name is all there is.
  if (/\.br$/.test(name)) return createBrotliDecompress(options) as unknown as Decoder;
  return undefined;
}

async function* through(
  decoder: Decoder,
  head: Buffer,
  chunks: AsyncGenerator<Buffer>,
  name: string,
  stop?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  // An error that comes after the last chunk has been asked for has no other listener.
  decoder.on('error', () => {});
  const feed = async () => {
    // Copies: the decoder works on them while the next chunk is already being read.
    decoder.write(Buffer.from(head));
    for await (const chunk of chunks)
      if (!decoder.write(Buffer.from(chunk))) await new Promise((resolve) => decoder.once('drain', resolve));
    decoder.end();
  };
  void feed().catch((error: Error) => void decoder.destroy(error));
  try {
    for await (const chunk of decoder as Readable) yield chunk as Uint8Array;
  } catch (error) {
    if (stop?.aborted) return;
    if (error instanceof SourceError) throw error;
    const what = name === '-' ? 'standard input' : `'${visible(name)}'`;
    throw new SourceError(
      `${what} is packed and damaged or cut off (${visible((error as Error).message)}). What could be unpacked has been read`,
    );
  }
}
