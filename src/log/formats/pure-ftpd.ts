import type { LogFormat } from '../format.ts';
import { type EventWords, eventOf, sent, who } from '../say.ts';

const HEAD = /(?:^|[\s:])\(([^@()]{0,200}|.{0,200}?)@([^@()\s]{1,255})\) \[(DEBUG|INFO|NOTICE|WARNING|ERROR)\] /;
const EVENTS: EventWords = [
  ['connected', /^New connection from/],
  ['login-failed', /^Authentication failed for user|^Unable to (?:set up|find) |^Login authentication failed/],
  ['login', / is now logged in$|^Anonymous user logged in/],
  ['disconnected', /^Logout\.?/],
  ['timeout', /^Timeout/],
  ['limit', /^Too many connections|^The maximum number|users allowed/i],
  ['tls-failed', /cleartext sessions|TLS \[|SSL\/TLS \[|^TLS: (?!Enabled)/],
  ['upload', / uploaded\s+\(/],
  ['download', / downloaded\s+\(/],
  ['rename', /^File successfully renamed/],
  ['rename-failed', /^Rename\/move failure/],
  ['delete', /^Deleted /],
  ['delete-failed', /^Could not delete/],
  ['mkdir-failed', /^Can't create directory/],
  ['rmdir-failed', /^Can't remove directory/],
  ['failure', /^Can't |^Unable |^Error|^Could not/],
];

/** Pure-FTPd in syslog: events at every level, commands with -d, replies with -d -d. */
export const pureFtpd: LogFormat = {
  name: 'pure-ftpd',
  title: 'Pure-FTPd syslog (events; with verbose logging commands, twice verbose replies)',
  docs: 'https://raw.githubusercontent.com/jedisct1/pure-ftpd/master/README',
  side: 'server',
  marks: ['[DEBUG] ', '[INFO] ', '[NOTICE] ', '[WARNING] ', '[ERROR] '],
  open:
    () =>
    ({ raw, pid, stamp }) => {
      const head = HEAD.exec(raw.slice(0, 1000));
      if (!head) return undefined;
      const [, user, client, level] = head;
      const text = raw.slice(head.index + head[0].length).replace(/\r$/, '');
      // With no process id in the log only the host tells sessions apart: the name changes at login.
      const id = pid ?? /pure-ftpd\[(\d{1,9})\]/.exec(raw.slice(0, head.index))?.[1];
      // Who was refused stands in the text alone.
      const named = user === '?' ? /^Authentication failed for user \[([^\]]{1,255})\]$/.exec(text)?.[1] : user;
      const found = who({ session: id, client, user: named, stamp });
      if (level !== 'DEBUG') {
        const event = eventOf(EVENTS, text);
        return event ? { kind: 'event', event, text, ...found } : { kind: 'note', text, ...found };
      }
      const command = /^Command \[([^\]]{1,40})\] \[(.*)\]$/.exec(text);
      if (command) return sent(found, `${(command[1] ?? '').toUpperCase()} ${command[2]}`.trimEnd());
      return { kind: 'server', text, ...found };
    },
  samples: [
    {
      lines: ['Feb  3 04:05:06 host1 pure-ftpd[77]: (ann@192.0.2.1) [DEBUG] 230 OK. Current directory is /'],
      said: {
        kind: 'server',
        text: '230 OK. Current directory is /',
        session: '77',
        client: '192.0.2.1',
        user: 'ann',
        stamp: 'Feb  3 04:05:06',
      },
    },
    { lines: ['pure-ftpd: (?@192.0.2.1) [DEBUG] Command [user] [ann]'], said: { kind: 'client', text: 'USER ann', client: '192.0.2.1' } },
    {
      lines: ['(?@192.0.2.1) [WARNING] Authentication failed for user [ann]'],
      said: { kind: 'event', event: 'login-failed', text: 'Authentication failed for user [ann]', client: '192.0.2.1', user: 'ann' },
    },
    {
      lines: ["(ann@192.0.2.1) [ERROR] Can't open x.txt: No such file or directory"],
      said: { kind: 'event', event: 'failure', text: "Can't open x.txt: No such file or directory", client: '192.0.2.1', user: 'ann' },
    },
  ],
};
