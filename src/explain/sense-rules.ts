// The senses of words that no server of the catalogue uses: two or three groups of words, each in several languages, that must
// all occur. A new sense is one entry here.
import type { Sense } from './sense.ts';

/** What can be looked for in a text. */
export interface Words {
  test(text: string): boolean;
}

/** What a text must speak of, and say about it, to have a sense. */
export interface Rule extends Sense {
  /** Each must occur, in any order. */
  readonly all: readonly Words[];
  /** None of this may occur. */
  readonly not?: Words;
  /** Codes that the sense goes with; absent: any negative one. */
  readonly codes?: readonly number[];
  /** Commands that the sense goes with; absent: any. */
  readonly verbs?: Words;
  /** Words that say so without a code as well, in what a client or a daemon tells. */
  readonly bare?: boolean;
}

/** Does a text have the sense of a rule? @param code 0 for words without a code, @param verb empty where it is not known */
export const fits = ({ all, not, codes, verbs, bare }: Rule, text: string, code: number, verb: string): boolean =>
  (code === 0 ? bare === true : codes === undefined || codes.includes(code)) &&
  (verbs === undefined || verbs.test(verb)) &&
  all.every((words) => words.test(text)) &&
  !not?.test(text);

/** A denial, in the languages that servers and clients speak. */
const NOT =
  /\b(?:not|no|non|none|never|without|un(?:able|available|authori[sz]ed|known|supported)|in(?:valid|correct)|nicht|kein\w{0,2}|pas|aucune?|nem|nie|niet|geen|ikke|inte)\b|n't|cannot|\bmissing|fail|denied|refus|reject|forbid|disabl|prohibit|illegal|\bbad\b|error|\bне|нет|отказ|запрещ|不|没有|無|拒/i;
const MUST =
  /requir|\breqires?\b|\bmust\b|\bneeds?\b|mandatory|enforce|\bonly\b|first|please|\buse\b|have to|obligat|erforderlich|notwendig|\bmuss\b|exig|nécess|requier|obbligo|richiest|\bdebe\b|\bdoit\b|\bdeve\b|необходим|требу|обязательн|需要|必须|必須/i;
const REFUSED =
  /not (?:be )?(?:allow|permit|accept|authori[sz]|enabled|possible|available|valid)|n't (?:allow|permit|accept)|may not|denied|refus|reject|forbid|prohibit|disabl|illegal|invalid|unauthori[sz]ed|unacceptable|restrict|switched off|turned off|not an acceptable|nicht (?:erlaubt|gestattet|zulässig|zugelassen)|verboten|interdit|non autoris|no (?:está )?permitid|non (?:è )?(?:consentit|permess)|não permitid|запрещ|не разреш|недопустим|不允许|禁止/i;
const TLS = /\b(?:tls|ssl|ftps|ftpes)\b|encrypt|secur(?:e|ity)\b|verschlüssel|chiffr|cifrad|crittograf|criptograf|шифров|加密|protected/i;
const USER =
  /\buser|\baccount|\blogin|\blogon|anonymous|\bguest|\broot\b|benutzer|konto|utilisateur|usuario|utente|usuário|пользовател|用户/i;
const EXISTS =
  /\bexists?\b|already (?:there|present|in use)|existe\b|existiert|vorhanden|esiste|uniste|существует|已存在|bestaat al|istnieje|すでに/i;
const NOT_EXISTING =
  /(?:not|n't|no longer|doesn't|does not|non|nie|no) exist|exist[^\n]{0,4} (?:pas|nicht)|non-?exist|no existe|n'existe|не существует|不存在/i;

/** First match wins: what is more special stands first. */
export const RULES: readonly Rule[] = [
  {
    cause: 'tls-session-reuse-required',
    bare: true,
    all: [
      /sess?ion|sitzung|sesión|sessão|сесси|сеанс|会话/i,
      /re-?us|resum|wiederverwend|wiederaufn|reutili|réutili|riutili|возобнов|повторн|重用|复用/i,
    ],
    not: /\brest\b|transfer was resumed|password|download|upload/i,
    meaning: 'The words ask for the TLS session of the control connection on the data connection.',
    fix: 'Use a client that resumes the TLS session on the data connection, or switch the requirement off on the server.',
    named: true,
    codes: [421, 425, 426, 450, 451, 500, 501, 521, 522, 530, 534, 535, 550],
  },
  {
    cause: 'certificate-not-trusted',
    bare: true,
    all: [
      /certificate|zertifikat|certificat|сертификат|证书|\bca\b|x\.?509/i,
      /trust|verif|self.?signed|expired|unknown|issuer|authority|host ?name|valid for|\bnames?\b|match|revoked|vertrau|abgelaufen|confiance|expir|довер|истек/i,
      /not|n't|\bun|fail|expired|self|invalid|error|reject|mismatch|wrong|problem|revoked|abgelaufen|nicht|pas |non |\bне |истек|bad/i,
    ],
    not: /load|configured|missing|not found|private key|open|client certificate|no certificate/i,
    meaning: 'The words say that the certificate is not trusted.',
    fix: 'Check name, dates and issuer of the certificate; let the server send the whole chain.',
    named: true,
  },
  {
    cause: 'tls-cert-missing',
    bare: true,
    all: [
      /certificat|zertifikat|private key|\bcert\b|\.pem\b|сертификат|证书/i,
      /missing|not (?:configured|found|set|available|loaded|selected|specified|installed)|\bno\b|cannot|can't|could ?n[o']t|unable|fail\w{0,3} (?:to )?(?:set|load|open|read|find|use)|fail(?:ed|ure)? (?:setting|loading|opening|reading)|invalid \w{0,12} ?(?:certificate|key) (?:file|path|format)|fehlt|kein\w{0,2}|aucun|не найден|not exist/i,
    ],
    not: /verif|trust|peer|client'?s? certificate|remote|issuer|expired|self.?signed/i,
    meaning: 'The words say that the server has no certificate that it can use.',
    fix: 'Give the server a certificate with its private key, readable for its account.',
    named: true,
  },
  {
    cause: 'tls-version-mismatch',
    bare: true,
    all: [
      /cipher|\b(?:tls|ssl)\b[^\n]{0,20}version|protocol version/i,
      /weak|no (?:shared|common)|mismatch|unsupported|too (?:low|old|weak)|not (?:supported|allowed|accepted)/i,
    ],
    not: /cleartext/i,
    meaning: 'The words say that client and server have no TLS version or cipher in common.',
    fix: 'Allow TLS 1.2 and 1.3 with current ciphers on both sides.',
    named: true,
  },
  {
    cause: 'prot-p-required',
    bare: true,
    all: [
      /\bPROT\b|protection level|\bdata (?:channel|connection|transfer|port)s?|datenverbindung|datenkanal/i,
      /\bPROT ?[CP]?\b|encrypt|protect|secure|clear|\bTLS\b|\bSSL\b|verschlüssel/i,
      new RegExp(`${MUST.source}|${REFUSED.source}|cannot|invalid`, 'i'),
    ],
    not: /unknown|not understood|unrecogni|not implemented|not supported|handshake|negotiat|certificate|session|shut ?down|fail/i,
    meaning: 'The words ask for an encrypted data connection.',
    fix: 'Send PBSZ 0 and PROT P after the login.',
    codes: [425, 426, 431, 450, 500, 503, 504, 521, 522, 530, 533, 534, 535, 536, 550],
    named: true,
  },
  {
    cause: 'tls-required',
    all: [TLS, new RegExp(`${MUST.source}|(?:plain|clear|unencrypted|insecure|unsecured?|non-?secure|downgrade)`, 'i')],
    not: /not required|optional|not (?:supported|understood|implemented|configured|compiled)|unknown|certificat|handshake|negotiat|client cert|session|data (?:channel|connection)|password is|security (?:reason|resource|mechanism)/i,
    meaning: 'The words ask for TLS.',
    fix: 'Switch the client to explicit FTP over TLS (AUTH TLS before the login).',
    codes: [331, 421, 500, 502, 503, 521, 522, 530, 533, 534, 550],
    named: true,
  },
  {
    cause: 'tls-unsupported',
    all: [
      /\b(?:tls|ssl|ftps)\b|\bAUTH\b|encrypt|security (?:is|not|mechanism)/i,
      /not (?:\w+ )?(?:supported|available|enabled|configured|compiled|implemented|understood|allowed)|n't support|disabled|unavailable|unsupported|nicht (?:unterstützt|verfügbar)|non supporté|no (?:soporta|admite)/i,
    ],
    not: /version|cipher|session|certificat|protocol_|unsupported protocol|clear|plain|insecure/i,
    meaning: 'The words say that the server has no TLS.',
    fix: 'Use plain FTP only if the server is meant to have no TLS; else switch TLS on there.',
    codes: [421, 431, 500, 501, 502, 503, 504, 530, 533, 534, 550],
  },
  {
    cause: 'quota-exceeded',
    bare: true,
    all: [
      /quota|kontingent|cuota|квот|配额|exceeded[^\n]{0,30}(?:allocation|storage)|storage limit|not enough (?:credits?|allotment)|(?:file|upload)[^\n]{0,20}(?:size )?(?:limit|too (?:big|large))|max\w{0,4} (?:file )?size|disk usage limit|(?:disk|storage|upload) limit/i,
      /exceed|over|reach|full|limit|\bused\b|out of|too (?:big|large)|max|überschritten|dépass|excedid|enough|превыш|超/i,
    ],
    not: /invalid quota|connection|session|config/i,
    meaning: 'The words speak of a quota that is used up.',
    fix: 'Delete files, or have the quota raised.',
    named: true,
  },
  {
    cause: 'disk-full',
    bare: true,
    all: [
      /disk[^\n]{0,12}full|(?:no|out of|not enough|insufficient|low)[^\n]{0,24}(?:space|room)\b|(?:space|room) left|(?:not enough|insufficient)[^\n]{0,12}storage|(?:file ?system|volume|device|partition|storage) (?:is )?full|platz|espace (?:disque )?(?:insuff|dispon)|espacio|spazio|espaço|мест(?:а|о)|空间|空き領域|ruimte|miejsca|write to file|writing to file/i,
      /full|\bno\b|out of|not enough|insufficient|low|kein|aucun|insuff|queda|esaurito|não|нет|недостат|осталось|没有|不足|ありません|geen|brak|fail|error/i,
    ],
    not: /name ?space|user space|permission|denied/i,
    meaning: 'The words say that the disk is full.',
    fix: 'Free space on the file system of the target directory.',
    codes: [426, 450, 451, 452, 500, 550, 551, 552, 553, 554],
    named: true,
  },
  {
    cause: 'ban-by-policy',
    bare: true,
    all: [
      /\bIPs?\b|\baddress|\bhosts?\b|(?:from|client) \[?\d{1,3}\.\d{1,3}\.|\bban(?:ned)?\b|\byour (?:network|country|domain|location)|blacklist|banned|ban list/i,
      new RegExp(
        `\\bban(?:ned|s)?\\b|black ?list|block(?:ed|ing)?\\b|no (?:connections|access|logins?)|not[^\\n]{0,20}from|${REFUSED.source}`,
        'i',
      ),
    ],
    not: /denied you to change|permission|active mode|\bport\b|too many (?!fail|bad|wrong)|maximum|limit|number|session|data (?:connection|socket)|pasv|eprt|resolve|lookup|simultan|connection refused|at a time|host ?name/i,
    codes: [421, 426, 500, 521, 530, 534, 550],
    meaning: "The words say that the client's address is not let in.",
    fix: 'Ask for the address to be allowed, or wait until a temporary ban ends.',
  },
  {
    cause: 'too-many-connections',
    bare: true,
    all: [
      /too many|too busy|maxim(?:um|al\w{0,4}|os?|as?)?\b|máxim|\bmax\b|limit|already (?:\d|logged|connected|have)|\d [^\n]{0,30}already|\bonly \d|more than|exceed|at (?:a|one|the same) time|simultan|gleichzeit|zu viele|trop de|demasiad|слишком много|太多|過多|concurrent/i,
      /connection|\bconnect\b|users?\b|clients?\b|sessions?\b|logins?\b|transfers?\b|instances?\b|logged in|verbindung|benutzer|connexion|utilisateur|conexion|usuario|соединен|подключен|пользовател|连接|用户|server (?:is )?(?:too )?busy/i,
    ],
    not: /password|attempts?|tries|errors?\b|fail|quota|idle|file size|bytes|already (?:open|logged in as|exist|using|in use|secure|set|encrypted)|user (?:name )?already|rate|bandwidth|\bconfig|illegal user limit|\bselect\b|transfer limits|(?:found|no) limit entry|no[- ]transfer|no-?transfer|login time|timeout|data connection already/i,
    meaning: 'The words speak of a limit on connections.',
    fix: 'Open fewer connections at once, wait for old ones to end, or raise the limit on the server.',
    codes: [421, 425, 426, 450, 451, 500, 530, 550],
    named: true,
  },
  {
    cause: 'no-transfer-timeout',
    bare: true,
    all: [/no[- ](?:data[- ])?transfer/i, /time|timed/i],
    meaning: 'The words say that nothing was transferred for too long.',
    fix: 'Transfer or list something in between, or raise the limit for sessions without a transfer.',
    named: true,
  },
  {
    cause: 'login-not-completed',
    all: [/\b(?:login|logon|log in|authentication)\b[^\n]{0,30}/i, /time[- ]?out|timed out|time (?:limit )?(?:exceeded|expired|is up)/i],
    not: /server|backend|database|ldap/i,
    codes: [421, 426, 530],
    meaning: 'The words say that the login was not finished in time.',
    fix: 'Send USER and PASS at once after the greeting.',
  },
  {
    cause: 'idle-timeout',
    all: [
      /\bidle\b|ina[ck]tiv|inattiv|no[- ](?:activity|command|operation)|бездейств|неактивн|空闲|闲置|timeout|timed? out|time-out|untätig|zeitüberschreitung|délai|tiempo|тайм-?аут|超时/i,
    ],
    not: /data|passive|transfer|port|connect(?:ion)? (?:attempt|to)|login/i,
    codes: [421, 426],
    meaning: 'The words say that the connection was idle for too long.',
    fix: 'Reconnect; send NOOP during long pauses, or raise the idle time-out.',
  },
  {
    cause: 'server-shutting-down',
    all: [
      /server|service|system|daemon|site\b|host\b/i,
      /shut ?(?:ting )?down|going (?:down|offline)|offline|\bdown\b|stopp(?:ed|ing)|maintenance|restart|(?:system|server|site) (?:is )?(?:currently |temporarily )?(?:not available|unavailable|closed)|heruntergefahren|wartung|arrêt|mantenimiento|обслужив|维护/i,
    ],
    not: /tls|ssl|security|configur/i,
    codes: [120, 421, 426, 500, 530, 550],
    meaning: 'The words say that the server is going down or closed.',
    fix: 'Try again later.',
    named: true,
  },
  {
    cause: 'ipv6-needs-epsv',
    all: [
      /ipv[46]|inet6|(?:network protocol|address family)/i,
      /\bEPSV\b|\bEPRT\b|\bPASV\b|\bPORT\b|not|only|mismatch|unsupported|invalid|conformant/i,
    ],
    not: /passive IP \d|\(1,2\)/i,
    verbs: /^(?:PASV|PORT|LPSV|LPRT|EPSV|EPRT)?$/,
    codes: [421, 425, 500, 501, 502, 503, 504, 522, 550],
    meaning: 'The words say that PASV and PORT do not go with IPv6.',
    fix: 'Use EPSV (or EPRT in active mode), or connect over IPv4.',
  },
  {
    cause: 'port-bounce-refused',
    bare: true,
    all: [
      /\b(?:PORT|EPRT|LPRT)\b/,
      /illegal|invalid|\bbad\b|refus|reject|denied|not (?:allowed|permitted|accepted|yours)|mismatch|foreign|different/i,
    ],
    not: /unknown|not (?:understood|implemented|supported|recogni)|unrecogni|syntax|log ?in|listen/i,
    verbs: /^(?:PORT|EPRT|LPRT|)$/,
    meaning: 'The words refuse the address in PORT or EPRT.',
    fix: 'Use passive mode.',
    named: true,
  },
  {
    cause: 'passive-disabled',
    bare: true,
    all: [
      /(?:passive|\bpasv\b|\bepsv\b)[^\n]{0,40}(?:disabled|not|refused|deaktiv|désactiv|desactiv|отключ|禁用)|(?:disabled|not allowed)[^\n]{0,20}(?:passive|pasv)/i,
      /disabled|mode (?:is )?not|not (?:allowed|enabled|permitted|offered)|refused by (?:config|policy)|deaktiviert|désactivé|desactivad|отключ|禁用/i,
    ],
    not: /connection refused|not found/i,
    verbs: /^(?:PASV|)$/,
    meaning: 'The words say that the server does not do passive mode.',
    fix: 'Use active mode, or switch passive mode on at the server.',
    named: true,
  },
  {
    cause: 'passive-port-unavailable',
    all: [
      /passive|pasv|epsv|listen|socket|\bports?\b|\bbind/i,
      /no (?:free|more|available|valid|open|unused)|none|unable|could ?n[o']t|cannot|can't|fail|busy|in use|exhaust|allocat|not available|used up/i,
    ],
    not: /connect(?:ion)? (?:refused|timed)|permission|refused|security|getsockname/i,
    verbs: /^(?:PASV|EPSV|LPSV|SPSV|CPSV)$/,
    meaning: 'The words say that the server has no port to listen on.',
    fix: 'Widen the passive port range, and see what holds its ports.',
    named: true,
  },
  {
    cause: 'pasv-ip-mismatch',
    bare: true,
    all: [
      /\bIPs?\b|address|peer|\bhost|client|port theft/i,
      /(?:do(?:es)?(?: not|n't)|not) match|mismatch|not (?:the )?same|differ|bad ip|theft|another (?:ip|host|address)|wrong (?:ip|host|address|client)|foreign/i,
    ],
    not: /\b(?:PORT|EPRT)\b|[Cc]ertificate|[Ii]llegal|[Hh]ost ?name|[Pp]assive mode address|closed by foreign host/,
    verbs: /^(?:RETR|STOR|STOU|APPE|LIST|NLST|MLSD|)$/,
    codes: [421, 425, 426, 450, 500, 501, 521, 522, 530, 550],
    meaning: 'The words say that the data connection came from another address than the control connection.',
    fix: "Keep the client's source address on both connections.",
  },
  {
    cause: 'user-shell-not-in-etc-shells',
    bare: true,
    all: [/\bshell\b/i, /valid|invalid|not|n't|allow|accept|listed/i],
    not: /\breverse shell\b|https?:\/\//i,
    codes: [421, 500, 530, 550],
    meaning: 'The words speak of the login shell of the account.',
    fix: 'Add the shell to /etc/shells, or switch the check off.',
    named: true,
  },
  {
    cause: 'auth-backend-misconfigured',
    bare: true,
    all: [
      /database|\bback-?end\b|\bldap\b|\bsql\b|mysql|postgres|sqlite|radius|\bpam\b|puredb|user (?:db|file)|passwd file|password file|auth\w{0,12} (?:server|service|module|method|source|provider|plugin)|active directory|domain controller/i,
      /unable|fail|error|cannot|can't|could ?n[o']t|unavailable|invalid|not (?:found|reachable|configured|available)|down|refused|missing|no such/i,
    ],
    not: /user (?:not found|unknown)|unknown user|password (?:incorrect|mismatch)|session (?:opened|closed)/i,
    codes: [421, 430, 431, 451, 500, 530, 534, 550],
    verbs: /^(?:USER|PASS|ACCT|AUTH|)$/,
    meaning: 'The words say that the server cannot ask its user database.',
    fix: 'Check path, rights and connection of the user database.',
    named: true,
  },
  {
    cause: 'home-dir-no-access',
    bare: true,
    all: [
      /home|root dir|\broot is\b|pwdir|own directory|startverzeichnis|heimatverzeichnis/i,
      /permission|denied|inaccessible|not (?:be )?access|not accessible|no access|not permitted|not allowed|kein zugriff|privileges/i,
    ],
    not: /user\W{1,3}root|as root|root\W{1,3}(?:user|login|is|account|not)|log ?in via/i,
    verbs: /^(?:USER|PASS|ACCT|)$/,
    meaning: 'The words say that the home directory may not be entered.',
    fix: 'Give the account the right to enter its home and every directory above it.',
    named: true,
  },
  {
    cause: 'home-dir-missing',
    all: [
      /home|\broot\b|chroot|working director|change (?:to )?director|startverzeichnis|heimatverzeichnis|répertoire personnel|directorio (?:inicial|personal)|домашн/i,
      NOT,
    ],
    not: /user\W{1,3}root|as root|root\W{1,3}(?:user|login|is|account|not)|log ?in via/i,
    verbs: /^(?:USER|PASS|ACCT)$/,
    meaning: 'The words say that the home directory is missing or cannot be entered.',
    fix: 'Create the home directory with the account as owner.',
    named: true,
  },
  {
    cause: 'user-in-deny-list',
    all: [
      USER,
      /not (?:been )?(?:allow|permit|enabled|authori[sz]ed to|activated|active|approved)|n't (?:allow|permit|trust)|disabled|locked|suspend|expired|denied|forbid|inactive|deactivat|prohibit|\bno anonymous|may not|not welcome|blocked|banned|gesperrt|deaktiviert|désactivé|bloquead|deshabilitad|заблокир|отключ|禁用|锁定/i,
    ],
    not: /password|passwort|\bwrite|upload|delet|renam|creat|overwrit|command|\bIPs?\b|address|host|from (?:this|your)|tls|ssl|secure|encrypt|director|folder|\bfile|already|too many/i,
    verbs: /^(?:USER|PASS|ACCT|)$/,
    codes: [421, 430, 500, 530, 532, 550],
    meaning: 'The words say that this account is not let in.',
    fix: "Use an account that the server lets in; look at the server's lists of users and at the state of the account.",
    named: true,
  },
  {
    cause: 'login-not-completed',
    all: [
      /(?:not|please|must|first|n't|before|need|requir\w{0,4})[^\n]{0,30}(?:log(?:ged)?[ -]?[io]n|authenticat|sign(?:ed)? ?in|\bUSER\b|\bPASS\b|who you are)|(?:login|log in|authentication|authenticate|\bUSER\b|\bPASS\b)[^\n]{0,30}(?:first|requir|expected|needed|before|please|with USER)|expect\w{0,3} (?:USER|PASS)|nicht angemeldet|non connecté|no ha iniciado|не (?:вошли|авторизов|выполнен вход)|未登录|请先登录/i,
    ],
    not: /fail|incorrect|invalid|wrong|denied|tls|ssl|secur|encrypt|cannot log|maximum/i,
    codes: [500, 501, 503, 530, 532, 550],
    meaning: 'The words say that nobody is logged in yet.',
    fix: 'Send USER and PASS before this command.',
  },
  {
    cause: 'username-mangled',
    all: [/host ?name|virtual host|domain/i, /valid|expected|missing|requir|prefix/i, /expected|missing|requir|must|needed/i],
    not: /certificate|address|resolve/i,
    codes: [501, 530],
    verbs: /^(?:USER|PASS|)$/,
    meaning: 'The words ask for the host name in front of the user name.',
    fix: 'Log in as HOST|USER, or send HOST before USER.',
    named: true,
  },
  {
    cause: 'login-not-completed',
    bare: true,
    all: [/\bUSER\b/, /\bPASS\b/, /log ?in|first|please|before/i],
    not: /fail|incorrect|wrong|denied|>|<|--/i,
    codes: [500, 501, 503, 530, 532, 550],
    meaning: 'The words ask for USER and PASS first.',
    fix: 'Send USER and PASS before this command.',
  },
  {
    cause: 'server-config-error',
    all: [
      /config\w{0,12}|\b(?:settings?|directive|option)\b|(?:log|status|group|passwd|conf) ?file|\.conf\b|cipher list|regular expression error|super-server|standalone|inetd|listen_address|pasv_address|forced IP|script/i,
      /error|invalid|illegal|\bbad\b|missing|unable|unknown|could ?n[o']t|cannot|can't|fail|not (?:configured|found|set)|must be|needs|unrecogni/i,
    ],
    not: /unknown command|not supported|uid|options? (?:utf|mlst)|command|parameter|tls configuration|cert/i,
    codes: [421, 451, 500, 501, 530, 550],
    verbs: /^(?:CONNECT|USER|PASS|STOR|MKD|)$/,
    meaning: "The words say that something is wrong in the server's configuration.",
    fix: 'Mend the line, file or right that the message names, then restart the server.',
  },
  {
    cause: 'file-locked',
    bare: true,
    all: [
      /being used|in use\b|allocated to (?:another|a different) (?:job|user|process)|\blocked\b|text file busy|file (?:is )?busy|\bbusy\b|used by another|sharing violation|utilisé par|utilizado por|usado por|utilizzato da|verwendet|belegt|занят|正在使用|使用中|in gebruik|w użyciu/i,
    ],
    not: /nicht verwendet|address|port\b|account|user (?:is )?locked|server|line|too busy|resource|: ?false\b|\bnot (?:\w{1,12} )?locked|unlocked/i,
    codes: [450, 451, 550, 552, 553],
    meaning: 'The words say that the file is in use.',
    fix: 'Wait until the other program has closed the file, then repeat.',
    named: true,
  },
  {
    cause: 'dir-not-empty',
    bare: true,
    all: [
      /not empty|non[- ]?empty|nicht leer|pas vide|non vide|no está vac|non (?:è )?vuot|não (?:está )?vazi|не пуст|не пуста|目录非空|不是空|not an empty|niet leeg|nie jest pust|空ではありません/i,
    ],
    meaning: 'The words say that the directory is not empty.',
    fix: 'Delete what is in it first, hidden files included.',
    named: true,
  },
  {
    cause: 'rename-target-exists',
    all: [EXISTS],
    not: new RegExp(`${NOT_EXISTING.source}|source`, 'i'),
    verbs: /^(?:RNTO|STOR|STOU|APPE)$/,
    codes: [450, 451, 500, 550, 551, 552, 553],
    meaning: 'The words say that the name is taken already.',
    fix: 'Delete the old file first, or choose another name.',
    named: true,
  },
  {
    cause: 'dir-exists',
    all: [EXISTS],
    not: new RegExp(`${NOT_EXISTING.source}|tls|ssl|user|session`, 'i'),
    verbs: /^(?:MKD|XMKD|)$/,
    codes: [450, 521, 550, 553],
    meaning: 'The words say that the name exists already.',
    fix: 'Go on with the existing one, or choose another name.',
  },
  {
    cause: 'bad-filename-encoding',
    bare: true,
    all: [
      /\bdecod(?:ed?|ing)\b|encod|charset|character (?:set|sequence|encoding)|\butf-?8\b|multi-?byte|unicode|byte sequence|codepage|кодировк|编码|invalid character in command/i,
      NOT,
    ],
    not: /password|cipher|base64|date encode|login data|anmeldedaten|\baware\b|(?:set|enable) utf-?8 mode|not (?:implemented|supported|understood)|unknown|disabled|server does not support|\btls\b|alert|timestamp|suricata|encoding["=:]/i,
    codes: [451, 500, 501, 550, 553],
    meaning: 'The words say that a name is not in the encoding the other side expects.',
    fix: "Set the client to UTF-8, or to the server's own character set.",
    named: true,
  },
  {
    cause: 'path-forbidden-by-policy',
    all: [
      /naming convention|(?:name|qualifier|component)[^\n]{0,12}too long|(?:file|path|director\w{1,3}|folder)[- ]?names?\b|\bnames?\b[^\n]{0,20}(?:\bis\b|\bare\b|not|contain|invalid|forbid|prohib)|\bpath\b[^\n]{0,30}(?:\bis\b|not|invalid|outside|forbid|contain)|file ?type|extension|illegal character|invalid char|dot ?files?|hidden files?|outside|anonymous user\. it|restricted to|pre\w{0,4} (?:\w+ )?check script|\((?:filename|upload|rename)|unretrievable|not yet been approved|may not \w+ that|write protected|filename filter|\brules?\b/i,
      new RegExp(
        `${REFUSED.source}|invalid char|one or more invalid|denied by|outside|protected|unretrievable|must (?:start|only)|not been approved|restricted|may not|too long`,
        'i',
      ),
    ],
    not: /user ?name|host ?name|rights|regular expression error|for this command|at this time|not a valid path|not found/i,
    codes: [450, 501, 504, 550, 553],
    named: true,
    verbs: /^(?!USER$|PASS$|AUTH$|PORT$|EPRT$|PASV$|EPSV$|OPTS$|TYPE$|REST$)/,
    meaning: 'The words say that a rule of the server forbids the name or path.',
    fix: 'Choose another name or place (no leading dot, no special characters, no forbidden ending).',
  },
  {
    cause: 'resume-not-permitted',
    bare: true,
    all: [
      /append|restart|resum|\bREST\b|modifying existing|fortsetz|reprise|reanud|докач|续传/i,
      new RegExp(`${REFUSED.source}|not supported|unsafe|not compatible|cannot|can't|unable|invalid|nicht`, 'i'),
    ],
    not: /session|server (?:is )?restart|tls|please restart|directive/i,
    meaning: 'The words say that transfers may not be resumed.',
    fix: 'Send the whole file again, or delete the partial one first.',
    named: true,
  },
  {
    cause: 'write-disabled-by-config',
    all: [
      /upload|\bwrit|modif|delet|renam|\bcreat|overwrit|change the file ?system|read-?only|stor(?:e|ing)\b/i,
      /disabled|not enabled|switched off|turned off|read-?only (?:server|mode|account|user|access|ftp)|(?:server|ftp|account|user|access|session)[^\n]{0,12}(?:is )?read-?only|anonymous|\bguests?\b|users? (?:may|can|are)|(?:this|the) server|by (?:the )?(?:configuration|administrator)/i,
      REFUSED,
    ],
    codes: [450, 500, 502, 504, 530, 532, 550, 553],
    meaning: 'The words say that a setting of the server forbids writing.',
    fix: 'Use an account that may write, or allow writing for this one.',
    named: true,
  },
  {
    cause: 'pipelining-out-of-sequence',
    all: [
      /(?:during|while)[^\n]{0,20}transfer|only command allowed at this time|parallel command|bad sequence|(?:additional|spurious|unexpected|extra) data (?:received )?after|before (?:this|the) reply|(?:another|previous|prior|other) (?:command|transfer)[^\n]{0,20}(?:progress|running|pending|finish)|transfer (?:is )?(?:already )?(?:in progress|running)|commands? too fast/i,
    ],
    not: /issue|aborted|fail|error (?:during|while)|RNFR|RNTO|login|user first/i,
    codes: [425, 450, 500, 501, 503, 530, 550],
    meaning: 'The words say that commands came in the wrong order or too early.',
    fix: 'Wait for every reply before the next command.',
  },
  {
    cause: 'file-missing',
    all: [
      /no such|no (?:files?|data sets?|members?|entries|objects?|jobs?) (?:was |were )?found|not (?:be )?found|not exist|n't exist|cannot find|can't find|could not find|non-?exist|no longer|not a (?:regular|plain|valid)|unavailable|unable to (?:find|locate)|not (?:retrievable|available|accessible)|missing|nicht (?:gefunden|vorhanden)|existiert nicht|introuvable|n'existe|no (?:existe|se (?:encuentra|encontró))|non (?:trovat|esist)|não (?:encontrad|existe)|не (?:найден|существует)|找不到|不存在|not located/i,
    ],
    not: /command|parameter|argument|option|user\b|login|data connection|algorithm|server|service|mode\b|resource|tls|ssl|handler|home|facts or|timestamp|socket/i,
    codes: [450, 451, 500, 501, 504, 550, 551, 553],
    meaning: 'The words say that the file or directory does not exist.',
    fix: 'Compare path, spelling and case with a listing; the path starts at the login directory.',
  },
  {
    cause: 'empty-argument',
    all: [
      /argument|parameter|\bpath|file ?name|\bname\b|username|password|facts|level|size\b|specified|restart point/i,
      /missing|\bneeds?\b|requir|\bmust\b|\bno (?:argument|parameter|file|path|name|password|restart|\w{4} specified)|not specified|expected|empty|provide|without/i,
    ],
    not: /tls|ssl|log(?:ged)? ?in|anonymous|encrypt|please specify the password|not understood|wrong|credentials|unexpected/i,
    codes: [500, 501, 503, 504, 530, 550, 551, 553],
    meaning: 'The words say that something is missing behind the command.',
    fix: 'Give the command its argument: a variable or template in the client is empty.',
  },
  {
    cause: 'command-not-supported',
    all: [
      /command|option|parameter|subcommand|extension|support|implement|understood|recogni[sz]|feature|\bmode\b|not known|don't know|unknown (?!error)|disabled|hash algorithm|glob|unavailable|\bhuh\b|no-features|facts?\b|\bbefehl|commande|comando|команд|命令|no longer honou?red/i,
      new RegExp(
        `${NOT.source}|unsupported|unimplemented|wrong|only|\\bhuh\\b|unbekannt|inconnue?|desconocid|sconosciut|desconhecid|неизвестн|unexpected`,
        'i',
      ),
    ],
    not: /password|user ?name|\bfile not found|permission|tls|ssl|\bip\b|ascii|the parameter is incorrect/i,
    codes: [402, 451, 500, 501, 502, 504, 550, 551],
    meaning: 'The words say that the server does not know the command or its form.',
    fix: 'Use what FEAT and HELP list, or switch the feature off in the client.',
  },
  {
    cause: 'command-not-supported',
    bare: true,
    all: [
      /(?:^|[\s:>"'`([])(?:SITE [A-Z]{2,8}|X?MKD|X?RMD|MLS[DT]|MDTM|MFMT|SIZE|STOU|APPE|ALLO|STAT|HASH|XCRC|XMD5|RANG|CLNT|OPTS|FEAT|NLST|LIST|RNFR|DELE|CDUP|X?PWD|ABOR|LANG|HOST|MODE|STRU|HELP|SMNT|REIN|ACCT)\b/,
      /not (?:implemented|understood|supported|recogni[sz]ed)|unrecogni[sz]ed|unimplemented|unknown command|nicht (?:implementiert|unterstützt)|non (?:implémenté|supporté|reconnu)/i,
    ],
    not: /server does not|using|falling back|fall back|instead|warning|by this site|gegenstelle|'[A-Z]{3,4} '/i,
    codes: [500, 502, 504],
    meaning: 'The words say that the server does not know the command.',
    fix: 'Use what FEAT and HELP list, or switch the feature off in the client.',
  },
  {
    cause: 'command-not-supported',
    all: [/permission|denied|not (?:permitted|allowed)|forbidden/i],
    not: /tls|ssl|log ?in|user|secur/i,
    codes: [500, 502, 550],
    verbs: /^(?:FEAT|OPTS|SYST|HELP|MODE|STRU|CLNT|LANG|NOOP)$/,
    meaning: 'A command that touches no file is refused: the server lets only some commands through.',
    fix: "Let the server's administrator allow the command, or use a client that does without it.",
  },
  {
    cause: 'command-not-supported',
    all: [/\bascii\b/i, /\bSIZE\b|file size/i, REFUSED],
    codes: [550],
    verbs: /^(?:SIZE|)$/,
    meaning: 'The words say that the size of a file is not told while the transfer type is ASCII: it would have to be counted.',
    fix: 'Send TYPE I before SIZE.',
    named: true,
  },
  {
    cause: 'no-write-permission',
    all: [
      /permission|\bperms\b|access (?:is )?denied|not permitted|rights|privileges?|not authori[sz]ed|read-?only|write.?protect|отказ/i,
      NOT,
    ],
    not: /home|login/i,
    codes: [450, 451, 502, 532, 550, 552, 553],
    verbs: /^(?:STOR|STOU|APPE|DELE|X?MKD|X?RMD|RNFR|RNTO|SITE|MFMT|)$/,
    meaning: 'The words say that the rights do not suffice.',
    fix: 'Check the rights of the login on the file and on its directory.',
  },
  {
    cause: 'no-read-permission',
    all: [/permission|access (?:is )?denied|not permitted|rights|privileges?|not authori[sz]ed|отказ/i, NOT],
    not: /home|login/i,
    codes: [450, 451, 550, 552, 553],
    verbs: /^(?:RETR|LIST|NLST|MLSD|MLST|X?CWD|CDUP|SIZE|MDTM|STAT|X?PWD|HASH)$/,
    meaning: 'The words say that the rights do not suffice.',
    fix: 'Check the rights of the login on the file and on every directory above it.',
  },
  {
    cause: 'wrong-password',
    all: [
      /log ?(?:in|on)|password|passwd|authenticat|credential|\buser|anmeld|passwort|kennwort|benutzer|connexion|mot de passe|identifi|contraseña|usuario|senha|utente|парол|логин|пользовател|密码|用户|登录/i,
      /incorrect|fail|wrong|invalid|denied|\bbad\b|reject|refus|not (?:valid|accepted|recogni|match|correct|known)|unknown|no such|does not match|mismatch|falsch|fehlgeschlagen|incorrecte?|échou|incorrecto|errat|sbagliat|невер|неправильн|ошибк|错误|失败|不正确/i,
    ],
    codes: [430, 530, 535],
    meaning: 'The words say that user name or password was not accepted.',
    fix: "Check the stored user name and password; the server's authentication log tells which of the two it was.",
  },
  {
    cause: 'server-bug',
    all: [
      /internal (?:server )?error|exception|null pointer|\bnil\b|assert|panic|not instantiated|handler not set|stack ?trace|traceback|segmentation|should not (?:happen|get here|be reached)|uninitiali[sz]ed/i,
    ],
    meaning: 'The words tell of a fault in the server program itself.',
    fix: "Look at the server's own log at this moment, and update the program.",
  },
  {
    cause: 'data-connection-reset-early',
    all: [
      /data connection|data channel|network stream|transferring|transfering|socket|from peer|transfer/i,
      /abort|reset|broken pipe|lost|closed|error|interrupted|cancell?ed/i,
    ],
    not: /not|no |fail\w{0,3} to (?:open|establish)|tim(?:ed|e)[- ]?out|refused|tls|ssl|space|permission|denied/i,
    codes: [425, 426, 450, 451, 551],
    meaning: 'The words say that the data connection broke off.',
    fix: 'Repeat the transfer, and look for what cuts long or quiet connections.',
  },
];
