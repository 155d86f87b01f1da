// Summaries of the parts of a log, put together. Pure.
import type { LogSummary } from './analysis.ts';
import type { Finding } from './findings/finding.ts';
import type { Counts } from './tally.ts';

/** The summary of all parts together. */
export function mergeSummaries(parts: readonly LogSummary[]): LogSummary {
  return { schema: 'ftpcode.log/1', sources: parts.flatMap(({ sources }) => sources), counts: mergeCounts(parts.map(({ counts }) => counts)), findings: mergeFindings(parts.flatMap(({ findings }) => findings)) };
}

function mergeCounts(parts: readonly Counts[]): Counts {
  return {
    replies: sum(parts.map(({ replies }) => replies)),
    byCode: sorted(add(parts.map(({ byCode }) => byCode))),
    byCategory: add(parts.map(({ byCategory }) => byCategory)),
    events: sorted(add(parts.map(({ events }) => events))),
    commands: sum(parts.map(({ commands }) => commands)),
    failuresByClient: most(add(parts.map(({ failuresByClient }) => failuresByClient))),
    failuresByUser: most(add(parts.map(({ failuresByUser }) => failuresByUser))),
    failuresByHour: sorted(add(parts.map(({ failuresByHour }) => failuresByHour))),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function add(parts: readonly Readonly<Record<string, number | undefined>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const part of parts) for (const [key, count] of Object.entries(part)) total[key] = (total[key] ?? 0) + (count ?? 0);
  return total;
}

const sorted = (counts: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
const most = (counts: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 10));

const MOST_EVIDENCE = 5;

function mergeFindings(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const before = merged.get(finding.cause);
    merged.set(
      finding.cause,
      before
        ? {
            ...before,
            count: before.count + finding.count,
            evidence: [...before.evidence, ...finding.evidence].slice(0, MOST_EVIDENCE),
            clients: [...new Set([...before.clients, ...finding.clients])].slice(0, 10),
            users: [...new Set([...before.users, ...finding.users])].slice(0, 10),
          }
        : finding,
    );
  }
  return [...merged.values()];
}
