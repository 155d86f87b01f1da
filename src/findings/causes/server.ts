// The session ends for what the server is or how it is set up: roots, homes, sandbox, configuration, faults.
import { isTransfer } from '../../log/verb-kinds.ts';
import { anyOf } from '../../any-of.ts';
import { NEEDS_NONE } from './protocol.ts';
import { type Cause, type Moment, quoted, said, type Sight, weigh } from '../cause.ts';
import { controlTrouble } from '../control-trouble.ts';
import { unansweredIn } from '../unanswered.ts';
import { tlsTrouble } from '../tls-words.ts';
import { isRoot } from './files-missing.ts';
import { WORDLESS_421 } from './limits.ts';

const isRefusedUnread = ({ kind, text, session }: Moment): boolean =>
  kind === 'words' &&
  session.tlsProven &&
  session.product === 'vsftpd' &&
  session.waiting[0]?.verb === 'PASS' &&
  tlsTrouble(text) === 'not-tls';

const chrootWritableRoot: Cause = {
  id: 'chroot-writable-root',
  severity: 'error',
  words: /writable (?:anonymous )?root|FTP root \S{1,200} writable/i,
  // vsftpd's last words (500 OOPS) come in plain text, also under TLS: for the client they are no record of TLS.
  look: (moment) =>
    isRefusedUnread(moment) ? weigh(74, [], ['home-dir-missing', 'home-dir-no-access', 'server-config-error']) : undefined,
  title: (moment) =>
    isRefusedUnread(moment)
      ? 'The server, vsftpd, ended the session at the password with words in plain text, which the client cannot read under TLS: most often it refuses a chroot directory that is writable for the user.'
      : `The login was right${moment.session.user ? ` (${moment.session.user})` : ''}, but the directory the session is locked into is writable for the user, and vsftpd refuses that.`,
  client: 'Nothing; the account on the server has to be mended.',
  admin: {
    other:
      'Take write permission from the chroot directory (chmod a-w) and give the user a writable directory inside it, or set allow_writeable_chroot=YES (vsftpd 3.0 and later).',
  },
  samples: {
    finds: [
      'uftpd[7]: FTP root /srv/ftp writable, possible security violation, aborting session!',
      '500 OOPS: vsftpd: refusing to run with writable root inside chroot()',
      'Response:\t220 (vsFTPd 3.0.5)\nCommand:\tAUTH TLS\nResponse:\t234 Proceed with negotiation.\nCommand:\tUSER ann\nResponse:\t331 Please specify the password.\nCommand:\tPASS ***\nError:\tGnuTLS error -15: An unexpected TLS packet was received.',
    ],
    spares: ['500 OOPS: cannot change directory:/srv/ftp/ann', '230 Login successful.'],
  },
};

const HOME = anyOf`
    InaccessibleLoginDir
    (?:cannot|can't|could not|unable to|failed to) (?:create|make)[^\n]{0,20}home
    (?:cannot|can't|could not|unable to|failed to) (?:change|chdir|cd|access|enter|open|use|set)[^\n]{0,40}(?:(?<!/)home\b(?!/)|(?:default root|root) ?dir)
    \b(?:GUEST|CHROOT|REAL) user \S{1,80}: can't (?:chroot|chdir) to
    home[ -]?dir\w{0,12}[^\n]{0,40}(?:not (?:available|found|accessible|exist|there|defined|a directory)|n't exist|missing|unavailable|inaccessible|invalid|fail)
    OOPS: (?:vsftpd: )?cannot change directory
    OOPS: chdir$
    no such (?:home|user) dir
    default root directory
    chdir\("[^"\n]{1,120}"\) failed
    unable to use (?:DefaultRoot )?'[^'\n]{1,200}' \[resolved to
    chroot (?:to|of|\()[^\n]{1,120}fail
    \bchroot\("[^"\n]{1,200}"\): \S
    unable to set default root directory
    (?:home|root) directory of user
  `;
const HOME_NOT_MADE = /(?:^|proftpd\b[^\n]{0,300}: )error creating '\/[^'\n]{1,300}': /;
const ENTRY_REFUSED = /permission denied|access is denied|inaccessible|not permitted|not accessible|no access/i;

const homeDirMissing: Cause = {
  id: 'home-dir-missing',
  severity: 'error',
  look({ kind, text, hint, substatus, verb, frames, session }) {
    if (substatus === 33) return weigh(80, [], ['home-dir-no-access']);
    if (/writable/i.test(text)) return weigh(0);
    // A program that sets up its own server is told that the directory of a user is not there.
    const setsUp = frames === undefined ? session.wordsSay(/\badd_user\(|\bhomedir\b/) : /\badd_user\b|homedir/i.test(frames);
    if (kind === 'words' && setsUp && /no such directory|not found|not exist/i.test(text)) return weigh(84);
    // CreateHome of ProFTPD makes it at the login, or tries to.
    if (kind === 'words' && HOME_NOT_MADE.test(text)) return weigh(78, [], ['home-dir-no-access', 'no-write-permission']);
    if (verb === 'CWD' || (!HOME.test(text) && hint !== 'home-dir-missing')) return undefined;
    // IIS puts the system's reason below its own words.
    if (/cannot find the (?:path|file) specified/i.test(text)) return weigh(92);
    // vsftpd says no more than that it cannot change into it.
    return ENTRY_REFUSED.test(text) ? weigh(60) : weigh(/OOPS/.test(text) ? 82 : 86, [], ['home-dir-no-access']);
  },
  title: ({ whole: text, session }) => {
    const path = /(?:directory:|directory |chroot to |to )['"]?(\/[^\s'"]{1,120})/i.exec(text)?.[1];
    return `${session.asked.pass || session.loggedIn ? 'The password was right, but the' : 'The'} home directory${path ? ` ${path}` : ''} does not exist on the server or cannot be entered.`;
  },
  client: 'Nothing; the account on the server has to be mended.',
  admin: {
    vsftpd: "Create the account's home (or local_root, user_sub_token path) and give the account r-x on it and x on every directory above.",
    proftpd: 'Create the directory of DefaultRoot, or set CreateHome on.',
    'pure-ftpd': 'Create the directory, or start with CreateHomeDir (-j).',
    iis: 'Create the folder that user isolation expects: LocalUser\\NAME or DOMAIN\\NAME.',
    other: 'Create the home directory with the account as owner.',
  },
  further: 'su to the account (or its mapped user) and cd to the directory: it tells "no such directory" from "permission denied".',
  samples: {
    finds: [
      'host (192.0.2.9[192.0.2.9]) - ann chroot("/srv/ftp/ann"): No such file or directory\nhost (192.0.2.9[192.0.2.9]) - error: unable to set default root directory',
      'USER ann\n331 Password required for ann.\nPASS x\n530-User cannot log in, home directory inaccessible.\n Win32 error:   The system cannot find the path specified. \n Error details: File system returned an error.\n530 End',
      '[ WARN] 2024-05-01 10:00:00,123 [ann] [192.0.2.9] ftp: Cannot create user home :: /data/ann',
      "May  1 10:00:00 host ftpd[7]: GUEST user ftp: can't chroot to /srv/ftp: No such file or directory",
      '500 OOPS: cannot change directory:/srv/ftp/ann',
      "May  1 10:00:00 host proftpd[7]: host (192.0.2.9[192.0.2.9]): error creating '/srv/ftp/ann': Permission denied",
      '421 Home directory not available - aborting',
    ],
    spares: [
      '> CWD x\n< 550 Failed to change to /home/ann/x: No such file or directory',
      '> CWD /nowhere\n< 550 Failed to change directory.',
    ],
  },
};

/** The kernel's audit, or the boolean that keeps FTP servers out of home directories. */
const OF_SELINUX = /\bavc:\s{1,3}denied\b[^\n]{0,300}comm="vsftpd"|\bftp_home_dir\b[^\n]{0,12}\boff\b/;

const homeDirNoAccess: Cause = {
  id: 'home-dir-no-access',
  severity: 'error',
  look({ kind, text, hint, substatus, verb, win32, session }) {
    // SELinux tells why vsftpd could not enter.
    if (kind === 'words' && OF_SELINUX.test(text) && session.recent.some(({ at }) => /^500 OOPS: cannot change directory/.test(at.text)))
      return weigh(92, [session.last?.at]);
    if (substatus === 33) return weigh(win32 === 5 ? 90 : 76);
    if (verb === 'CWD' || (!HOME.test(text) && hint !== 'home-dir-no-access')) return undefined;
    if (/cannot find the (?:path|file) specified/i.test(text)) return weigh(50);
    return ENTRY_REFUSED.test(text) ? weigh(88, [], ['home-dir-missing']) : weigh(70);
  },
  title: ({ session }) =>
    `User name and password were right, but the account${session.user ? ` ${quoted(session.user)}` : ''} may not enter its home directory, or the server cannot map it.`,
  client: 'Nothing; the account on the server has to be mended.',
  admin: {
    vsftpd: 'Give the account r-x on its home and x on every directory above; check SELinux (ftp_home_dir) and mounts.',
    iis: 'Add an FTP authorization rule for the user, NTFS rights on the physical path, and the folder that user isolation expects.',
    proftpd: 'Give the account r-x on DefaultRoot and x on every directory above.',
    other: 'Give the account the right to enter its home and every directory above it.',
  },
  samples: {
    finds: [
      '220 hi\n331 pw\n500 OOPS: cannot change directory:/home/ann\nLogin failed.\ntype=AVC msg=audit(1347273012.412:61): avc:  denied  { search } for  pid=2014 comm="vsftpd" name="home" dev=dm-0 ino=1 scontext=u:r:ftpd_t:s0 tcontext=s:o:home_root_t:s0 tclass=dir',
      'Response: 530 User cannot log in, home directory inaccessible.',
    ],
    spares: ['> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> CWD /home/ann\n< 550 Failed to change directory.', '230 User logged in.'],
  },
};

/** What vsftpd calls to keep a few rights of root after the login (sysdeputil.c). */
const CAPABILITIES = /OOPS: (?:capset|cap_set_proc|prctl)\W*$|unable to switch capabilities/i;

const sandboxUnsupported: Cause = {
  id: 'sandbox-unsupported',
  severity: 'error',
  words:
    /unable to switch capabilities|priv_sock_get_(?:cmd|result|int)|PR_SET_SECCOMP|NO_NEW_PRIVS|\bsandbox(?!: \S{1,60}\(\d)|seccomp|OOPS: child died|isolate_network|\bunshare\b|OOPS: (?:cannot )?(?:clone|fork)|OOPS: (?:capset|cap_set_proc|prctl)\b/i,
  // That the other process is gone has other reasons, too.
  look: ({ kind, text }) => (kind === 'reply' && /OOPS: priv_sock_get_\w+\W*$/.test(text) ? weigh(80, [], ['server-bug']) : undefined),
  title: ({ text }) =>
    CAPABILITIES.test(text)
      ? 'The kernel or the container refuses the capabilities to which the server wants to reduce itself, so it ends.'
      : `The sandbox of vsftpd does not work on this kernel or in this container (${/PR_SET_SECCOMP|priv_sock_get_\w+|child died|seccomp|clone|unshare/i.exec(text)?.[0] ?? 'seccomp'}), so its process is killed.`,
  client: 'Nothing; it is no fault of the client.',
  admin: ({ text }) =>
    CAPABILITIES.test(text)
      ? {
          other:
            'Give the container CAP_NET_BIND_SERVICE and CAP_CHOWN (an old kernel: load its capability module), or set connect_from_port_20=NO and chown_uploads=NO, which are what they are for.',
        }
      : { other: 'Set seccomp_sandbox=NO (in containers and WSL also isolate_network=NO), or update vsftpd to 3.0.5 and the kernel.' },
  samples: {
    finds: ['500 OOPS: prctl PR_SET_SECCOMP failed', '500 OOPS: priv_sock_get_cmd', '500 OOPS: cap_set_proc'],
    spares: ['500 OOPS: vsftpd: refusing to run with writable root inside chroot()', '226 Directory send OK.'],
  },
};

const serverConfigError: Cause = {
  id: 'server-config-error',
  severity: 'error',
  iis: { substatus: { 17: 88, 18: 88, 46: 88, 54: 88 } },
  words: anyOf`
      unrecogni[sz]ed variable
      bad bool value
      bad value in config
      missing value in config
      config file (?:not|is not)
      cannot (?:read|open) (?:config|(?:chroot\(\) )?user list|chroot list|email|banner)
      failed to open (?:xferlog|vsftpd|log)[^\n]{0,20}
      unknown configuration directive
      fatal: [^\n]{0,200}(?:directive|configuration|on line|error loading module)
      cannot start (?:neither )?in standalone
      (?:syntax )?error[^\n]{0,30}(?:in|reading) (?:the )?config
      invalid (?:site )?configuration
      could not bind listening
      unable to get connection info
      \(\d[\d.]{6,14}:\d{1,5}\) already bound to
      unable to start a standalone server
      error in '[^'\n]{1,80}' file: line \d
      no tcp wrapper support compiled in
      could not start (?:the )?ftp (?:server|service)
      ftpd?\b[^\n]{0,60}failed to start\b
      failed binding to [^\n]{1,80}port \d
      cannot locate user (?:entry|specified)
      run_as_user
      \b(?:protocol|method|mechanism)s?\b[^\n]{0,20}(?:denied|refused|rejected|disabled|not allowed) by [^\n]{0,20}config
      /etc/\S{0,20}ftp[^\s:]{0,120}: (?:\w{3,10}: )?(?:permission denied|access denied|cannot|unable|no such|is a directory)
      not found: directory given in 'secure_chroot_dir'
      both local and anonymous access disabled
      unable to find the '\w{1,20}' account
      on line \d{1,6} of '/[^'\n]{1,200}'
      fatal: socket operation on non-socket
      unable to determine IP address of
      no valid servers configured
      error reading [A-Z][a-z]{2,20}[A-Z]\w{2,40} file '
      \bpure-ftpd\b[^\n]{0,300} (?:-p|--passiveportrange[= ]) ?\d{1,5}-\d
    `,
  title: (moment) => `The server cannot work with its own configuration: "${said(moment)}".`,
  client: 'Nothing; the server has to be mended.',
  admin: {
    vsftpd:
      'Mend the line, file or right that the message names in vsftpd.conf (no blanks around "=", files owned by root and readable), then restart.',
    proftpd: 'proftpd -t names the line; mend it and restart.',
    other: 'Mend the line, file or right that the message names, then restart.',
  },
  samples: {
    finds: [
      'proftpd[7] host: Failed binding to ::, port 21: Address already in use',
      'Unable to start a standalone server: Address already in use',
      '500 OOPS: unrecognised variable in config file: allow_writable_root',
      '500 OOPS: failed to open xferlog log file:/var/log/ftp/x.log',
      'run-vsftpd.sh: line 24: /etc/vsftpd/users.txt: Permission denied',
    ],
    spares: ['500 OOPS: cannot change directory:/srv/ftp/ann', '220 ready'],
  },
};

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
  controlTrouble(moment) === 'refused' && moment.session.closed && moment.session.waiting.length === 1;

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
  admin: { other: "Look at the server's own log at this moment, update the program, and report the fault with the lines above." },
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
  (kind === 'reply' && code === 421 && session.replies === 1 && hint === undefined && /^service not available\b/i.test(text)) ||
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
      '---> RETR a.bin\n<--- 150 Opening BINARY mode data connection\n**** Peer closed connection\n---- Connecting to 198.51.100.7 (198.51.100.7) port 21\n**** Socket error (Connection refused) - reconnecting',
    ],
    spares: ['421 Timeout.'],
  },
};

export const causes: readonly Cause[] = [
  chrootWritableRoot,
  homeDirMissing,
  homeDirNoAccess,
  sandboxUnsupported,
  serverConfigError,
  serverBug,
  serverShuttingDown,
];
