import type { LogFormat, Said } from '../format.ts';
import { splitVisibleEnds } from '../literal.ts';
import { sent, who } from '../say.ts';

const LINE =
  /^(?:[A-Z_]{2,20}\|)?(?:(\d\d\/\d\d\/\d{4} [\d:.]{8,12})\|)?\[(?:([A-Z]{2,8}):)?([\w-]{1,40}):([^:\]]{0,200}):([^\]]{1,60})\] (READ|WROTE): \*(.*)$/;

/** CrushFTP: both sides between asterisks. Its web sessions (HTTP) answer with FTP's codes among themselves; those are no replies. */
export const crushFtp: LogFormat = {
  name: 'crushftp',
  title: 'CrushFTP log',
  docs: 'https://www.crushftp.com/crush11wiki/Wiki.jsp?page=Logging',
  side: 'server',
  marks: [' READ: *', ' WROTE: *'],
  open:
    () =>
    ({ raw }) => {
      const found = LINE.exec(raw.slice(0, 20_000));
      if (!found) return undefined;
      const [, stamp, protocol, session, user, client, side, rest = ''] = found;
      const text = rest.trimEnd().replace(/\*$/, '');
      if (protocol && !/^FTP(?:E?S)?$/.test(protocol)) return { kind: 'nothing' };
      const from = who({ session, client, user, stamp });
      if (side === 'READ') return sent(from, text.trimEnd());
      const lines = splitVisibleEnds(text).map((line): Said => ({ kind: 'server', text: line, ...from }));
      return lines.length === 1 ? lines[0] : lines;
    },
  samples: [
    {
      lines: ['STOR|02/03/2024 04:05:06.789|[FTP:77_2000:ann:192.0.2.1] WROTE: *230 Password OK.  Connected.*'],
      said: {
        kind: 'server',
        text: '230 Password OK.  Connected.',
        session: '77_2000',
        user: 'ann',
        client: '192.0.2.1',
        stamp: '02/03/2024 04:05:06.789',
      },
    },
    {
      lines: ['USER|02/03/2024 04:05:06.789|[FTP:77_2000:ann:192.0.2.1] READ: *USER ann*'],
      said: { kind: 'client', text: 'USER ann', session: '77_2000', user: 'ann', client: '192.0.2.1', stamp: '02/03/2024 04:05:06.789' },
    },
    { lines: ['STOR|02/03/2024 04:05:06.789|[HTTP:77_2000:ann:192.0.2.1] WROTE: *230 Password OK.*'], said: { kind: 'nothing' } },
  ],
};
