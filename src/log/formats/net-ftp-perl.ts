import type { LogFormat } from '../format.ts';

// `Net::FTP=GLOB(0x2eb2750)<<< 331 …`, `>>> USER bob`; the first lines name the modules. Net::SMTP and others say their
// own name in the same place.
const LINE = /^(Net::FTP(?:SSL)?(?:::\w+)?)(?:=\w+\((0x[\da-f]+)\))?(<<<|>>>) ?/;

/** Perl's Net::FTP with Debug => 1. */
export const netFtpPerl: LogFormat = {
  name: 'net-ftp-perl',
  title: 'Perl Net::FTP with Debug',
  docs: 'https://metacpan.org/pod/Net::FTP',
  side: 'client',
  marks: ['Net::FTP', 'SSL'],
  open:
    () =>
    ({ body, stamp }) => {
      const plain = LINE.exec(body);
      const found = plain ?? /^(SKT )(?:)(<<<|>>>) ?/.exec(body);
      if (!found) return undefined;
      const text = body.slice(found[0].length);
      const id = plain?.[2];
      if (plain && !id && plain[3] === '>>>' && !/^[A-Z]{3,4}\b/.test(text)) return { kind: 'nothing' };
      return { kind: found[0].includes('<<<') ? 'server' : 'client', text, ...(id && { session: id }), ...(stamp && { stamp }) };
    },
  samples: [
    {
      lines: ['Net::FTP=GLOB(0x2eb2750)<<< 331 Password required'],
      said: { kind: 'server', text: '331 Password required', session: '0x2eb2750' },
    },
    { lines: ['Net::FTP=GLOB(0x2eb2750)>>> TYPE I'], said: { kind: 'client', text: 'TYPE I', session: '0x2eb2750' } },
    { lines: ['Net::FTP>>>   Net::Cmd(3.11)'], said: { kind: 'nothing' } },
  ],
};
