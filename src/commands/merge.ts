// `ftpcode merge`: the json results of the parts of a log become one, as one run over the whole would give.
import { readFileSync } from 'node:fs';
import type { LogSummary } from '../analysis.ts';
import { codeTable } from '../data.ts';
import { Exit, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { mergeSummaries } from '../merge.ts';
import { renderSummary } from '../render/summary-text.ts';
import { safeJson, visible } from '../render/visible.ts';
import { type CommonOptions, formatOf, lookOf } from './options.ts';

/** Merges summaries and prints the result. */
export function merge(files: readonly string[], options: CommonOptions, io: Io): number {
  const format = formatOf(options.format, ['text', 'json'] as const);
  const merged = mergeSummaries(files.map(readSummary));
  if (format === 'json') io.out(`${safeJson(merged)}\n`);
  else {
    const { theme, width } = lookOf(options, io);
    io.out(renderSummary(merged, codeTable(), theme, width));
  }
  return Exit.ok;
}

function readSummary(file: string): LogSummary {
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new UserError(`cannot open '${visible(file)}': ${(error as Error).message}`, Exit.noInput);
  }
  let json: Partial<LogSummary>;
  try {
    json = JSON.parse(text) as Partial<LogSummary>;
  } catch {
    throw new UserError(`'${visible(file)}' is no JSON document: give files written by 'ftpcode explain-log --format json'`, Exit.badData);
  }
  if (json.schema !== 'ftpcode.log/1') throw new UserError(`'${visible(file)}' has ${json.schema ? `the schema '${visible(String(json.schema))}'` : 'no schema'}, not 'ftpcode.log/1': give files written by 'ftpcode explain-log --format json'`, Exit.badData);
  if (!Array.isArray(json.sources) || !Array.isArray(json.findings) || typeof json.counts !== 'object') throw new UserError(`'${visible(file)}' is cut off or was changed: sources, counts or findings are missing`, Exit.badData);
  return json as LogSummary;
}
