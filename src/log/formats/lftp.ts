import type { LogFormat } from '../format.ts';

/** Debug output of lftp: `<--- ` before what the server sent, `---> ` before what lftp sent, `---- ` before its notes. */
export const lftp: LogFormat = {
  name: 'lftp',
  title: 'lftp debug output (lftp -d, debug 3)',
  docs: 'https://lftp.yar.ru/lftp-man.html',
  side: 'client',
  marks: ['<--- ', '---> ', '---- ', '**** '],
  open: () => (line) => {
    const at = line.body.slice(0, 5);
    const text = line.body.slice(5);
    if (at === '<--- ') return { kind: 'server', text };
    if (at === '---> ') return { kind: 'client', text };
    if (at === '---- ') return { kind: 'note', text };
    if (at !== '**** ') return undefined;
    const reply = /^([1-6]\d\d) (.*)/.exec(text);
    return reply ? { kind: 'report', code: Number(reply[1]), text: reply[2] ?? '' } : { kind: 'note', text };
  },
  samples: [
    { lines: ['<--- 331 Please specify the password.'], said: { kind: 'server', text: '331 Please specify the password.' } },
    { lines: ['---> TYPE I'], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ['---- Connecting to 192.0.2.1 (192.0.2.1) port 21'], said: { kind: 'note', text: 'Connecting to 192.0.2.1 (192.0.2.1) port 21' } },
    { lines: ['**** 530 Login incorrect.'], said: { kind: 'report', code: 530, text: 'Login incorrect.' } },
  ],
};
