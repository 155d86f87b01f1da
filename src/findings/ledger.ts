// The account of what was found: one entry a cause, however often it happened; patterns over sessions are seen here.
import type { Confidence } from '../explain/explain.ts';
import type { ReplyEvent } from '../log/event.ts';
import type { Cause, Moment, Telling } from './cause.ts';
import type { CauseId } from '../explain/cause-ids.ts';
import { type Evidence, type Finding, FINDING_BOUNDS } from './finding.ts';
import { secondsOf } from '../log/time.ts';
import { isAboutPath } from '../log/verb-kinds.ts';
import { confidenceOf } from './weights.ts';
import { causes } from './causes/index.ts';
import { Guessing, type GuessingState } from './guessing.ts';
import { adviceFor, fixOf, type Product, productOfServer } from './product.ts';
import type { Seen } from './looks.ts';
import { rankOf } from './rank.ts';
import type { Session } from './session.ts';
import { newSpread, type Occurrence, occurs, type Spread, takeBack, told, together as bothSpreads } from './spread.ts';

/** Failures, and successes before them, from which on a beginning can be told. */
const LEAST_FOR_BEGINNING = 3;

/** How often a command worked, and where it did last. */
interface Worked {
  count: number;
  line: number;
  stamp: string | undefined;
}

/** Whom a trouble met and when, and how its command had worked before: as it was when the trouble came, for a session goes on. */
export interface Circumstances {
  readonly at: Occurrence;
  readonly before: Worked | undefined;
}

/** What speaks for a cause more than all before it. */
interface Proof extends Telling {
  readonly weight: number;
  readonly product: Product | undefined;
  readonly ownFix: string | undefined;
}

/** What is known of one cause, as plain data. */
interface Account {
  readonly cause: CauseId;
  count: number;
  /** From the first to the best. */
  readonly proofs: Proof[];
  readonly evidence: Evidence[];
  followed: number;
  readonly spread: Spread;
  readonly alternatives: Set<CauseId>;
  /** Where it was met first: which of the logs, and its line. */
  first: { readonly log: number; readonly line: number };
  /** The command at which it was met first. */
  verb: string;
  /** The first name or path that it was about, and whether there were others. */
  path: string;
  paths: 'one' | 'several';
  /** What worked before it began. */
  before: Worked | undefined;
  workedSince: boolean;
  repeats: number;
}

/** How much an account held, so that what came later can be taken out again. */
interface Sizes {
  readonly proofs: number;
  readonly evidence: number;
  readonly alternatives: number;
}

interface Entry extends Account {
  /** The occurrence before this one, and what it added. */
  last: { readonly key: string; readonly session: Session; readonly sizes: Sizes; readonly at: Occurrence } | undefined;
  told: boolean;
}

/** All that a ledger knows, as plain data: for `absorb`. */
export interface LedgerState {
  readonly accounts: readonly Account[];
  readonly logs: number;
  readonly worked: ReadonlyMap<string, Worked>;
  readonly guessing: GuessingState;
  /** Nothing was left out for want of room. */
  readonly whole: boolean;
}

const CAUSES: ReadonlyMap<CauseId, Cause> = new Map(causes.map((cause) => [cause.id, cause]));

/** Collects what was found. */
export class Ledger {
  readonly #entries = new Map<CauseId, Entry>();
  readonly #worked = new Map<string, Worked>();
  /** Entries of which nobody has seen yet that their command worked again. */
  readonly #waiting = new Map<string, Entry[]>();
  readonly #guessing = new Guessing();
  /** Causes that were met in the log that is being read: what only follows can follow from no other. */
  readonly #here = new Set<CauseId>();
  /** Logs that are over; the one that is read has this number. */
  #logs = 0;
  /** Occurrences that were not compared with others, as a bound of their spread was reached. */
  #uncompared = 0;

  /** Whether anything was found in the log that is being read. */
  get foundHere(): boolean {
    return [...this.#here].some((id) => this.#entries.has(id));
  }

  /** What its bounds left out so far, by the name that the summary's `limits` has for it. */
  get overruns(): Record<'compared' | 'guessers', number> {
    return { compared: this.#uncompared, guessers: this.#guessing.unwatched };
  }

  /** The log that was read is over: what comes is of another. */
  open(): void {
    this.#logs += 1;
    this.#here.clear();
  }

  /** The circumstances of a moment that is now. */
  circumstances({ verb, session }: Moment): Circumstances {
    const before = verb === '' ? undefined : this.#worked.get(verb);
    const at = { client: session.client, user: session.user, stamp: session.lastStamp };
    return { at, before: before && { ...before } };
  }

  /** Adds one occurrence. @param telling asked only where it speaks for the cause more than all before */
  add(
    { cause, sight }: Seen,
    moment: Moment,
    { at, before }: Circumstances,
    telling: () => Telling,
    alternatives: readonly CauseId[],
  ): void {
    let entry = this.#entries.get(cause.id);
    if (!entry) {
      entry = {
        cause: cause.id,
        count: 0,
        proofs: [],
        evidence: [],
        followed: 0,
        spread: newSpread(),
        alternatives: new Set(),
        first: { log: this.#logs, line: moment.at.line },
        verb: moment.verb,
        path: '',
        paths: 'one',
        before,
        workedSince: false,
        last: undefined,
        repeats: 0,
        told: false,
      };
      this.#entries.set(cause.id, entry);
      this.#since(entry);
    } else if (entry.first.log === this.#logs && moment.at.line < entry.first.line) {
      // It was held back until it was known to be trouble, and others came in between.
      entry.first = { log: this.#logs, line: moment.at.line };
      entry.verb = moment.verb;
      entry.before = before;
      this.#since(entry);
    }
    const { session } = moment;
    const key = `${moment.verb} ${moment.argument} ${moment.code}`;
    if (entry.last?.session === session && entry.last.key === key && moment.verb !== 'PASS') entry.repeats += 1;
    entry.last = { key, session, sizes: sizesOf(entry), at };
    this.#here.add(cause.id);
    if (isAboutPath(moment.verb)) namesPath(entry, moment.argument);
    entry.count += 1;
    if (sight.weight > weightOf(entry)) {
      const { explanation } = moment;
      const ownFix = explanation?.wording?.cause === cause.id && explanation.fix ? explanation.fix : undefined;
      const product = session.product ?? (explanation?.server === undefined ? undefined : productOfServer(explanation.server));
      entry.proofs.push({ ...telling(), weight: sight.weight, product, ownFix });
    }
    for (const line of sight.evidence ?? []) this.#evidence(entry, line);
    this.#evidence(entry, moment.at);
    if (!occurs(entry.spread, at)) this.#uncompared += 1;
    for (const one of alternatives) entry.alternatives.add(one);
    if (cause.id === 'wrong-password') this.#guess(at.client ?? session.file, at.stamp);
  }

  /** A line that retells the trouble, or (with `counts`) a failure that only followed from it. */
  followed(id: CauseId, at: Evidence, counts: boolean): void {
    const entry = this.#here.has(id) ? this.#entries.get(id) : undefined;
    if (!entry) return;
    if (counts) entry.followed += 1;
    else this.#evidence(entry, at);
  }

  /** Takes one occurrence back: what came later showed another cause. */
  withdraw(id: CauseId, session: Session): void {
    const entry = this.#entries.get(id);
    if (!entry?.last || entry.last.session !== session) return;
    entry.count -= 1;
    cutTo(entry, entry.last.sizes);
    takeBack(entry.spread, entry.last.at);
    entry.last = undefined;
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

  /** Wants to know whether the command of an entry works once more; it may have, while the trouble was held back. */
  #since(entry: Entry): void {
    if (entry.verb === '') return;
    entry.workedSince ||= (this.#worked.get(entry.verb)?.count ?? 0) > (entry.before?.count ?? 0);
    if (entry.workedSince) return;
    const waiting = this.#waiting.get(entry.verb);
    if (waiting) waiting.push(entry);
    else this.#waiting.set(entry.verb, [entry]);
  }

  /** All that is known, as plain data. */
  state(): LedgerState {
    const accounts = [...this.#entries.values()].map(({ last: _last, told: _told, ...account }) => account);
    return { accounts, logs: this.#logs, worked: this.#worked, guessing: this.#guessing.state(), whole: this.#isWhole };
  }

  get #isWhole(): boolean {
    return this.#uncompared === 0 && this.#guessing.unwatched === 0;
  }

  /**
   * Takes what was found in the next log, as if it had been found here.
   * @returns false where a bound was reached, here or there: what it leaves out, and in which log, depends on the order
   */
  absorb({ accounts, logs, worked, guessing, whole }: LedgerState): boolean {
    for (const entry of this.#entries.values()) if (worked.has(entry.verb)) entry.workedSince = true;
    for (const account of accounts) {
      const known = this.#entries.get(account.cause);
      if (known) this.#uncompared += addTo(known, account) ? 0 : 1;
      else
        this.#entries.set(account.cause, {
          ...account,
          first: { ...account.first, log: account.first.log + this.#logs },
          before: together(this.#worked.get(account.verb), account.before),
          last: undefined,
          told: false,
        });
    }
    this.#logs += logs;
    for (const [verb, next] of worked) this.#worked.set(verb, together(this.#worked.get(verb), next) as Worked);
    this.#guessing.absorb(guessing);
    return whole && this.#isWhole;
  }

  /** All findings in their order. */
  findings(): Finding[] {
    return [...this.#entries.values()].sort((a, b) => rank(b) - rank(a) || order(a, b)).map((entry) => this.#finding(entry));
  }

  /** Findings of which one can be sure and that were not told yet. */
  fresh(): Finding[] {
    const sure = [...this.#entries.values()].filter((entry) => !entry.told && confidenceOf(weightOf(entry)) !== 'possible');
    for (const entry of sure) entry.told = true;
    return sure.map((entry) => this.#finding(entry));
  }

  #evidence(entry: Entry, { file, line, text }: Evidence): void {
    if (entry.evidence.length >= FINDING_BOUNDS.evidence || entry.evidence.some((one) => one.line === line && one.file === file)) return;
    entry.evidence.push({ file, line, text: text.trim().slice(0, 300) });
  }

  #guess(client: string, stamp: string | undefined): void {
    const now = secondsOf(stamp);
    if (now !== undefined) this.#guessing.add(client, now);
  }

  #finding(entry: Entry): Finding {
    const cause = CAUSES.get(entry.cause) as Cause;
    const { proofs } = entry;
    const product = proofs.findLast((one) => one.product)?.product;
    const ownFix = proofs.findLast((one) => one.ownFix)?.ownFix;
    const guessed = cause.id === 'wrong-password' ? this.#guessing.title() : undefined;
    const proof = proofs.at(-1);
    const admin = proof?.admin && adviceFor(proof.admin, product);
    const client =
      proof?.client && entry.repeats >= 2
        ? `${proof.client} The same command was repeated without a change; a permanent refusal does not go away by itself.`
        : proof?.client;
    const several = entry.paths === 'several' ? 'It happened with more than one name or path.' : undefined;
    const pattern = [several, began(entry), ...told(entry.spread, entry.count)].filter((one) => one !== undefined).join(' ');
    const alternatives = [...entry.alternatives].slice(0, FINDING_BOUNDS.alternatives);
    const confidence: Confidence = confidenceOf(weightOf(entry));
    return {
      cause: cause.id,
      title: guessed ?? proof?.title ?? '',
      severity: cause.severity,
      count: entry.count,
      evidence: [...entry.evidence].sort((a, b) => (a.file === b.file ? a.line - b.line : 0)),
      fix: ownFix && !admin ? ownFix : fixOf(client, admin, product),
      ...(client && { client }),
      ...(admin && { admin }),
      confidence,
      clients: [...entry.spread.clients.keys()].slice(0, FINDING_BOUNDS.names),
      users: [...entry.spread.users.keys()].slice(0, FINDING_BOUNDS.names),
      ...(proof?.further && { furtherEvidence: proof.further }),
      ...(pattern !== '' && { pattern }),
      ...(entry.followed > 0 && { followed: entry.followed }),
      ...(alternatives.length > 0 && { alternatives }),
    };
  }
}

const rank = (entry: Entry): number =>
  rankOf({ confidence: confidenceOf(weightOf(entry)), count: entry.count, severity: (CAUSES.get(entry.cause) as Cause).severity });
/** What stands equally high comes in the order of the log, as the first trouble is the likelier cause; then in that of the weights. */
const order = ({ first: a }: Entry, { first: b }: Entry): number => a.log - b.log || a.line - b.line;

function namesPath(account: Account, path: string): void {
  if (path === '') return;
  if (account.path === '') account.path = path;
  else if (account.path !== path) account.paths = 'several';
}

const sizesOf = ({ proofs, evidence, alternatives }: Account): Sizes => ({
  proofs: proofs.length,
  evidence: evidence.length,
  alternatives: alternatives.size,
});

function cutTo(account: Account, sizes: Sizes): void {
  account.proofs.length = Math.min(account.proofs.length, sizes.proofs);
  account.evidence.length = Math.min(account.evidence.length, sizes.evidence);
  for (const late of [...account.alternatives].slice(sizes.alternatives)) account.alternatives.delete(late);
}

const weightOf = ({ proofs }: Account): number => proofs.at(-1)?.weight ?? 0;

/** Adds what is known of a cause from the next log. @returns false where a bound left out something */
function addTo(known: Entry, next: Account): boolean {
  known.count += next.count;
  for (const proof of next.proofs) if (proof.weight > weightOf(known)) known.proofs.push(proof);
  known.evidence.push(...next.evidence.slice(0, FINDING_BOUNDS.evidence - known.evidence.length));
  known.followed += next.followed;
  known.repeats += next.repeats;
  if (next.paths === 'several') known.paths = 'several';
  namesPath(known, next.path);
  for (const id of next.alternatives) known.alternatives.add(id);
  return bothSpreads(known.spread, next.spread);
}

/** What worked in one log and then in the next. */
function together(one: Worked | undefined, next: Worked | undefined): Worked | undefined {
  if (!one || !next) return next ?? one;
  return { count: one.count + next.count, line: next.line, stamp: next.stamp };
}

function began({ before, workedSince, count, verb }: Entry): string | undefined {
  if (!before || workedSince || count < LEAST_FOR_BEGINNING || before.count < LEAST_FOR_BEGINNING) return undefined;
  return `Up to line ${before.line}${before.stamp ? ` (${before.stamp})` : ''} ${verb} worked, afterwards never again: look at what changed at that moment.`;
}
