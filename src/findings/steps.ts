// Whether replies and commands keep step: a client that does not wait, or one whose replies come one too late. What counts is
// the order of the lines, not the pairing of the reader, which a reply that the log leaves out would shift.
import { isNegative, isPreliminary } from '../codes/digits.ts';
import type { Evidence } from './finding.ts';
import { answeredCommands, answersAnother } from './reply-words.ts';

/** What ftp(1) and its like show of a command that moves data, at their prompt. */
const PROMPT = /^\s*(?:ftp|ncftp[^>\n]{0,60}|lftp[^>\n]{0,60})> ?(?:(?:ls|dir|nlist|get|put|recv|send)\b|(m(?:get|put|ls|dir)\b))/i;
/** Replies that no command for a transfer draws first. */
const NOT_OF_TRANSFER = new Set([211, 213, 214, 215, 226, 230, 257, 331]);

/** The positive codes that a command draws (RFC 959 5.4, RFC 2428, RFC 3659, RFC 4217). Commands that are not here draw any. */
const DRAWS: Readonly<Record<string, readonly number[]>> = {
  USER: [200, 202, 230, 232, 331, 332, 336],
  PASS: [200, 202, 230, 232, 331, 332],
  PASV: [227],
  EPSV: [229],
  AUTH: [234, 235, 334],
  PWD: [257],
  XPWD: [257],
  SIZE: [213],
  MDTM: [213, 250, 253],
  SYST: [215],
  RNFR: [350],
  REST: [350],
  FEAT: [211, 214],
  HELP: [211, 214],
  STAT: [200, 211, 212, 213, 226, 250],
  QUIT: [200, 221],
  SITE: [200, 202, 211, 212, 213, 214, 226, 250, 257],
  TYPE: [200, 202, 250],
  MODE: [200, 202, 250],
  STRU: [200, 202, 250],
  PORT: [200, 202, 250],
  EPRT: [200, 202, 250],
  PBSZ: [200, 202],
  PROT: [200, 202],
  NOOP: [200, 202, 250],
  CWD: [200, 202, 230, 250],
  CDUP: [200, 202, 250],
  MKD: [200, 250, 257],
  MLST: [250],
  // ProFTPD answers with 257, as to MKD.
  RMD: [200, 250, 257],
  DELE: [200, 250],
  RNTO: [200, 226, 250],
  ...Object.fromEntries(
    ['RETR', 'STOR', 'STOU', 'APPE', 'LIST', 'NLST', 'MLSD'].map((verb) => [verb, [110, 125, 150, 151, 200, 226, 250]]),
  ),
};
/** Codes that tell by themselves what they answer. */
const TELLING = new Set([125, 150, 212, 213, 215, 226, 227, 229, 230, 257, 331, 350]);
/** Commands with one positive code only. */
const STRICT = /^(?:AUTH|PASV|EPSV|X?PWD|SIZE|RNFR|REST|SYST)$/;

/** Commands that some servers answer with the path, as they do PWD. */
const SAYS_PATH = /^(?:X?CWD|X?CUP|CDUP)$/;

/** Does a positive code answer such a command? */
export const mayAnswer = (verb: string, code: number): boolean => {
  const draws = DRAWS[verb];
  return draws === undefined || draws.includes(code) || !(TELLING.has(code) || STRICT.test(verb));
};

/** "Waiting for ('229',) but got 200", "expected 227, received 226", "not a 227 response: (200, ...". */
const EXPECTED =
  /(?:(?:wait\w{0,4} for|expect\w{0,4}|want\w{0,3})[^\n\d]{0,20}\b([1-3]\d\d)\b[^\n]{0,30}?(?:got|received|but|was|is|actual)|\bnot an? ([1-3]\d\d) (?:response|reply|answer)\b)[^\n\d]{0,14}\b([1-3]\d\d)\b([^\n]{0,200})/i;

/** Codes that may stand for each other where a server or client is loose. */
const LOOSE = [
  [200, 202, 250, 257],
  [226, 250, 200],
  [230, 331, 332, 232, 202],
];
/** Does a client tell that it got the reply to another command than its own? */
export function toldAnother(text: string): boolean {
  const told = EXPECTED.exec(text.slice(0, 400));
  if (!told) return false;
  const [wanted, got] = [Number(told[1] ?? told[2]), Number(told[3])];
  if (wanted < 200 || got < 200 || wanted === got) return false;
  // The words may tell more than the code.
  const answered = answeredCommands((told[4] as string).replace(/^[\s:,;()[\]{}'"`-]{1,8}/, ''));
  if (answered && !answered.some((verb) => DRAWS[verb] === undefined || DRAWS[verb].includes(wanted))) return true;
  return TELLING.has(got) && !LOOSE.some((codes) => codes.includes(wanted) && codes.includes(got));
}

/** A positive reply that the command before it cannot draw. */
export interface Misfit {
  readonly verb: string;
  readonly code: number;
  readonly at: Evidence;
  /** It would fit the command before: the replies are one step behind. */
  readonly late: boolean;
}

/** Commands whose answer comes at once, and not only when the transfer is over. */
const ANSWERED_AT_ONCE = /^(?:SIZE|MDTM|TYPE|PWD|CWD|PASV|EPSV|PORT|EPRT|SYST|FEAT|RNFR|MKD|DELE|OPTS|REST|MLST)$/;

/** Points from which on it is no accident of the log. */
const LEAST = 3;
/** Commands and replies that are looked back on. */
const MOST = 8;

/** What has gone out of order in one session. */
export class Steps {
  /** Lines whose order cannot be. */
  readonly faults: Evidence[] = [];
  /** A command sent while a transfer ran, and the end of that transfer as the first reply after it; nothing else came since. */
  ahead: Misfit | undefined;
  /** The last positive reply that cannot belong to its command. */
  misfit: Misfit | undefined;
  #points = 0;
  /** The last commands; how many of them have had no reply at all yet. */
  readonly #sent: string[] = [];
  #open = 0;
  /** A command of a prompt waits for its first reply, or has had its last. */
  #prompt: 'none' | 'asked' | 'answered' | 'over' = 'none';
  #loggedIn = false;
  #greeted = false;
  /** Two connections write into one transcript, which does not tell them apart, or commands are left out: the order of its lines says nothing. */
  unordered = false;

  /** True where the order was wrong so often that the two sides must be out of step. */
  get out(): boolean {
    return this.#points >= LEAST && !this.unordered;
  }

  /** Takes a command. */
  command(verb: string, at: Evidence): void {
    if (verb === 'USER' && this.#open > 0 && this.#sent.at(-1) === 'USER') this.unordered = true;
    this.#sent.push(verb === 'EPSV' && /ALL/i.test(at.text) ? 'EPSV ALL' : verb);
    if (this.#sent.length > MOST) this.#sent.shift();
    this.#open += 1;
  }

  /** Takes a line without a code. */
  words(text: string, at: Evidence): void {
    const ordered = PROMPT.exec(text);
    // One order for several files is carried out by one transfer after the other.
    if (ordered) this.#prompt = ordered[1] ? 'none' : 'asked';
    // FluentFTP looks for replies that were never read.
    const stale = /stale data was: ?([1-5]\d\d)\b/i.exec(text.slice(0, 400));
    if (stale) this.#fault(3, at);
    const told = EXPECTED.exec(text.slice(0, 400));
    if (told) this.#told(Number(told[1] ?? told[2]), Number(told[3]), at);
  }

  /** Takes a reply; one to no command of this log only where the log shows none. */
  reply(code: number, at: Evidence, busy: boolean): void {
    const verb = this.#sent.at(-1);
    const only = this.#open === 1;
    const ahead = this.ahead !== undefined;
    if (!isPreliminary(code)) this.ahead = undefined;
    if (code === 220 && this.#greeted && this.#open > 0) this.unordered = true;
    // The end of a transfer was announced when it began.
    if (!(busy && code === 226)) this.#open = Math.max(0, this.#open - 1);
    this.#atPrompt(code, at);
    if (code === 220) {
      // A greeting begins anew.
      this.#loggedIn = false;
      this.#greeted = true;
      this.#sent.length = 0;
      return;
    }
    const again = code === 230 && this.#loggedIn;
    if (code === 230) this.#loggedIn = true;
    if (busy && code === 226 && verb !== undefined && ANSWERED_AT_ONCE.test(verb)) this.ahead = { verb, code, at, late: true };
    if (verb === undefined || isNegative(code) || code >= 400 || (!only && !ahead)) return;
    // A transfer that is still going on may end at any time.
    if (busy && (code === 226 || code === 250)) return;
    const before = this.#sent.at(-2);
    const words = at.text.slice(4);
    // The words are those of a reply to the command before, though the code would do for this one as well.
    if (before !== undefined && before !== verb && answersAnother(verb, words) && !answersAnother(before, words)) {
      this.misfit = { verb, code, at, late: true };
      this.#fault(ahead ? LEAST : DRAWS[verb]?.includes(code) ? 1 : 2, at);
      return;
    }
    if (verb === 'QUIT') return;
    if (mayAnswer(verb, code) && !(again && verb !== 'USER' && verb !== 'PASS')) return;
    // A strict command, and neither code nor words are its own.
    if (STRICT.test(verb) && before === undefined && answersAnother(verb, words)) {
      this.misfit = { verb, code, at, late: true };
      this.#fault(LEAST, at);
      return;
    }
    const late = before !== undefined && DRAWS[before]?.includes(code) === true && !DRAWS[verb]?.includes(code);
    this.misfit = { verb, code, at, late };
    // It tells what is asked for, only with the code of another command: every time so, and in step.
    if (code === 257 && SAYS_PATH.test(verb)) return;
    // It went on before the transfer's end was told, and has been one reply behind since.
    this.#fault(late && ahead ? LEAST : late || TELLING.has(code) ? 2 : 1, at);
  }

  /** A client tells which code it wanted and which it got. */
  #told(wanted: number, got: number, at: Evidence): void {
    if (wanted === got || Math.floor(wanted / 100) === 1) return;
    const late = TELLING.has(got) || (TELLING.has(wanted) && (got === 200 || got === 250));
    this.#fault(late ? 2 : 1, at);
  }

  #atPrompt(code: number, at: Evidence): void {
    if (this.#prompt === 'asked' && NOT_OF_TRANSFER.has(code)) this.#fault(2, at);
    if (this.#prompt === 'over' && code === 200 && /\bPORT\b/.test(at.text)) this.#fault(2, at);
    if (this.#prompt !== 'none') this.#prompt = code === 226 ? 'over' : 'answered';
  }

  #fault(points: number, at: Evidence): void {
    this.#points += points;
    this.faults.push(at);
    if (this.faults.length > MOST) this.faults.splice(1, this.faults.length - MOST);
  }
}
