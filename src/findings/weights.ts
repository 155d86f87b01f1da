// How weights become confidence.
import type { Confidence } from '../explain/explain.ts';

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

/** What weighs less may be a symptom only: words that come after it may state the cause, and take its place (relation.ts). */
export const SYMPTOM = 72;
