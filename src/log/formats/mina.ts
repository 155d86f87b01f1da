import type { LogFormat } from '../format.ts';
import { sent } from '../say.ts';

/** Apache MINA FtpServer: `SENT: ` and `RECEIVED: ` behind whatever the host's logging puts in front. */
export const mina: LogFormat = {
  name: 'mina-ftpserver',
  title: 'Apache MINA FtpServer (FtpLoggingFilter)',
  docs: 'https://mina.apache.org/ftpserver-project/',
  side: 'server',
  server: 'mina',
  marks: ['SENT: ', 'RECEIVED: '],
  open:
    () =>
    ({ raw, stamp }) => {
      const found = /^(.{0,400}?)(?<![\w-])(SENT|RECEIVED): (.*)$/.exec(raw);
      if (!found) return undefined;
      const [, front = '', side, text = ''] = found;
      // Other programs print these words too: the filter's name, or a thread and a logger, have to be in front, or nothing.
      if (!/FtpLoggingFilter|ftpserver/i.test(front) && !/\[[^\]]{1,80}\]/.test(front)) return undefined;
      const from = stamp ? { stamp } : {};
      if (side === 'RECEIVED') return sent(from, text.trimEnd());
      return /^[1-6]\d\d(?:[ -]|$)/.test(text) ? { kind: 'server', text, ...from } : undefined;
    },
  samples: [
    {
      lines: [
        '2024-02-03T04:05:06.789+08:00  INFO 77 --- [pool-4-thread-1] o.a.f.listener.nio.FtpLoggingFilter      : SENT: 530 Access denied.',
      ],
      said: { kind: 'server', text: '530 Access denied.', stamp: '2024-02-03T04:05:06.789+08:00' },
    },
    { lines: ['[ INFO] 2024-02-03 04:05:06,789 [192.0.2.1] RECEIVED: PASV'], said: { kind: 'client', text: 'PASV' } },
  ],
};
