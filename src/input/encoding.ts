// How the bytes of a log stand for characters, and what ends its lines: decided by its first bytes, in the same way
// however they arrive.

/** How the bytes of a log stand for characters. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** What is known of a log once its beginning has been seen. */
export interface Beginning {
  readonly encoding: Encoding;
  /** Bytes of the byte order mark. */
  readonly bom: number;
  /** Old Mac files end their lines with a carriage return alone. */
  readonly crOnly: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
/** Bytes after which a decision is made at the latest. */
const ENOUGH = 65_536;
/** The same where there are zero bytes, and the fewest of such bytes that say something. */
const ENOUGH_ZEROS = 4096;
const FEWEST_ZEROS = 16;

const MARKS: readonly (readonly [readonly number[], Encoding])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
];

/**
 * Decides by the first bytes of a log.
 * @param ended no more will come
 * @returns undefined where more bytes are needed
 */
export function readBeginning(head: Uint8Array, ended: boolean): Beginning | undefined {
  for (const [mark, encoding] of MARKS) {
    const length = Math.min(mark.length, head.length);
    if (!mark.slice(0, length).every((byte, at) => head[at] === byte)) continue;
    if (length < mark.length) {
      if (!ended && length > 0) return undefined;
      continue;
    }
    if (encoding !== 'utf-8') return { encoding, bom: mark.length, crOnly: false };
    const rest = endsOf(head.subarray(mark.length), ended);
    return rest && { encoding, bom: mark.length, ...rest };
  }
  const ends = endsOf(head, ended);
  if (!ends) return undefined;
  const firstLine = head.subarray(0, head.indexOf(LF) + 1 || ENOUGH);
  if (!firstLine.includes(0)) return { encoding: 'utf-8', bom: 0, ...ends };
  const end = head.indexOf(LF, FEWEST_ZEROS - 1);
  if (end < 0 && !ended && head.length < ENOUGH_ZEROS) return undefined;
  const encoding = encodingOfZeros(head.subarray(0, Math.min(end < 0 ? head.length : end + 1, ENOUGH_ZEROS)));
  return { encoding, bom: 0, crOnly: encoding === 'utf-8' && ends.crOnly };
}

/** What ends the lines: the first line feed decides, or its absence. */
function endsOf(head: Uint8Array, ended: boolean): { readonly crOnly: boolean } | undefined {
  const start = head.subarray(0, ENOUGH);
  if (start.includes(LF)) return { crOnly: false };
  if (!ended && head.length < ENOUGH) return undefined;
  return { crOnly: start.filter((byte) => byte === CR).length > 2 };
}

/** UTF-16 without a mark: ASCII text has a zero in every other byte then. */
function encodingOfZeros(head: Uint8Array): Encoding {
  const pairs = head.length >> 1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs; at += 1) {
    if (head[2 * at] === 0) even += 1;
    if (head[2 * at + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.1) return 'utf-16le';
  if (even > pairs * 0.7 && odd < pairs * 0.1) return 'utf-16be';
  return 'utf-8';
}
