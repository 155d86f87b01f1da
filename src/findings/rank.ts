// The order of findings: here, because `merge` puts those of several runs into the same one.
import type { Finding } from './finding.ts';

const SURE: Readonly<Record<Finding['confidence'], number>> = { certain: 2, likely: 1, possible: 0 };

/** How far up a finding stands: what is sure before what is possible, what happened often before what happened once. */
function rankOf({ confidence, count, severity }: Pick<Finding, 'confidence' | 'count' | 'severity'>): number {
  return SURE[confidence] + Math.log10(Math.max(count, 1)) * 0.8 - (severity === 'warning' ? 0.3 : 0);
}

/** What has a place in the order. */
type Ranked = Pick<Finding, 'confidence' | 'count' | 'severity' | 'evidence'>;

/** In their order; what stands equally high in the order of the lines that show it, as the first trouble is the likelier cause. */
export function inOrder<T extends Ranked>(findings: readonly T[]): T[] {
  const files = new Map<string, number>();
  for (const { evidence } of findings) {
    const file = evidence[0]?.file ?? '';
    if (!files.has(file)) files.set(file, files.size);
  }
  const fileOf = ({ evidence }: T): number => files.get(evidence[0]?.file ?? '') ?? 0;
  const lineOf = ({ evidence }: T): number => evidence[0]?.line ?? 0;
  return [...findings].sort((a, b) => rankOf(b) - rankOf(a) || fileOf(a) - fileOf(b) || lineOf(a) - lineOf(b));
}
