import type { LogFormat, Said } from '../format.ts';
import { readLiteral } from '../literal.ts';
import { type EventWords, eventOf, sent, who } from '../say.ts';

// `[I 2024-02-03 04:05:06] 192.0.2.1:4000-[ann] text`; the part in brackets is logging's own and may look otherwise.
const LEVEL = /^\s{0,8}\[([DIWEC]) (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:[.,]\d{1,6})?)\] /;
const PEER = /^\[?([\da-f.:]{3,60}?)\]?:(\d{1,5})-\[/i;
/** Where the user name in brackets ends: what follows is the program's own. Names may hold brackets, arrows too. */
const NAME_END = /\] (?=-> |<- |FTP session |USER '|[A-Z]{3,4}(?: CHMOD)? |Control |Connection |\S)/;
const EVENTS: EventWords = [
  ['connected', /^FTP session opened/],
  ['disconnected', /^FTP session closed/],
  ['login-failed', /^USER '.{0,300}' failed login/],
  ['login', /^USER '.{0,300}' logged in/],
  ['upload', /^(?:STOR|APPE|STOU) .*completed=1 /],
  ['upload-failed', /^(?:STOR|APPE|STOU) .*completed=0 /],
  ['download', /^RETR .*completed=1 /],
  ['download-failed', /^RETR .*completed=0 /],
  ['timeout', /timed out|timeout/i],
  ['limit', /too many connections|Maximum login attempts/i],
  ['tls-failed', /SSL|TLS/],
];

/** pyftpdlib: events and, at level DEBUG, the whole conversation (`->` is the server's side). */
export const pyftpdlib: LogFormat = {
  name: 'pyftpdlib',
  title: 'pyftpdlib log (INFO and DEBUG)',
  docs: 'https://pyftpdlib.readthedocs.io/en/latest/tutorial.html#logging-management',
  side: 'server',
  server: 'pyftpdlib',
  open: () => {
    // At DEBUG a command's summary (`CWD /a 250`) follows the reply that was shown already.
    let shown = false;
    let headed = false;
    return ({ raw, body, stamp: wrapped }): Said | undefined => {
      const level = LEVEL.exec(raw);
      const text = level ? raw.slice(level[0].length) : body;
      const stamp = level?.[2] ?? wrapped;
      // A message of several lines goes on behind four blanks: user names and commands may hold a line feed.
      if (level) headed = true;
      else if (headed && raw.startsWith('    ')) return { kind: 'nothing' };
      const peer = PEER.exec(text);
      if (!peer) {
        if (!level) return undefined;
        return level[1] === 'D' || level[1] === 'I' ? { kind: 'nothing' } : { ...(stamp && { stamp }), kind: 'note', text };
      }
      const after = text.slice(peer[0].length);
      const end = NAME_END.exec(after);
      if (!end) return level ? { kind: 'nothing' } : undefined;
      const said = after.slice(end.index + end[0].length);
      const from = who({ session: `${peer[1]}:${peer[2]}`, client: peer[1], user: after.slice(0, end.index), stamp });
      if (said.startsWith('-> ')) {
        shown = true;
        return { kind: 'server', text: said.slice(3), ...from };
      }
      if (said.startsWith('<- ')) return sent(from, said.slice(3));
      const event = eventOf(EVENTS, said);
      if (event) return { kind: 'event', event, text: said, ...from };
      const summary =
        /^((?:CWD|CDUP|XCWD|XCUP|DELE|RNFR|RNTO|MKD|XMKD|RMD|XRMD|REIN|MFMT|SITE CHMOD)(?: .{0,4000}?)?) ([1-6]\d\d)(?: (['"].*))?$/.exec(
          said,
        );
      if (summary) {
        const [, command = '', code, words = ''] = summary;
        if (shown) return { kind: 'nothing' };
        const reply = readLiteral(words) ?? '';
        return { ...from, kind: 'exchange', code: Number(code), command, ...(reply && { text: reply.replace(/^[1-6]\d\d[ -]/, '') }) };
      }
      return level || /^\[/.test(raw) ? { kind: 'note', text: said, ...from } : undefined;
    };
  },
  samples: [
    {
      lines: ['[D 2024-02-03 04:05:06] 192.0.2.1:4000-[ann] -> 230 Login successful.'],
      said: {
        kind: 'server',
        text: '230 Login successful.',
        session: '192.0.2.1:4000',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '2024-02-03 04:05:06',
      },
    },
    {
      lines: ['[D 2024-02-03 04:05:06] 192.0.2.1:4000-[] <- USER ann'],
      said: { kind: 'client', text: 'USER ann', session: '192.0.2.1:4000', client: '192.0.2.1', stamp: '2024-02-03 04:05:06' },
    },
    {
      lines: ["[I 2024-02-03 04:05:06] 192.0.2.1:4000-[ann] DELE /a.txt 550 'No such file or directory.'"],
      said: {
        kind: 'exchange',
        code: 550,
        command: 'DELE /a.txt',
        text: 'No such file or directory.',
        session: '192.0.2.1:4000',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '2024-02-03 04:05:06',
      },
    },
    {
      lines: ["2024-02-03 04:05:06,789 - INFO - 192.0.2.1:4000-[] USER 'ann' failed login."],
      said: {
        kind: 'event',
        event: 'login-failed',
        text: "USER 'ann' failed login.",
        session: '192.0.2.1:4000',
        client: '192.0.2.1',
        stamp: '2024-02-03 04:05:06,789',
      },
    },
    {
      lines: ['[I 2024-02-03 04:05:06] 192.0.2.1:4000-[ann] RETR /a.txt completed=1 bytes=17 seconds=0.001'],
      said: {
        kind: 'event',
        event: 'download',
        text: 'RETR /a.txt completed=1 bytes=17 seconds=0.001',
        session: '192.0.2.1:4000',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '2024-02-03 04:05:06',
      },
    },
  ],
};
