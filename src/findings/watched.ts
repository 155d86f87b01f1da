// The sessions of a log that are watched at once, each with what is still open about it.
import type { CodelessEvent, LogEvent, NoteEvent } from '../log/event.ts';
import { LoggingIn } from '../log/logging-in.ts';
import type { Moment, Telling } from './cause.ts';
import type { CauseId } from '../explain/cause-ids.ts';
import type { Daemon } from './daemon.ts';
import type { Hope } from './harmless.ts';
import type { Circumstances } from './ledger.ts';
import type { Seen } from './looks.ts';
import { type Recent, Session } from './session.ts';

/** Bound: sessions watched at once. The one silent for longest goes first and is judged as it stands, see `judgedEarly`. */
const MOST_SESSIONS = 1000;

/** A failure that what comes after it may yet forgive. */
export interface Pending {
  readonly moment: Moment;
  readonly seen: readonly Seen[];
  readonly hope: Hope;
  /** As it was when the failure came. */
  readonly circumstances: Circumstances;
  /** What the causes that fit best say of it. */
  readonly tellings: ReadonlyMap<CauseId, Telling>;
}

/** A trouble that is known: what comes right after may only retell it, or follow from it. */
export interface Trouble {
  readonly cause: CauseId;
  readonly weight: number;
  readonly text: string;
  readonly kind: Moment['kind'];
}

/** One session as it is watched. */
export class Watched {
  readonly session: Session;
  readonly pending: Pending[] = [];
  /** The last trouble of the session. */
  trouble: Trouble | undefined;
  /** Replies or commands came since. */
  moved = false;
  /** Findings of it so far. */
  found = 0;
  /** It was told already that replies and commands are out of step. */
  outOfStep = false;
  /** A log format has read a line of it: this is FTP. */
  known: boolean;

  constructor(session: Session, known = false) {
    this.session = session;
    this.known = known;
  }

  /** A reply may show that what came before it did no harm: the last one, or what stands for one. */
  forgive(reply: Recent | undefined = this.session.last): void {
    if (reply) this.#drop(({ hope }) => hope.forgives(reply, this.session));
  }

  /** Words may show it. */
  heard(text: string): void {
    this.#drop(({ hope }) => hope.goesOn?.test(text) === true);
  }

  #drop(isForgiven: (pending: Pending) => boolean): void {
    const { pending } = this;
    for (let at = pending.length - 1; at >= 0; at -= 1) if (isForgiven(pending[at] as Pending)) pending.splice(at, 1);
  }

  /** Has anything gone wrong in it, as far as it is known? */
  get hasFailed(): boolean {
    return this.found > 0 || this.pending.length > 0;
  }

  /** Might what is still to come change how it is judged? */
  get isOpen(): boolean {
    return this.pending.length > 0 || this.session.waiting.length > 0 || this.session.data?.state === 'open';
  }
}

/** All sessions of the log that is being read. */
export class WatchedSessions {
  readonly #watched = new Map<string, Watched>();
  readonly #loggingIn = new LoggingIn<Watched>(MOST_SESSIONS);
  /** Whom a module of PAM did not know. */
  readonly #refusedByPam = new LoggingIn<Watched>(MOST_SESSIONS);
  readonly #over: (watched: Watched) => void;
  /** Where lines without a session belong: the session that spoke last. */
  current: Watched | undefined;
  /** Sessions that were judged with something open, because there were too many at once. */
  judgedEarly = 0;

  /** @param over is told of each session that is watched no longer */
  constructor(over: (watched: Watched) => void) {
    this.#over = over;
  }

  /** The session of an event. A new connection ends the one before it of the same name. */
  of(event: LogEvent, daemon: Daemon): Watched {
    const key = event.session ?? event.client ?? '';
    const known = this.#watched.get(key) ?? this.#takenOver(event, key);
    if (known && !isNewConnection(event, known.session)) {
      this.#refresh(key, known);
      if (event.type === 'command' && event.verb === 'PASS' && event.session && event.client) this.#loggingIn.asked(event.client, known);
      return known;
    }
    if (known) this.#over(known);
    const watched = this.#begin(key, event.file, known, daemon);
    // It has a name of its own now.
    if (watched === this.current) this.#watched.delete(watched.session.key);
    this.#watched.delete(key);
    this.#watched.set(key, watched);
    if (this.#watched.size > MOST_SESSIONS) this.#letGo();
    return watched;
  }

  /** The session that spoke last; one without a name where none has spoken. */
  speaking(file: string, daemon: Daemon): Watched {
    if (!this.current) {
      this.current = new Watched(new Session('', file, daemon));
      this.#watched.set('', this.current);
    }
    return this.current;
  }

  /** The session in which PAM spoke of a login that the server then let in, in a log that holds the words of both. */
  sameLogin(watched: Watched, event: CodelessEvent | NoteEvent): Watched | undefined {
    if (event.type !== 'event' || event.client === undefined) return undefined;
    const { client, event: name, logFormat } = event;
    if (name === 'login-failed' && logFormat === 'ftp-pam') {
      this.#refusedByPam.asked(client, watched);
      return undefined;
    }
    if (name !== 'login' && name !== 'login-failed' && name !== 'connected') return undefined;
    // Whatever else comes from this client is about its next try.
    const before = this.#refusedByPam.answered(client, (one) => one !== watched);
    return name === 'login' ? before : undefined;
  }

  /** A session has come to its end. */
  end(watched: Watched): void {
    this.#over(watched);
    this.#watched.delete(watched.session.key);
    this.current = undefined;
  }

  /** All have. */
  endAll(): void {
    for (const watched of this.#watched.values()) this.#over(watched);
    this.#watched.clear();
    this.#loggingIn.clear();
    this.#refusedByPam.clear();
    this.current = undefined;
  }

  /** The session that waits for the answer to its password, where another process gives it: it goes on under that one's name. */
  #takenOver(event: LogEvent, key: string): Watched | undefined {
    if (event.type !== 'reply' || event.code !== 230 || !event.session || !event.client) return undefined;
    const before = this.#loggingIn.answered(event.client, (one) => this.#watched.get(one.session.key) === one && !one.session.loggedIn);
    if (!before) return undefined;
    this.#watched.delete(before.session.key);
    before.session.key = key;
    this.#watched.set(key, before);
    return before;
  }

  #begin(key: string, file: string, before: Watched | undefined, daemon: Daemon): Watched {
    // Words before the greeting, such as the address a client connects to, belong to the session that begins.
    const { current } = this;
    const early = current?.session.replies === 0 && current.session.key === '' ? current : undefined;
    if (early && !before) return early;
    const watched = new Watched(new Session(key, file, daemon));
    // A greeting while a command waits for its reply is that of another connection beside the first.
    const beside =
      before !== undefined && !before.session.closed && before.session.waiting.length > 0 && (before.session.last?.code ?? 500) < 400;
    if (beside || before?.session.steps.unordered) watched.session.steps.unordered = true;
    if (before && !early) for (const text of before.session.spoken.ofPeer) watched.session.words(text);
    return watched;
  }

  /** Keeps them in the order of last use, as far as some may have to go. */
  #refresh(key: string, watched: Watched): void {
    if (this.#watched.size <= MOST_SESSIONS / 2 || this.current === watched) return;
    this.#watched.delete(key);
    this.#watched.set(key, watched);
  }

  /** Lets many go at once: finding the first of a map whose first ones are gone takes time. */
  #letGo(): void {
    let left = MOST_SESSIONS / 10;
    for (const [oldest, silent] of this.#watched) {
      this.#watched.delete(oldest);
      if (silent.isOpen) this.judgedEarly += 1;
      this.#over(silent);
      left -= 1;
      if (left === 0) break;
    }
  }
}

function isNewConnection(event: LogEvent, session: Session): boolean {
  if (event.type === 'event') return event.event === 'connected' && session.replies > 0;
  if (event.type !== 'reply' || (event.code !== 220 && event.code !== 120)) return false;
  // HOST and REIN are answered with 220 too; some clients print a greeting of several lines as several replies.
  return session.replies > 0 && session.last?.code !== 220 && !/^(?:HOST|REIN)\b/i.test(event.command ?? '');
}
