import type { LogFormat, Said } from '../format.ts';

// `<= Recv header, 33 bytes (0x21)`, then `0000: 220 ready` (--trace-ascii, 64 characters a line) or the same in
// hexadecimal (--trace, 16 bytes a line). A line of the server's is told when its last piece has come.
const HEAD = /^(?:\[\d{1,6}-(?:\d{1,6}|x)\] )?(?:(<=|=>) (Recv|Send) (\w+)(?: \w+)?, (\d{1,9}) bytes|== Info: )/;
const PIECE = /^([\da-f]{4,8}): ?/;
const HEX = /^(?:[\da-f]{2} ){1,16}(?= |\S|$)/;

/** Trace files of curl. */
export const curlTrace: LogFormat = {
  name: 'curl-trace',
  title: 'curl --trace and --trace-ascii',
  docs: 'https://curl.se/docs/manpage.html#--trace',
  side: 'client',
  open: () => {
    let side: 'server' | 'client' | 'data' | undefined;
    let left = 0;
    let text = '';
    return ({ body, stamp }) => {
      const head = HEAD.exec(body);
      if (head) {
        text = '';
        if (!head[1]) {
          side = undefined;
          return { kind: 'note', text: body.slice(head[0].length).trim(), ...(stamp && { stamp }) };
        }
        side = head[3] !== 'header' ? 'data' : head[2] === 'Recv' ? 'server' : 'client';
        left = Number(head[4]);
        return { kind: 'nothing' };
      }
      const piece = side && PIECE.exec(body);
      if (!piece) return undefined;
      if (side === 'data' || side === undefined) return { kind: 'nothing' };
      const rest = body.slice(piece[0].length);
      const hex = HEX.exec(rest)?.[0];
      const bytes = hex && rest.length > hex.length + 1 ? hex.trim().split(' ') : undefined;
      const said: Said[] = [];
      const end = () => {
        said.push({ kind: side === 'client' ? 'client' : 'server', text });
        text = '';
      };
      if (bytes) {
        for (const byte of bytes) {
          if (byte === '0a') end();
          else if (byte !== '0d') text += String.fromCharCode(Number.parseInt(byte, 16));
        }
      } else {
        text += rest;
        if (rest.length < 64 || Number.parseInt(piece[1] ?? '0', 16) + rest.length + 2 >= left) end();
      }
      return said.length === 0 ? { kind: 'nothing' } : said;
    };
  },
  samples: [
    {
      lines: ['<= Recv header, 23 bytes (0x17)', '0000: 230 Login successful.'],
      said: [{ kind: 'server', text: '230 Login successful.' }],
    },
    {
      lines: ['=> Send header, 6 bytes (0x6)', '0000: 45 50 53 56 0d 0a                               EPSV..'],
      said: [{ kind: 'client', text: 'EPSV' }],
    },
    {
      lines: ['== Info: Connection #0 to host 192.0.2.1 left intact'],
      said: { kind: 'note', text: 'Connection #0 to host 192.0.2.1 left intact' },
    },
  ],
};
