// Sensors write one record per command, with the code of its reply. Zeek fills in the reply that it saw last, so that a
// command whose reply is still to come shows the one before it.
import type { Said, Who } from './format.ts';

export interface Transaction {
  readonly who: Who;
  readonly command: string | undefined;
  readonly argument: string | undefined;
  /** 0 where the record has none. */
  readonly code: number;
  readonly text: string;
}

/** Codes that an answer to a command can have, by command; 4xx and 5xx are always possible. */
const ANSWERS: Readonly<Record<string, RegExp>> = {
  USER: /^(?:2[23]\d|33\d)/,
  PASS: /^(?:202|23\d|33\d)/,
  PASV: /^227/,
  EPSV: /^229/,
  PORT: /^2(?:00|50)/,
  EPRT: /^2(?:00|50)/,
  TYPE: /^200/,
  PWD: /^257/,
  RETR: /^(?:1\d\d|2[25]\d)/,
  STOR: /^(?:1\d\d|2[25]\d)/,
  QUIT: /^2/,
};

/** Whether a code is one that the command can have drawn; for a command that is not listed, never. */
export function answers(command: string, code: number): boolean {
  const fits = ANSWERS[/^[A-Za-z]{3,5}/.exec(command)?.[0].toUpperCase() ?? ''];
  return fits !== undefined && (fits.test(String(code)) || (code >= 400 && code < 600));
}

const MOST_SESSIONS = 5000;

/** Remembers each session's last reply. */
export class Transactions {
  readonly #last = new Map<string, { readonly command: string; readonly reply: string }>();

  say({ who, command = '', argument, code, text }: Transaction): Said {
    const verb = command.toUpperCase();
    const secret = verb === 'PASS' && argument !== undefined ? '****' : argument;
    // <init> is Zeek's word for the greeting, which no command drew.
    const sent = /^<|^$/.test(command) ? undefined : secret ? `${command} ${secret}` : command;
    const asked: Said = sent ? { kind: 'client', text: sent, ...who } : { kind: 'nothing' };
    if (!Number.isInteger(code) || code < 100 || code > 699) return asked;
    const key = who.session ?? who.client ?? '';
    const before = this.#last.get(key);
    const reply = `${code} ${text}`;
    const fits = ANSWERS[verb];
    if (before?.reply === reply && before.command !== verb && fits && code < 400 && !fits.test(String(code))) return asked;
    if (this.#last.size >= MOST_SESSIONS) this.#last.clear();
    this.#last.set(key, { command: verb, reply });
    return { ...who, kind: 'exchange', code, text, ...(sent && { command: sent }) };
  }
}
