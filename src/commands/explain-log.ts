// `ftpcode explain-log`: explains logs and transcripts, as a stream.
import { LogAnalysis, type LogSummary } from '../analysis.ts';
import { codeTable, explainer, scannerUrl } from '../data.ts';
import { Exit, failureStatusOf, UserError } from '../exit-status.ts';
import { follow } from '../input/follow.ts';
import { openSource, type Source } from '../input/source.ts';
import type { Finding } from '../findings/finding.ts';
import type { Io } from '../io.ts';
import type { LogFormat } from '../log/format.ts';
import { eventJson, eventLine } from '../render/event-json.ts';
import { type FieldSet, fieldSets, renamedFinding, renamedRecord, renamedSummary } from '../render/field-names.ts';
import { limitsText, renderCounts, renderFinding, renderFindings, renderSummary } from '../render/summary-text.ts';
import { safeJson, visible } from '../render/visible.ts';
import { Progress } from '../render/progress.ts';
import { Redactor } from '../redact.ts';
import { LogPrinter } from './log-printer.ts';
import { type Failure, type Printer, type Reading, readLog } from './read-log.ts';
import { listFormats, logFormatOf } from './log-formats.ts';
import { type CommonOptions, formatOf, type Look, lookOf } from './options.ts';
import { readParts, threadsFor } from './parts.ts';
import { type Choice, type ChoiceOptions, readChoice } from './choice.ts';

export interface ExplainLogOptions extends CommonOptions, ChoiceOptions {
  readonly counts?: boolean;
  readonly summary?: boolean;
  readonly findings?: boolean;
  readonly formats?: boolean;
  readonly logFormat?: string;
  readonly exitCategory?: boolean;
  readonly follow?: boolean;
  readonly redact?: boolean;
  readonly fields?: string;
  readonly jobs?: string;
}

const FORMATS = ['text', 'json', 'ndjson'] as const;

/** Explains the logs and returns the exit status. */
export async function explainLog(files: readonly string[], options: ExplainLogOptions, io: Io): Promise<number> {
  const form = formatOf(options.format, FORMATS);
  const fields = fieldSetOf(options.fields, form);
  const look = lookOf(options, io);
  if (options.formats) return listFormats(io);
  const choice = readChoice(options);
  const threads = threadsOf(options.jobs);
  const format = options.logFormat === undefined ? undefined : logFormatOf(options.logFormat);
  // Every source is opened before the first is read: a wrong name is told at once, not after an hour.
  const stop = io.interruption?.();
  const { sources, missing } = options.follow
    ? { sources: [followed(files, stop)], missing: false }
    : openAll(files.length === 0 ? ['-'] : files, io, stop);
  const redactor = options.redact ? new Redactor() : undefined;
  const printer = printerFor(options, form, choice, fields, look, io, sources.length > 1);
  const reading: Omit<Reading, 'analysis'> = {
    printer: printer && redactor ? redactedPrinter(printer, redactor) : printer,
    io,
    stop,
    progress: new Progress(
      io,
      sources.reduce<number | undefined>((sum, { size }) => (sum === undefined || size === undefined ? undefined : sum + size), 0),
    ),
    tell:
      options.counts || form === 'json'
        ? undefined
        : (findings) => tellFindings(redactor ? redactor.json(findings) : findings, form, fields, look, io),
    // Only where nothing but the codes is wanted may lines be counted without being read.
    scanner: options.counts && options.logFormat === undefined ? scannerUrl() : undefined,
  };
  const atOnce = printer || redactor || options.follow ? 1 : threadsFor(sources, options.counts === true, threads);
  const { analysis, failure } = await readAll(sources, atOnce, options, format, reading);
  const status = missing ? Exit.noInput : (failure ?? Exit.ok);
  if (sources.length === 0 || io.outIsOpen === false) return stop?.aborted ? Exit.interrupted : status;

  const summary = redactor ? redactor.json(analysis.summary()) : analysis.summary();
  printSummary(summary, options, form, fields, look, io);
  if (form === 'text') sayWhatIsMissing(summary, options, stop?.aborted === true, io);
  if (redactor && redactor.forgotten > 0)
    io.err(
      `ftpcode: more names than --redact remembers: ${redactor.forgotten} were no longer looked for in what is not a field of its own. Look at the result before it leaves the house, or redact the log in parts\n`,
    );
  if (stop?.aborted) {
    io.err(`ftpcode: interrupted (${stop.reason}); the result is of what had been read until then\n`);
    return Exit.interrupted;
  }
  if (options.exitCategory && status === Exit.ok) return failureStatusOf(analysis.tally.categories);
  return status;
}

/** Reads the logs in turn, or several at once where that pays. @returns what was found, and the status of the first that could not be read */
async function readAll(
  sources: readonly Source[],
  atOnce: number,
  { counts = false, logFormat }: ExplainLogOptions,
  format: LogFormat | undefined,
  reading: Omit<Reading, 'analysis'>,
): Promise<{ analysis: LogAnalysis; failure: number | undefined }> {
  const { io, stop } = reading;
  const newAnalysis = () => new LogAnalysis(counts ? undefined : explainer(), format);
  let analysis = newAnalysis();
  let failure: number | undefined;
  const tellOf = (failed: Failure | undefined) => {
    if (!failed) return;
    io.err(`ftpcode: ${failed.message}\n`);
    failure ??= failed.status;
  };
  const inTurn = async (logs: readonly Source[]) => {
    for (const source of logs) {
      if (stop?.aborted || io.outIsOpen === false) break;
      tellOf(await readLog(source, { ...reading, analysis }));
    }
  };
  if (atOnce === 1) {
    await inTurn(sources);
    return { analysis, failure };
  }
  let same = true;
  for await (const { part, failed } of readParts(sources, atOnce, { counts, logFormat }, stop)) {
    same = analysis.absorb(part) && same;
    tellOf(failed);
  }
  if (!same && !stop?.aborted) {
    // More clients or users than are counted: who of them is let go depends on the order.
    analysis = newAnalysis();
    const names = sources.map(({ name }) => name);
    await inTurn(openAll(names, io, stop).sources);
  }
  return { analysis, failure };
}

/** What prints the log itself, where more than a short answer is wanted. */
function printerFor(
  options: ExplainLogOptions,
  form: (typeof FORMATS)[number],
  choice: Choice,
  fields: FieldSet | undefined,
  look: Look,
  io: Io,
  many: boolean,
): Printer | undefined {
  if (options.counts || options.summary || options.findings || form === 'json') return undefined;
  return form === 'ndjson' ? ndjsonPrinter(choice, fields, io) : new LogPrinter(choice, look, io, many);
}

/** What a person who reads the result should know of it: bounds that were reached, events that have no code, nothing found at all. */
function sayWhatIsMissing(summary: LogSummary, options: ExplainLogOptions, interrupted: boolean, io: Io): void {
  if (options.counts || options.findings) sayLimits(summary, io);
  if (options.counts) sayEvents(summary, io);
  if (!interrupted && summary.findings.length === 0 && summary.sources.every((one) => one.replies + one.events === 0))
    io.err(
      `ftpcode: no FTP reply and no FTP event found in ${summary.sources.map(({ file }) => (file === '-' ? 'standard input' : `'${visible(file)}'`)).join(', ')}. 'ftpcode explain-log --formats' lists what can be read\n`,
    );
}

/** Reads `--jobs`. @throws UserError for what is no number of threads */
function threadsOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d{0,2}$/.test(given))
    throw new UserError(`--jobs takes a number of threads from 1 to 999, not '${visible(given)}'`, Exit.usage);
  return Number(given);
}

/** Findings of a live input, in between. */
function tellFindings(
  findings: readonly Finding[],
  form: (typeof FORMATS)[number],
  fields: FieldSet | undefined,
  look: Look,
  io: Io,
): void {
  for (const finding of findings) {
    if (form === 'ndjson') io.out(`${safeJson(fields ? renamedFinding(finding, fields) : { type: 'finding', ...finding })}\n`);
    else io.out(`${look.theme.heading('Finding')}\n${renderFinding(finding, 1, look.theme, look.width)}`);
  }
}

/** A file that still grows, as a source that ends when the user says so. */
function followed(files: readonly string[], stop: AbortSignal | undefined): Source {
  const [name] = files;
  if (files.length !== 1 || name === undefined || name === '-')
    throw new UserError(
      "--follow takes one file, as in 'ftpcode explain-log --follow /var/log/vsftpd.log'; a pipe is followed without it",
      Exit.usage,
    );
  return { name, size: undefined, chunks: () => follow(name, stop ?? new AbortController().signal) };
}

/** Gives a printer stand-ins instead of names. */
function redactedPrinter(printer: Printer, redactor: Redactor): Printer {
  return {
    line: (line, explained, number, file) => {
      for (const { event } of explained) redactor.learn(event);
      printer.line(redactor.text(line), redactor.explained(explained), number, redactor.text(file));
    },
    flush: () => printer.flush(),
  };
}

function openAll(names: readonly string[], io: Io, stop: AbortSignal | undefined): { sources: Source[]; missing: boolean } {
  const sources: Source[] = [];
  let missing = false;
  for (const name of names) {
    try {
      sources.push(openSource(name, io, stop));
    } catch (error) {
      if (!(error instanceof UserError) || error.status !== Exit.noInput) throw error;
      io.err(`ftpcode: ${error.message}\n`);
      missing = true;
    }
  }
  return { sources, missing };
}

function ndjsonPrinter(choice: Choice, fields: FieldSet | undefined, io: Io): Printer {
  let pending = '';
  return {
    line: (_line, explained) => {
      for (const one of explained) {
        if (!choice.takes(one)) continue;
        if (fields) {
          const json = eventJson(one);
          if (json) pending += `${safeJson(renamedRecord(json, fields))}\n`;
        } else {
          const line = eventLine(one);
          if (line !== undefined) pending += `${line}\n`;
        }
      }
    },
    flush: () => {
      const text = pending;
      pending = '';
      return text === '' || io.out(text);
    },
  };
}

function printSummary(
  summary: LogSummary,
  options: ExplainLogOptions,
  form: (typeof FORMATS)[number],
  fields: FieldSet | undefined,
  look: Look,
  io: Io,
): void {
  if (fields) {
    io.out(`${safeJson(renamedSummary(shortened(summary, options), fields))}\n`);
    return;
  }
  if (form === 'json') io.out(`${safeJson(shortened(summary, options))}\n`);
  else if (form === 'ndjson') io.out(`${safeJson({ type: 'summary', ...shortened(summary, options) })}\n`);
  else if (options.counts) io.out(renderCounts(summary, codeTable(), look.theme, look.width));
  else if (options.findings) io.out(renderFindings(summary, look.theme, look.width));
  else io.out(`${options.summary ? '' : '\n'}${renderSummary(summary, codeTable(), look.theme, look.width)}`);
}

/** The forms of the text that do not tell of each log what was left out of it say so beside it. */
function sayLimits({ sources }: LogSummary, io: Io): void {
  for (const { file, limits } of sources)
    if (limits) io.err(`ftpcode: ${file === '-' ? 'standard input' : `'${visible(file)}'`}: limits reached: ${limitsText(limits)}\n`);
}

/** A log that tells everything without a code has no counts: it is not for that an empty one. */
function sayEvents({ sources, counts }: LogSummary, io: Io): void {
  const events = sources.reduce((sum, one) => sum + one.events, 0);
  if (counts.replies === 0 && events > 0)
    io.err(`ftpcode: no reply codes here, but ${events} event${events === 1 ? '' : 's'} without a code: 'ftpcode explain-log --summary' shows them
`);
}

/** The document, without what a shorter answer leaves out: `--counts` is about replies per code and nothing else, however they were counted. */
function shortened(summary: LogSummary, options: ExplainLogOptions): LogSummary {
  if (!options.counts) return summary;
  const nothing = { events: {}, commands: 0, failuresByClient: {}, failuresByUser: {}, failuresByHour: {} };
  return { ...summary, counts: { ...summary.counts, ...nothing }, findings: [] };
}

/** Reads `--fields`. @throws UserError where nobody knows the set, or where nothing has names */
function fieldSetOf(given: string | undefined, form: (typeof FORMATS)[number]): FieldSet | undefined {
  if (given === undefined) return undefined;
  const set = fieldSets.find((one) => one === given);
  if (!set) throw new UserError(`--fields takes ${fieldSets.join(' or ')}, not '${visible(given)}'`, Exit.usage);
  if (form === 'text') throw new UserError('--fields names the fields of json and ndjson: give --format ndjson too', Exit.usage);
  return set;
}
