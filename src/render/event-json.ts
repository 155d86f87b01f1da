// Events of a log for programs, with the fields that contract.md names.
import type { Explained, LogSummary } from '../analysis.ts';
import { type Category, categoryOf } from '../codes/digits.ts';
import type { WordingExplanation } from '../explain/explain.ts';
import type { EventName } from '../log/format.ts';
import { isoTime } from '../log/time.ts';
import type { Carried } from '../reply/carried.ts';

/** What every record of a log has. */
interface LogRecord {
  /** The file as named by the caller; `-` for standard input. */
  readonly file: string;
  /** 1-based number of the (first) line. */
  readonly line: number;
  readonly text: string;
  readonly client?: string;
  readonly user?: string;
  readonly session?: string;
  /** ISO 8601 as far as the log says it. */
  readonly time?: string;
  readonly logFormat: string;
}

/** A reply in a log. */
export interface ReplyRecord extends LogRecord {
  readonly type: 'reply';
  /** 1-based number of the last line, where the reply has several. */
  readonly endLine?: number;
  readonly code: number;
  readonly substatus?: number;
  readonly win32?: number;
  readonly category: Category;
  /** The command that drew it; the argument of PASS is hidden. */
  readonly command?: string;
  /** A client may have written this, not the server: it stands inside a record that a line feed in a name has torn. */
  readonly doubtful?: true;
  /** Why it failed and what to do, one sentence each, for a reply that says that something failed. */
  readonly cause?: string;
  readonly fix?: string;
  readonly causeId?: string;
  readonly data?: Carried;
  readonly wording?: WordingExplanation | null;
}

/** Something that happened, in a line that shows no code. */
export interface EventRecord extends LogRecord {
  readonly type: 'event';
  readonly event: EventName;
  /** As of a reply. */
  readonly doubtful?: true;
}

/** The end of a log: counts and findings. */
export interface SummaryRecord extends LogSummary {
  readonly type: 'summary';
}

/** One object of `explain-log --format ndjson`, or undefined for what is not printed (commands, notes). */
export function eventJson({ event, explanation }: Explained): ReplyRecord | EventRecord | undefined {
  if (event.type !== 'reply' && event.type !== 'event') return undefined;
  const { file, line, session, client, user, stamp, logFormat } = event;
  const time = stamp && isoTime(stamp);
  const who = { ...(client && { client }), ...(user && { user }), ...(session && { session }), ...(time && { time }), logFormat };
  const doubt = event.doubtful && { doubtful: true as const };
  if (event.type === 'event') return { type: 'event', file, line, event: event.event, text: event.text, ...who, ...doubt };
  return {
    type: 'reply',
    file,
    line,
    ...(event.endLine !== undefined && { endLine: event.endLine }),
    code: event.code,
    ...(event.substatus !== undefined && { substatus: event.substatus }),
    ...(event.win32 !== undefined && { win32: event.win32 }),
    text: event.text,
    category: categoryOf(event.code),
    ...(event.command && { command: event.command }),
    ...who,
    ...doubt,
    ...(explanation?.cause && { cause: explanation.cause, fix: explanation.fix ?? '' }),
    ...(explanation?.causeId && { causeId: explanation.causeId }),
    ...(explanation?.data && { data: explanation.data }),
    ...(explanation?.cause && { wording: explanation.wording }),
  };
}
