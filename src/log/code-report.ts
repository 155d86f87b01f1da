// Programs that tell of a reply by its code alone, in words of their own: `FTP error 550`, `reply code 530`, `Login failed[530]`,
// `FTPException [code=331, message= null]`. Three digits in a message are mostly something else: a label or a verb has to
// stand in front, nothing may follow that counts, and FTP has to be named, on this line or not long before.
import type { Said } from './format.ts';
import { isOtherProtocol, isOwnCode, isReplyCode, soundsLikeFtp } from './vocabulary.ts';

/** FTP by name; the name of a host or a file does not count. */
const FTP =
  /(?:^|[^A-Za-z./@\\-])(?:FTPE?S?|ftpe?s?|Ftps?)(?![A-Za-z]|[.][A-Za-z]|\/\/)|\bftpe?s?:\/\/|[Ff]tp[A-Z_]\w|FTP[A-Z_]\w|ftp_\w|\bftp4j\b|ftp::|\bftp-[a-z]{2}/;
/** A host of that name makes the talk one about FTP, not its numbers. */
const HOST = /\bftp\d{0,2}\.[a-z]/i;
/** Other things that number their outcomes. */
const ELSE =
  /\bHTTPS?\b|https?:\/\/(?!curl)|\bsmtps?\b|\be?mail\b|\bsftp\b|\bSSH\b|\bSQL\b|\bexit(?:ed)?\b|\berrno\b|\bWSA|\bWin32|\bPOP3|\bIMAP|\bNNTP|\bnews|\bSIP\b|\bcodes\b|\bexpect|\bmeans?\b|\bHow to\b|\bwhat (?:does|is)\b|\?$/i;

/** Words in front of a code, and nothing behind it that makes it a number of something. */
const BEHIND = String.raw`(?=["'\])}>]{0,3}(?:$|[.,;:!]?\s*$|[.,;:]\s|\s?[(–-]|\s(?:received|from|while|for|on|during|after|when trying)\b|\s?message\b|\s\p{L}))`;
const LABELLED = new RegExp(
  String.raw`(?:code|status|reply|response|respuesta|antwort|error|err|fehler|fout|erreur|errore|erro|ошибка|錯誤|错误|エラー|代码)["'\])]?(?: (?:code|number|was|is|from server|received|returned)){0,2}\s{0,2}(?:[:=#]|=>)?\s{0,2}["'([<]{0,2}([1-6][0-5]\d)` +
    BEHIND,
  'iu',
);
const SPOKEN = new RegExp(
  String.raw`\b(?:respond(?:ed|s)|repl(?:ied|ies)|return(?:ed|s)|answer(?:ed|s)|reject(?:ed|s)|fail(?:ed|s|ure)|got|received|denied|refused|upload|download|sent|said|gave)(?: (?:with|by|the|a|an|code|status|error|reply|response|FTP)){0,4}\s?:?\s{0,2}["'([]?([1-6][0-5]\d)` +
    BEHIND,
  'iu',
);
const ON = /^(?:received|from|while|for|on|during|after|when trying)\b/i;
/** What libcurl says, whoever passes it on. */
const LIBCURL =
  /(?:Access denied: |RETR response: |Failed (?:FTP )?upload: |Failed to MKD dir: |command failed with |did not report OK, got |command not accepted: |bad (?:PASV|EPSV) resp: |weird [A-Z]{4} reply: )0?([1-6][0-5]\d)\b|Got a ([1-6]\d\d) (?:ftp-server )?response/;
/** `Login authentication failed[530]`, `Permission denied (550).` */
const ENCLOSED = /^(.{0,300}[\p{L}.!])\s?[[(]([1-6][0-5]\d)[\])](?:\.| in \S{1,200} on line \d{1,6})?$/u;
const RESPONSE = /\b(?:response|reply)\b/i;
/** `[530] Not logged in.`, `upload failed: [553] …` */
const BRACKETED = /^(?:.{0,80}: )?[[(]([1-6][0-5]\d)[\])]:? (\S.{2,400})$/;
/** Exceptions that name both: Go's textproto, ftp4j, FluentFTP. */
const FIELDS =
  /\b(?:FTP\w{0,20}Exception|Ftp\w{0,20}Exception|textproto\.Error)\b.{0,20}\bcode ?[=:] ?([1-6][0-5]\d)\b(?:,? (?:message|msg) ?[=:]|,? ?Msg:)?\s{0,2}(?:"([^"]{0,400})"|(.{0,400}?))[\]}]?$/i;
/** Codes that make a message one about FTP, where it does not name it. */
const TELLING: ReadonlySet<number> = new Set([430, 434, 450, 452, 530, 533, 534, 535, 550, 551, 552, 553]);
const telling = (code: number): boolean => TELLING.has(code) || (code >= 300 && isOwnCode(code));

/** CFNetwork's error object: `UserInfo={kCFFTPStatusCodeKey=534}`. */
const CFNETWORK = /\bkCFFTPStatusCodeKey["']? ?= ?"?([1-6]\d\d)\b/;

/** The code in an error of CFNetwork, beside which other numbers stand. */
export function cfNetworkReport(body: string): (Said & { kind: 'report' }) | undefined {
  const code = body.includes('kCFFTPStatusCodeKey') ? Number(CFNETWORK.exec(body.slice(0, LONGEST))?.[1] ?? 0) : 0;
  return code > 0 ? report(code, '') : undefined;
}

/** Lines for which a name of FTP counts. */
const REACH = 40;
const LONGEST = 2000;

/** Reads such messages of one log. */
export class CodeReports {
  #since = Number.POSITIVE_INFINITY;

  read(body: string, raw: string): (Said & { kind: 'report' }) | undefined {
    if (body.length > LONGEST) return undefined;
    const named = FTP.test(raw.slice(0, LONGEST));
    this.#since = named || HOST.test(body) ? 0 : this.#since + 1;
    if (!/[1-6][0-5]\d/.test(body)) return undefined;
    const fields = FIELDS.exec(body);
    if (fields) return report(Number(fields[1]), (fields[2] ?? fields[3] ?? '').replace(/^null$/, ''));
    if (isOtherProtocol(body)) return undefined;
    const curl = LIBCURL.exec(body);
    if (curl) return report(Number(curl[1] ?? curl[2]), '');
    if (this.#since > REACH || ELSE.test(body)) return undefined;
    const enclosed = ENCLOSED.exec(body);
    if (
      enclosed &&
      (telling(Number(enclosed[2])) || (named && RESPONSE.test(body))) &&
      soundsLikeFtp(Number(enclosed[2]), enclosed[1] ?? '')
    )
      return report(Number(enclosed[2]), (enclosed[1] ?? '').trim());
    const bracketed = BRACKETED.exec(body);
    if (bracketed && telling(Number(bracketed[1])) && soundsLikeFtp(Number(bracketed[1]), bracketed[2] ?? ''))
      return report(Number(bracketed[1]), bracketed[2] ?? '');
    const found = LABELLED.exec(body) ?? SPOKEN.exec(body);
    const code = Number(found?.[1]);
    if (!found || !isReplyCode(code) || !(named || telling(code))) return undefined;
    const rest = body.slice(found.index + found[0].length).replace(/^["'\])}>.,;:\s(–-]{1,8}/, '');
    // Words right behind the number: what it counts, unless they are a server's.
    const told = soundsLikeFtp(code, rest);
    if (!told && /^ \p{L}/u.test(body.slice(found.index + found[0].length)) && !ON.test(rest)) return undefined;
    return report(code, told ? rest.replace(/(?<!["'\])}])["'\])}]+$/, '') : '');
  }
}

const report = (code: number, text: string): Said & { kind: 'report' } => ({ kind: 'report', code, text: text.trim() });
