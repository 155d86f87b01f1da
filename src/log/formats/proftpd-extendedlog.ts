import { DEFAULT_FORM } from '../columns.ts';
import type { Line, LogFormat } from '../format.ts';
import { who } from '../say.ts';
import { TornRecord } from '../torn-record.ts';
import { isVerb } from '../verbs.ts';

const OPENING = '] "';
/** Characters between the brackets: `11/Mar/2008:04:46:51 -0400`. */
const STAMP_WIDTH = 26;
const STAMP = /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}$/;
const HEAD = /^([\d.:a-fA-F]{3,45}) (\S{1,64}) (\S{1,255}) $/;
const TAIL = /" ([1-6]\d\d|-) (?:\d{1,20}|-)$/;
const LONGEST_TAIL = 27;

interface Record {
  readonly client: string;
  readonly name: string;
  readonly stamp: string;
  readonly command: string;
  readonly code: string;
}

/** A line that begins with an address, read by its fixed places: the expression reads the others. */
function plainRecord(raw: string): Record | undefined {
  const middle = raw.indexOf(OPENING);
  const bracket = middle - STAMP_WIDTH - 1;
  if (bracket < 0 || raw[bracket] !== '[') return undefined;
  const tail = TAIL.exec(raw.slice(-LONGEST_TAIL));
  const head = HEAD.exec(raw.slice(0, bracket));
  const stamp = raw.slice(bracket + 1, middle);
  if (!head || !tail || !STAMP.test(stamp)) return undefined;
  const from = middle + OPENING.length;
  const end = raw.length - tail[0].length;
  if (end < from) return undefined;
  return { client: head[1] ?? '', name: head[3] ?? '', stamp, command: raw.slice(from, end), code: tail[1] ?? '' };
}

/** The same for every other line: in a wrapping, from a host with a name. */
const wrappedRecord = ({ raw, body }: Line): Record | undefined => formedRecord(body) ?? formedRecord(raw);

function formedRecord(text: string): Record | undefined {
  const found = DEFAULT_FORM.exec(text);
  if (!found) return undefined;
  const [, client = '', , name = '', stamp = '', command = '', code = ''] = found;
  return { client, name, stamp, command, code };
}

// The common log form of web servers too, so the command has to be one of FTP.
const WEB = /^(?:GET|POST|HEAD|PUT|OPTIONS|PROPFIND) /;
/** The first line of a record that is torn, and its last. */
const BEGUN = /^\S{1,255} \S{1,64} \S{1,255} \[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "[A-Za-z]{3,5} /;
const ENDED = /" (?:[1-6]\d\d|-) (?:\d{1,20}|-)\s*$/;
const CLOSED = /" (?:[1-6]\d\d|-)(?: |$)/;

/** ProFTPD's ExtendedLog with the LogFormat that is there by default. */
export const proftpdExtendedLog: LogFormat = {
  name: 'proftpd-extendedlog',
  title: 'ProFTPD ExtendedLog, default LogFormat',
  docs: 'https://github.com/proftpd/proftpd/blob/master/doc/modules/mod_log.html',
  side: 'server',
  server: 'proftpd',
  onlyRecords: true,
  open: () => {
    let known = false;
    // An argument in double quotes may hold line feeds, and ProFTPD writes it without the quotes.
    const torn = new TornRecord((line) => ENDED.test(line.slice(-60)));
    return (line) => {
      const { raw } = line;
      if (!torn.isOpen && !raw.includes(OPENING)) return undefined;
      const whole = plainRecord(raw) ?? wrappedRecord(line);
      const piece = whole ? undefined : torn.takesPiece(raw);
      if (!whole && !piece) {
        if (!known || !BEGUN.test(line.body) || CLOSED.test(line.body)) return undefined;
        torn.begin(raw);
      }
      const found = whole ?? (piece?.record === undefined ? undefined : formedRecord(piece.record));
      if (!found) return { kind: 'nothing' };
      const doubtful = whole !== undefined && torn.takesWhole(raw);
      const { client, name, stamp, command, code } = found;
      if (/ HTTP\/\d(?:\.\d)?$/.test(command) || (WEB.test(command) && (!known || code === '200'))) return undefined;
      if (isVerb(/^[A-Za-z]{3,5}/.exec(command)?.[0] ?? '')) known = true;
      // Once it is known for an FTP log, what is no command (and drew a 500) is read as well.
      else if (!known && !/^50[02]$/.test(code)) return undefined;
      if (code === '-') return { kind: 'nothing' };
      const from = who({ session: undefined, client, user: name === '-' ? undefined : name, stamp });
      return {
        kind: 'exchange',
        code: Number(code),
        ...(command && { command: command.startsWith('PASS ') ? command.replace(/^PASS \S.*/, 'PASS ****') : command }),
        ...(doubtful && { doubtful }),
        ...from,
      };
    };
  },
  samples: [
    {
      lines: ['192.0.2.1 UNKNOWN ann [03/Feb/2024:04:05:06 +0000] "RETR 230 a.txt" 550 -'],
      said: {
        kind: 'exchange',
        code: 550,
        command: 'RETR 230 a.txt',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '03/Feb/2024:04:05:06 +0000',
      },
    },
    { lines: ['192.0.2.1 UNKNOWN - [03/Feb/2024:04:05:06 +0000] "OPTS UTF8 ON" - -'], said: { kind: 'nothing' } },
    {
      lines: ['192.0.2.1 UNKNOWN ann [03/Feb/2024:04:05:06 +0000] "XYZZY" 500 -'],
      said: { kind: 'exchange', code: 500, command: 'XYZZY', client: '192.0.2.1', user: 'ann', stamp: '03/Feb/2024:04:05:06 +0000' },
    },
  ],
};
