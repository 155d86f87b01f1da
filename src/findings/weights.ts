// How weights become confidence, and stamps become seconds.
import type { Confidence } from '../explain/explain.ts';
import { isoTime } from '../log/time.ts';

/** Weights from which on a finding is certain, likely, or worth telling. */
export const CERTAIN = 85;
export const LIKELY = 60;
export const LEAST = 40;
/** Two causes so close to each other fit equally. */
export const CLOSE = 9;

/** The confidence that goes with a weight. */
export function confidenceOf(weight: number): Confidence {
  return weight >= CERTAIN ? 'certain' : weight >= LIKELY ? 'likely' : 'possible';
}

/** Time in seconds, as far as a stamp tells it; for differences within one log. */
export function secondsOf(stamp: string | undefined): number | undefined {
  const iso = stamp === undefined ? undefined : isoTime(stamp);
  if (!iso) return undefined;
  const full = iso.startsWith('T') ? `2000-01-01${iso}` : iso.startsWith('--') ? `2000-${iso.slice(2)}` : iso;
  const time = Date.parse(full);
  return Number.isNaN(time) ? undefined : time / 1000;
}
