// Does a line with three digits at its front sound like an FTP server? For transcripts that mark nothing: no arrow, no label.
// The words are those of reference reply texts; codes that SMTP, HTTP or NNTP use too need words of FTP's own.

const FTP_WORDS =
  /ftp|\b(?:passive mode|data (?:connection|channel|socket)|control (?:connection|channel)|directory|folder|transfer|log(?:ged)? ?(?:in|on|out)|login|password|passwd|anonymous|type (?:set|is|okay)|switching to|(?:ascii|binary|utf-?8) mode|pasv|epsv|port command|restart(?:ing)? (?:at|position)|goodbye|protection|pbsz|prot |auth |tls|ssl|cwd|cdup|rename|rnfr|rnto|file (?:status|name|exists|not|unavailable|does|size|found|is)|no such file|permission denied|not found|access (?:is )?denied|command|argument|parameter|syntax error|features|extensions|status|quota|users?\b|connections?|clients?|timeout|timed out|noop|unknown|system type|unix|windows_nt|current directory|no support|unable to|can'?t |cannot |could not|failed|oops|disk|space|logout|session|successful|welcome|ready\b|exists|not permitted|privileges?|retrievable|not understood|recogni[sz]ed|utf-?8|incorrect|authenticat|not implemented|entering|bye\b|hello|invalid|you are|logging|options?\b|accepted|denied)/i;

/** Codes that no mail, news or web protocol uses in the same way; their digits and a text are almost enough. */
const FTP_ONLY = new Map<number, RegExp>([
  [125, /connection|transfer|open|list/i],
  [150, /connection|data|transfer|open|list|file|about|ok|send|start|accept|here comes|directory|mode/i],
  [202, /command|ignored|superfluous|implement|utf-?8|mode|not |already|ok/i],
  [211, /feature|extension|status|support|end|help|ftp|server/i],
  [213, /^\s*\d+|status|list|file|stat|size|flags/i],
  [214, /command|help|recogni[sz]ed|site|direct|comments|following/i],
  [215, /^(?:unix|windows|nonstop|os\/|vms|mvs|macos|other|netware|sunos|.*(?:l8|type|system|emulat))/i],
  [225, /connection|abor|transfer|data|no /i],
  [
    226,
    /transfer|complete|closing|connection|abor|director|ok|list|sent|success|send|file|matches|success|options|done|write|receive|finished|total|quit|^\s*[\d.,]+ /i,
  ],
  [227, /\d{1,3},\d{1,3},\d{1,3},\d{1,3},\d{1,3},\d{1,3}|passive|=/i],
  [228, /passive/i],
  [229, /\(?\|\|\|\d+\||passive|extended/i],
  [230, /log|user|welcome|access|anonymous|guest|ok|password|proceed|restricted|accept|hello|auth|bienven|willkommen|\*{3}|---/i],
  [232, /user|log|auth|gss|security/i],
  [234, /auth|tls|ssl|security|proceed|ok|negotiat|accept|enabl|start|successful|using/i],
  [257, /"|director|creat|folder|\//i],
  [
    331,
    /password|passwd|user|e-?mail|guest|anonymous|login|need|required|ok|please|any|pass|identi|mot de passe|kennwort|passwort|contrase|senha|парол|密码/i,
  ],
  [332, /account|need/i],
  [350, /rest|rename|file|exist|ready|pending|rnfr|position|marker|ok|waiting|destination|continue|action/i],
  [425, /connect|data|open|passive|port|pasv|transfer|security|establish|unable|session|tls/i],
  [426, /connect|data|transfer|abort|fail|stream|broken|closed|timed|error/i],
  [522, /protocol|tls|ssl|session|network|data|supported|protection/i],
  [532, /account|need/i],
]);

/** Codes of FTP that other protocols share: the words have to be FTP's. */
const SHARED: ReadonlySet<number> = new Set([
  110, 120, 200, 212, 220, 221, 228, 231, 233, 235, 250, 252, 300, 334, 335, 336, 421, 430, 431, 434, 450, 451, 452, 500, 501, 502, 503,
  504, 505, 510, 520, 521, 523, 530, 531, 533, 534, 535, 536, 537, 540, 550, 551, 552, 553, 554, 555, 631, 632, 633,
]);

/** What servers greet with besides; too common to tell anything under other codes. */
const GREETING_WORDS =
  /server|service|filezilla|serv-?u|welcome|ready|\(vs|g6|bulletproof|titan|cerberus|crush|wing|xlight|raiden|brick|synology|diskstation|qnap|nas\b|vxworks|jetdirect|printer|microsoft|idrac|camera|cisco|willkommen|bienven|bienvenue|benvenut|bem-vindo|добро|欢迎|ようこそ/i;

/** Words of mail, web and news servers. */
const OTHER_PROTOCOL =
  /authenticator failed|\bset_id=|authentication data|\bE?SMTP\d*\b|\bsimple mail|\bmail(?:box|er|server)?\b|\bmx\d*[.-]|in reply to (?:end of )?[A-Z]{4}\b|transmission channel|no such user here|unrouteable|gr[ae]y-?list|black-?list|\bInterNetNews|\barticles?\b|\bnewsgroups?\b|\brecipient\b|\bsender\b|\bHTTP\/|HTTPStatus|HTTPHeaders|\bIMAP|\bPOP3|\bNNTP|\bNNRP|\bnews(?:readers?\d*|server|feed)?\b|\busenet|\bposting (?:ok|allowed|permitted|prohibited|not)|\bno posting|\bauthinfo\b|user name\|pass password|\brelay|\bRCPT\b|\bEHLO\b|\bHELO\b|\bqueued as\b|\bmessage accepted\b|\bspam|\bDNSBL|\bDATA\b.*<CR>/i;

/** True where a text shows that the conversation is of another protocol than FTP. */
export function isOtherProtocol(text: string): boolean {
  return OTHER_PROTOCOL.test(text) && !/ftp|e-?mail address/i.test(text);
}

/** Texts that no FTP server sends: enhanced status codes of mail (RFC 3463), a mail server's words. */
const SURELY_MAIL =
  /^[245]\.\d{1,3}\.\d{1,3}(?:[ -]|$)|\bqueued as\b|\b(?:recipient|sender) ok\b|^(?:8BITMIME|PIPELINING|ENHANCEDSTATUSCODES|DSN|STARTTLS)\b|<\S{1,100}@\S{1,100}>\.\.\. /i;

/** True where the text of a single reply gives the conversation away as mail. */
export function isSurelyMail(text: string): boolean {
  return SURELY_MAIL.test(text);
}

/** What HTTP says with the same digits. */
const HTTP_REASONS = new Map<number, RegExp>([
  [200, /^ok$/i],
  [500, /^internal server error/i],
  [501, /^not implemented$/i],
  [502, /^bad gateway/i],
  [503, /^service (?:temporarily )?unavailable\.?$/i],
  [504, /^gateway time-?out/i],
  [505, /^http version/i],
]);

/** True where code and text are a status line of HTTP. */
export function isHttpStatus(code: number, text: string): boolean {
  return HTTP_REASONS.get(code)?.test(text.trim()) ?? false;
}

/** What is counted, not said: `226 files, 550 MB`. */
const COUNTED =
  /^(?:files|directories|folders|bytes|matches|items|lines|rows|records|entries|blocks|objects|[KMGT]i?B|ms|milliseconds|sec|seconds|minutes|hours|days|packets|packages|modules|images|photos|emails|messages|users|connections|sessions|requests|errors|warnings|tests|times|people|percent)\b(?=\s*(?:[,.;:)\]/]|$|(?:in|of|and|to|at|per|found|total|received|sent|copied|processed|deleted|read|written|remaining|ago|\w{2,14}ed)\b))/i;
/** A second code in the same breath: a list of codes in prose. */
const LISTED = /[;,|] ?[1-6][0-5]\d (?:[A-Z(]|=)/;

/** Placeholders of the standard, headings of lists, and signs that stand between a code and what it means. */
const EXPLAINED =
  /^(?:series\b|[–—→] ?|= \p{L}|(?:or|and|to|through|-) [1-6]\d\d\b|means?\b|xx\b)|\bnnn minutes\b|\(h1, ?h2,|MARK yyyy|^NAME system type|"PATHNAME"|^Restart marker repl/iu;

/** True for words that count things or explain codes: no server's. */
export function isProse(text: string): boolean {
  return COUNTED.test(text) || LISTED.test(text) || EXPLAINED.test(text);
}

/** Commands that tell that the conversation is one of mail, news, web or telephony. */
const FOREIGN_COMMAND =
  /^(?:EHLO|HELO|LHLO|MAIL FROM:|RCPT TO:|STARTTLS$|AUTH (?:LOGIN|PLAIN|CRAM-MD5|XOAUTH2|DIGEST-MD5)|(?:INVITE|REGISTER|OPTIONS|BYE|ACK|SUBSCRIBE|NOTIFY) sips?:|MODE READER|GROUP [a-z]|(?:AUTHINFO|authinfo) |XOVER|XZVER|XHDR|ARTICLE\b|NEWGROUPS|LISTGROUP)/;
const WEB_COMMAND = /^(?:GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|CONNECT|PROPFIND) (?:\/|\S{1,2000} HTTP\/)/;

/** A connection made by hand to a port of another protocol. */
const ELSEWHERE =
  /(?:^|[$#>%] ?)(?:telnet|nc|ncat|openssl s_client)\b.{1,200}[ :](?:nntps?|smtps?|submission|pop3s?|imaps?|http|https|sip|25|80|110|119|143|443|465|563|587|993|995|2525|5060)\s{0,4}$/;

/** True for a command that no FTP client sends. */
export function isForeignCommand(text: string, web = true): boolean {
  return FOREIGN_COMMAND.test(text) || ELSEWHERE.test(text) || (web && WEB_COMMAND.test(text));
}

/** True for a code of FTP that mail, news and the web do not use in the same way. */
export function isOwnCode(code: number): boolean {
  return FTP_ONLY.has(code);
}

/** Whether `CODE TEXT` alone, with nothing that marks it as a reply, is one of an FTP server. */
export function soundsLikeFtp(code: number, text: string): boolean {
  const head = text.slice(0, 400);
  if (isProse(head)) return false;
  const own = FTP_ONLY.get(code);
  if (own) return own.test(head) && !isOtherProtocol(head);
  return (
    SHARED.has(code) &&
    (FTP_WORDS.test(head) || (code === 220 && GREETING_WORDS.test(head))) &&
    !isOtherProtocol(head) &&
    !isSurelyMail(head) &&
    !isHttpStatus(code, head)
  );
}

/** True for a number that FTP servers use as a reply code. */
export function isReplyCode(code: number): boolean {
  return FTP_ONLY.has(code) || SHARED.has(code);
}
