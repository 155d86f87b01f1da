import type { EventName, LogFormat } from '../format.ts';
import { who } from '../say.ts';

// `vsftpd: pam_unix(vsftpd:auth): authentication failure; ... ruser=ann rhost=192.0.2.1`, of old `vsftpd(pam_unix)[77]: ...`
// and `vsftpd: (pam_unix) ...`; ftpd and proftpd authenticate the same way.
const LINE =
  /(?:^|[\s|])(?:vsftpd|proftpd|pure-ftpd|(?:in\.|wu\.|wu-)?ftpd|ftp)(?:\((pam_\w{1,30})\))?(?:\[(\d{1,9})\])?: (?:\(?(pam_\w{1,30})\)?(?:\(([^()]{1,60})\))?:? )?(.*)$/;
const EVENTS: readonly (readonly [EventName, RegExp])[] = [
  [
    'login-failed',
    /^authentication failure|^Refused user|^check pass; user unknown|user unknown|^account .{0,200} (?:expired|locked)|^access denied/i,
  ],
  ['login', /^session opened/i],
];

/** PAM's words about an FTP daemon in the system's log. */
export const ftpPam: LogFormat = {
  name: 'ftp-pam',
  title: 'PAM messages of FTP daemons in syslog',
  docs: 'https://www.man7.org/linux/man-pages/man8/pam_unix.8.html',
  side: 'server',
  marks: ['pam_'],
  open:
    () =>
    ({ raw, stamp }) => {
      const found = LINE.exec(raw.slice(0, 2000));
      if (!found || !(found[1] || found[3])) return undefined;
      const [line, , session, , , words = ''] = found;
      const field = (name: string) => new RegExp(`\\b${name}=(\\S{1,255})`).exec(words)?.[1];
      const user =
        field('user') ?? field('ruser') ?? /\bfor user ([^\s(]{1,255})/.exec(words)?.[1] ?? /^Refused user (\S{1,255})/.exec(words)?.[1];
      const from = who({ session, client: field('rhost'), user, stamp });
      const event = EVENTS.find(([, pattern]) => pattern.test(words))?.[0];
      // Daemon and module stay: what a refusal means depends on the module that spoke.
      const text = line.replace(/^[\s|]/, '').replace(`[${session}]`, '');
      return event ? { kind: 'event', event, text, ...from } : { kind: 'note', text, ...from };
    },
  samples: [
    {
      lines: [
        'Feb  3 04:05:06 host1 vsftpd[77]: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=ann rhost=192.0.2.1',
      ],
      said: {
        kind: 'event',
        event: 'login-failed',
        text: 'vsftpd: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=ann rhost=192.0.2.1',
        session: '77',
        user: 'ann',
        client: '192.0.2.1',
        stamp: 'Feb  3 04:05:06',
      },
    },
    {
      lines: ['Feb  3 04:05:06 host1 vsftpd(pam_unix)[77]: authentication failure; rhost=192.0.2.1 user=ann'],
      said: {
        kind: 'event',
        event: 'login-failed',
        text: 'vsftpd(pam_unix): authentication failure; rhost=192.0.2.1 user=ann',
        session: '77',
        user: 'ann',
        client: '192.0.2.1',
        stamp: 'Feb  3 04:05:06',
      },
    },
    {
      lines: ['proftpd: pam_unix(proftpd:session): session closed for user ann'],
      said: { kind: 'note', text: 'proftpd: pam_unix(proftpd:session): session closed for user ann', user: 'ann' },
    },
  ],
};
