// Transcripts that print the server's lines bare, as ftp(1) does: nothing in front tells `226 Transfer complete.` from a
// file of that name. What helps is the talk around it: a command was just sent, a reply of several lines is open.
import type { Said } from './format.ts';
import { isReplyCode, soundsLikeFtp } from './vocabulary.ts';

const REPLY = /^([1-6]\d\d)(?:([ -])(.*))?$/s;
/** Codes with which a server greets. */
const GREETING: ReadonlySet<number> = new Set([120, 220, 421, 500, 530]);
/** Lines that a reply may have before it is given up as cut off. */
const LONGEST_REPLY = 400;

/** Reads bare lines of one transcript. */
export class BareTranscript {
  #open: number | undefined;
  #lines = 0;
  #awaiting = false;
  #greeting = false;
  #known = false;

  /** A command was sent: a reply is due. */
  commanded(): void {
    this.#open = undefined;
    this.#awaiting = true;
    this.#known = true;
  }

  /** A connection was made: a greeting is due. */
  connected(): void {
    this.#open = undefined;
    this.#greeting = true;
  }

  /** The transcript is one of FTP beyond doubt. */
  known(): void {
    this.#known = true;
  }

  get isKnown(): boolean {
    return this.#known;
  }

  /** A greeting is due. */
  get isGreeted(): boolean {
    return this.#greeting;
  }

  get inReply(): boolean {
    return this.#open !== undefined;
  }

  /** What a line says, or undefined where it is no line of the server's. */
  read(body: string): Said | undefined {
    const text = body.trimEnd();
    const found = REPLY.exec(text);
    const code = Number(found?.[1]);
    if (this.#open !== undefined) {
      this.#lines += 1;
      if ((found && code === this.#open && found[2] !== '-') || this.#lines > LONGEST_REPLY) this.#open = undefined;
      return { kind: 'server', text };
    }
    if (!found || !isReplyCode(code) || !this.#believes(code, found[2], found[3] ?? '')) return undefined;
    if (found[2] === '-') {
      this.#open = code;
      this.#lines = 0;
    }
    this.#greeting = false;
    this.#known = true;
    if (code >= 200) this.#awaiting = false;
    return { kind: 'server', text };
  }

  #believes(code: number, hyphen: string | undefined, words: string): boolean {
    if (soundsLikeFtp(code, words)) return true;
    if (this.#greeting && GREETING.has(code)) return true;
    if (code === 220 && hyphen === '-' && /^[\s*=_#-]*[^\s\d*=_#-]/.test(words)) return true;
    // A file name in a listing starts with digits too; but a reply is due, or the words are a sentence.
    if (this.#awaiting) return true;
    return this.#known && hyphen !== undefined && /^["'/]?[A-Za-z][\w'/-]* \S/.test(words) && !/\.\w{2,4}$/.test(words);
  }
}
