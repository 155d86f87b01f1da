import type { LogFormat } from '../format.ts';
import { readCommand } from '../verbs.ts';

const LINE = /^\[([\w.:-]{1,100}) - (\d{1,4})\] /;

/** ForkLift: `22/04/2023 15:12:44 [host - 0] 331 password required`; the number counts the connections. */
export const forklift: LogFormat = {
  name: 'forklift',
  title: 'ForkLift log',
  docs: 'https://binarynights.com/manual',
  side: 'client',
  open: () => {
    let inReply = '';
    return ({ body, stamp }) => {
      const found = LINE.exec(body);
      if (!found) return undefined;
      const text = body.slice(found[0].length).trimEnd();
      const who = { session: found[2] ?? '', ...(stamp && { stamp }) };
      const code = /^([1-6]\d\d)(?:([ -])|$)/.exec(text);
      if (code) {
        if (code[2] === '-') inReply = code[1] ?? '';
        else if (inReply === code[1]) inReply = '';
        return { kind: 'server', text, ...who };
      }
      if (inReply === '' && /^[A-Z]{3,4}(?: |$)/.test(text) && readCommand(text)) return { kind: 'client', text, ...who };
      return { kind: inReply === '' ? 'note' : 'server', text, ...who };
    };
  },
  samples: [
    {
      lines: ['22/04/2023 15:12:44 [ftp.example.com - 0] 331 password required'],
      said: { kind: 'server', text: '331 password required', session: '0', stamp: '22/04/2023 15:12:44' },
    },
    { lines: ['[ftp.example.com - 1] TYPE I'], said: { kind: 'client', text: 'TYPE I', session: '1' } },
  ],
};
