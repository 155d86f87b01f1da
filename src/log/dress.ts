// What stands in front of a reply in a transcript of unknown form: its dress. Which dresses may hold replies at all, what is
// enclosed in them, and what their words say.
import { unescapeLiteral } from './literal.ts';

/** Three digits, then a blank or hyphen and text, or the end; in front nothing, or something that sets them off. */
const CANDIDATE = /(?:^|[\s:<>\]|)}"'`=([])([1-6][0-5]\d)(?=([ -])|["'`\])]?\s*$|\\r)/g;
/** A message of the client's own that quotes a reply. */
export const REPORT: RegExp =
  /(?:error|exception|fail(?:ed|ure)?|fatal|warn(?:ing)?|unexpected|denied|wrong|invalid|refused|errmsg|perm|incorrect|fehler|erreur|échou|échec|errore|erro|fallo|hiba|fout|fel|virhe|błąd|chyba|ошибка|錯誤|错误|エラー|오류|cannot|could not|can't|unable|rejected|abort(?:ed)?|reason|because|said|cause|message)\b[^"]{0,60}$/iu;
/** A code of the program's own in front: `ORA-20113: 530 Login incorrect.` */
export const OWN_NUMBER: RegExp = /\b[A-Z]{2,6}-\d{3,6}:\s*$/;
/** A message about FTP that ends in the bare code. */
export const CODE_ALONE: RegExp =
  /(?:\bftps?\b|\b(?:RETR|STOR|CWD|USER|PASS|LIST|NLST|QUOT|MLSD)\b).{0,80}(?:response|reply|code|status)\s?[:=]?\s{0,2}$/i;
/** What makes a code part of a list or of other data. */
export const BULLET: RegExp = /^\s*[-*•+]\s+$/;
export const DATA: RegExp = /^\s*[|&]|^[A-Z]{2,8}=/;
/** The server's words follow on lines of their own. */
export const ANNOUNCED: RegExp = /(?:response|reply|answer|server said|received)[^:]{0,20}:\s*$/i;
/** Prefixes that say that a server speaks. */
const SPEAKS =
  /(?:response|reply|answer|received|recv?|header_?in|server|srv|rcvd|incoming|respuesta|resposta|risposta|antwort|réponse|ответ|响应|応答|<|<<|<-{1,3}|<=|S)(?:\s?\w{0,10})?[:>\]|]?\s{0,4}["'[]?$|^(?:recv|rcvd|received|rx|server|response|reply)\b.{0,60}[:>\]]\s{0,4}$/i;
/** Whether what stands in front says that a server speaks, or names FTP. */
export function spoke(prefix: string, words: string): boolean {
  if (words === '') return /ftp/i.test(prefix) && /(?:reply|response)\W{1,4}$/i.test(prefix);
  return /^[\s\p{L}("'*=-]/u.test(words) && (SPEAKS.test(prefix) || /ftp/i.test(prefix));
}

/** Lines of a web server's log. */
export const WEB: RegExp = /HTTP\/\d(?:\.\d)?["' ]/;
/** What programs say before a greeting comes. */
export const CONNECTING: RegExp =
  /\bconnect(?:ed|ing)\b|\bresolving\b|^(?:host|hostname|username|startdir)\s?[:=]|\bport:? ?21\b|:21\b|соедин|подключ|连接|接続|verbind|connexion|conectando|conexión|conexão|connessione|połącz/i;
export const LONGEST_PREFIX = 160;
/** The same in front of a reply that is quoted in a message. */
const LONGEST_REPORT = 400;
/** How much of a dress counts, from its end: what stands farther left may change from line to line. */
const DRESS = 28;

/** The shape of a prefix: runs of digits and of hexadecimal ids count as one, so that times and ids do not matter. */
export function dressOf(prefix: string): string {
  return prefix
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, '#')
    .replace(/\d+/g, '9')
    .replace(/\b(?:trace|debug|info(?:rmation)?|notice|warn(?:ing)?|error|fatal|critical|verbose)(?= )/gi, '!')
    .replace(/\s+/g, ' ')
    .slice(-DRESS);
}

/** A member of a record whose name says that its number is another one: `uid=501`, `size=230`. */
const OTHER_MEMBER = /(\w{1,40})["']?=["']?$/;
const OF_CODE = /code|status|repl|resp|answer|result|^rc$|err|ret|msg|message|text|line|server|ftp|out|data|body|recv|rx/i;

/** Whether what follows is the value of a member that holds no reply. */
export function isOtherMember(prefix: string): boolean {
  const name = OTHER_MEMBER.exec(prefix)?.[1];
  return name !== undefined && !OF_CODE.test(name);
}

/** A label and a clock: `header in: 10.55.45.149 `. */
const CLOCKED = /[:>\]|)] {1,2}\d\d[:.]\d\d[:.]\d\d(?:[.,]\d{1,6})? {1,2}$/;

/** An address and a few columns after commas: `192.0.2.7:3550, ann, `. */
const COLUMNS = /\d\.\d{1,3}(?::\d{1,5})?,(?: [^,]{0,40},){0,3} $/;

/** Whether a prefix may stand in front of a reply: it is blank, or ends in something that sets off what follows. */
export function setsOff(prefix: string): boolean {
  return /(?:^|[:>\]|)}"'`=([<-])\s*$|\s{2,}$|\t$/.test(prefix) || CLOCKED.test(prefix) || COLUMNS.test(prefix);
}

export interface Found {
  readonly prefix: string;
  readonly code: number;
  readonly text: string;
}

/** A command that takes an argument, right in front: what follows is the argument, whatever it looks like. */
export const ARGUMENT: RegExp =
  /\b(?:USER|PASS|ACCT|CWD|XCWD|RETR|STOR|STOU|APPE|DELE|MKD|XMKD|RMD|XRMD|RNFR|RNTO|LIST|NLST|MLSD|MLST|SIZE|MDTM|STAT|SITE|MFMT|HASH|XCRC|XMD5|XSHA\d*|REST|HELP|OPTS|CLNT|HOST|PORT|EPRT|TYPE)[\]"')]?(?: ?: |[ =]{1,3})\\?[["'(]?$/i;

/** Whether words go on after the quote or bracket that closes: then it held a name. */
export function goesOn(prefix: string, rest: string): boolean {
  const opening = /["'`[(]$/.exec(prefix)?.[0];
  if (!opening) return false;
  const closing = opening === '[' ? ']' : opening === '(' ? ')' : opening;
  const end = rest.indexOf(closing);
  if (/^ at \S{1,200} line \d/.test(rest.slice(end + 1, end + 220))) return false;
  return end >= 0 && /^[)\]"'`]?:? [\p{L}(]/u.test(rest.slice(end + 1, end + 5));
}

/** What the server sent, without the quote or bracket that encloses it. */
export function enclosed(prefix: string, rest: string): string {
  const quote = /["'`]$/.exec(prefix)?.[0];
  if (quote) {
    let end = 0;
    while (end < rest.length && rest[end] !== quote) end += rest[end] === '\\' ? 2 : 1;
    return unescapeLiteral(rest.slice(0, end)).trimEnd();
  }
  if (/\([^)]*$/.test(prefix) && rest.endsWith(')') && !rest.includes('(')) return rest.slice(0, -1);
  if (prefix.endsWith('<') && rest.includes('>')) return rest.slice(0, rest.indexOf('>'));
  if (prefix.endsWith('[') && rest.endsWith(']')) return rest.slice(0, -1);
  return rest;
}

export function* candidates(text: string): Generator<Found> {
  CANDIDATE.lastIndex = 0;
  for (let found = CANDIDATE.exec(text); found; found = CANDIDATE.exec(text)) {
    const at = found.index + found[0].length - 3;
    if (at > LONGEST_REPORT) return;
    const prefix = text.slice(0, at);
    yield { prefix, code: Number(found[1]), text: enclosed(prefix, text.slice(at)) };
  }
}

/** Lines that the dress of an open reply covers: its prefix, with other digits. */
export function patternOf(prefix: string): RegExp {
  const source = prefix
    .trimEnd()
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\d+/g, '\\d+')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`^${source}`);
}
