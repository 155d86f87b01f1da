import type { LogFormat } from '../format.ts';
import { soundsLikeFtp } from '../vocabulary.ts';

// `220: Ready`, further lines of the reply indented under its text; `Cmd: USER bob`.
const REPLY = /^([1-6]\d\d): ?(.*)$/;
/** The reply stands behind what is left of the progress bar. */
const BEHIND_PROGRESS = / ETA: [^\n]{0,300} ([1-6]\d\d): (.*)$/;
const OWN =
  /^(?:LibNcFTP \d|NcFTP \d|ncftp(?:get|put|ls|batch|bookmarks)?(?: [^:]{0,200})?: |ncftp \S{0,300} ?> |(?:\S{0,80}[$#%] )?ncftp(?:get|put|ls) )/;

/** NcFTP, ncftpget, ncftpput and ncftpls: with -d replies and commands, without it messages only. */
export const ncftp: LogFormat = {
  name: 'ncftp',
  title: 'NcFTP and ncftpget, ncftpput, ncftpls, with or without -d',
  docs: 'https://www.ncftp.com/ncftp/doc/ncftpget.html',
  side: 'client',
  open: () => {
    let known = false;
    let inReply = false;
    return ({ body, stamp }) => {
      const who = stamp ? { stamp } : {};
      const own = OWN.test(body);
      known ||= own;
      if (own) return { kind: 'note', text: body, ...who };
      const reply = REPLY.exec(body) ?? (known ? BEHIND_PROGRESS.exec(body) : null);
      if (reply && (known || soundsLikeFtp(Number(reply[1]), reply[2] ?? ''))) {
        known = true;
        inReply = true;
        return { kind: 'server', text: `${reply[1]} ${reply[2]}`, ...who };
      }
      if (!known) return undefined;
      if (inReply && /^ {5,6}/.test(body)) return { kind: 'nothing', ofReply: true };
      inReply = false;
      if (body.startsWith('Cmd: ')) return { kind: 'client', text: body.slice(5), ...who };
      if (body.startsWith('Logged in to ')) return { kind: 'note', text: body, ...who };
      // Listings may hold files whose names look like replies.
      return /^(?:Connected to |[1-6]\d\d[ -])/.test(body) ? { kind: 'nothing' } : undefined;
    };
  },
  samples: [
    { lines: ['331: Please specify the password.'], said: { kind: 'server', text: '331 Please specify the password.' } },
    { lines: ['220: Hello', '     530 is no reply here'], said: { kind: 'nothing', ofReply: true } },
    {
      lines: ['LibNcFTP 3.2.6', '/a.txt:      ETA:   0:00    2.00/  2.00 B   130.21 kB/s  226: Transfer complete.'],
      said: { kind: 'server', text: '226 Transfer complete.' },
    },
    { lines: ['LibNcFTP 3.2.6 (November 12, 2016)', 'Cmd: TYPE I'], said: { kind: 'client', text: 'TYPE I' } },
  ],
};
