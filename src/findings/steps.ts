// Whether replies and commands keep step: a client that does not wait, or a server whose replies come one too late.
import type { Evidence } from './finding.ts';

/** Commands that need the last one to be finished. */
const NEEDS_REST = /^(?:PASV|EPSV|PORT|EPRT|RETR|STOR|STOU|APPE|LIST|NLST|MLSD)$/;
const TRANSFER = /^(?:RETR|STOR|STOU|APPE|LIST|NLST|MLSD)$/;
/** What ftp(1) and its like show of a command that moves data, at their prompt. */
const PROMPT = /^\s*(?:ftp|ncftp[^>\n]{0,60}|lftp[^>\n]{0,60})> ?(?:ls|dir|nlist|get|mget|put|mput|recv|send)\b/i;
/** Faults of order from which on it is no accident of the log. */
const LEAST = 2;

/** A command that was sent too early. */
export interface Hasty {
  readonly verb: string;
  readonly at: Evidence;
  readonly during: 'transfer' | 'login';
}

/** What has gone out of order in one session. */
export class Steps {
  /** The last command that did not wait for what came before it. */
  hasty: Hasty | undefined;
  /** Lines whose order cannot be. */
  readonly faults: Evidence[] = [];
  /** A command of a prompt waits for its first reply, or has had its last. */
  #prompt: 'none' | 'asked' | 'answered' | 'over' = 'none';
  #loggedIn = false;
  /** PASV was answered by something else that is positive: its 227 may still come. */
  #passive: Evidence | undefined;

  /** True where the order was wrong so often that the two sides must be out of step. */
  get out(): boolean {
    return this.faults.length >= LEAST;
  }

  /** Takes a command, with what is going on at that time. */
  command(verb: string, at: Evidence, busy: 'transfer' | 'login' | undefined): void {
    this.#passive = undefined;
    if (busy === undefined) return;
    const early = busy === 'transfer' ? NEEDS_REST.test(verb) : !/^(?:PASS|ACCT|QUIT)$/.test(verb);
    if (early) this.hasty = { verb, at, during: busy };
  }

  /** Takes a line without a code; it may be a command in a form that no log format knows. */
  words(text: string, at: Evidence, busy: boolean): void {
    if (PROMPT.test(text)) this.#prompt = 'asked';
    const bare = busy ? /^(pasv|epsv|port|eprt|retr|stor|stou|appe|list|nlst|mlsd)(?: \S|$)/i.exec(text)?.[1] : undefined;
    if (bare) this.hasty = { verb: bare.toUpperCase(), at, during: 'transfer' };
  }

  /** Takes a reply with the command it is taken to answer. */
  reply(code: number, verb: string, at: Evidence): void {
    // A greeting begins anew; a login is confirmed once, and by no other command.
    if (code === 220) this.#loggedIn = false;
    if (code === 230) {
      if (this.#loggedIn && /^(?:TYPE|PASV|EPSV|PWD|CWD|LIST|NLST|MLSD|SYST|FEAT)$/.test(verb)) this.#fault(at);
      this.#loggedIn = true;
    }
    if (code === 200 && TRANSFER.test(verb) && /\bPORT\b/.test(at.text)) this.#fault(at);
    if (this.#passive && code === 227 && verb === '') this.#fault(this.#passive, at);
    this.#passive = verb === 'PASV' && code >= 200 && code < 300 && code !== 227 ? at : undefined;
    if (this.#prompt === 'asked' && code === 226) this.#fault(at);
    if (this.#prompt === 'over' && code === 200 && /\bPORT\b/.test(at.text)) this.#fault(at);
    if (this.#prompt !== 'none') this.#prompt = code === 226 ? 'over' : 'answered';
  }

  #fault(...lines: readonly Evidence[]): void {
    this.faults.push(...lines);
    if (this.faults.length > 8) this.faults.splice(1, this.faults.length - 8);
  }
}
