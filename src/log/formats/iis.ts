import type { LogFormat } from '../format.ts';
import { isVerb } from '../verbs.ts';
import { isFtpRow, type Row, readRow, sayRow } from '../w3c.ts';

/** `#Fields:`, or the list of columns alone, where the mark was lost. Something may stand in front: a comment's dash, a blank. */
const FIELDS = /^[\s"'*>/-]{0,20}(?:#Fields:?\s+)?((?:date|time|c-ip)\s.*\bsc-status\b.*)$/;
const DATE = /^[\s"'*>/-]{0,20}#Date:\s*(\d{4}-\d\d-\d\d)/;
const OTHER = /^[\s"'*>/-]{0,20}#(?:Software|Version|Start-Date|End-Date|Remark|Fields):/;
const ROW = /^[\s"'*>/-]{0,20}((?:\d{4}-\d\d-\d\d[ \t])?\d\d:\d\d:\d\d[ \t]\S.*)$/;
const METHOD = /^(?:\[\d{1,12}\][A-Za-z]{3,8}|(?:Control|Data)Channel(?:Opened|Closed))$/;
const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}:[\da-f:.]{2,40})$/i;

/** A row without a header, or one that does not fit it: the columns that are always there, known by what they look like. */
function guess(text: string): Row | undefined {
  const cells = text.trim().split(/\s+/, 40);
  const dated = /^\d{4}-/.test(cells[0] ?? '');
  const start = dated ? 2 : 1;
  const session = cells.find((cell) => GUID.test(cell));
  const at = cells.findIndex(
    (cell, index) =>
      index >= start &&
      (METHOD.test(cell) ||
        (session !== undefined && isVerb(cell) && cells[index - 1] !== cell && ADDRESS.test(cells[index - 2] ?? cells[index - 1] ?? ''))),
  );
  const method = at < 0 && session ? cells.findIndex((cell, index) => index > start && isVerb(cell)) : at;
  if (method < 0) return undefined;
  const row = new Map<string, string>([
    ['time', cells[start - 1] ?? ''],
    ['cs-method', cells[method] ?? ''],
  ]);
  if (dated) row.set('date', cells[0] ?? '');
  if (session) row.set('x-session', session);
  if (ADDRESS.test(cells[start] ?? '')) row.set('c-ip', cells[start] ?? '');
  const stem = cells[method + 1];
  if (stem && stem !== '-') row.set('cs-uri-stem', stem);
  // A status follows the name at once, or after one more column (cs-uri-query).
  const status = [method + 2, method + 3].find(
    (index) => /^[1-6]\d\d$/.test(cells[index] ?? '') && /^\d{1,10}$|^$/.test(cells[index + 1] ?? ''),
  );
  if (status !== undefined) {
    row.set('sc-status', cells[status] ?? '');
    if (cells[status + 1]) row.set('sc-win32-status', cells[status + 1] ?? '');
    if (session && /^\d{1,4}$/.test(cells[status + 2] ?? '')) row.set('sc-substatus', cells[status + 2] ?? '');
  }
  return row;
}

/** IIS FTP, W3C extended format: the columns are those of the last `#Fields:` line. */
export const iis: LogFormat = {
  name: 'iis-ftp',
  title: 'Microsoft IIS FTP log, W3C extended format',
  docs: 'https://learn.microsoft.com/en-us/iis/configuration/system.applicationhost/sites/sitedefaults/ftpserver/logfile/',
  side: 'server',
  server: 'iis',
  open: () => {
    let fields: readonly string[] | undefined;
    let date: string | undefined;
    // A log of one header is of one service: the first row that tells decides for those that do not.
    let ftp: boolean | undefined;
    return ({ raw }) => {
      const row = ROW.exec(raw)?.[1];
      if (row === undefined) {
        if (!/#|\bsc-status\b/.test(raw)) return undefined;
        const header = FIELDS.exec(raw)?.[1];
        if (header) {
          fields = header.trim().split(/\s+/).slice(0, 60);
          ftp = undefined;
          return { kind: 'nothing' };
        }
        date = DATE.exec(raw)?.[1] ?? date;
        return OTHER.test(raw) || DATE.test(raw) ? { kind: 'nothing' } : undefined;
      }
      const known = fields && readRow(fields, row);
      const read = known?.has('cs-method') ? known : guess(row);
      if (!read) return ftp === false && known ? { kind: 'nothing' } : undefined;
      ftp = isFtpRow(read) ?? ftp;
      if (!ftp) return known ? { kind: 'nothing' } : undefined;
      return sayRow(read, date);
    };
  },
  samples: [
    {
      lines: [
        '#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status sc-win32-status sc-substatus x-session x-fullpath',
        '2024-05-06 07:08:09 192.0.2.7 OFFICE\\ann 192.0.2.1 21 STOR a+b.txt 550 5 2 01234567-89ab-cdef-0123-456789abcdef /a+b.txt',
      ],
      said: {
        kind: 'exchange',
        code: 550,
        command: 'STOR a b.txt',
        win32: 5,
        substatus: 2,
        session: '01234567-89ab-cdef-0123-456789abcdef',
        client: '192.0.2.7',
        user: 'OFFICE\\ann',
        stamp: '2024-05-06 07:08:09',
      },
    },
    {
      lines: ['#Date: 2003-04-05 00:00:01', '#Fields: time c-ip cs-method cs-uri-stem sc-status', '15:16:17 192.0.2.8 [3]PASS - 530'],
      said: { kind: 'exchange', code: 530, command: 'PASS', session: '3', client: '192.0.2.8', stamp: '2003-04-05 15:16:17' },
    },
    {
      lines: ['2024-05-06 07:08:09 192.0.2.7 - 192.0.2.1 21 ControlChannelOpened - - 0 0 01234567-89ab-cdef-0123-456789abcdef -'],
      said: {
        kind: 'event',
        event: 'connected',
        text: 'ControlChannelOpened',
        session: '01234567-89ab-cdef-0123-456789abcdef',
        client: '192.0.2.7',
        stamp: '2024-05-06 07:08:09',
      },
    },
    {
      lines: ['2024-05-06 07:08:09 192.0.2.7 ann 192.0.2.1 21 CWD / 250 0 0 01234567-89ab-cdef-0123-456789abcdef /'],
      said: {
        kind: 'exchange',
        code: 250,
        command: 'CWD /',
        win32: 0,
        substatus: 0,
        session: '01234567-89ab-cdef-0123-456789abcdef',
        client: '192.0.2.7',
        stamp: '2024-05-06 07:08:09',
      },
    },
  ],
};
