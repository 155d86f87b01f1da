// `ftpcode explain-log`: explains logs and transcripts, as a stream.
import { type Explained, LogAnalysis, type LogSummary } from '../analysis.ts';
import { codeTable, explainer } from '../data.ts';
import { Exit, failureStatusOf, UserError } from '../exit-status.ts';
import { LineSplitter } from '../input/lines.ts';
import { openSource, type Source, SourceError } from '../input/source.ts';
import type { Io } from '../io.ts';
import type { LogFormat } from '../log/format.ts';
import { formats } from '../log/formats/index.ts';
import { eventJson } from '../render/event-json.ts';
import { renderCounts, renderFindings, renderSummary } from '../render/summary-text.ts';
import { safeJson, visible } from '../render/visible.ts';
import { LogPrinter } from './log-printer.ts';
import { type CommonOptions, formatOf, type Look, lookOf } from './options.ts';
import { type Choice, readChoice } from './choice.ts';

export interface ExplainLogOptions extends CommonOptions {
  readonly counts?: boolean;
  readonly summary?: boolean;
  readonly findings?: boolean;
  readonly formats?: boolean;
  readonly logFormat?: string;
  readonly only?: string;
  readonly session?: string;
  readonly client?: string;
  readonly user?: string;
  readonly since?: string;
  readonly until?: string;
  readonly context?: string;
  readonly exitCategory?: boolean;
}

const FORMATS = ['text', 'json', 'ndjson'] as const;

/** Explains the logs and returns the exit status. */
export async function explainLog(files: readonly string[], options: ExplainLogOptions, io: Io): Promise<number> {
  const form = formatOf(options.format, FORMATS);
  const look = lookOf(options, io);
  if (options.formats) return listFormats(io);
  const choice = readChoice(options);
  const analysis = new LogAnalysis(explainer(), options.logFormat === undefined ? undefined : logFormatOf(options.logFormat));
  // Every source is opened before the first is read: a wrong name is told at once, not after an hour.
  const { sources, missing } = openAll(files.length === 0 ? ['-'] : files, io);
  const short = options.counts || options.summary || options.findings;
  const printer = short ? undefined : form === 'ndjson' ? ndjsonPrinter(choice, io) : form === 'text' ? new LogPrinter(choice, look, io, sources.length > 1) : undefined;

  let status: number = missing ? Exit.noInput : Exit.ok;
  for (const source of sources) {
    const failed = await readSource(source, analysis, printer);
    if (failed) {
      io.err(`ftpcode: ${failed.message}\n`);
      if (status === Exit.ok) status = failed.status;
    }
  }
  if (sources.length === 0) return status;
  const summary = analysis.summary();
  printSummary(summary, options, form, look, io);
  if (form === 'text' && summary.counts.replies === 0 && Object.keys(summary.counts.events).length === 0) {
    io.err(`ftpcode: no FTP reply and no FTP event found in ${sources.map(({ name }) => (name === '-' ? 'standard input' : `'${visible(name)}'`)).join(', ')}. 'ftpcode explain-log --formats' lists what can be read\n`);
  }
  if (options.exitCategory && status === Exit.ok) return failureStatusOf(analysis.tally.categories);
  return status;
}

interface Printer {
  /** Takes a line with its events; false once nobody reads any more. */
  line(line: string, explained: readonly Explained[], number: number, file: string): boolean;
  /** A block of lines is done: print what is ready. */
  flush(): boolean;
}

function openAll(names: readonly string[], io: Io): { sources: Source[]; missing: boolean } {
  const sources: Source[] = [];
  let missing = false;
  for (const name of names) {
    try {
      sources.push(openSource(name, io));
    } catch (error) {
      if (!(error instanceof UserError) || error.status !== Exit.noInput) throw error;
      io.err(`ftpcode: ${error.message}\n`);
      missing = true;
    }
  }
  return { sources, missing };
}

async function readSource(source: Source, analysis: LogAnalysis, printer: Printer | undefined): Promise<{ message: string; status: number } | undefined> {
  const log = analysis.open(source.name);
  const splitter = new LineSplitter();
  let number = 0;
  let failed: { message: string; status: number } | undefined;
  let bytes = 0;
  const take = (lines: readonly string[]): boolean => {
    for (const line of lines) {
      number += 1;
      const explained = log.read(line);
      if (printer && !printer.line(line, explained, number, source.name)) return false;
    }
    return printer?.flush() ?? true;
  };
  try {
    for await (const chunk of source.chunks()) {
      if (bytes === 0 && isBinary(chunk)) failed = { message: `'${visible(source.name)}' is no text: it looks like a binary file. What can be read as text is read`, status: Exit.badData };
      bytes += chunk.length;
      if (!take(splitter.push(chunk))) break;
    }
    take(splitter.end());
  } catch (error) {
    if (error instanceof UserError) failed = { message: error.message, status: error.status };
    else if (error instanceof SourceError) failed = { message: error.message, status: Exit.ioError };
    else throw error;
  }
  const last = log.end({ ...(splitter.cut > 0 && { limits: { longLines: splitter.cut } }), ...(failed && { error: failed.message }) });
  if (printer && last.length > 0) {
    printer.line('', last, number, source.name);
    printer.flush();
  }
  return failed;
}

/** Zero bytes that are not UTF-16, in numbers: no log. */
function isBinary(chunk: Uint8Array): boolean {
  const head = chunk.subarray(0, 4096);
  if (head[0] === 0xff || head[0] === 0xfe) return false;
  let zeros = 0;
  let odd = 0;
  for (const [at, byte] of head.entries()) {
    if (byte !== 0) continue;
    zeros += 1;
    odd += at % 2;
  }
  const oneSided = odd > zeros * 0.9 || odd < zeros * 0.1;
  return zeros > head.length * 0.1 && !(oneSided && zeros > head.length * 0.3);
}

function ndjsonPrinter(choice: Choice, io: Io): Printer {
  let pending = '';
  return {
    line: (_line, explained) => {
      for (const one of explained) {
        if (!choice.takes(one)) continue;
        const json = eventJson(one);
        if (json) pending += `${safeJson(json)}\n`;
      }
      return true;
    },
    flush: () => {
      const text = pending;
      pending = '';
      return text === '' || io.out(text);
    },
  };
}

function printSummary(summary: LogSummary, options: ExplainLogOptions, form: (typeof FORMATS)[number], look: Look, io: Io): void {
  if (form === 'json') io.out(`${safeJson(shortened(summary, options))}\n`);
  else if (form === 'ndjson') io.out(`${safeJson({ type: 'summary', ...shortened(summary, options) })}\n`);
  else if (options.counts) io.out(renderCounts(summary, codeTable(), look.theme, look.width));
  else if (options.findings) io.out(renderFindings(summary.findings, look.theme, look.width));
  else io.out(`${options.summary ? '' : '\n'}${renderSummary(summary, codeTable(), look.theme, look.width)}`);
}

/** The document, without what a shorter answer leaves out. */
function shortened(summary: LogSummary, options: ExplainLogOptions): LogSummary {
  return options.counts ? { ...summary, findings: [] } : summary;
}

function logFormatOf(name: string): LogFormat {
  const format = formats.find((one) => one.name === name);
  if (format) return format;
  throw new UserError(`no log format '${visible(name)}'. 'ftpcode explain-log --formats' lists them`, Exit.usage);
}

function listFormats(io: Io): number {
  const widest = Math.max(...formats.map(({ name }) => name.length));
  io.out([...formats].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, side, title, docs }) => `${name.padEnd(widest)}  ${side.padEnd(6)}  ${title}\n${' '.repeat(widest + 10)}${docs}\n`).join(''));
  return Exit.ok;
}
