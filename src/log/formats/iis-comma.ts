import type { LogFormat } from '../format.ts';
import { sayRow } from '../w3c.ts';

// Client, user, date, time, service, server's name and address, time taken, bytes received and sent, status, Windows' status, method, target, parameters.
const LINE =
  /^\s*([^,\s]{1,64}), ([^,]{1,200}), (\d{1,4}[./-]\d{1,2}[./-]\d{1,4}), (\d{1,2}:\d\d:\d\d), ((?:MS)?FTPSVC\d{0,9}), [^,]{0,200}, [^,]{0,64}, \d{1,12}, \d{1,18}, \d{1,18}, (\d{1,3}|-), (\d{1,10}), ([^,]{1,40}), (.*), ([^,]*),?\s*$/;

/** IIS FTP in Microsoft's own format: columns fixed, separated by commas. */
export const iisComma: LogFormat = {
  name: 'iis-ftp-comma',
  title: 'Microsoft IIS FTP log, Microsoft IIS format (commas)',
  docs: 'https://learn.microsoft.com/en-us/windows/win32/http/iis-logging',
  side: 'server',
  server: 'iis',
  marks: ['FTPSVC'],
  open: () => (line) => {
    const found = LINE.exec(line.raw);
    if (!found) return undefined;
    const [, client = '', user = '', date = '', time = '', site = '', status = '', win32 = '', method = '', target = ''] = found;
    const cells = {
      'c-ip': client,
      'cs-username': user,
      date,
      time,
      's-sitename': site,
      'sc-status': status,
      'sc-win32-status': win32,
      'cs-method': method,
      'cs-uri-stem': target,
    };
    return sayRow(new Map(Object.entries(cells).filter(([, cell]) => cell !== '-' && cell !== '')));
  },
  samples: [
    {
      lines: ['192.0.2.9, ann, 4/5/03, 7:08:09, MSFTPSVC1, WEB1, 192.0.2.1, 16, 0, 0, 550, 2, [7]RETR, a.txt, -,'],
      said: {
        kind: 'exchange',
        code: 550,
        command: 'RETR a.txt',
        win32: 2,
        session: '7',
        client: '192.0.2.9',
        user: 'ann',
        stamp: '4/5/03 7:08:09',
      },
    },
  ],
};
