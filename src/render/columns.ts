// The columns of csv and tsv: what other programs join their data with. Columns are added at the end, never renamed.
import { type CodeEntry, keyOf, sourceUrl } from '../codes/code.ts';
import { categoryOf, functionGroup } from '../codes/digits.ts';
import type { Wording } from '../wordings/wording.ts';

/** The fields of one line, in the order of the columns. */
export type Columns = Readonly<Record<string, string>>;

/** An entry of the table. */
export function entryColumns(entry: CodeEntry): Columns {
  const { code, title, retry, status, name = '', meaning, actions, sources } = entry;
  return {
    code: keyOf(entry),
    class: code === undefined ? '' : classOf(code),
    category: code === undefined ? 'IIS sub-status' : categoryOf(code),
    title,
    retry,
    status,
    group: (code === undefined ? undefined : functionGroup(code)) ?? '',
    name,
    meaning,
    client: actions.client.join(' '),
    server: actions.server.join(' '),
    source: sources[0] ? sourceUrl(sources[0]) : '',
  };
}

/** A reply as one server words it. */
export function wordingColumns({ code, text, when, client = '', admin = '', cause, source }: Wording): Columns {
  // What a server fills in is a star: engines with wildcards match whole replies with it.
  return {
    code: String(code),
    class: classOf(code),
    category: categoryOf(code),
    text,
    wildcard: text.replace(/\{[a-z]+\}/g, '*'),
    when,
    client,
    server: admin,
    cause: cause ?? '',
    source,
  };
}

/** What `--class` takes. */
const classOf = (code: number): string => (code >= 10_000 ? '10' : String(Math.floor(code / 100)));
