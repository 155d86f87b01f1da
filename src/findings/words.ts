// Lines without a code: which of them are worth a look, and what their words mean.
import { isNegative } from '../codes/digits.ts';
import type { Explainer } from '../explain/explain.ts';
import { deniesAbroad } from '../explain/abroad.ts';
import { readSense } from '../explain/sense.ts';
import { normalise } from '../wordings/pattern.ts';
import type { CauseId } from './cause-ids.ts';
import { isForeign } from './foreign.ts';
import { type TlsTrouble, tlsTrouble } from './tls-words.ts';

/** Words at least one of which stands in every line that tells of trouble: a cheap test, as most lines tell of none. */
const TROUBLE =
  /weird|verbindung|connexion|conexi[óo]n|соединени|连接|接続|^\s*\?{3,}|USER and PASS|eaddr|curl: \(|cURL error|bogus|routable|\bftp_\w{3,12}(?:\(\))?: |unsupported|\?\?\?|short response|ssl[_-]|ssl_?exception|close_notify|principal|\bmust\b|requir|mandatory|please|expected|anonymous|abgelaufen|expiré|caducad|unterstützt|supporté|without|block ?list|\bonly (?:local|internal|lan)|resolving|while another|escape|faulty|world-|unavailable|not met|permitted|expired|no modules|\bBan \d|first\b|resolve|getaddrinfo|ENOTFOUND|exige|falsch|fehlgeschlagen|suspend|incompatible|common (?:enc|alg)|disabl|lacklist|whitelist|ungültig|inválid|válid|недейств|无效|retrieve|ssl:|alert|handshake|going down|fail|error|denied|refus|reject|tim(?:ed?|e-)[ -]?out|:timeout|cannot|can(?:'t|no)|couldn't|could not|unable|not |n't|invalid|illegal|unknown|unexpected|malformed|wrong|bad |missing|no such|exceed|full|quota|too many|maximum|limit|closed|reset|abort|broken|lost|certificate|altname|x509|ssh-|http\/1|<html|gnutls|prohibit|forbid|exist|in use|used by|locked|banned|blocked|idle|oops|econn|etimed|ehost|enet|enoent|eacces|eperm|enospc|eproto|eof|epipe|violation|shell|codec|exception|unroutable|incorrect|mismatch|no free|seccomp|nospc|out of (?:space|memory|disk)|already bound|sensitive path|tally \d|tried to|SPT=20 |inactivity|Utf8Error|bad port in|badmatch|check (?:your )?username|originating server|unauthorized|space character|interoperab|sync-mode|did not originate|violation|partial matching|writable|signal \d|lack of|denied by|writable root|unreachable|guru meditation|panic|on line \d{1,6} of|wdt reset|rst cause|stack smash|core dump|php_connect|priv_sock|prctl|PRET|shut|killed|\bpure-ftpd\b[^\n]{0,300} -[lpc]\b|verweigert|fehler|échou|refusé|no se pudo|rehus|impossib|agotad|rifiut|ошибк|失败|错误|超时|nicht |kein |pas |aucun|\bnon? |não |нет |\bне |отказ|запре|истек|不|没有|拒/i;
/** Rows of listings and lines of replies of several lines are no words of the client. */
const DATA_ROW =
  /^\s*(?:[<>\-|*]{1,5} ?)?(?:[-dlbcpsD][-rwxsStTlL]{9}[+.@]?\s|(?:type|modify|size|perm|unique)=[^;]{0,60};|\d{2}-\d{2}-\d{2,4}\s+\d{2}:\d{2}[AP]M\s)|(?:^|[\s<>:'"])[1-5]\d\d-|[1-5]\d\d[ -][^\n]{0,300}\\r\\n/i;

/** The first line of a reply of several lines in a client's own message. */
const TOLD_REPLY = /(?:error|exception|fail|cannot|unable)[^\n]{0,200}: [45]\d\d-\S/i;
/** Comments, texts that a program prints as it holds them in memory, and indented lines of a banner that look like replies. */
const DUMP = /^\s*#(?!#\[)|\\r\\n|\\n['"`]\s*[+,]?\s*$|^\s+[1-6]\d\d[ -]/;

const judged = new Map<string, boolean>();

/** Whether a line without a code is worth a look. Remembered, since a log repeats few such lines many times. */
export function tellsTrouble(text: string): boolean {
  let trouble = judged.get(text);
  if (trouble === undefined) {
    trouble = judgeTrouble(text);
    if (judged.size >= MOST_KEPT) judged.clear();
    if (text.length < 300) judged.set(text, trouble);
  }
  return trouble;
}

/** A sentence about an error in front of a reply; a label, an arrow or a level of the log is none. */
const ERROR_BEFORE =
  /\b(?:errors?|exception|fail(?:ed|ure)?|can ?not|can't|could(?: not|n't)|unable|unexpected|invalid|malformed|pars(?:e|ing)|panic|incorrect|fehler|erreur|ошибка|错误)\b[^<>\n]{0,120}[\s:"'([{]$/i;
/** The level of a log, which says nothing of this line's words. */
const LABEL_ONLY = /^[^\n]{0,80}(?:\bERR(?:OR)?|[[<(]err(?:or)?[\])>])\W{0,4}$/;

const LEVEL_OF_LOG = /\bERR(?:OR)?\b(?!:)/g;

/** Does a line show a positive reply within the client's own message of an error? */
export function isErrorAround(line: string, code: number): boolean {
  const before = line.slice(0, Math.min(600, Math.max(0, line.search(new RegExp(`(?<!\\d)${code}(?:[ -]|$)`)))));
  return ERROR_BEFORE.test(before.replace(LEVEL_OF_LOG, '')) && (!LABEL_ONLY.test(before) || /["']$/.test(before));
}

/** Does a reply of several lines, whose own end never came, run into a reply with another code? */
export const endsInAnother = ({ code, text }: { readonly code: number; readonly text: string }): boolean => {
  const next = /\n([1-5]\d\d) \S/.exec(text.slice(0, 2000))?.[1];
  return next !== undefined && Number(next) !== code;
};

/** A client tells that it cannot make anything of a reply, or of a row of a listing. */
export const NOT_PARSED: RegExp =
  /(?:error|fail\w{0,6}|unable|can ?not|can't|could(?: not|n't))[^\n]{0,30}\b(?:pars(?:e|ing)|interpret|understand|decod(?:e|ing))\b[^\n]{0,30}(?:[1-5]\d\d[ -]|(?:LIST|MLSD|listing|directory|file) (?:entry|line|row|output|item))/i;

/** A client's guess at what may have been, what it does not do because of what it has told already, and a daemon's notes to its makers. */
const GUESS =
  /stale data on the socket|not sending QUIT because|subjectAltName\b[^\n]{0,200}\bmatched\b|\b(?:ROOT|USER|RELINQUISH) PRIVS\b|did not match \w{4,12} pattern/i;
/** A program hands its error on in a field of its own. */
const ERROR_FIELD = /["']?error["']?\s{0,2}[:=]\s{0,2}["'](?:[1-5]\d\d |\w{1,12}: (?:Fatal error|Access failed|Login failed): )/i;

/** A reply whose code and words stand together: `150Opening ...`. */
export const WITHOUT_BLANK: RegExp = /^(?:[^\n]{0,60}[<>:\]]\s{0,4})?[1-5]\d\d[A-Z][a-z]{1,14}[ .][^\n]{0,200}$/;
/** What failed, and why, in front of a transcript that the client shows with it. */
const FAILED_FIRST =
  /^[^\n\\]{0,300}\b(?:failed|error)\b[^\n\\]{0,200}\b(?:tim(?:ed? ?out|eout)|refused|reset|denied|unable|cannot|can't|closed)\b/i;

/** What a client says has failed in front of a reply that it shows with it; undefined where it says nothing of the kind. */
export function failureBefore(line: string, code: number): string | undefined {
  const before = line.slice(0, Math.min(600, Math.max(0, line.search(new RegExp(`(?<!\\d)${code}(?:[ -]|$)`)))));
  return FAILED_FIRST.test(before) || (before.length > 30 && deniesAbroad(before)) ? before : undefined;
}

function judgeTrouble(text: string): boolean {
  // Most lines end here: what ERROR_FIELD and NOT_PARSED look for holds a word of TROUBLE, too.
  const trouble = TROUBLE.test(text) || deniesAbroad(text);
  const unspaced = WITHOUT_BLANK.test(text);
  if ((!trouble && !unspaced) || GUESS.test(text) || isForeign(text)) return false;
  if (unspaced || ERROR_FIELD.test(text) || NOT_PARSED.test(text)) return true;
  return /SSH-/.test(text) || TOLD_REPLY.test(text) || FAILED_FIRST.test(text) || (!DATA_ROW.test(text) && !DUMP.test(text));
}

/** The plain note that a connection is over tells nothing of why. */
export const isGoodbye = (text: string): boolean =>
  !/\b(?:fail|error|refused|denied|timed? ?out)/i.test(text) &&
  /(?:^|[\]>\s])(?:the )?(?:control |ftp )?(?:connection|session|socket)(?: was| has been)? (?:closed|ended|terminated)\.?\s*$|(?:^|\s)disconnected\.?\s*$/i.test(
    text,
  );

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
const ARROW_BEFORE = new RegExp(`^\\W{0,4}(${VERBS})\\b(?: ([^\\n]{1,200}?))? {0,3}(?:->|=>|:) {0,3}$`);

/** The command that a client names before the code which it reports, with its argument where it shows it: by its verb, or by the code that it waited for. */
export function commandBefore(line: string, code: number): readonly [verb: string, argument: string] {
  const at = line.slice(0, 600).search(new RegExp(`(?<!\\d)${code}(?!\\d)`));
  const before = at < 0 ? '' : line.slice(0, at);
  const named = [...before.matchAll(VERB)].at(-1)?.[1] ?? '';
  if (/^(?:PASV|EPSV|PORT|EPRT)$/.test(named)) return [named, ''];
  const shown = ARROW_BEFORE.exec(before);
  if (shown) return [shown[1] as string, shown[2] ?? ''];
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

const CODES = [530, 550, 421, 553, 552, 500, 425, 426, 451, 450, 501, 502, 503, 522, 534, 452, 504, 521];
/** Literal characters that a wording must share with a line before it is believed without its code. */
const LEAST = 18;

/** `got 550 [' No such file']`, `status 530: Login incorrect`. */
const STATED =
  /(?:\bgot|received|return\w{0,3}|repl(?:y|ied)|respon\w{2,6}|error|code|status|failed|exception)["']?\W{1,6}([45]\d\d)\b\W{1,6}([A-Za-z'"][^\n]{4,200})/i;

const MOST_KEPT = 2000;

/** What the words of a TLS library stand for where the step of the session does not matter. */
const TOLD_BY_LIBRARY = /^(?:certificate-not-trusted|tls-cert-missing|tls-version-mismatch|tls-session-reuse-required)$/;
const OF_TLS_TROUBLE: Readonly<Partial<Record<TlsTrouble, CauseId>>> = {
  'not-resumed': 'tls-session-reuse-required',
  untrusted: 'certificate-not-trusted',
  'no-certificate': 'tls-cert-missing',
  'nothing-common': 'tls-version-mismatch',
};

function endsOf(explainer: Explainer | undefined): Set<string> {
  const ends = new Set<string>();
  for (const { replies } of explainer?.catalogue.servers ?? []) {
    for (const { code, cause, text } of replies) {
      if (!cause || !isNegative(code)) continue;
      for (const line of text.split('\n')) {
        const words = normalise(line).split(' ');
        for (const word of [words[0], words.at(-1)]) if (word && !word.includes('{')) ends.add(word);
      }
    }
  }
  return ends;
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
  [/\bftp_chdir\b|\bin cwd\b|\bchangeWorkingDirectory|\bSetWorkingDirectory|\bChangeDir/, 'CWD'],
  [/\bftp_login\b|\bin login\b|\bAuthenticate\(/, 'PASS'],
  [/\bexecAUTH\b|\bin auth\b|\bftp_ssl_connect\b/, 'AUTH'],
];
const COMMAND_FAILED = new RegExp(`\\b(${VERBS})(?: command(?: has)?| [^\\s:]{1,300})? failed`);
/** The command behind the function that a message or its frames name; empty where they name none. */
export const verbOfCall = (text: string): string => COMMAND_FAILED.exec(text)?.[1] ?? CALLS.find(([call]) => call.test(text))?.[1] ?? '';
const PHP_SAID = /\bftp_\w{3,12}\(\): ([^\n]{4,300}?)(?: in \/\S+ on line \d+)?$/;
const codeFor = (verb: string): number => (verb === 'PASS' ? 530 : verb === '' ? 0 : 550);

/** What curl means by its exit codes (libcurl-errors), where its words say no more. */
const CURL: Readonly<Record<string, string>> = {
  8: 'malformed-reply',
  9: 'file-missing',
  10: 'active-mode-blocked',
  12: 'active-mode-blocked',
  13: 'malformed-reply',
  14: 'malformed-reply',
  18: 'data-connection-reset-early',
  19: 'file-missing',
  25: 'no-write-permission',
  30: 'port-bounce-refused',
  31: 'resume-not-permitted',
  35: 'tls-version-mismatch',
  36: 'resume-not-permitted',
  51: 'certificate-not-trusted',
  60: 'certificate-not-trusted',
  64: 'tls-unsupported',
  67: 'wrong-password',
  70: 'disk-full',
  73: 'rename-target-exists',
  78: 'file-missing',
  84: 'pret-required',
};
const CURL_CODE = /\bcurl: ?\((\d{1,2})\)|\bcURL error (\d{1,2})\b|CURLE?_?[A-Z_]{0,40}\((\d{1,2})\)/i;

/** Understands words without a code by the replies that servers word alike. */
export class WordSense {
  readonly #explainer: Explainer | undefined;
  readonly #kept = new Map<string, string | undefined>();
  /** The same for lines as they stand; empty where they say nothing. */
  readonly #exact = new Map<string, string>();
  /** First and last words of the wordings that have a cause: most lines have neither, and need not be compared. */
  #ends: Set<string> | undefined;

  constructor(explainer: Explainer | undefined) {
    this.#explainer = explainer;
  }

  /** Id of the cause that the words stand for, if any. */
  hint(line: string, verb = ''): string | undefined {
    const same = verb === '' ? line : `${verb} ${line}`;
    const known = this.#exact.get(same);
    if (known !== undefined) return known === '' ? undefined : known;
    const hint = this.#likely(line, verb);
    if (this.#exact.size > MOST_KEPT) this.#exact.clear();
    if (line.length < 300) this.#exact.set(same, hint ?? '');
    return hint;
  }

  #likely(line: string, verb: string): string | undefined {
    const text = line.trim().slice(0, 400);
    // Numbers decide nothing here, and lines that differ in nothing else are many.
    const key = `${verb} ${text.replace(/\d+/g, '#')}`;
    if (this.#kept.has(key)) return this.#kept.get(key);
    const hint = this.#read(text, verb);
    if (this.#kept.size > MOST_KEPT) this.#kept.clear();
    this.#kept.set(key, hint);
    return hint;
  }

  #mayMatch(text: string): boolean {
    this.#ends ??= endsOf(this.#explainer);
    const words = normalise(text.replace(/^["']|["']$/g, '')).split(' ');
    return this.#ends.has(words[0] ?? '') || this.#ends.has(words.at(-1) ?? '');
  }

  #read(text: string, verb: string): string | undefined {
    if (this.#explainer) {
      // A client that names the code it got, and the words with it.
      const stated = STATED.exec(text);
      const told = stated && this.#explainer.explain(Number(stated[1]), (stated[2] as string).replace(/['")\]},]{1,6}$/, ''));
      if (told?.causeId) return told.causeId;
      // PHP drops the code and keeps the server's words.
      const php = PHP_SAID.exec(text)?.[1];
      if (php !== undefined && verb !== '') {
        // 553 is the code for names that cannot be created.
        for (const code of verb === 'STOR' ? [553, 550] : [codeFor(verb)]) {
          const meant = this.#explainer.explain(code, php, { command: verb });
          if (meant.causeId) return meant.causeId;
        }
      }
      if (/^permission denied\W*$/i.test(text)) return undefined;
      // A client puts labels before the server's words: `Error: `, `Server said: `, a time stamp.
      const starts = [text, ...[...text.matchAll(/[:>\]]\s+/g)].slice(0, 4).map(({ index, 0: gap }) => text.slice(index + gap.length))];
      for (const start of starts) {
        // What everybody says of everything names nothing.
        if (/^(?:\S{1,200}: )?permission denied\W*$/i.test(start)) continue;
        if (!this.#mayMatch(start)) continue;
        for (const code of CODES) {
          const match = this.#explainer.catalogue.match(code, start.replace(/^["']|["']$/g, ''))[0];
          if (match?.wording.cause && isNegative(match.wording.code) && match.weight >= LEAST) return match.wording.cause;
        }
      }
    }
    const trouble = tlsTrouble(text);
    if (trouble) return OF_TLS_TROUBLE[trouble];
    const sense = readSense(text, 0)?.cause;
    if (sense !== undefined) return TOLD_BY_LIBRARY.test(sense) ? undefined : sense;
    const curl = CURL_CODE.exec(text);
    // A refusal in the place of the address: one of the two commands is not taken.
    if (curl && /PASV\/EPSV response: [45]\d\d\b/.test(text)) return 'epsv-unsupported';
    return curl ? CURL[curl[1] ?? curl[2] ?? curl[3] ?? ''] : undefined;
  }
}
