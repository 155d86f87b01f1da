// What programs that import ftpcode call. The same stages as the command, and the same records as its json and ndjson forms.
import { LogAnalysis } from './analysis.ts';
import type { CodeTable } from './codes/table.ts';
import { codeTable, explainer } from './data.ts';
import { LineSplitter } from './input/lines.ts';
import { TextSplitter } from './input/text.ts';
import { formats } from './log/formats/index.ts';
import { isAnswer, type LookupContext, lookUp, replyAnswer } from './lookup.ts';
import { passwordHider } from './password.ts';
import { answerJson, type CodeRecord } from './render/code-json.ts';
import { type EventRecord, eventJson, type ReplyRecord, type SummaryRecord } from './render/event-json.ts';

/** The code table. */
export function codes(): CodeTable {
  return codeTable();
}

/**
 * Looks up a code, mask, name, IIS sub-status or whole reply line.
 * @throws RangeError where the query is none of these, with the reason
 */
export function lookup(query: string | number, context: LookupContext = {}): CodeRecord {
  const found = lookUp(String(query), codeTable(), explainer, checked(context));
  if (isAnswer(found)) return answerJson(found);
  throw new RangeError(`'${String(query).slice(0, 80)}' cannot be looked up: ${found.why}`);
}

/**
 * Explains one reply.
 * @param code three digits
 * @param text what the server sent after the code; several lines joined by line feeds
 * @throws RangeError where the code is no reply code
 */
export function explainReply(code: number, text: string, context: LookupContext = {}): CodeRecord {
  if (!Number.isInteger(code) || code < 0 || code > 699)
    throw new RangeError(`${code} is no reply code: it has three digits and begins with 1 to 6`);
  const said = text.trim();
  const query = `${String(code).padStart(3, '0')} ${said}`.trim();
  return answerJson(replyAnswer(query, code, said, codeTable(), explainer(), checked(context)));
}

/** What `explainLog` is told besides the log. */
export interface LogOptions {
  /** Name for the records' `file`; `-` without it. */
  readonly file?: string;
  /** Name of the log format, where it is known: `ftpcode explain-log --formats` lists them. */
  readonly logFormat?: string;
}

/** What `explainLog` yields: a record for each reply and event as soon as it is certain, and the summary at the end. */
export type LogRecord = ReplyRecord | EventRecord | SummaryRecord;

/**
 * Reads a log and yields its replies and events with their explanations, and at the end counts and findings.
 * @param source chunks of bytes; or strings: lines, as long as none holds a line feed, else pieces of text
 * @throws RangeError for a log format that is not known
 */
export async function* explainLog(
  source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>,
  options: LogOptions = {},
): AsyncGenerator<LogRecord, void, undefined> {
  const { file = '-', logFormat } = options;
  const format = formats.find(({ name }) => name === logFormat);
  if (logFormat !== undefined && !format) throw new RangeError(`no log format '${logFormat.slice(0, 80)}'`);
  const analysis = new LogAnalysis(explainer(), format);
  const log = analysis.open(file);
  const bytes = new LineSplitter();
  const text = new TextSplitter();
  const hide = passwordHider();

  for await (const chunk of source) {
    const lines = typeof chunk === 'string' ? text.push(chunk) : bytes.push(chunk);
    for (const line of lines) yield* records(log.read(hide(line)));
  }
  for (const line of [...bytes.end(), ...text.end()]) yield* records(log.read(hide(line)));
  yield* records(log.end(bytes.cut > 0 ? { limits: { longLines: bytes.cut } } : {}));
  yield { type: 'summary', ...analysis.summary() };
}

function* records(explained: Parameters<typeof eventJson>[0][]): Generator<ReplyRecord | EventRecord> {
  for (const one of explained) {
    const record = eventJson(one);
    if (record) yield record;
  }
}

/** Names as the core knows them: server ids of the catalogue, commands in capitals. */
function checked({ server, command }: LookupContext): LookupContext {
  const known = server === undefined ? undefined : explainer().catalogue.server(server);
  if (server !== undefined && !known) throw new RangeError(`no server '${server.slice(0, 80)}' in the catalogue`);
  return { ...(known && { server: known.server }), ...(command !== undefined && { command: command.toUpperCase() }) };
}
