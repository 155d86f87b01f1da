import type { EventName, LogFormat, Said } from '../format.ts';
import { who } from '../say.ts';
import { TornRecord } from '../torn-record.ts';

// From the left: time, seconds, host, size; from the right: type, action, direction, access, user, service, authentication, id, status.
// Between them stands the file, blanks and all.
const LEFT = /^([A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d \d{4}) (\d{1,9}(?:\.\d{1,6})?) (\S{1,255}) (\d{1,20}) /;
const RIGHT = / ([abAB]) ([_CUT]{1,3}|-) ([oid]) ([agr]) (\S{1,255}) ([\w.-]{1,20}) ([01]) (\S{1,255})(?: ([ci]))?(?: \S{1,200}){0,2}\s*$/;
const EVENTS: Readonly<Record<string, EventName>> = { i: 'upload', o: 'download', d: 'delete' };

/** xferlog: one line per transfer, of wu-ftpd, vsftpd, ProFTPD (TransferLog), Pure-FTPd and others. It holds no code. */
export const xferlog: LogFormat = {
  name: 'xferlog',
  title: 'xferlog (wu-ftpd, vsftpd, ProFTPD TransferLog, Pure-FTPd)',
  docs: 'https://www.unix.com/man_page/linux/5/xferlog/',
  side: 'server',
  onlyRecords: true,
  open: () => {
    const torn = new TornRecord((line) => RIGHT.test(` ${line.slice(-900)}`));
    const piece = (raw: string): Said | undefined => {
      const found = torn.takesPiece(raw);
      return found && ((found.record === undefined ? undefined : read(found.record)) ?? { kind: 'nothing' });
    };
    const read = (raw: string): Said | undefined => {
      if (raw.length > 10_000 || !/^[\s"]{0,9}[A-Z][a-z]{2} [A-Z][a-z]{2} /.test(raw)) return piece(raw);
      const line = raw.replace(/^[\s"]+/, '').replace(/(?<!["\s])["\s]+$/, '');
      const left = LEFT.exec(line);
      if (!left) return piece(raw);
      const right = RIGHT.exec(line.slice(-900));
      // A name with a line feed goes on in the next line: still one of this format, though it says nothing more.
      if (!right) {
        torn.begin(raw);
        return { kind: 'nothing' };
      }
      const doubtful = torn.takesWhole(raw);
      const [, stamp, , client, size] = left;
      const [whole, , , direction = '', , user, , , , status] = right;
      const file = line.slice(left[0].length, line.length - whole.length);
      const event = EVENTS[direction] ?? 'download';
      return {
        kind: 'event',
        event: (status === 'i' ? `${event}-failed` : event) as EventName,
        text: `${file} (${size} bytes${status === 'i' ? ', incomplete' : ''})`,
        ...(doubtful && { doubtful }),
        ...who({ client, user, stamp }),
      };
    };
    return ({ raw }) => read(raw);
  },
  samples: [
    {
      lines: ['Sat Feb  3 04:05:06 2024 1 192.0.2.1 17 /srv/a 550 b.txt b _ o r ann ftp 0 * c'],
      said: {
        kind: 'event',
        event: 'download',
        text: '/srv/a 550 b.txt (17 bytes)',
        user: 'ann',
        client: '192.0.2.1',
        stamp: 'Sat Feb  3 04:05:06 2024',
      },
    },
    {
      lines: ['Sat Feb  3 04:05:06 2024 1 192.0.2.1 17 /srv/a.txt a _ i a guest@ ftp 0 * i'],
      said: {
        kind: 'event',
        event: 'upload-failed',
        text: '/srv/a.txt (17 bytes, incomplete)',
        user: 'guest@',
        client: '192.0.2.1',
        stamp: 'Sat Feb  3 04:05:06 2024',
      },
    },
  ],
};
