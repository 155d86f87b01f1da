// Who speaks in a line: FTP, a client in its own words, a user, or nobody, as the line is data.
import { isListing } from '../log/verb-kinds.ts';
import { MET_BY_SSH } from '../log/other-services.ts';
import type { ReplyEvent } from '../log/event.ts';
import type { Moment } from './cause.ts';
import { namesControl } from './connecting.ts';
import type { Seen } from './looks.ts';
import type { Session } from './session.ts';
import { toldBy } from './told.ts';
import type { Watched } from './watched.ts';

/** Causes that are told in words which only FTP, or a client of it, uses: their lines need no other sign of FTP. */
const OF_FTP =
  /^(?:passive-|active-|epsv-|ipv6-|pasv-|port-bounce|data-connection|tls-|prot-p|certificate-|implicit-|chroot-|sandbox-|resume-|pret-|client-limit|no-transfer|malformed-|unexpected-|wrong-protocol|pipelining-|bad-filename|server-config|username-|password-encoding|command-not|auth-backend|user-shell|disk-full|quota-|path-|list-|too-many)/;
/** Words of such weight name an FTP trouble even where nothing else of FTP is in the log. */
const SPECIFIC = 74;
/** A reply within a client's own message: the code once more behind the closing quote, or its line end spelt out. */
const QUOTED_IN_ERROR = /["']\W{1,3}\d{3}\)?$|\\r\\n[^\n]{0,200}["']/;
/** ftp(1) tells the names of the file that it is going to move. */
const ECHOES = /^\s*local: [^\n]{1,300} remote: /;

/** FTP, or a program of it: vsftpd, but not sftp, which is SSH. */
const NAMES_FTP = /(?<!(?<!v)s)ftp|sftpgo/i;

/** A line of an unknown log that never speaks of FTP must say more than that something was refused. */
export const isOfFtp = ({ known, session }: Watched, { kind, quoted, text, frames, stranger }: Moment, { cause, sight }: Seen): boolean =>
  (kind !== 'words' && !quoted) ||
  (known && !stranger) ||
  (sight.weight >= SPECIFIC && !session.foreign && !stranger && OF_FTP.test(cause.id)) ||
  NAMES_FTP.test(text) ||
  /\bOOPS: /.test(text) ||
  MET_BY_SSH.test(text) ||
  (!session.foreign && namesControl(text) && /connect|\bdial\b/i.test(text)) ||
  /\bs?ftp(?<!sftp)/i.test(frames ?? '') ||
  session.wordsSay(NAMES_FTP);

/** Can the words around a reply be the client's own? Records of a server have names of files there, which anybody may choose. */
export const isOwnMessage = ({ command, logFormat }: ReplyEvent): boolean =>
  command === undefined && (logFormat === 'transcript' || logFormat === 'lftp' || logFormat.includes('error'));

/** Does a positive reply stand within a message that a client only shows when something went wrong? */
export const isWithinError = ({ text, logFormat }: ReplyEvent, { replies }: Session): boolean =>
  QUOTED_IN_ERROR.test(text) || logFormat === 'ftplib-error' || logFormat === 'curl-error' || (replies === 1 && /\\r\\?n?$/.test(text));

/** An order at a prompt, or the names that it is about: no words of anybody. */
export const isOrder = (text: string): boolean => ECHOES.test(text) || toldBy(text).order !== undefined;

/** What stands between the beginning of a listing and its end is the listing. */
export const endsListing = ({ code }: ReplyEvent, session: Session | undefined): boolean =>
  (code === 226 || code === 250) &&
  (session?.last?.code === 150 || session?.last?.code === 125) &&
  isListing(session.last.verb || session.ordered);

/** A name in a listing may look like a reply: "550 x.txt". Where a log shows the commands, every reply answers one. */
export function isListed({ code, command, logFormat }: ReplyEvent, { commands, last, waiting }: Session): boolean {
  return (
    command === undefined &&
    !logFormat.endsWith('-error') &&
    commands > 0 &&
    waiting.length === 0 &&
    code >= 400 &&
    code !== 421 &&
    code !== 425 &&
    code !== 426 &&
    last?.code === 226 &&
    isListing(last.verb)
  );
}
