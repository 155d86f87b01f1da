import type { LogFormat } from '../format.ts';
import { type EventWords, eventOf, who } from '../say.ts';

const LINE =
  /^(?:(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}|[A-Z][a-z]{2} [ \d]\d [\d:]{8}) )?(?:[^\s[]{1,80} )?(mod_[a-z0-9_]{2,30})\/[\w.-]{1,30}\[(\d{1,9})\]: (.*)$/;
const EVENTS: EventWords = [
  [
    'tls-failed',
    /negotiation failed|unable to accept TLS|required but absent|did not reuse TLS session|unable to open data connection|verification (?:failed|error)/i,
  ],
  ['limit', /quota exceeded|limit exceeded|over quota/i],
  ['refused', /banned|denying|rejecting|Unwilling/i],
  ['login-failed', /authentication failed|password mismatch/i],
];

/** Logs of ProFTPD's modules, all of one shape: TLSLog, QuotaLog, BanLog, SQLLogFile, DelayTable and others. */
export const proftpdModules: LogFormat = {
  name: 'proftpd-modules',
  title: 'ProFTPD module logs (TLSLog, QuotaLog, BanLog, SQLLogFile, ...)',
  docs: 'https://github.com/proftpd/proftpd/blob/master/doc/contrib/mod_tls.html',
  side: 'server',
  server: 'proftpd',
  marks: ['mod_'],
  open:
    () =>
    ({ raw, stamp: wrapped }) => {
      const found = LINE.exec(raw);
      if (!found) return undefined;
      const [, stamp = wrapped, , session, text = ''] = found;
      const from = who({ session, client: undefined, user: undefined, stamp });
      const event = eventOf(EVENTS, text);
      return event ? { kind: 'event', event, text, ...from } : { kind: 'note', text, ...from };
    },
  samples: [
    {
      lines: ['2024-02-03 04:05:06,789 mod_tls/2.9.2[77]: SSL/TLS required but absent on control channel, denying PWD command'],
      said: {
        kind: 'event',
        event: 'tls-failed',
        text: 'SSL/TLS required but absent on control channel, denying PWD command',
        session: '77',
        stamp: '2024-02-03 04:05:06,789',
      },
    },
    {
      lines: ['Feb 03 04:05:06 mod_quotatab/1.3.1[77]: no quota entry found, turning QuotaEngine off'],
      said: { kind: 'note', text: 'no quota entry found, turning QuotaEngine off', session: '77', stamp: 'Feb 03 04:05:06' },
    },
  ],
};
