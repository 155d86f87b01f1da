import type { EventName, LogFormat } from '../format.ts';

// `PHP Warning:  ftp_login(): Login incorrect. in /srv/a.php on line 12`. PHP keeps the server's words and drops the code.
const LINE =
  /(?:^|[\s>%])(?:PHP )?(?:<b>)?Warning(?:<\/b>)?:\s{1,2}(ftp_\w{2,20})\(\)(?: \[[^\]]{1,80}\])?: (.{1,600}?)(?: in \S.{0,300} on line .{1,20})?$/;
// Its stream wrapper keeps both: `fopen(ftp://…): failed to open stream: FTP server reports 550 a.txt: No such file or directory`.
const REPORT = ': FTP server reports ';
const REPORTED = /^([1-6]\d\d)(?: (.{0,1000}))?$/;
const PLACE = / in \S.{0,300} on line .{1,20}$/;
const EVENTS: Readonly<Record<string, EventName>> = {
  ftp_login: 'login-failed',
  ftp_put: 'upload-failed',
  ftp_fput: 'upload-failed',
  ftp_nb_put: 'upload-failed',
  ftp_append: 'upload-failed',
  ftp_get: 'download-failed',
  ftp_fget: 'download-failed',
  ftp_nb_get: 'download-failed',
  ftp_mkdir: 'mkdir-failed',
  ftp_rmdir: 'rmdir-failed',
  ftp_delete: 'delete-failed',
  ftp_rename: 'rename-failed',
  ftp_chmod: 'chmod-failed',
  ftp_ssl_connect: 'tls-failed',
};

/** What the stream wrapper says that the server has answered. */
function reportIn(line: string): { readonly code: number; readonly text: string } | undefined {
  const at = line.indexOf(REPORT);
  if (at < 0 || at > 4000 || !/\(ftps?:\/\//.test(line.slice(0, at))) return undefined;
  const told = line.slice(at + REPORT.length, at + 1400);
  const found = REPORTED.exec(told.slice(0, PLACE.exec(told)?.index));
  return found ? { code: Number(found[1]), text: (found[2] ?? '').trimEnd() } : undefined;
}

/** Warnings of PHP's FTP functions. */
export const phpFtp: LogFormat = {
  name: 'php-ftp',
  title: 'warnings of PHP ftp functions and of its ftp:// stream wrapper',
  docs: 'https://www.php.net/manual/en/book.ftp.php',
  side: 'client',
  marks: ['ftp_', REPORT],
  open: () => {
    // With display_errors and log_errors both on, each comes twice.
    let before = '';
    return ({ raw, body, stamp }) => {
      const report = reportIn(raw);
      if (report) return { kind: 'report', ...report, ...(stamp && { stamp }) };
      const found = body.length < 4000 ? (LINE.exec(body) ?? LINE.exec(raw.slice(0, 4000))) : null;
      if (!found) return undefined;
      const [, name = '', text = ''] = found;
      if (before === name + text) {
        before = '';
        return { kind: 'nothing' };
      }
      before = name + text;
      return { kind: 'event', event: EVENTS[name] ?? 'failure', text: `${name}(): ${text}`, ...(stamp && { stamp }) };
    };
  },
  samples: [
    {
      lines: ['PHP Warning:  ftp_login(): Login incorrect. in /srv/a.php on line 530'],
      said: { kind: 'event', event: 'login-failed', text: 'ftp_login(): Login incorrect.' },
    },
    {
      // Of old it named the page of its manual.
      lines: ['Warning: ftp_put() [function.ftp-put]: Could not create file. in /srv/a.php on line 3'],
      said: { kind: 'event', event: 'upload-failed', text: 'ftp_put(): Could not create file.' },
    },
    {
      lines: [
        'PHP Warning:  fopen(ftp://...@192.0.2.1/a.txt): failed to open stream: FTP server reports 550 a.txt: No such file or directory in /srv/a.php on line 3',
      ],
      said: { kind: 'report', code: 550, text: 'a.txt: No such file or directory' },
    },
  ],
};
