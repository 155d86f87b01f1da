import type { LogFormat } from '../format.ts';

const LINE = /^(<--|-->|\*\*\*) (?:\[([\w.:-]{1,80})\] )?/;

/** yafc (which names the host) and RFTP: `<-- ` before what the server sent, `--> ` before what was sent. */
export const yafc: LogFormat = {
  name: 'yafc',
  title: 'yafc -d, RFTP',
  docs: 'https://github.com/sebastinas/yafc',
  side: 'client',
  marks: ['<-- ', '--> ', '*** '],
  open: () => {
    // wget prints `--> ` too.
    let known = false;
    return ({ body, stamp }) => {
      const found = LINE.exec(body);
      if (!found) return undefined;
      known ||= found[1] === '<--' || found[2] !== undefined;
      if (!known) return undefined;
      const kind = found[1] === '<--' ? 'server' : found[1] === '-->' ? 'client' : 'note';
      return { kind, text: body.slice(found[0].length), ...(stamp && { stamp }) };
    };
  },
  samples: [
    { lines: ['<-- [192.0.2.1] 331 Password required'], said: { kind: 'server', text: '331 Password required' } },
    { lines: ['<-- 220 Ready', '--> USER bob'], said: { kind: 'client', text: 'USER bob' } },
  ],
};
