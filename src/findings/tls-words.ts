// What a TLS library says went wrong. There are a dozen of them, in several languages, and each words the same few troubles
// its own way: here their words become one of these troubles, which the causes then judge by the step the session is in.
import { anyOf } from '../any-of.ts';
import { readAbroad } from '../explain/abroad.ts';

/** What kind of trouble the words tell of. */
export type TlsTrouble =
  /** The session of the control connection was not taken up again. */
  | 'not-resumed'
  /** The certificate of the other side is not accepted. */
  | 'untrusted'
  /** The server has no certificate or key that it can use. */
  | 'no-certificate'
  /** What came is no TLS at all. */
  | 'not-tls'
  /** No version, cipher or algorithm in common. */
  | 'nothing-common'
  /** The end of the connection was not announced. */
  | 'unclean-end'
  /** The handshake was cut off or failed, without a reason. */
  | 'cut-off';

/** Only words that have to do with TLS are looked at any closer. */
const OF_TLS = anyOf`
    EPROTO
    EOF occurred
    unexpected eof
    errSSL
    schannel
    revocation
    SEC_ERROR
    tls
    ssl
    certificat
    zertifikat
    certificad
    сертификат
    证书
    証明書
    certyfikat
    certifikat
    \bcert\b
    x\.?509
    PKIX
    handshake
    cipher
    cypher
    close[_ ]?notify
    SSPI
    SEC_E_
    CERT_
    common algorithm
    transport stream
    transportstream
    flux de transport
    unwrap
    trust anchor
    fatal alert
    peer certificate
    re-?us
    resum
    packet format
    paketformat
    communicate securely
    encryption algorithm
    authenticationexception
    frame size
    Diffie
    hostname
    host name
    alt ?name
    common name
    key ?store
    network stream
    principal
    principal name
    invalidcontenttype
    protocol version
  `;

const NOT_RESUMED = anyOf`
    TLS_RESUME_FAILURE
    rejects? new (?:tls|ssl) session
    (?:tls|ssl|data c\w{2,9}|datenverbindung|données|session)[^\n]{0,70}(?:resum(?:ed|ption|e)\b|re-?us(?:e|ed|ing)?\b|reprise|wiederverw|wiederaufn|fortgesetzt|reutiliz)
    (?:resum(?:e|ed|ption)|re-?use[ds]?|reprise|reanud\w{0,12}|возобнов\w{0,12})\b[^\n]{0,50}(?:tls|ssl|session)
    require_ssl_reuse
    cached (?:tls|ssl) session
    (?:existing|same|matching|original) (?:ssl|tls) session
    session (?:id|ticket)s?\b[^\n]{0,60}(?:match|mismatch|invalid|bad|wrong|unknown)
    session[^\n]{0,60}(?:do(?:es)?(?: not|n't)|not) match the control
    sess?ion_?re-?use
  `;
const NOT_RESUMED_NOT =
  /resum\w{0,3} (?:the )?(?:down|up)load|(?:down|up)load\w{0,3} (?:was |is )?resum|transfer (?:was )?resum|\bREST\b|session (?:was )?re-?used(?! )|re-?us(?:e|ing) (?:existing )?(?:connection|socket)|SSL re-?using session|session ID Re-?used|TLS session resumed|keep-?alive|SSL (?:version|cipher)/i;
const REFUSAL =
  /not|nicht|n't|requir|must|mandatory|need|fail|exig|obligat|reject|refus|deny|denied|erforder|muss|\bno\b|bad|wrong|failure|invalid|erwartet|необходим|please/i;

const FAILED_TO_VERIFY =
  /(?:fail\w{0,12}|unable|cannot|can't|could(?: not|n't)|error|not|nicht|impossible)[^\n]{0,60}(?:verif|valid(?!ity))|(?:verif|validat)\w{0,12}[^\n]{0,60}(?:fail|error|not |n't|unable|invalid)|verify[_ ]fail/i;
const DOUBTED = new RegExp(
  [
    FAILED_TO_VERIFY.source,
    "(?:not|n't|un)[ -]?(?:be )?trust|not (?:yet )?valid|is invalid|invalid (?:peer )?cert|ungültig|nicht (?:gültig|vertrau)|pas (?:valide|fiable)|no es (?:válid|confiable)|inválid|non (?:è )?(?:valid|attendibil)|недейств|не (?:довер|заслуж)|无效|無效|不受信|無効|nieprawid|ongeldig|niet (?:vertrouwd|geldig)|ogiltig",
    'self.?signed|selbst.?signiert|auto-?sign|autofirmad|autoassinad|самоподпис|自签',
    'expired|abgelaufen|verlopen|caducad|expiré|scadut|истек|过期|(?<!not )revoked|revoziert',
    'mismatch|(?:not|n.t) match|altname|no (?:subject )?alternative|no name matching|IP SANs?\\b|valid for|not valid for|legacy Common Name|principal name is incorrect|made out to',
    '(?:unknown|unrecogni[sz]ed|unable to get|not known|no known|not recogni[sz]ed|known|locally verify)[^\\n]{0,30}(?:issuer|authority|\\bca\\b)|issuer[^\\n]{0,40}(?:unknown|not (?:known|recogni[sz]ed|trusted))|unknown[_ ](?:ca|issuer|authority)|certificate[_ ]unknown|bad[_ ]certificate|unknown certificate',
    'errors? in the certificate chain|RemoteCertificate\\w{3,30}|PartialChain|UntrustedRoot|CERT_TRUST_IS_(?!COMPLEX)|PKIX path|CertPath\\w{0,20}Exception|trust anchor|pretending to be|rejected by|not verified|insecure signature|trust relationship|vertrauensstellung|relation d.approbation|relaci[óo]n de confianza|relação de confiança|доверительн|信任关系|NotValidForName|CertExpired|InvalidCertificate|UnknownIssuer',
  ].join('|'),
  'i',
);
const UNTRUSTED_ALONE = anyOf`
    CRYPT_E_\w{0,12}REVO
    unable to check revocation
    SEC_ERROR_\w{3,40}
    errSSLXCert
    X509 verif
    SEC_E_(?:UNTRUSTED_ROOT|WRONG_PRINCIPAL|CERT_EXPIRED|CERT_UNKNOWN)
    target principal name is incorrect
    CERT_HAS_EXPIRED
    SELF_SIGNED_CERT
    UNABLE_TO_(?:VERIFY|GET_ISSUER)
    PKIX path
    host ?names?\b(?![^\n]{0,80}ftp site)[^\n]{0,80}(?:(?:not|n't) (?:be )?(?:match|verified)|mismatch)
    trust anchor[^\n]{0,60}not found
  `;
const CERTIFICATE =
  /secure channel|sicheren ssl|canal ss[lt]|certificat|zertifikat|certificad|сертификат|证书|証明書|certyfikat|certifikat|\bcert\b|x\.?509|CERT_|\bca\b|alt ?name|common name/i;
/** What curl and others only remark, and what is the server's own certificate. */
const UNTRUSTED_NOT =
  /continuing anyway|verify ok|skipping|ignor(?:ed|ing)|client'?s? certificate|no certificates? (?:is |was )?(?:configured|found|set|loaded|available)|private key|key values|\b(?:load|read|open|find|locate|set|setting|select)\w{0,4} [^\n]{0,30}(?:certificate(?! is)|cert\b|\.pem)|start line|PEM data|keystore|directory/i;

const NO_CERTIFICATE = anyOf`
    (?:load|read|open|find|locat|set|select|us|get)\w{0,4}\b[^\n]{0,40}(?:certificate|\bcert\b|(?:private|RSA|DSA|ECC?|ECDSA|TLS|SSL|server) key|key ?file|\.pem\b|\.crt\b|TLS config)
    (?:certificate|private key|keystore|key ?file|\.pem\b|\.crt\b|TLS\w{2,4}CertificateKey\w{0,5}|TLS\w{2,4}Certificate\w{0,5}|SSL initiali[sz]ation)[^\n]{0,60}(?:missing|not (?:configured|found|set|available|loaded|selected|specified|installed|provided|readable)|n't exist|does not exist|no such file|could(?: not|n't)|cannot|unable|unavailable|fail|error|denied|no start line|tampered|fehlt|introuvable)
    \bno (?:tls |ssl |server |x\.?509 |valid |usable )?cert\w{0,12}[^\n]{0,30}(?:configured|found|set|available|loaded|installed|given|selected|file)?
    key values? mismatch
    private key (?:does not|doesn't) match
    must use a certificate
    failed to find any PEM data
    no TLS config
    (?:lack|absence) of (?:\w+ )?certificate
  `;
const NO_CERTIFICATE_SAID =
  /missing|\black of|absence|not |n't|unavailable|no such|\bno\b|could ?n|cannot|unable|fail|error|denied|invalid|mismatch|tampered|must|fehlt|introuvable/i;
const NO_CERTIFICATE_NOT = /verif|trust|peer|client'?s? cert|remote|issuer|expired|self.?signed|subject alternative|altname|CN[= ]/i;

const NOT_TLS = anyOf`
    wrong[_ ]version[_ ]number
    first record does not look like a TLS
    unexpected TLS packet
    unrecogni[sz]ed SSL message
    plaintext connection\?
    frame size or a corrupted frame
    unexpected packet format
    unerwartet\w{0,4} paketformat
    format de paquet inattendu
    formato de paquete inesperado
    packet length too long
    record[_ ]layer[_ ]failure
    unknown[_ ]protocol
    http[_ ]request
    non-TLS
    not (?:a |an )?(?:SSL|TLS)(?:/TLS)? (?:record|packet|message|connection)
    first bytes (?:look|are)
    plain ?text[^\n]{0,40}(?:TLS|SSL) ?handshake
    illegal version
    RECORD_TOO_LONG
    SEC_E_INVALID_TOKEN
    80090308
    token supplied to the function is invalid
    InvalidContentType
    corrupt message of type
    instead of (?:a )?(?:TLS|SSL)
    plain(?: ?text)? (?:FTP )?(?:greeting|reply|response|data)[^\n]{0,30}(?:TLS|SSL|handshake)
    bad record type
    unknown record type
  `;
/** vsftpd's notes on how a socket was closed. */
const NOTE_ONLY = /SSL ret: \d+, SSL error: error:0{8}/;
/** Of the server that reads what a client offers, the same words mean a version it does not take. */
const AS_SERVER = /client_?hello|unable to accept|SSL_accept|accept(?:ing)? (?:TLS|SSL)/i;

const NOTHING_COMMON = anyOf`
    could not negotiate an? (?:ssl |tls )?cipher
    no (?:ssl |tls )?ciphers? spec
    mutually supported
    (?:requires?|needs?|only|at least)\b[^\n]{0,20}(?:TLS|SSL) ?v?1[._][0-3]
    protocol[_ ]?version(?! \d)
    unsupported[_ ]protocol
    unsupported (?:record |TLS |SSL )?versions?
    version[_ ](?:too[_ ]low|not[_ ]supported)
    no (?:shared|common|supported|mutual|usable|matching|appropriate|overlapping)[_ ](?:cipher|protocol|encryption|algorithm|version|suite)
    no[_ ](?:shared[_ ]cipher|protocols?[_ ]available|ciphers?[_ ]available|cyphers?[_ ]overlap)
    no cipher(?: suite)?s? (?:in common|match|available)
    common (?:encryption )?algorithm
    ALGORITHM_MISMATCH
    NO_CYPHER_OVERLAP
    VERSION_OR_CIPHER
    incompatible or unsupported
    supported versions satisfy
    not support any cipher
    peer is incompatible
    ServerDoesNotSupport
    algorithm constraints
    (?:prime|modulus)[^\n]{0,60}(?:not acceptable|too (?:small|short|weak))
    dh[_ ]key[_ ]too[_ ]small
    key too (?:small|short|weak)
    md too weak
    handshake[_ ]?fail(?:ure|ed)
    unsafe[_ ]legacy
    legacy renegotiation
    inappropriate[_ ]fallback
    insufficient[_ ]?security
    illegal TLS extension
    public key algorithm
    server (?:chose|selected)[^\n]{0,40}(?:version|TLS)
    version range
    weak ciphers?
    SEC_E_(?:UNSUPPORTED_FUNCTION|ILLEGAL_MESSAGE)
    80090302
    80090326
    80090331
    errSSLProtocol
    errSSLPeer\w{1,40}
    -98(?:00|24|36)\b
    EPROTO
    internal[_ ]error alert
    PeerIncompatible
    unsupported[_ ]certificate[_ ]type
    128-bit encryption
    (?:tls|ssl)[^\n]{0,30}version[^\n]{0,30}(?:mismatch|not (?:supported|accepted|allowed)|too (?:low|old))
    message received was unexpected or badly formatted
    cipher (?:suites? )?mismatch
    SSL message format is incorrect
    SSL protocol or certificate type is not supported
  `;

const UNCLEAN_END = anyOf`
    close_?notify
    (?:not|n't|missing|without|no)\b[^\n]{0,20}close notify
    non-properly terminated
    not properly (?:terminated|closed|shut)
    did(?: not|n't) properly (?:shut|close)
    without (?:a )?(?:proper |clean |correct )?(?:ssl |tls )?(?:shut ?down|closure|close alert)
    SSL_(?:read|write|shutdown)[^\n]{0,20}(?:on )?shut ?down
    SSL_shutdown
    SSL_read: SSL_ERROR_SYSCALL
    (?:ssl|tls) shut ?down[^\n]{0,30}(?:fail|error)
    unexpected[_ ]eof
    EOF occurred in violation
    violation of protocol
    application[_ ]data[_ ]after[_ ]close
    KRB5_S_INIT
    TLS/SSL connection has been closed
    SSLZeroReturn
    truncation attack
    improper(?:ly)? (?:shut|clos)
    (?:ssl|tls) connection[^\n]{0,30}(?:not properly|unclean|improper)
    error \(?-110\b
    shut ?down while in init
    failure reading network stream
  `;

const CUT_OFF = anyOf`
    (?:échec|erreur)[^\n]{0,30}négociation (?:TLS|SSL)
    (?:ошибка|сбой)[^\n]{0,20}(?:рукопожати|TLS|SSL)
    (?:TLS|SSL)\W?(?:handshake|aushandlung)[^\n]{0,30}fehlgeschlagen
    (?:tls|ssl|handshake|secure channel|secure connection)[^\n]{0,40}(?:fail|error|timed? ?out|abort|cut|closed|reset|terminated|disconnected|interrupted)
    (?:fail\w{0,12}|error|closed|terminated|disconnected|unable|could(?: not|n't)|can(?:not|'t))[^\n]{0,60}(?:handshake|(?:tls|ssl) (?:connection|negotiation|session)|secure (?:TLS |SSL )?(?:channel|connection))
    closed the transport stream
    transport ?stream geschlossen
    fermé le flux de transport
    cerr[óo] la secuencia de transporte
    SSL_ERROR_SYSCALL
    SSL_connect (?:returned|SYSCALL|error)
    SSPI failed
    fatal alert
    negotiation failed
    packet with unexpected length
  `;

/** Words about a certificate or handshake that went well, or that only tell what comes next. */
const FINE =
  /compiled using OpenSSL version|cleartext sessions|unable to register '\w{1,20}' SSL session cache|SSL version: [^\n]{0,60}cipher|handshake (?:successful|done|complete|ok)|(?:successful|established|completed) [^\n]{0,20}handshake|verify(?:ing)? (?:ok|certificate\W*$)|SSL certificate verify ok/i;

let asked: { readonly text: string; readonly frames: string; readonly trouble: TlsTrouble | undefined } | undefined;

/** The trouble that the words of a TLS library tell of, or undefined. Several causes ask about the same words in turn. */
export function tlsTrouble(text: string, frames = ''): TlsTrouble | undefined {
  if (asked?.text !== text || asked.frames !== frames) asked = { text, frames, trouble: read(text, frames) };
  return asked.trouble;
}

/** The same troubles in other languages than English, by the causes that their words name. */
const ABROAD: Readonly<Record<string, TlsTrouble>> = {
  'tls-session-reuse-required': 'not-resumed',
  'certificate-not-trusted': 'untrusted',
  'tls-unclean-shutdown': 'unclean-end',
};

const read = (text: string, frames: string): TlsTrouble | undefined =>
  NOTE_ONLY.test(text) ? undefined : (readEnglish(text, frames) ?? ABROAD[readAbroad(text.slice(0, 600))?.cause ?? '']);

function readEnglish(text: string, frames: string): TlsTrouble | undefined {
  // Python waits for the end of the other side where it takes TLS off the data connection.
  if (/\bunwrap\(|_sslobj\.shutdown/.test(frames) || /\bunwrap\(\)/.test(text)) return 'unclean-end';
  // What a program was told to do is no word of it: `wget --no-check-certificate`.
  const head = text.slice(0, 600).replace(/(?<![\w-])--?[a-z][\w-]{2,40}/g, '');
  if (!OF_TLS.test(head) || FINE.test(head) || (/\bssh/i.test(head) && !/\b(?:tls|ssl)/i.test(head))) return undefined;
  // How the control connection ends does no harm to any file.
  if (/control connection[^\n]{0,40}without|on command channel/i.test(head)) return undefined;
  if (NOT_RESUMED.test(head) && REFUSAL.test(head) && !NOT_RESUMED_NOT.test(head)) return 'not-resumed';
  if (UNTRUSTED_ALONE.test(head) || (CERTIFICATE.test(head) && DOUBTED.test(head) && !UNTRUSTED_NOT.test(head))) return 'untrusted';
  if (NO_CERTIFICATE.test(head) && NO_CERTIFICATE_SAID.test(head) && !NO_CERTIFICATE_NOT.test(head)) return 'no-certificate';
  if (NOT_TLS.test(head)) return AS_SERVER.test(head) && !/ssl3_get_record/.test(head) ? 'nothing-common' : 'not-tls';
  if (UNCLEAN_END.test(head)) return /handshake|transport stream|transfercmd/i.test(`${head}${frames}`) ? 'cut-off' : 'unclean-end';
  if (NOTHING_COMMON.test(head)) return 'nothing-common';
  return CUT_OFF.test(head) && !/re-?us|resum|data (?:connection|channel)/i.test(head) ? 'cut-off' : undefined;
}
