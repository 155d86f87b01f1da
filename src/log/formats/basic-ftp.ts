import type { LogFormat } from '../format.ts';

// `FTPError: 530 Login incorrect.` (with a colour, a stack or `throw` around it), then `code: 530`. A page that was copied
// may hold a link in the middle of a number: `code: 5[30](https://…)`.
const ERROR = /^(?:Uncaught |Unhandled |\[?UnhandledPromiseRejection\]?:? |Error: |throw )?\[?FTPError: ([1-6]\d\d)(?:[ -](.{0,2000}))?$/;
const CODE = /^['"]?code['"]?: ['"]?([1-6])(?:\[(\d\d)\]\([^)]{0,300}\)|(\d\d))['"]?,?$/;
const ERROR_REACH = 30;

/** Errors of basic-ftp, the library of FTP-Deploy-Action and many other programs of Node. */
export const basicFtp: LogFormat = {
  name: 'basic-ftp',
  title: 'errors of basic-ftp (FTPError)',
  docs: 'https://github.com/patrickjuchli/basic-ftp#error-handling',
  side: 'client',
  open: () => {
    let since = Number.POSITIVE_INFINITY;
    return ({ body }) => {
      since += 1;
      const text = body.trim();
      const error = text.includes('FTPError: ') ? ERROR.exec(text) : null;
      if (error) {
        since = 0;
        return { kind: 'report', code: Number(error[1]), text: (error[2] ?? '').replace(/\]$/, '') };
      }
      const code = since <= ERROR_REACH ? CODE.exec(text) : null;
      return code ? { kind: 'report', code: Number(`${code[1]}${code[2] ?? code[3]}`), text: '' } : undefined;
    };
  },
  samples: [
    { lines: ['FTPError: 530 Login authentication failed'], said: { kind: 'report', code: 530, text: 'Login authentication failed' } },
    { lines: ['FTPError: 553 Cannot write', '  code: 553,'], said: { kind: 'report', code: 553, text: '' } },
  ],
};
