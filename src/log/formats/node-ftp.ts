import type { LogFormat, Said } from '../format.ts';
import { linesOf, readLiteral } from '../literal.ts';

// `[connection] < '220 Ready\r\n'` is what came in; `[parser]` shows it again. Long texts are broken: `'220-a\r\n' +`.
const LINE = /^\[(connection|parser|connection:data)\] (?:([<>]) |Response: code=([1-6]\d\d), buffer=)?/;

/** node-ftp (mscdex) with its `debug` option. */
export const nodeFtp: LogFormat = {
  name: 'node-ftp',
  title: 'node-ftp with the debug option',
  docs: 'https://github.com/mscdex/node-ftp#api',
  side: 'client',
  open: () => {
    let more: 'server' | 'nothing' | undefined;
    let connection = false;
    const server = (text: string): Said[] => linesOf(text).map((one) => ({ kind: 'server', text: one }));
    return ({ body }) => {
      const found = LINE.exec(body);
      if (!found) {
        const literal = more && /^\s{1,8}(?=["'`])/.exec(body);
        if (!literal) {
          more = undefined;
          return undefined;
        }
        const kind = more;
        if (!body.trimEnd().endsWith(' +')) more = undefined;
        return kind === 'server' ? server(readLiteral(body.slice(literal[0].length)) ?? '') : { kind: 'nothing' };
      }
      const [whole, who, arrow, code] = found;
      const rest = body.slice(whole.length);
      const literal = readLiteral(rest);
      const kind = who === 'connection' && arrow === '<' ? 'server' : 'nothing';
      more = rest.trimEnd().endsWith(' +') ? kind : undefined;
      // A line that a log viewer has cut.
      const cut = literal === undefined && kind === 'server' ? /^['"]([1-6]\d\d[ -][^'"]{0,400})$/.exec(rest) : null;
      if (cut) return server(cut[1] as string);
      if (literal === undefined) return { kind: 'note', text: rest };
      if (kind === 'server') {
        connection = true;
        return server(literal);
      }
      if (who === 'connection' && arrow === '>') return { kind: 'client', text: linesOf(literal)[0] ?? '' };
      // A log of which only the parser's lines were kept.
      return code && !connection ? { kind: 'report', code: Number(code), text: literal } : { kind: 'nothing' };
    };
  },
  samples: [
    { lines: ["[connection] < '331 Password required\\r\\n'"], said: [{ kind: 'server', text: '331 Password required' }] },
    { lines: ["[connection] < '220-Hello\\r\\n' +", "  '220 Ready\\r\\n'"], said: [{ kind: 'server', text: '220 Ready' }] },
    { lines: ["[connection] < '425 Cannot open"], said: [{ kind: 'server', text: '425 Cannot open' }] },
    { lines: ["[connection] > 'TYPE I'"], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ["[parser] < '331 Password required\\r\\n'"], said: { kind: 'nothing' } },
  ],
};
