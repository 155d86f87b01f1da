import type { LogFormat } from '../format.ts';

// `{ [Error: Use Login with USER] code: 503 }`, `Error: Login incorrect. { code: 530 }`, `[Error: …] { code: 530 }`.
const LINE = /\[?Error: ([^{}]{1,400}?)\]? ?\{? (?:\{ )?code: ([1-6]\d\d)\s*\}?/;

/** The error object of node-ftp, printed on one line: words first, the reply's code after. */
export const nodeError: LogFormat = {
  name: 'node-ftp-error',
  title: 'error objects of node-ftp and jsftp',
  docs: 'https://github.com/mscdex/node-ftp',
  side: 'client',
  marks: [' code: ', ' code='],
  open: () => ({ body, stamp }) => {
    if (body.length > 2000) return undefined;
    const found = LINE.exec(body);
    if (found) return { kind: 'report', code: Number(found[2]), text: (found[1] ?? '').replace(/[\]\s]+$/, ''), ...(stamp && { stamp }) };
    const jsftp = /^Error: ([1-6]\d\d)[ -](.{0,400}) code=\1$/.exec(body);
    return jsftp ? { kind: 'report', code: Number(jsftp[1]), text: jsftp[2] ?? '', ...(stamp && { stamp }) } : undefined;
  },
  samples: [
    { lines: ['FTP error { [Error: Use Login with USER bob] code: 503 }'], said: { kind: 'report', code: 503, text: 'Use Login with USER bob' } },
    { lines: ['Error: 550 No such file. code=550'], said: { kind: 'report', code: 550, text: 'No such file.' } },
  ],
};
