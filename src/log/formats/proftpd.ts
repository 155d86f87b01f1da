import type { LogFormat, Said } from '../format.ts';
import { TornRecord } from '../torn-record.ts';
import { type EventWords, eventOf, sent as asked, who } from '../say.ts';

// `proftpd[77] host1 (client[192.0.2.1]): text` in its own log, `proftpd[77]: host1 (client[192.0.2.1]) - text` in syslog,
// `host1 (client[192.0.2.1]) - text` on the console. Before a client connects the part in parentheses is missing.
const LONGEST = 4200;
const HEAD = /(?:^|[\s|:/-])proftpd(?:\[(\d{1,9})\])?:? (\S{1,255}?)(?: \(([^()[\]]{0,255})\[([^[\]]{0,64})\]\))?(?::| -) /;
const CONSOLE = /^(\S{1,255}) \(([^()[\]]{0,255})\[([\da-f.:]{2,64})\]\)(?::| -) /;
const DISPATCH = /^dispatching (PRE_CMD|CMD|POST_CMD|POST_CMD_ERR|LOG_CMD|LOG_CMD_ERR) command '(.*)' to mod_\w{1,40}$/;

const EVENTS: EventWords = [
  ['connected', /^FTP session opened/],
  ['disconnected', /^FTP session closed/],
  [
    'login-failed',
    /\(Login failed\)|no such user found|no such user '|^SECURITY VIOLATION|^USER .{1,200}: (?:Login (?:denied|incorrect)|Limit access denies login)|^ANON .{1,200}: (?:Limit access|Login denied)|not authorized to login/,
  ],
  ['login', /^(?:USER|ANON) .{1,400}: Login successful/],
  ['limit', /^Maximum login attempts|MaxClients|MaxInstances|MaxConnectionsPerHost|MaxConnectionRate|MaxHostsPerUser/],
  [
    'refused',
    /^Refused (?:PORT|EPRT|user)|[Cc]onnection from .{1,300} (?:denied|rejected)|^refused connect|^Connection refused|disconnecting$|denied by/,
  ],
  ['timeout', /(?<![/\w.-])(?:timeout|timed out)\b(?![/.-]\w)/i],
  ['tls-failed', /negotiation failed on control|unable to accept TLS/],
  ['failure', /^Fatal:|^error:|aborting transfer/],
];

/** Words of the inner works at debug level: no event, no diagnosis. */
const INNER =
  /^(?:ROOT PRIVS|RELINQUISH PRIVS|USER PRIVS|SETUP PRIVS|SWAP PRIVS|in dir_check|dispatching |retrieved |opening scoreboard|\s|<|\/$|mod_cap\/|setting group|performing module|checking HideFiles|[A-Z][A-Za-z]{4,40}$)/;

/** A quoted path, or a user name given in double quotes, that goes on in the next line. */
const BEGUN = /(?:^|\s)'[^']*$|^(?:USER|ANON) "[^":]*$/;

/** ProFTPD's SystemLog, its lines in syslog, and what DebugLevel adds: events, notes, commands. Replies are never in it. */
export const proftpd: LogFormat = {
  name: 'proftpd',
  title: 'ProFTPD SystemLog, syslog and debug output',
  docs: 'https://github.com/proftpd/proftpd/blob/master/doc/howto/Logging.html',
  side: 'server',
  server: 'proftpd',
  open: () => {
    // A command is dispatched to many modules, in several phases: told once.
    const sent = new Map<string, string>();
    // Debug lines show a path twice.
    const torn = new TornRecord((line) => /'|": /.test(line), 2);
    return ({ raw, body, stamp, pid }) => {
      const start = raw.slice(0, 1500);
      const any = HEAD.exec(start);
      const head = any?.[2]?.startsWith('pam_') ? null : any;
      const shown = head ? null : CONSOLE.exec(body.slice(0, 1500));
      if (!head && !shown) {
        // A file name with a line feed: what follows is still inside its quotes.
        if (!torn.takesPiece(raw)) return undefined;
        if (raw.length < LONGEST && BEGUN.test(raw)) torn.begin(raw);
        return { kind: 'nothing' };
      }
      const doubtful = torn.takesWhole(raw);
      const session = head?.[1] ?? pid;
      const client = head ? (head[4] ?? head[3]) : shown?.[3];
      const text = (head ? raw.slice(head.index + head[0].length) : body.slice(shown?.[0].length)).trimEnd();
      const named = /^(?:USER|ANON) ([^\s:]{1,255})/.exec(text)?.[1];
      const found = who({ session, client, user: named, stamp });
      if (!doubtful && head && text.length < LONGEST && BEGUN.test(text)) torn.begin(raw);
      if (doubtful && text.startsWith('dispatching ')) return { kind: 'nothing' };
      if (text.startsWith('dispatching ')) {
        const dispatch = DISPATCH.exec(text);
        const [, phase = '', command = ''] = dispatch ?? [];
        const key = session ?? client ?? '';
        const repeated = sent.get(key) === command;
        if (/^(?:LOG|POST)_CMD/.test(phase)) sent.delete(key);
        else if (dispatch && !repeated) {
          if (sent.size > 5000) sent.clear();
          sent.set(key, command);
          return asked(who({ session, client, user: undefined, stamp }), command);
        }
        return { kind: 'nothing' };
      }
      // Names of files stand in what it tells its makers.
      const event = INNER.test(text) ? undefined : eventOf(EVENTS, text);
      // On the console anybody's `host (name[1.2.3.4]) - text` looks alike: only known words are ProFTPD's.
      if (shown && !event) return undefined;
      const said: Said = event
        ? { kind: 'event', event, text, ...(doubtful && { doubtful }), ...found }
        : doubtful || INNER.test(text)
          ? { kind: 'nothing' }
          : { kind: 'note', text, ...found };
      return said;
    };
  },
  samples: [
    {
      lines: [
        "2024-02-03 04:05:06,789 host1 proftpd[77] host1 (pc.example[192.0.2.1]): in dir_check_full(): path = '/in/421 timeout.txt', fullpath = '/home/ann/in/421 timeout.txt'",
      ],
      said: { kind: 'nothing' },
    },
    {
      lines: ['2024-02-03 04:05:06,789 host1 proftpd[77] host1 (pc.example[192.0.2.1]): USER ann (Login failed): Incorrect password'],
      said: {
        kind: 'event',
        event: 'login-failed',
        text: 'USER ann (Login failed): Incorrect password',
        session: '77',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '2024-02-03 04:05:06,789',
      },
    },
    {
      lines: ['Feb  3 04:05:06 host1 proftpd[77]: host1 (pc.example[192.0.2.1]) - FTP session opened.'],
      said: {
        kind: 'event',
        event: 'connected',
        text: 'FTP session opened.',
        session: '77',
        client: '192.0.2.1',
        stamp: 'Feb  3 04:05:06',
      },
    },
    {
      lines: ["2024-02-03 04:05:06,789 host1 proftpd[77] host1 (192.0.2.1[192.0.2.1]): dispatching CMD command 'PASV' to mod_core"],
      said: { kind: 'client', text: 'PASV', session: '77', client: '192.0.2.1', stamp: '2024-02-03 04:05:06,789' },
    },
    {
      lines: ["2024-02-03 04:05:06,789 host1 proftpd[77] host1 (192.0.2.1[192.0.2.1]): file '230 x' did not match HideFiles pattern"],
      said: {
        kind: 'note',
        text: "file '230 x' did not match HideFiles pattern",
        session: '77',
        client: '192.0.2.1',
        stamp: '2024-02-03 04:05:06,789',
      },
    },
  ],
};
