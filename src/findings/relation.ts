// What a moment is to the trouble before it: news, the same told once more, something that only follows from it, or its reason.
import { isTlsHello } from '../log/tls-hello.ts';
import type { Moment } from './cause.ts';
import type { CauseId } from '../explain/cause-ids.ts';
import type { Seen } from './looks.ts';
import type { Evidence } from './finding.ts';
import type { Trouble, Watched } from './watched.ts';
import { CERTAIN, CLOSE, LIKELY, SYMPTOM } from './weights.ts';

/** `retold` and `consequence` name the cause that is known already; a `reason` takes the place of the trouble before it. */
export type Relation = { readonly is: 'news' | 'nothing' | 'reason' } | { readonly is: 'retold' | 'consequence'; readonly of: CauseId };

const NEWS: Relation = { is: 'news' };

/** Causes after which there is no data connection at all. */
const NO_DATA_AGREED = /^(?:port-bounce-refused|passive-disabled|passive-port-unavailable|ipv6-needs-epsv|pret-required|epsv-unsupported)$/;
/** A failure of the login that a list or the user database has brought about, and that is told once more as a refused login. */
const LOGIN_TOLD = /^(?:user-in-deny-list|auth-backend-misconfigured|user-shell-not-in-etc-shells|home-dir-missing|home-dir-no-access)$/;
/** Reasons for which a login is refused whatever the password. */
const TURNED_AWAY =
  /^(?:tls-required|too-many-connections|ban-by-policy|client-limit-set-by-passive-range|server-shutting-down|chroot-writable-root|server-config-error|user-\w.*|home-dir-\w.*|auth-backend-misconfigured|username-mangled|password-encoding)$/;
/** A data connection that failed, whyever. */
const DATA_FAILED = /^(?:passive-ports-blocked|active-mode-blocked|data-connection-reset-early)$/;
/** Causes that show themselves by a data connection that fails. */
const SHOWN_BY_DATA = /^(?:tls-|prot-p-|certificate-|passive-nat|passive-port-unavailable|pasv-ip|port-bounce|disk-full|quota-)/;
/** What goes wrong with a name that is looked for in the wrong place. */
const LOST = /^(?:file-missing|no-write-permission|no-read-permission|path-relative-to-chroot|dir-exists)$/;

/** A moment, what was seen in it, and the session with the trouble before it. */
interface Case {
  readonly moment: Moment;
  readonly cause: CauseId;
  readonly weight: number;
  readonly watched: Watched;
  readonly trouble: Trouble;
}

/** What a moment, in which a cause was seen, is to the session's last trouble. */
export function relationOf(watched: Watched, moment: Moment, { cause, sight }: Seen): Relation {
  const { trouble } = watched;
  if (!trouble) return NEWS;
  const one: Case = { moment, cause: cause.id, weight: sight.weight, watched, trouble };
  if (moment.kind === 'silence') return watched.hasFailed ? { is: 'nothing' } : NEWS;
  return moment.kind === 'words' ? ofWords(one) : ofReply(one);
}

function ofWords(one: Case): Relation {
  const { moment, cause, weight, watched, trouble } = one;
  // The same line again is another occurrence, in a log that holds nothing but such lines.
  const again = trouble.kind === 'words' && cause === trouble.cause && alike(trouble.text, moment.text);
  if (!watched.moved && !again) {
    if (isReason(one)) return { is: 'reason' };
    // The client tells in its own words what the reply has just said.
    if (cause === trouble.cause) return { is: 'retold', of: trouble.cause };
    if (weight <= trouble.weight + CLOSE) return { is: 'consequence', of: trouble.cause };
  }
  if (cause === 'wrong-password' && isLoginToldAgain(one)) return { is: 'consequence', of: trouble.cause };
  // That the data connection failed is told first, and why after it.
  const why =
    trouble.kind === 'words' &&
    !watched.moved &&
    watched.session.data === undefined &&
    trouble.cause === 'passive-ports-blocked' &&
    weight > trouble.weight;
  return why ? { is: 'reason' } : NEWS;
}

/** The login was turned away for a reason that is known: that it failed says no more. */
const isLoginToldAgain = ({ moment, watched, trouble }: Case): boolean =>
  (trouble.cause === 'server-bug' && !watched.session.loggedIn && moment.event === undefined) ||
  (watched.session.failedLogin !== undefined && watched.found > 0) ||
  (moment.event === 'login-failed' && trouble.cause === 'auth-backend-misconfigured') ||
  (moment.event === undefined && TURNED_AWAY.test(trouble.cause));

/** Do the words state the cause of what was a symptom only? */
const isReason = ({ moment, cause, weight, trouble }: Case): boolean =>
  // The server's own log tells why it turned the login away.
  ((trouble.cause === 'wrong-password' || trouble.cause === 'user-in-deny-list') &&
    trouble.weight < CERTAIN &&
    trouble.cause !== cause &&
    LOGIN_TOLD.test(cause) &&
    weight >= LIKELY + CLOSE) ||
  // The system tells why nothing more is written.
  (trouble.cause === 'no-write-permission' && cause === 'disk-full' && weight >= LIKELY + CLOSE) ||
  // A good reply was shown with the error, and now comes the error itself.
  (trouble.cause === 'unexpected-positive-reply' && trouble.weight < SYMPTOM && /^passive-/.test(cause) && weight >= LIKELY) ||
  // The system tells which of two it was.
  (trouble.cause === 'home-dir-missing' && cause === 'home-dir-no-access' && weight > trouble.weight) ||
  // What the client could make nothing of is shown.
  (trouble.cause === 'malformed-reply' && cause === 'wrong-protocol' && weight > trouble.weight) ||
  // The frames behind the words show that it was SSH which spoke.
  (trouble.cause === 'tls-version-mismatch' && cause === 'wrong-protocol' && moment.frames !== undefined && moment.frames !== '') ||
  // The client sees what is wrong with the name.
  (trouble.cause === 'wrong-password' && trouble.weight < CERTAIN && cause === 'username-mangled' && weight >= LIKELY + CLOSE) ||
  // A handshake that was only cut off (tls-handshake.ts).
  (trouble.cause === 'tls-version-mismatch' &&
    trouble.weight < SYMPTOM &&
    /^(?:certificate-not-trusted|tls-cert-missing|implicit-vs-explicit-tls|tls-session-reuse-required|prot-p-required)$/.test(cause) &&
    weight > trouble.weight) ||
  (DATA_FAILED.test(trouble.cause) && trouble.weight < CERTAIN && weight >= LIKELY + CLOSE && SHOWN_BY_DATA.test(cause));

function ofReply(one: Case): Relation {
  const { cause, watched, trouble } = one;
  // The client saw the connection break; the server tells why it broke it.
  if (trouble.kind === 'words' && !watched.moved && isReason(one)) return { is: 'reason' };
  // A server's log tells the event first and then the reply: FAIL LOGIN, 530.
  if (trouble.kind === 'words' && !watched.moved && cause === trouble.cause) return { is: 'retold', of: trouble.cause };
  if (isNotMade(one)) return { is: 'reason' };
  if (isLost(one)) return { is: 'consequence', of: causeAt(watched, watched.session.failedCwd?.at) ?? trouble.cause };
  return CONSEQUENCES.some((follows) => follows(one)) ? { is: 'consequence', of: trouble.cause } : NEWS;
}

/** It was only looked whether a directory is there, which then cannot be made. */
function isNotMade({ moment, watched }: Case): boolean {
  const cwd = watched.session.failedCwd;
  return cwd !== undefined && cwd.argument !== '' && /^X?MKD$/.test(moment.verb) && moment.argument === cwd.argument;
}

/** Without a directory change the names that follow are looked for in the wrong place. */
function isLost({ moment, cause, watched }: Case): boolean {
  const cwd = watched.session.failedCwd;
  return (
    cwd !== undefined &&
    cwd.at.line < moment.at.line &&
    !/^X?CWD$/.test(moment.verb) &&
    moment.argument !== '' &&
    !moment.argument.startsWith('/') &&
    LOST.test(cause)
  );
}

/** Replies that only follow from the trouble before them. */
const CONSEQUENCES: readonly ((one: Case) => boolean)[] = [
  // A data connection that failed is told twice: by the client that waits and by the server's 425.
  ({ moment, weight, watched, trouble }) =>
    trouble.kind === 'words' &&
    !watched.moved &&
    (moment.code === 425 || moment.code === 426 || moment.code === 421) &&
    weight <= trouble.weight,
  // A directory that could not be made is missing afterwards.
  ({ moment, cause, watched, trouble }) => {
    const made = watched.session.failedMkd;
    return (
      made !== undefined &&
      made.at.line < moment.at.line &&
      !/^X?MKD$/.test(moment.verb) &&
      made.argument !== '' &&
      moment.argument.startsWith(made.argument) &&
      cause === 'file-missing' &&
      trouble.cause !== 'dir-exists'
    );
  },
  // A client that could not make a directory tries those above it in turn, up to the root.
  ({ moment, watched }) => {
    const made = watched.session.failedMkdBefore;
    return made !== undefined && /^X?MKD$/.test(moment.verb) && made.at.line < moment.at.line && isAbove(moment.argument, made.argument);
  },
  // Not logged in: every command is refused, for the reason that the login was.
  ({ cause, watched }) => !watched.session.loggedIn && cause === 'login-not-completed' && watched.hasFailed,
  // vsftpd's session ends over what it has just told.
  ({ moment, trouble }) => /^OOPS: child died/.test(moment.text) && /\bOOPS: /.test(trouble.text),
  // What the server makes of the bytes of a handshake.
  ({ moment, cause, trouble }) =>
    trouble.cause === 'implicit-vs-explicit-tls' &&
    (moment.verb === '' || isTlsHello(moment.verb)) &&
    /^(?:login-not-completed|command-not-supported|tls-required)$/.test(cause),
  // A list or the user database turned the login away: that it failed then says no more.
  ({ cause, trouble }) => cause === 'wrong-password' && LOGIN_TOLD.test(trouble.cause),
  // No data connection was agreed upon: that it is missing then is no news.
  ({ moment, watched, trouble }) =>
    moment.code === 425 &&
    (watched.session.data === undefined || watched.session.data.mode === 'unknown') &&
    (NO_DATA_AGREED.test(trouble.cause) || trouble.cause === 'command-not-supported') &&
    watched.session.recent.some(({ code, verb }) => code >= 500 && /^(?:PORT|EPRT|LPRT|PASV|EPSV|LPSV)$/.test(verb)),
  // Who guesses passwords is banned in the end.
  ({ cause, weight, trouble }) => cause === 'ban-by-policy' && trouble.cause === 'wrong-password' && weight < LIKELY,
];

/** Is one path the directory that another is in, or one above it? */
const isAbove = (path: string, other: string): boolean => path !== other && other.startsWith(path.replace(/\/*$/, '/'));

/** The cause of the pending trouble at a line. */
const causeAt = ({ pending }: Watched, at: Evidence | undefined): CauseId | undefined =>
  pending.find(({ moment }) => moment.at.line === at?.line)?.seen[0]?.cause.id;

/** Do two lines differ in numbers only (times, sizes, process ids)? */
const alike = (one: string, other: string): boolean => withoutNumbers(one) === withoutNumbers(other);

const withoutNumbers = (text: string): string =>
  text
    .slice(0, 300)
    .replace(/[\d.:,-]{1,40}/g, '#')
    .slice(0, 80);
