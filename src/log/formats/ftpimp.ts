import type { LogFormat } from '../format.ts';

const CODE = /^\s{0,8}(?:CODE|code)\s{1,4}-> ([1-6]\d\d)\b\s?(.{0,400})$/;

/** ftpimp (Node) with its debug option: `CODE  -> 220`. The reply may be printed again in other lines. */
export const ftpimp: LogFormat = {
  name: 'ftpimp',
  title: 'ftpimp with debug',
  docs: 'https://github.com/nickolanack/ftpimp',
  side: 'client',
  marks: ['-> '],
  open:
    () =>
    ({ body }) => {
      const found = CODE.exec(body);
      return found ? { kind: 'server', text: `${found[1]} ${(found[2] ?? '').trim()}` } : undefined;
    },
  samples: [{ lines: ['CODE  -> 220'], said: { kind: 'server', text: '220 ' } }],
};
