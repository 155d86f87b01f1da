import type { EventName, LogFormat } from '../format.ts';
import { type EventWords, eventOf, who } from '../say.ts';
import { readCommand } from '../verbs.ts';

const LINE = /^\[(\d{1,2})\] (?:([A-Z][a-z]{2} \d\d[A-Z][a-z]{2}\d\d \d\d:\d\d:\d\d|\S{1,30} \S{1,30}) - )?\((\d{1,12})\) (.*)$/;
const SERVER = /^\[\d{1,2}\] [A-Z][a-z]{2} \d\d[A-Z][a-z]{2}\d\d \d\d:\d\d:\d\d - /;
const EVENTS: EventWords = [
  ['connected', /^Connected to /],
  ['disconnected', /^Closed session|^Closing connection|^Disconnected/i],
  ['login', /^User ".{0,200}" logged in|^User .{1,200} logged in/i],
  ['login-failed', /(?:login|password) (?:failed|incorrect)|not logged in|^User .{1,200} (?:denied|rejected)/i],
  ['upload', /^Received file|^File .{1,400} (?:uploaded|received)/i],
  ['download', /^Sent file|^File .{1,400} (?:downloaded|sent)/i],
  ['refused', /refused|banned|blocked|denied/i],
  ['timeout', /timeout|timed out/i],
];

/** Serv-U's log file: the number in front is the kind of line, 20 for commands and 21 for replies (6 or 5 in old ones). */
export const servU: LogFormat = {
  name: 'serv-u',
  title: 'Serv-U log',
  docs: 'https://documentation.solarwinds.com/en/success_center/servu/content/servu-domain-activity.htm',
  side: 'server',
  server: 'serv-u',
  marks: ['['],
  open:
    () =>
    ({ raw }) => {
      const found = LINE.exec(raw);
      if (!found) return SERVER.test(raw) ? { kind: 'nothing' } : undefined;
      const [, kind, stamp, session, text = ''] = found;
      const from = who({
        session,
        client: /^Connected to (\S{2,60}) /.exec(text)?.[1],
        user: /^User "(.{1,200})" logged/.exec(text)?.[1],
        stamp,
      });
      // Versions from 15 on may say which side spoke.
      const spoken = /^(Sent|Received): (.*)$/.exec(text);
      if (spoken) return { kind: spoken[1] === 'Sent' ? 'server' : 'client', text: spoken[2] as string, ...from };
      if (kind === '21' || (kind !== '20' && /^[1-6]\d\d(?:[ -]|$)/.test(text))) return { kind: 'server', text, ...from };
      const event: EventName | undefined = eventOf(EVENTS, text);
      // `User ANN logged in` begins as a command does; clients send theirs in capitals.
      const isCommand = readCommand(text) !== undefined && (event === undefined || /^[A-Z]{3,4}(?: |$)/.test(text));
      if (kind === '20' || isCommand) return { kind: 'client', text, ...from };
      return event ? { kind: 'event', event, text, ...from } : { kind: 'note', text, ...from };
    },
  samples: [
    {
      lines: ['[5] Wed 08Jun05 19:30:41 - (000412) User ANN logged in'],
      said: { kind: 'event', event: 'login', text: 'User ANN logged in', session: '000412', stamp: 'Wed 08Jun05 19:30:41' },
    },
    {
      lines: ['[21] Sat 03Feb24 04:05:06 - (000077) 230 User logged in, proceed.'],
      said: { kind: 'server', text: '230 User logged in, proceed.', session: '000077', stamp: 'Sat 03Feb24 04:05:06' },
    },
    {
      lines: ['[30] Sat 03Feb24 04:05:06 - (000077) Sent: 230 User logged in, proceed.'],
      said: { kind: 'server', text: '230 User logged in, proceed.', session: '000077', stamp: 'Sat 03Feb24 04:05:06' },
    },
    {
      lines: ['[20] Sat 03Feb24 04:05:06 - (000077) SYST'],
      said: { kind: 'client', text: 'SYST', session: '000077', stamp: 'Sat 03Feb24 04:05:06' },
    },
    {
      lines: ['[02] Sat 03Feb24 04:05:06 - (000077) Connected to 192.0.2.1 (local address 192.0.2.2, port 21)'],
      said: {
        kind: 'event',
        event: 'connected',
        text: 'Connected to 192.0.2.1 (local address 192.0.2.2, port 21)',
        session: '000077',
        client: '192.0.2.1',
        stamp: 'Sat 03Feb24 04:05:06',
      },
    },
  ],
};
