import type { LogFormat } from '../format.ts';
import { readPrefixed } from '../prefixed.ts';

const MARK = (mark: string): RegExp =>
  new RegExp(String.raw`^${mark} (?<stamp>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})?) (?:\[(?<session>[A-Z][\w -]{1,30})\] )?`);

/** WinSCP's session log: `<` from the server, `>` from the client, `.` notes, `!` errors, `*` a message shown. */
export const winscp: LogFormat = {
  name: 'winscp',
  title: 'WinSCP session log',
  docs: 'https://winscp.net/eng/docs/logging',
  side: 'client',
  open: () => readPrefixed({ server: MARK('<'), client: MARK('>'), note: MARK('[.!*]') }),
  samples: [
    {
      lines: ['< 2022-08-04 16:22:22.254 [Background 1] 230 Logged in'],
      said: { kind: 'server', text: '230 Logged in', session: 'Background 1', stamp: '2022-08-04 16:22:22.254' },
    },
    { lines: ['> 2022-08-04 16:22:22.254 TYPE I'], said: { kind: 'client', text: 'TYPE I', stamp: '2022-08-04 16:22:22.254' } },
    {
      lines: ['. 2022-08-04 16:22:22.254 Connection closed'],
      said: { kind: 'note', text: 'Connection closed', stamp: '2022-08-04 16:22:22.254' },
    },
  ],
};
