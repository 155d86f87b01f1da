import type { LogFormat, Said, Who } from '../format.ts';
import { VsftpdHeads } from '../vsftpd-head.ts';

// `[pid 9380] [user1] FTP response: Client "203.0.113.235", "331 Please specify the password."`
// The time stamp in front may be missing, and a syslog header may stand before all of it.
const LINE =
  /^(?:([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4}) )?(?:\[pid (\d+)\] )?(?:\[((?:(?!\] (?:OK|FAIL|CONNECT|DEBUG)\b).){0,256}?)\] )?FTP (response|command): Client "([^"]*)", "(.*)"\s*$/s;
const RESPONSE = 'FTP response: Client "';
const COMMAND = 'FTP command: Client "';
const BETWEEN = '", "';

/** A line in its plain form, which nearly all have: the expression reads the others. */
function readPlain(raw: string, heads: VsftpdHeads): Said | undefined {
  const head = heads.read(raw);
  if (!head || !raw.endsWith('"')) return undefined;
  const isResponse = raw.startsWith(RESPONSE, head.at);
  if (!isResponse && !raw.startsWith(COMMAND, head.at)) return undefined;
  const from = head.at + (isResponse ? RESPONSE : COMMAND).length;
  const end = raw.indexOf('"', from);
  if (!raw.startsWith(BETWEEN, end) || end + BETWEEN.length > raw.length - 1) return undefined;
  const kind = isResponse ? 'server' : 'client';
  const { pid: session, user, stamp } = head;
  const client = raw.slice(from, end);
  const text = raw.slice(end + BETWEEN.length, -1);
  return user === undefined ? { kind, session, client, stamp, text } : { kind, session, client, user, stamp, text };
}

/** vsftpd's own log with log_ftp_protocol=YES, to a file or through syslog. */
export const vsftpdProtocol: LogFormat = {
  name: 'vsftpd-protocol',
  title: 'vsftpd log with log_ftp_protocol=YES',
  docs: 'https://security.appspot.com/vsftpd/vsftpd_conf.html',
  side: 'server',
  server: 'vsftpd',
  marks: ['FTP response: Client "', 'FTP command: Client "'],
  open: () => {
    const heads = new VsftpdHeads();
    return (line) => {
      const plain = readPlain(line.raw, heads);
      if (plain) return plain;
      const found = LINE.exec(line.raw) ?? LINE.exec(line.body);
      if (!found) return undefined;
      const [, stamp = line.stamp, pid = line.pid, user, side, client = '', text = ''] = found;
      const who: Who = { client, ...(pid && { session: pid }), ...(user && { user }), ...(stamp && { stamp }) };
      return { kind: side === 'command' ? 'client' : 'server', text, ...who };
    };
  },
  samples: [
    {
      lines: ['Sun Aug 13 10:25:17 2023 [pid 9380] [user1] FTP response: Client "203.0.113.235", "331 Please specify the password."'],
      said: {
        kind: 'server',
        text: '331 Please specify the password.',
        session: '9380',
        user: 'user1',
        client: '203.0.113.235',
        stamp: 'Sun Aug 13 10:25:17 2023',
      },
    },
    {
      lines: ['FTP command: Client "::ffff:192.0.2.7", "USER bob"'],
      said: { kind: 'client', text: 'USER bob', client: '::ffff:192.0.2.7' },
    },
  ],
};
