import type { LogFormat } from '../format.ts';

// `--> Antwort: 220 Ready`: the label is in the language of the installation.
const LINE = /^-->? ?(\p{L}{2,20}): (?=[1-6]\d\d(?:[ -]|$))/u;
const ERROR = /^ORA-\d{5}: ([1-6]\d\d)[ -](.{0,400})$/;

/** PL/SQL packages for FTP (UTL_FTP) with tracing. */
export const utlFtp: LogFormat = {
  name: 'utl-ftp',
  title: 'PL/SQL UTL_FTP trace, ORA errors that quote a reply',
  docs: 'https://github.com/j-sieben/UTL_FTP',
  side: 'client',
  marks: ['--> ', 'ORA-'],
  open:
    () =>
    ({ body }) => {
      const found = LINE.exec(body);
      if (found) return { kind: 'server', text: body.slice(found[0].length) };
      const error = ERROR.exec(body);
      return error ? { kind: 'report', code: Number(error[1]), text: error[2] ?? '' } : undefined;
    },
  samples: [
    { lines: ['--> Antwort: 331 Password required'], said: { kind: 'server', text: '331 Password required' } },
    { lines: ['ORA-20113: 530 Login incorrect.'], said: { kind: 'report', code: 530, text: 'Login incorrect.' } },
  ],
};
