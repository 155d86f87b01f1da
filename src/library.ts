// What programs that import ftpcode call. The same stages as the command, without its output.
import { LogAnalysis, type Explained, type LogSummary } from './analysis.ts';
import type { CodeTable } from './codes/table.ts';
import { codeTable, explainer } from './data.ts';
import type { Explanation } from './explain/explain.ts';
import { LineSplitter } from './input/lines.ts';
import { hidePasswords } from './password.ts';
import { type Answer, isAnswer, type LookupContext, lookUp } from './lookup.ts';

/** The code table. */
export function codes(): CodeTable {
  return codeTable();
}

/**
 * Looks up a code, mask, name, IIS sub-status or whole reply line.
 * @throws RangeError where the query is none of these, with the reason
 */
export function lookup(query: string | number, context: LookupContext = {}): Answer {
  const found = lookUp(String(query), codeTable(), explainer, context);
  if (isAnswer(found)) return found;
  throw new RangeError(`'${String(query).slice(0, 80)}': ${found.why}`);
}

/**
 * Explains one reply.
 * @param code three digits
 * @param text what the server sent after the code; several lines joined by line feeds
 */
export function explainReply(code: number, text: string, context: LookupContext = {}): Explanation {
  return explainer().explain(code, text, context);
}

/** What `explainLog` yields: each event as it becomes certain, at the end the summary. */
export type LogItem = ({ readonly type: 'event' } & Explained) | { readonly type: 'summary'; readonly summary: LogSummary };

/**
 * Reads a log and yields its replies and events with their explanations, and at the end counts and findings.
 * @param source chunks of bytes, or lines as strings
 */
export async function* explainLog(source: AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>, options: { readonly file?: string } = {}): AsyncGenerator<LogItem> {
  const analysis = new LogAnalysis(explainer);
  const log = analysis.open(options.file ?? '-');
  const splitter = new LineSplitter();
  for await (const chunk of source) {
    const lines = typeof chunk === 'string' ? chunk.replace(/\r?\n$/, '').split(/\r?\n/) : splitter.push(chunk);
    for (const line of lines) for (const explained of log.read(hidePasswords(line))) yield { type: 'event', ...explained };
  }
  for (const line of splitter.end()) for (const explained of log.read(hidePasswords(line))) yield { type: 'event', ...explained };
  for (const explained of log.end()) yield { type: 'event', ...explained };
  yield { type: 'summary', summary: analysis.summary() };
}
