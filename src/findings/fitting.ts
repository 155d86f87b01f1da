// Which of the causes that were seen in a moment are told, and which are named beside them. Pure arithmetic on weights.
import type { CauseId } from '../explain/cause-ids.ts';
import type { Seen } from './looks.ts';
import { CERTAIN, CLOSE, LIKELY } from './weights.ts';

/** Causes that are told of one moment. */
const MOST_TOLD = 3;
/** So much less speaks for another cause that is worth a mention. */
const MAYBE = 25;

const isNear = (best: Seen, one: Seen, most: number): boolean =>
  best.sight.weight < CERTAIN && best.sight.weight - one.sight.weight <= most;
const fitsLike = (best: Seen, one: Seen): boolean => one.sight.weight === best.sight.weight || isNear(best, one, CLOSE);

/** The causes that fit a moment best, and about as well as each other. @param seen best first */
export function fittingIn(seen: readonly Seen[]): readonly Seen[] {
  const [best] = seen;
  return best ? seen.filter((one) => fitsLike(best, one)).slice(0, MOST_TOLD) : [];
}

/** What is named beside one of the fitting causes: the others, what it looks like itself, and beside the best what may yet be. */
export function besides(seen: readonly Seen[], { cause, sight }: Seen): CauseId[] {
  const [best] = seen;
  if (!best) return [];
  const others = seen.filter((one) => fitsLike(best, one));
  const maybe = cause === best.cause ? seen.filter((one) => isNear(best, one, MAYBE)) : [];
  const ids = [...others.map((one) => one.cause.id), ...(sight.alternatives ?? []), ...maybe.map((one) => one.cause.id)];
  return [...new Set(ids)].filter((id) => id !== cause.id);
}

/** A mere probe says little by itself: nothing that is seen in it is likely. */
export const doubted = (seen: readonly Seen[]): Seen[] =>
  seen.map(({ cause, sight }) => ({ cause, sight: { ...sight, weight: Math.min(sight.weight, LIKELY - 2) } }));
