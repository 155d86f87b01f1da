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
  const format = formatOf(options.format, ['json', 'text'] as const);
  const merged = mergeSummaries(files.flatMap(readSummaries));
  if (format === 'json') io.out(`${safeJson(merged)}\n`);
  else {
    const { theme, width } = lookOf(options, io);
    io.out(renderSummary(merged, codeTable(), theme, width));
  }
  return Exit.ok;
}

const ADVICE = "Give what 'ftpcode explain-log --format json' wrote";

/** The summaries of a file: one document, or one on each line, as several runs that write into one pipe leave them. */
function readSummaries(file: string): LogSummary[] {
  const name = file === '-' ? 'standard input' : `'${visible(file)}'`;
  const text = readText(file, name);
  if (text.trim() === '') throw new UserError(`${name} is empty, it holds no summary. ${ADVICE}`, Exit.badData);
  const whole = parsed(text);
  if (whole !== undefined) return [checked(whole, name)];
  return text
    .split('\n')
    .map((line, at) => ({ line, where: `line ${at + 1} of ${name}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, where }) => {
      const json = parsed(line);
      if (json === undefined) throw new UserError(`${where} is no JSON document. ${ADVICE}`, Exit.badData);
      return checked(json, where);
    });
}

function readText(file: string, name: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    throw new UserError(`cannot open ${name}: ${visible((error as Error).message)}`, Exit.noInput);
  }
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isCounts = (value: unknown): boolean => isObject(value) && Object.values(value).every(isCount);
const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isOr = (test: (value: unknown) => boolean, value: unknown): boolean => value === undefined || test(value);

/** Adding up is only right where every part is whole: nothing is taken that another version or hand may have bent. */
function checked(json: unknown, name: string): LogSummary {
  const schema = isObject(json) ? json.schema : undefined;
  if (!isObject(json) || schema === undefined)
    throw new UserError(`${name} is no summary of a log: it names no schema. ${ADVICE}`, Exit.badData);
  if (schema !== 'ftpcode.log/1')
    throw new UserError(`${name} has the schema '${visible(String(schema).slice(0, 80))}', not 'ftpcode.log/1'. ${ADVICE}`, Exit.badData);
  const problem = problemOf(json);
  if (problem) throw new UserError(`${name} was cut off or changed: ${problem}. ${ADVICE}`, Exit.badData);
  const { type: _type, ...summary } = json;
  return summary as unknown as LogSummary;
}

const COUNTED = ['byCode', 'byCategory', 'events', 'failuresByClient', 'failuresByUser', 'failuresByHour'] as const;

function problemOf({ sources, counts, findings }: Record<string, unknown>): string | undefined {
  if (!Array.isArray(sources) || !sources.every(isObject)) return 'its sources are missing';
  const broken = sources.findIndex((one) => !isSource(one));
  if (broken >= 0) return `sources[${broken}] is none`;
  if (!isObject(counts)) return 'its counts are missing';
  for (const field of ['replies', 'commands']) if (!isCount(counts[field])) return `counts.${field} is no number`;
  for (const field of COUNTED) if (!isCounts(counts[field])) return `counts.${field} holds no numbers`;
  if (!isOr(isCount, counts.doubtful)) return 'counts.doubtful is no number';
  const code = Object.keys(counts.byCode as object).find((key) => !/^\d{3,5}$/.test(key));
  if (code !== undefined) return `counts.byCode holds '${visible(code.slice(0, 80))}', which is no code`;
  if (!Array.isArray(findings)) return 'its findings are missing';
  const bent = findings.findIndex((one) => !isFinding(one));
  return bent < 0 ? undefined : `findings[${bent}] lacks cause, count, evidence, clients or users, or one of them is bent`;
}

function isSource({ file, lines, replies, events, logFormats, limits, unanswered, error }: Record<string, unknown>): boolean {
  return (
    isText(file) &&
    [lines, replies, events].every(isCount) &&
    isCounts(logFormats) &&
    isOr(isCounts, limits) &&
    isOr(isCounts, unanswered) &&
    isOr(isText, error)
  );
}

function isFinding(one: unknown): boolean {
  if (!isObject(one)) return false;
  const { cause, title, severity, confidence, count, evidence, clients, users, alternatives, fix, client, admin, furtherEvidence } = one;
  return (
    [cause, title, severity, confidence, fix].every(isText) &&
    isCount(count) &&
    [clients, users].every(isTexts) &&
    isOr(isTexts, alternatives) &&
    [client, admin, furtherEvidence].every((text) => isOr(isText, text)) &&
    Array.isArray(evidence) &&
    evidence.every((at) => isObject(at) && isText(at.file) && isCount(at.line) && isText(at.text))
  );
}
