// W3C extended log files: blank separated columns that a `#Fields:` line names. IIS writes them, other servers can too.
import type { Said, Who } from './format.ts';
import { isVerb } from './verbs.ts';

/** One row by column name; columns that hold `-` are left out. */
export type Row = ReadonlyMap<string, string>;

const CODE = /^[1-6]\d\d$/;
/** What IIS writes in place of a command, and the command that it stands for (IIS 5 and 6: after a transfer). */
const TRANSFERS: Readonly<Record<string, string>> = { created: 'STOR', sent: 'RETR', append: 'APPE', appended: 'APPE' };
/** Commands that mail and news servers know too. */
const SHARED_VERB = /^(?:HELP|QUIT|NOOP|STAT|MODE|LIST|AUTH|REST|HOST|SIZE)$/i;
const OTHER_METHOD =
  /^(?:GET|POST|HEAD|PUT|OPTIONS|DELETE|PROPFIND|PROPPATCH|MKCOL|TRACE|CONNECT|PATCH|EHLO|HELO|MAIL|RCPT|DATA|RSET|BDAT|VRFY|ETRN|STARTTLS|ARTICLE|GROUP|XOVER|NEWGROUPS)$/i;

/** The cells of a line in the order of the fields; undefined where their numbers differ. */
export function readRow(fields: readonly string[], text: string): Row | undefined {
  const cells = text.trim().split(text.includes('\t') && !text.includes(' ') ? '\t' : /\s+/, fields.length + 1);
  if (cells.length !== fields.length) return undefined;
  return new Map(fields.map((field, at) => [field, cells[at] ?? '-'] as const).filter(([, cell]) => cell !== '-'));
}

/** The method without the session number that IIS 5 and 6 glue to it: `[144]USER`. */
function methodOf(row: Row): { readonly session?: string; readonly method: string } {
  const [, session, method = ''] = /^(?:\[(\d{1,12})\])?(.*)$/.exec(row.get('cs-method') ?? '') ?? [];
  return { method, ...(session && { session }) };
}

/** True, false, or undefined where the row alone does not tell. */
export function isFtpRow(row: Row): boolean | undefined {
  const { method, session } = methodOf(row);
  const site = `${row.get('s-sitename') ?? ''} ${row.get('cs-version') ?? ''}`;
  if (OTHER_METHOD.test(method) || /W3SVC|SMTP|NNTP|HTTP/i.test(site)) return false;
  if (session || row.has('x-session') || /FTP/i.test(site) || /^(?:Control|Data)Channel(?:Opened|Closed)$/.test(method)) return true;
  // Mail and news have commands of the same names, and other ports.
  if (isVerb(method) && /^(?:21|990)$/.test(row.get('s-port') ?? '')) return true;
  return isVerb(method) && !SHARED_VERB.test(method) ? true : undefined;
}

/** What a row says. `date` is the day of the log's `#Date:` line, for rows without a date. */
export function sayRow(row: Row, date?: string): Said {
  const { method, session = row.get('x-session') } = methodOf(row);
  const time = row.get('time');
  const stamp = time && [row.get('date') ?? date, time].filter(Boolean).join(' ');
  const client = row.get('c-ip');
  const user = row.get('cs-username');
  const who: Who = { ...(session && { session }), ...(client && { client }), ...(user && { user }), ...(stamp && { stamp }) };
  const status = row.get('sc-status') ?? '';
  const stem = (row.get('cs-uri-stem') ?? '').replaceAll('+', ' ');
  const verb = TRANSFERS[method.toLowerCase()] ?? method.toUpperCase();
  const argument = verb === 'PASS' && stem !== '' ? '****' : stem;
  const command = argument === '' ? verb : `${verb} ${argument}`;
  if (CODE.test(status)) {
    const number = (name: string) => (/^\d{1,10}$/.test(row.get(name) ?? '') ? Number(row.get(name)) : undefined);
    const substatus = number('sc-substatus');
    const win32 = number('sc-win32-status');
    const real = !/^(?:Control|Data)Channel|^closed$/i.test(method) && method !== '';
    return {
      kind: 'exchange',
      code: Number(status),
      ...(real && { command }),
      ...(substatus !== undefined && { substatus }),
      ...(win32 !== undefined && { win32 }),
      ...who,
    };
  }
  if (method === 'ControlChannelOpened') return { kind: 'event', event: 'connected', text: method, ...who };
  if (method === 'ControlChannelClosed') return { kind: 'event', event: 'disconnected', text: method, ...who };
  return { kind: 'nothing' };
}
