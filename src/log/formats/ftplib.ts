import type { LogFormat, Said } from '../format.ts';
import { linesOf, readLiteral } from '../literal.ts';

const LINE = /^\*(get|put|cmd|resp|welcome|retr|stor)\* (?:b?)(?=["'])/;

/** Python's ftplib with set_debuglevel(1), which shows `*cmd*` and `*resp*`, or 2, which shows every line besides. */
export const ftplib: LogFormat = {
  name: 'ftplib',
  title: 'Python ftplib with set_debuglevel',
  docs: 'https://docs.python.org/3/library/ftplib.html#ftplib.FTP.set_debuglevel',
  side: 'client',
  marks: ["* '", '* "', "* b'"],
  open: () => {
    // At level 2 each line is shown as it comes (`*get*`, after `*cmd*` also `*put*`) and replies once more, whole, in `*resp*`.
    let got = 0;
    let commanded = false;
    return ({ body, stamp }) => {
      const found = LINE.exec(body);
      if (!found) return undefined;
      const lines = linesOf(readLiteral(body.slice(found[0].length)) ?? '');
      const who = stamp ? { stamp } : {};
      const server = (): Said[] => lines.map((text) => ({ kind: 'server', text, ...who }));
      switch (found[1]) {
        case 'get':
          got += 1;
          return server();
        case 'cmd':
          commanded = true;
          return { kind: 'client', text: lines[0] ?? '', ...who };
        case 'put': {
          const again = commanded;
          commanded = false;
          return again ? { kind: 'nothing' } : { kind: 'client', text: lines[0] ?? '', ...who };
        }
        case 'resp':
          if (got === 0) return server();
          got = 0;
          return { kind: 'nothing' };
        default:
          return { kind: 'nothing' };
      }
    };
  },
  samples: [
    { lines: ["*resp* '331 Please specify the password.'"], said: [{ kind: 'server', text: '331 Please specify the password.' }] },
    { lines: ["*get* '230-Hello\\n'"], said: [{ kind: 'server', text: '230-Hello' }] },
    { lines: ["*get* '200 Ok\\n'", "*resp* '200 Ok'"], said: { kind: 'nothing' } },
    { lines: ["*cmd* 'TYPE I'"], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ["*welcome* '220 Ready'"], said: { kind: 'nothing' } },
  ],
};
