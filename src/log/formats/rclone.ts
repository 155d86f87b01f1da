import type { LogFormat } from '../format.ts';
import { readLiteral } from '../literal.ts';

// `DEBUG : FTP Rx: "234 AUTH TLS OK."`. What comes on a data connection is printed the same way: the listing's lines
// carry no code and are dropped by whoever puts replies together.
const LINE = /FTP ([RT])x: (?=")/;
const ERROR = /^\s{0,8}\* ([1-6]\d\d) (.*)$/;

/** rclone -vv with --dump or the debug of jlaffaye/ftp. */
export const rclone: LogFormat = {
  name: 'rclone',
  title: 'rclone -vv with FTP dumps',
  docs: 'https://rclone.org/ftp/',
  side: 'client',
  marks: ['FTP Rx: "', 'FTP Tx: "', '* '],
  open: () => {
    let known = false;
    return ({ body, stamp }) => {
      const who = stamp ? { stamp } : {};
      const found = LINE.exec(body.slice(0, 200));
      if (found) {
        known = true;
        const text = readLiteral(body.slice(found.index + found[0].length)) ?? '';
        return { kind: found[1] === 'R' ? 'server' : 'client', text: text.replace(/\r?\n$/, ''), ...who };
      }
      const error = known ? ERROR.exec(body) : null;
      return error ? { kind: 'report', code: Number(error[1]), text: error[2] ?? '', ...who } : undefined;
    };
  },
  samples: [
    {
      lines: ['2024/05/01 10:00:00 DEBUG : FTP Rx: "234 AUTH \\"TLS\\" OK."'],
      said: { kind: 'server', text: '234 AUTH "TLS" OK.', stamp: '2024/05/01 10:00:00' },
    },
    { lines: ['<7>DEBUG : FTP Tx: "TYPE I"'], said: { kind: 'client', text: 'TYPE I' } },
  ],
};
