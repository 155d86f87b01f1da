// What a log tells of the server program as a whole: its start line, and what its modules say between the sessions.
import type { Evidence } from './finding.ts';

const PURE_START = /\bpure-ftpd\b[^\n]{0,300}? -[A-Za-z]\b/;
const RANGE = /\s-p\s?(\d{4,5})[:-](\d{4,5})(?!\d)/;
const CLIENTS = /\s-c\s?(\d{1,6})(?!\d)/;
const BACKENDS = /\s-l\s?(\w{1,20})/g;
const UNCLEAN = /data connection terminated without SSL shutdown/i;
const PAM_UNKNOWN = /\bpam_\w{1,20}\([^)\n]{0,60}ftp[^)\n]{0,60}\)[^\n]{0,40}user unknown|^check pass; user unknown/;

/** Facts that hold for every session of a log. They change here and nowhere else. */
export class Daemon {
  /** Pure-FTPd: how many clients the start line wants, and how many its passive range has room for. */
  clients: { readonly wanted: number; readonly room: number; readonly at: Evidence } | undefined;
  /** Pure-FTPd asks PAM and nothing else. */
  pamOnly: Evidence | undefined;
  /** PAM knew no such user. */
  unknownToPam: Evidence | undefined;

  /** vsftpd: the last data connection that ended without close_notify. The process that says so is not the session's own. */
  uncleanEnd: Evidence | undefined;

  /** Takes a line without a code. */
  words(text: string, at: Evidence): void {
    if (UNCLEAN.test(text)) this.uncleanEnd = at;
    if (PAM_UNKNOWN.test(text)) this.unknownToPam = at;
    if (!PURE_START.test(text)) return;
    const range = RANGE.exec(text);
    const wanted = CLIENTS.exec(text);
    if (range && wanted) this.clients = { wanted: Number(wanted[1]), room: Math.floor((Number(range[2]) - Number(range[1]) + 1) / 2), at };
    const backends = [...text.matchAll(BACKENDS)].map(([, name]) => name);
    this.pamOnly = backends.length > 0 && backends.every((name) => name === 'pam') ? at : undefined;
  }
}
