// Lines without a code: which of them are worth a look, because they tell of trouble.
import { anyOf } from '../any-of.ts';
import { deniesAbroad } from '../explain/abroad.ts';
import { isForeign, MEETS_SSH } from './foreign.ts';

/** Lines that are remembered. */
const MOST_KEPT = 2000;

/** Words at least one of which stands in every line that tells of trouble: a cheap test, as most lines tell of none. */
const TROUBLE = anyOf`
    weird
    verbindung
    connexion
    conexi[óo]n
    соединени
    连接
    接続
    ^\s*\?{3,}
    USER and PASS
    eaddr
    curl: \(
    bogus
    routable
    \bftp_\w{3,12}(?:\(\))?:\x20
    unsupported
    \?\?\?
    short response
    ssl[_-]
    ssl_?exception
    close_notify
    principal
    \bmust\b
    requir
    mandatory
    please
    expected
    anonymous
    abgelaufen
    expiré
    caducad
    unterstützt
    supporté
    without
    block ?list
    \bonly (?:local|internal|lan)
    resolving
    while another
    escape
    faulty
    world-
    unavailable
    permitted
    expired
    \bBan \d
    first\b
    resolve
    getaddrinfo
    ENOTFOUND
    exige
    falsch
    fehlgeschlagen
    suspend
    incompatible
    common (?:enc|alg)
    disabl
    lacklist
    whitelist
    ungültig
    válid
    недейств
    无效
    retrieve
    ssl:
    alert
    handshake
    going down
    fail
    error
    denied
    refus
    reject
    tim(?:ed?|e-)[ -]?out
    can(?:'t|no)
    could not
    unable
    not\x20
    n't
    invalid
    illegal
    unknown
    malformed
    wrong
    bad\x20
    missing
    exceed
    full
    quota
    too many
    maximum
    limit
    closed
    reset
    abort
    broken
    lost
    certificate
    altname
    x509
    ssh-
    http/1
    <html
    gnutls
    prohibit
    forbid
    exist
    in use
    used by
    locked
    banned
    idle
    oops
    econn
    etimed
    ehost
    enet
    enoent
    eacces
    eperm
    eproto
    eof
    epipe
    violation
    shell
    codec
    exception
    incorrect
    mismatch
    seccomp
    nospc
    out of (?:space|memory|disk)
    already bound
    sensitive path
    tally \d
    tried to
    inactivity
    badmatch
    check (?:your )?username
    originating server
    unauthorized
    space character
    interoperab
    sync-mode
    partial matching
    writable
    signal \d
    lack of
    unreachable
    guru meditation
    panic
    on line \d{1,6} of
    rst cause
    stack smash
    different address
    ftp_home_dir
    server said
    client sent \w{3,6} command
    no valid
    fatal:
    \breached\b
    \[(?:FEAT negotiation|Making data connection)
    core dump
    php_connect
    priv_sock
    prctl
    PRET
    shut
    killed
    \bpure-ftpd\b[^\n]{0,300} -[lpc]\b
    verweigert
    fehler
    échou
    rehus
    impossib
    agotad
    rifiut
    ошибк
    失败
    错误
    超时
    nicht\x20
    kein\x20
    pas\x20
    aucun
    \bnon?\x20
    não\x20
    нет\x20
    \bне\x20
    отказ
    запре
    истек
    不
    没有
    拒
  `;
/** Rows of listings and lines of replies of several lines are no words of the client. */
const DATA_ROW =
  /^\s*(?:[<>\-|*]{1,5} ?)?(?:[-dlbcpsD][-rwxsStTlL]{9}[+.@]?\s|(?:type|modify|size|perm|unique)=[^;]{0,60};|\d{2}-\d{2}-\d{2,4}\s+\d{2}:\d{2}[AP]M\s)|(?:^|[\s<>:'"])[1-5]\d\d-|[1-5]\d\d[ -][^\n]{0,300}\\r\\n/i;

/** A row that ends in a name, whatever that is. */
const LISTING_ROW = /^\s*(?:[<>\-|*]{1,5} ?)?(?:[-dlbcpsD][-rwxsStTlL]{9}[+.@]?\s|(?:type|modify|size|perm|unique)=[^;]{0,60};)/i;

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
  /\b(?:errors?|exception|fail(?:ed|ure)?|can ?not|can't|could(?: not|n't)|unable|unexpected|invalid|malformed|pars(?:e|ing)|panic|incorrect|fehler|erreur|ошибка|错误)\b[^<>\n]{0,120}[\s:="'([{]$/i;
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
  /(?:error|fail\w{0,6}|unable|can ?not|can't|could(?: not|n't))[^\n]{0,30}\b(?:pars(?:e|ing)|interpret|understand|decod(?:e|ing))\b[^\n]{0,30}(?:[1-5]\d\d[ -]|(?:LIST|MLSD|listing|directory|file) (?:entry|line|row|output|item))|unexpected directory listing line/i;

/**
 * A client's guess at what may have been, what it does not do because of what it has told already, a daemon's notes to its
 * makers, rules that a banner announces, counts of a report, tests that have passed.
 */
const GUESS = anyOf`
    stale data on the socket
    not sending QUIT because
    subjectAltName\b[^\n]{0,200}\bmatched\b
    \b(?:ROOT|USER|RELINQUISH) PRIVS\b
    did not match \w{4,12} pattern
    \bin dir_check(?:_full)?\(\)
    unable to lstat '
    \b\d{1,6} of \d{1,6} (?:\w{1,12} )?connections in use\b
    \b(?:more than|after|over) \d{1,4} (?:failed|unsuccessful|wrong) [^\n]{0,40}\b(?:are|is|will be|get)\x20
    ^test \S{1,200}(?: - [\w ]{1,20})? \.{3} (?:ok|ignored)\b
    could not find metadata\x20
    \bplease read the file\b
    ^\s*\/[^\n]{1,300}\s: \d{1,9}\s*$
    ^(?:Status:\s{1,4})?Starting (?:up|down)load of\x20
    \bautoban\w{0,4}: max\b
    \bbanned ips loaded\b
    finding start symbol
    error checking path existence
  `;
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

/** Paths, names of files and settings: their words tell of nothing that has happened. What is no name of a file stands as it is. */
const NAMES =
  /(?<![\w/])(?!https?\/|[\w+.-]{2,10}:\/\/)(?:[A-Za-z]:)?[\w.~@-]{0,100}[\\/](?![rnt](?:[\\'"]|$))[^\s"'`,;()]{1,300}|(?<!\w)(["'`])[^"'`\n]{1,200}\.\w{1,5}\1(?!\w)|(?<![\w.@/-])[\w-]{1,100}\.(?:log|txt|php|html?|css|js|jpe?g|png|gif|pdf|docx?|xlsx?|csv|zip|t?gz|bz2|xz|7z|rar|tar|bak|old|tmp|md|mp[34]|avi|mov|exe|dll|conf|ini|sql|sqlite3?|db|xml|json|ya?ml|iso|dcm)\b/gi;
const SETTINGS =
  /\b(?!\w*(?:err(?:or|no)?|fail\w{0,4}|code|status|reply|response)\b)[\w.-]{1,60}(?: ?= ?["']?(?:yes|no|on|off|none)| ?[:=] ?["']?(?:true|false|null|\d{1,12}(?: ?m?s\b)?))["']?(?![\w.])|\bon[ _-]?(?:error|fail(?:ure)?)["']?\s?[:=]\s?["']?\w{2,12}\b/gi;
/**
 * Who is asked for a name, and what is typed then; headings of what is done next; tests that have passed; a setting as its file has it;
 * what configure looks for; programs on this machine that failed; what a program has found missing and goes on without.
 */
const NO_NEWS =
  /^npm (?:WARN|notice|http)\b|^\s*[✔✓√]\s|^[A-Z][A-Za-z]{5,40} \d{1,9}\s*$|^\s*(?:(?:user)?name|user|benutzer|utilisateur|usuario) ?\([^()\n]{1,200}\): |^(?:TASK|PLAY|RUNNING HANDLER) \[|^checking (?:for|whether|if|how)\b[^\n]{1,200}\.\.\.|^(?:mkdir|rmdir|cp|mv|rm|ln|chmod|chown|touch|tar|cat|find|grep|useradd|usermod|groupadd|passwd): (?:warning|cannot|can't|unable|failed)\b|^\/bin\/\w{0,4}sh: |\b(?:auth|account|session|password)\s{1,12}(?:required|sufficient|requisite|include|optional)\s{1,12}pam_|[,;] (?:ignoring|creating it)\W{0,3}$|: Need to transfer - |\bnot exceeded\b/i;

/** Who connects, by a name that somebody else has chosen. */
const HOSTS = /(?<=\bfrom |@|\()[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?![\w(])/g;

function judgeTrouble(text: string): boolean {
  // Most lines end here: what ERROR_FIELD and NOT_PARSED look for holds a word of TROUBLE, too.
  const trouble = (TROUBLE.test(text) || deniesAbroad(text)) && !NO_NEWS.test(text) && tellsWithoutNames(text);
  const unspaced = WITHOUT_BLANK.test(text);
  if ((!trouble && !unspaced) || GUESS.test(text) || isForeign(text)) return false;
  if (unspaced || ERROR_FIELD.test(text) || NOT_PARSED.test(text)) return true;
  if (LISTING_ROW.test(text)) return false;
  return /SSH-/.test(text) || TOLD_REPLY.test(text) || FAILED_FIRST.test(text) || (!DATA_ROW.test(text) && !DUMP.test(text));
}

/** Would it tell of trouble without the names in it? */
function tellsWithoutNames(text: string): boolean {
  if (/\bSSH-[12]\./.test(text) || MEETS_SSH.test(text)) return true;
  const words = text.replace(NAMES, ' ').replace(SETTINGS, ' ').replace(HOSTS, ' ');
  return words === text || TROUBLE.test(words) || deniesAbroad(words);
}

/** The plain note that a connection is over tells nothing of why. */
export const isGoodbye = (text: string): boolean =>
  !/\b(?:fail|error|refused|denied|timed? ?out)/i.test(text) &&
  /(?:^|[\]>\s])(?:the )?(?:control |ftp )?(?:connection|session|socket)(?: was| has been)? (?:closed|ended|terminated)\.?\s*$|(?:^|\s)disconnected\.?\s*$/i.test(
    text,
  );
