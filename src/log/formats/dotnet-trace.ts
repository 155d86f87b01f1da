import type { LogFormat, Said } from '../format.ts';

// `System.Net.Sockets Verbose: 0 : [4568] 00000000 : 32 32 30 2D … : 220-`, 16 bytes a line, after `Data from
// Socket#n::Receive` or `::Send`; from 4.5 on also `[4568] FtpControlStream#1 - Received response [220 Ready]`.
const DUMP = /\[(\d{1,6})\] ([\dA-F]{8}) : ((?:[\dA-F]{2}[ -]){1,16}) {0,60}: /;
const HEAD = /\[(\d{1,6})\] (?:Data from |Exiting |)Socket#(\d+)::(Send|Receive|\w+)\(?/;
const TOLD = /\[(\d{1,6})\] FtpControlStream#\d+ - (?:Received response|Sending command) \[(.*)$/;
const OWN = /System\.Net(?:\.\w{1,30})? (?:Verbose|Information|Warning|Error|Critical): \d{1,6} : \[\d{1,6}\]/;
const LONGEST = 4096;
const MOST_STREAMS = 256;

/** The trace of System.Net: a hexadecimal dump of what went over the sockets. */
export const dotnetTrace: LogFormat = {
  name: 'dotnet-trace',
  title: '.NET System.Net trace (hex dump of sockets, FtpControlStream)',
  docs: 'https://learn.microsoft.com/dotnet/framework/network-programming/how-to-configure-network-tracing',
  side: 'client',
  marks: ['System.Net'],
  open: () => {
    let side = '';
    let session = '';
    // A line may begin in one packet and end in the next.
    const rests = new Map<string, string>();
    let told = false;
    return ({ body }) => {
      if (!OWN.test(body)) return undefined;
      const words = TOLD.exec(body);
      if (words) {
        told = true;
        return {
          kind: body.includes('Sending command') ? 'client' : 'server',
          text: (words[2] ?? '').trimEnd().replace(/\]$/, ''),
          session: words[1] ?? '',
        };
      }
      const head = HEAD.exec(body);
      if (head) {
        side = head[3] ?? '';
        session = head[1] ?? '';
        return { kind: 'nothing' };
      }
      const dump = DUMP.exec(body);
      if (!dump) return { kind: 'nothing' };
      if (told || (side !== 'Receive' && side !== 'Send')) return { kind: 'nothing' };
      const kind = side === 'Receive' ? 'server' : 'client';
      const said: Said[] = [];
      let rest = rests.get(session + kind) ?? '';
      for (const byte of (dump[3] ?? '').trim().split(/[ -]/)) {
        if (byte === '0A') {
          said.push({ kind, text: rest, session });
          rest = '';
        } else if (byte !== '0D' && byte !== '' && rest.length < LONGEST) rest += String.fromCharCode(Number.parseInt(byte, 16));
      }
      rests.set(session + kind, rest);
      if (rests.size > MOST_STREAMS) rests.clear();
      return said.length > 0 ? said : { kind: 'nothing' };
    };
  },
  samples: [
    {
      lines: [
        'System.Net.Sockets Verbose: 0 : [4568] Data from Socket#1::Receive',
        'System.Net.Sockets Verbose: 0 : [4568] 00000000 : 32 33 30 20 4F 4B 0D 0A-                        : 230 OK..',
      ],
      said: [{ kind: 'server', text: '230 OK', session: '4568' }],
    },
    {
      lines: ['System.Net Information: 0 : [4568] FtpControlStream#6 - Received response [331 Password required]'],
      said: { kind: 'server', text: '331 Password required', session: '4568' },
    },
  ],
};
