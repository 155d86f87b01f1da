// `ftpcode lookup`: explains codes, masks, names and whole reply lines.
import type { Category } from '../codes/digits.ts';
import { codeTable, explainer } from '../data.ts';
import { Exit, exitStatusOf, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { readQueries } from '../input/queries.ts';
import { type Answer, lookUp, type NoAnswer } from '../lookup.ts';
import { answerJson } from '../render/code-json.ts';
import { renderAnswer } from '../render/code-text.ts';
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
    const found = lookUp(query, table, explainer, context);
    if (!Array.isArray(found)) {
      io.err(`${complaint(found as NoAnswer)}\n`);
      status = Exit.badData;
      if (format === 'json') elements.push({ query, code: null, error: (found as NoAnswer).why });
      if (format === 'ndjson') io.out(`${safeJson({ type: 'error', query, error: (found as NoAnswer).why })}\n`);
      continue;
    }
    for (const answer of found) {
      if (answer.category) categories.push(answer.category);
      if (!answer.found && status === Exit.ok) status = Exit.nothingFound;
      const more = server && answer.kind === 'code' ? serverReplies(server, answer.code as number) : undefined;
      if (format === 'json') elements.push({ ...answerJson(answer), ...(more && { replies: more }) });
      else if (format === 'ndjson') io.out(`${safeJson({ type: 'code', ...answerJson(answer), ...(more && { replies: more }) })}\n`);
      else if (options.short) io.out(`${shortLine(answer, look.theme.severity)}\n`);
      else {
        if (!first) io.out(`\n${look.theme.dim('-'.repeat(Math.min(look.width, 40)))}\n\n`);
        io.out(renderAnswer(answer, look.theme, look.width));
        if (more) io.out(renderReplies(server as string, more));
      }
      first = false;
    }
  }
  if (format === 'json') io.out(`${safeJson(elements)}\n`);
  if (options.exitCategory && status !== Exit.badData) return exitStatusOf(categories);
  return status;
}

function shortLine(answer: Answer, severity: (category: Category, text: string) => string): string {
  const name = answer.entry?.name ? ` ${answer.entry.name}` : '';
  const reply = answer.explanation;
  const said = reply?.cause ?? (reply?.data && reply.wording?.when) ?? answer.title;
  const text = `${answer.label}${name} ${answer.category ?? ''}: ${said}`;
  return answer.category ? severity(answer.category, visible(text)) : visible(text);
}

function complaint({ query, why, suggestions }: NoAnswer): string {
  const meant = suggestions.length > 0 ? `Did you mean ${suggestions.join(' or ')}?` : "Try 'ftpcode 550', 'ftpcode 55x' or a whole reply line in quotes.";
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
  return replies.filter((reply) => reply.code === code).map(({ text, when, client, admin }) => ({ text, when, ...(client && { client }), ...(admin && { admin }) }));
}

function renderReplies(server: string, replies: readonly ServerReply[]): string {
  const lines = replies.map(({ text, when, admin, client }) => `  ${text.replaceAll('\n', ' / ')}\n    ${when}${admin ? `\n    -> ${admin}` : ''}${client ? `\n    -> ${client}` : ''}`);
  return `\nWhat ${server} means by it\n${lines.join('\n')}\n`;
}
