// The server's program stumbles, hangs, goes away or is about to.
import { isTransfer } from '../../log/verb-kinds.ts';
import { anyOf } from '../../any-of.ts';
import { NEEDS_NONE } from './protocol.ts';
import { type Cause, type Moment, said, type Sight, weigh } from '../cause.ts';
import type { Advice } from '../product.ts';
import { controlTrouble } from '../control-trouble.ts';
import { unansweredIn } from '../unanswered.ts';
import { tlsTrouble } from '../tls-words.ts';
import { isRoot } from './files-missing.ts';
import { WORDLESS_421 } from './limits.ts';

/** A program or device that has crashed, in the words of the system it runs on. */
const CRASHED = anyOf`
    guru meditation
    \bpanic'?ed\b
    kernel panic
    \bwdt reset
    \brst cause:\s?\d
    watchdog (?:timer )?reset
    stack smashing
    (?:segmentation|bus|general protection) fault
    \bcore dumped
    \bsegfault at\b
    exited on signal (?:4|6|7|8|11)\b
    signal 11\b
    \bSIG(?:SEGV|ABRT|BUS|ILL)\b
    fatal exception
    LoadProhibited
    StoreProhibited
    ^\W{0,3}Exception \(\d{1,2}\)
    \bepc1=0x
    internal error: runtime error:
  `;
/** A client's own words for a connection that the server has closed. */
const HUNG_UP = /remote server has closed connection/i;
/** A crash that the system notes of any program. */
const OF_PROGRAM = /segfault at|core dumped|exited on signal|signal 11|general protection|kernel panic/i;
/** The words of a crash are no name of a file at a prompt, and a program that crashed is named. */
const hasCrashed = (text: string): boolean =>
  CRASHED.test(text) && !/^\s*(?:\w{0,8}ftp[^>\n]{0,40}>|local: )/.test(text) && (!OF_PROGRAM.test(text) || /ftp/i.test(text));

/** A server that wants an argument. */
const MISSES_ARGUMENT =
  /\b(?:missing|require\w{0,2}|needs?|no|expect\w{0,2})\b[^\n]{0,12}(?:argument|parameter)|(?:argument|parameter)s? (?:is |are )?(?:missing|required|expected)/i;

/** The second half of a renaming, refused as out of order right after the first was taken (RFC 959 section 4.1.3). */
export const isRefusedRename = ({ kind, code, text, session }: Moment): boolean =>
  kind === 'reply' && (code === 503 || code === 501) && /sequence/i.test(text) && session.recent.at(-2)?.code === 350;

const isLogin = (verb: string | undefined): boolean => verb === 'USER' || verb === 'PASS';

/** The session ended in the place of an answer: AUTH is a matter of TLS, and of a login more than one thing may be wrong. */
function unanswered({ session }: Moment): Sight | undefined {
  const command = unansweredIn(session);
  if (!command || command.verb === 'AUTH') return undefined;
  return isLogin(command.verb)
    ? weigh(54, [command.at], ['ban-by-policy', 'auth-backend-misconfigured', 'too-many-connections'])
    : weigh(60, [command.at], ['command-not-supported', 'idle-timeout']);
}

/** The connection ended in the place of an answer, and right after nobody listens any more: the server's process is gone. */
const diedOver = (moment: Moment): boolean =>
  controlTrouble(moment) === 'refused' &&
  moment.session.closed &&
  moment.session.waiting.length === 1 &&
  !ENDS.test(moment.session.waiting[0]?.verb ?? '') &&
  !(moment.session.data?.state === 'open' && moment.session.data.begun);
/** Commands over which a connection may well end. */
const ENDS = /^(?:QUIT|NOOP|ABOR)$/;

/** Over what the server stumbled. */
function stumbled(moment: Moment): string {
  const { kind, text, verb, code, session } = moment;
  if (HUNG_UP.test(text))
    return 'The server hung up where the password was asked for: it came too late, or the server stumbled over it or lets nobody in.';
  if (diedOver(moment))
    return `The server went away over ${session.waiting[0]?.verb ?? 'a command'}: it closed the connection instead of answering, and then nobody listened on its port any more.`;
  if (kind === 'silence')
    return `${session.waiting[0]?.verb ?? 'A command'} was never answered: ${isLogin(session.waiting[0]?.verb) ? 'the server hangs or turns the client away without a word (reverse lookup of the address, account database, address rules), or something on the way swallows what it says' : 'the server, or something on the way, stumbles over that command'}.`;
  if (hasCrashed(text)) return `The program or device that wrote this log has crashed: "${said(moment)}".`;
  if (isRefusedRename(moment))
    return `The server refuses RNTO as out of order ("${said(moment)}"), right after it has taken RNFR: it has lost what it was told.`;
  if (NEEDS_NONE.test(verb) && MISSES_ARGUMENT.test(text))
    return `The server wants an argument for ${verb}, which may stand without one: "${said(moment)}".`;
  if (session.recent.at(-2)?.code === 226 && isUncalled(moment))
    return `The server ends one transfer twice, with 226 and then with ${code}: the file may well be complete.`;
  if (isRoot(moment))
    return `The server does not find its own root or parent directory (${verb}: "${said(moment)}"): it handles that name wrongly.`;
  return `The server program itself stumbled: "${said(moment)}".`;
}

/** A reply to no command, in a log that shows the commands; or to one that has had its last. */
const isUncalled = ({ verb, session }: Moment): boolean =>
  (verb === '' || verb === session.recent.at(-2)?.verb) && session.commands > 0 && session.waiting.length === 0;

const STUMBLES: Advice = {
  other: "Look at the server's own log at this moment, update the program, and report the fault with the lines above.",
};
/** What a server waits for before it answers USER or PASS. */
const HANGS_AT_LOGIN: Advice = {
  vsftpd: 'Set reverse_lookup_enable=NO, and see in the authentication log how long PAM takes.',
  proftpd: 'Set UseReverseDNS off and IdentLookups off, and see what AuthOrder asks (SQL, LDAP) and how long that takes.',
  'pure-ftpd': 'Start it with DontResolve (-H), and see how long the database or PAM takes to answer.',
  other: 'See what the server asks at the login (reverse lookup of the address, account database) and how long that takes to answer.',
};

const serverBug: Cause = {
  id: 'server-bug',
  severity: 'error',
  words: /segmentation fault|internal (?:server )?error|unhandled exception|NullPointerException|assertion|panic:/i,
  look(moment) {
    const { kind, hint, code, text, verb, argument } = moment;
    // ftp(1) words it as a reply when the server has hung up; no command but PASS is sent after 331.
    const before = moment.session.recent.at(kind === 'reply' ? -2 : -1);
    if (HUNG_UP.test(text) && before?.code === 331) return weigh(56, [before.at], ['login-not-completed', 'idle-timeout', 'ban-by-policy']);
    // pyftpdlib names the handler that stumbled.
    if (kind === 'words' && /unhandled exception in instance </i.test(text)) return weigh(80);
    // mod_tls took the handshake of a data connection for one more of the control connection's (releases of 2009 and 2010).
    if (kind === 'words' && /client-initiated session renegotiation detected/i.test(text))
      return weigh(84, [], ['tls-session-reuse-required', 'server-config-error']);
    if (kind === 'words' && tlsTrouble(text)) return weigh(0);
    if (diedOver(moment)) return weigh(80, [moment.session.waiting[0]?.at], ['server-shutting-down', 'ban-by-policy']);
    if (kind === 'words') return hasCrashed(text) ? weigh(82) : hint === 'server-bug' ? undefined : weigh(0);
    // It hung up where it should have answered.
    if (kind === 'silence') return unanswered(moment);
    // vsftpd dies with these words in front of what stopped it.
    if (kind === 'reply' && hint === undefined && /^OOPS: /.test(text))
      return weigh(62, [], ['server-config-error', 'sandbox-unsupported']);
    if (isRefusedRename(moment)) return weigh(76, [before?.at], ['pipelining-out-of-sequence']);
    if (kind === 'reply' && NEEDS_NONE.test(verb) && argument === '' && MISSES_ARGUMENT.test(text))
      return weigh(66, [], ['command-not-supported']);
    // A transfer has one end, and it was told already.
    if (
      kind === 'reply' &&
      code >= 400 &&
      before?.code === 226 &&
      isTransfer(before.verb) &&
      isUncalled(moment) &&
      /transfer|abort/i.test(text)
    )
      return weigh(84, [before.at], ['unexpected-positive-reply']);
    // The root directory is there, whatever a small server makes of its name; and so is the parent of a directory.
    return kind === 'reply' &&
      code >= 450 &&
      code !== 530 &&
      isRoot(moment) &&
      !/permission|denied|privilege|rights|timed? ?out|tls|ssl|log ?in|connection/i.test(text)
      ? weigh(72, [], ['no-read-permission', 'file-missing'])
      : undefined;
  },
  title: stumbled,
  client: 'Try another way to the same end (other mode, other command); report the command that triggers it.',
  admin: ({ kind, session }) => (kind === 'silence' && isLogin(session.waiting[0]?.verb) ? HANGS_AT_LOGIN : STUMBLES),
  samples: {
    finds: [
      '2024-05-01 10:00:00,123 host proftpd[7] host (192.0.2.9[192.0.2.9]): ProFTPD terminating (signal 11)',
      'ERROR:pyftpdlib:unhandled exception in instance <Handler (addr=192.0.2.9:50000, user=ann)>',
      '> LIST\n< 451 Internal error: unhandled exception',
      '> MLSD\n< 501 Missing parameters',
      '> STOR a.txt\n< 150 ok\n< 226 Transfer complete.\n< 426 No such file or directory; transfer aborted.',
      '> rnfr a\n< 350 ready\n> rnto b\n< 501 Bad sequence of commands',
      '> LIST\n< 150 here\n< 500 OOPS: invalid inode size in vsf_sysutil_statbuf_get_size',
      "FTP: Upload start!\nGuru Meditation Error: Core  1 panic'ed (LoadProhibited). Exception was unhandled.",
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> SYST\nConnection closed by server',
      'Response:\t220 ready\nCommand:\tUSER ann\nError:\tConnection timed out after 20 seconds of inactivity',
      'Response:\t230 in\nCommand:\tPASV\nResponse:\t227 Entering Passive Mode (198,51,100,7,195,80)\nCommand:\tLIST\nError:\tConnection closed by server\nStatus:\tConnecting to 198.51.100.7:2121...\nStatus:\tConnection attempt failed with "ECONNREFUSED - Connection refused by server".',
      '220 Welcome\nFEAT\nQUIT\nread tcp 192.0.2.9:50000->198.51.100.7:21: i/o timeout',
      '220 hello\n331 Password required.\n421 Service not available, remote server has closed connection.\nftp: Login failed',
      '> CWD sub\n< 250 ok\n> PWD\n< 257 "/sub"\n> CDUP\n< 550 Could not change directory',
    ],
    spares: [
      '> LIST\n< 150 ok\n< 226 ok',
      'kernel: firefox[1234]: segfault at 0 ip 0',
      'ftp> put "kernel panic.txt"\n226 done',
      '> PWD\n< 257 "/"\n> NOOP\nConnection closed by server',
      'Response:\t220 ready\nCommand:\tUSER ann\nError:\tConnection timed out after 20 seconds of inactivity\nResponse:\t331 pw\nCommand:\tPASS x\nResponse:\t230 in',
    ],
  },
};

/** The control connection went away while a transfer was under way, as the client says. */
const isCutShort = ({ kind, text, session }: Moment): boolean =>
  kind === 'words' &&
  session.data?.begun === true &&
  session.data.state === 'open' &&
  /^\W{0,6}EOFError\W*$|control connection closed\b|socket error \(connection refused\) - reconnecting/i.test(text);

/** The first thing that the server says is 421, in the words of RFC 959 section 5.4 or in those of a client that shows no more. */
const isTurnedAway = ({ kind, code, text, hint, session }: Moment): boolean =>
  (kind === 'reply' &&
    code === 421 &&
    session.replies === 1 &&
    hint === undefined &&
    /^service not available\b/i.test(text) &&
    !HUNG_UP.test(text)) ||
  (kind === 'words' && session.replies === 0 && /\bgot a 421 (?:ftp-server )?response when 220 was expected/i.test(text));

const serverShuttingDown: Cause = {
  id: 'server-shutting-down',
  severity: 'error',
  iis: { substatus: { 21: 90, 52: 90 } },
  words: anyOf`
      (?:server|service|system|daemon|host)[^\n]{0,30}(?:shut(?:ting)? ?down|going down|is stopping|being stopped|restarting|unavailable due to maintenance)
      shutdown (?:in progress|at)
      connection refused \([^\n]{1,200}\) from \S{1,200} \[
      (?:closed|down) for maintenance
      out of (?:memory|processes)
      cannot fork
      fork failed
      OOPS: (?:cannot )?fork\b
      fork rejected by pids controller
      site is being stopped
      no memory for session
      server has no memory
    `,
  look(moment) {
    const { text, session } = moment;
    // It hung up amid a transfer, and lets nobody in any more.
    if (isCutShort(moment)) return weigh(/refused/i.test(text) ? 72 : 56, [session.data?.at], ['server-bug', 'idle-timeout']);
    if (WORDLESS_421.test(text)) return weigh(58);
    // What the standard has for it, in the place of a greeting: why is not said.
    if (isTurnedAway(moment)) return weigh(56, [], ['too-many-connections', 'ban-by-policy']);
    return /\b(?:tls|ssl)\b/i.test(text) ? weigh(0) : undefined;
  },
  title: (moment) =>
    isCutShort(moment)
      ? `The server closed the control connection in the middle of a transfer${/refused/i.test(moment.text) ? ' and answers no more' : ''}: it was stopped, or it has crashed.`
      : isTurnedAway(moment)
        ? 'The server turns the connection away right at its start (421) and does not say why: it is going down, has no room left, or does not take this address.'
        : `The server is going down or has no process or memory left for the session: "${said(moment)}".`,
  client: 'Try again later.',
  admin: {
    proftpd: 'Remove /etc/shutmsg (ftpshut -R) when the work is done; see the memory limits.',
    'pure-ftpd': 'See the limits of processes and memory.',
    other: 'See why the server stops, and its limits of processes and memory.',
  },
  samples: {
    finds: [
      'Status:\tConnection established, waiting for welcome message...\nResponse:\t421 Service not available, closing control connection.\nError:\tCould not connect to server',
      'May  1 10:00:00 host proftpd[7]: host (192.0.2.9[192.0.2.9]) - connection refused (maintenance until six) from 192.0.2.9 [192.0.2.9]',
      '> PWD\n< 421 Server is going down for maintenance',
      '500 OOPS: fork',
      '---> RETR a.bin\n<--- 150 Opening BINARY mode data connection\n**** Peer closed connection\n---- Connecting to 198.51.100.7 (198.51.100.7) port 21\n**** Socket error (Connection refused) - reconnecting',
    ],
    spares: ['421 Timeout.', '500 OOPS: clone'],
  },
};

export const causes: readonly Cause[] = [serverBug, serverShuttingDown];
