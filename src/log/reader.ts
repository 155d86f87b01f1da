// Which format is this line of? The format of the line before is asked first; then every other; the generic one last.
import { Conversations } from './conversation.ts';
import type { LogEvent } from './event.ts';
import type { Line, LineReader, LogFormat, Said } from './format.ts';
import { generic, openGeneric } from './formats/generic.ts';
import { formats } from './formats/index.ts';
import { isOtherService, MET_BY_SSH } from './other-services.ts';
import { unwrap } from './wrapper.ts';

interface Candidate {
  readonly format: LogFormat;
  readonly read: LineReader;
}

/** Lines after which bare replies are believed again in a log whose replies carried a prefix. */
const PREFIX_REACH = 300;
/** The same after a line of a server's own log, whose file names may break a line. */
const SERVER_REACH = 5;

/** Records after which a log that can hold nothing else (`onlyRecords`) is known for one. */
const SETTLED = 8;

/** Characters of lines of which so many are remembered that say nothing, and times after which one is believed to. */
const LONGEST_IDLE = 40;
const MOST_IDLE = 1000;
const PATIENCE = 8;

/** Programs of a syslog that are known for clients. */
const MOST_SPEAKERS = 100;

/** Formats with marks of their own that are asked before the others once they have read a line. */
const MOST_MET = 4;

/** Whether a line settles which format the log is in: words and prompts are too alike for that. */
function decides(said: Said | readonly Said[]): boolean {
  return Array.isArray(said) || !['note', 'nothing'].includes((said as Said).kind);
}

/** What a format reads from a line; its marks decide before its reader is asked. */
function ask({ format: { marks }, read }: Candidate, line: Line): Said | readonly Said[] | undefined {
  if (marks) {
    let marked = false;
    for (let at = 0; at < marks.length && !marked; at += 1) marked = line.raw.includes(marks[at] as string);
    if (!marked) return undefined;
  }
  return read(line);
}

const isBare = (line: Line): boolean => /^\s*[1-6]\d\d(?:[ -]|$)/.test(line.body);

/** Reads one log, line by line, into events. Pure: no input, no output. */
export class LogReader {
  readonly #conversations: Conversations;
  readonly #candidates: readonly Candidate[];
  readonly #generic: Candidate;
  #current: Candidate | undefined;
  readonly #met: Candidate[] = [];
  /** The last line where a reply stood behind a prefix: from there on bare lines are data, not replies. */
  #prefixed = Number.NEGATIVE_INFINITY;
  /** Lines of a format that holds nothing but records. */
  #records = 0;
  #isMute = false;
  #isStranger = false;
  /** Programs, as syslog names them, whose lines a client's format has read. */
  readonly #speakers = new Set<string>();
  /** The first two programs that a syslog has named for lines that no format has read. */
  readonly #programs = new Set<string>();
  /** Short lines that no format has read since one has last read anything, with how often they came. */
  readonly #idle = new Map<string, number>();

  /**
   * @param file name for the events' `file`
   * @param only the one format to read, where the caller knows it; else all are tried
   */
  constructor(file: string, only?: LogFormat) {
    this.#conversations = new Conversations(file);
    const asked = only ? [only] : [...formats.filter(({ last }) => !last), ...formats.filter(({ last }) => last)];
    this.#candidates = asked.filter((format) => format !== generic).map((format) => ({ format, read: format.open() }));
    this.#generic = { format: generic, read: openGeneric() };
  }

  /** Reads one line and returns the events that it completes. */
  read(raw: string, number: number): LogEvent[] {
    this.#isMute = false;
    this.#isStranger = false;
    if (raw === '' || this.#isIdle(raw)) return [];
    const line = unwrap(raw);
    const { said, format } = this.#said(line, number);
    if (said === undefined || format === undefined) {
      if (raw.length <= LONGEST_IDLE && this.#idle.size < MOST_IDLE) this.#idle.set(raw, (this.#idle.get(raw) ?? 0) + 1);
      return [];
    }
    if (this.#idle.size > 0) this.#idle.clear();
    if (format.side === 'client' && line.program !== undefined && this.#speakers.size < MOST_SPEAKERS) this.#speakers.add(line.program);
    this.#isMute = format.side === 'server' || (!Array.isArray(said) && (said as Said).kind === 'nothing' && 'ofReply' in said);
    if (Array.isArray(said)) return said.flatMap((one: Said) => this.#take(one, line, number, format));
    return this.#take(said as Said, line, number, format);
  }

  /** Whether all formats have refused the same line so often, and nothing else has been read since, that they need not be asked again. */
  #isIdle(raw: string): boolean {
    if (raw.length > LONGEST_IDLE || this.#idle.size === 0) return false;
    return (this.#idle.get(raw) ?? 0) >= PATIENCE && !this.#current?.format.onlyRecords && this.#conversations.openCode === undefined;
  }

  #take(said: Said, line: Line, number: number, format: LogFormat): LogEvent[] {
    // A server's own log marks every line: whether this one is bare need not be asked.
    if (said.kind === 'server' && format.side !== 'server' && !isBare(line) && this.#conversations.openCode === undefined)
      this.#prefixed = number;
    return this.#conversations.feed(said, number, format);
  }

  /** Whether the words of the last line count for nothing but what was read from it: a line of a server's own log or of another program, or a piece of a name. */
  get isMute(): boolean {
    return this.#isMute;
  }

  /** Whether the last line, which no format has read, is one of a program of which nothing is known. */
  get isStranger(): boolean {
    return this.#isStranger;
  }

  /** Whether a syslog names several programs, so that what one of them said need not be about FTP. */
  get isMixed(): boolean {
    return this.#programs.size > 1;
  }

  /** The end of the log. */
  end(): LogEvent[] {
    return this.#conversations.end();
  }

  /** Commands that never got their final reply, per verb. */
  get unanswered(): Readonly<Record<string, number>> {
    return this.#conversations.unanswered;
  }

  /** Bounds that were reached, by name. */
  get overruns(): Readonly<Record<string, number>> {
    return this.#conversations.overruns;
  }

  #said(line: Line, number: number): { said?: Said | readonly Said[]; format?: LogFormat } {
    const first = this.#current && ask(this.#current, line);
    if (first !== undefined && this.#current) {
      this.#distrust(this.#current, number);
      return { said: first, format: this.#current.format };
    }
    // A log mixes few formats: those met before are asked first. They claim no line of each other's.
    for (const candidate of this.#met) {
      const said = candidate === this.#current ? undefined : ask(candidate, line);
      if (said !== undefined) return this.#settle(candidate, said, number);
    }
    // Amid prefixed replies a bare line is data, unless the format in force reads it or another conversation begins.
    const data = number - this.#prefixed <= PREFIX_REACH && isBare(line) && !line.body.startsWith('220');
    for (const candidate of data ? [] : this.#candidates) {
      if (candidate === this.#current || this.#met.includes(candidate)) continue;
      const said = ask(candidate, line);
      if (said === undefined) continue;
      if (candidate.format.marks && this.#met.length < MOST_MET) this.#met.push(candidate);
      return this.#settle(candidate, said, number);
    }
    const read = line.program && isOtherService(line.program) ? {} : this.#unclaimed(line, number);
    if (read.said === undefined && this.#isElsewhere(line)) this.#isMute = true;
    return read;
  }

  /**
   * Whether a syslog names another program for a line, and nothing of FTP is in it: its words count for nothing. What is all of
   * one program was chosen by somebody (`journalctl -u`), who means it, unless FTP is spoken in it by somebody else.
   */
  #isElsewhere({ program, raw }: Line): boolean {
    if (MET_BY_SSH.test(raw)) return false;
    if (program !== undefined && this.#programs.size < 2) this.#programs.add(program);
    this.#isStranger = program !== undefined && !this.#speakers.has(program);
    return (
      program !== undefined &&
      (this.#programs.size > 1 || this.#current !== undefined || isOtherService(program)) &&
      !this.#speakers.has(program) &&
      !/ftp/i.test(raw) &&
      (raw.includes(`${program}: `) || raw.includes(`${program}[`))
    );
  }

  #settle(candidate: Candidate, said: Said | readonly Said[], number: number): { said: Said | readonly Said[]; format: LogFormat } {
    this.#distrust(candidate, number);
    if (decides(said)) this.#current = candidate;
    return { said, format: candidate.format };
  }

  #distrust({ format }: Candidate, number: number): void {
    if (format.onlyRecords) this.#records += 1;
    if (format.side === 'server') this.#prefixed = Math.max(this.#prefixed, number - PREFIX_REACH + SERVER_REACH);
  }

  /** A line that no format knows: the rest of an open reply, or a transcript in a dress of its own. */
  #unclaimed(line: Line, number: number): { said?: Said | readonly Said[]; format?: LogFormat } {
    if (this.#current?.format.onlyRecords && this.#records > SETTLED) {
      this.#isMute = true;
      return {};
    }
    const open = this.#conversations.openCode;
    const inPrefixed = number - this.#prefixed <= PREFIX_REACH;
    const format = open === undefined ? generic : (this.#current?.format ?? generic);
    if (open !== undefined && inPrefixed && isBare(line)) return { said: { kind: 'server', text: line.body }, format };
    const said = inPrefixed && isBare(line) ? undefined : this.#generic.read(line);
    if (said !== undefined) return { said, format: generic };
    return open === undefined ? {} : { said: { kind: 'server', text: line.body }, format };
  }
}
