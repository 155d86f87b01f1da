// The order of findings: here, because `merge` puts those of several runs into the same one.
import type { Finding } from './finding.ts';

/** The confidences by how sure they are. */
export const SURE: Readonly<Record<Finding['confidence'], number>> = { certain: 2, likely: 1, possible: 0 };

/** How far up a finding stands: what is sure before what is possible, what happened often before what happened once. */
export function rankOf({ confidence, count, severity }: Pick<Finding, 'confidence' | 'count' | 'severity'>): number {
  return SURE[confidence] + Math.log10(Math.max(count, 1)) * 0.8 - (severity === 'warning' ? 0.3 : 0);
}
