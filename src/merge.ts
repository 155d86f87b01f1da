// Summaries of the parts of a log, put together. Pure.
import type { LogSummary } from './analysis.ts';
import { type Category, categoryOf } from './codes/digits.ts';
import { type Finding, FINDING_BOUNDS } from './findings/finding.ts';
import { rankOf, SURE } from './findings/rank.ts';
import { type Counts, MOST_SHOWN } from './tally.ts';

/**
 * The summary of all parts together: what one run over the parts, in this order, gives. Two things cannot be better than
 * the parts: of clients and users each part names the ten with most failures, and a session that a cut parted is two.
 */
export function mergeSummaries(parts: readonly LogSummary[]): LogSummary {
  return {
    schema: 'ftpcode.log/1',
    sources: parts.flatMap(({ sources }) => sources),
    counts: mergeCounts(parts.map(({ counts }) => counts)),
    findings: mergeFindings(parts.flatMap(({ findings }) => findings)),
  };
}

function mergeCounts(parts: readonly Counts[]): Counts {
  const byCode = inOrder(add(parts.map((part) => part.byCode)));
  const doubtful = sum(parts.map((part) => part.doubtful ?? 0));
  return {
    replies: sum(parts.map(({ replies }) => replies)),
    byCode,
    byCategory: categoriesOf(byCode),
    events: inOrder(add(parts.map(({ events }) => events))),
    commands: sum(parts.map(({ commands }) => commands)),
    ...(doubtful > 0 && { doubtful }),
    failuresByClient: most(add(parts.map(({ failuresByClient }) => failuresByClient))),
    failuresByUser: most(add(parts.map(({ failuresByUser }) => failuresByUser))),
    failuresByHour: inOrder(add(parts.map(({ failuresByHour }) => failuresByHour))),
  };
}

type Counted = Readonly<Record<string, number>>;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A map, not an object: a user may be called `__proto__`. */
function add(parts: readonly Counted[]): Map<string, number> {
  const total = new Map<string, number>();
  for (const part of parts) for (const [key, count] of Object.entries(part)) total.set(key, (total.get(key) ?? 0) + count);
  return total;
}

function categoriesOf(byCode: Counted): Partial<Record<Category, number>> {
  const categories: Partial<Record<Category, number>> = {};
  for (const [code, count] of Object.entries(byCode).sort(byKey)) {
    const category = categoryOf(Number(code));
    categories[category] = (categories[category] ?? 0) + count;
  }
  return categories;
}

const byKey = ([a]: readonly [string, number], [b]: readonly [string, number]): number => (a < b ? -1 : 1);
const byCount = (a: readonly [string, number], b: readonly [string, number]): number => b[1] - a[1] || byKey(a, b);

const inOrder = (counts: ReadonlyMap<string, number>): Counted => Object.fromEntries([...counts].sort(byKey));
const most = (counts: ReadonlyMap<string, number>): Counted => Object.fromEntries([...counts].sort(byCount).slice(0, MOST_SHOWN));

function mergeFindings(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const before = merged.get(finding.cause);
    merged.set(finding.cause, before ? together(before, finding) : finding);
  }
  return [...merged.values()].sort((a, b) => rankOf(b) - rankOf(a));
}

/** The words are those of the part that is surer, the earlier one where both are alike; everything counted is put together. */
function together(a: Finding, b: Finding): Finding {
  // What stands out in a part need not stand out in the whole.
  const { pattern: _pattern, followed: _followed, ...words } = SURE[b.confidence] > SURE[a.confidence] ? b : a;
  const followed = (a.followed ?? 0) + (b.followed ?? 0);
  const alternatives = union(a.alternatives ?? [], b.alternatives ?? [], FINDING_BOUNDS.alternatives);
  return {
    ...words,
    count: a.count + b.count,
    evidence: [...a.evidence, ...b.evidence].slice(0, FINDING_BOUNDS.evidence),
    clients: union(a.clients, b.clients, FINDING_BOUNDS.names),
    users: union(a.users, b.users, FINDING_BOUNDS.names),
    ...(followed > 0 && { followed }),
    ...(alternatives.length > 0 && { alternatives }),
  };
}

const union = <T>(a: readonly T[], b: readonly T[], most: number): T[] => [...new Set([...a, ...b])].slice(0, most);
