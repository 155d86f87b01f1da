// What a log format is. This file is the guide for adding one.
//
// One format is one file in formats/: copy a small one (lftp.ts), change it, and run `npm run build`, which lists it.
// Nothing else has to be touched. Its samples are its test: each must be read as stated, and no other format may claim them.

/** Who a line is about, as far as the line tells. */
export interface Who {
  /** What the log itself uses to tell sessions apart: process id, connection id, thread. */
  readonly session?: string;
  /** Address or host name of the client. */
  readonly client?: string;
  readonly user?: string;
  /** The line's time stamp as written; time.ts turns it into ISO 8601 where somebody asks. */
  readonly stamp?: string;
}

/** What happened in an event whose line shows no reply code. */
export type EventName =
  | 'connected'
  | 'disconnected'
  | 'login'
  | 'login-failed'
  | 'upload'
  | 'upload-failed'
  | 'download'
  | 'download-failed'
  | 'mkdir'
  | 'mkdir-failed'
  | 'rmdir'
  | 'rmdir-failed'
  | 'delete'
  | 'delete-failed'
  | 'rename'
  | 'rename-failed'
  | 'chmod'
  | 'chmod-failed'
  | 'refused'
  | 'timeout'
  | 'limit'
  | 'tls-failed'
  | 'failure';

/** Whether an event is a login or about a file that was handled: its line holds names, which somebody else chose. */
export const isOfFile = (event: EventName): boolean =>
  /^(?:login|(?:upload|download|mkdir|rmdir|delete|rename|chmod)(?:-failed)?)$/.test(event);

/** Whether an event is a failure. */
export const isFailure = (event: EventName): boolean => /failed|refused|timeout|limit|failure/.test(event);

/** What one line of a log says. A format reads lines into this and knows nothing of what codes mean. */
export type Said =
  /** A line the server sent on the control connection, as sent: `230 Login successful.`, `211-Features:`, ` SIZE`. */
  | (Who & { readonly kind: 'server'; readonly text: string })
  /** A line the client sent: `RETR a.txt`. */
  | (Who & { readonly kind: 'client'; readonly text: string })
  /** A status column or transaction record: the reply to `command`, whole on this line. */
  | (Who & {
      readonly kind: 'exchange';
      readonly code: number;
      readonly text?: string;
      readonly command?: string;
      readonly substatus?: number;
      readonly win32?: number;
      /** Lines back to where the code stands, in a record that is printed over several. */
      readonly back?: number;
      /** It stands where a client may have written it (torn-record.ts). */
      readonly doubtful?: boolean;
    })
  /** A client that reports a reply in a message of its own; it counts only where the reply was not shown before. */
  | (Who & { readonly kind: 'report'; readonly code: number; readonly text: string })
  /** An event without a code. */
  | (Who & { readonly kind: 'event'; readonly event: EventName; readonly text: string; readonly doubtful?: boolean })
  /** Words of the program itself that may matter for the diagnosis: `Connection refused`. */
  | (Who & { readonly kind: 'note'; readonly text: string })
  /** A line of this format that says nothing of interest; one that belongs to a reply holds no words of anybody else. */
  | { readonly kind: 'nothing'; readonly ofReply?: true };

/** One line as a format sees it. */
export interface Line {
  /** The line as it stands, without its end. */
  readonly raw: string;
  /** The line without what wraps it: time stamps, host and program, container and thread names, quoting, markup. */
  readonly body: string;
  /** The time stamp that was part of the wrapping. */
  readonly stamp: string | undefined;
  /** Program name and process id of a syslog header that was part of the wrapping. */
  readonly program: string | undefined;
  readonly pid: string | undefined;
}

/** Reads the lines of one file in order. What it returns is undefined for a line that is not of its format. */
export type LineReader = (line: Line) => Said | readonly Said[] | undefined;

/** A line (or a few lines) of the format and what must be read from them: the last line's result counts. */
export interface Sample {
  readonly lines: readonly string[];
  readonly said: Said | readonly Said[];
}

/** A log or transcript format. */
export interface LogFormat {
  /** Short name for `--log-format` and the `logFormat` field: lower case, hyphens. */
  readonly name: string;
  /** What it is, for `explain-log --formats`. */
  readonly title: string;
  /** Where the format is documented, or the source that prints it. */
  readonly docs: string;
  readonly side: 'server' | 'client' | 'sensor';
  /** The server product (file name in wordings/) whose words the log holds, where the format tells. */
  readonly server?: string;
  /** Texts one of which stands in every line of the format: a cheap test before the reader is asked. Leave out for formats with headers or state. */
  readonly marks?: readonly string[];
  /** Asked after all others: its lines are told by less than theirs. */
  readonly last?: boolean;
  /** A file of this format holds nothing but records, with names as clients chose them: any other line is a piece of a name. */
  readonly onlyRecords?: true;
  /** It shows some commands only: what seems to be missing between them proves nothing. */
  readonly omits?: true;
  /** A fresh reader for one file; state that lasts from line to line lives in its closure. */
  open(): LineReader;
  readonly samples: readonly Sample[];
}
