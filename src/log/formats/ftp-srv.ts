import type { LogFormat, Said, Who } from '../format.ts';
import { readRecord, textOf } from '../json.ts';
import { readLiteral } from '../literal.ts';
import { type EventWords, eventOf, sent, who } from '../say.ts';

// bunyan's own rendering: `[2024-02-03T04:05:06.789Z] TRACE: ftp-srv/77 on host1: Reply (id=..., message="220 Ready")`
const PRETTY =
  /^(?:\[(\S{10,40})\]|(\d\d:\d\d:\d\d\.\d{3}Z))\s+(TRACE|DEBUG|\s?INFO|\s?WARN|ERROR|FATAL): ([\w.@/-]{1,60})\/\d{1,9}(?: \([^()]{0,80}\))? on \S{1,255}: (.*)$/;
/** bunyan's level of warnings. */
const WARNING = 40;
const EVENTS: EventWords = [
  ['login-failed', /^Bad username or password|^Unauthorized|^No such user/i],
  ['timeout', /^Client timeout|timed out/i],
  ['failure', /^(?:ENOENT|EACCES|EISDIR|ENOTDIR|ENOSPC|EEXIST|ENOTEMPTY|EPERM|Client error|read ECONNRESET|Could not write)/],
];

/** @param trouble what a record of the level of a warning or error tells */
const say = (from: Who, words: string, message: string | undefined, command: string | undefined, trouble?: string): Said => {
  if (words === 'Reply') return message === undefined ? { kind: 'nothing' } : { kind: 'server', text: message, ...from };
  if (words === 'Handle command') return command === undefined ? { kind: 'nothing' } : sent(from, command);
  const event = eventOf(EVENTS, words);
  if (event) return { kind: 'event', event, text: words, ...from };
  return trouble === undefined ? { kind: 'nothing' } : { kind: 'note', text: trouble, ...from };
};

/** ftp-srv, which logs through bunyan: one JSON record per line, or what `bunyan` makes of it. */
export const ftpSrv: LogFormat = {
  name: 'ftp-srv',
  title: 'ftp-srv (Node.js) log, bunyan JSON or pretty printed',
  docs: 'https://github.com/autovance/ftp-srv#readme',
  side: 'server',
  server: 'ftp-srv',
  open: () => {
    /** What the pretty print gives on lines of its own, below the line that names it. */
    let below: { from: Who; words: string } | undefined;
    return ({ raw }) => {
      if (raw.startsWith('{')) {
        if (!raw.includes('"msg":') || !raw.includes('"level":') || !raw.includes('"hostname":')) return undefined;
        const record = readRecord(raw);
        if (!record || typeof record.get('level') !== 'number') return undefined;
        const from = who({
          session: textOf(record, 'id'),
          client: textOf(record, 'ip'),
          user: textOf(record, 'username', 'command.user'),
          stamp: textOf(record, 'time'),
        });
        const said = textOf(record, 'msg') ?? '';
        // The command that timed out stands in a field of its own.
        const directive = /timed out/.test(said) ? textOf(record, 'directive') : undefined;
        const words = directive ? `${directive} ${said}` : said;
        const trouble = Number(record.get('level')) >= WARNING ? (textOf(record, 'err.message') ?? said) : undefined;
        return say(from, words, record.has('message') ? String(record.get('message')) : undefined, textOf(record, 'command.raw'), trouble);
      }
      const found = PRETTY.exec(raw);
      if (found) {
        const [, time, clock, , , rest = ''] = found;
        const paren = rest.indexOf(' (');
        const words = paren < 0 ? rest.trim() : rest.slice(0, paren);
        const field = (name: string) => {
          const at = rest.search(new RegExp(`[( ,]${name}=`));
          const value = at < 0 ? undefined : rest.slice(at + name.length + 2);
          return value === undefined ? undefined : (readLiteral(value) ?? /^[^,)]*/.exec(value)?.[0]);
        };
        const from = who({ session: field('id'), client: field('ip'), user: undefined, stamp: time ?? clock });
        below = { from, words };
        return say(from, words, field('message'), field('raw'));
      }
      const more = below && /^ {4}(?:message: (.*)|.*"raw": (".*"),?)$/.exec(raw);
      if (more && below) return say(below.from, below.words, more[1], more[2] === undefined ? undefined : readLiteral(more[2]));
      return below && /^ {4,8}\S/.test(raw) ? { kind: 'nothing' } : undefined;
    };
  },
  samples: [
    {
      lines: [
        '{"name":"ftp-srv","hostname":"host1","pid":77,"id":"a1","ip":"192.0.2.1","level":10,"port":21,"message":"331 Password please","msg":"Reply","time":"2024-02-03T04:05:06.789Z","v":0}',
      ],
      said: { kind: 'server', text: '331 Password please', session: 'a1', client: '192.0.2.1', stamp: '2024-02-03T04:05:06.789Z' },
    },
    {
      lines: [
        '{"name":"x","hostname":"host1","pid":77,"id":"a1","level":10,"directive":"PWD","command":{"directive":"PWD","raw":"PWD"},"msg":"Handle command","time":"2024-02-03T04:05:06.789Z","v":0}',
      ],
      said: { kind: 'client', text: 'PWD', session: 'a1', stamp: '2024-02-03T04:05:06.789Z' },
    },
    {
      lines: [
        '{"name":"x","hostname":"host1","pid":77,"id":"a1","level":10,"msg":"[ \'230 x\' ]","time":"2024-02-03T04:05:06.789Z","v":0}',
      ],
      said: { kind: 'nothing' },
    },
    {
      lines: [
        '[2024-02-03T04:05:06.789Z] TRACE: ftp-srv/77 on host1: Reply (id=a1, ip=192.0.2.1, port=21, message="230 User logged in, proceed")',
      ],
      said: { kind: 'server', text: '230 User logged in, proceed', session: 'a1', client: '192.0.2.1', stamp: '2024-02-03T04:05:06.789Z' },
    },
    {
      lines: [
        '[2024-02-03T04:05:06.789Z] TRACE: ftp-srv/77 on host1: Reply (id=a1, ip=192.0.2.1, port=21)',
        '    message: 550 Long words that bunyan moves to a line of their own.',
      ],
      said: {
        kind: 'server',
        text: '550 Long words that bunyan moves to a line of their own.',
        session: 'a1',
        client: '192.0.2.1',
        stamp: '2024-02-03T04:05:06.789Z',
      },
    },
  ],
};
