import type { LogFormat, Said } from '../format.ts';
import { isPlainCommand, readCommand } from '../verbs.ts';
import { splitVisibleEnds } from '../literal.ts';

// `< ` and `> `; curl adds `* ` for its own words, from 8.3 on also an id as in `[0-0] `. A browser's console puts file and
// line in front. Who looks from the server's side has the arrows the other way round, which the text tells.
const ARROW = /^(?:\[\d{1,6}-(?:\d{1,6}|x)\] |\d{0,6}[\w.-]{1,40}\.js:\d{1,6}\s{1,4})?([<>]) {1,2}(?=\S| )(?!\d{4}-\d\d-\d\d )/;
const NOTE = /^(?:\[\d{1,6}-(?:\d{1,6}|x)\] )?\* {1,4}(?=\S)/;

/** Ports at which no FTP server listens: curl speaks other protocols in the same dress. */
const FOREIGN_PORTS: ReadonlySet<string> = new Set([
  '22',
  '25',
  '80',
  '110',
  '119',
  '143',
  '443',
  '465',
  '587',
  '993',
  '995',
  '2525',
  '8080',
  '8443',
]);

/** The dress of curl -v, which many libraries share: `< ` before what the server sent, `> ` before what was sent to it. */
export const arrows: LogFormat = {
  name: 'curl',
  title: 'curl -v, git-ftp -vv, basic-ftp, FTP-Deploy-Action, SecureFX, ftpConnect: `< ` reply, `> ` command',
  docs: 'https://curl.se/docs/manpage.html#-v',
  side: 'client',
  open: () => {
    let notes = false;
    let foreign = false;
    // Two replies that came in one packet: some clients put the arrow only before the first. There no data can come between
    // them: the one is preliminary, or of the login.
    let preliminary = false;
    /** Every arrow is followed by two blanks. */
    let wide = false;
    return ({ body, stamp }) => {
      const who = stamp ? { stamp } : {};
      const found = ARROW.exec(body);
      const second = preliminary;
      preliminary = found?.[1] === '<' && /^(?:1\d\d|220|331) /.test(body.slice(found[0].length));
      if (!found) {
        if (second && /^[2-5]\d\d[ -]/.test(body)) return { kind: 'server', text: body.trimEnd(), ...who };
        const note = NOTE.exec(body);
        if (!note) return undefined;
        const text = body.slice(note[0].length);
        const port = / port (\d{1,5})\b/.exec(text)?.[1];
        if (port && text.startsWith('Connected to')) foreign = FOREIGN_PORTS.has(port);
        notes ||= /^(?:Trying|Connected to|Connection #|Closing|Could not resolve|Entry path|Server auth)/.test(text);
        return notes ? { kind: 'note', text, ...who } : undefined;
      }
      if (foreign) return { kind: 'nothing' };
      // One blank belongs to the arrow; more of them are the server's, in the lines inside of a reply.
      const behind = body.slice(found[0].trimEnd().length + 1).trimEnd();
      if (/^(?: [1-6]\d\d[ -]|\S)/.test(behind)) wide = behind.startsWith(' ');
      const text = wide && behind.startsWith(' ') ? behind.slice(1) : behind;
      if (found[1] === '>') {
        if (/^[1-6]\d\d[ -]/.test(text)) return { kind: 'server', text, ...who };
        return /^[A-Z]{3,8}(?: |$)/.test(text) || readCommand(text) ? { kind: 'client', text, ...who } : undefined;
      }
      if (isPlainCommand(text)) return { kind: 'client', text, ...who };
      const lines = splitVisibleEnds(text);
      return lines.length > 1 ? lines.map((one): Said => ({ kind: 'server', text: one, ...who })) : { kind: 'server', text, ...who };
    };
  },
  samples: [
    { lines: ['< 331 Please specify the password.'], said: { kind: 'server', text: '331 Please specify the password.' } },
    { lines: ['< 150 Here it comes', '226 Done'], said: { kind: 'server', text: '226 Done' } },
    { lines: ['< 220 Hello', '331 And the password?'], said: { kind: 'server', text: '331 And the password?' } },
    { lines: ['<  SIZE'], said: { kind: 'server', text: ' SIZE' } },
    { lines: ['<  211-Features:', '<   SIZE'], said: { kind: 'server', text: ' SIZE' } },
    { lines: ['<  220 Hello', '>  AUTH SSL'], said: { kind: 'client', text: 'AUTH SSL' } },
    { lines: ['> TYPE I'], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ['[0-0] < 230 Logged in.'], said: { kind: 'server', text: '230 Logged in.' } },
    {
      lines: ['* Connected to 192.0.2.1 (192.0.2.1) port 21 (#0)'],
      said: { kind: 'note', text: 'Connected to 192.0.2.1 (192.0.2.1) port 21 (#0)' },
    },
  ],
};
