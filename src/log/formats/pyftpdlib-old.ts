import type { LogFormat, Said } from '../format.ts';
import { type EventWords, eventOf, sent, who } from '../say.ts';

// `192.0.2.1:4000 ==> 220 ready`, `192.0.2.1:4000 <== USER ann`, `[ann]@192.0.2.1:4000 Disconnected.`
const LINE = /^(?:\[([^\]\n]{0,100})\]@)?([\da-f.:]{3,45}):(\d{1,5}) (?:(==>|<==) )?(.*)$/i;
const EVENTS: EventWords = [
  ['disconnected', /^Disconnected\b/],
  ['login', /^User \S.{0,100} logged in/],
  ['upload', /^"(?:STOR|APPE|STOU) [^\n]{0,2000}" completed=1 /],
  ['upload-failed', /^"(?:STOR|APPE|STOU) [^\n]{0,2000}" completed=0 /],
  ['download', /^"RETR [^\n]{0,2000}" completed=1 /],
  ['download-failed', /^"RETR [^\n]{0,2000}" completed=0 /],
  ['timeout', /timed out/i],
  ['limit', /^Too many connections/],
];

/** pyftpdlib before version 1.0: both sides of the conversation with the client's address, `==>` is the server's. */
export const pyftpdlibOld: LogFormat = {
  name: 'pyftpdlib-old',
  title: 'pyftpdlib before version 1.0, its conversation and events',
  docs: 'https://github.com/giampaolo/pyftpdlib/blob/release-0.7.0/pyftpdlib/ftpserver.py',
  side: 'server',
  server: 'pyftpdlib',
  marks: [' ==> ', ' <== ', ']@'],
  open:
    () =>
    ({ body, stamp }): Said | undefined => {
      const found = LINE.exec(body.slice(0, 4000));
      if (!found) return undefined;
      const [, user, address, port, arrow, text = ''] = found;
      const from = who({ session: `${address}:${port}`, client: address, user, stamp });
      if (arrow === '==>') return { kind: 'server', text, ...from };
      if (arrow === '<==') return sent(from, text);
      if (user === undefined) return undefined;
      const event = eventOf(EVENTS, text);
      return event ? { kind: 'event', event, text, ...from } : { kind: 'note', text, ...from };
    },
  samples: [
    {
      lines: ['192.0.2.1:4000 ==> 220 pyftpdlib 0.7.0 ready.'],
      said: { kind: 'server', text: '220 pyftpdlib 0.7.0 ready.', session: '192.0.2.1:4000', client: '192.0.2.1' },
    },
    {
      lines: ['192.0.2.1:4000 <== USER ann'],
      said: { kind: 'client', text: 'USER ann', session: '192.0.2.1:4000', client: '192.0.2.1' },
    },
    {
      lines: ['[ann]@192.0.2.1:4000 User ann logged in.'],
      said: { kind: 'event', event: 'login', text: 'User ann logged in.', session: '192.0.2.1:4000', client: '192.0.2.1', user: 'ann' },
    },
  ],
};
