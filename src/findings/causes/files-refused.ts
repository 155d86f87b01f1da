// A file or directory is refused: rights, settings, names, policy.
import { isStore, isWrite } from '../../log/verb-kinds.ts';
import { anyOf } from '../../any-of.ts';
import { about, type Cause, type Moment, quoted, weigh } from '../cause.ts';
import { movedSome } from '../data-trouble.ts';
import { isClosedTo, isHiddenFrom, isSizedByWget, NO_NAME_THERE, oddityOf, pathOf } from '../paths.ts';
import { namesNothing } from './files-missing.ts';

const DENIED =
  /permission denied|access (?:is )?denied|not permitted|no permission|insufficient (?:rights|privileges|permission)|EACCES|EPERM|read-only|not authorized|zugriff verweigert|permiso denegado|permission non accordée|permesso negato/i;
/** SELinux has kept a server from a file. */
const AVC = /avc:\s{1,3}denied\s{1,3}\{ ([a-z_ ]{1,60}) \}[^\n]{0,200}comm="[^"\n]{0,20}ftp[^\n]{0,400}tclass=(?:dir|file|lnk_file)/;
const AVC_WRITES = /write|create|append|add_name|remove_name|unlink|rename|setattr|rmdir/;
const AVC_READS = /^(?:(?:read|open|getattr|search|execute|ioctl|lock) ?)+$/;
/** Somebody says that a file was to be fetched. */
const toldToRead = (session: Moment['session']): boolean =>
  session.wordsSay(/\b(?:fetch|download|retriev)\w*/i) && !session.wordsSay(/\b(?:upload|stor|put|writ|creat|mkd|delet|renam)\w*/i);
/** That an upload has failed. */
const UPLOAD_FAILED = /\bupload\w{0,3}\b[^\n]{0,200}\bfail|\bfail\w{0,3}\b[^\n]{0,60}\bupload/i;
const notFile = ({ verb, session, code }: Moment): boolean =>
  /^(?:USER|PASS|ACCT|AUTH|PASV|EPSV|PORT|EPRT|PBSZ|PROT|SYST|FEAT|OPTS|TYPE|REST|HOST|CLNT|QUIT)$/.test(verb) ||
  (verb === '' && code === 530) ||
  (verb === '' && code >= 500 && code <= 504 && session.replies < 2);
const pathWords = (moment: Moment): string => (pathOf(moment) === '' ? '' : ` ${quoted(pathOf(moment))}`);

/** ProFTPD says EPERM where a <Limit> forbids the command, and EACCES where the file system does. */
const isLimited = ({ kind, verb, text, whole, session }: Moment): boolean =>
  kind === 'reply' &&
  (session.product === 'proftpd' || session.format === 'status-columns') &&
  /: operation not permitted\W{0,4}\d{0,12}$/i.test(text) &&
  !/change perms/i.test(whole) &&
  /^(?:STOR|STOU|APPE|DELE|X?MKD|X?RMD|RNFR|RNTO|RETR|LIST|NLST|MLSD|X?CWD|)$/.test(verb);

const noWritePermission: Cause = {
  id: 'no-write-permission',
  severity: 'error',
  look(moment) {
    const { kind, verb, code, text, hint, win32, substatus, event, session } = moment;
    if (kind === 'silence' || notFile(moment) || /\b(?:bind|listen)\(\) failed/.test(text)) return weigh(0);
    if (isLimited(moment)) return weigh(50);
    if (verb === '' && code >= 450 && (session.intent === 'read' || (session.intent === undefined && toldToRead(session))))
      return weigh(44);
    // The file was opened, and some of it written.
    if (code === 451 && moment.session.data?.begun && /writ/i.test(text) && !DENIED.test(text)) return weigh(42);
    // ERROR_FILE_NOT_FOUND and ERROR_PATH_NOT_FOUND: see file-missing.
    if (win32 === 2 || win32 === 3) return weigh(0);
    if (substatus === 1 || substatus === 2 || win32 === 5) return isWrite(verb) ? weigh(88) : undefined;
    // What was moved in part could be opened.
    if (movedSome(moment)) return weigh(0);
    if (event === 'mkdir-failed') return weigh(56, [], ['dir-exists', 'write-disabled-by-config']);
    if (event && /^(?:delete|rename|chmod|rmdir)-failed$/.test(event) && /no such file|not found/i.test(text)) return weigh(0);
    if (event && /^(?:upload|delete|rename|chmod|rmdir)-failed$/.test(event)) return weigh(/rmdir/.test(event) ? 50 : 62);
    const denial = AVC.exec(text)?.[1];
    if (denial !== undefined) return weigh(AVC_WRITES.test(denial) ? 84 : 0);
    // A log of commands without replies: the words tell what became of the last one.
    if (kind === 'words' && DENIED.test(text) && /\bfile\b/i.test(text) && isWrite(session.waiting.at(-1)?.verb ?? '')) return weigh(72);
    if (
      kind === 'words' &&
      /(?:unable|cannot|could not|failed) to (?:delete|remove) (?:the )?(?:remote )?(?:file|directory|folder)\b/i.test(text) &&
      !/exist|found|no such/i.test(text)
    )
      return weigh(60);
    if (kind === 'words' && DENIED.test(text) && session.wordsSay(UPLOAD_FAILED)) return weigh(64);
    // Of a client that says no more than the path.
    if (kind === 'words' && /\bftp\b[^\n]{0,40}\berror: \/[^\n:]{1,300}: permission denied\W{0,3}$/i.test(text))
      return weigh(48, [], ['no-read-permission', 'write-disabled-by-config']);
    if (kind === 'words')
      return DENIED.test(text) &&
        /upload|stor|mkd|mkdir|creat|writ|rename|delet|remov|put\b|(?:chmod|chown|unlink|rmdir)\(/i.test(`${text} ${moment.frames ?? ''}`)
        ? weigh(62)
        : undefined;
    if (hint === 'no-write-permission') return weigh(isWrite(verb) || verb === '' ? 74 : 40);
    if (hint === 'no-read-permission' && (isWrite(verb) || code === 553)) return weigh(66);
    if (hint) return undefined;
    if (DENIED.test(text))
      return isWrite(verb) ? weigh(72) : verb === '' ? weigh(56, [], ['write-disabled-by-config', 'no-read-permission']) : undefined;
    const creates = /creat|writ|stor|upload|mkd|mkdir|make dir/i.test(text) && !/exist|not found|no such/i.test(text);
    if (code === 553 || ((code === 550 || code === 450 || code === 451) && (isStore(verb) || /^X?MKD$/.test(verb) || creates)))
      return weigh(isWrite(verb) || creates ? 62 : 54, [], ['write-disabled-by-config', 'path-forbidden-by-policy']);
    return code >= 550 && /^(?:DELE|RNTO|X?RMD)$/.test(verb) ? weigh(50) : undefined;
  },
  title: (moment) =>
    `The file system does not let the session write${pathWords(moment)}${about(moment) ? ` (${moment.verb})` : ''}: the account that the server uses has no write right on the directory.`,
  client: 'Write to a directory that belongs to the account, or have the rights changed (a PWD and a LIST show owner and mode).',
  admin: {
    vsftpd:
      'chown or chmod the directory for the account (for virtual users: guest_username); check SELinux (ftpd_full_access), mounts and volumes owned by root.',
    proftpd: 'chown or chmod the directory for the account; check <Limit WRITE> and Umask.',
    'pure-ftpd': "chown the directory to the virtual user's uid and gid.",
    iis: 'Give the account NTFS modify rights and an FTP authorization rule with Write.',
    'filezilla-server': "Give the mount point write access, and the service's account the right on the disk.",
    other: 'Give the account that the server runs the session as write permission on that directory.',
  },
  samples: {
    finds: [
      '230 in\nftp> put a.c\n229 Entering Extended Passive Mode (|||39018|)\n553 Could not create file.\nftp> cd /home/ann\n250 ok\nftp> put a.c\n229 Entering Extended Passive Mode (|||39019|)\n150 Ok to send data.\n226 Transfer complete.',
      'type=AVC msg=audit(1700000000.1:5): avc:  denied  { write } for  pid=5 comm="vsftpd" name="pub" scontext=u:r:ftpd_t:s0 tcontext=u:o:public_content_t:s0 tclass=dir',
      '> STOR a.txt\n< 553 Could not create file.',
      '> MKD new\n< 550 new: Permission denied',
    ],
    spares: ['> STOR a.txt\n< 150 ok\n< 226 ok', '> RETR a.txt\n< 550 a.txt: Permission denied'],
  },
};

const noReadPermission: Cause = {
  id: 'no-read-permission',
  severity: 'error',
  look(moment) {
    const { kind, verb, text, hint, win32, substatus } = moment;
    if (kind === 'silence' || notFile(moment) || isWrite(verb) || moment.code === 553) return weigh(0);
    // It is there, as its size has just told, and cannot be opened.
    if (isHiddenFrom(moment) || isClosedTo(moment)) return weigh(70, [], ['path-forbidden-by-policy']);
    if (isSizedByWget(moment)) return weigh(72, [], ['path-forbidden-by-policy']);
    // Nobody but root may enter root's own directory.
    if (kind === 'reply' && /^\/root(?:\/|$)/.test(moment.argument) && oddityOf(moment) !== 'chroot' && !hint?.startsWith('path-'))
      return weigh(74, [], ['file-missing']);
    // Where one stands is no file's secret: the command is forbidden, see path-forbidden-by-policy.
    if (/^X?PWD$/.test(verb)) return weigh(50);
    if (substatus === 1 || substatus === 2 || win32 === 5) return weigh(86);
    const denial = AVC.exec(text)?.[1];
    if (denial !== undefined) return weigh(AVC_READS.test(denial) ? 84 : 0);
    if (kind === 'words')
      return DENIED.test(text) && /download|retr|read|list|open|get\b/i.test(text) && !/upload|stor|writ/i.test(text)
        ? weigh(52)
        : undefined;
    if (hint && !/^no-(?:read|write)-permission$/.test(hint)) return undefined;
    if (verb === '' && (moment.session.intent === 'read' || toldToRead(moment.session)) && DENIED.test(text))
      return weigh(66, [], ['no-write-permission']);
    if (verb === '' && /download|retr|read|list|open/i.test(text) === false) return DENIED.test(text) ? weigh(46) : undefined;
    return hint || DENIED.test(text) ? weigh(76) : undefined;
  },
  title: (moment) =>
    `The file system does not let the session read or enter${pathWords(moment)}${moment.verb ? ` (${moment.verb})` : ''}: the account that the server uses lacks the right on it, or x on a directory above.`,
  client: 'Ask for the right, or use another directory.',
  admin: {
    vsftpd:
      'Give the account r on the file and x on every directory above; anonymous files must be readable for all (anon_world_readable_only); check SELinux.',
    other: 'Give the account that the server runs the session as r on the file and x on every directory above.',
  },
  samples: {
    finds: [
      '230 in\nftp> ls\n200 PORT command successful.\n150 here\ndrwxrwx---    2 0        1001            6 Jan 17 20:26 staff\n226 done\nftp> cd staff\n550 Failed to change directory.\nftp> bye\n221 bye',
      '230 in\nftp> ls\n200 PORT command successful.\n150 here\n-rw-------    1 1000     1000        67472 May 25 23:05 a.txt\n226 done\nftp> get a.txt\n200 PORT command successful.\n550 Failed to open file.\nftp> bye\n221 bye',
      "--2012-05-08 02:00:03--  ftp://ann@198.51.100.7/a.gz\n           => `a.gz'\n==> SIZE a.gz ... 52734201\n==> PASV ... done.    ==> RETR a.gz ... \nNo such file `a.gz'.",
      '> RETR a.txt\n< 550 a.txt: Permission denied',
      'curl ftp://198.51.100.7/pub/\n-rw-------    1 0        0             221 Oct 29  2014 keys.txt\ncurl ftp://198.51.100.7/pub/keys.txt\ncurl: (78) RETR response: 550',
    ],
    spares: [
      '230 in\nftp> ls\n200 PORT command successful.\n150 here\ndrwxrwx---    2 0        1001            6 Jan 17 20:26 staff\n226 done\nftp> cd stuff\n550 Failed to change directory.\nftp> bye\n221 bye',
      '> STOR a.txt\n< 553 a.txt: Permission denied',
      'curl ftp://198.51.100.7/pub/\ndrw-------    1 0        0             221 Oct 29  2014 keys.txt\ncurl ftp://198.51.100.7/pub/keys.txt\ncurl: (78) RETR response: 550',
    ],
  },
};

/** vsftpd words so what its settings forbid; here another file was just taken, so that writing as such is not. */
const isDeniedName = ({ kind, code, text, verb, session }: Moment): boolean =>
  kind === 'reply' &&
  code === 550 &&
  isStore(verb) &&
  session.product === 'vsftpd' &&
  /^permission denied\W*$/i.test(text) &&
  session.recent.some((reply) => reply.code === 226 && isStore(reply.verb));

const writeDisabledByConfig: Cause = {
  id: 'write-disabled-by-config',
  severity: 'error',
  words: anyOf`
      \btried to (?:(?:delete|overwrite|chmod|rename|mkdir|rmdir) |[^\n]{1,300} \(upload denied\))
      users? may not (?:upload|write|delete|create)
      (?:uploads?|writ(?:e|ing)|delet(?:e|ing)|renam(?:e|ing))[^\n]{0,40}(?:disabled|not enabled|switched off|not allowed (?:on|by) th(?:is|e) server)
      read-only (?:server|mode|access|account|user)
      server is read-only
      \b(?:STOR|STOU|APPE|DELE|X?MKD|X?RMD|RNFR|RNTO|MFMT|SITE)\b[^\n]{0,300} denied by <Limit>
      anonymous[^\n]{0,40}(?:may|can|are)[^\n]{0,10}not[^\n]{0,20}(?:upload|writ|overwrite|delet|creat|renam)
    `,
  look: (moment) => {
    const { kind, hint, verb } = moment;
    if (isLimited(moment))
      return isWrite(verb) || verb === ''
        ? weigh(verb === '' ? 72 : 82, [], ['path-forbidden-by-policy', 'no-write-permission'])
        : undefined;
    // ftp-srv, by its option of that name.
    if (kind === 'reply' && isWrite(verb) && /command (?:is )?blacklisted/i.test(moment.text))
      return weigh(84, [], ['command-not-supported']);
    // ProFTPD, where AllowOverwrite is off.
    if (kind === 'reply' && /overwrite permission denied/i.test(moment.text)) return weigh(86, [], ['rename-target-exists']);
    // Its own log, of STOR.
    if (/AllowOverwrite denied/.test(moment.text) && isStore(moment.session.waiting.at(-1)?.verb ?? ''))
      return weigh(84, [], ['rename-target-exists']);
    if (isDeniedName(moment)) return weigh(50);
    return kind === 'reply' && hint === 'write-disabled-by-config'
      ? weigh(verb === 'PASV' || verb === 'EPSV' ? 0 : isWrite(verb) ? 84 : 52)
      : undefined;
  },
  title: (moment) => `A setting of the server forbids ${moment.verb || 'writing'}${pathWords(moment)}, whatever the file's own rights are.`,
  client: 'Use an account that may write.',
  admin: {
    vsftpd:
      'Set write_enable=YES (anonymous: anon_upload_enable, anon_mkdir_write_enable, anon_other_write_enable), and look at cmds_allowed, cmds_denied and deny_file.',
    proftpd: 'Look at <Limit WRITE>, <Limit STOR> and AllowOverwrite.',
    'pure-ftpd': 'Look at AnonymousCantUpload, AnonymousCanCreateDirs and ProhibitDotFilesWrite.',
    pyftpdlib: 'Give the user the permissions "adfmw" it needs in the authorizer.',
    other: 'Allow writing for this account.',
  },
  samples: {
    finds: [
      '230 in\nftp> put b.txt\n550 Permission denied.\nftp> bye\n221 bye',
      'rm: Access failed: 550 Permission denied. (a.txt)',
      '2024-05-01 10:00:00,123 host proftpd[7] host (192.0.2.9[192.0.2.9]): STOR in.csv denied by <Limit> configuration',
      'May  1 10:00:00 host ftpd[7]: anonymous(a@b.example) of pc.example [192.0.2.9] tried to upload /pub/a.tgz (upload denied)',
      '220 (vsFTPd 3.0.5)\n> STOR a.txt\n< 550 Permission denied.',
      '> STOR a.txt\n< 502 Command blacklisted: STOR',
    ],
    spares: ['> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> STOR a.txt\n< 553 Could not create file.', '> STOR a.txt\n< 150 ok\n< 226 ok'],
  },
};

const PWD_REFUSED = /\bPWD: permission denied/i;

const pathForbiddenByPolicy: Cause = {
  id: 'path-forbidden-by-policy',
  severity: 'error',
  iis: { substatus: { 5: 90, 6: 90, 7: 90, 8: 90, 9: 90, 10: 90, 11: 90, 12: 90, 13: 90, 51: 84 } },
  words: anyOf`
      prohibited file ?name
      use sensitive path
      \(path-filter\)
      forbidden (?:file ?)?name
      (?<!re)(?:file ?)?name[^\n]{0,20}(?:is |are )?(?:not allowed|forbidden|denied|prohibited)
      (?:extension|file type)[^\n]{0,20}(?:denied|not allowed|forbidden)
      hidden (?:files?|segment)[^\n]{0,20}
      PathAllowFilter
      PathDenyFilter
      (?:writ|read|renam|delet)ing (?:the )?file [^\n]{1,300} is not allowed
      \b(?:RETR|LIST|NLST|MLSD|X?CWD|CDUP|SIZE|MDTM)\b[^\n]{0,300} denied by <Limit>
      forbidden (?:by|command argument)
      request filtering
      HideFiles
    `,
  look(moment) {
    const { verb, argument, text, kind, session } = moment;
    // Of users, see user-in-deny-list.
    if (/^FTP LOGIN REFUSED/.test(text)) return weigh(0);
    if (isLimited(moment) && !isWrite(verb)) return weigh(verb === '' ? 66 : 82, [], ['no-read-permission']);
    if (oddityOf(moment) === 'backslash' || namesNothing(moment)) return weigh(kind === 'words' ? 0 : 40);
    if (isDeniedName(moment)) return weigh(80, [], ['write-disabled-by-config']);
    if (kind === 'words' && PWD_REFUSED.test(text)) return weigh(70, [], ['home-dir-no-access']);
    if (kind === 'reply' && /^X?PWD$/.test(verb) && DENIED.test(text))
      return weigh(70, [], ['command-not-supported', 'home-dir-no-access']);
    // Windows: a name that its file systems do not have.
    if (kind === 'reply' && argument !== '' && NO_NAME_THERE.test(text)) return weigh(68, [], ['path-separator-wrong', 'file-missing']);
    // The file system does not take such a name: too long, or with a character that it does not know.
    if (kind === 'reply' && isWrite(verb) && argument !== '' && /^\W{0,3}(?:\S{1,200}: )?invalid argument\W*$/i.test(text))
      return weigh(60, [], ['bad-filename-encoding']);
    // ProFTPD guards the names that libc would load code from.
    const guarded =
      kind === 'reply' &&
      (/^X?MKD$/.test(verb) || isStore(verb)) &&
      /^\/?(?:etc|lib|lib64)\/?$/.test(argument) &&
      DENIED.test(text) &&
      (session.directory ?? '/') === '/';
    return guarded ? weigh(84, [], ['no-write-permission']) : undefined;
  },
  title: (moment) =>
    PWD_REFUSED.test(moment.text)
      ? 'A rule of the server (such as <Limit>) refuses even PWD, which needs no right on any file.'
      : `A rule of the server forbids the name or path${pathWords(moment)}; file rights are not the reason.`,
  client: 'Choose another name (no leading dot, no control characters, no forbidden ending).',
  admin: {
    proftpd: 'Look at PathAllowFilter, PathDenyFilter, HideFiles, and at RLimitChroot (guards /etc and /lib inside a chroot).',
    'pure-ftpd': 'Look at ProhibitDotFilesWrite and ProhibitDotFilesRead.',
    vsftpd: 'Look at deny_file and hide_file.',
    iis: 'Look at FTP Request Filtering.',
    other: "Look at the server's rules for names and paths.",
  },
  samples: {
    finds: [
      '220 (vsFTPd 3.0.5)\n> STOR a.txt\n< 150 Ok to send data.\n< 226 Transfer complete.\n> STOR a.exe\n< 550 Permission denied.',
      'May  1 10:00:00 host ftpd[7]: anonymous(a@b.example) of pc.example [192.0.2.9] tried to upload "/in/.x" (path-filter)',
      '553 Prohibited file name: .x',
      '> MKD etc\n< 550 etc: Permission denied',
      '> PWD\n< 550 PWD: Permission denied',
      'Response: 553 Prohibited file name: .htaccess',
    ],
    spares: [
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> RETR a.txt\n< 550 a.txt: No such file or directory',
      '> MKD etcetera\n< 257 "etcetera" created',
    ],
  },
};

const resumeNotPermitted: Cause = {
  id: 'resume-not-permitted',
  severity: 'error',
  words:
    /(?:append|restart|resum\w{0,12}|REST)\b[^\n]{0,40}(?:not (?:permitted|allowed|supported|possible|enabled)|denied|refused|disabled)|(?:does(?: not|n't)|not) support resum|(?:can(?:no|')t|cannot|unable to) (?:resume|restart)|bad download resume|Couldn't use REST|partial[ -](?:file )?uploads?[^\n]{0,20}(?:not|n't) (?:supported|allowed|permitted|possible)/i,
  look({ verb, code, session, kind, hint, text }) {
    if (kind !== 'reply')
      return resumeNotPermitted.words?.test(text) && /resum|restart|REST\b/i.test(text) && !/session/i.test(text)
        ? weigh(/^curl: \((?:31|36)\)/.test(text) ? 78 : 66)
        : weigh(0);
    if (/tls|ssl|session re/i.test(text)) return weigh(0);
    if (verb === 'REST' && code >= 500 && code !== 530) return weigh(78);
    if (/\bpartial[ -]/i.test(text) && resumeNotPermitted.words?.test(text)) return weigh(86);
    if (hint) return undefined;
    return (session.rest && isStore(verb) && (code === 451 || code === 550 || code === 553 || code === 554)) || code === 554
      ? weigh(68, [session.rest?.at])
      : undefined;
  },
  title: ({ session }) =>
    `The server does not allow to resume an interrupted transfer${session.rest ? ` (REST ${session.rest.argument})` : ''}; trying again the same way never helps.`,
  client: 'Send the whole file again (switch resuming off), or delete the partial one first.',
  admin: {
    proftpd: 'AllowStoreRestart on (uploads), AllowRetrieveRestart on (downloads); AllowOverwrite on is needed too.',
    'pure-ftpd': 'AutoRename or a no-append setting forbids it.',
    other: 'Allow REST and APPE for this account.',
  },
  samples: {
    finds: [
      "  -> [FtpNegotiationCommand.cc:856] errorCode=8 FTP server doesn't support resuming.",
      '> REST 100\n< 350 ok\n> STOR a\n< 451 Append/Restart not permitted, try again',
      '> REST 100\n< 502 REST not implemented',
    ],
    spares: [
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> RETR a\n< 550 a: Permission denied',
      '> REST 0\n< 350 ok\n> RETR a\n< 150 ok\n< 226 ok',
    ],
  },
};

export const causes: readonly Cause[] = [
  noWritePermission,
  noReadPermission,
  writeDisabledByConfig,
  pathForbiddenByPolicy,
  resumeNotPermitted,
];
