// The login is refused whatever the password: lists, shells, databases, addresses, or it was never completed.
import { anyOf } from '../../any-of.ts';
import { type Cause, quoted, weigh } from '../cause.ts';
import { type ControlTrouble, controlTrouble } from '../control-trouble.ts';
import { LOGIN_TIME } from './limits.ts';
import type { Advice } from '../product.ts';
import { isAnonymous, isUnasked, refused, user } from '../login-words.ts';

const userShellNotInEtcShells: Cause = {
  id: 'user-shell-not-in-etc-shells',
  severity: 'error',
  words:
    /invalid shell|shell[^\n]{0,40}(?:not (?:listed|in|valid|allowed|approved)|invalid|\/etc\/shells)|pam_shells[^\n]{0,80}(?:fail|refus|denied|invalid)|User has an invalid shell/i,
  title: ({ text, session }) =>
    `The login shell${/'([^']{1,80})'/.exec(text) ? ` ${/'([^']{1,80})'/.exec(text)?.[1]}` : ''}${session.user ? ` of ${quoted(session.user)}` : ''} is not listed in /etc/shells; the client only sees that the login failed.`,
  client: 'Nothing: the password may be right.',
  admin: {
    vsftpd: 'Add the shell to /etc/shells, or check_shell=NO (without PAM), or take pam_shells out of /etc/pam.d/vsftpd.',
    proftpd: 'RequireValidShell off, or add the shell to /etc/shells.',
    'pure-ftpd': 'Add the shell to /etc/shells, or use virtual users.',
    other: 'Add the shell to /etc/shells.',
  },
  samples: {
    finds: ["Jan  5 10:00:01 host proftpd[11]: 192.0.2.1 (192.0.2.9[192.0.2.9]) - USER ann (Login failed): Invalid shell: '/bin/false'"],
    spares: ['Jan  5 10:00:01 host proftpd[11]: 192.0.2.1 (192.0.2.9[192.0.2.9]) - USER ann (Login failed): Incorrect password'],
  },
};

const userInDenyList: Cause = {
  id: 'user-in-deny-list',
  severity: 'error',
  iis: { substatus: { 42: 86 }, win32: { 1327: 86, 1328: 86, 1331: 86, 1385: 86, 1909: 86 } },
  words: anyOf`
      refused user \S{1,80} for service
      user is not a UserAlias
      not been granted the requested logon type
      FTP LOGIN REFUSED (?:\(username in [^)]{1,80}\) )?FROM \S{1,255}
      access denied for user \x60[^\x60'\n]{1,80}' from \x60
      (?:not|n't) (?:be )?(?:allowed|permitted|authori[sz]ed|entitled) to (?:log ?in|login|connect|use (?:this|the) (?:service|server|ftp))
      (?:denies|refuses) login
      requirement "[^"\n]{1,60}" not met
      pam_(?:access|succeed_if|nologin|time)\b[^\n]{0,60}(?:denied|refus|not met|fail)
      account (?:\S{1,40} )?(?:has |is )?expired
      less than minuid
      limit configuration denies login
      (?:listed|found|is) in [^\n]{0,20}(?:ftpusers|user_?list|deny)
      \b(?:not|is) (?:in|on) (?:the |an? )?(?:allow|deny|denied|permitted|white|black)\w{0,4}[ -]?(?:user ?)?list
      \bftpusers\b
      denied by (?:userlist|acl|list)
      root login attempted
      anonymous (?:login|access|ftp|users?|authentication)[^\n]{0,30}(?:not|denied|disabled|refused)
      (?:not|n't) (?:allow|accept|permit)[^\n]{0,20}anonymous
      (?<!private system - )(?:no|only) anonymous
      anonymous only
      (?:account|user)[^\n:]{0,40}(?:is (?:locked|disabled)|has been (?:locked|disabled|suspended)|temporarily locked|locked out|disabled|suspended)
    `,
  look(moment) {
    const { kind, verb, code, hint, text, session } = moment;
    // For a time only, see ban-by-policy; or for everybody, see server-config-error.
    if (/temporarily locked|both local and anonymous access disabled/.test(text)) return weigh(0);
    if (kind !== 'reply') return undefined;
    // A list of addresses: see ban-by-policy.
    if (/\bIPs?\b|\baddress\b/i.test(text)) return weigh(0);
    if (code >= 400 && userInDenyList.words?.test(text)) return weigh(86);
    if (
      verb === 'USER' &&
      code === 530 &&
      !session.loggedIn &&
      session.asked.pass === undefined &&
      (hint === undefined || /no-.*-permission|wrong-password|user-in-deny-list/.test(hint)) &&
      !/tls|ssl|secure|encrypt|too many|maximum/i.test(text)
    )
      return weigh(84);
    // Whoever comes as anonymous has no password that could be wrong (RFC 1635 section 3.1).
    if (refused(moment) && isAnonymous(session) && (hint === undefined || hint === 'wrong-password'))
      return weigh(66, [session.asked.user?.at], ['auth-backend-misconfigured']);
    // vsftpd's words for a name on its list; a wrong password reads "Login incorrect."
    return verb === '' && code === 530 && /^permission denied\.?$/i.test(text.trim()) ? weigh(82) : undefined;
  },
  title: (moment) =>
    refused(moment) && isAnonymous(moment.session)
      ? 'The server refuses the anonymous login: it is switched off, or not set up; what is given as password plays no part.'
      : `The account${user(moment)} is turned away by a list or rule of the server${moment.verb === 'USER' ? ', before a password was even asked for' : ''}; the password is not the reason.`,
  client: 'Use an account that the server lets in; a new password does not help.',
  admin: {
    vsftpd:
      'Look for the name in userlist_file (userlist_enable; with userlist_deny=NO it must be in it), in /etc/ftpusers (PAM) and at anonymous_enable.',
    proftpd: 'Look at <Limit LOGIN>, /etc/ftpusers (UseFtpUsers), RootLogin and <Anonymous>.',
    'pure-ftpd': 'Look at AnonymousOnly, NoAnonymous and MinUID.',
    iis: 'Look at the FTP authorization rules, at anonymous authentication and at the state of the account.',
    other: "Look at the server's lists of allowed and denied users, and at the state of the account.",
  },
  samples: {
    finds: [
      'May  1 10:00:00 host ftpd[7]: FTP LOGIN REFUSED FROM 192.0.2.9, root',
      'FAIL LOGIN: Client "192.0.2.1", "User is not in the allow user list." (ftp)',
      '> USER ann\n< 331 Password required\n> PASS x\n< 530-User cannot log in.\n<  Win32 error:   Logon failure: the user has not been granted the requested logon type at this computer. \n< 530 End',
      '> USER ann\n< 530 Permission denied.',
      '> USER anonymous\n< 331 pw\n> PASS x@example.org\n< 530 Login incorrect.',
      'pam_listfile(vsftpd:auth): Refused user ann for service vsftpd',
    ],
    spares: ['> USER ann\n< 331 pw\n> PASS x\n< 530 Login incorrect.'],
  },
};

/** The account is there, as somebody tells or a tool shows. */
const ACCOUNT_MADE =
  /\buser\b[^\n]{0,40}\b(?:is|was|has been|does|already)\b[^\n]{0,12}(?:created|added|there|exists?|present)|(?:created|added)[^\n]{0,30}\buser\b|pure-pw useradd|ftpasswd\b[^\n]{0,60}--name|INSERT INTO [`"']?\w{0,12}users?/i;

const authBackendMisconfigured: Cause = {
  id: 'auth-backend-misconfigured',
  severity: 'error',
  iis: { substatus: { 34: 86, 36: 86, 40: 86 } },
  words: anyOf`
      \bbind (?:as|to) [^\n]{1,300} failed
      access denied for user '[^'\n]{1,80}'@'[^'\n]{1,255}' \(using password
      ^server failed to respond in \d
      \bldap\b[^\n]{0,60}(?:returned no|access rights|no such attribute)
      puredb file
      unable to read the indexed
      PAM[^\n]{0,12}(?:unable to dlopen|adding faulty module|\[?error|no modules loaded)
      pam_\w{2,12}[^\n]{0,80}(?:cannot open shared object|request to \w{2,12} failed|error reading|can't contact)
      (?:auth\w{0,12} (?:provider|service|server|backend|database|module)|user (?:database|store))[^\n]{0,40}(?:unavailable|not available|unreachable|offline)
      PAM service[^\n]{0,40}not found
      no (?:supported |usable )?auth\w{0,12} (?:module|method)
      (?:AuthUserFile|AuthGroupFile|passwd file)[^\n]{0,80}(?:world-|readable|unable|denied)
      pam_(?:userdb|mysql|pgsql|ldap|sss)[^\n]{0,80}(?:could not|can't|cannot|unable|error|fail(?:ed|ure) to (?:open|connect))
      could not open database
      AuthUserFile[^\n]{0,80}(?:unable|denied|no such|insecure|world)
      (?:mod_sql|\bsql\w{0,12}|mysql|postgres\w{0,12}|ldap|radius|sqlite)[^\n]{0,60}(?:error|fail|unable|can't|cannot|refused|unavailable|denied|unknown database|locked|not reachable|unreachable)
      unknown database
      module is unknown
      authentication (?:service|server|backend)[^\n]{0,40}(?:unavailable|cannot|error|down|not)
      user database[^\n]{0,40}(?:not|un|miss|fail)
      authentication methods are disabled
      (?:unable|failed|cannot|can't) to? ?(?:open|read|load|connect)[^\n]{0,40}(?:passwd|password|user) (?:file|database|db)
    `,
  look({ kind, text, session }) {
    if (kind === 'silence') return weigh(0);
    // Pure-FTPd was told to ask PAM alone, and PAM knows no such user.
    const { pamOnly, unknownToPam } = session.daemon;
    if (kind === 'words' && pamOnly && unknownToPam && /user unknown|\bpure-ftpd\b[^\n]{0,300} -l/.test(text))
      return weigh(76, [pamOnly, unknownToPam], ['wrong-password', 'username-mangled']);
    // One module of PAM has let the user in, and another one that has to agree does not know him.
    if (
      kind === 'words' &&
      /\bpam_unix\b/.test(text) &&
      session.wordsSay(/\bpam_(?:userdb|mysql|pgsql|ldap|sss|pwdfile)\b[^\n]{0,80}granted access/)
    )
      return weigh(82, [], ['wrong-password']);
    // Somebody has made the account, and the server does not find it.
    return /no such user|user (?:name )?(?:not found|unknown)|unknown user/i.test(text) && session.wordsSay(ACCOUNT_MADE)
      ? weigh(74, [], ['wrong-password', 'username-mangled'])
      : undefined;
  },
  title: () =>
    'The server cannot ask its user database (missing, unreadable, or the wrong one), so nobody can log in; the passwords are not the reason.',
  client: 'Nothing until the server is mended.',
  admin: {
    'pure-ftpd': 'Run pure-pw mkdb and start with -l puredb:/path/pureftpd.pdb, readable for the server.',
    vsftpd: 'Check pam_service_name, the file in /etc/pam.d and the database it names (with or without .db).',
    proftpd: 'Check AuthUserFile (rights, not world-writable), SQLConnectInfo or LDAPServer, and AuthOrder.',
    other: 'Check path, rights and connection of the user database.',
  },
  samples: {
    finds: [
      "Apr  9 16:48:01 host vsftpd[7]: pam_userdb(vsftpd:auth): user 'ann' granted access\nApr  9 16:48:01 host vsftpd[7]: pam_unix(vsftpd:auth): check pass; user unknown\nApr  9 16:48:01 host vsftpd[7]: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=ann rhost=192.0.2.9",
      "2024-05-01 10:00:00,123 mod_ldap/2.9.5[7]: bind as DN 'cn=ftp' failed for 'ldap://dir.example/': Invalid credentials",
      '421 Unable to read the indexed puredb file (or old format detected) - Try pure-pw mkdb',
      "vsftpd: pam_userdb(vsftpd:auth): user_lookup: could not open database `/etc/vsftpd/users': No such file or directory",
    ],
    spares: ['> USER ann\n< 331 pw\n> PASS x\n< 530 Login incorrect.'],
  },
};

const loginNotCompleted: Cause = {
  id: 'login-not-completed',
  severity: 'error',
  look(moment) {
    const { kind, code, verb, hint, text, session } = moment;
    if (kind === 'silence') return session.last?.code === 332 ? weigh(72, [session.last.at], ['unexpected-positive-reply']) : undefined;
    if (kind === 'words' && LOGIN_TIME.test(text)) return weigh(72, [], ['idle-timeout']);
    // USER and PASS by name: nobody else asks for them so.
    if (
      kind === 'words' &&
      /\baccount is required\b|\(PASS before USER\)|\b(?:user|client|session)\b[^\n]{0,12}\b(?:was|is|has) not logged in\b/i.test(text)
    )
      return weigh(84);
    if (kind === 'words' && /\b(?:log ?in|authenticate)\b[^\n]{0,12}\bUSER and PASS\b/i.test(text)) return weigh(84);
    if (kind === 'words')
      return /(?:please|must|need to|have to|not yet|n't|not)\b[^\n]{0,20}\b(?:log(?:ged)? ?[io]n|authenticate)\b[^\n]{0,30}(?:first|before|yet|USER and PASS)|(?:log ?[io]n|authenticat\w{1,3})\b[^\n]{0,20}\bfirst\b|\bUSER and PASS\b/i.test(
        text,
      ) && !/cannot|can't|fail|incorrect|invalid/i.test(text)
        ? weigh(66)
        : undefined;
    // RFC 959 section 5.4: an account is needed for storing; student servers and the like say it of any command.
    if (code === 532 && !session.loggedIn && session.asked.user === undefined) return weigh(84, [session.greeting?.at]);
    // Right after the greeting, before any name was sent.
    if (code === 530 && text === '' && verb === '' && session.greeting && session.last?.code === 220 && !session.asked.user)
      return weigh(60, [session.greeting.at], ['ban-by-policy']);
    // A refusal before a name was asked for answers what the client sends of itself, such as OPTS.
    if (isUnasked(moment) && (hint === undefined || hint === 'wrong-password' || hint === 'login-not-completed'))
      return weigh(74, [session.greeting?.at], ['server-bug', 'command-not-supported']);
    const first =
      /(?:not|please|must|first|need|required)[^\n]{0,30}(?:log(?:ged)?[ -]?[io]n|authenticat)|login (?:first|with)|user and pass|not logged in|not authenticated/i.test(
        text,
      );
    if (session.format === 'dotnet-ftpwebrequest') return weigh(0);
    if (
      verb === 'AUTH' ||
      verb === 'USER' ||
      /\bAUTH\b|authentication before identifying/.test(text) ||
      /cannot log ?in|(?:allowed|permitted|authori[sz]ed) to log/i.test(text)
    )
      return weigh(0);
    if (hint === 'login-not-completed' || (first && hint === undefined && (code === 530 || code === 503))) {
      if (session.loggedInByUser && verb === 'PASS') return weigh(0);
      // "Not logged in" is also what some servers answer to a wrong password.
      if (verb === 'PASS' || (verb === '' && code === 530 && /not logged in\W*$/i.test(text)))
        return weigh(verb === 'PASS' ? 0 : 52, [], ['wrong-password']);
      return weigh(session.loggedIn ? 55 : verb === '' ? 58 : 76, [], verb === '' ? ['tls-unsupported'] : []);
    }
    return code === 530 && verb !== '' && verb !== 'USER' && verb !== 'PASS' && !session.loggedIn && hint === undefined
      ? weigh(64)
      : undefined;
  },
  title: ({ verb, session, kind, text }) =>
    kind === 'silence'
      ? 'The server asked for an account (332) and the client never sent ACCT: it may not know that step of the login.'
      : kind === 'words' && LOGIN_TIME.test(text)
        ? 'Somebody connected and did not log in within the time that the server allows: mostly a scanner, or a client that hangs at the login.'
        : `${verb || 'A command'} was sent although nobody was logged in${session.asked.user ? (session.asked.pass ? '' : ': USER went out, PASS did not') : ': the client never sent USER and PASS'}.`,
  client: 'Give the client user name and password (anonymous ones too), and let it log in before other commands.',
  admin: { other: 'Nothing; after a server-side logout (REIN, time-out) the client has to log in again.' },
  samples: {
    finds: [
      '220 Service ready for new user.\nftp> STOR a.txt\n532 Need account for storing files.',
      '220 ready\n> PASV\n< 530 Please login with USER and PASS.',
      '> USER ann\n< 331 pw\n> PASS x\n< 332 Account is required',
      '2024-05-01 10:00:00,123 host proftpd[7] host (192.0.2.9[192.0.2.9]): FTP login timed out, disconnected',
      'ftp> open 198.51.100.7\nConnected to 198.51.100.7.\n220 ready\n530 user not found\nUser (198.51.100.7:(none)):',
    ],
    spares: ['> FEAT\n< 530 Please login with USER and PASS.\n> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> PWD\n< 257 "/"'],
  },
};

/** The client got no control connection, or none that speaks: why is known to the other side alone. */
const NOT_REACHED: Readonly<Record<ControlTrouble, string>> = {
  refused: 'The control connection was refused: a rule turns this client away, or no FTP server listens there (not started, another port).',
  'no answer': 'The control connection got no answer: a firewall drops what this client sends, or nobody is at that address.',
  failed: 'The control connection was not made; the client does not say whether it was refused or never answered.',
  'hung up':
    'The server took the connection and closed it without a greeting: a rule turns this client away, a limit is reached, or its session could not start.',
  'not greeted': 'The connection was taken, and no greeting ever came.',
};

/** Where nothing is known but that no session began. */
const LISTENS: Advice = {
  other:
    "See that the server runs and listens on the port that the client calls, then the firewall's rules for that port, then the server's own address rules and ban lists.",
};
const ADDRESS_RULES: Advice = {
  vsftpd: 'Look at tcp_wrappers (/etc/hosts.allow, hosts.deny) and at fail2ban.',
  proftpd: 'Look at mod_ban (ftpdctl ban info), <Limit LOGIN>, mod_wrap and MaxLoginAttempts.',
  'filezilla-server': 'Look at the IP filters and at autoban.',
  iis: 'Look at FTP IPv4 Address and Domain Restrictions, and at Logon Attempt Restrictions.',
  other: "Look at the server's address rules, ban lists and fail2ban.",
};

const banByPolicy: Cause = {
  id: 'ban-by-policy',
  severity: 'error',
  iis: { substatus: { 4: 92 } },
  words: anyOf`
      (?<![\w/.-])banned\b(?!\.\w)
      unknown IP address
      not added to any users
      temporarily locked
      \btally \d{1,5}, deny \d
      black-?list
      block ?list
      only (?:local|internal|lan)\b[^\n]{0,40}(?:allowed|accepted|permitted)
      \[\w{2,20}\] Ban \d
      white-?list
      libwrap
      refused connect(?:ion)? from
      \bIP\b[^\n]{0,40}(?:not (?:allowed|authori[sz]ed|permitted|accepted|listed|in)|blocked|banned|rejected|refused|denied|restricted)
      not (?:\w+ ){0,3}(?:list|range)s? of (?:\w+ )?(?:hosts|addresses|ips|clients|networks)
      no (?:connections|access|logins?) (?:\w+ )?from
      from your (?:country|network|location|region|ip|address)
      \b(?:connection|host|address|ip|client)\b(?:[^\n.(]|\.\d){0,30}(?:is )?(?:blocked|not allowed|denied|refused by|rejected by)[^\n]{0,30}(?:rule|policy|acl|wrap|access|filter|server)?
      tcp_?wrappers?
      refused connection from
      mod_ban
      IP restriction
      maximum login attempts
      too many (?:failed )?(?:login|authentication|password)[^\n]{0,20}(?:attempts|failures|tries)
      too many (?:errors|failures|attempts)
      ftpbounce
    `,
  look(moment) {
    const { kind, text } = moment;
    const control = controlTrouble(moment);
    if (control === 'refused') return weigh(58, [], ['server-shutting-down', 'server-config-error']);
    if (control === 'hung up') return weigh(56, [], ['too-many-connections', 'implicit-vs-explicit-tls', 'server-bug']);
    if (control === 'no answer' || control === 'failed') return weigh(52, [], ['server-shutting-down']);
    if (/^FTP LOGIN REFUSED/.test(text)) return weigh(0);
    // A setting that this build does not know.
    if (/compiled in\b|command (?:is )?blacklisted/i.test(text)) return weigh(0);
    if (/\bIPs?\b|address|\bhost\b|\d\.\d{1,3}\.\d/i.test(text) && /\bbanned\b|\bblocked\b|black-?list/i.test(text))
      return weigh(kind === 'reply' ? 88 : 80);
    if (
      kind === 'words' &&
      /connection refused|host[^\n]{0,10}data|Insecure/i.test(text) &&
      !/refused connection from|not added to any|maximum login|wrap|denial|policy|\bban|\blist/i.test(text)
    )
      return weigh(0);
    if (/\bbanned\b/i.test(text) && /login|attempt|auth/i.test(text)) return weigh(84, [], ['wrong-password']);
    // After failed passwords this is their consequence, told as such by the order.
    return /maximum login attempts|too many (?:failed )?(?:login|auth|pass|err|fail|attempt)/i.test(text)
      ? weigh(58, [], ['wrong-password'])
      : undefined;
  },
  title(moment) {
    const control = controlTrouble(moment);
    const { client } = moment.session;
    return control
      ? NOT_REACHED[control]
      : `The server turns the client's address${client ? ` ${client}` : ''} away: banned, limited or not on its list.`;
  },
  further: (moment) =>
    controlTrouble(moment)
      ? 'On the server "ss -ltn" shows whether anybody listens on the port; from another network the same attempt tells whether it is this address that is turned away.'
      : undefined,
  client: (moment) =>
    controlTrouble(moment)
      ? 'Check host name and port, and try from another network: if that works, it is this address that is turned away.'
      : 'Wait for a temporary ban to end, mend what caused it (a stored wrong password), or ask for the address to be allowed.',
  admin: (moment) => (controlTrouble(moment) ? LISTENS : ADDRESS_RULES),
  samples: {
    finds: [
      '> USER ann\n< 331 pw\n> PASS x\n< 530 Connection refused, unknown IP address.',
      'Status:\tConnecting to 198.51.100.7:21...\nStatus:\tConnection attempt failed with "ECONNREFUSED - Connection refused by server".\nError:\tCould not connect to server',
      "curl: (7) Failed to connect to 198.51.100.7 port 21 after 3 ms: Couldn't connect to server",
      'Status:\tConnecting to 198.51.100.7:21...\nError:\tConnection timed out after 20 seconds of inactivity\nError:\tCould not connect to server',
      'vsftpd[7]: pam_faillock(vsftpd:auth): Consecutive login failures for user ann account temporarily locked',
      'vsftpd[7]: pam_tally2(vsftpd:auth): user ann (1014) tally 7, deny 5',
      'got 550 No logins permitted from 192.0.2.8 (FTP)',
      'Response:\t421 Your address has been banned.',
      '220 hi\n> USER ann\n< 530 Access from your IP address is blocked by policy.',
    ],
    spares: [
      '2024-05-14T05:00:01.190Z DI [FTP Server] Autobanner: max 10 login failures within 60 seconds, ban for 300 seconds. No IP is banned.',
      'Status:\tConnecting to 198.51.100.7:21...\nStatus:\tConnection attempt failed with "ECONNREFUSED - Connection refused by server".\nStatus:\tConnecting to 198.51.100.7:21...\nResponse:\t220 ready\nCommand:\tUSER ann\nResponse:\t331 pw\nCommand:\tPASS x\nResponse:\t230 in',
      '> USER ann\n< 331 pw\n> PASS x\n< 530 Login incorrect.',
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in',
    ],
  },
};

export const causes: readonly Cause[] = [userShellNotInEtcShells, userInDenyList, authBackendMisconfigured, loginNotCompleted, banByPolicy];
