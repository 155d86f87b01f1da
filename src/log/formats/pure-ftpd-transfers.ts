import type { LogFormat } from '../format.ts';
import { who } from '../say.ts';

// Common log format: GET and PUT of a path, without the `HTTP/1.1` of a web server. The 200 is invented.
const CLF = /^(\S{1,255}) - (\S{1,255}) \[([^\]]{20,30})\] "(GET|PUT) (\/[^"]{0,4000}|[^"]{0,4000})" 200 (\d{1,20})$/;
// Stats: when, session, user, host, U or D, size, seconds, file.
const STATS = /^(\d{9,10}) ([\da-f]{8,16}\.[\da-f]{1,8}) (\S{1,255}) (\S{1,255}) ([UD]) \d{1,20} \d{1,12} (.+)$/;
// W3C: its #Fields are fixed, and the status is always 226.
const W3C = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (\S{1,255}) \[\](created|sent) (.{1,4000}) 226 (\S{1,255}) (\d{1,20}) (\d{1,12})$/;
const W3C_HEADER = /^#Fields:\s*date time c-ip cs-method cs-uri-stem sc-status cs-username sc-bytes/;

/** Pure-FTPd's transfer logs (-O clf:, -O w3c:, -O stats:). Their status is a constant, so they tell of events, not of replies. */
export const pureFtpdTransfers: LogFormat = {
  name: 'pure-ftpd-transfers',
  title: 'Pure-FTPd transfer log (-O clf, -O w3c, -O stats)',
  docs: 'https://raw.githubusercontent.com/jedisct1/pure-ftpd/master/README',
  side: 'server',
  open: () => {
    let w3c = false;
    return ({ raw, body }) => {
      if (raw.startsWith('#')) {
        if (/^#Software: Pure-FTPd/i.test(raw)) w3c = true;
        else if (/^#(?:Software|Fields)/.test(raw)) w3c = W3C_HEADER.test(raw) || (w3c && !raw.startsWith('#Software'));
        return w3c ? { kind: 'nothing' } : undefined;
      }
      if (body.length > 8000) return undefined;
      const clf = body.includes('" 200 ') ? CLF.exec(body) : null;
      if (clf && !/ HTTP\/\d\.\d$/.test(clf[5] ?? '')) {
        const [, client, user, stamp, verb, path = ''] = clf;
        return {
          kind: 'event',
          event: verb === 'PUT' ? 'upload' : 'download',
          text: path,
          ...who({ client, user: user === '-' ? undefined : user, stamp }),
        };
      }
      const stats = / [UD] \d/.test(body) ? STATS.exec(body) : null;
      if (stats) {
        const [, stamp, session, user, client, side, path = ''] = stats;
        return { kind: 'event', event: side === 'U' ? 'upload' : 'download', text: path, ...who({ session, client, user, stamp }) };
      }
      const sent = raw.includes(' []') ? W3C.exec(raw) : null;
      if (!sent) return w3c && /^\d{4}-\d\d-\d\d /.test(raw) ? { kind: 'nothing' } : undefined;
      const [, date, time, client, verb, path = '', user] = sent;
      return {
        kind: 'event',
        event: verb === 'created' ? 'upload' : 'download',
        text: path,
        ...who({ client, user, stamp: `${date} ${time}` }),
      };
    };
  },
  samples: [
    {
      lines: ['192.0.2.1 - ann [03/Feb/2024:04:05:06 -0000] "PUT /srv/a b.txt" 200 17'],
      said: { kind: 'event', event: 'upload', text: '/srv/a b.txt', client: '192.0.2.1', user: 'ann', stamp: '03/Feb/2024:04:05:06 -0000' },
    },
    {
      lines: ['1700000000 6b039a19.10e ann 192.0.2.1 D 31 0 /srv/a b.txt'],
      said: {
        kind: 'event',
        event: 'download',
        text: '/srv/a b.txt',
        session: '6b039a19.10e',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '1700000000',
      },
    },
    {
      lines: ['2024-02-03 04:05:06 192.0.2.1 []created /srv/a.txt 226 ann 17 0'],
      said: { kind: 'event', event: 'upload', text: '/srv/a.txt', client: '192.0.2.1', user: 'ann', stamp: '2024-02-03 04:05:06' },
    },
  ],
};
