// The account of what was found: one entry a cause, however often it happened; patterns over sessions are seen here.
import type { Confidence } from '../explain/explain.ts';
import type { ReplyEvent } from '../log/event.ts';
import type { Cause, Moment, Sight } from './cause.ts';
import type { CauseId } from './cause-ids.ts';
import type { Evidence, Finding } from './finding.ts';
import { confidenceOf, secondsOf } from './weights.ts';
import { adviceFor, nameOf, type Product } from './product.ts';
import { rankOf } from './rank.ts';
import type { Session } from './session.ts';
import { Spread } from './spread.ts';

/** Bounds of one entry, and of the watch for password guessing. */
export const LEDGER_LIMITS = { evidence: 5, names: 10, guessers: 2000 } as const;
/** So many refused logins of one client in so many seconds are no mistyping. */
const GUESSES = 8;
const GUESS_SECONDS = 120;
/** Failures, and successes before them, from which on a beginning can be told. */
const LEAST_FOR_BEGINNING = 3;

interface Entry {
  readonly cause: Cause;
  readonly order: number;
  count: number;
  weight: number;
  title: string;
  product: Product | undefined;
  ownFix: string | undefined;
  evidence: Evidence[];
  followed: number;
  readonly spread: Spread;
  readonly alternatives: Set<CauseId>;
  readonly verb: string;
  /** What worked before it began: how often, and the last line. */
  readonly before: { readonly count: number; readonly line: number; readonly stamp: string | undefined } | undefined;
  workedSince: boolean;
  last: { readonly key: string; readonly session: Session } | undefined;
  repeats: number;
  told: boolean;
}

/** Collects what was found. */
export class Ledger {
  readonly #entries = new Map<CauseId, Entry>();
  readonly #worked = new Map<string, { count: number; line: number; stamp: string | undefined }>();
  /** Entries of which nobody has seen yet that their command worked again. */
  readonly #waiting = new Map<string, Entry[]>();
  readonly #guesses = new Map<string, number[]>();
  readonly #guessers = new Map<string, { count: number; readonly seconds: number }>();

  /** Adds one occurrence. */
  add(cause: Cause, sight: Sight, moment: Moment, title: () => string, alternatives: readonly CauseId[]): void {
    let entry = this.#entries.get(cause.id);
    if (!entry) {
      const before = moment.verb === '' ? undefined : this.#worked.get(moment.verb);
      entry = {
        cause,
        order: this.#entries.size,
        count: 0,
        weight: 0,
        title: '',
        product: undefined,
        ownFix: undefined,
        evidence: [],
        followed: 0,
        spread: new Spread(),
        alternatives: new Set(),
        verb: moment.verb,
        before: before && { ...before },
        workedSince: false,
        last: undefined,
        repeats: 0,
        told: false,
      };
      this.#entries.set(cause.id, entry);
      if (before) this.#since(moment.verb, entry);
    }
    const { session } = moment;
    const key = `${moment.verb} ${moment.argument} ${moment.code}`;
    if (entry.last?.session === session && entry.last.key === key && moment.verb !== 'PASS') entry.repeats += 1;
    entry.last = { key, session };
    entry.count += 1;
    if (sight.weight > entry.weight) {
      entry.weight = sight.weight;
      entry.title = title();
      entry.product = session.product ?? entry.product;
      if (moment.explanation?.wording?.cause === cause.id && moment.explanation.fix) entry.ownFix = moment.explanation.fix;
    }
    for (const line of sight.evidence ?? []) this.#evidence(entry, line);
    this.#evidence(entry, moment.at);
    entry.spread.add(session.client, session.user, session.lastStamp);
    for (const one of alternatives) entry.alternatives.add(one);
    if (cause.id === 'wrong-password') this.#guess(session);
  }

  /** A line that retells the trouble, or (with `counts`) a failure that only followed from it. */
  followed(id: CauseId, at: Evidence, counts: boolean): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    if (counts) entry.followed += 1;
    else this.#evidence(entry, at);
  }

  /** Takes one occurrence back: what came later showed another cause. */
  withdraw(id: CauseId, session: Session): void {
    const entry = this.#entries.get(id);
    if (!entry || entry.last?.session !== session) return;
    entry.count -= 1;
    if (entry.count <= 0) this.#entries.delete(id);
  }

  /** A command was answered well. */
  worked(verb: string, event: ReplyEvent): void {
    if (verb === '') return;
    const known = this.#worked.get(verb);
    if (known) {
      known.count += 1;
      known.line = event.line;
      known.stamp = event.stamp;
    } else this.#worked.set(verb, { count: 1, line: event.line, stamp: event.stamp });
    const waiting = this.#waiting.get(verb);
    if (!waiting) return;
    for (const entry of waiting) entry.workedSince = true;
    this.#waiting.delete(verb);
  }

  /** Wants to know whether a command works once more. */
  #since(verb: string, entry: Entry): void {
    const waiting = this.#waiting.get(verb);
    if (waiting) waiting.push(entry);
    else this.#waiting.set(verb, [entry]);
  }

  /** All findings in their order. */
  findings(): Finding[] {
    return [...this.#entries.values()].sort((a, b) => rank(b) - rank(a) || a.order - b.order).map((entry) => this.#finding(entry));
  }

  /** Findings of which one can be sure and that were not told yet. */
  fresh(): Finding[] {
    const sure = [...this.#entries.values()].filter((entry) => !entry.told && confidenceOf(entry.weight) !== 'possible');
    for (const entry of sure) entry.told = true;
    return sure.sort((a, b) => a.order - b.order).map((entry) => this.#finding(entry));
  }

  #evidence(entry: Entry, { file, line, text }: Evidence): void {
    if (entry.evidence.length >= LEDGER_LIMITS.evidence || entry.evidence.some((one) => one.line === line && one.file === file)) return;
    entry.evidence.push({ file, line, text: text.trim().slice(0, 300) });
  }

  #guess(session: Session): void {
    const who = session.client ?? session.file;
    const now = secondsOf(session.lastStamp);
    if (now === undefined || this.#guesses.size > LEDGER_LIMITS.guessers) return;
    const times = this.#guesses.get(who) ?? [];
    times.push(now);
    if (times.length > GUESSES) times.shift();
    this.#guesses.set(who, times);
    const span = now - (times[0] ?? now);
    const known = this.#guessers.get(who);
    if (known) known.count += 1;
    else if (times.length === GUESSES && span >= 0 && span <= GUESS_SECONDS)
      this.#guessers.set(who, { count: GUESSES, seconds: Math.round(span) });
  }

  #finding(entry: Entry): Finding {
    const { cause, product, weight } = entry;
    const guessed = cause.id === 'wrong-password' ? this.#guessTitle() : undefined;
    const admin = cause.admin && adviceFor(cause.admin, product);
    const client =
      cause.client && entry.repeats >= 2
        ? `${cause.client} The same command was repeated without a change; a permanent refusal does not go away by itself.`
        : cause.client;
    const server = product ? `On the server (${nameOf(product)})` : 'On the server';
    const fix =
      entry.ownFix && !admin
        ? entry.ownFix
        : admin && admin !== 'Nothing.' && !/^Nothing[;.:]/.test(admin)
          ? client && !/^Nothing/.test(client)
            ? `${server}: ${admin} In the client: ${client}`
            : `${server}: ${admin}`
          : (client ?? '');
    const further = [
      cause.further,
      began(entry),
      ...entry.spread.told(entry.count),
      entry.followed > 0 ? `${entry.followed} later failure${entry.followed === 1 ? '' : 's'} only followed from this.` : undefined,
    ]
      .filter((one) => one !== undefined)
      .join(' ');
    const alternatives = [...entry.alternatives].slice(0, 6);
    // Where another cause fits as well, nobody can be certain.
    const confidence: Confidence = confidenceOf(weight);
    return {
      cause: cause.id,
      title: guessed ?? entry.title,
      severity: cause.severity,
      count: entry.count,
      evidence: [...entry.evidence].sort((a, b) => (a.file === b.file ? a.line - b.line : 0)),
      fix,
      ...(client && { client }),
      ...(admin && { admin }),
      confidence,
      clients: [...entry.spread.clients.keys()].slice(0, LEDGER_LIMITS.names),
      users: [...entry.spread.users.keys()].slice(0, LEDGER_LIMITS.names),
      ...(further !== '' && { furtherEvidence: further }),
      ...(alternatives.length > 0 && { alternatives }),
    };
  }

  #guessTitle(): string | undefined {
    const [worst] = [...this.#guessers.entries()].sort(([, a], [, b]) => b.count - a.count);
    if (!worst) return undefined;
    const others = this.#guessers.size - 1;
    return `Passwords are being guessed: ${worst[1].count} refused logins from ${worst[0]}, ${GUESSES} of them within ${worst[1].seconds} s${others > 0 ? `, and the like from ${others} other client${others === 1 ? '' : 's'}` : ''}.`;
  }
}

function began({ before, workedSince, count, verb }: Entry): string | undefined {
  if (!before || workedSince || count < LEAST_FOR_BEGINNING || before.count < LEAST_FOR_BEGINNING) return undefined;
  return `Up to line ${before.line}${before.stamp ? ` (${before.stamp})` : ''} ${verb} worked, afterwards never again: look at what changed at that moment.`;
}

const rank = ({ weight, count, cause }: Entry): number => rankOf({ confidence: confidenceOf(weight), count, severity: cause.severity });
