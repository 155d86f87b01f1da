// Transcripts that print the server's lines bare, as ftp(1) does: nothing in front tells `226 Transfer complete.` from a
// file of that name. What helps is the talk around it: a command was just sent, a reply of several lines is open.
import type { Said } from './format.ts';
import { isHttpStatus, isProse, isReplyCode, isSurelyMail, soundsLikeFtp } from './vocabulary.ts';

const REPLY = /^([1-6]\d\d)(?:([ -])(.*))?$/s;
/** Codes with which a server greets. */
const GREETING: ReadonlySet<number> = new Set([120, 220, 421, 500, 530]);
/** Codes that may end a transfer. */
const AFTER_TRANSFER: ReadonlySet<number> = new Set([
  125, 150, 225, 226, 250, 421, 425, 426, 450, 451, 452, 500, 501, 502, 503, 504, 522, 530, 550, 551, 552, 553,
]);
/** Lines that a reply may have before it is given up as cut off. */
const LONGEST_REPLY = 400;

/** Reads bare lines of one transcript. */
export class BareTranscript {
  #open: number | undefined;
  #lines = 0;
  /** Replies that are still due. */
  #awaiting = 0;
  /** Data may be on the screen: after a preliminary reply, until the next. */
  #transferring = false;
  #greeting = false;
  #known = false;

  /** A command was sent: a reply is due, or several where the user's command stands for more than one of the protocol's. */
  commanded(replies = 1): void {
    this.#open = undefined;
    this.#transferring = false;
    this.#awaiting = replies;
    this.#known = true;
  }

  /** A connection was made: a greeting is due. */
  connected(): void {
    this.#open = undefined;
    this.#transferring = false;
    this.#greeting = true;
  }

  /** The program says that a reply follows. */
  expect(): void {
    if (this.#open === undefined) this.#awaiting = Math.max(1, this.#awaiting);
  }

  /** No greeting is due after all. */
  hushed(): void {
    this.#greeting = false;
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
    // A server that uses a code of its own is believed where a reply is due.
    const known = isReplyCode(code) || (this.#awaiting > 0 && code >= 400 && code < 600 && !isHttpStatus(code, found?.[3] ?? ''));
    if (!found || !known || !this.#believes(code, found[2], found[3] ?? '')) return undefined;
    if (found[2] === '-') {
      this.#open = code;
      this.#lines = 0;
    }
    this.#greeting = false;
    this.#known = true;
    this.#transferring = code < 200;
    if (code >= 200) this.#awaiting = code >= 400 ? 0 : Math.max(0, this.#awaiting - 1);
    // Whoever has asked for a data connection sends a command for it next.
    if (code === 227 || code === 229) this.#awaiting = Math.max(1, this.#awaiting);
    return { kind: 'server', text };
  }

  #believes(code: number, hyphen: string | undefined, words: string): boolean {
    if (this.#transferring && !AFTER_TRANSFER.has(code)) return false;
    if (soundsLikeFtp(code, words)) return true;
    if (isProse(words) || isSurelyMail(words)) return false;
    if (this.#greeting && GREETING.has(code)) return true;
    if (code === 220 && hyphen === '-' && /^[\s*=_#-]*[^\s\d*=_#-]/.test(words)) return true;
    // A file name in a listing starts with digits too; but a reply is due, or the words are a sentence.
    if (this.#awaiting > 0) return true;
    return this.#known && hyphen !== undefined && /^["'/]?[A-Za-z][\w'/-]* \S/.test(words) && !/\.\w{2,4}$/.test(words);
  }
}
