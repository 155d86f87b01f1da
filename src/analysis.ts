// One log, read and explained: lines in; events with their explanations, counts and findings out. Pure.
import { isNegative, categoryOf, type Category } from './codes/digits.ts';
import type { Explainer, Explanation } from './explain/explain.ts';
import type { Counted } from './fast/lane.ts';
import { Findings } from './findings/findings.ts';
import { withoutName } from './explain/without-name.ts';
import type { Finding } from './findings/finding.ts';
import type { LedgerState } from './findings/ledger.ts';
import { isDoubtful, type LogEvent, type ReplyEvent } from './log/event.ts';
import type { LogFormat } from './log/format.ts';
import { formats } from './log/formats/index.ts';
import { Numbering } from './log/numbering.ts';
import { LogReader } from './log/reader.ts';
import { spokenIn } from './log/wrapper.ts';
import { type Counts, Tally, type TallyState } from './tally.ts';

/** An event with what is known about it. */
export interface Explained {
  readonly event: LogEvent;
  /** For replies. */
  readonly explanation?: Explanation;
  readonly category?: Category;
}

/** One log that was read, as `sources` in the json form. */
export interface SourceSummary {
  readonly file: string;
  readonly lines: number;
  readonly replies: number;
  readonly events: number;
  /** How many replies and events were read in each log format. */
  readonly logFormats: Readonly<Record<string, number>>;
  /** Commands that never got their final reply, per verb; absent where there are none. */
  readonly unanswered?: Readonly<Record<string, number>>;
  /** Bounds that were reached, by name; absent where none was. */
  readonly limits?: Readonly<Record<string, number>>;
  /** Why reading ended early. */
  readonly error?: string;
}

/** The json document of `explain-log`. */
export interface LogSummary {
  readonly schema: 'ftpcode.log/1';
  readonly sources: readonly SourceSummary[];
  readonly counts: Counts;
  readonly findings: readonly Finding[];
}

/** What was found in some logs, as plain data. */
export interface AnalysisPart {
  readonly sources: readonly SourceSummary[];
  readonly tally: TallyState;
  readonly findings: LedgerState;
}

const SERVER_OF_FORMAT: ReadonlyMap<string, string> = new Map(
  formats.flatMap(({ name, server }) => (server ? [[name, server] as const] : [])),
);
const verbOf = (command: string): string => {
  const blank = command.indexOf(' ');
  return blank < 0 ? command : command.slice(0, blank);
};
/** A line that looks like a reply as the server sent it. */
const BARE_REPLY = /^\s{0,12}["'`“]?(?=[1-6]\d\d[ -])/;
/** Replies of which nearly each has a text of its own: address and port, size and time, path. */
const OF_ITS_OWN: ReadonlySet<number> = new Set([213, 227, 229, 257]);
/** Explanations kept for replies that repeat; a log has few different ones. */
const MOST_KEPT = 4096;
/** Characters of a reply worth keeping. */
const LONGEST_KEPT = 1000;

/** Reads any number of logs, one after the other, into one result. */
export class LogAnalysis {
  readonly tally: Tally = new Tally();
  readonly #explainer: Explainer | undefined;
  readonly #findings: Findings;
  readonly #sources: SourceSummary[] = [];
  readonly #kept = new Map<string, Explanation>();
  readonly #format: LogFormat | undefined;
  #server: string | undefined;

  /**
   * @param explainer without one, replies are counted and nothing else
   * @param format the one format to read, where the caller knows it
   */
  constructor(explainer: Explainer | undefined, format?: LogFormat) {
    this.#explainer = explainer;
    this.#findings = new Findings(explainer);
    this.#format = format;
  }

  /** Begins the next log. */
  open(file: string): OpenLog {
    // A log that is counted by the fast lane may never need a reader.
    let made: LogReader | undefined;
    const readerOf = (): LogReader => {
      made ??= new LogReader(file, this.#format);
      return made;
    };
    if (this.#explainer) this.#findings.open(file);
    const logFormats: Record<string, number> = {};
    const numbering = new Numbering();
    let replies = 0;
    let events = 0;
    let lines = 0;
    this.#server = undefined;
    const before = this.#overflows();
    const take = (found: readonly LogEvent[], line?: string): Explained[] => {
      const explained: Explained[] = [];
      for (const event of found) {
        explained.push(this.#explain(event, event.line === lines ? line : undefined));
        if (isDoubtful(event) || (event.type !== 'reply' && event.type !== 'event')) continue;
        if (event.type === 'reply') replies += 1;
        else events += 1;
        logFormats[event.logFormat] = (logFormats[event.logFormat] ?? 0) + 1;
      }
      return explained;
    };
    return {
      prime: (known) => {
        for (const line of known) readerOf().read(line, 0);
        readerOf().end();
      },
      read: (whole) => {
        lines += 1;
        const line = numbering.strip(whole);
        const reader = readerOf();
        const found = reader.read(line, lines);
        if (found.length === 0) {
          // A bare reply that the reader did not believe (a file's name, planted text) proves nothing either.
          if (reader.isMixed) this.#findings.mixed();
          if (line.length > 6 && this.#explainer && !reader.isMute) {
            const { text, stamp } = spokenIn(line);
            if (BARE_REPLY.test(text)) this.#findings.observeBare(file, lines, text.replace(BARE_REPLY, ''));
            else this.#findings.observeUnread(file, lines, text, stamp, reader.isStranger);
          }
          return [];
        }
        return take(found, line);
      },
      end: (more = {}) => {
        const last = made ? take(made.end()) : [];
        // Where replies are merely counted nobody asks what was never answered.
        const unanswered = (this.#explainer && made?.unanswered) ?? {};
        if (this.#explainer) this.#findings.close();
        for (const [name, count] of Object.entries(more.counted?.logFormats ?? {})) logFormats[name] = (logFormats[name] ?? 0) + count;
        const overflows = Object.entries(this.#overflows()).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
        const limits = Object.fromEntries(
          [...Object.entries(made?.overruns ?? {}), ...overflows, ...Object.entries(more.limits ?? {})].filter(([, count]) => count > 0),
        );
        this.#sources.push({
          file,
          lines: lines + (more.counted?.lines ?? 0),
          replies: replies + (more.counted?.replies ?? 0),
          events: events + (more.counted?.events ?? 0),
          logFormats,
          ...(Object.keys(unanswered).length > 0 && { unanswered }),
          ...(Object.keys(limits).length > 0 && { limits }),
          ...(more.error && { error: more.error }),
        });
        return last;
      },
    };
  }

  /** The result so far. */
  summary(): LogSummary {
    return { schema: 'ftpcode.log/1', sources: this.#sources, counts: this.tally.counts(), findings: this.#findings.end() };
  }

  /** What was found in the logs read so far, as plain data: another analysis can go on from there, see `absorb`. */
  part(): AnalysisPart {
    return { sources: this.#sources, tally: this.tally.state(), findings: this.#findings.state() };
  }

  /**
   * Takes the logs that another analysis has read, as if they had been read here, after those before.
   * @returns false where the result may differ from that: a bound was reached, and what it lets go depends on the order
   */
  absorb(part: AnalysisPart): boolean {
    this.#sources.push(...part.sources);
    const whole = this.#findings.absorb(part.findings);
    return this.tally.absorb(part.tally) && whole;
  }

  /** Findings that have become certain since the last call: for input that goes on. */
  certain(): Finding[] {
    return this.#findings.certain();
  }

  /** What the bounds of all logs together left out so far. */
  #overflows(): Record<string, number> {
    return { ...this.tally.overflows(), ...this.#findings.overruns };
  }

  #explain(event: LogEvent, line: string | undefined): Explained {
    this.tally.add(event);
    if (!this.#explainer) return { event };
    if (event.type !== 'reply') {
      this.#findings.observe(event);
      return { event };
    }
    const explanation = this.#explanationOf(event, this.#explainer);
    this.#findings.observe(event, explanation, line);
    return { event, explanation, category: categoryOf(event.code) };
  }

  #explanationOf(event: ReplyEvent, explainer: Explainer): Explanation {
    // A new greeting may be another server's. Until a banner, the answer to SYST or any words of its own give it away, it is unknown.
    let server = SERVER_OF_FORMAT.get(event.logFormat);
    if (server === undefined) {
      if (event.code === 220) this.#server = explainer.catalogue.serverOfBanner(event.text)?.server;
      this.#server ??= explainer.catalogue.serverOfReply(event.code, event.text)?.server;
      server = this.#server;
    }
    const command = event.command && verbOf(event.command);
    // What a text carries does not come again, unless it is nothing: `227 Entering Passive Mode (…)`, `150 Ok to send data.`
    const key =
      event.text.length <= LONGEST_KEPT && !OF_ITS_OWN.has(event.code) ? `${event.code} ${server} ${command} ${event.text}` : undefined;
    const kept = key === undefined ? undefined : this.#kept.get(key);
    if (kept) return kept;
    const context: { command?: string; server?: string } = {};
    if (command) context.command = command;
    if (server) context.server = server;
    const words = isNegative(event.code) ? withoutName(event.text, event.command) : event.text;
    const explanation = explainer.explainInLog(event.code, words, context);
    if (key !== undefined && (isNegative(event.code) || !explanation.data)) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      this.#kept.set(key, explanation);
    }
    return explanation;
  }
}

/** A log that is being read. */
export interface OpenLog {
  /** Shows the reader lines that are counted elsewhere, so that it knows what log it is in when it is asked about others. */
  prime(known: Iterable<string>): void;
  /** Reads one line, from which passwords have been taken out (password.ts), and returns the events that it completes. */
  read(line: string): Explained[];
  /** Ends the log. @param more what the reader's caller knows of it: lines that were counted elsewhere, bounds, why it ended early */
  end(more?: { readonly counted?: Counted; readonly limits?: Readonly<Record<string, number>>; readonly error?: string }): Explained[];
}
