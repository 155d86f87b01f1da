// TLS is offered and wanted, but the handshake does not succeed; or the TLS session of the data connection is the trouble.
import { endedUncleanly } from '../data-trouble.ts';
import { type Cause, type Moment, weigh } from '../cause.ts';
import { type TlsTrouble, tlsTrouble } from '../tls-words.ts';
import { SYMPTOM } from '../weights.ts';

const troubleOf = ({ kind, text, frames }: Moment): TlsTrouble | undefined => (kind === 'silence' ? undefined : tlsTrouble(text, frames));
/** mod_tls, which was asked for TLS by AUTH. */
export const ASKED_BY_AUTH: RegExp = /requested, starting TLS handshake|unable to accept TLS connection/i;
/** That a handshake was cut off is a symptom, of whatever is said next. */
const CUT_OFF = SYMPTOM - 1;
/** 234 has come, and nothing since that TLS must have carried. */
const isShaking = ({ session }: Moment): boolean => session.auth?.code === 234 && session.last?.code === 234 && !session.tlsProven;
/** Somebody has set which versions of TLS are to be spoken. */
const VERSION_SET =
  /\b(?:turn|switch|set|enabl|disabl|forc|only|limit|allow|min|max|requir|support)\w{0,6}\b[^\n]{0,40}(?:TLS|SSL)[ _-]{0,2}v?\s?[123][._]?[0-3]?\b|SslProtocols?\.(?:Tls|Ssl)|--tls(?:-max|v1)|PROTOCOL_(?:TLS|SSL)v|ssl_tlsv1|ssl_sslv|TLSProtocol\b/i;

const WANTS_VERSION =
  /(?:requir|must|need|mandatory|only|at least|minimum|no longer)[^\n]{0,80}\b(?:TLS|SSL)[ -]?v?1[._][0-3]\b|\b(?:TLS|SSL)[ -]?v?1[._][0-3]\b[^\n]{0,40}(?:requir|mandatory|only|or (?:later|higher|newer|above)|at least|disabled|no longer|switched off|deprecated)/i;

const tlsCertMissing: Cause = {
  id: 'tls-cert-missing',
  severity: 'error',
  iis: { substatus: { 31: 92, 44: 92, 45: 92 } },
  look(moment) {
    const { code, verb, text } = moment;
    // What comes after, such as "no shared cipher", is only its consequence.
    if (/error loading TLS\w{0,20}(?:Certificate|Key)/i.test(text)) return weigh(90);
    // IIS: none was chosen for the site, or the policy has no TLS; its log tells which (sub-status 44 or 45).
    if (verb === 'AUTH' && code === 534 && /^local policy on server does not allow TLS/i.test(text))
      return weigh(84, [], ['tls-unsupported']);
    const trouble = troubleOf(moment);
    if (trouble) return weigh(trouble === 'no-certificate' ? (moment.kind === 'reply' ? 86 : 80) : 0);
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
      '220 Microsoft FTP Service\n> AUTH TLS\n< 534 Local policy on server does not allow TLS secure connections.',
      '2024-05-01 10:00:00,123 mod_tls/2.9.3[7]: Unable to accept AUTH TLS due to lack of certificates',
      'java.io.IOException: Keystore was tampered with, or password was incorrect\n\tat org.apache.ftpserver.ssl.SslConfigurationFactory.loadStore(SslConfigurationFactory.java:309)',
      "error loading TLSECCertificateFile '/etc/ftpd/e.pem':\nunable to accept TLS connection: no shared cipher (ftpd)",
      '> AUTH TLS\n< 550 Cannot get a TLS config: no TLS certificate configured',
      '500 OOPS: SSL: cannot load RSA certificate',
    ],
    spares: ['< 220 ready\n> AUTH TLS\n< 500 AUTH not understood', '> AUTH TLS\n< 234 ok\n> USER ann\n< 331 pw\n> PASS x\n< 230 in'],
  },
};

/** The client says that something went wrong, whatever it was. */
const TOLD_OF_TROUBLE = /\b(?:unable|fail\w{0,6}|error|could not|couldn't|can't|cannot)\b/i;

/** Pure-FTPd's own log: a client that has sent AUTH is told that cleartext and weak ciphers are not taken. */
export const isAfterAuth = ({ kind, text, session }: Moment): boolean =>
  kind === 'words' && /cleartext sessions and weak ciphers/i.test(text) && session.replies === 0 && session.waiting.at(-1)?.verb === 'AUTH';

const tlsVersionMismatch: Cause = {
  id: 'tls-version-mismatch',
  severity: 'error',
  iis: { substatus: { 55: 92 } },
  look(moment) {
    const { kind, text, session, hint, code, verb, frames } = moment;
    if (isAfterAuth(moment)) return weigh(78);
    // It is SSH that was spoken there.
    if (frames && /\bssh2|SshNet|paramiko|\bjsch\b|sshj\b/i.test(frames)) return weigh(0);
    // The server knows AUTH, and its own TLS library cannot go on with what it was given.
    if (kind === 'reply' && verb === 'AUTH' && /error:[0-9A-F]{6,10}:SSL routines|no ciphers available/i.test(text))
      return weigh(88, [], ['server-config-error', 'tls-cert-missing']);
    if (kind === 'silence')
      return session.auth?.code === 234 &&
        session.last?.at.line === session.auth.at.line &&
        // Either it was said that something went wrong, or what was sent after the 234 was never answered.
        (session.waiting.length > 0 || (session.closed && session.wordsSay(TOLD_OF_TROUBLE)))
        ? weigh(56, [session.auth.at], ['certificate-not-trusted', 'tls-cert-missing'])
        : undefined;
    // The version that the server wants is named, and AUTH was accepted: the client does not have it.
    if (kind === 'words' && WANTS_VERSION.test(text) && (session.auth?.code === 234 || session.wordsSay(/^\W{0,4}234[ -]/)))
      return weigh(74, [session.auth?.at], ['certificate-not-trusted']);
    if (hint && hint !== 'tls-version-mismatch') return undefined;
    const trouble = troubleOf(moment);
    const shaking = isShaking(moment);
    const set = VERSION_SET.test(text) || session.wordsSay(VERSION_SET);
    // Pure-FTPd words a failed handshake with the code 400.
    if (code === 400 && /cleartext sessions/i.test(text)) return weigh(80);
    if (trouble === 'nothing-common' || trouble === 'cut-off') {
      if (/data connection/i.test(text) && session.dataWorked === 0 && session.prot === 'P')
        return weigh(60, [], ['tls-session-reuse-required']);
      // Commands have gone through since: only a data connection can be meant.
      if (session.tlsProven) return weigh(session.data?.state === 'open' ? 52 : 0, [], ['tls-session-reuse-required']);
      return trouble === 'cut-off'
        ? weigh(set ? 80 : CUT_OFF, [session.auth?.at], ['implicit-vs-explicit-tls'])
        : weigh(82, [session.auth?.at]);
    }
    // The server's own log: what came after AUTH was of another version.
    if (trouble === 'not-tls' && session.wordsSay(ASKED_BY_AUTH)) return weigh(76);
    if (trouble === 'not-tls') return shaking ? weigh(66, [session.auth?.at]) : set ? weigh(86) : undefined;
    if (trouble && trouble !== 'unclean-end') return undefined;
    const cut = /non-properly terminated|EOF|closed|reset|socket (?:disconnected|hang up)|ECONNRESET|disconnected/i.test(text);
    if (kind !== 'words' || !cut) return undefined;
    if (shaking) return weigh(66, [session.auth?.at], ['tls-cert-missing']);
    return set && session.replies === 0 && !/tls|ssl/i.test(text) ? weigh(66, [], ['implicit-vs-explicit-tls']) : undefined;
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
      '> AUTH TLS\n< 234 ok\nUnable to connect\nDisconnected',
      '> AUTH TLS\n< 234 ok\nschannel: SEC_E_ALGORITHM_MISMATCH (0x80090331)',
      '> AUTH TLS\n< 500 OOPS: error:0A0000B5:SSL routines::no ciphers available',
      '> AUTH TLS\n< 234 ok\n[SSL: UNSUPPORTED_PROTOCOL] unsupported protocol (_ssl.c:1007)',
    ],
    spares: [
      '> AUTH TLS\n< 234 ok\nError: certificate verify failed: self-signed certificate',
      '> AUTH TLS\n< 234 ok\n> USER ann\n< 331 pw\n> PASS x\n< 230 in',
    ],
  },
};

/** Where wget does not go on, it says ERROR instead. */
const WARNS_ONLY = /^\s*WARNING: (?:cannot verify|no certificate)/i;

const certificateNotTrusted: Cause = {
  id: 'certificate-not-trusted',
  severity: 'error',
  iis: { substatus: { 47: 84, 48: 84, 49: 84 } },
  look(moment) {
    const { kind, text, session } = moment;
    // A server looks a name up and down again; wget only warns, and goes on.
    if (/host name\/(?:name|address) mismatch/i.test(text) || (kind === 'words' && session.wordsSay(WARNS_ONLY))) return weigh(0);
    const trouble = troubleOf(moment);
    return trouble ? weigh(trouble === 'untrusted' ? (kind === 'reply' ? 84 : 80) : 0) : undefined;
  },
  title({ text }) {
    const why = /expired|date/i.test(text)
      ? 'it has expired'
      : /altname|common name|valid for|valid name|name ?mismatch|host ?name|alternative|principal|IP SAN|does(?:n't| not) match/i.test(text)
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

/** The control connection is encrypted and the data connection is not: PROT was refused, or C agreed on. */
export const isClear = ({ auth, prot, protRefused, commands }: Moment['session']): boolean =>
  auth?.code === 234 && commands > 2 && (protRefused !== undefined || prot === 'C');

const tlsSessionReuseRequired: Cause = {
  id: 'tls-session-reuse-required',
  severity: 'error',
  look(moment) {
    const { kind, code, text, session, verb, frames } = moment;
    // What is not encrypted has no TLS session to resume: see prot-p-required.
    if (kind === 'reply' && code === 425 && isClear(session)) return weigh(50);
    if (kind === 'reply' && code === 425 && /operation not permitted|not owner/i.test(text))
      return weigh(session.tls || session.prot === 'P' || session.auth ? 90 : 84, [session.auth?.at]);
    const trouble = troubleOf(moment);
    if (trouble === 'not-resumed') return weigh(kind === 'reply' ? 88 : 84, [session.auth?.at]);
    // The handshake of the data connection fails where that of the control connection went well.
    if (/transfercmd/.test(`${frames ?? ''}${text}`) && /do_handshake|wrap_socket|EOF/.test(`${frames ?? ''}${text}`))
      return weigh(70, [], ['tls-unclean-shutdown']);
    if (trouble && trouble !== 'unclean-end' && trouble !== 'cut-off') return undefined;
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
    spares: [
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> LIST\n< 522 Data connections must be encrypted',
      '> PROT P\n< 200 ok\n> LIST\n< 150 ok\n< 226 done',
    ],
  },
};

/** At the end of a session nothing can be lost any more. */
const isLeaving = ({ waiting, last }: Moment['session']): boolean => waiting.at(-1)?.verb === 'QUIT' || last?.code === 221;

const tlsUncleanShutdown: Cause = {
  id: 'tls-unclean-shutdown',
  severity: 'warning',
  look(moment) {
    const { kind, code, text, session } = moment;
    if (kind === 'words' && isLeaving(session)) return weigh(0);
    if (endedUncleanly(moment)) return weigh(80, [session.daemon.uncleanEnd]);
    if (troubleOf(moment) !== 'unclean-end')
      return kind === 'reply' && code === 425 && /ECONNABORTED/i.test(text) && session.wordsSay(/properly|gnutls|close_?notify/i)
        ? weigh(88)
        : undefined;
    // The server's own wording says more, but for whether there was any TLS.
    if (kind === 'reply' && moment.explanation?.wording?.cause === 'tls-unclean-shutdown')
      return session.tls ? undefined : session.isPlain ? weigh(44) : weigh(74, [session.data?.at], ['data-connection-reset-early']);
    // Right after 234 the handshake itself was cut off; on the data connection it is the end that was unclean.
    if (kind === 'words' && isShaking(moment)) return weigh(48);
    // Rust's panic tells by which function it was brought about.
    if (kind === 'words' && /\bunwrap\(\)` on an `Err` value: (?![^\n]*(?:tls|ssl|close_?notify|eof))/i.test(text)) return weigh(0);
    return weigh(kind === 'reply' ? 84 : session.data ? 82 : 78, [session.data?.at]);
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
    spares: [
      '< 220 (vsFTPd 3.0.5)\n> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> STOR a\n< 150 ok\n< 426 Failure reading network stream.',
      '> STOR a\n< 150 Ok to send data.\n< 226 Transfer complete.',
    ],
  },
};

export const causes: readonly Cause[] = [
  tlsCertMissing,
  tlsVersionMismatch,
  certificateNotTrusted,
  tlsSessionReuseRequired,
  tlsUncleanShutdown,
];
