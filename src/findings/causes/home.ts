// The login was right, and the session cannot stand where it is to begin: the home directory, and the root it is locked into.
import { anyOf } from '../../any-of.ts';
import { type Cause, type Moment, quoted, weigh } from '../cause.ts';
import { tlsTrouble } from '../tls-words.ts';

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
    unable to set up secure anonymous FTP
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
      'Feb 14 19:33:02 host pure-ftpd: (?@192.0.2.9) [ERROR] Unable to set up secure anonymous FTP',
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

export const causes: readonly Cause[] = [chrootWritableRoot, homeDirMissing, homeDirNoAccess];
