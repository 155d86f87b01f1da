// Events of a log for programs, with the fields that contract.md names.
import type { Explained, LogSummary } from '../analysis.ts';
import { type Category, categoryOf } from '../codes/digits.ts';
import type { Explanation, WordingExplanation } from '../explain/explain.ts';
import type { CodelessEvent, ReplyEvent } from '../log/event.ts';
import type { EventName } from '../log/format.ts';
import { isoTime } from '../log/time.ts';
import type { Carried } from '../reply/carried.ts';
import { safeJson } from './visible.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

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

/** What is known of an event whatever it means: the fields that differ from line to line. */
function headOf(event: ReplyEvent | CodelessEvent): Writable<ReplyRecord | EventRecord> {
  const { file, line, client, user, session, stamp, logFormat } = event;
  // Field by field and in the order of the contract: this is done for every reply of a log.
  const who: Writable<Pick<LogRecord, 'client' | 'user' | 'session' | 'time'>> = {};
  if (client) who.client = client;
  if (user) who.user = user;
  if (session) who.session = session;
  const time = stamp && isoTimeOf(stamp);
  if (time) who.time = time;
  const doubt = event.doubtful && { doubtful: true as const };
  if (event.type === 'event') return { type: 'event', file, line, event: event.event, text: event.text, ...who, logFormat, ...doubt };
  const { code, text, endLine, substatus, win32, command } = event;
  return {
    type: 'reply',
    file,
    line,
    ...(endLine !== undefined && { endLine }),
    code,
    ...(substatus !== undefined && { substatus }),
    ...(win32 !== undefined && { win32 }),
    text,
    category: categoryOf(code),
    ...(command && { command }),
    ...who,
    logFormat,
    ...doubt,
  };
}

/** What an explanation adds. */
function meaningOf({ cause, fix, causeId, data, wording }: Explanation): Partial<ReplyRecord> {
  return {
    ...(cause && { cause, fix: fix ?? '' }),
    ...(causeId && { causeId }),
    ...(data && { data }),
    ...(cause && { wording }),
  };
}

/** One object of `explain-log --format ndjson`, or undefined for what is not printed (commands, notes). */
export function eventJson({ event, explanation }: Explained): ReplyRecord | EventRecord | undefined {
  if (event.type !== 'reply' && event.type !== 'event') return undefined;
  const head = headOf(event);
  return explanation ? Object.assign(head, meaningOf(explanation)) : head;
}

/** Explanations are shared by the replies that have the same words: what they print is made once. */
const printed = new WeakMap<Explanation, string>();

/** The same as a line, without its end: the text of `eventJson`, with what an explanation prints taken from its last time. */
export function eventLine({ event, explanation }: Explained): string | undefined {
  if (event.type !== 'reply' && event.type !== 'event') return undefined;
  const head = safeJson(headOf(event));
  if (!explanation) return head;
  let meaning = printed.get(explanation);
  if (meaning === undefined) {
    meaning = safeJson(meaningOf(explanation)).slice(1);
    printed.set(explanation, meaning);
  }
  return meaning === '}' ? head : `${head.slice(0, -1)},${meaning}`;
}

/** Neighbouring lines share their stamp. */
let latest: { readonly stamp: string; readonly time: string | undefined } | undefined;

function isoTimeOf(stamp: string): string | undefined {
  if (latest?.stamp !== stamp) latest = { stamp, time: isoTime(stamp) };
  return latest.time;
}
