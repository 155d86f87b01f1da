// A name is not found as it is written: it is missing or seen from elsewhere, holds what the server reads otherwise, or is an option.
import { isListing, isStore } from '../../log/verb-kinds.ts';
import { anyOf } from '../../any-of.ts';
import { readAbroad } from '../../explain/abroad.ts';
import { type Cause, type Moment, quoted, said, weigh } from '../cause.ts';
import { movedSome } from '../data-trouble.ts';
import { isClosedTo, isHiddenFrom, isSizedByWget, NO_NAME_THERE, oddityOf, pathOf, wasMeasured } from '../paths.ts';

const MISSING = anyOf`
    no such (?:file|dir|path|entry)
    not found
    does(?: not|n't) exist
    cannot find
    can't find
    could not find
    non-?existent
    ENOENT
    FileNotFound(?:Error|Exception)
    failed to open file
    change to the given directory
    couldn't open
    file unavailable
    not a (?:regular|plain) file
    nicht gefunden
    no existe
    aucun fichier
    нет такого
    (?:director\w{1,3}|folder|file|path)\b[^\n]{0,80} (?:is|are) missing
  `;
/** Is it about the root directory, or the parent of one that the session stands in? */
export const isRoot = ({ verb, argument, session, text }: Moment): boolean =>
  (/^(?:LIST|NLST|MLSD|X?CWD)$/.test(verb) && /^[/\\]$/.test(argument.trim())) ||
  (verb === 'CDUP' && session.directory !== undefined && !/^[/\\]?$/.test(session.directory)) ||
  (verb === 'LIST' && /(?:directory|open|folder) ["']?\/["']?$/i.test(text));
const name = (moment: Moment): string => (pathOf(moment) === '' ? 'the name' : quoted(pathOf(moment)));
const reads = (verb: string): boolean =>
  /^(?:RETR|LIST|NLST|MLSD|MLST|X?CWD|CDUP|SIZE|MDTM|STAT|DELE|RNFR|X?RMD|HASH|XCRC|XMD5)$/.test(verb);

/**
 * A name is called invalid that holds nothing which any system forbids, below another directory: that directory is what is
 * missing. FileZilla Server and others word it so.
 */
export function namesNothing({ kind, code, text, argument, session }: Moment): boolean {
  if (
    kind !== 'reply' ||
    (code !== 550 && code !== 553) ||
    !/^(?:file ?name|path(?: ?name)?|name) (?:is )?invalid\W*$|^invalid (?:file ?|path ?)?(?:name|path)\W*$/i.test(text.replace(/^\W+/, ''))
  )
    return false;
  const path = argument || (session.findWords(/^\s*(?:remote |target )?path\s{0,3}[:=]\s{0,3}(\S{1,200})/i)?.[1] ?? '');
  return /^\/?(?:[\w-][\w .-]{0,80}\/{1,2}){1,20}[\w-][\w .-]{0,80}$/.test(path);
}

/** A text without paths and without the dotted names of a program's parts: their words say nothing. */
const withoutNames = (text: string): string => text.replace(/(?:[\w$]{1,60}\.){1,10}[\w$]{1,60}(?=[:\s])|\/[^\s:,;'")]{1,200}/g, '');

/** A download failed, and the log does not tell why. */
const UNTOLD = 50;
/** Does the moment say that a name was not found, or leave nothing else to think of? How much? */
function missing(moment: Moment): number {
  const { kind, code, verb, text, hint, win32, argument, event } = moment;
  if ((win32 === 2 || win32 === 3) && code !== 530) return 88;
  // A pattern that fits nothing, or an empty directory.
  if (isListing(verb) && /\bno files? (?:was |were )?found/i.test(text)) return 0;
  if (kind === 'silence' || /^(?:USER|PASS|AUTH|PASV|EPSV|PORT|EPRT)$/.test(verb)) return 0;
  if (/\bascii\b/i.test(text)) return 0;
  if (/^curl: \(78\)/.test(text)) return 76;
  if (kind === 'words' && /\bRETR response: 550\b/.test(text)) return 66;
  if (/denied you to change to the given directory/i.test(text)) return 70;
  // vsftpd notes no more than that it failed.
  if (event === 'download-failed' && !movedSome(moment)) return UNTOLD;
  // A server's own log: the reply follows, and tells more.
  if (event === 'failure' && !/^ftp_\w{2,20}\(\)/.test(text)) return 0;
  if (/already (?:at|in) (?:the )?(?:root|top)/i.test(text)) return 0;
  // A pattern may fit nothing.
  if (isListing(verb) && /[*?]/.test(argument)) return code >= 400 ? 50 : 0;
  if (kind === 'words' && /\bdone \(but failed to open directory\)/i.test(text)) return 64;
  if (kind === 'words' && readAbroad(text)?.cause === 'file-missing') return 64;
  if (kind === 'words')
    return MISSING.test(text) &&
      /file|dir|path|folder|resource|download|["'`/]/i.test(text) &&
      !/\b(?:host|server|command|certificate|database|user|module|library|config\w{0,12}|session|home|adapter|route)\b|ca-cert|\.so\b|\.service/i.test(
        withoutNames(text),
      )
      ? 58
      : 0;
  // Which directory it was the client has said: one that it names may not be there, the one it stands in is.
  if (code === 226 && /failed to open directory/i.test(text)) return argument.replace(/^-\S+ ?/, '') === '' ? 0 : 84;
  if (code < 400 || (verb === '' && code === 530)) return 0;
  if (namesNothing(moment)) return 76;
  if (hint === 'file-missing') return MISSING.test(text) ? 84 : 72;
  if (hint) return 0;
  if (MISSING.test(text) && code !== 500 && code !== 502) return 74;
  if ((code === 550 || code === 450) && reads(verb)) return verb === 'DELE' || verb === 'RMD' ? 48 : 60;
  return code === 550 && verb === '' && /failed to (?:change|open)|retr|download/i.test(text) ? 56 : 0;
}

const isUntold = (moment: Moment): boolean => moment.event === 'download-failed' && missing(moment) === UNTOLD;

const fileMissing: Cause = {
  id: 'file-missing',
  severity: 'error',
  look(moment) {
    const weight = missing(moment);
    // The root is always there: see server-bug.
    if (isRoot(moment)) return weigh(weight > 0 ? 50 : 0);
    if (weight === 0) return moment.hint === 'file-missing' ? weigh(0) : undefined;
    // It is there: as a file where a directory was asked for, or unreadable.
    if (isHiddenFrom(moment) || isClosedTo(moment) || isSizedByWget(moment)) return weigh(46);
    if (/^X?CWD$/.test(moment.verb) && /not a directory/i.test(moment.text) && wasMeasured(moment)) return weigh(0);
    if (isUntold(moment)) return weigh(weight, [], ['no-read-permission', 'passive-ports-blocked']);
    const odd = oddityOf(moment);
    // What cannot be opened for writing may not be allowed there.
    if (
      isStore(moment.verb) &&
      /(?:couldn't|could not|can't|cannot|fail\w{0,3} to) open/i.test(moment.text) &&
      !/no such|not found|exist/i.test(moment.text)
    )
      return weigh(50);
    if (isStore(moment.verb)) return weigh(namesNothing(moment) ? weight : Math.min(weight, 66));
    return weigh(odd === 'slashes' ? weight - 10 : odd ? Math.min(weight, 60) : weight);
  },
  title: (moment) =>
    isUntold(moment)
      ? `The download of ${name(moment) === 'the name' ? 'a file' : name(moment)} failed; the log does not tell why: mostly the file is not there under that name, or may not be read.`
      : `${name(moment) === 'the name' ? 'What was asked for' : name(moment)} does not exist on the server under that name${moment.session.directory ? `, seen from ${moment.session.directory}` : ''}.`,
  client: 'Compare path, spelling and case with a listing of the parent directory; paths start at the login directory, as PWD shows it.',
  admin: { other: 'See whether the file is there under another name or case, or hidden from the account.' },
  samples: {
    finds: [
      "Err ftp://ftp.example.org binary/ Packages\n  Unable to fetch file, server said 'Failed to open file.  '",
      '$ git clone ftp://ftp.example.org/a.git\nerror: RETR response: 550 (curl_result = 19, http_code = 550)',
      '> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n> LIST backup/2024\n< 150 Here comes the directory listing.\n< 226 Transfer done (but failed to open directory).\n> STOR backup/2024/a\n< 553 Could not create file.',
      '> STOR /web/new/a.html\n< 550 Filename invalid',
      '> RETR a.txt\n< 550 Failed to open file.',
      '> CWD nowhere\n< 550 nowhere: No such file or directory\n> QUIT\n< 221 bye',
    ],
    spares: [
      '> SIZE a.txt\n< 550 Could not get file size.\n> STOR a.txt\n< 150 ok\n< 226 done',
      '> CWD new\n< 550 Failed to change directory.\n> MKD new\n< 257 "/new" created\n> CWD new\n< 250 ok',
      // It was only looked whether the name is that of a directory.
      '> CWD conf.txt\n< 550 Failed to change directory.\n> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n> STOR conf.txt\n< 150 ok\n< 226 done',
      '230 in\n550 /site/a: The system cannot find the file specified.\n257 "/site/a" directory created.\n125 Data connection already open; Transfer starting.\n226 Transfer complete.',
      'ftp> del b.csv\n550 b.csv: Datei nicht gefunden.\nftp> put b.csv\n200 PORT-Befehl erfolgreich.\n150 wird geöffnet.\n226 Übertragung abgeschlossen.',
    ],
  },
};

const pathRelativeToChroot: Cause = {
  id: 'path-relative-to-chroot',
  severity: 'error',
  words: /unable to locate WordPress (?:root|content|plugin|theme)\w{0,2} directory/i,
  look(moment) {
    const weight = missing(moment);
    if (weight === 0) return undefined;
    const odd = oddityOf(moment);
    if (odd === 'chroot') return weigh(moment.session.directory === '/' ? 86 : 80, [], ['file-missing']);
    // pyftpdlib writes down where the file lies on the disk.
    if (moment.session.format === 'pyftpdlib' && odd) return undefined;
    // z/OS writes whole names of data sets in quotes: no path at all.
    if (/^'.*'$/.test(moment.argument)) return weigh(44);
    return odd === 'start' ? weigh(64, [], ['file-missing']) : undefined;
  },
  title: (moment) =>
    `The path ${name(moment)} is written as seen on the server's disk or from another start directory; the session stands in ${moment.session.directory ? quoted(moment.session.directory) : 'its own root'} and does not find it from there.`,
  client: 'Use paths as PWD and LIST show them: relative to the login directory, mostly without the part down to it.',
  admin: {
    other:
      'Tell users the path below the chroot, or let the account start elsewhere (vsftpd local_root, ProFTPD DefaultRoot and DefaultChdir).',
  },
  samples: {
    finds: [
      "550 Can't change directory to /home/ann: No such file or directory",
      '> PWD\n< 257 "/"\n> CWD /var/www/site\n< 550 Failed to change directory.',
    ],
    spares: ['> CWD new\n< 550 Failed to change directory.', "> LIST 'ANN.'\n< 550 No data sets found."],
  },
};

const pathSeparatorWrong: Cause = {
  id: 'path-separator-wrong',
  severity: 'error',
  // HP NonStop, whose files lie in volumes and subvolumes.
  words: /\$vol(?:ume)?\.subvol(?:ume)?\b[^\n]{0,20}(?:required|expected|format)/i,
  look(moment) {
    const { kind, code, text, verb } = moment;
    // What was sent is not shown; a path of the client's own disk is what is sent by mistake most.
    if (kind === 'reply' && NO_NAME_THERE.test(text) && moment.argument === '') return weigh(64, [], ['path-forbidden-by-policy']);
    const failed =
      kind === 'reply'
        ? code >= 400 && verb !== 'USER' && verb !== 'PASS' && !(verb === '' && code === 530)
        : /prohibited|no such|not found|invalid|cannot|can't|denied|fail/i.test(text) && /file ?name|directory|path/i.test(text);
    if (!failed || (moment.session.product === 'iis' && missing(moment) === 0)) return undefined;
    const odd = oddityOf(moment);
    // A path with a drive that only the reply names is the server's own.
    const ofServer = /^[A-Za-z]:\\/.test(pathOf(moment)) && !moment.argument.includes('\\');
    if (odd === 'backslash' && !ofServer) {
      if (kind !== 'words' || moment.event !== undefined || /prohibited|server|remote|ftp|550|553/i.test(text)) return weigh(86);
      return /^\\[^\\:]{0,80}$/.test(pathOf(moment)) && /director/i.test(text) ? weigh(76) : undefined;
    }
    return odd === 'slashes' && missing(moment) > 0 ? weigh(56, [], ['file-missing']) : undefined;
  },
  title: (moment) =>
    pathOf(moment) === ''
      ? `The server cannot take what it was given for a name of its file system ("${said(moment)}"): mostly a path with backslashes, a drive or a sign that no name may hold.`
      : `The path ${name(moment)} holds ${oddityOf(moment) === 'slashes' ? 'doubled slashes' : 'backslashes'}: the server takes only "/" as separator and reads the rest as part of one name.`,
  client: 'Write paths with single forward slashes (in scripts on Windows: replace "\\" by "/" before it is sent).',
  admin: { other: 'Nothing; the client sends the wrong path.' },
  samples: {
    finds: [
      'ftplib.error_perm: 550 The filename, directory name, or volume label syntax is incorrect. ',
      '> STOR web\\css\\a.css\n< 553 Prohibited file name: web\\css\\a.css',
    ],
    spares: [
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> STOR web/css/a.css\n< 553 web/css/a.css: No such file or directory',
      '> STOR web/css/a.css\n< 150 ok\n< 226 ok',
    ],
  },
};

/** An option of ls where a path stands. */
const OPTION_AS_PATH = /(?:path|dir\w{0,7}|open\w{0,20}|pwd|stat)\b[^\n]{0,80}[\s=:'"`[]\/?(?:[\w.-]+\/){0,8}-[alFRt1]{1,4}['"`\]]?\s*$/i;

const listOptionTakenAsName: Cause = {
  id: 'list-option-taken-as-name',
  severity: 'error',
  look({ kind, code, verb, argument, text, session }) {
    // A server that shows the system call which failed.
    if (kind === 'words' && /ENOENT|no such file/i.test(text) && /[\\/]-[alFRt1]{1,4} ?['"]/.test(text)) return weigh(84);
    if (kind !== 'reply' || code < 400) return undefined;
    // The server's own log shows the path that it makes of the option.
    if (/^(?:LIST|NLST|MLSD|STAT|)$/.test(verb) && (code === 550 || code === 450) && session.wordsSay(OPTION_AS_PATH)) return weigh(84);
    // It is the command that is not known, whatever stands behind it.
    if (/command[^\n]{0,40}(?:not (?:recogni|understood|implemented|supported)|unrecogni|unknown)|unknown command/i.test(text))
      return weigh(0);
    // At a prompt, by the user's own order.
    if ((verb === '' || session.commands === 0) && session.listOption && (code === 450 || code === 550) && !/denied|permi/i.test(text))
      return weigh(84);
    const option = /^(?:LIST|NLST|MLSD|STAT)$/.test(verb) && /^-[A-Za-z1]{1,8}(?: |$)/.test(argument);
    return option && !/tls|ssl|data connection|log/i.test(text) && code !== 425 && code !== 426
      ? weigh(86)
      : /(?:^|[\s"'`/])-[alFRt1]{1,4}["'`]?:? (?:no such|not found|does not exist)/i.test(text)
        ? weigh(84)
        : undefined;
  },
  title: ({ verb, argument, session }) =>
    `The server reads "${/^-\S{1,8}/.exec(argument)?.[0] ?? session.listOption ?? '-a'}" in ${verb || 'LIST'} as the name of a file, not as an option of ls.`,
  client: 'Send LIST without options (switch off "show hidden files", lftp ftp:list-options ""), or use MLSD.',
  admin: { other: 'Nothing: options of LIST are no part of the protocol.' },
  samples: {
    finds: [
      '"ftp-srv ENOENT: no such file or directory, stat \'D:\\\\ftp\\\\-al \'"',
      '> LIST -al\n< 550 No such file or directory.',
      '`LIST -l` -> 550 No such file or directory',
      '> LIST\nopen_dir: path=[/-a]\n< 550 failed',
      "ftp> ls -aln\n227 Entering Passive Mode (198,51,100,7,195,80)\n450 Couldn't open the file",
    ],
    spares: ["> LIST -a\n< 500 command 'list' not recognized by server.", '> LIST -al\n< 150 ok\n< 226 ok'],
  },
};

/** The English words of the system behind a name in other letters. */
const NAME_BEYOND_ASCII = /^(?![1-5]\d\d[ -])[^\n:]{0,200}[^\n\p{ASCII}][^\n:]{0,200}: No such file or directory\W*$/u;

const badFilenameEncoding: Cause = {
  id: 'bad-filename-encoding',
  severity: 'error',
  words:
    /no mapping for the unicode character|UnicodeDecodeError|\bUtf8Error\b|UnicodeEncodeError|codec can't (?:de|en)code|illegal byte sequence|invalid (?:utf-?8|multibyte|byte sequence)|malformed input|unmappable character|character set conversion|(?:not|bad|invalid|wrong)[^\n]{0,20}(?:encod|charset|utf-?8)|encoding[^\n]{0,20}(?:error|fail|invalid)/i,
  look(moment) {
    const { kind, text, verb } = moment;
    if (/password|(?:set|enable) utf-?8 mode/i.test(text) || verb === 'OPTS' || /in login|"PASS/.test(moment.frames ?? '')) return weigh(0);
    const odd = oddityOf(moment);
    const weight = missing(moment);
    if (kind === 'words' && NAME_BEYOND_ASCII.test(text)) return weigh(66, [], ['file-missing']);
    // A name that has lost its letters on the way, and that no file system takes.
    if (kind === 'words' && /\uFFFD/.test(text) && /invalid argument|illegal|no such file|not found/i.test(text)) return weigh(76);
    // Names in a listing of which only question marks are left.
    if (kind === 'words' && /^\s*\?{3,}(?:\.\w{1,5})?\s*$/.test(text)) return weigh(64);
    if (weight > 0 && odd === 'encoding') return weigh(88, [], ['file-missing']);
    // A name with broken letters that the file system does not take at all.
    if (moment.kind === 'reply' && odd === 'encoding' && moment.code >= 501 && !/denied|permi|quota|space|exist/i.test(text))
      return weigh(84);
    if (weight > 0 && odd === 'letters') return weigh(72, [], ['file-missing']);
    return kind !== 'silence' && badFilenameEncoding.words?.test(text) && !/pass|login|banner/i.test(text) ? weigh(80) : undefined;
  },
  title: (moment) =>
    pathOf(moment) === ''
      ? 'A file name is not in the encoding that the other side expects.'
      : `The name ${name(moment)} reached the server in another encoding than the file's own: its letters beyond ASCII were changed, so the file is not found.`,
  client:
    "Set the client to UTF-8 (OPTS UTF8 ON), or to the server's own character set; names listed by the server can then be used as they are.",
  admin: {
    proftpd: 'Look at mod_lang (UseEncoding UTF-8 or the true local set).',
    'pure-ftpd': 'Look at FileSystemCharset and ClientCharset.',
    iis: 'Switch "Allow UTF8" on in the site\'s settings.',
    vsftpd: 'It does not convert names: store them in UTF-8.',
    other: 'Keep names on disk in UTF-8 and announce UTF8 in FEAT.',
  },
  further: 'The bytes of the name in a capture, beside the bytes of "ls | xxd" on the server.',
  samples: {
    finds: [
      '> STOR Résumé.pdf\n< 451 No mapping for the Unicode character exists in the target multi-byte code page. ',
      'ERR Cannot create destination dir error="mkdir /data/\uFFFD\uFFFD: invalid argument"',
      'ftp listing:\n???????\n??? ????.txt',
      '> STOR caf\uFFFD.txt\n< 550 Invalid argument',
      '> RETR caf\u00c3\u00a9.txt\n< 550 caf\u00c3\u00a9.txt: No such file or directory',
      '550 Can\'t find file "????.xml"',
    ],
    spares: [
      '> RETR cafe.txt\n< 550 cafe.txt: No such file or directory',
      'ftp> cd neu\n550 Wechseln nach neu unmöglich: No such file or directory\nftp> mkdir neu\n257 "neu" angelegt\nftp> cd neu\n250 OK',
    ],
  },
};

export const causes: readonly Cause[] = [fileMissing, pathRelativeToChroot, pathSeparatorWrong, listOptionTakenAsName, badFilenameEncoding];
