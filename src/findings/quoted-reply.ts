// Refusals that somebody quotes within his own words, and the commands that such words name.
import { commandFor } from './told.ts';

/** Codes of refusals that FTP has and HTTP has not, and those that both have: these need a word of FTP beside them. */
const QUOTED = /(?<![\w.:/,-])\(?([45][0-5]\d)\)?(?![\w./]|[:,-]\d)/g;
const OWN_CODES = new Set([425, 426, 430, 434, 450, 452, 521, 522, 530, 532, 533, 534, 535, 536, 550, 551, 552, 553]);
const SHARED_CODES = new Set([421, 431, 451, 500, 501, 502, 503, 504]);
const VERBS =
  'USER|PASS|AUTH|STOR|RETR|LIST|NLST|MLSD|PASV|EPSV|PORT|EPRT|CWD|MKD|RMD|DELE|RNFR|RNTO|SIZE|MDTM|APPE|REST|TYPE|OPTS|FEAT|PBSZ|PROT';
const VERB = new RegExp(`\\b(${VERBS})\\b`, 'g');

const COUNTS = /^\s{0,2}(?:[kmg]?i?b(?:ytes?|\/s)?|ms|s|sec\w{0,4}|min\w{0,4}|files?|items?|times?|entries|objects?|of|%|\/)\b|^\s{0,2}%/i;
const INTRODUCES =
  /(?:^|[\n:>"'([{=|,;«“„-]|->|\b(?:code|status|error|errors?|err|errno|reply|response|got|received|returned|returns|return|answered|answer|said|says|with|failed|failure|exception|incorrect|denied|rejected|refused|invalid|fehler|erreur|ошибка))[\s:="'(-]{0,6}$/i;

/** The code that a client waited for names the command. */
const WANTED = /(?:expect\w{0,4}|wait\w{0,4} for|want\w{0,3})[^\n\d]{0,24}\b([1-3]\d\d)\b/i;
const DRAWN_BY: Readonly<Record<string, string>> = {
  211: 'FEAT',
  213: 'SIZE',
  215: 'SYST',
  227: 'PASV',
  229: 'EPSV',
  234: 'AUTH',
  331: 'USER',
};
/** The command behind the code that a client waited for; empty where it names none, or one that several commands draw. */
const wantedBy = (text: string): string => DRAWN_BY[WANTED.exec(text)?.[1] ?? ''] ?? '';

/** A command with what became of it, right before the reply: `FEAT command failed: '`, `could not send 'OPTS UTF8 ON': '`. */
const SENT_BEFORE = new RegExp(
  `(?:^|[\\s'"\`(:>])(${VERBS})\\b(?: [^\\s'"\`]{1,40}){0,3}['"\`]?(?: (?:command|cmd|request|got|was|is|wrong|bad|failed|refused|rejected|denied|returned|with|error|response|reply)){1,6}\\W{1,4}$|\\b(?:send|sent|sending|execut\\w{1,3}|issu\\w{1,3}|command) ['"\`](${VERBS})\\b[^'"\`\\n]{0,60}['"\`]\\W{1,4}$`,
);

/** `LIST -l -> 550 No such file`. */
const ARROW_BEFORE = new RegExp(`^\\W{0,4}(${VERBS})\\b(?: ([^\\n]{1,200}?))?["'\`]? {0,3}(?:->|=>|:) {0,3}$`);

/** lftp: `rm: Access failed: 550 Permission denied. (a.txt)`. */
const ORDER_BEFORE = /^\s{0,4}(\w{2,8})(?:: [^:\n]{2,60}){1,2}: ?$/;
const ORDERED_NAME = /\(([^()\n]{1,200})\)\s{0,4}$/;

/** The command that a client names before the code which it reports, with its argument where it shows it: by its verb, or by the code that it waited for. */
export function commandBefore(line: string, code: number): readonly [verb: string, argument: string] {
  const at = line.slice(0, 600).search(new RegExp(`(?<!\\d)${code}(?!\\d)`));
  const before = at < 0 ? '' : line.slice(0, at);
  const named = [...before.matchAll(VERB)].at(-1)?.[1] ?? '';
  if (/^(?:PASV|EPSV|PORT|EPRT)$/.test(named)) return [named, ''];
  // basic-ftp: EPSV was tried, and then PASV.
  if (before.includes('transfer strategies work')) return ['PASV', ''];
  const shown = ARROW_BEFORE.exec(before);
  if (shown) return [shown[1] as string, shown[2] ?? ''];
  const order = commandFor(ORDER_BEFORE.exec(before)?.[1] ?? '');
  if (order) return [order, ORDERED_NAME.exec(line.slice(at, at + 600))?.[1] ?? ''];
  return [SENT_BEFORE.exec(before)?.slice(1).find(Boolean) ?? wantedBy(before), ''];
}

/** A refusal of the server that somebody quotes within his own words. */
export interface Quoted {
  readonly code: number;
  readonly text: string;
  /** The command that is named before it. */
  readonly verb: string;
}

/** The server's refusal within a line of a client's words, or undefined. */
export function quotedReply(line: string): Quoted | undefined {
  const head = line.slice(0, 600);
  for (const found of head.matchAll(QUOTED)) {
    const code = Number(found[1]);
    if (!OWN_CODES.has(code) && !(SHARED_CODES.has(code) && (/ftp/i.test(head) || head.search(VERB) >= 0))) continue;
    const before = head.slice(0, found.index);
    if (/(?:line|port|errno|size|bytes|pid|[#=$]|\d)\s{0,2}$/i.test(before) && !/(?:code|status|reply|response)\W{0,3}$/i.test(before))
      continue;
    const after = head.slice(found.index + found[0].length);
    // A number in a sentence counts something; a code stands behind a sign or a word for it.
    if (COUNTS.test(after) || !(INTRODUCES.test(before) || found[0].startsWith('('))) continue;
    const text = after
      .replace(/^[\s:,;.)\]}>"'[({-]{1,12}(?:(?:message|msg|text|description)["']?\s{0,3}[:=]\s{0,3})?["']?/i, '')
      .replace(/["'\])}»”\s]{1,8}$/, '');
    const verb = [...before.matchAll(VERB)].at(-1)?.[1] ?? [...after.matchAll(VERB)][0]?.[1] ?? wantedBy(before);
    // Mail servers put a second code behind.
    if (/^\d\.\d\.\d/.test(text)) continue;
    // The words may stand before the code, too.
    if (/[^\W\d_]{3}/.test(text)) return { code, text, verb };
    const said = before.replace(
      /[\s(,;:{"']{0,6}(?:\b(?:with |reply |error |status |response )?(?:code|status|reply|error)\b)?[\s:=("']{0,6}$/i,
      '',
    );
    return { code, text: said.replace(/^.{0,80}?\b(?:error|exception|failed|warning)\b[:\s]+/i, ''), verb };
  }
  return undefined;
}

/** Functions of libraries, and the command that each of them sends: where a message names no more than its function. */
const CALLS: readonly (readonly [RegExp, string])[] = [
  [
    /\bftp_(?:f?put|nb_f?put|append)\b|\bin stor(?:lines|binary)\b|\bstoreFile|\bUploadFile|\bUploadStream|\buploadFrom|\.put\b|\bOpenWrite|\bStor\b/,
    'STOR',
  ],
  [/\bftp_(?:f?get|nb_f?get)\b|\bin retrbinary\b|\bretrieveFile|\bDownloadFile|\bDownloadStream|\bdownloadTo|\bOpenRead|\bRetr\b/, 'RETR'],
  [/\bftp_(?:n?list|nlist|rawlist|mlsd)\b|\bin (?:retrlines|nlst|dir|mlsd)\b|\blistFiles|\bGetListing|\bNameList/, 'LIST'],
  [/\bftp_mkdir\b|\bin mkd\b|\bmakeDirectory|\bCreateDirectory|\bensureDir|\bMakeDir/, 'MKD'],
  [/\bftp_rmdir\b|\bin rmd\b|\bremoveDirectory|\bDeleteDirectory|\bremoveDir|\bRemoveDir/, 'RMD'],
  [/\bftp_delete\b|\bin delete\b|\bdeleteFile|\bDeleteFile/, 'DELE'],
  [/\bftp_rename\b|\bin rename\b/, 'RNTO'],
  [/\bftp_pwd\b|\bin pwd\b|\bprintWorkingDirectory/, 'PWD'],
  [/\bftp_pasv\b|\bin makepasv\b/, 'PASV'],
  [/\bftp_chdir\b|\bin cwd\b|\bchangeWorkingDirectory|\bSetWorkingDirectory|\bChangeDir/, 'CWD'],
  [/\bftp_login\b|\bin login\b|\bAuthenticate\(/, 'PASS'],
  [/\bexecAUTH\b|\bin auth\b|\bftp_ssl_connect\b/, 'AUTH'],
];
const COMMAND_FAILED = new RegExp(`\\b(${VERBS})(?: command(?: has)?| [^\\s:]{1,300})? failed`);
/** The command behind the function that a message or its frames name; empty where they name none. */
export const verbOfCall = (text: string): string => COMMAND_FAILED.exec(text)?.[1] ?? CALLS.find(([call]) => call.test(text))?.[1] ?? '';
