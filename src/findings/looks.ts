// Asks all causes about a moment, and remembers what cannot change. A log repeats few words many times, and most causes
// look at nothing but the words: their answer to the same words is the same. Only those that looked further, at the session
// or the command's argument, are asked again. On a busy server's log this takes a fifth of the time of asking every one.
import type { Cause, Moment, Sight } from './cause.ts';
import type { CauseId } from '../explain/cause-ids.ts';
import { causes } from './causes/index.ts';
import { Session } from './session.ts';
import { LEAST } from './weights.ts';

/** A cause with how much speaks for it. */
export interface Seen {
  readonly cause: Cause;
  readonly sight: Sight;
}

/** A cause that may fit: with its answer where that is always the same. */
interface Candidate {
  readonly cause: Cause;
  readonly sight: Sight | undefined;
}

/** Moments with the same words about the same thing. */
interface Kept {
  /** One of them: what else must be the same. */
  readonly like: Moment;
  /** Undefined for what was met once: only what comes again is worth keeping. */
  candidates: readonly Candidate[] | undefined;
}

/** Texts whose answers are kept. */
const MOST_TEXTS = 2000;
/** Different moments with the same text that are kept. */
const MOST_VARIANTS = 16;
/** Characters of a text that the causes' words are looked for in. */
const LONGEST = 2000;
const NONE: ReadonlySet<CauseId> = new Set();
const NOBODY = new Session('', '');

/** All causes, asked about one log's moments. */
export class Looks {
  readonly #worded = new Map<string, ReadonlySet<CauseId>>();
  /** By text, then by code and command: few different moments share these. */
  readonly #kept = new Map<string, Map<string, Kept[]>>();

  /** The causes that fit, best first. */
  at(moment: Moment): Seen[] {
    const seen = moment.kind === 'silence' ? everyCause(moment, NONE) : this.#remembered(moment);
    return seen.length > 1 ? seen.sort((a, b) => b.sight.weight - a.sight.weight) : seen;
  }

  #remembered(moment: Moment): Seen[] {
    const worded = this.#causesNamedBy(moment.text);
    const kept = this.#like(moment);
    if (!kept) return everyCause(moment, worded);
    kept.candidates ??= candidatesFor(moment, worded);
    const seen: Seen[] = [];
    for (const { cause, sight = sightOf(cause, moment, worded) } of kept.candidates) if (sight.weight >= LEAST) seen.push({ cause, sight });
    return seen;
  }

  /** What is kept of moments with the same words; undefined at the first of them. */
  #like(moment: Moment): Kept | undefined {
    let sameText = this.#kept.get(moment.text);
    if (!sameText) {
      if (this.#kept.size >= MOST_TEXTS) this.#kept.clear();
      sameText = new Map();
      this.#kept.set(moment.text, sameText);
    }
    // A log of columns has no texts at all: there the command tells more.
    const key = `${moment.code}${moment.verb}`;
    let variants = sameText.get(key);
    if (!variants) {
      if (sameText.size >= MOST_TEXTS) sameText.clear();
      variants = [];
      sameText.set(key, variants);
    }
    for (const kept of variants) if (isLike(kept.like, moment)) return kept;
    if (variants.length >= MOST_VARIANTS) variants.length = 0;
    // Only what is compared: the session of a moment would be kept for as long.
    variants.push({ like: { ...moment, session: NOBODY }, candidates: undefined });
    return undefined;
  }

  /** The causes whose words a text holds. */
  #causesNamedBy(text: string): ReadonlySet<CauseId> {
    const key = text.slice(0, LONGEST);
    let found = this.#worded.get(key);
    if (!found) {
      found = new Set(causes.filter(({ words }) => words?.test(key)).map(({ id }) => id));
      if (this.#worded.size >= MOST_TEXTS) this.#worded.clear();
      this.#worded.set(key, found);
    }
    return found;
  }
}

/** Do two moments with the same text differ in session, argument and place only? */
const isLike = (one: Moment, other: Moment): boolean =>
  one.kind === other.kind &&
  one.code === other.code &&
  one.verb === other.verb &&
  one.explanation === other.explanation &&
  one.hint === other.hint &&
  one.event === other.event &&
  one.frames === other.frames &&
  one.sign === other.sign &&
  one.substatus === other.substatus &&
  one.win32 === other.win32;

function everyCause(moment: Moment, worded: ReadonlySet<CauseId>): Seen[] {
  const seen: Seen[] = [];
  for (const cause of causes) {
    const sight = sightOf(cause, moment, worded);
    if (sight.weight >= LEAST) seen.push({ cause, sight });
  }
  return seen;
}

/** Asks every cause once, and sees which of them look at more than the words. */
function candidatesFor(moment: Moment, worded: ReadonlySet<CauseId>): Candidate[] {
  const candidates: Candidate[] = [];
  for (const cause of causes) {
    // Each its own: what one has found out about a moment may be remembered for the next.
    const { watched, looked } = watch(moment);
    const sight = sightOf(cause, watched, worded);
    if (looked.further) candidates.push({ cause, sight: undefined });
    else if (sight.weight >= LEAST) candidates.push({ cause, sight });
  }
  return candidates;
}

/** The same moment, which tells when somebody looks at its session, its argument or its place. */
function watch(moment: Moment): { readonly watched: Moment; readonly looked: { further: boolean } } {
  const looked = { further: false };
  const session = new Proxy(moment.session, {
    get(target, name) {
      looked.further = true;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  }) as Session;
  const watched = {
    ...moment,
    session,
    get argument() {
      looked.further = true;
      return moment.argument;
    },
    get whole() {
      looked.further = true;
      return moment.whole;
    },
    get at() {
      looked.further = true;
      return moment.at;
    },
  };
  return { watched, looked };
}

function sightOf(cause: Cause, moment: Moment, worded: ReadonlySet<CauseId>): Sight {
  const { substatus = 0, win32 = 0 } = moment;
  const numbered = cause.iis?.win32?.[win32] ?? cause.iis?.substatus?.[substatus];
  if (numbered !== undefined) return { weight: numbered };
  const looked = cause.look?.(moment);
  if (looked) return looked;
  const hinted = moment.hint === cause.id ? weightOfHint(moment) : 0;
  return { weight: Math.max(hinted, worded.has(cause.id) ? (moment.kind === 'reply' ? 82 : 76) : 0) };
}

/** How much the words alone say: a server's own wording more than the sense of words. */
function weightOfHint({ kind, explanation }: Moment): number {
  if (kind === 'words') return 70;
  if (explanation?.wording?.cause) return explanation.confidence === 'certain' ? 88 : 80;
  if (explanation?.sense?.named && explanation.sense.cause === explanation.causeId) return 78;
  return explanation?.systemError ? 68 : 60;
}
