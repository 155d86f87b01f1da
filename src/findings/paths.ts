// What is odd about a path: it often tells more than the reply.
import type { Moment } from './cause.ts';

/** Directories at the top of a server's disk that a session in a chroot does not see. */
const ON_DISK = /^\/(?:home\d?|var|srv|mnt|media|opt|usr|root|volume\d|export|vhosts)(?:\/|$)|^\/?[A-Za-z]:[\\/]/i;
/** UTF-8 read as Latin-1 or the other way round, replacement characters, letters lost to question marks. */
const BROKEN =
  /\uFFFD|\?{2,}|[\u00c2\u00c3\u00d0\u00d1\u00c5][\u0080-\u00bf\u201a-\u2122]|\\x[89a-f][0-9a-f]|\\[2-3]\d\d(?!\d)|[\u0080-\u009f]/i;

/** What went wrong, with or without the name, where the name alone is looked for: `Can't change directory to in/`. */
const TOLD_BEFORE =
  /^(?:can(?:'t|not)|could(?: not|n't)|unable to|failed to|error) ?(?:\w{2,12} (?:(?:the |that )?(?:file|directory|folder)(?: to)?(?: |$)|(?=\S{1,200}$))|\w{2,12}$)/i;

/** What is said of a path stands in quotes, too. */
const IS_SAID = /\b(?:not empty|no such|not found|exists?|denied|can't|cannot|could not|failed|error)\b/i;

/** The path that a failed command or its reply is about; empty where none is told. */
export function pathOf({ verb, argument, whole }: Moment): string {
  // A reply that names the path itself is believed more than a command that may belong to another reply.
  const named = /^([^\s:'"][^:\n]{0,200}): (?:no such|permission|file exists|not a |is a |can't|cannot)/i
    .exec(whole)?.[1]
    ?.replace(TOLD_BEFORE, '');
  if (named && argument !== '' && !argument.includes(named) && !named.includes(argument) && !/^[A-Z][a-z]/.test(named)) return named;
  if (argument !== '' && !/^(?:USER|PASS|AUTH|PORT|EPRT|TYPE|REST|OPTS|HOST)$/.test(verb))
    return verb === 'SITE' ? argument.replace(/^(?:CHMOD|UTIME|CHGRP|CHOWN) \S{1,20} /i, '') : argument;
  const head = whole.slice(0, 400);
  // The kernel's audit puts the program's name in quotes, too.
  const audited = /\bavc:\s{1,3}denied\b[^\n]{0,200}? name="([^"\n]{1,200})"/.exec(head)?.[1];
  if (audited) return audited;
  const found =
    /(?:directory (?:to )?|file(?: name)? ?[:=]? ?|path ?[:=]? ?)["'`]?((?:\/|\\|[A-Za-z]:[\\/])[^"'`\n]*?)["'`]?(?:: |$)/i.exec(head) ??
    /^((?:\/|[A-Za-z]:[\\/])[^\n:]{1,200}): /.exec(head.trim()) ??
    /(?<![A-Za-z])["'`“]([^"'`”\n]{1,200})["'`”](?![A-Za-z])/.exec(head);
  if (found?.[1] && IS_SAID.test(found[1]) && !/[/\\.]/.test(found[1])) return '';
  return found?.[1]?.trim() ?? (argument === '' && verb === '' ? named?.trim() : undefined) ?? '';
}

const OF_SYSTEM_CALL = /\b(?:l?stat|open|scandir|mkdir|rmdir|unlink|rename|access|realpath) ['"]\//;

/** Does a relative path begin with the directory that the session stands in? */
function repeats(path: string, directory: string | undefined): boolean {
  const here = directory?.replace(/^\/|\/$/g, '') ?? '';
  return here !== '' && !path.startsWith('/') && (path === here || path.startsWith(`${here}/`));
}

/** Why a path is suspect. */
export type Oddity = 'backslash' | 'encoding' | 'letters' | 'chroot' | 'start' | 'slashes';

/** The moment that was asked about last, and the answer: one moment is asked about by several causes. */
let latest: { readonly moment: Moment; readonly oddity: Oddity | undefined } | undefined;

/** Why the path itself is suspect. */
export function oddityOf(moment: Moment): Oddity | undefined {
  if (latest?.moment !== moment) latest = { moment, oddity: oddityIn(moment) };
  return latest.oddity;
}

function oddityIn(moment: Moment): Oddity | undefined {
  const path = pathOf(moment);
  if (/\\(?!x[0-9a-f]{2}|[0-3]\d\d(?!\d))/i.test(path) && !/^[A-Z]+\\/i.test(path.slice(0, 2))) return 'backslash';
  if (BROKEN.test(path)) return 'encoding';
  const { directory } = moment.session;
  // A server that shows the system call which failed shows its own path.
  if (moment.argument === '' && OF_SYSTEM_CALL.test(moment.text)) return undefined;
  // A session that stands in one of them sees the disk itself.
  const seesDisk = directory !== undefined && directory !== '/' && ON_DISK.test(directory);
  if (ON_DISK.test(path) && !seesDisk) return 'chroot';
  // Letters that one byte can stand for may have been read in the wrong set; those of other scripts have arrived whole.
  // A sentence around the name is none of it.
  const isSentence = moment.argument === '' && /\S \S+ \S+ \S/.test(path);
  if (/[\u0080-\u00ff]/.test(path) && !/[\u0250-\uffff]/.test(path) && !isSentence) return 'letters';
  // The whole path, and once more behind itself.
  if (repeats(path, directory) || /^([^\s]{4,200}?)[/\\]?\1$/.test(path)) return 'start';
  return /(?:^|[^:])\/\//.test(path) ? 'slashes' : undefined;
}

/** Has the session seen the file of this moment: was its size or date told, or was it moved? */
export const wasMeasured = ({ argument, session }: Moment): boolean => {
  const name = argument.replace(/^RETR /, '').replace(/^.*\//, '');
  return (
    name !== '' &&
    session.recent.some(
      ({ code, verb, argument: other }) =>
        code >= 200 && code < 300 && /^(?:SIZE|MDTM|RETR|STOR)$/.test(verb) && other.slice(other.lastIndexOf('/') + 1) === name,
    )
  );
};

/** What a listing has shown of the name that was asked for: it stands in the argument, or in the address given last. */
export function listedRights({ argument, session }: Moment): string | undefined {
  const asked = argument || (session.findWords(/\bftps?:\/\/\S{1,300}\/([^\s/]{1,100})\s{0,4}$/i)?.[1] ?? '');
  const name = asked.replace(/^\.\//, '').replace(/\/$/, '');
  // A listing is one of the directory that the session stands in.
  return name.includes('/') ? undefined : session.listing.rightsOf(name);
}

/** wget has just been told the size of the file that is then not to be had. */
export function isSizedByWget({ kind, text, session }: Moment): boolean {
  const name = kind === 'words' ? /^No such file [`‘'"]([^'’`"\n]{1,200})/.exec(text)?.[1] : undefined;
  return name !== undefined && session.wordsSay(new RegExp(`==> SIZE ${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')} \\.{3} [1-9]`));
}

/** ERROR_INVALID_PARAMETER and ERROR_INVALID_NAME, and what other systems say of a character that no name may hold. */
export const NO_NAME_THERE: RegExp =
  /^\W{0,3}the (?:parameter is incorrect|(?:filename, directory name,? or volume label|file name) syntax is incorrect)|\bcharacter\b[^\n]{0,12}not allowed in\b[^\n]{0,12}\bname/i;

/** Is a file refused, for no reason or as if it were not there, whose size or date was just told, or that a listing shows? */
export const isHiddenFrom = (moment: Moment): boolean =>
  moment.kind === 'reply' &&
  /^(?:RETR|PRET)$/.test(moment.verb) &&
  /^\W*$|n't exist|not exist|no such file|(?:failed to|can't|cannot|could not|unable to) open/i.test(moment.text) &&
  (wasMeasured(moment) || listedRights(moment)?.startsWith('-') === true);

/** Is a directory refused that a listing shows? */
export const isClosedTo = (moment: Moment): boolean =>
  moment.kind === 'reply' &&
  /^(?:X?CWD|LIST|NLST|MLSD)$/.test(moment.verb) &&
  /^\W*$|no such file|not exist|n't exist|failed to (?:change|open)|(?:can't|cannot|could not|unable to) (?:change|open|enter)/i.test(
    moment.text,
  ) &&
  listedRights(moment)?.startsWith('d') === true;
