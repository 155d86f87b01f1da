// `ftpcode lookup`: explains codes, masks, names and whole reply lines.
import { keyOf } from '../codes/code.ts';
import { type Category, categoryOf } from '../codes/digits.ts';
import { codeTable, explainer } from '../data.ts';
import { Exit, exitStatusOf, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { readQueries } from '../input/queries.ts';
import { type Answer, isAnswer, lookUp, type NoAnswer } from '../lookup.ts';
import { answerJson } from '../render/code-json.ts';
import { renderAnswer } from '../render/code-text.ts';
import { wrap } from '../render/prose.ts';
import { sentBy } from '../render/sent-by.ts';
import { safeJson, visible } from '../render/visible.ts';
import { type CommonOptions, formatOf, lookOf } from './options.ts';

export interface LookupOptions extends CommonOptions {
  readonly short?: boolean;
  readonly exitCategory?: boolean;
  readonly server?: string;
  readonly command?: string;
}

const FORMATS = ['text', 'json', 'ndjson'] as const;

/** Answers each query in turn and returns the exit status. */
export async function lookup(queries: readonly string[], options: LookupOptions, io: Io): Promise<number> {
  const format = formatOf(options.format, FORMATS);
  const look = lookOf(options, io);
  const table = codeTable();
  if (options.server && !explainer().catalogue.server(options.server)) throw unknownServer(options.server);
  const server = options.server && explainer().catalogue.server(options.server)?.server;
  const context = { ...(server && { server }), ...(options.command && { command: options.command.toUpperCase() }) };

  const categories: Category[] = [];
  const elements: unknown[] = [];
  let status: number = Exit.ok;
  let first = true;
  for await (const query of readQueries(queries, io)) {
    const answer = lookUp(query, table, explainer, context);
    if (!isAnswer(answer)) {
      io.err(`${complaint(answer)}\n`);
      status = Exit.badData;
      if (format === 'json') elements.push({ query, code: null, error: answer.why });
      if (format === 'ndjson') io.out(`${safeJson({ type: 'error', query, error: answer.why })}\n`);
      continue;
    }
    if (answer.category) categories.push(answer.category);
    if (!answer.found && status === Exit.ok) status = Exit.nothingFound;
    const more = server && answer.kind === 'code' ? serverReplies(server, answer.code as number) : undefined;
    if (format === 'json') elements.push({ ...answerJson(answer), ...(more && { replies: more }) });
    else if (format === 'ndjson') io.out(`${safeJson({ type: 'code', ...answerJson(answer), ...(more && { replies: more }) })}\n`);
    else if (options.short) io.out(shortLines(answer, look.theme.severity));
    else {
      if (!first) io.out(`\n${look.theme.dim('-'.repeat(40))}\n\n`);
      io.out(renderAnswer(answer, look.theme, look.width));
      if (more) io.out(renderReplies(server as string, more, look.width));
    }
    first = false;
  }
  if (format === 'json') io.out(`${safeJson(elements)}\n`);
  if (options.exitCategory && status !== Exit.badData) return exitStatusOf(categories);
  return status;
}

type Severity = (category: Category, text: string) => string;

/** One line; for a mask, one for each of its codes. */
function shortLines(answer: Answer, severity: Severity): string {
  if (answer.members && answer.members.length > 0)
    return answer.members
      .map((entry) => `${severity(categoryOf(entry.code ?? 0), `${keyOf(entry)} ${categoryOf(entry.code ?? 0)}: ${entry.title}`)}\n`)
      .join('');
  const name = answer.entry?.name ? ` ${answer.entry.name}` : '';
  const reply = answer.explanation;
  const said = reply?.cause ?? (reply?.data && reply.wording?.when) ?? answer.title;
  const text = visible(`${answer.label}${name} ${answer.category ?? ''}${reply?.cause ? sentBy(reply) : ''}: ${said}`);
  return `${answer.category ? severity(answer.category, text) : text}\n`;
}

function complaint({ query, why, suggestions }: NoAnswer): string {
  const meant =
    suggestions.length > 0
      ? `Did you mean ${suggestions.join(' or ')}?`
      : "Try 'ftpcode 550', 'ftpcode 55x' or a whole reply line in quotes.";
  const shown = query.length > 80 ? `${query.slice(0, 77)}...` : query;
  return `ftpcode: '${visible(shown)}' cannot be looked up: ${why}. ${meant}`;
}

/** The error for a `--server` that is not in the catalogue. */
export function unknownServer(name: string): UserError {
  const names = explainer().catalogue.servers.map((server) => server.server);
  return new UserError(`no server '${visible(name)}' in the catalogue. Known: ${names.join(', ')}`, Exit.usage);
}

interface ServerReply {
  readonly text: string;
  readonly when: string;
  readonly client?: string;
  readonly admin?: string;
}

function serverReplies(server: string, code: number): ServerReply[] {
  const replies = explainer().catalogue.server(server)?.replies ?? [];
  return replies
    .filter((reply) => reply.code === code)
    .map(({ text, when, client, admin }) => ({ text, when, ...(client && { client }), ...(admin && { admin }) }));
}

function renderReplies(server: string, replies: readonly ServerReply[], width: number): string {
  const one = ({ text, when, admin, client }: ServerReply) =>
    [
      wrap(text.replaceAll('\n', ' / '), width, '  ', '      '),
      wrap(when, width, '    '),
      ...[admin, client].filter((advice) => advice !== undefined).map((advice) => wrap(advice, width, '    -> ', '       ')),
    ].join('\n');
  return `\nWhat ${server} means by it\n${replies.length > 0 ? replies.map(one).join('\n') : '  It sends no such reply.'}\n`;
}
