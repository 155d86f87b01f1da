// TLS is offered and wanted, but the handshake does not succeed; or the TLS session of the data connection is the trouble.
import { type Cause, weigh } from '../cause.ts';

export const tlsCertMissing: Cause = {
  id: 'tls-cert-missing',
  severity: 'error',
  words:
    /error loading TLS\w{0,20}(?:Certificate|Key)\w{0,12}|no (?:tls |ssl |server |x\.?509 )?certificates? (?:is |was )?(?:configured|found|available|loaded|installed|set)|cannot (?:load|find|read|open) [^\n]{0,40}(?:certificate|private key|cert file|\.pem)|(?:unable|failed) to (?:load|read|open|find|use)[^\n]{0,60}(?:certificate|private key|\.pem|\.crt)|certificate (?:was not|is not|not) (?:configured|found|selected)|missing[^\n]{0,20}certificate|cannot get a TLS config|private key (?:was )?not found/i,
  look({ substatus, code, verb, text }) {
    // What comes after, such as "no shared cipher", is only its consequence.
    if (/error loading TLS\w{0,20}(?:Certificate|Key)/i.test(text)) return weigh(90);
    if (substatus === 31 || substatus === 44 || substatus === 45) return weigh(92);
    return code === 431 && verb === 'AUTH' ? weigh(84) : undefined;
  },
  title: ({ verb }) => `TLS was asked for${verb === 'AUTH' ? ' with AUTH' : ''}, but the server has no certificate that it can use.`,
  client: 'Nothing can be done in the client, except plain FTP where that is allowed.',
  admin: {
    vsftpd: 'Set rsa_cert_file and rsa_private_key_file to readable PEM files.',
    proftpd: 'Set TLSRSACertificateFile and TLSRSACertificateKeyFile in this very <VirtualHost>.',
    'pure-ftpd': 'Put certificate and key into CertFile (/etc/ssl/private/pure-ftpd.pem).',
    iis: 'Choose a certificate with its private key under FTP SSL Settings.',
    sftpgo: 'Set certificate_file and certificate_key_file of the FTP service.',
    other: 'Give the server a certificate with its private key, readable for its account.',
  },
  samples: {
    finds: [
      "error loading TLSECCertificateFile '/etc/ftpd/e.pem':\nunable to accept TLS connection: no shared cipher (ftpd)",
      '> AUTH TLS\n< 550 Cannot get a TLS config: no TLS certificate configured',
      '500 OOPS: SSL: cannot load RSA certificate',
    ],
    spares: ['> AUTH TLS\n< 234 ok\n> USER ann\n< 331 pw\n> PASS x\n< 230 in'],
  },
};

/** Names of OpenSSL, GnuTLS, NSS, Schannel, SecureTransport, rustls, Go and Java for a handshake without common ground. */
const MISMATCH =
  /protocol[_ ]?version|common algorithm|SEC_E_(?:ALGORITHM_MISMATCH|UNSUPPORTED_FUNCTION|ILLEGAL_MESSAGE)|8009030[28]|80090326|80090331|no[_ ]cyphers?[_ ]overlap|SSL_ERROR_UNSUPPORTED|errSSLProtocol|errSSLPeer\w{1,40}|-98(?:00|24|36)\b|PeerIncompatible|EPROTO|no supported (?:cipher|protocol|signature)|no cipher suites?|internal[_ ]error alert|unsupported[_ ]protocol|unsupported version|version[_ ]too[_ ]low|no (?:shared|common) cipher|no[_ ]protocols?[_ ]available|no[_ ]shared[_ ]cipher|handshake[_ ]?fail(?:ure|ed)|dh[_ ]key[_ ]too[_ ]small|no appropriate protocol|no cipher(?:s| suites)? (?:in common|match|available)|unsafe[_ ]legacy[_ ]renegotiation|inappropriate[_ ]fallback|insufficient[_ ]?security|SSPI failed|protocol version not supported|TLS (?:negotiation|handshake)[^\n]{0,20}(?:fail|error)|SSL (?:negotiation|handshake)[^\n]{0,20}(?:fail|error)|FTPS authentication failed|weak ciphers|TLS fatal alert|ssl_error_syscall|unsupported[_ ]certificate[_ ]type|EE key too small|ca md too weak|128-bit encryption/i;

/** Somebody has narrowed the versions down, or found that another version works. */
const OLD_ONLY =
  /SslProtocols?\s?[.=:]\s?\S{0,40}?\b(?:Tls|Ssl[23]|Tls11|Default)\b(?!1)|PROTOCOL_TLSv1(?:_1)?\b|PROTOCOL_SSLv\d|TLS(?:v?1[._]\d)?[^\n]{0,60}\bworks?\b|\b(?:only|turn\w{0,3} (?:on|off)|enabl\w{0,3}|disabl\w{0,3})[^\n]{0,24}TLS ?v?1[._][0-3]/i;

export const tlsVersionMismatch: Cause = {
  id: 'tls-version-mismatch',
  severity: 'error',
  look({ kind, text, session, substatus, hint, code, verb }) {
    if (substatus === 55) return weigh(92);
    // The server knows AUTH, and its own TLS library cannot go on with what it was given.
    if (kind === 'reply' && verb === 'AUTH' && /error:[0-9A-F]{6,10}:SSL routines|no ciphers available/i.test(text))
      return weigh(88, [], ['server-config-error', 'tls-cert-missing']);
    if (kind === 'silence')
      return session.auth?.code === 234 && session.last === session.auth && session.closed
        ? weigh(56, [session.auth.at], ['certificate-not-trusted', 'tls-cert-missing'])
        : undefined;
    if (
      hint &&
      !/^(?:tls-version-mismatch|tls-unclean-shutdown|implicit-vs-explicit-tls|wrong-password|data-connection-reset-early)$/.test(hint)
    )
      return undefined;
    // Only an old version was allowed, and the other side hung up without a word.
    const old =
      kind === 'words' &&
      (OLD_ONLY.test(text) || session.wordsSay(OLD_ONLY)) &&
      (/clos|reset|EOF|handshake|unexpected|authenticat/i.test(text) || MISMATCH.test(text)) &&
      !session.loggedIn;
    if (old) return weigh(86, [], ['implicit-vs-explicit-tls']);
    if (/session (?:re-?use|resum)|not resumed|did not reuse/i.test(text)) return undefined;
    if (/data connection/i.test(text) && session.dataWorked === 0 && session.prot === 'P')
      return MISMATCH.test(text) ? weigh(60, [], ['tls-session-reuse-required']) : undefined;
    const cutOff =
      session.auth?.code === 234 &&
      session.last?.code === 234 &&
      !session.tlsProven &&
      /non-properly terminated|EOF|closed|reset|socket (?:disconnected|hang up)|ECONNRESET|SSLEOF|disconnected/i.test(text);
    if (cutOff && kind === 'words') return weigh(66, [session.auth?.at], ['tls-cert-missing']);
    // Pure-FTPd words a failed handshake with the code 400.
    if (code === 400 && /cleartext sessions/i.test(text)) return weigh(80);
    if (!MISMATCH.test(text)) return undefined;
    // An alert or a failure in general may have any reason.
    return weigh(/SSPI failed|FTPS authentication failed|negotiation failed|TLS fatal alert has|EPROTO\W*$/i.test(text) ? 70 : 80, [
      session.auth?.at,
    ]);
  },
  title: ({ session }) =>
    `The TLS handshake${session.auth?.code === 234 ? ' after 234' : ''} failed: client and server have no TLS version or cipher in common, or one of them broke off.`,
  client: 'Update the client or its TLS library; if the server cannot be changed, allow the older TLS version there for this one server.',
  admin: {
    vsftpd: 'Allow TLS 1.2 and 1.3 (ssl_tlsv1_2, ssl_tlsv1_3) and set ssl_ciphers=HIGH.',
    proftpd: 'Set TLSProtocol TLSv1.2 TLSv1.3, and a current TLSCipherSuite.',
    'pure-ftpd': 'Set TLSCipherSuite to HIGH without -S:… restrictions of old versions.',
    iis: 'Enable TLS 1.2 in Schannel and restart.',
    'filezilla-server': 'Lower the minimum TLS version only if an old client must be served.',
    other: 'Offer TLS 1.2 and 1.3 with current ciphers.',
  },
  further: 'openssl s_client -starttls ftp -connect HOST:21 (with -tls1_2, -tls1_3) shows which versions and ciphers the server takes.',
  samples: {
    finds: [
      '> AUTH TLS\n< 234 ok\ncurl: (35) error:0A000410:SSL routines::sslv3 alert handshake failure',
      "> AUTH TLS\n< 234 ok\nAuthenticationException: the remote party sent a TLS alert: 'HandshakeFailure'.",
      'var o = new Options { SslProtocols = SslProtocols.Tls };\nvar ftp = Connect(o);\nIOException: the connection was forcibly closed by the remote host (ftp)',
      '> AUTH TLS\n< 234 ok\nschannel: SEC_E_ALGORITHM_MISMATCH (0x80090331)',
      '> AUTH TLS\n< 500 OOPS: error:0A0000B5:SSL routines::no ciphers available',
      '> AUTH TLS\n< 234 ok\n[SSL: UNSUPPORTED_PROTOCOL] unsupported protocol (_ssl.c:1007)',
    ],
    spares: ['> AUTH TLS\n< 234 ok\n> USER ann\n< 331 pw\n> PASS x\n< 230 in'],
  },
};

export const certificateNotTrusted: Cause = {
  id: 'certificate-not-trusted',
  severity: 'error',
  words:
    /certificate[_ ]verify[_ ]failed|certificate verification[^\n]{0,60}(?:fail|error|not trusted)|(?:self[- ]signed|untrusted|expired|revoked) certificate|certificate (?:for [^\n]{1,40} )?(?:has |is )?(?:expired|not trusted|untrusted|self-signed|revoked|not valid|invalid|rejected)|certificate is valid for|unable to (?:get local issuer|verify the first)|unknown (?:ca\b|authority|issuer)|certificate common name|SSL certificate problem|ERR_TLS_CERT_ALTNAME|CERT_HAS_EXPIRED|SELF_SIGNED_CERT|UNABLE_TO_VERIFY|certificate's altnames|no alternative certificate subject name|host ?name (?:mismatch|does not match|doesn't match)|(?:does not|doesn't) match (?:the )?certificate|remote certificate (?:is|was) (?:invalid|rejected)|PKIX path|cannot verify [^\n]{1,80}'s certificate|x509: (?:certificate|cannot)|alert:? '?(?:unknown ?ca|certificate ?(?:unknown|expired|revoked)|bad ?certificate)|SEC_E_(?:UNTRUSTED_ROOT|WRONG_PRINCIPAL|CERT_EXPIRED)|SEC_ERROR_\w{1,40}|UnknownIssuer|NotValidForName|x509: |X509 verif|errSSLXCert\w{1,40}|certificate issuer is unknown|not trusted/i,
  look: ({ substatus }) => (substatus === 47 || substatus === 48 || substatus === 49 ? weigh(84) : undefined),
  title({ text }) {
    const why = /expired|date/i.test(text)
      ? 'it has expired'
      : /altname|common name|valid for|host ?name|alternative|does(?:n't| not) match/i.test(text)
        ? 'it is made out to another host name'
        : /self[- ]?signed/i.test(text)
          ? 'it is self-signed'
          : /issuer|authority|unknown ca|local issuer|PKIX|first certificate/i.test(text)
            ? 'its issuer is not known there'
            : 'it is not trusted there';
    return `The client refuses the server's TLS certificate: ${why}.`;
  },
  client:
    'Connect under the name that the certificate is made out to, or let the client trust the issuer (a CA file); to switch verification off is for tests only.',
  admin: {
    vsftpd: 'Set rsa_cert_file to a valid certificate for this name, with its intermediate certificates in the same file.',
    proftpd: 'Set TLSRSACertificateFile, and TLSCertificateChainFile for the intermediates.',
    'pure-ftpd': 'Renew CertFile, intermediates included.',
    other: 'Install a valid certificate for the name that clients use, with its intermediate certificates.',
  },
  samples: {
    finds: [
      '> AUTH TLS\n< 234 ok\ncurl: (60) SSL certificate problem: self-signed certificate',
      'x509: certificate signed by unknown authority',
    ],
    spares: ['> AUTH TLS\n< 234 ok\nWARNING: Certificate verification: Not trusted\n> USER ann\n< 331 pw\n> PASS x\n< 230 in'],
  },
};

export const tlsSessionReuseRequired: Cause = {
  id: 'tls-session-reuse-required',
  severity: 'error',
  words:
    /(?:retrieve|get|find|take over)[^\n]{0,24}(?:existing|control) [^\n]{0,20}session|session re-?use required|require_ssl_reuse|did not re-?use (?:SSL|TLS)?[^\n]{0,20}session|session of data connection[^\n]{0,20}not resumed|(?:tls|ssl)? ?session (?:was )?not re(?:sumed|used)|NoSessionReuseRequired|session[^\n]{0,40}(?:does not|doesn't) match the control|(?:resume|reuse)[^\n]{0,20}(?:tls|ssl) session|session resumption (?:is )?required/i,
  look({ kind, code, text, session, verb }) {
    if (kind === 'reply' && code === 425 && /operation not permitted|not owner/i.test(text))
      return weigh(session.tls || session.prot === 'P' || session.auth ? 90 : 84, [session.auth?.at]);
    const eof =
      kind === 'words' &&
      session.prot === 'P' &&
      session.data?.state === 'open' &&
      /SSLEOFError|EOF occurred|Errno 0\] Error|socket hang up|ECONNRESET|fatal alert/i.test(text);
    if (eof) return weigh(58, [], ['tls-unclean-shutdown']);
    // Encrypted data, 150 sent, then 425 without a reason: the ports are open, so TLS is what failed.
    const late =
      kind === 'reply' &&
      (code === 425 || code === 426) &&
      session.prot === 'P' &&
      session.data?.begun === true &&
      verb !== 'PASV' &&
      !/tim(?:ed? ?out|eout)|refused|ECONN|aborted|reset/i.test(text);
    return late ? weigh(62) : undefined;
  },
  title: ({ code }) =>
    `The server wants the data connection to resume the control connection's TLS session, and the client opened a fresh one${code ? ` (${code})` : ''}; ports and file rights are not the trouble.`,
  client:
    'Use a client or library that resumes TLS sessions on the data connection; limiting it to TLS 1.2 helps some (lftp ftp:ssl-copy-sid, FluentFTP with GnuTLS, current curl and FileZilla do it).',
  admin: {
    vsftpd: 'require_ssl_reuse=NO.',
    proftpd: 'TLSOptions NoSessionReuseRequired.',
    'filezilla-server': 'Version 0.9 has a switch for it ("Require TLS session resumption"); version 1 always requires it.',
    other: 'Switch the requirement of TLS session resumption off, if the server lets you.',
  },
  samples: {
    finds: [
      '> PROT P\n< 200 ok\n> LIST\n< 425 Unable to build data connection: Operation not permitted',
      '> STOR a\n< 150 ok\n< 522 SSL connection failed: session reuse required',
    ],
    spares: ['> PROT P\n< 200 ok\n> LIST\n< 150 ok\n< 226 done'],
  },
};

export const tlsUncleanShutdown: Cause = {
  id: 'tls-unclean-shutdown',
  severity: 'warning',
  words:
    /(?:SSL|TLS)\w{0,12} on shutdown|close_?notify|non-properly terminated|did not properly (?:shut|close)[^\n]{0,20}|unexpected[_ ]eof|EOF occurred in violation|failure reading network stream|without (?:ssl|tls) shutdown|SSL_shutdown|(?:ssl|tls) shutdown[^\n]{0,30}(?:fail|error)|(?:ssl|tls) connection[^\n]{0,30}(?:not properly|unclean|improper)|error -110\b/i,
  look({ kind, code, text, session, frames }) {
    // The frames tell that TLS was being taken down, after everything was sent.
    if (
      kind === 'words' &&
      frames &&
      /\bunwrap\(|\bSSL_shutdown|\bshutdownSSL|\.shutdown\(\)/.test(frames) &&
      /error|EOF|tim|closed|reset/i.test(text)
    )
      return weigh(80, [session.data?.at]);
    if (!tlsUncleanShutdown.words?.test(text) || /handshake/i.test(text))
      return kind === 'reply' && code === 425 && /ECONNABORTED/i.test(text) && session.wordsSay(/properly|gnutls|close_?notify/i)
        ? weigh(88)
        : undefined;
    // Right after 234 the handshake itself was cut off; on the data connection it is the end that was unclean.
    if (kind === 'words' && session.last?.code === 234 && !session.tlsProven) return weigh(48);
    // GnuTLS words plain text in the place of a record so.
    if (/unexpected length/i.test(text) && !session.auth) return weigh(50);
    return weigh(kind === 'reply' ? 84 : session.data ? 82 : 75, [session.data?.at]);
  },
  title: ({ session, code }) =>
    `The TLS data connection was closed without close_notify${session.data?.command ? ` during ${session.data.command.verb}` : ''}${code ? `, so the server reports ${code}` : ''}: the file may well be complete.`,
  client: "Compare the file's size on both sides (SIZE) before sending it again; update the client, or limit it to TLS 1.2.",
  admin: {
    vsftpd: 'Set strict_ssl_read_eof=NO; its compiled default has been YES since 3.0.3, other than the manual says.',
    other: "Look for a switch that tolerates a missing close_notify; the fault is the other side's.",
  },
  samples: {
    finds: [
      '> STOR a\n< 150 Ok to send data.\n< 426 Failure reading network stream.',
      'Traceback (most recent call last):\n  File "/usr/lib/python3/ftplib.py", line 514, in storbinary\n    conn.unwrap()\n  File "/usr/lib/python3/ssl.py", line 1285, in unwrap\n    s = self._sslobj.shutdown()\nssl.SSLError: ("The read operation timed out",)',
      'ftp_put(): SSL_read on shutdown: Success',
      '[Error] GnuTLS error -110 in gnutls_record_recv: The TLS connection was non-properly terminated.\n[Response] 425 Error while transfering data: ECONNABORTED - Connection aborted',
    ],
    spares: ['> STOR a\n< 150 Ok to send data.\n< 226 Transfer complete.'],
  },
};

export const causes: readonly Cause[] = [
  tlsCertMissing,
  tlsVersionMismatch,
  certificateNotTrusted,
  tlsSessionReuseRequired,
  tlsUncleanShutdown,
];
