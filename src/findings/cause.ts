// What a cause is. This is the guide for adding one: write an object of this type into the file of causes/ that it
// belongs to (or a new one), with samples, and its id into explain/cause-ids.ts; causes/index.ts lists the files.
import type { Explanation } from '../explain/explain.ts';
import type { EventName } from '../log/format.ts';
import type { CauseId } from '../explain/cause-ids.ts';
import type { Evidence, Finding } from './finding.ts';
import type { Advice } from './product.ts';
import type { Session } from './session.ts';

export type Sign = 'reply-without-end' | 'positive-called-error' | 'pasv-after-epsv';

/** Something in the log that may tell of trouble. */
export interface Moment {
  /**
   * `reply`: a negative reply, or a positive one that means failure. `words`: what a client or a daemon says without a code.
   * `silence`: the session ends and something was never answered, or a data connection never came to anything.
   */
  readonly kind: 'reply' | 'words' | 'silence';
  readonly at: Evidence;
  /** 0 where there is no reply. */
  readonly code: number;
  /** What was said, without the name of the file that it is about: names are no words. */
  readonly text: string;
  /** The same as it stands. */
  readonly whole: string;
  /** The command answered, in upper case; empty where the log does not show it. */
  readonly verb: string;
  readonly argument: string;
  readonly explanation?: Explanation;
  /** The reply stands within words of somebody else, and may be another service's. */
  readonly quoted?: boolean;
  /** A program of a syslog says it of which nothing is known: it needs a sign of FTP. */
  readonly stranger?: boolean;
  /** Stack frames that belong to the words: where in the client or server it happened. */
  readonly frames?: string;
  /** What was seen and not said: a reply without its last line, a positive reply that a client calls an error, PASV that works after EPSV. */
  readonly sign?: Sign;
  /** For a line that a log format knows as an event without a code. */
  readonly event?: EventName;
  readonly substatus?: number;
  readonly win32?: number;
  /** The cause that the words stand for by themselves. */
  readonly hint?: CauseId;
  readonly session: Session;
}

/** How much a moment speaks for a cause. */
export interface Sight {
  /** 0 to 100. From 85 on it is certain, from 60 on likely, below that possible; 0 says that it is not this cause. */
  readonly weight: number;
  /** Lines that decide besides the moment's own: earlier ones. */
  readonly evidence?: readonly Evidence[];
  /** Causes that would look the same in this log. */
  readonly alternatives?: readonly CauseId[];
}

/** A short log of one's own, and whether the cause must be found in it first, or not at all. */
export interface CauseSamples {
  readonly finds: readonly string[];
  readonly spares: readonly string[];
}

/** The same in all cases, or told by what happened. */
export type Told<What> = What | ((moment: Moment) => What);

/** What a cause says of one moment. */
export interface Telling {
  readonly title: string;
  readonly client: string | undefined;
  readonly admin: Advice | undefined;
  readonly further: string | undefined;
}

const resolve = <What extends string | Advice | undefined>(told: Told<What>, moment: Moment): What =>
  typeof told === 'function' ? told(moment) : told;

/** What a cause says of a moment as it is now: its session goes on. */
export const tellingOf = ({ title, client, admin, further }: Cause, moment: Moment): Telling => ({
  title: title(moment),
  client: client && resolve(client, moment),
  admin: admin && resolve(admin, moment),
  further: resolve(further, moment),
});

type Weights = Readonly<Record<number, number>>;

/** One cause: what it looks for, what it says, and what tests it. */
export interface Cause {
  readonly id: CauseId;
  readonly severity: Finding['severity'];
  /** Words that decide by themselves, whatever the code; with or without one. A line without a code is looked at only where trouble.ts knows a word in it. */
  readonly words?: RegExp;
  /** Numbers in the log of IIS that name it, or speak against it (0): sub-status and Win32 error, with the weight of each. */
  readonly iis?: { readonly substatus?: Weights; readonly win32?: Weights };
  /** What else to look at. Undefined: this moment says nothing, and the words decide. */
  look?(moment: Moment): Sight | undefined;
  /** What happened, in one sentence, with the facts filled in. */
  readonly title: (moment: Moment) => string;
  /** What the client's user does. */
  readonly client?: Told<string>;
  /** What the server's administrator does. */
  readonly admin?: Told<Advice>;
  /** What would decide where the log cannot tell. */
  readonly further?: Told<string | undefined>;
  readonly samples: CauseSamples;
}

/** A number as weight: shortens the looks. */
export const weigh = (weight: number, evidence: readonly (Evidence | undefined)[] = [], alternatives: readonly CauseId[] = []): Sight => ({
  weight,
  ...(evidence.some((one) => one) && { evidence: evidence.filter((one) => one !== undefined) }),
  ...(alternatives.length > 0 && { alternatives }),
});

/** A path or name shortened for a title, in quotes. */
export const quoted = (text: string): string => `"${text.length > 80 ? `${text.slice(0, 77)}...` : text}"`;

/** What a moment is about: the command with its argument, or nothing. */
export const about = ({ verb, argument }: Moment): string =>
  verb === ''
    ? ''
    : argument === '' || verb === 'PASS'
      ? verb
      : `${verb} ${argument.length > 80 ? `${argument.slice(0, 77)}...` : argument}`;

/** The first line of what was said, shortened. */
export const said = ({ whole, code }: Moment): string => {
  const line = (whole.split('\n').findLast((one) => one.trim() !== '') ?? '').trim();
  const words = line.length > 120 ? `${line.slice(0, 117)}...` : line;
  // A title goes on behind it.
  return words === '' ? `${code}` : words.replace(/(?<!\.)\.$/, '');
};
