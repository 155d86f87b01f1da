import type { LogFormat } from '../format.ts';

const LINE = /^\|?[_ ]? ?ftp-anon: .{0,120}\(FTP code ([1-6]\d\d)\)/;

/** nmap's script ftp-anon, in any of nmap's outputs. */
export const nmapFtpAnon: LogFormat = {
  name: 'nmap-ftp-anon',
  title: 'nmap ftp-anon',
  docs: 'https://nmap.org/nsedoc/scripts/ftp-anon.html',
  side: 'client',
  marks: ['(FTP code '],
  open:
    () =>
    ({ body }) => {
      const found = LINE.exec(body) ?? /Anonymous FTP login allowed \(FTP code ([1-6]\d\d)\)/.exec(body.slice(0, 2000));
      return found
        ? { kind: 'exchange', code: Number(found[1]), text: body.replace(/^[|_ ]{1,4}/, '').slice(0, 300), command: 'PASS ****' }
        : undefined;
    },
  samples: [
    {
      lines: ['|_ftp-anon: Anonymous FTP login allowed (FTP code 230)'],
      said: { kind: 'exchange', code: 230, text: 'ftp-anon: Anonymous FTP login allowed (FTP code 230)', command: 'PASS ****' },
    },
  ],
};
