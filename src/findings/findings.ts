// What went wrong in a log: whole sessions are looked at, because no single code decides.
import { isNegative } from '../codes/digits.ts';
import type { Explainer, Explanation } from '../explain/explain.ts';
import { type CodelessEvent, type CommandEvent, isDoubtful, type LogEvent, type NoteEvent, type ReplyEvent } from '../log/event.ts';
import { type EventName, isFailure, isOfFile } from '../log/format.ts';
import { answeredBy } from './answered.ts';
import { type Moment, tellingOf } from './cause.ts';
import { causes } from './causes/index.ts';
import { speaksOther } from './causes/protocol.ts';
import type { CauseId } from '../explain/cause-ids.ts';
import { Daemon } from './daemon.ts';
import { Excerpt } from './excerpt.ts';
import type { Evidence, Finding } from './finding.ts';
import { besides, doubted, fittingIn } from './fitting.ts';
import { isForeign } from './foreign.ts';
import { CONNECTED, hopeFor } from './harmless.ts';
import { Ledger, type LedgerState } from './ledger.ts';
import { Looks, type Seen } from './looks.ts';
import { type Beside, Moments, silenceOf, toldAs } from './moments.ts';
import { productOfFormat } from './product.ts';
import { relationOf } from './relation.ts';
import { Session } from './session.ts';
import { ShownData } from './shown-data.ts';
import { endsListing, isListed, isOfFtp, isOrder, isOwnMessage, isWithinError } from './speaker.ts';
import { statementsOf } from './statements.ts';
import { toldBy } from './told.ts';
import { type Pending, Watched, WatchedSessions } from './watched.ts';
import { LEAST, LIKELY } from './weights.ts';
import { commandBefore, quotedReply } from './quoted-reply.ts';
import { endsInAnother, failureBefore, isErrorAround, isGoodbye, tellsTrouble } from './trouble.ts';

/** Bounds: failures of one session that may yet be forgiven, and lines held that no format has read. */
const FINDING_LIMITS = { pending: 24, unread: 200 } as const;

/** Events that tell that something went well, as the replies that they stand for. */
const DONE: Readonly<Partial<Record<EventName, readonly [code: number, verb: string]>>> = {
  login: [230, 'PASS'],
  upload: [226, 'STOR'],
  download: [226, 'RETR'],
};
/** What stands behind a command's name in a message about it, and in no argument. */
const TOLD_OF_COMMAND =
  /^(?:denied|failed|refused|error)\b|couldn't connect to|: connection (?:timed out|refused)\b|: no such user\b|\(Login failed\)|: (?:\w{0,20}error|\w{0,20}exception)\b|\bnot (?:implemented|understood|supported|recogni[sz]ed)\b/i;
/** The code that asks for a password, with words that refuse. */
const REFUSES_USER = /^rejected\b|must use encryption|(?:tls|ssl|encryption) (?:is )?required/i;
/** A client's own words after the server has gone, which it shows as a reply. */
const SERVER_GONE = /remote server has closed connection|service not available, (?:remote|closing control)[^\n]*closed/i;
/** The same where the user has broken off himself. */
const USER_GONE = /service not available, user interrupt/i;
/** A refused login that may have a reason of its own. */
const LOGIN_REFUSED = /^(?:wrong-password|login-not-completed)$/;

/** Why a session cannot begin though name and password were right. */
const AFTER_LOGIN = /^(?:chroot-writable-root|home-dir-(?:missing|no-access))$/;

const OUT_OF_STEP: CauseId = 'pipelining-out-of-sequence';
const OUT_OF_STEP_CAUSE = causes.find(({ id }) => id === OUT_OF_STEP);
/** How sure the order of the lines makes of it; a cause that the words state more surely than this stands beside it. */
const OUT_OF_STEP_WEIGHT = 86;
const STATED = 88;

/** A line that no format has read. */
interface Unread extends Evidence {
  /** What stood before it. */
  readonly stamp?: string;
  readonly stranger?: boolean;
}

/** Collects findings while a log is read. */
export class Findings {
  readonly #sessions = new WatchedSessions((watched) => this.#close(watched));
  readonly #ledger = new Ledger();
  readonly #moments: Moments;
  readonly #looks = new Looks();
  /** What holds for the whole log that is being read. */
  #daemon = new Daemon();
  #excerpt = new Excerpt();
  #shown = new ShownData();
  /** Stack frames whose message is still to come. */
  #frames = '';
  /** The log that is being read. */
  #file = '';
  /** Lines not read by any format: held until the next event, as they may turn out to be lines of its reply. */
  #unread: Unread[] = [];
  /** Failures that were judged before it was known whether they did any harm. */
  #hurried = 0;

  /** @param explainer gives the servers' wordings, by which words without a code are understood */
  constructor(explainer?: Explainer) {
    this.#moments = new Moments(explainer);
  }

  /** Takes the next event of the log; for a reply with its explanation, and with the line that shows it where that is at hand. */
  observe(event: LogEvent, explanation?: Explanation, line?: string): void {
    if (event.file !== this.#file) this.open(event.file);
    if (this.#unread.length > 0) this.#settleUnread(event);
    if (event.type === 'reply') this.#shown.answered(event.code);
    if (isDoubtful(event)) return;
    const watched = this.#sessions.of(event, this.#daemon);
    if (event.type === 'reply' && isListed(event, watched.session)) return;
    this.#sessions.current = watched;
    watched.known = true;
    if (event.type === 'command') this.#command(watched, event);
    else if (event.type === 'reply') this.#reply(watched, event, explanation, line);
    else this.#codeless(watched, event);
    // A session that has a name of its own and says goodbye is settled at once: a busy log has very many.
    const over = (event.type === 'reply' && event.code === 221) || (event.type === 'event' && event.event === 'disconnected');
    if (over && watched.session.key !== '') this.#sessions.end(watched);
  }

  /**
   * Takes a line that no format knows: it may still hold a client's own words about a failure.
   * @param stranger a program says it of which nothing is known
   */
  observeUnread(file: string, line: number, text: string, stamp?: string, stranger = false): void {
    if (file !== this.#file) this.open(file);
    this.#unread.push({ file, line, text: text.slice(0, 600), ...(stamp && { stamp }), ...(stranger && { stranger }) });
    if (this.#unread.length > FINDING_LIMITS.unread) this.#readUnread(this.#unread.splice(0, FINDING_LIMITS.unread / 2));
  }

  /** Takes a line that looks like a reply and that nobody vouches for: it counts where the log has nothing else to say. */
  observeBare(file: string, line: number, text: string): void {
    if (file !== this.#file) this.open(file);
    this.#excerpt.bare({ file, line, text: text.slice(0, 600) });
  }

  /** Tells that several programs write into the log: words without a sign of FTP are nobody's in particular. */
  mixed(): void {
    this.#excerpt.foreign = true;
  }

  /** What its bounds left out so far, by the name that the summary's `limits` has for it. */
  get overruns(): Record<'watched' | 'pending' | 'compared' | 'guessers', number> {
    return { watched: this.#sessions.judgedEarly, pending: this.#hurried, ...this.#ledger.overruns };
  }

  /** Findings that have become certain since the last call: for live input. */
  certain(): Finding[] {
    return this.#ledger.fresh();
  }

  /** Another log begins: the one before is over, and nothing of it counts for this one. */
  open(file: string): void {
    this.close();
    this.#file = file;
  }

  /** The log has come to its end: what is open is settled. */
  close(): void {
    if (this.#unread.length > 0) this.#settleUnread(undefined);
    this.#sessions.endAll();
    const { held, bare } = this.#ledger.foundHere ? {} : this.#excerpt.meaning;
    if (held) this.#record(held.watched, held.moment, held.seen, held);
    else if (bare) this.#lone(bare);
    this.#frames = '';
    this.#shown = new ShownData();
    this.#daemon = new Daemon();
    this.#excerpt = new Excerpt();
    this.#ledger.open();
    this.#file = '';
  }

  /** The findings, most likely first cause of the trouble first. */
  end(): Finding[] {
    this.close();
    return this.#ledger.findings();
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

  #command(watched: Watched, event: CommandEvent): void {
    const { file, line, verb, argument } = event;
    watched.session.command(event);
    // An error message may begin with a verb: `STOR denied: ...`.
    if (TOLD_OF_COMMAND.test(argument) && !/\.\w{1,5}$/.test(argument)) {
      const text = `${verb} ${argument}`;
      this.#said(watched, { file, line, text }, text, { verb });
    }
    // A client of another protocol says who it is in the place of a command.
    if (/^SSH-\d/.test(verb)) this.#said(watched, { file, line, text: verb });
    if (watched.trouble?.kind === 'reply') watched.moved = true;
  }

  #reply(watched: Watched, event: ReplyEvent, explanation: Explanation | undefined, line: string | undefined): void {
    const { session } = watched;
    const { code, text } = event;
    this.#excerpt.replies += 1;
    const [known, knownArgument] = answeredBy(session, event);
    // The code that a client waited for tells what it had sent.
    const tellsVerb = known === '' && line !== undefined && isNegative(code) && isOwnMessage(event) && session.commands === 0;
    const [verb, argument] = tellsVerb ? commandBefore(line, code) : [known, knownArgument];
    session.reply(event, explanation, verb, argument);
    const failed = isNegative(code) || explanation?.surprise === true || (code === 331 && REFUSES_USER.test(text));
    if (code >= 200 && code < 400) watched.forgive();
    if (!failed) {
      this.#good(watched, event, line);
      return;
    }
    // What the characters of an abort make of the next command is no failure of its own.
    if (session.aborting && code >= 500 && code <= 502) return;
    if (USER_GONE.test(text) || (watched.found > 0 && SERVER_GONE.test(text))) return;
    if (event.endLine === undefined && endsInAnother(event)) {
      const at = { file: event.file, line: event.line, text: `${code}-${text}`.slice(0, 300) };
      this.#look(watched, toldAs(at.text, session, at, { sign: 'reply-without-end', verb, argument }));
    } else this.#look(watched, this.#moments.reply(session, event, explanation, verb, argument));
  }

  /** A positive reply: EPSV may turn out to have been the trouble. */
  #good(watched: Watched, event: ReplyEvent, line: string | undefined): void {
    const { session } = watched;
    const reply = session.last;
    if (!reply) return;
    if (reply.code >= 200) watched.moved = true;
    this.#ledger.worked(reply.verb, event);
    if (reply.code === 226 && session.data?.mode === 'PASV' && session.failedTry?.mode === 'EPSV') {
      this.#ledger.withdraw('passive-ports-blocked', session);
      const blocked = watched.pending.findLastIndex(({ seen }) => seen[0]?.cause.id === 'passive-ports-blocked');
      if (blocked >= 0) watched.pending.splice(blocked, 1);
      this.#look(watched, toldAs('', session, reply.at, { sign: 'pasv-after-epsv' }));
      session.failedTry = undefined;
    }
    // Pure-FTPd greets with the number of users that it really lets in.
    if (reply.code === 220 && /user number \d{1,6} of \d{1,6} allowed/.test(event.text))
      this.#look(watched, toldAs(event.text.split('\n').find((one) => /user number/.test(one)) ?? '', session, reply.at));
    this.#calledWrong(watched, event, line);
  }

  /** A client that calls a positive reply an error shows it in the same line, or as the words of its error. */
  #calledWrong(watched: Watched, event: ReplyEvent, line: string | undefined): void {
    const { session } = watched;
    const { file, code, text } = event;
    const told = toldAs(`${code} ${text}`, session, session.last?.at ?? { file, line: event.line, text }, {
      sign: 'positive-called-error',
    });
    const own = line !== undefined && isOwnMessage(event) ? line : '';
    if (own !== '' && isErrorAround(own, code)) {
      const at = { file, line: event.line, text: own.trim().slice(0, 600) };
      session.steps.words(at.text, at);
      const words = toldAs(at.text, session, at);
      const stated = (this.#looks.at(words)[0]?.sight.weight ?? 0) >= LIKELY;
      this.#look(watched, stated ? words : { ...told, at });
      return;
    }
    const failure = own === '' ? undefined : failureBefore(own, code);
    if (failure !== undefined) {
      const at = { file, line: event.line, text: own.trim().slice(0, 600) };
      this.#look(watched, this.#moments.words(session, at, failure));
    } else if (session.spoken.tellsAsError(text) || (isWithinError(event, session) && code < 400)) this.#look(watched, told);
  }

  #codeless(watched: Watched, event: CodelessEvent | NoteEvent): void {
    const { session } = watched;
    const { file, line, text } = event;
    const step = event.type === 'note' ? session.takeStep(text) : '';
    const name = event.type === 'event' ? event.event : undefined;
    const ofFiles = name !== undefined && isOfFile(name);
    if (!ofFiles) session.words(text, { file, line, text: text.slice(0, 300) });
    if (event.stamp) session.lastStamp = event.stamp;
    session.product ??= productOfFormat(event.logFormat);
    if (event.type === 'event') session.event(event);
    const [code, verb] = (name && DONE[name]) ?? [0, ''];
    if (code > 0) watched.forgive({ at: { file, line, text }, code, verb, argument: '' });
    else if (event.type === 'note') watched.heard(text);
    const elsewhere = this.#sessions.sameLogin(watched, event);
    if (elsewhere) elsewhere.forgive({ at: { file, line, text }, code: 230, verb: 'PASS', argument: '' });
    const failing = name !== undefined && isFailure(name);
    const isOther = event.type === 'note' && speaksOther(text);
    if (step === '' && !failing && !isOther && (ofFiles || !tellsTrouble(text) || isGoodbye(text) || isOrder(text))) return;
    this.#said(watched, { file, line, text }, text, { event: name, step });
  }

  #settleUnread(event: LogEvent | undefined): void {
    const lines = this.#unread;
    this.#unread = [];
    const current = this.#sessions.current?.session;
    if (event?.type === 'reply' && endsListing(event, current)) {
      current?.listing.take(lines.map(({ text }) => text));
      return;
    }
    // Lines of a reply of several lines are its text, not words of the client.
    const end = event?.type === 'reply' ? (event.endLine ?? 0) : 0;
    this.#readUnread(event ? lines.filter(({ line, file }) => file !== event.file || line < event.line || line > end) : lines);
  }

  #readUnread(lines: readonly Unread[]): void {
    const said = lines.filter(({ text }) => !this.#shown.has(text));
    const { found, left } = statementsOf(said, this.#frames);
    this.#frames = left;
    for (const { at, text, frames } of found) {
      const watched = this.#sessions.speaking(at.file, this.#daemon);
      const { session } = watched;
      this.#excerpt.lines += 1;
      const step = session.takeStep(text);
      session.words(text, at);
      watched.heard(text);
      if (toldBy(text).connected) watched.forgive({ at, code: CONNECTED, verb: '', argument: '' });
      session.lastStamp = at.stamp ?? session.lastStamp;
      if (isOrder(text) || (isForeign(text) && !/ftp/i.test(text) && !speaksOther(text))) continue;
      if (
        step !== '' ||
        speaksOther(text) ||
        (tellsTrouble(text) && !isGoodbye(text)) ||
        (session.replies === 0 && !isForeign(text) && quotedReply(text))
      )
        this.#said(watched, at, text, { frames, step, ...(at.stranger && { stranger: true }) });
    }
  }

  /** Somebody says something without a code that tells of trouble. */
  #said(watched: Watched, at: Evidence, text: string = at.text, beside: Beside = {}): void {
    const { session } = watched;
    const good = session.calledWrong(text);
    if (good) {
      this.#look(watched, toldAs(good.at.text, session, at, { sign: 'positive-called-error' }));
      return;
    }
    const moment = this.#moments.words(session, at, text, beside);
    const seen = this.#looks.at(moment);
    const quote = session.replies === 0 && beside.event === undefined ? this.#moments.quoted(session, at, text) : undefined;
    const quoted = quote ? this.#looks.at(quote) : [];
    // What the whole line states is more than what the refusal in it is in general.
    const stated =
      seen[0] && seen[0].sight.weight >= LIKELY && LOGIN_REFUSED.test(quoted[0]?.cause.id ?? '') && !LOGIN_REFUSED.test(seen[0].cause.id);
    if (quote && quoted[0] && !stated && quoted[0].sight.weight >= (seen[0]?.sight.weight ?? 0)) this.#look(watched, quote, quoted);
    else this.#look(watched, moment, seen);
  }

  /** One reply, torn out of its session: only what its own words name. */
  #lone(at: Evidence): void {
    const session = new Session('', at.file, this.#daemon);
    const watched = new Watched(session, true);
    const refusal = this.#moments.lone(session, at);
    const moment = refusal ?? toldAs(at.text, session, at);
    const seen = this.#looks.at(moment);
    // A code that says that all is well, under words that say otherwise.
    const told = refusal
      ? (seen[0]?.sight.weight ?? 0) >= LIKELY
        ? seen
        : []
      : isNegative(Number(at.text.slice(0, 3)))
        ? []
        : seen.filter(({ cause }) => cause.id === 'unexpected-positive-reply');
    if (told.length > 0) this.#record(watched, moment, told);
  }

  /** Keeps what fits best in a moment. */
  #look(watched: Watched, moment: Moment, seen: readonly Seen[] = this.#looks.at(moment)): void {
    const best = seen[0];
    if (!best) return;
    if (!isOfFtp(watched, moment, best)) {
      if (watched.session.foreign) this.#excerpt.foreign = true;
      if (best.sight.weight >= (moment.quoted ? LEAST : LIKELY))
        this.#excerpt.hold({ watched, moment, seen, ...this.#asItIs(moment, seen) });
      return;
    }
    if (this.#isOutOfStep(watched, moment, best)) return;
    // The login itself was right: what was asked for in vain before it did no harm.
    if (AFTER_LOGIN.test(best.cause.id)) watched.forgive({ at: moment.at, code: 230, verb: 'PASS', argument: '' });
    const relation = relationOf(watched, moment, best);
    if (relation.is === 'nothing') return;
    if (relation.is === 'retold' || relation.is === 'consequence') {
      this.#ledger.followed(relation.of, moment.at, relation.is === 'consequence');
      return;
    }
    if (relation.is === 'reason') this.#takeBackTrouble(watched);
    watched.trouble = { cause: best.cause.id, weight: best.sight.weight, text: moment.text, kind: moment.kind };
    watched.moved = false;
    const { data } = watched.session;
    if (moment.kind === 'words' && data?.state === 'open' && /^passive-/.test(best.cause.id)) {
      data.state = 'failed';
      watched.session.failedTry = data;
    }
    const hope = hopeFor(moment, best.cause.id);
    if (!hope) {
      this.#record(watched, moment, seen);
      return;
    }
    watched.pending.push({ moment, seen, hope, ...this.#asItIs(moment, seen) });
    if (watched.pending.length <= FINDING_LIMITS.pending) return;
    this.#hurried += 1;
    const oldest = watched.pending.shift();
    if (oldest && !oldest.hope.weak) this.#record(watched, oldest.moment, oldest.seen, oldest);
  }

  /** The last trouble was a symptom only. */
  #takeBackTrouble({ pending, trouble, session }: Watched): void {
    const at = pending.findLastIndex(({ seen }) => seen[0]?.cause.id === trouble?.cause);
    if (at >= 0) pending.splice(at, 1);
    else if (trouble) this.#ledger.withdraw(trouble.cause, session);
  }

  /** Once replies and commands are out of step, what fails after that only follows from it. */
  #isOutOfStep(watched: Watched, moment: Moment, { cause, sight }: Seen): boolean {
    const { steps } = watched.session;
    const first = steps.faults[0];
    if (!steps.out || !first || moment.at.line < first.line || cause.id === OUT_OF_STEP || sight.weight > STATED) return false;
    if (!OUT_OF_STEP_CAUSE) return false;
    if (watched.outOfStep) this.#ledger.followed(OUT_OF_STEP, moment.at, true);
    else {
      watched.outOfStep = true;
      this.#record(watched, moment, [
        { cause: OUT_OF_STEP_CAUSE, sight: { weight: OUT_OF_STEP_WEIGHT, evidence: steps.faults.slice(0, 3) } },
      ]);
    }
    return true;
  }

  /** What is to be told of a moment, before its session goes on. */
  #asItIs(moment: Moment, seen: readonly Seen[]): AsItWas {
    const tellings = new Map(fittingIn(seen).map(({ cause }) => [cause.id, tellingOf(cause, moment)]));
    return { circumstances: this.#ledger.circumstances(moment), tellings };
  }

  #record(watched: Watched, moment: Moment, seen: readonly Seen[], was?: AsItWas): void {
    watched.found += 1;
    const circumstances = was?.circumstances ?? this.#ledger.circumstances(moment);
    for (const one of fittingIn(seen)) {
      const telling = () => was?.tellings.get(one.cause.id) ?? tellingOf(one.cause, moment);
      this.#ledger.add(one, moment, circumstances, telling, besides(seen, one));
    }
  }

  /** The session is over: what is still open is settled. */
  #close(watched: Watched): void {
    const silence = watched.outOfStep ? undefined : silenceOf(watched.session);
    if (silence) this.#look(watched, silence);
    for (const pending of watched.pending.splice(0)) {
      const { moment, seen, hope } = pending;
      if (hope.harmless || (hope.weak && watched.found > 0)) continue;
      this.#record(watched, moment, hope.weak ? doubted(seen) : seen, pending);
    }
  }
}

/** What is told of a moment as it was when it came. */
type AsItWas = Pick<Pending, 'circumstances' | 'tellings'>;
