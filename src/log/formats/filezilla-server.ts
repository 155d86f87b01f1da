import type { Line, LogFormat, Said } from '../format.ts';
import { type EventWords, eventOf, sent, who } from '../say.ts';
import { isPlainCommand, readCommand } from '../verbs.ts';

// 0.9: `(000012)1/31/2020 10:11:12 AM - ann (192.0.2.1)> 230 Logged on`; the date is the locale's, and may be glued to the number or missing.
const OLD = /^\s{0,8}\((\d{3,10})\)\s?([^()]{0,60}?)\s?- (?=\S)/;
const ADDRESS = /\) \(([\da-f.:%]{2,60}|[\w.-]{1,120})\)> | \(([\da-f.:%]{2,60}|[\w.-]{1,120})\)> /i;
// 1.x: `2023-07-16T02:30:06.860Z << [FTP Session 7 192.0.2.1 ann] 230 Login successful.`
const NEW =
  /^(?:<?([\d./-]{8,10}[T ,]+[\d:.]{7,15}(?: ?[AP]M)?Z?)>?\s+)?(<<|>>|==|!!|WW|DD|II|\?\?) \[FTP (?:Session (\d{1,12})(?: ([^\s\]]{1,80})(?: ([^\]]{1,200}))?)?|Server)\] ?(.*)$/;
// 1.x as its window shows it: `<16.07.2023 02:30:06> FTP Session 7 192.0.2.1 ann [Response] 230 Login successful.`
const WINDOW =
  /^(?:<([^<>]{8,40})>\s+)?(?:\w+ )?FTP (?:Session (\d{1,12})(?: (\S{1,80})(?: ([^[]{1,200}))?)?|Server) \[(Response|Command|Status|Error|Warning|Trace|Debug|Info|Reply)\] ?(.*)$/;

const EVENTS: EventWords = [
  ['connected', /^Connected on port|^New connection|^Session \d+ (?:started|opened)/i],
  ['disconnected', /^disconnected\.?|^could not send reply, disconnected|ended gracefully|^Client closed connection|^Session \d+ ended/i],
  ['timeout', /timeout|timed out|Activity timeout/i],
  ['tls-failed', /GnuTLS error|TLS.{0,200}(?:fail|error|abort)|SSL.{0,200}(?:fail|error)/i],
  ['refused', /refused|banned|not allowed|disallowed/i],
  ['login-failed', /login failed|authentication failed|rejected/i],
];

/** FileZilla Server, the old one and the new, as file or copied from the window. */
export const filezillaServer: LogFormat = {
  name: 'filezilla-server',
  title: 'FileZilla Server log (0.9 and 1.x)',
  docs: 'https://wiki.filezilla-project.org/FileZilla_Server',
  side: 'server',
  open: () => {
    // 0.9 marks neither side: while a reply of several lines is open, what follows is the server's.
    const open = new Map<string, string>();
    const old = ({ raw, body }: Line): Said | undefined => {
      const text = raw.startsWith('(') ? raw : body;
      const head = OLD.exec(text);
      const address = head && ADDRESS.exec(text.slice(head[0].length, head[0].length + 500));
      if (!head || !address) return undefined;
      const [, session = '', date = ''] = head;
      const rest = text.slice(head[0].length);
      const name = rest.slice(0, address.index + (address[1] ? 1 : 0));
      const client = address[1] ?? address[2];
      const said = rest.slice(address.index + address[0].length);
      const found = who({ session, client, user: /^\((?!\S+$).*\)$/.test(name) ? undefined : name, stamp: date.trim() });
      // The end of a reply may be missing; lines inside of one begin with a blank or its code.
      if (isPlainCommand(said)) open.delete(session);
      const code = open.get(session);
      const reply = /^([1-6]\d\d)([ -]|$)/.exec(said);
      if (code !== undefined || reply) {
        if (code === undefined && reply?.[2] === '-' && open.size < 5000) open.set(session, reply[1] ?? '');
        if (code !== undefined && reply?.[1] === code && reply[2] !== '-') open.delete(session);
        return { kind: 'server', text: said, ...found };
      }
      if (readCommand(said)) return { kind: 'client', text: said, ...found };
      const event = eventOf(EVENTS, said);
      if (event === 'disconnected') open.delete(session);
      return event ? { kind: 'event', event, text: said, ...found } : { kind: 'note', text: said, ...found };
    };
    return (line) => {
      if (line.raw.length < 9) return undefined;
      if (line.raw.includes(')> ')) return old(line);
      if (!line.raw.includes('FTP Se')) return undefined;
      const now = NEW.exec(line.raw) ?? NEW.exec(line.body);
      const shown = now ? null : (WINDOW.exec(line.raw) ?? WINDOW.exec(line.body));
      if (!now && !shown) return undefined;
      const [, stamp = line.stamp, mark, session, client, user, text = ''] = now ?? [
        shown?.[0],
        shown?.[1],
        shown?.[5],
        shown?.[2],
        shown?.[3],
        shown?.[4],
        shown?.[6],
      ];
      const found = who({ session, client, user: user?.trim(), stamp });
      if (mark === '<<' || mark === 'Response' || mark === 'Reply') return { kind: 'server', text, ...found };
      if (mark === '>>' || mark === 'Command') return sent(found, text);
      const event = eventOf(EVENTS, text);
      return event ? { kind: 'event', event, text, ...found } : { kind: 'note', text, ...found };
    };
  },
  marks: [')> ', '[FTP Se', 'FTP Session ', 'FTP Server ['],
  samples: [
    {
      lines: [
        '(000012)1/31/2020 10:11:12 AM - (not logged in) (192.0.2.1)> 220-Hello',
        '(000012)1/31/2020 10:11:12 AM - (not logged in) (192.0.2.1)> USER ann',
      ],
      said: { kind: 'client', text: 'USER ann', session: '000012', client: '192.0.2.1', stamp: '1/31/2020 10:11:12 AM' },
    },
    {
      lines: ['(000012)1/31/2020 10:11:12 AM - ann (192.0.2.1)> 230 Logged on'],
      said: { kind: 'server', text: '230 Logged on', session: '000012', client: '192.0.2.1', user: 'ann', stamp: '1/31/2020 10:11:12 AM' },
    },
    { lines: ['(000012)- (not logged in) (::1)> USER ann'], said: { kind: 'client', text: 'USER ann', session: '000012', client: '::1' } },
    {
      lines: ['(000012) 31.01.2020 10:11:12 - (not logged in) (192.0.2.1)> disconnected.'],
      said: {
        kind: 'event',
        event: 'disconnected',
        text: 'disconnected.',
        session: '000012',
        client: '192.0.2.1',
        stamp: '31.01.2020 10:11:12',
      },
    },
    {
      lines: ['2024-01-02T03:04:05.678Z << [FTP Session 7 192.0.2.1 ann] 230 Login successful.'],
      said: {
        kind: 'server',
        text: '230 Login successful.',
        session: '7',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '2024-01-02T03:04:05.678Z',
      },
    },
    {
      lines: ['2024-01-02T03:04:05.678Z >> [FTP Session 7 192.0.2.1] USER ann'],
      said: { kind: 'client', text: 'USER ann', session: '7', client: '192.0.2.1', stamp: '2024-01-02T03:04:05.678Z' },
    },
    {
      lines: ['<02.01.2024 03:04:05> FTP Session 7 192.0.2.1 ann [Response] 226 Operation successful'],
      said: {
        kind: 'server',
        text: '226 Operation successful',
        session: '7',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '02.01.2024 03:04:05',
      },
    },
    {
      lines: ['2024-01-02T03:04:05.678Z == [FTP Server] Session 7 ended gracefully.'],
      said: { kind: 'event', event: 'disconnected', text: 'Session 7 ended gracefully.', stamp: '2024-01-02T03:04:05.678Z' },
    },
  ],
};
