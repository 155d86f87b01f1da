// What reading a log gives: replies, events without a code, commands that were never answered, notes.
import type { EventName, Who } from './format.ts';

/** Where something stands in a log. */
export interface Place {
  /** The file as named by the caller; `-` for standard input. */
  readonly file: string;
  /** 1-based number of the (first) line. */
  readonly line: number;
}

/** A reply that the server sent, whole: one event also where it has several lines. */
export interface ReplyEvent extends Place, Who {
  readonly type: 'reply';
  /** 1-based number of the last line, where the reply has several. */
  readonly endLine?: number;
  readonly code: number;
  /** The reply's text, lines joined by a line feed, without the code. */
  readonly text: string;
  /** The command that drew it, as far as the log tells; arguments of PASS are hidden. */
  readonly command?: string;
  readonly logFormat: string;
  /** It stands inside a record that a line feed in a name has torn: a client may have written it, not the server. */
  readonly doubtful?: boolean;
  readonly substatus?: number;
  readonly win32?: number;
}

/** Something that happened, in a line that shows no code. */
export interface CodelessEvent extends Place, Who {
  readonly type: 'event';
  readonly event: EventName;
  readonly text: string;
  readonly logFormat: string;
  /** As of a reply. */
  readonly doubtful?: boolean;
}

/** A command, seen when it was sent. */
export interface CommandEvent extends Place, Who {
  readonly type: 'command';
  readonly verb: string;
  readonly argument: string;
  readonly logFormat: string;
}

/** Words of a client or daemon beside the replies. */
export interface NoteEvent extends Place, Who {
  readonly type: 'note';
  readonly text: string;
  readonly logFormat: string;
}

export type LogEvent = ReplyEvent | CodelessEvent | CommandEvent | NoteEvent;

/** Whether a client may have written it: it is shown, but counted for nothing. */
export function isDoubtful(event: LogEvent): boolean {
  return 'doubtful' in event && event.doubtful === true;
}
