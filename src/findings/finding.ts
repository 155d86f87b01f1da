// What a finding is: what a cause (cause.ts) says when it was met.
import type { CauseId } from '../explain/cause-ids.ts';
import type { Confidence } from '../explain/explain.ts';

/** A line that decides. */
export interface Evidence {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What went wrong, why, and how to mend it. */
export interface Finding {
  readonly cause: CauseId;
  /** What happened, in one sentence. */
  readonly title: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** How often. */
  readonly count: number;
  /** The lines that decide it: few. */
  readonly evidence: readonly Evidence[];
  readonly fix: string;
  /** For the client's user and for the server's administrator apart, where both can act. */
  readonly client?: string;
  readonly admin?: string;
  readonly confidence: Confidence;
  /** Clients and users it happened to, up to FINDING_BOUNDS. */
  readonly clients: readonly string[];
  readonly users: readonly string[];
  /** What would decide, where the log cannot tell. */
  readonly furtherEvidence?: string;
  /** What stands out over sessions, clients and hours, and since when it happens. */
  readonly pattern?: string;
  /** Later failures that only followed from it. */
  readonly followed?: number;
  /** Causes that would look the same in this log, or nearly so. */
  readonly alternatives?: readonly CauseId[];
}

/** How much of each a finding shows. */
export const FINDING_BOUNDS = { evidence: 5, names: 10, alternatives: 6 } as const;
