import type { LogFormat, Said, Who } from '../format.ts';
import { Transactions } from '../transactions.ts';

/** Zeek writes bytes that are not printable, and the separator inside a value, as `\x09`. */
function unescapeHex(cell: string): string {
  return cell.includes('\\x') ? cell.replace(/\\x([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : cell;
}

const DEFAULT = 'ts uid id.orig_h id.orig_p id.resp_h id.resp_p user password command arg mime_type file_size reply_code reply_msg'.split(
  ' ',
);

/** What `#separator` says: `\x09`. */
const separatorOf = (text: string): string => unescapeHex(text.trim()) || '\t';

/** Zeek's ftp.log in its own format: tabs (or what #separator says) between columns that #fields names. */
export const zeekFtp: LogFormat = {
  name: 'zeek-ftp',
  title: 'Zeek (Bro) ftp.log, tab separated',
  docs: 'https://docs.zeek.org/en/master/logs/ftp.html',
  side: 'sensor',
  // FTP::logged_commands: neither the login nor listings are among them.
  omits: true,
  open: () => {
    let fields: readonly string[] | undefined;
    let separator = '\t';
    let foreign = false;
    let transactions = new Transactions();
    return ({ raw }) => {
      if (raw.startsWith('#')) {
        const found = /^#(separator|path|fields|types|set_separator|empty_field|unset_field|open|close)(?=\s|$).?(.*)$/.exec(raw);
        if (!found) return undefined;
        const [, name, value = ''] = found;
        if (name === 'separator') separator = separatorOf(value);
        if (name === 'path') {
          foreign = !/^ftp/.test(value.trim());
          fields = undefined;
          transactions = new Transactions();
        }
        if (name === 'fields') {
          fields = value.split(separator);
          foreign ||= !fields.includes('reply_code');
        }
        return { kind: 'nothing' };
      }
      if (foreign) return fields && raw.includes(separator) ? { kind: 'nothing' } : undefined;
      if (!raw.includes(separator)) return undefined;
      const cells = raw.split(separator);
      // Without a header: the columns of every Zeek since 2.0, known by the time, the two addresses and the code.
      const names =
        fields ??
        (/^\d{9,10}\.\d{1,6}$/.test(cells[0] ?? '') &&
        /^[A-Za-z]\w{8,24}$/.test(cells[1] ?? '') &&
        /^(?:[1-6]\d\d|-)$/.test(cells[12] ?? '') &&
        cells.length >= 14
          ? DEFAULT
          : undefined);
      if (!names || cells.length < Math.min(names.length, 4)) return undefined;
      const cell = (name: string) => {
        const value = cells[names.indexOf(name)];
        return value === undefined || value === '-' || value === '(empty)' ? undefined : unescapeHex(value);
      };
      return transactions.say({
        who: whoOf(cell),
        command: cell('command'),
        argument: cell('arg'),
        code: Number(cell('reply_code') ?? 0),
        text: cell('reply_msg') ?? '',
      });
    };
  },
  samples: [
    {
      lines: [
        '#fields\tts\tuid\tid.orig_h\tuser\tcommand\targ\treply_code\treply_msg',
        '1700000000.5\tCabc\t192.0.2.1\tann\tRETR\tftp://192.0.2.2/a.txt\t550\tNo such file.',
      ],
      said: {
        kind: 'exchange',
        code: 550,
        text: 'No such file.',
        command: 'RETR ftp://192.0.2.2/a.txt',
        session: 'Cabc',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '1700000000.5',
      },
    },
    {
      lines: ['1700000000.500000\tCabcdefghi1\t192.0.2.1\t4000\t192.0.2.2\t21\tann\t-\tPASV\t-\t-\t-\t-\t-\t-'],
      said: { kind: 'client', text: 'PASV', session: 'Cabcdefghi1', client: '192.0.2.1', user: 'ann', stamp: '1700000000.500000' },
    },
    { lines: ['#path\tdns', '#fields\tts\tuid\tquery\trcode', '1700000000.500000\tCabc\texample.com\t220'], said: { kind: 'nothing' } },
  ],
};

function whoOf(cell: (name: string) => string | undefined): Who {
  const session = cell('uid');
  const client = cell('id.orig_h');
  const user = cell('user');
  const stamp = cell('ts');
  return { ...(session && { session }), ...(client && { client }), ...(user && user !== '<unknown>' && { user }), ...(stamp && { stamp }) };
}

/** `ftp_reply, T, 220, Welcome`: a script that prints the events. Lines inside a reply of several carry 0, and T says that more follow. */
export const zeekPrint: LogFormat = {
  name: 'zeek-ftp-print',
  title: 'Zeek events ftp_request and ftp_reply, printed by a script',
  docs: 'https://docs.zeek.org/en/master/scripts/base/bif/plugins/Zeek_FTP.events.bif.zeek.html',
  side: 'sensor',
  marks: ['ftp_re'],
  open:
    () =>
    ({ body, raw }): Said | undefined => {
      const text = /^ftp_re/.test(body) ? body : raw;
      const reply = /^ftp_reply, ?(?:\[[^\]]{0,400}\], ?)?([TF]), ?(\d{1,3}), ?(.*)$/.exec(text) ?? undefined;
      if (reply) {
        const [, more, code = '', words = ''] = reply;
        return { kind: 'server', text: /^0+$/.test(code) ? words : `${code}${more === 'T' ? '-' : ' '}${words}` };
      }
      const turned = /^ftp_reply, ?(\d{1,3}), ?(.*), ?([TF])$/.exec(text);
      if (turned)
        return {
          kind: 'server',
          text: /^0+$/.test(turned[1] ?? '') ? (turned[2] ?? '') : `${turned[1]}${turned[3] === 'T' ? '-' : ' '}${turned[2]}`,
        };
      const request = /^ftp_request, ?(?:\[[^\]]{0,400}\], ?)?([A-Za-z]{3,5})(?:, ?(.*))?$/.exec(text);
      return request ? { kind: 'client', text: `${request[1]} ${request[2] ?? ''}`.trim() } : undefined;
    },
  samples: [
    { lines: ['ftp_reply, T, 220, Welcome.'], said: { kind: 'server', text: '220-Welcome.' } },
    { lines: ['ftp_reply, T, 0,  MDTM'], said: { kind: 'server', text: ' MDTM' } },
    { lines: ['ftp_reply, F, 220, Ready.'], said: { kind: 'server', text: '220 Ready.' } },
    { lines: ['ftp_request, USER, ann'], said: { kind: 'client', text: 'USER ann' } },
  ],
};
