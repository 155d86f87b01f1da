// What went wrong in a log: whole sessions are looked at, because no single code decides.
import { isNegative } from '../codes/digits.ts';
import type { Explainer, Explanation } from '../explain/explain.ts';
import { type CodelessEvent, isDoubtful, type LogEvent, type NoteEvent, type ReplyEvent } from '../log/event.ts';
import type { Moment } from './cause.ts';
import { causes } from './causes/index.ts';
import type { CauseId } from './cause-ids.ts';
import { Daemon } from './daemon.ts';
import { callsPositiveAnError } from './causes/protocol.ts';
import type { Evidence, Finding } from './finding.ts';
import { Excerpt } from './excerpt.ts';
import { type Hope, hopeFor } from './harmless.ts';
import { Ledger, type LedgerState } from './ledger.ts';
import { Looks, type Seen } from './looks.ts';
import { Session } from './session.ts';
import { statementsOf } from './statements.ts';
import { CERTAIN, CLOSE, LEAST, LIKELY } from './weights.ts';
import { endsInAnother, isErrorAround, isGoodbye, quotedReply, tellsTrouble, verbOfCall, verbBefore, WordSense } from './words.ts';

/** Bounds: what is kept at once. The session silent for longest goes first; its open questions are settled then, see `overruns`. */
export const FINDING_LIMITS = { sessions: 1000, pending: 24, unread: 200 } as const;

/** Causes after which there is no data connection at all. */
const NO_DATA_AGREED = /^(?:port-bounce-refused|passive-disabled|passive-port-unavailable|ipv6-needs-epsv|pret-required|epsv-unsupported)$/;
/** Characters of a reply that the causes look at. */
const MOST_TEXT = 2000;
/** Causes that are told in words which only FTP, or a client of it, uses: their lines need no other sign of FTP. */
const OF_FTP =
  /^(?:passive-|active-|epsv-|ipv6-|pasv-|port-bounce|data-connection|tls-|prot-p|certificate-|implicit-|chroot-|sandbox-|resume-|pret-|client-limit|no-transfer|malformed-|unexpected-|wrong-protocol|pipelining-|bad-filename|server-config|username-|password-encoding|command-not|auth-backend|user-shell|disk-full|quota-|path-|list-|too-many)/;
/** A failure of the login that a list or the user database has brought about, and that is told once more as a refused login. */
const LOGIN_TOLD = /^(?:user-in-deny-list|auth-backend-misconfigured|user-shell-not-in-etc-shells|home-dir-missing|home-dir-no-access)$/;
/** Reasons for which a login is refused whatever the password. */
const TURNED_AWAY =
  /^(?:tls-required|too-many-connections|ban-by-policy|client-limit-set-by-passive-range|server-shutting-down|chroot-writable-root|server-config-error|user-\w.*|home-dir-\w.*|auth-backend-misconfigured|username-mangled|password-encoding)$/;
/** A reply within a client's own message: the code once more behind the closing quote, or its line end spelt out. */
const QUOTED_IN_ERROR = /["']\W{1,3}\d{3}\)?$|\\r\\n[^\n]{0,200}["']/;
/** What a log notes of files that were handled: its words are names, which somebody else chose. */
const OF_FILES = /^(?:login|(?:upload|download|mkdir|rmdir|delete|rename|chmod)(?:-failed)?)$/;
/** What stands behind a command's name in a message about it, and in no argument. */
const TOLD_OF_COMMAND =
  /^(?:denied|failed|refused|error)\b|: no such user\b|\(Login failed\)|: (?:\w{0,20}error|\w{0,20}exception)\b|\bnot (?:implemented|understood|supported|recogni[sz]ed)\b/i;
/** A line that may name a function: most do not, and need not be asked. */
const NAMES_CALL = /\bftp_\w|Exception|Error|\(\)/;
/** Events that are failures. */
const FAILING = /failed|refused|timeout|limit|failure/;
/** Words of such weight name an FTP trouble even where nothing else of FTP is in the log. */
const SPECIFIC = 74;

const OUT_OF_STEP: CauseId = 'pipelining-out-of-sequence';
/** What it means that a step of wget came to nothing, whichever language the reason is told in. */
const STEP_REFUSED: Readonly<Record<string, CauseId>> = {
  PORT: 'port-bounce-refused',
  EPRT: 'port-bounce-refused',
  PASV: 'passive-disabled',
  EPSV: 'epsv-unsupported',
  LPSV: 'passive-disabled',
};
/** A cause that the words state outright, whatever else went wrong. */
const STATED = 88;

interface Pending {
  readonly moment: Moment;
  readonly seen: readonly Seen[];
  readonly title: string;
  readonly hope: Hope;
}

interface Watched {
  readonly session: Session;
  readonly pending: Pending[];
  /** The last trouble of the session and its line: what comes right after may only retell or follow from it. */
  trouble: { readonly cause: CauseId; readonly weight: number; readonly text: string; readonly kind: Moment['kind'] } | undefined;
  /** Replies or commands came since. */
  moved: boolean;
  found: number;
  /** It was told already that replies and commands are out of step. */
  outOfStep?: boolean;
  /** A log format has read a line of it: this is FTP. */
  known: boolean;
}

/** Collects findings while a log is read. */
export class Findings {
  readonly #watched = new Map<string, Watched>();
  readonly #ledger = new Ledger();
  readonly #explainer: Explainer | undefined;
  readonly #words: WordSense;
  readonly #looks = new Looks();
  /** What holds for the whole log that is being read. */
  #daemon = new Daemon();
  #excerpt = new Excerpt<Watched>();
  /** Where lines without a session belong: the session that spoke last. */
  #current: Watched | undefined;
  /** Stack frames whose message is still to come. */
  #frames = '';
  /** The log that is being read. */
  #file = '';
  /** Lines not read by any format: held until the next event, as they may turn out to be lines of its reply. */
  #unread: Evidence[] = [];
  /** Sessions that were judged as they stood, with something open, because there were too many at once. */
  #judged = 0;

  /** @param explainer gives the servers' wordings, by which words without a code are understood */
  constructor(explainer?: Explainer) {
    this.#explainer = explainer;
    this.#words = new WordSense(explainer);
  }

  /** Takes the next event of the log; for a reply with its explanation, and with the line that shows it where that is at hand. */
  observe(event: LogEvent, explanation?: Explanation, line?: string): void {
    if (event.file !== this.#file) this.open(event.file);
    if (this.#unread.length > 0) this.#settleUnread(event);
    if (isDoubtful(event)) return;
    const watched = this.#watch(event);
    if (event.type === 'reply' && isListed(event, watched.session)) return;
    this.#current = watched;
    watched.known = true;
    const { session } = watched;
    if (event.type === 'command') {
      session.command(event);
      // An error message may begin with a verb: `STOR denied: ...`. A directory that is not there yet is a mere probe.
      if (TOLD_OF_COMMAND.test(event.argument) && !(/^X?CWD$/.test(event.verb) && /ENOENT|no such/i.test(event.argument)))
        this.#said(watched, { file: event.file, line: event.line, text: `${event.verb} ${event.argument}` });
      // A client of another protocol says who it is in the place of a command.
      if (/^SSH-\d/.test(event.verb)) this.#said(watched, { file: event.file, line: event.line, text: event.verb });
      if (watched.trouble?.kind === 'reply') watched.moved = true;
    } else if (event.type === 'reply') this.#reply(watched, event, explanation, line);
    else this.#codeless(watched, event);
    // A session that has a name of its own and says goodbye is settled at once: a busy log has very many.
    const over = (event.type === 'reply' && event.code === 221) || (event.type === 'event' && event.event === 'disconnected');
    if (over && session.key !== '') this.#settle(watched);
  }

  #settle(watched: Watched): void {
    this.#close(watched);
    this.#watched.delete(watched.session.key);
    this.#current = undefined;
  }

  /** Takes a line that no format knows: it may still hold a client's own words about a failure. */
  observeUnread(file: string, line: number, text: string): void {
    if (file !== this.#file) this.open(file);
    this.#unread.push({ file, line, text: text.slice(0, 600) });
    if (this.#unread.length > FINDING_LIMITS.unread) this.#readUnread(this.#unread.splice(0, FINDING_LIMITS.unread / 2));
  }

  /** Takes a line that looks like a reply and that nobody vouches for: it counts where the log has nothing else to say. */
  observeBare(file: string, line: number, text: string): void {
    if (file !== this.#file) this.open(file);
    this.#excerpt.bare({ file, line, text: text.slice(0, 600) });
  }

  /** What its bounds left out so far, by the name that the summary's `limits` has for it. */
  get overruns(): Record<'watched' | 'compared' | 'guessers', number> {
    return { watched: this.#judged, ...this.#ledger.overruns };
  }

  /** The findings, most likely first cause of the trouble first. */
  end(): Finding[] {
    this.close();
    return this.#ledger.findings();
  }

  /** The log has come to its end: what is open is settled. */
  close(): void {
    if (this.#unread.length > 0) this.#settleUnread(undefined);
    for (const watched of this.#watched.values()) this.#close(watched);
    this.#watched.clear();
    this.#current = undefined;
    const { held, bare } = this.#ledger.foundHere ? {} : this.#excerpt.meaning;
    if (held) this.#record(held.watched, held.moment, held.seen);
    else if (bare) this.#lone(bare);
    this.#frames = '';
    this.#daemon = new Daemon();
    this.#excerpt = new Excerpt();
    this.#ledger.open();
    this.#file = '';
  }

  /** Another log begins: the one before is over, and nothing of it counts for this one. */
  open(file: string): void {
    this.close();
    this.#file = file;
  }

  /** Everything found, as plain data. */
  state(): LedgerState {
    this.close();
    return this.#ledger.state();
  }

  /** Takes what was found in another log, as if it had been read here. @returns false where a bound was reached */
  absorb(state: LedgerState): boolean {
    this.close();
    return this.#ledger.absorb(state);
  }

  /** One reply, torn out of its session: only what its own words name. */
  #lone(at: Evidence): void {
    const code = Number(at.text.slice(0, 3));
    const text = at.text.slice(4).trim();
    const session = new Session('', at.file, this.#daemon);
    const watched: Watched = { session, pending: [], trouble: undefined, moved: false, found: 0, known: true };
    if (!isNegative(code)) {
      // A code that says that all is well, under words that say otherwise.
      const words: Moment = { kind: 'words', at, code: 0, text: at.text, verb: '', argument: '', session };
      const odd = this.#looks.at(words).filter(({ cause }) => cause.id === 'unexpected-positive-reply');
      if (odd.length > 0) this.#record(watched, words, odd);
      return;
    }
    const explanation = this.#explainer?.explain(code, text);
    if (!explanation) return;
    const hint = explanation.causeId;
    const moment: Moment = { kind: 'reply', at, code, text, verb: '', argument: '', session, explanation, ...(hint && { hint }) };
    const seen = this.#looks.at(moment);
    if ((seen[0]?.sight.weight ?? 0) >= LIKELY) this.#record(watched, moment, seen);
  }

  /** Findings that have become certain since the last call: for live input. */
  certain(): Finding[] {
    return this.#ledger.fresh();
  }

  #watch(event: LogEvent): Watched {
    const key = event.session ?? event.client ?? '';
    const known = this.#watched.get(key);
    if (known && !isNewConnection(event, known.session)) {
      // In the order of last use, as far as some may have to go.
      if (this.#watched.size > FINDING_LIMITS.sessions / 2 && this.#current !== known) {
        this.#watched.delete(key);
        this.#watched.set(key, known);
      }
      return known;
    }
    if (known) this.#close(known);
    // Words before the greeting, such as the address a client connects to, belong to the session that begins.
    const early = this.#current?.session.replies === 0 && this.#current.session.key === '' ? this.#current : undefined;
    const session = early && !known ? early.session : new Session(key, event.file, this.#daemon);
    const watched: Watched = early && !known ? early : { session, pending: [], trouble: undefined, moved: false, found: 0, known: false };
    if (known && !early) for (const text of known.session.peerWords) session.words(text);
    this.#watched.delete(key);
    this.#watched.set(key, watched);
    if (this.#watched.size > FINDING_LIMITS.sessions) {
      // Many at once: finding the first of a map whose first ones are gone takes time.
      let left = FINDING_LIMITS.sessions / 10;
      for (const [oldest, silent] of this.#watched) {
        this.#watched.delete(oldest);
        if (isOpen(silent)) this.#judged += 1;
        this.#close(silent);
        left -= 1;
        if (left === 0) break;
      }
    }
    return watched;
  }

  #reply(watched: Watched, event: ReplyEvent, explanation: Explanation | undefined, line: string | undefined): void {
    const { session } = watched;
    this.#excerpt.replies += 1;
    const [known, argument] = session.answered(event);
    // The code that a client waited for tells what it had sent.
    const verb =
      known === '' && line !== undefined && isNegative(event.code) && isOwnMessage(event) && session.commands === 0
        ? verbBefore(line, event.code)
        : known;
    session.reply(event, explanation, verb, argument);
    // Some servers refuse with the code that asks for a password.
    const failed =
      isNegative(event.code) ||
      explanation?.surprise === true ||
      (event.code === 331 && /^rejected\b|must use encryption|(?:tls|ssl|encryption) (?:is )?required/i.test(event.text));
    if (!failed) {
      this.#good(watched, event, line);
      return;
    }
    // What the characters of an abort make of the next command is no failure of its own.
    if (session.aborting && event.code >= 500 && event.code <= 502) return;
    // The client's own words after the server has gone; it shows them as a reply.
    if (
      watched.found > 0 &&
      /remote server has closed connection|service not available, (?:remote|closing control)[^\n]*closed/i.test(event.text)
    )
      return;
    if (event.endLine === undefined && endsInAnother(event)) {
      const at = { file: event.file, line: event.line, text: `${event.code}-${event.text}`.slice(0, 300) };
      this.#look(watched, { kind: 'words', at, code: 0, text: `reply without its end: ${at.text}`, verb, argument, session });
      return;
    }
    const moment: Moment = {
      kind: 'reply',
      at: { file: event.file, line: event.line, text: `${event.code} ${event.text}`.trimEnd() },
      code: event.code,
      // Where the end of a reply of several lines never came, what follows may be anything.
      text: (event.endLine === undefined && event.logFormat === 'transcript' ? (event.text.split('\n', 1)[0] as string) : event.text).slice(
        0,
        MOST_TEXT,
      ),
      verb,
      argument,
      session,
      ...(explanation && { explanation }),
      ...(event.substatus !== undefined && { substatus: event.substatus }),
      ...(event.win32 !== undefined && { win32: event.win32 }),
      ...hintOf(session, event.code, verb, explanation),
    };
    this.#look(watched, moment);
  }

  /** A positive reply: what was only a probe is forgiven, and EPSV may turn out to have been the trouble. */
  #good(watched: Watched, event: ReplyEvent, line: string | undefined): void {
    const { session } = watched;
    const reply = session.last;
    if (!reply) return;
    if (reply.code >= 200) watched.moved = true;
    this.#ledger.worked(reply.verb, event);
    for (let at = watched.pending.length - 1; at >= 0; at -= 1)
      if (watched.pending[at]?.hope.forgives(reply, session)) watched.pending.splice(at, 1);
    if (reply.code === 226 && session.data?.mode === 'PASV' && session.failedTry?.mode === 'EPSV') {
      this.#ledger.withdraw('passive-ports-blocked', session);
      this.#look(watched, { kind: 'words', at: reply.at, code: 0, text: 'EPSV-THEN-PASV', verb: '', argument: '', session });
      session.failedTry = undefined;
    }
    // Pure-FTPd greets with the number of users that it really lets in.
    if (reply.code === 220 && /user number \d{1,6} of \d{1,6} allowed/.test(event.text))
      this.#look(watched, {
        kind: 'words',
        at: reply.at,
        code: 0,
        text: event.text.split('\n').find((line) => /user number/.test(line)) ?? '',
        verb: '',
        argument: '',
        session,
      });
    // A client that calls a positive reply an error shows it in the same line, or as the words of its error.
    if (line !== undefined && isOwnMessage(event) && isErrorAround(line, event.code)) {
      const at = { file: event.file, line: event.line, text: line.trim().slice(0, 600) };
      session.steps.words(at.text, at);
      const words: Moment = { kind: 'words', at, code: 0, text: at.text, verb: '', argument: '', session };
      const seen = this.#looks.at(words);
      this.#look(watched, (seen[0]?.sight.weight ?? 0) >= LIKELY ? words : { ...words, text: `error_reply: ${event.code} ${event.text}` });
      return;
    }
    if (
      session.toldAsError(event.text) ||
      ((QUOTED_IN_ERROR.test(event.text) ||
        event.logFormat === 'ftplib-error' ||
        event.logFormat === 'curl-error' ||
        (session.replies === 1 && /\\r\\?n?$/.test(event.text))) &&
        callsPositiveAnError(`error_reply: ${event.code} ${event.text}`))
    )
      this.#look(watched, {
        kind: 'words',
        at: reply.at,
        code: 0,
        text: `error_reply: ${event.code} ${event.text}`,
        verb: '',
        argument: '',
        session,
      });
  }

  #codeless(watched: Watched, event: CodelessEvent | NoteEvent): void {
    const { session } = watched;
    const step = event.type === 'note' ? session.takeStep(event.text) : '';
    const ofFiles = event.type === 'event' && OF_FILES.test(event.event);
    if (!ofFiles) session.words(event.text, { file: event.file, line: event.line, text: event.text.slice(0, 300) });
    if (event.stamp) session.lastStamp = event.stamp;
    if (event.type === 'event') session.event(event);
    const failing = event.type === 'event' && FAILING.test(event.event);
    if (step !== '') {
      this.#said(watched, { file: event.file, line: event.line, text: event.text }, undefined, event.text, '', step);
      return;
    }
    if (!failing && (ofFiles || !tellsTrouble(event.text) || isGoodbye(event.text))) return;
    this.#said(watched, { file: event.file, line: event.line, text: event.text }, event.type === 'event' ? event.event : undefined);
  }

  #settleUnread(event: LogEvent | undefined): void {
    const lines = this.#unread;
    this.#unread = [];
    // Lines of a reply of several lines are its text, not words of the client.
    const end = event?.type === 'reply' ? (event.endLine ?? 0) : 0;
    this.#readUnread(event ? lines.filter(({ line, file }) => file !== event.file || line < event.line || line > end) : lines);
  }

  #readUnread(lines: readonly Evidence[]): void {
    const { found, left } = statementsOf(lines, this.#frames);
    this.#frames = left;
    for (const { at, text, frames } of found) {
      if (!this.#current) {
        const session = new Session('', at.file, this.#daemon);
        this.#current = { session, pending: [], trouble: undefined, moved: false, found: 0, known: false };
        this.#watched.set('', this.#current);
      }
      const watched = this.#current as Watched;
      this.#excerpt.lines += 1;
      const step = watched.session.takeStep(text);
      watched.session.words(text, at);
      if (step !== '') this.#said(watched, at, undefined, text, frames, step);
      else if ((tellsTrouble(text) && !isGoodbye(text)) || (watched.session.replies === 0 && quotedReply(text)))
        this.#said(watched, at, undefined, text, frames);
    }
  }

  #said(watched: Watched, at: Evidence, event?: CodelessEvent['event'], text: string = at.text, frames = '', step = ''): void {
    const verb = step || (frames !== '' || NAMES_CALL.test(text) ? verbOfCall(`${text}\n${frames}`) : '');
    const good = watched.session.calledWrong(text);
    if (good) {
      const told = `error_reply: ${good.at.text}`;
      this.#look(watched, { kind: 'words', at, code: 0, text: told, verb: '', argument: '', session: watched.session });
      return;
    }
    const hint = STEP_REFUSED[step] ?? this.#words.hint(text, verb);
    const moment: Moment = {
      kind: 'words',
      at,
      code: 0,
      text,
      verb,
      argument: '',
      session: watched.session,
      ...(frames && { frames }),
      ...(hint && { hint }),
      ...(event && { event }),
    };
    const seen = this.#looks.at(moment);
    const quote = watched.session.replies === 0 && event === undefined ? this.#quoted(watched, at, text) : undefined;
    const quoted = quote ? this.#looks.at(quote) : [];
    // What the whole line states is more than what the refusal in it is in general.
    const stated =
      seen[0] &&
      seen[0].sight.weight >= LIKELY &&
      /^(?:wrong-password|login-not-completed)$/.test(quoted[0]?.cause.id ?? '') &&
      !/^(?:wrong-password|login-not-completed)$/.test(seen[0].cause.id);
    if (quote && quoted[0] && !stated && quoted[0].sight.weight >= (seen[0]?.sight.weight ?? 0)) this.#look(watched, quote, quoted);
    else this.#look(watched, moment, seen);
  }

  /** The refusal that words quote, as the reply it was. */
  #quoted({ session }: Watched, at: Evidence, line: string): Moment | undefined {
    const quoted = quotedReply(line);
    if (!quoted) return undefined;
    const { code, text, verb } = quoted;
    const explanation = this.#explainer?.explain(code, text, verb ? { command: verb } : {});
    return {
      kind: 'reply',
      quoted: true,
      at,
      code,
      text,
      verb,
      argument: '',
      session,
      ...(explanation && { explanation }),
      ...hintOf(session, code, verb, explanation),
    };
  }

  /** Keeps what fits best in a moment. */
  #look(watched: Watched, moment: Moment, seen: readonly Seen[] = this.#looks.at(moment)): void {
    const best = seen[0];
    if (!best) return;
    // A line of an unknown log that never speaks of FTP must say more than that something was refused.
    const ftp =
      (moment.kind !== 'words' && !moment.quoted) ||
      watched.known ||
      (best.sight.weight >= SPECIFIC && !watched.session.foreign && OF_FTP.test(best.cause.id)) ||
      /ftp/i.test(moment.text) ||
      watched.session.wordsSay(/ftp/i);
    if (!ftp) {
      if (watched.session.foreign) this.#excerpt.foreign = true;
      if (best.sight.weight >= (moment.quoted ? LEAST : LIKELY)) this.#excerpt.hold({ watched, moment, seen });
      return;
    }
    if (this.#isOutOfStep(watched, moment, best)) return;
    if (this.#follows(watched, moment, best)) return;
    const hope = hopeFor(moment, best.cause.id);
    watched.trouble = { cause: best.cause.id, weight: best.sight.weight, text: moment.text, kind: moment.kind };
    watched.moved = false;
    const { data } = watched.session;
    if (moment.kind === 'words' && data?.state === 'open' && /^passive-/.test(best.cause.id)) {
      data.state = 'failed';
      watched.session.failedTry = data;
    }
    if (hope) {
      watched.pending.push({ moment, seen, hope, title: best.cause.title(moment) });
      if (watched.pending.length > FINDING_LIMITS.pending) {
        const oldest = watched.pending.shift();
        if (oldest && !oldest.hope.weak) this.#record(watched, oldest.moment, oldest.seen, oldest.title);
      }
      return;
    }
    this.#record(watched, moment, seen);
  }

  /** Once replies and commands are out of step, what fails after that only follows from it. */
  #isOutOfStep(watched: Watched, moment: Moment, { cause, sight }: Seen): boolean {
    const { steps } = watched.session;
    const first = steps.faults[0];
    if (!steps.out || !first || moment.at.line < first.line || cause.id === OUT_OF_STEP || sight.weight > STATED) return false;
    const known = causes.find(({ id }) => id === OUT_OF_STEP);
    if (!known) return false;
    if (!watched.outOfStep) {
      watched.outOfStep = true;
      this.#record(watched, moment, [{ cause: known, sight: { weight: 86, evidence: steps.faults.slice(0, 3) } }]);
    } else this.#ledger.followed(OUT_OF_STEP, moment.at, true);
    return true;
  }

  /** Does the moment only retell, or only follow from, a trouble that is known already? */
  #follows(watched: Watched, moment: Moment, { cause, sight }: Seen): boolean {
    const { session, trouble } = { session: watched.session, trouble: watched.trouble };
    if (!trouble) return false;
    if (moment.kind === 'silence') return watched.found > 0 || watched.pending.length > 0;
    // The client tells in its own words what the reply has just said.
    // The same line again is another occurrence, in a log that holds nothing but such lines.
    const again = trouble.kind === 'words' && cause.id === trouble.cause && alike(trouble.text, moment.text);
    // A symptom first, then the words that state its cause.
    if (moment.kind === 'words' && !watched.moved && !again && isExplained(trouble, cause.id, sight.weight)) {
      const at = watched.pending.findLastIndex(({ seen }) => seen[0]?.cause.id === trouble.cause);
      if (at >= 0) watched.pending.splice(at, 1);
      else this.#ledger.withdraw(trouble.cause, session);
      return false;
    }
    if (moment.kind === 'words' && !watched.moved && !again && (cause.id === trouble.cause || sight.weight <= trouble.weight + CLOSE)) {
      this.#ledger.followed(trouble.cause, moment.at, cause.id !== trouble.cause);
      return true;
    }
    // The refusal is known with its reason; the client only says once more that it did not get in.
    if (cause.id === 'wrong-password' && moment.kind === 'words' && session.failedLogin && watched.found > 0) {
      this.#ledger.followed(trouble.cause, moment.at, true);
      return true;
    }
    if (cause.id === 'wrong-password' && moment.event === 'login-failed' && trouble.cause === 'auth-backend-misconfigured') {
      this.#ledger.followed(trouble.cause, moment.at, true);
      return true;
    }
    // The login was turned away for a reason of its own: that it failed, in the client's words, says no more.
    if (moment.kind === 'words' && cause.id === 'wrong-password' && moment.event === undefined && TURNED_AWAY.test(trouble.cause)) {
      this.#ledger.followed(trouble.cause, moment.at, true);
      return true;
    }
    // That the data connection failed is told first, and why after it.
    if (
      moment.kind === 'words' &&
      trouble.kind === 'words' &&
      !watched.moved &&
      session.data === undefined &&
      trouble.cause === 'passive-ports-blocked' &&
      sight.weight > trouble.weight
    )
      this.#ledger.withdraw(trouble.cause, session);
    if (moment.kind !== 'reply') return false;
    // A server's log tells the event first and then the reply: FAIL LOGIN, 530.
    if (trouble.kind === 'words' && !watched.moved && cause.id === trouble.cause) {
      this.#ledger.followed(trouble.cause, moment.at, false);
      return true;
    }
    // A data connection that failed is told twice: by the client that waits and by the server's 425.
    const sameTry =
      trouble.kind === 'words' &&
      !watched.moved &&
      (moment.code === 425 || moment.code === 426 || moment.code === 421) &&
      sight.weight <= trouble.weight;
    // Without a directory change the names that follow are looked for in the wrong place.
    const cwd = session.failedCwd;
    const lost =
      cwd !== undefined &&
      cwd.at.line < moment.at.line &&
      !/^X?CWD$/.test(moment.verb) &&
      moment.argument !== '' &&
      !moment.argument.startsWith('/') &&
      /^(?:file-missing|no-write-permission|no-read-permission|path-relative-to-chroot|dir-exists)$/.test(cause.id);
    // A directory that could not be made is missing afterwards.
    const made = session.failedMkd;
    const unmade =
      made !== undefined &&
      made.at.line < moment.at.line &&
      !/^X?MKD$/.test(moment.verb) &&
      made.argument !== '' &&
      moment.argument.startsWith(made.argument) &&
      cause.id === 'file-missing' &&
      trouble.cause !== 'dir-exists';
    // Not logged in: every command is refused, for the reason that the login was.
    const outside = !session.loggedIn && cause.id === 'login-not-completed' && (watched.found > 0 || watched.pending.length > 0);
    // A list or the user database turned the login away: that it failed then says no more.
    const login = cause.id === 'wrong-password' && LOGIN_TOLD.test(trouble.cause);
    // No data connection was agreed upon: that it is missing then is no news.
    const unset = moment.code === 425 && session.data === undefined && NO_DATA_AGREED.test(trouble.cause);
    const banned = cause.id === 'ban-by-policy' && trouble.cause === 'wrong-password' && sight.weight < LIKELY;
    if (!sameTry && !lost && !unmade && !outside && !banned && !unset && !login) return false;
    this.#ledger.followed(lost ? (this.#causeOf(watched, cwd.at) ?? trouble.cause) : trouble.cause, moment.at, true);
    return true;
  }

  /** The cause of the pending trouble at a line. */
  #causeOf(watched: Watched, at: Evidence): CauseId | undefined {
    return watched.pending.find(({ moment }) => moment.at.line === at.line)?.seen[0]?.cause.id;
  }

  #record(watched: Watched, moment: Moment, seen: readonly Seen[], title?: string): void {
    const best = seen[0] as Seen;
    watched.found += 1;
    const fitting = seen.filter(
      ({ sight }) => sight.weight === best.sight.weight || (best.sight.weight < CERTAIN && best.sight.weight - sight.weight <= CLOSE),
    );
    const ids = fitting.map(({ cause }) => cause.id);
    for (const { cause, sight } of fitting.slice(0, 3)) {
      const others = [
        ...ids,
        ...(sight.alternatives ?? []),
        ...(cause === best.cause
          ? seen.filter((one) => best.sight.weight < CERTAIN && best.sight.weight - one.sight.weight <= 25).map((one) => one.cause.id)
          : []),
      ];
      this.#ledger.add(
        cause,
        sight,
        moment,
        cause === best.cause && title ? () => title : () => cause.title(moment),
        [...new Set(others)].filter((id) => id !== cause.id),
      );
    }
  }

  /** The session is over: what is still open is settled. */
  #close(watched: Watched): void {
    const { session, pending } = watched;
    const at = session.data?.command?.at ?? session.data?.at ?? session.lastAt;
    const open = session.data?.state === 'open' && isSuspect(session);
    const handshake = session.auth?.code === 234 && session.last?.code === 234 && session.closed;
    const hungUp = session.closed && session.waiting.at(-1)?.verb === 'EPSV';
    if (at && !watched.outOfStep && (open || hungUp || handshake || session.steps.out || session.steps.misfit || session.steps.ahead))
      this.#look(watched, {
        kind: 'silence',
        at,
        code: 0,
        text: '',
        verb: session.data?.command?.verb ?? '',
        argument: session.data?.command?.argument ?? '',
        session,
      });
    for (const { moment, seen, hope, title } of pending.splice(0)) {
      const weak = hope.weak === true;
      if (weak && watched.found > 0) continue;
      const kept = weak
        ? seen.map(({ cause, sight }) => ({ cause, sight: { ...sight, weight: Math.min(sight.weight, LIKELY - 2) } }))
        : seen;
      this.#record(watched, moment, kept, title);
    }
  }
}

/** Might what is still to come change how the session is judged? */
const isOpen = ({ pending, session }: Watched): boolean =>
  pending.length > 0 || session.waiting.length > 0 || session.data?.state === 'open';

/** Causes that show themselves by a data connection that fails. */
const SHOWN_BY_DATA = /^(?:tls-|prot-p-|certificate-|passive-nat|passive-port-unavailable|pasv-ip|port-bounce|disk-full|quota-)/;
const isExplained = (trouble: NonNullable<Watched['trouble']>, cause: CauseId, weight: number): boolean =>
  // The server's own log tells why it turned the login away.
  (trouble.cause === 'wrong-password' && trouble.weight < CERTAIN && LOGIN_TOLD.test(cause) && weight >= LIKELY + CLOSE) ||
  (trouble.cause === 'tls-version-mismatch' &&
    trouble.weight <= 70 &&
    /^(?:certificate-not-trusted|tls-cert-missing)$/.test(cause) &&
    weight > trouble.weight) ||
  (/^(?:passive-ports-blocked|active-mode-blocked|data-connection-reset-early)$/.test(trouble.cause) &&
    trouble.weight < CERTAIN &&
    weight >= LIKELY + CLOSE &&
    SHOWN_BY_DATA.test(cause));

/** Commands that are about no file: rights on files cannot be why they are refused. */
const OF_NO_FILE = /^(?:FEAT|OPTS|SYST|HELP|MODE|STRU|CLNT|LANG|NOOP|TYPE)$/;

/** The cause that a refusal stands for by its words, where what drew it does not say otherwise. */
function hintOf(session: Session, code: number, verb: string, explanation: Explanation | undefined): { hint?: string } {
  // A client that said SSH where a command belongs.
  if (code >= 500 && session.replies === 2 && session.commands === 0 && session.wordsSay(/\bSSH-[12]\.\d/))
    return { hint: 'wrong-protocol' };
  const hint = explanation?.causeId;
  if (OF_NO_FILE.test(verb) && code === 550 && hint && /^(?:no-|write-|file-missing|path-)/.test(hint))
    return { hint: 'command-not-supported' };
  return hint ? { hint } : {};
}

/** Do two lines differ in numbers only (times, sizes, process ids)? */
const alike = (one: string, other: string): boolean =>
  one
    .slice(0, 300)
    .replace(/[\d.:,-]{1,40}/g, '#')
    .slice(0, 80) ===
  other
    .slice(0, 300)
    .replace(/[\d.:,-]{1,40}/g, '#')
    .slice(0, 80);

/** Is a data connection that never came to anything suspect, or has the log only been cut off? */
function isSuspect({ data, wordsSinceData, closed, recent }: Session): boolean {
  if (!data) return false;
  if (data.broken) return !data.begun;
  if (data.mode === 'PASV' && !data.begun && (data.unreachable !== undefined || data.unreadable !== undefined)) return true;
  if (data.begun) return closed;
  const last = recent.at(-1);
  return last?.at.line === data.at.line || data.command?.at.line === data.at.line || data.command !== undefined
    ? wordsSinceData > 0 || data.command !== undefined
    : false;
}

/** Can the words around a reply be the client's own? Records of a server have names of files there, which anybody may choose. */
const isOwnMessage = ({ command, logFormat }: ReplyEvent): boolean =>
  command === undefined && (logFormat === 'transcript' || logFormat.includes('error'));

/** A name in a listing may look like a reply: "550 x.txt". Where a log shows the commands, every reply answers one. */
function isListed({ code, command }: ReplyEvent, { commands, last, waiting }: Session): boolean {
  return (
    command === undefined &&
    commands > 0 &&
    waiting.length === 0 &&
    code >= 400 &&
    code !== 421 &&
    code !== 425 &&
    code !== 426 &&
    last?.code === 226 &&
    /^(?:LIST|NLST|MLSD)$/.test(last.verb)
  );
}

function isNewConnection(event: LogEvent, session: Session): boolean {
  if (event.type === 'event') return event.event === 'connected' && session.replies > 0;
  if (event.type !== 'reply' || (event.code !== 220 && event.code !== 120)) return false;
  // HOST and REIN are answered with 220 too; some clients print a greeting of several lines as several replies.
  return session.replies > 0 && session.last?.code !== 220 && !/^(?:HOST|REIN)\b/i.test(event.command ?? '');
}
