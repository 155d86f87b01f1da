// What the client logs in with: name and password are wrong, or did not arrive as they were meant.
import { type Cause, type Moment, quoted, weigh } from '../cause.ts';
import { isNoName, miswritten, speaksOfName, speaksOfPassword, tellsMiswritten, unknownName } from '../credentials.ts';
import type { Advice } from '../product.ts';
import { isAnonymous, isLone, isUnasked, isOfPassword, NOT_LOGGED_IN, refused, refusesLogin, user } from '../login-words.ts';

/** A name that the server says it has no account for. */
const NO_ACCOUNT =
  /(?<!\bor )\bno such user\b(?! or\b)|(?<!\bor )\buser (?:is )?unknown\b(?! or\b)|(?<!\bor )\bunknown user\b(?! ?name| or\b)|\buser(?: ['"]?[\w.@-]{1,64}['"]?)? (?:not found|does not exist)/i;
/** The password alone. pam_unix names the user only where there is one of that name (_unix_verify_password in its support.c). */
const PASSWORD_ALONE =
  /(?<!\bor )\b(?:incorrect|wrong|bad) password\b(?! or\b)|pam_unix\b[^\n]{0,40}authentication failure;[^\n]{0,300} user=\S/i;

/** Which of the two was wrong, where the log of a server says so; a reply may say the same of both, so as not to tell which names exist. */
function blamed({ kind, text, event }: Moment): 'name' | 'password' | undefined {
  // PHP hands on the words of a reply.
  if (kind !== 'words' || event === undefined || /^ftp_\w{2,20}\(\)/.test(text)) return undefined;
  if (NO_ACCOUNT.test(text)) return 'name';
  return PASSWORD_ALONE.test(text) ? 'password' : undefined;
}

const fromClient = ({ client }: Moment['session']): string => (client ? ` from ${client}` : '');

/** What was not accepted, and of whom. */
function refusal(moment: Moment): string {
  const { session, kind } = moment;
  const name = session.user === undefined ? '' : ` ${quoted(session.user)}`;
  const of = blamed(moment);
  if (of === 'name') return `A login${fromClient(session)} named a user whom the server does not have${name && `:${name}`}.`;
  if (of === 'password' && /\bpam_unix\b/.test(moment.text))
    return `The password given for${name || ' the user'}${fromClient(session)} is not that of the system's account (pam_unix).`;
  if (of === 'password') return `The password given for${name || ' the user'}${fromClient(session)} is not the one that the server has.`;
  return `User name or password was not accepted${user(moment)}${fromClient(session)}; ${kind === 'reply' ? 'the reply' : 'the log'} does not tell which of the two.`;
}

/** Where the log does not tell which of the two it was. */
const EITHER: Advice = {
  vsftpd:
    'See what PAM says (/var/log/auth.log or secure). The same reply comes from /etc/pam.d/vsftpd (pam_listfile with /etc/ftpusers, where root stands; pam_shells with /etc/shells), userlist_file, and locked or expired accounts.',
  proftpd: 'proftpd -nd10 tells; RequireValidShell, /etc/ftpusers, <Limit LOGIN> and AuthOrder give the same reply.',
  'pure-ftpd': 'After pure-pw useradd or passwd, run pure-pw mkdb, and start with -l puredb:FILE; without it only system accounts count.',
  'filezilla-server': "See the server's log, and set the user's password again.",
  iis: 'See sc-substatus and sc-win32-status in the log (1326 wrong password, 1385 logon type not granted, 1909 locked).',
  other: "The server's authentication log tells whether name, password, shell, list or account state was the reason.",
};
const NO_SUCH_NAME: Advice = {
  vsftpd: 'getent passwd NAME shows whether the system has the account; virtual users stand in the file that /etc/pam.d/vsftpd names.',
  proftpd:
    'Which names exist is decided by AuthOrder, AuthUserFile and the SQL or LDAP modules: proftpd -nd10 shows which of them were asked.',
  'pure-ftpd': 'pure-pw show NAME tells; after pure-pw useradd run pure-pw mkdb, and start with -l puredb:FILE.',
  other: 'Make the account, or have the client corrected.',
};
const WRONG_PASSWORD: Advice = {
  'pure-ftpd': 'Set it again: pure-pw passwd NAME -m for a virtual user, passwd NAME for one of the system.',
  other: 'Set the password again, and try it by hand.',
};

const wrongPassword: Cause = {
  id: 'wrong-password',
  severity: 'error',
  iis: { substatus: { 35: 70, 41: 70 }, win32: { 1326: 90, 1327: 0, 1328: 0, 1330: 0, 1331: 0, 1385: 0, 1907: 0, 1909: 0 } },
  look(moment) {
    const { hint, text, kind, event, session, code } = moment;
    if (kind === 'silence') return undefined;
    if (/\bbanned\b/i.test(text)) return weigh(50);
    const words = refusesLogin(text);
    // Where the log shows the commands, no name was sent yet.
    if (kind === 'words' && event === undefined && session.commands > 0 && !session.asked.user) return undefined;
    // FtpWebRequest always logs in, and words every 530 as "Not logged in".
    if (kind === 'reply' && code === 530 && session.format === 'dotnet-ftpwebrequest')
      return weigh(66, [], ['user-in-deny-list', 'username-mangled', 'tls-required']);
    // libfetch words a 530 so, and always logs in with what the address holds.
    if (kind === 'words' && /\bftp:\/\/[^\s/@]{1,200}@\S{1,300}: Not logged in\W*$/.test(text)) return weigh(72);
    if (kind === 'words' && /maximum login attempts \(\d/i.test(text)) return weigh(68, [], ['ban-by-policy']);
    if (blamed(moment)) return weigh(72, [], ['username-mangled']);
    // ProFTPD has told another reason.
    if (kind === 'words' && /\(Login failed\): (?!Incorrect password|No such user)\S/i.test(text)) return weigh(50);
    if (kind === 'words')
      return words ||
        event === 'login-failed' ||
        /^PASS command (?:has )?failed/.test(text) ||
        (moment.verb === 'PASS' && /command (?:has )?failed/.test(text))
        ? weigh(
            event !== 'login-failed' ? 62 : hint && !isOfPassword(moment) ? 56 : 70,
            [],
            ['user-in-deny-list', 'auth-backend-misconfigured'],
          )
        : undefined;
    if (!refused(moment) && !(words && code >= 400)) return undefined;
    if (isLone(moment) && code === 530 && NOT_LOGGED_IN.test(text)) return weigh(58, [], ['login-not-completed']);
    if (hint && !isOfPassword(moment)) return undefined;
    if (isUnasked(moment) || isAnonymous(session)) return weigh(50);
    if (session.user && isNoName(session.user)) return weigh(54);
    return weigh(
      words ? 68 : 58,
      [],
      ['username-mangled', 'password-encoding', 'user-in-deny-list', 'user-shell-not-in-etc-shells', 'auth-backend-misconfigured'],
    );
  },
  title: refusal,
  client:
    'Compare the stored user name and password with the current ones, character by character (host, quoting, trailing blanks, special characters), and try them by hand.',
  admin: (moment) => ({ name: NO_SUCH_NAME, password: WRONG_PASSWORD, either: EITHER })[blamed(moment) ?? 'either'],
  further: (moment) =>
    blamed(moment)
      ? undefined
      : 'The transcript cannot tell a wrong password from a refused account: the authentication log of the server (PAM, debug level) decides.',
  samples: {
    finds: [
      'fetch: ftp://ann:x@ftp.example.org/a.tgz: Not logged in',
      'FTP upload: PASS ***** failed : Login authentication failed',
      '> USER ann\n< 331 Please specify the password.\n> PASS x\n< 530 Login incorrect.',
      'Jan  5 10:00:01 host proftpd[11]: 192.0.2.1 (192.0.2.9[192.0.2.9]) - USER ann (Login failed): Incorrect password',
      'System.Net.WebException: Le serveur distant a retourné une erreur : (530) Non connecté.',
    ],
    spares: [
      '> USER ann\n< 331 Please specify the password.\n> PASS x\n< 230 Login successful.',
      // The next module of PAM knows the user: as it says itself, or as the server does.
      'vsftpd[7]: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=ann rhost=192.0.2.9 user=ann\nvsftpd[7]: pam_sss(vsftpd:auth): authentication success; logname= uid=0 euid=0 tty=ftp ruser=ann rhost=192.0.2.9 user=ann',
      'May  1 10:00:00 host vsftpd[7]: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=ann rhost=192.0.2.9 user=ann\nWed May  1 10:00:01 2024 [pid 9] [ann] OK LOGIN: Client "192.0.2.9"',
      '> PASV\n< 530 Please login with USER and PASS.',
    ],
  },
};

/** name@domain:password@host, or two signs before the host. */
const NAME_IN_ADDRESS = /\bs?ftpe?s?:\/\/[^\s/:@]{1,80}@[^\s/@]{1,80}(?::[^\s/@]{0,80})?@/i;
/** What should have been replaced by the name. */
const PLACEHOLDER = /\{\{\s?[\w.]{1,40}\s?\}\}|\$\{[\w.]{1,40}\}|\$\(\w{1,40}\)|\bsecrets\.\w{1,40}|%[A-Z_]{3,30}%/;
const NAMED = /user(?:_?name)?["']?\s{0,3}[:=]|\buser ?name\b/i;
/** A script for ftp.exe that holds the commands of the protocol: the program asks for the name by itself and takes the line for it. */
const SCRIPTED = /\becho USER \S[^\n]{0,300}\becho PASS\b/i;

const usernameMangled: Cause = {
  id: 'username-mangled',
  severity: 'error',
  words:
    /user ?name[^\n]{0,12} (?:starts|begins|ends|contains|has)\b[^\n]{0,30}(?:space|blank)|(?:valid|correct) host ?name (?:is )?(?:expected|required)|host ?name[^\n]{0,20}(?:before|in front of|with) (?:the )?user ?name/i,
  look(moment) {
    const { session, kind, text, code } = moment;
    if (usernameMangled.words?.test(text)) return weigh(84, [], ['server-config-error']);
    if (kind === 'silence') return undefined;
    const unknown = unknownName(text);
    if (unknown && isNoName(unknown)) return weigh(82, [], ['wrong-password']);
    if (kind === 'words') {
      const written = miswritten(text) ?? (session.wordsSay(NAME_IN_ADDRESS) ? 'name' : undefined);
      if (
        written === 'name' &&
        /resolv|unknown host|name or service|getaddrinfo|ENOTFOUND|no such host|denied|incorrect|fail|refus/i.test(text)
      )
        return weigh(80, [], ['wrong-password']);
      if (PLACEHOLDER.test(text) && refusesLogin(text)) return weigh(74, [], ['wrong-password']);
      // What was taken for the port still holds the sign: another stood before it.
      if (tellsMiswritten(text) && /(?:input string|port|int\b|URI)[^\n]{0,60}["'`][^"'`\n]{0,80}@/i.test(text))
        return weigh(74, [], ['password-encoding']);
      const name = speaksOfName(text) || session.wordsSay(NAMED);
      return tellsMiswritten(text) && name && !speaksOfPassword(text) ? weigh(72, [], ['password-encoding']) : undefined;
    }
    if (moment.verb === 'USER' && code === 530 && isOfPassword(moment) && session.user && isNoName(session.user))
      return weigh(86, [session.asked.user?.at]);
    if (!refused(moment) || !isOfPassword(moment)) return undefined;
    if (code >= 400 && session.wordsSay(SCRIPTED)) return weigh(72, [], ['login-not-completed', 'wrong-password']);
    if (session.wordsSay(NAME_IN_ADDRESS)) return weigh(72, [], ['wrong-password']);
    if (!session.user) return undefined;
    if (isNoName(session.user)) return weigh(72, [session.asked.user?.at], ['wrong-password']);
    // Names of Azure App Service and of Windows domains hold a backslash, which scripts and shells swallow.
    if (/^([\w-]{2,60})\$\1$/.test(session.user)) return weigh(84, [session.asked.user?.at], ['wrong-password']);
    return session.product === 'iis' && !/[\\@|]/.test(session.user) && moment.verb === 'PASS' && !/\bIP\b|address/.test(text)
      ? weigh(60, [session.asked.user?.at], ['wrong-password'])
      : undefined;
  },
  title: ({ session, text }) =>
    session.user === undefined && unknownName(text) === undefined
      ? 'The user name does not arrive as it is meant: it holds a character that has a meaning of its own where it is written (an address, a settings file, a script), or lacks a part that the server wants.'
      : `The user name that arrived is ${quoted(session.user ?? unknownName(text) ?? '')}: it looks as if the client had changed it (quoting, escaping, a missing backslash or domain), so the server does not know it.`,
  client:
    'Write the name as the server knows it and escape it for the place it stands in: "\\" doubled in strings, %5C and %40 in URLs, no quotes in configuration files.',
  admin: {
    iis: 'Azure App Service wants app\\$app or app\\user; domains want DOMAIN\\user.',
    other: "Compare the name in the server's log with the account's.",
  },
  further: "The USER line in the server's own log shows the name byte by byte.",
  samples: {
    finds: [
      '< 220 Microsoft FTP Service\n> USER site$site\n< 331 Password required\n> PASS x\n< 530 User cannot log in.',
      'Connected to 198.51.100.7.\n220 hi\nUser (198.51.100.7:(none)):\n331 Password required for user ann s3cret.\n\n530 User cannot log in.\nLogin failed.',
      'Command:\tUSER ann \nResponse:\t331 pw\nCommand:\tPASS x\nResponse:\t530 Login incorrect.\nStatus:\tCheck your login credentials. The entered username starts or ends with a space character.',
      '> USER ann%40example.org\n< 331 pw\n> PASS x\n< 530 Login incorrect.',
      'ftp://joe@shop.example:pw@ftp.shop.example/in\ncurl: (6) Could not resolve host: shop.example',
      'Cannot read "user": "site\\$site"\nBad escaped character in JSON at position 12',
      'Jan  5 10:00:01 host proftpd[11]: 192.0.2.1 (192.0.2.9[192.0.2.9]) - USER $(id): no such user found from 192.0.2.9 [192.0.2.9] to 192.0.2.1:21',
      'get ftp://ann@example.org:secret@ftp.example.org/a.txt\nError: getaddrinfo ENOTFOUND example.org:secret@ftp.example.org',
    ],
    spares: ['> USER ann\n< 331 pw\n> PASS x\n< 530 Login incorrect.'],
  },
};

const passwordEncoding: Cause = {
  id: 'password-encoding',
  severity: 'error',
  words:
    /password[^\n]{0,60}(?:encod|escap|special char|non-ascii|codec|utf-?8|percent|cut off|truncat|quot)|(?:encod|codec|escap|non-ascii|special char\w{0,12})[^\n]{0,60}password/i,
  look(moment) {
    const { kind, text, frames, session } = moment;
    if (kind === 'silence') return weigh(0);
    // What comes behind 331 is the password.
    if (kind === 'reply' && /\bdecode\b/i.test(text) && session.recent.at(-2)?.code === 331)
      return weigh(90, [session.recent.at(-2)?.at], ['wrong-password']);
    const coded =
      /Unicode(?:En|De)codeError|codec can't|ordinal not in range/i.test(text) &&
      /\blogin\b|sendcmd|\bPASS\b/.test(`${text}${frames ?? ''}`) &&
      !/\b(?:STOR|RETR|CWD|MKD|DELE|LIST|NLST)\b|\bin (?:n?transfercmd|stor\w+|retr\w+|cwd|mkd|delete|rename|nlst|size)\b/.test(
        frames ?? '',
      );
    if (coded || (kind === 'words' && passwordEncoding.words?.test(text))) return weigh(coded ? 82 : 66, [], ['wrong-password']);
    if (kind === 'words' && tellsMiswritten(text) && (speaksOfPassword(text) || /userinfo|event not found/i.test(text)))
      return weigh(72, [], ['username-mangled']);
    if (session.passwordMiswritten && /resolv|host ?name|unknown host|ENOTFOUND|getaddrinfo|bad\/illegal format|malformed/i.test(text))
      return weigh(74);
    const refusal = kind === 'words' ? refusesLogin(text) || miswritten(text) === 'password' : refused(moment) && isOfPassword(moment);
    if (!refusal) return weigh(0);
    return miswritten(text) === 'password' || session.passwordMiswritten ? weigh(70, [], ['wrong-password']) : weigh(0);
  },
  title: () => 'The password reached the server changed: its special characters were escaped or encoded another way.',
  client: 'Percent-encode special characters in URLs, quote them for the shell, and try a password of plain ASCII letters and digits.',
  admin: { other: 'Set a password of ASCII characters as a test.' },
  samples: {
    finds: [
      "> USER ann\n< 331 Username ok, send password.\n> PASS x\n< 501 Can't decode command.",
      "UnicodeEncodeError: 'latin-1' codec can't encode character in password (ftplib)",
      'wget ftp://joe:a#b@ftp.shop.example/x\nLogging in as joe ...\nLogin incorrect.',
      'bash: !x7: event not found\n530 Login incorrect.',
      'Traceback (most recent call last):\n  File "/usr/lib/python3/ftplib.py", line 412, in login\n    resp = self.sendcmd("PASS " + passwd)\nUnicodeEncodeError: \'ascii\' codec can\'t encode character in position 3',
    ],
    spares: ['> USER ann\n< 331 Please specify the password.\n> PASS x\n< 230 Login successful.'],
  },
};

export const causes: readonly Cause[] = [wrongPassword, usernameMangled, passwordEncoding];
