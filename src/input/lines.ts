// Bytes become lines. Work is done per block of whole lines, not per line: decoding and splitting a block at once is what
// makes this fast (figures in the benchmark). A line is cut at LONGEST_LINE; what is dropped is counted.
import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** Bytes of a line that are read; the rest of a longer one is skipped. */
export const LONGEST_LINE = 65_536;

const LF = 0x0a;
const CR = 0x0d;

/** How the bytes of a log stand for characters. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Tells UTF-16 from bytes by its mark, or by the zeros that ASCII text has in every other byte. */
export function sniffEncoding(head: Uint8Array): { readonly encoding: Encoding; readonly bom: number } {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bom: 3 };
  const pairs = Math.min(head.length, 4096) >> 1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < pairs; at += 1) {
    if (head[2 * at] === 0) even += 1;
    if (head[2 * at + 1] === 0) odd += 1;
  }
  if (pairs >= 8 && odd > pairs * 0.7 && even < pairs * 0.1) return { encoding: 'utf-16le', bom: 0 };
  if (pairs >= 8 && even > pairs * 0.7 && odd < pairs * 0.1) return { encoding: 'utf-16be', bom: 0 };
  return { encoding: 'utf-8', bom: 0 };
}

/** Splits a stream of bytes into lines. Push chunks, take the lines that are complete, call `end` for what is left. */
export class LineSplitter {
  #rest: Uint8Array = new Uint8Array(0);
  #skipping = false;
  #encoding: Encoding | undefined;
  #utf16: TextDecoder | undefined;
  #pendingText = '';
  /** Old Mac files end their lines with a carriage return alone. */
  #crOnly: boolean | undefined;
  /** Lines that were longer than LONGEST_LINE and have been cut. */
  cut = 0;

  /** Takes a chunk and returns the lines that it completes, without their ends. */
  push(chunk: Uint8Array): string[] {
    let bytes = chunk;
    if (this.#encoding === undefined) {
      const { encoding, bom } = sniffEncoding(chunk);
      this.#encoding = encoding;
      bytes = chunk.subarray(bom);
      if (encoding !== 'utf-8') this.#utf16 = new TextDecoder(encoding);
    }
    if (this.#utf16) return this.#pushText(this.#utf16.decode(bytes, { stream: true }));
    this.#crOnly ??= bytes.includes(CR) && !bytes.includes(LF) && bytes.filter((byte) => byte === CR).length > 2;
    return this.#pushBytes(bytes);
  }

  /** The last line, where it has no end. */
  end(): string[] {
    if (this.#utf16) {
      const text = this.#pendingText + this.#utf16.decode();
      this.#pendingText = '';
      return text === '' ? [] : [strip(text)];
    }
    const rest = this.#rest;
    this.#rest = new Uint8Array(0);
    return rest.length === 0 || this.#skipping ? [] : this.#lines(rest);
  }

  #pushText(text: string): string[] {
    const parts = text.split('\n');
    const last = parts.pop() as string;
    if (parts.length === 0) {
      if (this.#pendingText.length < LONGEST_LINE) this.#pendingText += last.slice(0, LONGEST_LINE);
      return [];
    }
    parts[0] = this.#pendingText + parts[0];
    this.#pendingText = last.slice(0, LONGEST_LINE);
    return parts.map((line) => this.#capped(strip(line)));
  }

  #capped(line: string): string {
    if (line.length <= LONGEST_LINE) return line;
    this.cut += 1;
    return line.slice(0, LONGEST_LINE);
  }

  #pushBytes(bytes: Uint8Array): string[] {
    const end = this.#crOnly ? CR : LF;
    let start = 0;
    if (this.#skipping) {
      const at = bytes.indexOf(end);
      if (at < 0) return [];
      this.#skipping = false;
      start = at + 1;
    }
    const last = bytes.lastIndexOf(end);
    if (last < start) {
      this.#hold(bytes.subarray(start));
      return this.#skipping ? this.#takeCut() : [];
    }
    const block = bytes.subarray(start, last);
    const whole = this.#rest.length === 0 ? block : join(this.#rest, block);
    this.#rest = new Uint8Array(0);
    const lines = this.#lines(whole);
    this.#hold(bytes.subarray(last + 1));
    return this.#skipping ? [...lines, ...this.#takeCut()] : lines;
  }

  /** Keeps the beginning of a line whose end is still to come. Only new bytes are looked at, so that a long line costs no more than its length. */
  #hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#rest = this.#rest.length === 0 ? bytes.slice() : join(this.#rest, bytes);
    if (this.#rest.length > LONGEST_LINE) this.#skipping = true;
  }

  #takeCut(): string[] {
    const head = this.#rest.subarray(0, LONGEST_LINE);
    this.#rest = new Uint8Array(0);
    this.cut += 1;
    return this.#lines(head);
  }

  /** The lines of a block of bytes that holds whole lines. */
  #lines(block: Uint8Array): string[] {
    const separator = this.#crOnly ? '\r' : '\n';
    const buffer = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
    if (isAscii(buffer)) return this.#split(buffer.toString('latin1'), separator);
    if (isUtf8(buffer)) return this.#split(buffer.toString('utf8'), separator);
    // Some line is not UTF-8: each decides for itself, Latin-1 being what it most likely is then.
    return splitBytes(buffer, separator.charCodeAt(0)).flatMap((line) => this.#split(isUtf8(line) ? line.toString('utf8') : line.toString('latin1'), separator));
  }

  #split(text: string, separator: string): string[] {
    const lines = text.split(separator);
    if (text.includes('\r') || text.length > LONGEST_LINE) return lines.map((line) => this.#capped(strip(line)));
    return lines;
  }
}

const strip = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function splitBytes(buffer: Buffer, separator: number): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let at = buffer.indexOf(separator); at >= 0; at = buffer.indexOf(separator, start)) {
    lines.push(buffer.subarray(start, at));
    start = at + 1;
  }
  lines.push(buffer.subarray(start));
  return lines;
}
