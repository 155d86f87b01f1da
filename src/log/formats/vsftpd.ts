import type { EventName, LogFormat, Said, Who } from '../format.ts';
import { who } from '../say.ts';
import { VsftpdHeads } from '../vsftpd-head.ts';

// `Sun Aug 13 10:25:17 2023 [pid 77] [ann] FAIL DOWNLOAD: Client "192.0.2.1", "/a.txt", 0.00Kbyte/sec`
const LINE =
  /(?:^|\s)(?:([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d [\d:]{8} \d{4}) )?(?:\[pid (\d{1,9})\] )?(?:\[([^"]{0,200})\] )?(CONNECT|DEBUG|(?:OK|FAIL) (?:LOGIN|UPLOAD|DOWNLOAD|APPEND|MKDIR|RMDIR|DELETE|RENAME|CHMOD)): Client "([^"]{0,80})"(\s*|,.*)$/;
/** The same behind its head. Where something else follows the client, it all stands in a name that pretends to be such a line. */
const REST =
  /(CONNECT|DEBUG|(?:OK|FAIL) (?:LOGIN|UPLOAD|DOWNLOAD|APPEND|MKDIR|RMDIR|DELETE|RENAME|CHMOD)): Client "([^"]{0,80})"(\s*|,.*)$/y;
const NAMES: Readonly<Record<string, EventName>> = {
  LOGIN: 'login',
  UPLOAD: 'upload',
  APPEND: 'upload',
  DOWNLOAD: 'download',
  MKDIR: 'mkdir',
  RMDIR: 'rmdir',
  DELETE: 'delete',
  RENAME: 'rename',
  CHMOD: 'chmod',
};

/** Characters of a line that are looked at. */
const LONGEST = 4000;

/** The event that the log's own words stand for. */
function tell(from: Who, what: string, rest: string): Said {
  const text = rest === '' ? what : `${what}: ${rest.startsWith(', ') ? rest.slice(2) : rest}`;
  if (what === 'DEBUG') return { kind: 'note', text, ...from };
  if (what === 'CONNECT') return { kind: 'event', event: 'connected', text, ...from };
  const [outcome, action = ''] = what.split(' ');
  const event = NAMES[action] ?? 'failure';
  return { kind: 'event', event: (outcome === 'FAIL' ? `${event}-failed` : event) as EventName, text, ...from };
}

/** vsftpd's own log, to a file or through syslog: events without a code. */
export const vsftpd: LogFormat = {
  name: 'vsftpd',
  title: 'vsftpd log, as it is by default',
  docs: 'https://security.appspot.com/vsftpd/vsftpd_conf.html',
  side: 'server',
  server: 'vsftpd',
  marks: [': Client "'],
  open: () => {
    const heads = new VsftpdHeads();
    return (line) => {
      const raw = line.raw.slice(0, LONGEST);
      const head = heads.read(raw);
      if (head) {
        if (raw.startsWith('FTP ', head.at)) return undefined;
        REST.lastIndex = head.at;
        const found = REST.exec(raw);
        if (found)
          return tell(who({ session: head.pid, client: found[2], user: head.user, stamp: head.stamp }), found[1] ?? '', found[3] ?? '');
      }
      // What the client sent may hold a line of this kind: the log's own words come first.
      if (/ FTP (?:command|response): Client "/.test(raw.slice(0, 400)) || raw.startsWith('FTP ')) return undefined;
      const found = LINE.exec(raw);
      if (!found) return undefined;
      const [, stamp = line.stamp, session = line.pid, user, what = '', client, rest = ''] = found;
      return tell(who({ session, client, user, stamp }), what, rest);
    };
  },
  samples: [
    {
      lines: ['Sat Feb  3 04:05:06 2024 [pid 77] [ann] FAIL LOGIN: Client "192.0.2.1"'],
      said: {
        kind: 'event',
        event: 'login-failed',
        text: 'FAIL LOGIN',
        session: '77',
        user: 'ann',
        client: '192.0.2.1',
        stamp: 'Sat Feb  3 04:05:06 2024',
      },
    },
    {
      lines: ['Feb  3 04:05:06 host1 vsftpd[77]: [ann] OK DOWNLOAD: Client "192.0.2.1", "/a.txt", 17 bytes, 4.00Kbyte/sec'],
      said: {
        kind: 'event',
        event: 'download',
        text: 'OK DOWNLOAD: "/a.txt", 17 bytes, 4.00Kbyte/sec',
        session: '77',
        user: 'ann',
        client: '192.0.2.1',
        stamp: 'Feb  3 04:05:06',
      },
    },
    {
      lines: ['[pid 77] CONNECT: Client "192.0.2.1"'],
      said: { kind: 'event', event: 'connected', text: 'CONNECT', session: '77', client: '192.0.2.1' },
    },
    {
      lines: ['[pid 77] DEBUG: Client "192.0.2.1", "Connection terminated without SSL shutdown."'],
      said: { kind: 'note', text: 'DEBUG: "Connection terminated without SSL shutdown."', session: '77', client: '192.0.2.1' },
    },
  ],
};
