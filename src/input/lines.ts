// Bytes become lines. A line is cut at LONGEST_LINE; what is dropped is counted. The same bytes give the same lines,
// however they are cut into chunks.
import { isAscii, isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { readBeginning } from './encoding.ts';

/** Bytes of a line that are read (characters, in UTF-16); the rest of a longer one is skipped. */
export const LONGEST_LINE = 65_536;

const LF = 0x0a;
const CR = 0x0d;

/** Splits a stream of bytes into lines. Push chunks, take the lines that are complete, call `end` for what is left. */
export class LineSplitter {
  /** The first bytes, while it is not decided what they are. */
  #head: Uint8Array | undefined = new Uint8Array(0);
  #end: typeof LF | typeof CR = LF;
  #utf16: Utf16Lines | undefined;
  /** The beginning of a line whose end is still to come. */
  #held: Uint8Array = new Uint8Array(0);
  #heldLength = 0;
  #skipping = false;
  #cut = 0;

  /** Lines that were longer than LONGEST_LINE and have been cut. */
  get cut(): number {
    return this.#cut + (this.#utf16?.cut ?? 0);
  }

  /** Takes a chunk and returns the lines that it completes, without their ends. */
  push(chunk: Uint8Array): string[] {
    if (this.#head === undefined) return this.#take(chunk);
    this.#head = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    return this.#begin(this.#head, false);
  }

  /** The last line, where it has no end. */
  end(): string[] {
    const lines = this.#head === undefined ? [] : this.#begin(this.#head, true);
    if (this.#utf16) return [...lines, ...this.#utf16.end()];
    if (this.#heldLength > 0) lines.push(this.#line(this.#takeHeld()));
    return lines;
  }

  #begin(head: Uint8Array, ended: boolean): string[] {
    const beginning = readBeginning(head, ended);
    if (!beginning) {
      // The chunk is the caller's: it may be used again.
      this.#head = head.slice();
      return [];
    }
    this.#head = undefined;
    if (beginning.crOnly) this.#end = CR;
    if (beginning.encoding !== 'utf-8') this.#utf16 = new Utf16Lines(beginning.encoding);
    return this.#take(head.subarray(beginning.bom));
  }

  #take(bytes: Uint8Array): string[] {
    if (this.#utf16) return this.#utf16.push(bytes);
    let start = 0;
    if (this.#skipping) {
      start = bytes.indexOf(this.#end) + 1;
      if (start === 0) return [];
      this.#skipping = false;
    }
    const last = bytes.lastIndexOf(this.#end);
    const lines: string[] = [];
    if (last >= start) {
      if (this.#heldLength > 0) {
        const end = bytes.indexOf(this.#end, start);
        this.#hold(bytes.subarray(start, end));
        lines.push(this.#line(this.#takeHeld()));
        start = end + 1;
      }
      if (last >= start) this.#block(bytes.subarray(start, last), lines);
      start = last + 1;
    }
    this.#hold(bytes.subarray(start));
    if (this.#heldLength > LONGEST_LINE + 1) {
      // Longer than any line with its carriage return: it is given at once, and the rest of it is passed over.
      lines.push(this.#line(this.#takeHeld()));
      this.#skipping = true;
    }
    return lines;
  }

  /** Keeps the beginning of a line, as much of it as says whether the line is too long. */
  #hold(bytes: Uint8Array): void {
    const taken = bytes.subarray(0, LONGEST_LINE + 2 - this.#heldLength);
    if (taken.length === 0) return;
    const length = this.#heldLength + taken.length;
    if (length > this.#held.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#held.length));
      larger.set(this.#held.subarray(0, this.#heldLength));
      this.#held = larger;
    }
    this.#held.set(taken, this.#heldLength);
    this.#heldLength = length;
  }

  #takeHeld(): Uint8Array {
    const taken = this.#held.subarray(0, this.#heldLength);
    this.#heldLength = 0;
    return taken;
  }

  /** One line, cut where it is too long. */
  #line(bytes: Uint8Array): string {
    const content = bytes.at(-1) === CR && this.#end === LF ? bytes.subarray(0, -1) : bytes;
    if (content.length <= LONGEST_LINE) return decode(content);
    this.#cut += 1;
    // Not within a character, where the line is UTF-8.
    let length = LONGEST_LINE;
    while (length > LONGEST_LINE - 3 && ((content[length] as number) & 0xc0) === 0x80) length -= 1;
    const whole = content.subarray(0, length);
    return isUtf8(whole) ? decode(whole) : decode(content.subarray(0, LONGEST_LINE));
  }

  /**
   * Adds the lines of a block of whole lines, its last end not included. The block is judged as a whole, but each line is
   * decoded for itself: a slice of a larger text would keep all of that in memory while somebody keeps a part of the line,
   * and a user's name should not cost a quarter of a megabyte.
   */
  #block(block: Uint8Array, lines: string[]): void {
    const buffer = asBuffer(block);
    const encoding = isAscii(block) ? 'latin1' : isUtf8(block) ? 'utf8' : undefined;
    const strips = this.#end === LF;
    for (let start = 0; start <= buffer.length; ) {
      const found = buffer.indexOf(this.#end, start);
      const end = found < 0 ? buffer.length : found;
      if (encoding === undefined || end - start > LONGEST_LINE) lines.push(this.#line(block.subarray(start, end)));
      else lines.push(buffer.toString(encoding, start, strips && end > start && buffer[end - 1] === CR ? end - 1 : end));
      start = end + 1;
    }
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** UTF-8 where it is, else Latin-1, being what it most likely is then. */
const decode = (bytes: Uint8Array): string => asBuffer(bytes).toString(isUtf8(bytes) ? 'utf8' : 'latin1');

/** The same for UTF-16, which Windows programs write: rare, so that it only has to be right. */
class Utf16Lines {
  cut = 0;
  readonly #decoder: TextDecoder;
  #pending = '';

  constructor(encoding: 'utf-16le' | 'utf-16be') {
    this.#decoder = new TextDecoder(encoding);
  }

  push(bytes: Uint8Array): string[] {
    const parts = this.#decoder.decode(bytes, { stream: true }).split('\n');
    const rest = parts.pop() as string;
    const lines = parts.map((part) => this.#complete(part));
    this.#hold(rest);
    return lines;
  }

  end(): string[] {
    this.#hold(this.#decoder.decode());
    return this.#pending === '' ? [] : [this.#complete('')];
  }

  #hold(text: string): void {
    this.#pending += text.slice(0, LONGEST_LINE + 2 - this.#pending.length);
  }

  #complete(part: string): string {
    this.#hold(part);
    const line = this.#pending.endsWith('\r') ? this.#pending.slice(0, -1) : this.#pending;
    this.#pending = '';
    if (line.length <= LONGEST_LINE) return line;
    this.cut += 1;
    return line.slice(0, LONGEST_LINE);
  }
}
