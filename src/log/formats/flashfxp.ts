import type { LogFormat } from '../format.ts';
import { readCommand } from '../verbs.ts';

// `[15:59:39] [R] 331 Password required`: the right or the left site; in a transfer between two servers both talk.
const LINE = /^\[([RL]\d?)\] /;

/** FlashFXP and CrossFTP. */
export const flashFxp: LogFormat = {
  name: 'flashfxp',
  title: 'FlashFXP, CrossFTP',
  docs: 'https://www.flashfxp.com/',
  side: 'client',
  marks: ['[R', '[L'],
  open: () => {
    const open = new Map<string, string>();
    return ({ body, stamp }) => {
      const found = LINE.exec(body);
      if (!found) return undefined;
      const session = found[1] ?? 'R';
      const text = body.slice(found[0].length).trimEnd();
      const who = { session, ...(stamp && { stamp }) };
      const code = /^([1-6]\d\d)(?:([ -])|$)/.exec(text);
      const inReply = open.get(session);
      if (code) {
        if (code[2] === '-') open.set(session, code[1] ?? '');
        else if (inReply === code[1]) open.delete(session);
        return { kind: 'server', text, ...who };
      }
      if (!text.startsWith(' ') && readCommand(text) && /^[A-Z]{3,5}(?: |$)/.test(text) && !inReply)
        return { kind: 'client', text, ...who };
      if (inReply) return { kind: 'server', text, ...who };
      return { kind: 'note', text, ...who };
    };
  },
  samples: [
    {
      lines: ['[15:59:39] [R] 331 Password required'],
      said: { kind: 'server', text: '331 Password required', session: 'R', stamp: '15:59:39' },
    },
    { lines: ['[L] TYPE I'], said: { kind: 'client', text: 'TYPE I', session: 'L' } },
    { lines: ['[R] Connection lost: ftp.example.com'], said: { kind: 'note', text: 'Connection lost: ftp.example.com', session: 'R' } },
  ],
};
