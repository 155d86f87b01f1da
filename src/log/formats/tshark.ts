import type { LogFormat, Said, Who } from '../format.ts';
import { who } from '../say.ts';

// `  38 4.126630 192.0.2.1 → 192.0.2.2 FTP 90 Response: 331 Please ...`; columns of one's own may stand between, such as a user.
const LINE =
  /^\s{0,12}(?:(\d{1,12})\s+)?(?:(\d[\d:.,T-]{0,40}|[A-Z][a-z]{2} [ \d]?\d, \d{4} [\d:.]{8,20}(?: \w+)?)\s+)?(\S{2,80}) {0,9}(?:→|->|\u2192|\t)\s{0,9}(\S{2,80})\s+(FTP|TLSv[\d.]+\/FTP)\b(.{0,200}?)\b(Request|Response): (.*)$/;
const OTHER = /^\s{0,12}\d{1,12}\s+\d[\d.]{1,24}\s+\S{2,80}\s+(?:→|->)\s+\S{2,80}\s+[A-Za-z][\w./-]{1,24}\s+\d{1,7}\s/;
// tshark -V
const DETAIL = /^ {4,8}(?:Response code: .{0,200}\((\d{3})\)|Response arg: (.*)|Request command: (\S{1,40})|Request arg: (.*))$/;
// tshark -T json, and pdml's names in it
const JSON_FIELD =
  /^\s{2,40}"(ftp\.response\.code|ftp\.response\.arg|ftp\.request\.command|ftp\.request\.arg)": (?:\[ ?)?"((?:[^"\\]|\\.)*)"/;

/** tshark and Wireshark as text: the packet list, and the details of FTP packets (-V, -T json). */
export const tshark: LogFormat = {
  name: 'tshark',
  title: 'tshark and Wireshark, packet list or packet details as text',
  docs: 'https://www.wireshark.org/docs/man-pages/tshark.html',
  side: 'sensor',
  open: () => {
    /** Reply of several packets that is open, by the server's side. */
    const open = new Map<string, string>();
    let details = false;
    let command: string | undefined;
    const listed = (found: RegExpExecArray): Said | readonly Said[] => {
      const [, , stamp, from = '', to = '', , , side, text = ''] = found;
      const server = side === 'Response' ? from : to;
      const client = side === 'Response' ? to : from;
      // Without ports the two hosts are all that tells a session.
      const parties: Who = who({ session: `${client}-${server}`, client, user: undefined, stamp });
      const key = `${client}-${server}`;
      if (side === 'Request') {
        open.delete(key);
        return { kind: 'client', text: text.trimEnd(), ...parties };
      }
      const reply = /^([1-6]\d\d)([ -]|$)/.exec(text);
      const before = open.get(key);
      if (reply?.[2] === '-' && open.size < 5000) open.set(key, reply[1] ?? '');
      else if (reply && reply[1] === before) open.delete(key);
      const said: Said = { kind: 'server', text, ...parties };
      // A packet shows its first line alone: another code means that the end of the reply before was not shown.
      if (before !== undefined && reply && reply[1] !== before) {
        if (reply[2] !== '-') open.delete(key);
        return [{ kind: 'server', text: `${before} `, ...parties }, said];
      }
      return said;
    };
    return ({ raw }) => {
      if (raw.includes('Response: ') || raw.includes('Request: ')) {
        const found = LINE.exec(raw.slice(0, 5000));
        if (found) return listed(found);
      }
      if (raw.startsWith('File Transfer Protocol (FTP)')) {
        details = true;
        return { kind: 'nothing' };
      }
      if (details && raw.startsWith('    ')) {
        // `    331 Please ...\r\n` shows each line as it was sent; what follows names its parts again.
        const sent = /^ {4}(\S.*?|\s.*?)\\r\\n$/.exec(raw);
        if (sent) {
          const text = sent[1] ?? '';
          return /^[A-Z]{3,5}(?: |$)/.test(text) ? { kind: 'client', text } : { kind: 'server', text };
        }
        if (DETAIL.test(raw) || raw.startsWith('     ')) return { kind: 'nothing' };
      }
      const field = raw.includes('"ftp.re') ? JSON_FIELD.exec(raw) : null;
      if (field) {
        const [, name, value = ''] = field;
        if (name === 'ftp.request.command') command = value;
        if (name === 'ftp.response.code' && /^[1-6]\d\d$/.test(value))
          return { kind: 'exchange', code: Number(value), ...(command && { command }) };
        return { kind: 'nothing' };
      }
      if (/^\s{2,40}"[1-6]\d\d[ -].*\\\\r\\\\n": \{/.test(raw)) return { kind: 'nothing' };
      if (raw !== '' && !raw.startsWith(' ')) details = false;
      return OTHER.test(raw.slice(0, 400)) && / (?:TCP|TLSv?[\d.]*|FTP-DATA|ARP|DNS|UDP|ICMP) /.test(raw.slice(0, 400))
        ? { kind: 'nothing' }
        : undefined;
    };
  },
  samples: [
    {
      lines: ['   38 4.126630 192.0.2.2 → 192.0.2.1 FTP 90 Response: 331 Please specify the password.'],
      said: {
        kind: 'server',
        text: '331 Please specify the password.',
        session: '192.0.2.1-192.0.2.2',
        client: '192.0.2.1',
        stamp: '4.126630',
      },
    },
    {
      lines: ['39 4.2 192.0.2.1 -> 192.0.2.2 FTP 82 ann Request: USER ann'],
      said: { kind: 'client', text: 'USER ann', session: '192.0.2.1-192.0.2.2', client: '192.0.2.1', stamp: '4.2' },
    },
    {
      lines: ['1 0.1 192.0.2.2 → 192.0.2.1 FTP 90 Response: 220-Hello', '2 0.2 192.0.2.2 → 192.0.2.1 FTP 90 Response: 331 Password'],
      said: [
        { kind: 'server', text: '220 ', session: '192.0.2.1-192.0.2.2', client: '192.0.2.1', stamp: '0.2' },
        { kind: 'server', text: '331 Password', session: '192.0.2.1-192.0.2.2', client: '192.0.2.1', stamp: '0.2' },
      ],
    },
    {
      lines: ['File Transfer Protocol (FTP)', '    331 Please specify the password.\\r\\n'],
      said: { kind: 'server', text: '331 Please specify the password.' },
    },
    { lines: ['File Transfer Protocol (FTP)', '        Response code: User name okay, need password (331)'], said: { kind: 'nothing' } },
    { lines: ['          "ftp.response.code": "530",'], said: { kind: 'exchange', code: 530 } },
  ],
};
