// `ftpcode list` and `ftpcode grep`: the table, filtered or searched, for people and for programs.
import { type CodeEntry, keyOf, sourceUrl, type Status } from '../codes/code.ts';
import { categoryOf, functionGroups } from '../codes/digits.ts';
import { type Filter, textsOf } from '../codes/table.ts';
import { codeTable, explainer } from '../data.ts';
import { Exit, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { entryJson } from '../render/code-json.ts';
import { entryColumns, wordingColumns } from '../render/columns.ts';
import { type Row, renderRows, rowsFormats, type RowsFormat } from '../render/rows.ts';
import { safeJson, visible } from '../render/visible.ts';
import { inTime, matcher } from '../search.ts';
import { unknownServer } from './lookup.ts';
import { type CommonOptions, formatOf, lookOf } from './options.ts';

export interface ListOptions extends CommonOptions {
  readonly class?: string;
  readonly group?: string;
  readonly command?: string;
  readonly source?: string;
  readonly status?: string;
  readonly server?: string;
}

export interface GrepOptions extends CommonOptions {
  readonly fixedStrings?: boolean;
}

/** What `--status` takes. */
export const statuses: readonly Status[] = [
  'standard',
  'experimental',
  'historic',
  'de-facto',
  'popular',
  'iis-substatus',
  'network-error',
];

/** Prints the entries that pass the filters. */
export function list(options: ListOptions, io: Io): number {
  const format = formatOf(options.format, rowsFormats);
  if (options.server) return listServer(options.server, options, io);
  return print(codeTable().list(filterOf(options)), format, options, io);
}

/** Prints the entries one of whose texts matches. */
export function grep(pattern: string, options: GrepOptions, io: Io): number {
  const format = formatOf(options.format, rowsFormats);
  const matches = matcher(pattern, options.fixedStrings === true);
  const table = codeTable();
  // Printed when the search is over: a reader who is slow is not the pattern's fault.
  let text = '';
  const kept: Io = {
    ...io,
    out: (more) => {
      text += more;
      return true;
    },
  };
  const status = inTime(pattern, () =>
    print(
      table.search((one) => matches.test(one)),
      format,
      options,
      kept,
      matches,
    ),
  );
  io.out(text);
  return status;
}

function filterOf(options: ListOptions): Filter {
  const digit = options.class === undefined ? undefined : Number(/^(\d+)(?:yz|xx)?$/i.exec(options.class)?.[1] ?? Number.NaN);
  if (digit !== undefined && !(digit === 10 || (digit >= 0 && digit <= 6)))
    throw new UserError(
      `--class takes a first digit from 1 to 6, or 10 for network errors, not '${visible(options.class ?? '')}'`,
      Exit.usage,
    );
  const group = options.group && functionGroups().find((one) => one.startsWith((options.group ?? '').toLowerCase()));
  if (options.group && !group)
    throw new UserError(`--group takes ${functionGroups().join(', ')}, not '${visible(options.group)}'`, Exit.usage);
  if (options.status && !(statuses as readonly string[]).includes(options.status))
    throw new UserError(`--status takes ${statuses.join(', ')}, not '${visible(options.status)}'`, Exit.usage);
  return {
    ...(digit !== undefined && { class: digit }),
    ...(group && { group }),
    ...(options.command && { command: options.command }),
    ...(options.source && { source: options.source }),
    ...(options.status && { status: options.status as Status }),
  };
}

function print(entries: readonly CodeEntry[], format: RowsFormat, options: CommonOptions, io: Io, matches?: RegExp): number {
  if (format === 'json') io.out(`${safeJson(entries.map(entryJson))}\n`);
  else if (format === 'ndjson') for (const entry of entries) io.out(`${safeJson({ type: 'code', ...entryJson(entry) })}\n`);
  else if (entries.length > 0)
    io.out(
      renderRows(
        entries.map((entry) => rowOf(entry, matches)),
        format,
        { ...lookOf(options, io), ...(matches && { matches }) },
      ),
    );
  if (entries.length > 0) return Exit.ok;
  if (format === 'text') io.err(`ftpcode: no entry of the table matches. 'ftpcode list' shows all of them.\n`);
  return Exit.nothingFound;
}

function rowOf(entry: CodeEntry, matches?: RegExp): Row {
  const { code } = entry;
  const where = matches && textsOf(entry).find((text) => matches.test(text) && text !== entry.title && text !== keyOf(entry));
  const name = entry.name ? `${entry.name}: ` : '';
  const [source] = entry.sources;
  return {
    key: keyOf(entry),
    category: code === undefined ? 'IIS sub-status' : categoryOf(code),
    text: `${name}${entry.title}`,
    ...(where && { detail: where }),
    ...(code !== undefined && { severity: categoryOf(code) }),
    ...(source && { url: sourceUrl(source) }),
    columns: { ...entryColumns(entry), ...(matches && { match: where ?? entry.title }) },
  };
}

/** The replies of one server product instead of the table. */
function listServer(name: string, options: ListOptions, io: Io): number {
  const server = explainer().catalogue.server(name);
  if (!server) throw unknownServer(name);
  const format = formatOf(options.format, rowsFormats);
  const filter = filterOf(options);
  const verb = filter.command?.toUpperCase();
  const replies = server.replies.filter(
    ({ code, commands }) =>
      (filter.class === undefined || Math.floor(code / 100) === filter.class) &&
      (verb === undefined || !commands || commands.includes(verb)),
  );
  if (format === 'json') io.out(`${safeJson(replies)}\n`);
  else if (format === 'ndjson') for (const reply of replies) io.out(`${safeJson({ type: 'wording', server: server.server, ...reply })}\n`);
  else if (replies.length > 0) {
    const rows = replies.map((reply): Row => {
      const { code, text, when } = reply;
      return {
        key: String(code),
        category: categoryOf(code),
        severity: categoryOf(code),
        text: text.replaceAll('\n', ' / '),
        detail: when,
        columns: wordingColumns(reply),
      };
    });
    io.out(renderRows(rows, format, lookOf(options, io)));
  }
  return replies.length > 0 ? Exit.ok : Exit.nothingFound;
}
