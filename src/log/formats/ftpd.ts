import type { LogFormat, Said } from '../format.ts';
import { type EventWords, eventOf, who } from '../say.ts';
import { isPlainCommand } from '../verbs.ts';

const HEAD = /(?:^|[\s|:])(?:in\.|wu-|wu\.|gss|lukem|tn|b)?ftpd(?:\([\w.-]{1,20}\))?(?:\[(\d{1,9})\])?: (?:\[ID \d{1,9} [\w.]{1,30}\] )?/;
const EVENTS: EventWords = [
  [
    'login-failed',
    /^(?:FTP LOGIN FAILED|failed login|repeated login failures|LOGIN FAIL|too many login failures|FTP LOGIN REFUSED|FTP ACCESS (?:DENIED|REFUSED)|authentication failed|ACCESS DENIED|getpwnam|PAM.{0,40}fail)/i,
  ],
  ['login', /^(?:ANONYMOUS )?FTP LOGIN FROM|^(?:GSSAPI|Kerberos).{0,60} (?:login|authenticated)|^User .{1,200} logged in/i],
  ['refused', /^refused connect|^connection refused|^access denied|deny|^refused (?:PORT|EPRT)|^PASSIVE ATTACK|^possible/i],
  ['connected', /^connect(?:ion)? from/i],
  ['timeout', /timed out|timeout/i],
  ['disconnected', /^FTP session closed|^lost connection|^User .{1,200} (?:logged out|disconnected)|^exiting on signal/i],
  ['upload', /^(?:FTPD: )?IMPORT file|^(?:put|append|store) /i],
  ['download', /^(?:FTPD: )?EXPORT file|^get /i],
  ['mkdir', /^mkdir /],
  ['rmdir', /^rmdir /],
  ['delete', /^delete /],
  ['rename', /^rename /],
  ['chmod', /^chmod /],
];
const FROM = /\b(?:from|FROM) ([^\s,[\]()]{1,255})(?: ?[([]([\da-f.:]{3,45})[)\]])?/;
const USER = /^(?:ANONYMOUS )?FTP LOGIN (?:FAILED |REFUSED )?FROM .{1,400}?(?:, | as )(.{1,200}?)(?: \(.{0,100}\))?\s*$/;

/** The ftpd of the BSDs, Linux (netkit, inetutils, busybox), AIX, Solaris, Kerberos and wu-ftpd, in syslog. */
export const ftpd: LogFormat = {
  name: 'ftpd',
  title: 'ftpd in syslog (BSD, netkit, inetutils, busybox, AIX, Solaris, gssftpd, wu-ftpd)',
  docs: 'https://man.freebsd.org/cgi/man.cgi?query=ftpd',
  side: 'server',
  marks: ['ftpd'],
  open: () => {
    // With -d a reply takes two lines: `<--- 257 `, then its text.
    const pending = new Map<string, string>();
    return ({ raw, stamp }) => {
      const head = HEAD.exec(raw.slice(0, 400));
      if (!head) return undefined;
      const text = raw.slice(head.index + head[0].length);
      if (/^\(?pam_/.test(text)) return undefined;
      const session = head[1];
      const key = session ?? '';
      const from = who({ session, client: undefined, user: undefined, stamp });
      const waiting = pending.get(key);
      pending.delete(key);
      const shown = /^<--- (\d{1,3})(-)? ?(.*)$/.exec(text);
      const before: Said[] =
        waiting !== undefined && (shown || text.startsWith('command: ')) ? [{ kind: 'server', text: waiting, ...from }] : [];
      const also = (said: Said): Said | readonly Said[] => (before.length > 0 ? [...before, said] : said);
      if (shown) {
        const [, code = '', more, words = ''] = shown;
        const front = Number(code) < 100 ? '' : `${code}${more ?? ' '}`;
        if (words.trim() !== '') return also({ kind: 'server', text: `${front}${words}`, ...from });
        if (pending.size < 5000) pending.set(key, front);
        return also({ kind: 'nothing' });
      }
      if (text.startsWith('command: ')) return also({ kind: 'client', text: text.slice(9).trimEnd(), ...from });
      if (waiting !== undefined) return { kind: 'server', text: `${waiting}${text}`, ...from };
      // busybox (-vv) shows both sides bare; wu-ftpd (-L) its commands.
      if (/^[1-6][0-5]\d(?:[ -]|$)/.test(text)) return { kind: 'server', text, ...from };
      if (isPlainCommand(text)) return { kind: 'client', text, ...from };
      const event = eventOf(EVENTS, text);
      const place = FROM.exec(text.slice(0, 1000));
      const about = who({
        session,
        client: place?.[2] ?? place?.[1],
        user: USER.exec(text.slice(0, 1000))?.[1] ?? /^User (\S{1,200}) timed out/.exec(text)?.[1],
        stamp,
      });
      return event ? { kind: 'event', event, text, ...about } : { kind: 'note', text, ...about };
    };
  },
  samples: [
    {
      lines: ['Feb  3 04:05:06 host1 ftpd[77]: FTP LOGIN FROM pc.example [192.0.2.1], ann'],
      said: {
        kind: 'event',
        event: 'login',
        text: 'FTP LOGIN FROM pc.example [192.0.2.1], ann',
        session: '77',
        client: '192.0.2.1',
        user: 'ann',
        stamp: 'Feb  3 04:05:06',
      },
    },
    {
      lines: ['Feb  3 04:05:06 host1 in.ftpd[77]: [ID 484914 daemon.notice] refused connect from 192.0.2.1'],
      said: {
        kind: 'event',
        event: 'refused',
        text: 'refused connect from 192.0.2.1',
        session: '77',
        client: '192.0.2.1',
        stamp: 'Feb  3 04:05:06',
      },
    },
    {
      lines: ['Feb  3 04:05:06 host1 ftpd[77]: command: USER ann'],
      said: { kind: 'client', text: 'USER ann', session: '77', stamp: 'Feb  3 04:05:06' },
    },
    {
      lines: ['Feb  3 04:05:06 host1 ftpd[77]: <--- 257 ', 'Feb  3 04:05:06 host1 ftpd[77]: "/" is current directory.'],
      said: { kind: 'server', text: '257 "/" is current directory.', session: '77', stamp: 'Feb  3 04:05:06' },
    },
    { lines: ['ftpd[77]: <--- 211-Features:'], said: { kind: 'server', text: '211-Features:', session: '77' } },
    { lines: ['ftpd[77]: 230 Operation successful'], said: { kind: 'server', text: '230 Operation successful', session: '77' } },
    {
      lines: ['wu-ftpd[77]: failed login from host [192.0.2.1]'],
      said: { kind: 'event', event: 'login-failed', text: 'failed login from host [192.0.2.1]', session: '77', client: '192.0.2.1' },
    },
    {
      lines: ['ftpd[77]: FTPD: EXPORT file local , remote a.html'],
      said: { kind: 'event', event: 'download', text: 'FTPD: EXPORT file local , remote a.html', session: '77' },
    },
  ],
};
