import type { LogFormat } from '../format.ts';

// `{ [Error: Use Login with USER] code: 503 }`, `Error: Login incorrect. { code: 530 }`, `[Error: …] { code: 530 }`. Later
// versions of Node print the message, a stack and, on a line of its own, `code: 530`.
const LINE = /\[?Error: ([^{}]{1,400}?)\]? ?\{? (?:\{ )?code: ([1-6]\d\d)\s*\}?/;
const JSFTP = /^Error: ([1-6]\d\d)[ -](.{0,400}) code=\1$/;
const MESSAGE = /^\s{0,8}(?:Uncaught )?Error: (.{1,400})$/;
const STACK = /node_modules[/\\](?:ftp|jsftp|@icetee[/\\]ftp|promise-ftp|ftp-deploy|ftp-client)[/\\]/;
const CODE = /^\s{1,8}code: ([1-6]\d\d),?$/;
const REACH = 30;

/** The error object of node-ftp: words first, the reply's code after. */
export const nodeError: LogFormat = {
  name: 'node-ftp-error',
  title: 'error objects of node-ftp and jsftp',
  docs: 'https://github.com/mscdex/node-ftp',
  side: 'client',
  open: () => {
    let message = '';
    let since = Number.POSITIVE_INFINITY;
    return ({ body, stamp }) => {
      since += 1;
      if (body.length > 2000) return undefined;
      const who = stamp ? { stamp } : {};
      if (body.includes('Error: ')) {
        const found = body.includes(' code: ') ? LINE.exec(body) : null;
        if (found) return { kind: 'report', code: Number(found[2]), text: (found[1] ?? '').replace(/(?<![\]\s])[\]\s]+$/, ''), ...who };
        const jsftp = body.includes(' code=') ? JSFTP.exec(body) : null;
        if (jsftp) return { kind: 'report', code: Number(jsftp[1]), text: jsftp[2] ?? '', ...who };
        message = MESSAGE.exec(body)?.[1] ?? '';
        since = Number.POSITIVE_INFINITY;
        return undefined;
      }
      if (STACK.test(body)) since = 0;
      const code = since <= REACH ? CODE.exec(body) : null;
      return code ? { kind: 'report', code: Number(code[1]), text: message, ...who } : undefined;
    };
  },
  samples: [
    {
      lines: ['FTP error { [Error: Use Login with USER bob] code: 503 }'],
      said: { kind: 'report', code: 503, text: 'Use Login with USER bob' },
    },
    { lines: ['Error: 550 No such file. code=550'], said: { kind: 'report', code: 550, text: 'No such file.' } },
    {
      lines: ['Error: No such file.', '    at makeError (/srv/node_modules/ftp/lib/connection.js:1067:13) {', '  code: 550'],
      said: { kind: 'report', code: 550, text: 'No such file.' },
    },
  ],
};
