// Rows of the table in the forms that `list` and `grep` print.
import Table from 'cli-table3';
import type { Category } from '../codes/digits.ts';
import type { Columns } from './columns.ts';
import { wrap } from './prose.ts';
import type { Theme } from './theme.ts';

/** One line of the table. */
export interface Row {
  readonly key: string;
  readonly category: string;
  readonly severity?: Category;
  /** Where the key leads to. */
  readonly url?: string;
  readonly text: string;
  /** Where a search hit, or when a server sends it. */
  readonly detail?: string;
  /** For csv and tsv. */
  readonly columns: Columns;
}

export const rowsFormats = ['text', 'json', 'ndjson', 'csv', 'tsv', 'markdown', 'plain'] as const;
export type RowsFormat = (typeof rowsFormats)[number];
type Drawn = Exclude<RowsFormat, 'json' | 'ndjson'>;

export interface RowsLook {
  readonly theme: Theme;
  readonly width: number;
  /** What to mark. */
  readonly matches?: RegExp;
}

/** Draws rows in one form. */
export function renderRows(rows: readonly Row[], format: Drawn, look: RowsLook): string {
  return DRAW[format](rows, look);
}

const DRAW: Record<Drawn, (rows: readonly Row[], look: RowsLook) => string> = {
  text: drawTable,
  plain: (rows) => rows.map(({ key, text }) => `${tsvField(key)}\t${tsvField(text)}\n`).join(''),
  tsv: (rows) => lines(rows, tsvField, '\t'),
  csv: (rows) => lines(rows, csvField, ',', '\r\n'),
  markdown: (rows) => {
    const cell = (text: string) => text.replace(/[\\|[\]<>*_`]/g, '\\$&').replaceAll('\n', ' ');
    const body = rows
      .map(({ key, category, text, detail = '' }) => `| ${[key, category, text, detail].map(cell).join(' | ')} |\n`)
      .join('');
    return `| code | category | text | detail |\n|---|---|---|---|\n${body}`;
  },
};

/** A head and a line for each row. All rows have the same columns. */
function lines(rows: readonly Row[], field: (text: string) => string, between: string, end = '\n'): string {
  return [Object.keys(rows[0]?.columns ?? {}), ...rows.map(({ columns }) => Object.values(columns))]
    .map((cells) => cells.map(field).join(between) + end)
    .join('');
}

/** RFC 4180 quoting; what a spreadsheet would take for a formula is led by an apostrophe (OWASP ASVS 1.2.10). */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A field of tab separated values: tabs and line ends inside are escaped. */
export function tsvField(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (char) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[char] ?? char);
}

const KEY_WIDTH = 15;
const CATEGORY_WIDTH = 23;
/** Addresses that cli-table3 takes for a link's; others it would count as text. */
const MEASURABLE = /^[-\w/#&.:=?%@~]+$/;

function drawTable(rows: readonly Row[], { theme, width, matches }: RowsLook): string {
  const textWidth = Math.max(width - KEY_WIDTH - CATEGORY_WIDTH - 4, 20);
  // cli-table3 colours head and borders unasked, also into pipes: its own styles are off, cells are coloured here.
  const table = new Table({
    head: ['code', 'category', 'text'].map(theme.heading),
    style: { head: [], border: [], compact: true },
    colWidths: [KEY_WIDTH, CATEGORY_WIDTH, textWidth],
  });
  const mark = (text: string) => (matches ? markAll(text, matches, theme) : text);
  for (const { key, category, severity, url, text, detail } of rows) {
    const colour = (cell: string) => (severity ? theme.severity(severity, cell) : cell);
    const cell = [...wrap(text, textWidth - 2).split('\n'), ...(detail ? wrap(detail, textWidth - 2, '  ').split('\n') : [])];
    const label = colour(mark(key));
    table.push([url && MEASURABLE.test(url) ? theme.link(url, label) : label, category, cell.map(mark).join('\n')]);
  }
  return `${table.toString()}\n`;
}

function markAll(text: string, matches: RegExp, theme: Theme): string {
  return text.replace(new RegExp(matches.source, `${matches.flags}g`), (found) => (found === '' ? '' : theme.mark(found)));
}
