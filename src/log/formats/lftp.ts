import type { LogFormat } from '../format.ts';

// `get: Access failed: 550 Failed to open file. (nope.txt)`, in any language lftp speaks.
const FAILED =
  /^(?:cd|get|get1|mget|pget|put|mput|mirror|ls|cls|nlist|rels|renlist|cat|more|zcat|mkdir|rmdir|rm|mrm|mv|chmod|glob|du|find|open|quote|site|source|reget|reput|user|ln|edit|lftp|torrent)(?:: [^:]{2,60}){1,2}\s?: ?([1-6]\d\d) (.*)/;
const LOGIN = /^(?:Access failed|Login failed|Fatal error): ([1-6]\d\d) (.*)/;

/** lftp: `<--- ` before what the server sent, `---> ` before what lftp sent, `---- ` before its notes; without debug, its messages. */
export const lftp: LogFormat = {
  name: 'lftp',
  title: 'lftp, with debug output (lftp -d, debug 3) or its messages alone',
  docs: 'https://lftp.yar.ru/lftp-man.html',
  side: 'client',
  open: () => {
    // ftp(1) prints `---> ` too.
    let known = false;
    return ({ body, stamp }) => {
      const who = stamp ? { stamp } : {};
      const at = body.slice(0, 5);
      const text = body.slice(5);
      if (at === '<--- ' || at === '---- ') {
        known = true;
        return { kind: at === '<--- ' ? 'server' : 'note', text, ...who };
      }
      if (at === '---> ') return known ? { kind: 'client', text, ...who } : undefined;
      if (at === '**** ') {
        const reply = /^([1-6]\d\d) (.*)/.exec(text);
        return reply ? { kind: 'report', code: Number(reply[1]), text: reply[2] ?? '', ...who } : { kind: 'note', text, ...who };
      }
      const failed = /: ?[1-6]\d\d /.test(body) && body.length < 2000 ? (FAILED.exec(body) ?? LOGIN.exec(body)) : null;
      return failed ? { kind: 'report', code: Number(failed[1]), text: failed[2] ?? '', ...who } : undefined;
    };
  },
  samples: [
    { lines: ['<--- 331 Please specify the password.'], said: { kind: 'server', text: '331 Please specify the password.' } },
    { lines: ['---- Connecting to 192.0.2.1 (192.0.2.1) port 21', '---> TYPE I'], said: { kind: 'client', text: 'TYPE I' } },
    {
      lines: ['---- Connecting to 192.0.2.1 (192.0.2.1) port 21'],
      said: { kind: 'note', text: 'Connecting to 192.0.2.1 (192.0.2.1) port 21' },
    },
    { lines: ['**** 530 Login incorrect.'], said: { kind: 'report', code: 530, text: 'Login incorrect.' } },
    {
      lines: ['mirror: Access failed: 550 Failed to change directory. (/a)'],
      said: { kind: 'report', code: 550, text: 'Failed to change directory. (/a)' },
    },
    { lines: ['cd: Fallo de acceso: 550 No such directory. (x)'], said: { kind: 'report', code: 550, text: 'No such directory. (x)' } },
  ],
};
