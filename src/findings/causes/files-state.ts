// A name is taken already, in use or not empty; or there is no room for it.
import { isStore } from '../../log/verb-kinds.ts';
import { type Cause, quoted, weigh } from '../cause.ts';
import { pathOf } from '../paths.ts';

const EXISTS =
  /(?:already|\bfile|directory|folder|target|destination)[^\n]{0,30}\bexists?\b|already (?:there|present)|EEXIST|existiert bereits|ya existe|existe déjà/i;

const renameTargetExists: Cause = {
  id: 'rename-target-exists',
  severity: 'error',
  look({ kind, code, verb, text, win32, event, hint, session }) {
    if (/does not|doesn't|not exist|no mapping for/i.test(text)) return weigh(0);
    if (verb === '' && /mkd|mkdir|director|folder/i.test(text)) return weigh(0);
    if (win32 === 183 && verb === 'RNTO') return weigh(90);
    // ProFTPD, where AllowOverwrite is off.
    if (kind === 'reply' && /rename permission denied/i.test(text)) return weigh(88);
    const exists = EXISTS.test(text) || hint === 'rename-target-exists' || hint === 'dir-exists';
    if (kind === 'reply' && exists && (verb === 'RNTO' || isStore(verb))) return weigh(84);
    if (kind === 'reply' && exists && code === 553 && verb === '') return weigh(76);
    // Of what exists nothing is refused as often as that it be made.
    if (kind === 'reply' && exists && code === 550 && verb === '') return weigh(56);
    // ProFTPD's own log, of RNTO or STOR.
    if (/AllowOverwrite denied/.test(text)) return weigh(isStore(session.waiting.at(-1)?.verb ?? '') ? 74 : 82);
    // PHP's stream wrapper asks before it overwrites.
    if (/overwrite context option not specified/.test(text)) return weigh(84);
    return kind === 'words' && /rename|move/i.test(text) && EXISTS.test(text) ? weigh(event ? 74 : 62) : undefined;
  },
  title: (moment) =>
    `The name that the file should get${pathOf(moment) && moment.verb === 'RNTO' ? `, ${quoted(pathOf(moment))},` : ''} is taken already, and the server does not overwrite it.`,
  client: 'Delete the old file first, or switch off uploading under a temporary name.',
  admin: {
    proftpd: 'AllowOverwrite on.',
    vsftpd: 'anon_other_write_enable=YES for anonymous users.',
    'pure-ftpd': 'Without AutoRename or KeepAllFiles existing names may be replaced.',
    other: 'Allow overwriting for this account.',
  },
  samples: {
    finds: [
      '2024-05-01 10:00:00,123 host proftpd[7] host (192.0.2.9[192.0.2.9]): AllowOverwrite denied permission for /in/a.csv',
      '> RNFR a.tmp\n< 350 ready\n> RNTO a.csv\n< 550 a.csv: File exists',
    ],
    spares: [
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> RNFR a.tmp\n< 350 ready\n> RNTO none/a.csv\n< 550 none/a.csv: No such file or directory',
      '> RNFR a.tmp\n< 350 ready\n> RNTO a.csv\n< 250 ok',
    ],
  },
};

const dirExists: Cause = {
  id: 'dir-exists',
  severity: 'warning',
  look(moment) {
    const { kind, code, verb, text, hint, win32, argument } = moment;
    if (/does not|doesn't|not exist|exists, ready for/i.test(text) || verb === 'RNTO' || isStore(verb)) return weigh(0);
    if (win32 === 183) return weigh(90);
    if (kind === 'reply' && code === 521 && (verb === '' || /^X?MKD$/.test(verb)) && !/tls|ssl|prot|data/i.test(text)) return weigh(84);
    if (
      kind !== 'silence' &&
      (hint === 'dir-exists' || EXISTS.test(text)) &&
      (code >= 400 || /mkd|mkdir|creat|(?:director|folder)[^\n]*exists?\W{0,3}$|\b5[25]\d\b/i.test(text))
    )
      return weigh(code === 553 ? 56 : 82);
    // The one who tells what he did says that it was there already.
    if (
      kind !== 'silence' &&
      /creat|mkd/i.test(text) &&
      /director|folder/i.test(text) &&
      (verb === '' || /^X?MKD$/.test(verb)) &&
      moment.session.wordsSay(/\bsame name\b|already (?:exists?|there)|existing (?:folder|directory)/i)
    )
      return weigh(78);
    const again =
      kind === 'reply' &&
      /^X?MKD$/.test(verb) &&
      code === 550 &&
      argument !== '' &&
      (moment.session.made.includes(argument) || /(?:^|\/)\.?\/?$/.test(argument));
    // The root and the directory itself are there already, whatever the reply says of the name.
    return again ? weigh(/^(?:\.?\/?|\\)$/.test(argument) ? 86 : 72) : undefined;
  },
  title: (moment) => `The directory${pathOf(moment) ? ` ${quoted(pathOf(moment))}` : ''} exists already, so MKD is refused.`,
  client: 'Go on with the existing directory: try CWD before MKD, and take this refusal as success.',
  admin: { other: 'Nothing.' },
  samples: {
    finds: ['> MKD /\n< 550 Invalid directory name', "> MKD new\n< 550 Can't create directory: File exists"],
    spares: [
      'useradd: warning: the home directory already exists.\nftp localhost\n530 Login incorrect.',
      '> MKD new\n< 550 new: File exists\n> CWD new\n< 250 ok\n> STOR a\n< 150 ok\n< 226 ok',
    ],
  },
};

const dirNotEmpty: Cause = {
  id: 'dir-not-empty',
  severity: 'error',
  iis: { win32: { 145: 90 } },
  words: /(?:directory|folder|dir)[^\n]{0,20}(?:is )?not empty|ENOTEMPTY|nicht leer|no está vac/i,
  look({ kind, code, verb, hint, text }) {
    if (kind !== 'reply' || code < 400) return undefined;
    if (hint === 'dir-not-empty') return weigh(84);
    const removes = /^X?RMD$/.test(verb) || (verb === '' && /remov\w{0,12} dir|rmdir/i.test(text));
    return removes && code === 550 && !/permission|denied|no such|not found|not exist/i.test(text)
      ? weigh(66, [], ['no-write-permission'])
      : undefined;
  },
  title: (moment) =>
    `The directory${pathOf(moment) ? ` ${quoted(pathOf(moment))}` : ''} cannot be removed while something is in it, hidden files (.htaccess and the like) included.`,
  client: 'Delete the content first; list with LIST -a or MLSD to see hidden files.',
  admin: {
    vsftpd: 'force_dot_files=YES shows names with a leading dot in plain listings.',
    proftpd: 'ListOptions "-a" shows names with a leading dot.',
    'pure-ftpd': 'DisplayDotFiles yes shows names with a leading dot.',
    other: 'Let listings show hidden files.',
  },
  samples: {
    finds: ['> RMD old\n< 550 old: Directory not empty', '> RMD old\n< 550 Remove directory operation failed.'],
    spares: ['> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> RMD old\n< 550 old: Permission denied', '> RMD old\n< 250 ok'],
  },
};

const fileLocked: Cause = {
  id: 'file-locked',
  severity: 'error',
  iis: { win32: { 32: 92, 33: 92 } },
  words:
    /used by another|being used by|file (?:is )?(?:in use|busy|locked)|text file busy|sharing violation|resource busy|locked by another|EBUSY|ETXTBSY|von einem anderen prozess/i,
  look: ({ kind, code, verb, text, hint }) =>
    kind === 'reply' && code === 450 && hint === undefined && isStore(verb) && !/tim(?:ed? ?out|eout)|tls|denied|space|quota/i.test(text)
      ? weigh(54)
      : undefined,
  title: (moment) =>
    `The file${pathOf(moment) ? ` ${quoted(pathOf(moment))}` : ''} is open in another program on the server, so it cannot be replaced or deleted now.`,
  client: 'Wait and try again; it clears by itself, although 550 calls itself permanent.',
  admin: {
    iis: 'Stop the web application or put app_offline.htm there before the upload, and wait some seconds.',
    other: 'Find and stop the program that holds the file open (lsof, handle.exe).',
  },
  samples: {
    finds: ['> STOR app.dll\n< 550 The process cannot access the file because it is being used by another process.'],
    spares: [
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> STOR app.dll\n< 550 app.dll: Permission denied',
      '> STOR app.dll\n< 150 ok\n< 226 ok',
    ],
  },
};

const diskFull: Cause = {
  id: 'disk-full',
  severity: 'error',
  iis: { win32: { 39: 92, 112: 92 } },
  words:
    /disk[^\n]{0,12}full|\betnospc\b|no space left|out of (?:disk )?space|not enough (?:free |disk |storage )?space|insufficient (?:disk |storage )?space|ENOSPC|file ?system (?:is )?full|kein (?:weiterer )?speicherplatz|no queda espacio|aucun espace/i,
  look: ({ kind, code, hint, verb, text }) =>
    kind === 'reply' && code === 451 && /writing to local file|write error|error writing/i.test(text) && !/space|quota/i.test(text)
      ? weigh(66, [], ['quota-exceeded', 'no-write-permission'])
      : kind === 'reply' && code === 452 && hint === undefined && (verb === '' || isStore(verb))
        ? weigh(60, [], ['quota-exceeded'])
        : undefined,
  title: ({ verb }) =>
    `The disk that the server writes to is full${verb ? ` (${verb})` : ''}; this may be so although the user's own quota shows room.`,
  client: 'Delete files that are no longer needed, or ask the host; the partial upload must be sent again.',
  admin: {
    'pure-ftpd': 'Free space, or raise MaxDiskUsage (-k): it refuses uploads from that percentage on.',
    other: 'Free space: df -h and df -i show which file system is full, in bytes or in inodes.',
  },
  samples: {
    finds: ['> STOR a\n< 452 Error writing file: No space left on device', '552 Disk full - please upload later'],
    spares: [
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> STOR a\n< 552 Quota exceeded: you may store 10 MB',
      '> STOR a\n< 150 ok\n< 226 ok',
    ],
  },
};

const quotaExceeded: Cause = {
  id: 'quota-exceeded',
  severity: 'error',
  iis: { substatus: { 39: 84 } },
  words:
    /\bepnospc\b|transfer limits? exceeded|quota[^\n]{0,30}(?:exceed|reach|full|limit|used up)|(?:exceed|over|reach)\w{0,12}[^\n]{0,30}quota|EDQUOT|storage limit|exceeded[^\n]{0,20}allocation|(?:storage|file) allocation exceeded|kontingent überschritten|maximum file size/i,
  look: ({ kind, code, hint, verb, text }) =>
    kind === 'reply' &&
    code === 552 &&
    hint === undefined &&
    !/disk full|space/i.test(text) &&
    (verb === '' || isStore(verb) || /MKD$/.test(verb))
      ? weigh(62, [], ['disk-full'])
      : undefined,
  title({ text, session }) {
    const used = /used ([\d.]+)(?: ?[KMG]?B?)? of ([\d.]+) ?([\w ]{0,14}files?|[KMG]?i?B\b)?/i.exec(text);
    return `The quota of the account${session.user ? ` ${quoted(session.user)}` : ''} is used up${used ? ` (${used[1]} of ${used[2]}${used[3] ? ` ${used[3].trim()}` : ''}${/files/i.test(used[3] ?? '') ? ': the number of files counts here, not their size' : ''})` : ''}.`;
  },
  client: 'Delete files, or have the quota raised; repeating the upload does not help.',
  admin: {
    proftpd: 'Raise the limit or mend the tally of mod_quotatab (ftpquota); look at the number of files too.',
    'pure-ftpd': 'Raise the quota (pure-pw usermod -N, -n) or recount with pure-quotacheck.',
    sftpgo: 'Raise quota_size or quota_files, or run a quota scan.',
    other: 'Raise the quota, in bytes and in files.',
  },
  samples: {
    finds: [
      '{:error, :epnospc} = :ftp.send(pid, "a.bin")',
      'May  1 10:00:00 host ftpd[7]: guest of pc.example [192.0.2.9] tried to retrieve /a.avi (Transfer limits exceeded)',
      '> STOR a\n< 552 Transfer aborted. Disk quota exceeded',
      'STOR denied: quota exceeded: used 10 of 10 upload files',
    ],
    spares: ['> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> STOR a\n< 452 No space left on device', '> STOR a\n< 150 ok\n< 226 ok'],
  },
};

export const causes: readonly Cause[] = [renameTargetExists, dirExists, dirNotEmpty, fileLocked, diskFull, quotaExceeded];
