// Who insists on TLS, and who does not have it.
import { isTransfer } from '../../log/verb-kinds.ts';
import { anyOf } from '../../any-of.ts';
import { isTlsHello, showsTlsRecord, TLS_HELLO } from '../../log/tls-hello.ts';
import { type Cause, type Moment, weigh } from '../cause.ts';
import { tellsNoAnswer, tellsRefused } from '../connecting.ts';
import { isGreetingAwaited } from '../control-trouble.ts';
import { dataTrouble } from '../data-trouble.ts';
import { tlsTrouble } from '../tls-words.ts';
import { unansweredIn } from '../unanswered.ts';
import { ASKED_BY_AUTH, isAfterAuth, isClear } from './tls-handshake.ts';

const WANTS_TLS = anyOf`
    \b(?:tls|ssl|encrypt\w{0,12}|secure (?:connection|login|access|session)|ftps|ftpes)\b[^\n]{0,60}\b(?:requir|must\b|need|only\b|first\b|mandatory|enforced)
    \b(?:requir|must\b|need|please\b|use\b|only\b|have to\b)[^\n]{0,40}\b(?:tls\b|ssl\b|encrypt|secure (?:connection|access|session|login)|ftpe?s\b)
    cleartext sessions
    (?:plain|clear|unencrypted|insecure|non-?secure)[^\n]{0,12}(?:ftp|text|connections?|sessions?|logins?)[^\n]{0,40}(?:not|refused|denied|disabled|forbidden)
    does not allow plain
    (?:refus|reject|den(?:y|ies)|disallow)\w{0,3}\b[^\n]{0,20}(?:plain|clear)[ -]?(?:text|ftp|login)
    (?:nur|muss|bitte)\b[^\n]{0,40}(?:verschlüssel|\bTLS\b|\bSSL\b)
    (?:verschlüssel|\bTLS\b|\bSSL\b)[^\n]{0,40}(?:erforderlich|notwendig)
    connexion (?:sécurisée|chiffrée)[^\n]{0,20}(?:requise|exigée|obligatoire)
  `;
/** The security of the connection has to be agreed on before the name. */
const AUTH_FIRST =
  /\bAUTH\b(?! (?:not|command))[^\n]{0,20}(?:required|first|before)|(?:use|must|needs?|issue|perform|send)\b[^\n]{0,20}\bAUTH\b[^\n]{0,20}(?:first|before)|authentication before identifying/i;
/** It is the server, or what belongs to it, that wants something. */
const SERVER_SIDE =
  /\b(?:servers?|sites?|hosts?|you|sessions?|logins?|connections?|users?|accounts?|clients?|this|rejected|policy|plain)\b/i;
const OF_DATA = /data (?:connection|channel)|\bPROT\b|PBSZ/i;
/** The data connection, or the level of its protection, is named as what is wanted or refused. */
const PROTECTED = anyOf`
    requir\w{0,4} (?:a )?protected data
    (?:protected|secured?|encrypted) data (?:connections?|channels?)[^\n]{0,20}(?:requir|need|must|only)
    \bPROT P\b[^\n]{0,30}(?:requir|must|mandat|need|before|first|expected)
    (?:use|send|need|requir\w{0,12}|wants?|must)\b[^\n]{0,40}\bPROT P\b
    \bPROT C\b[^\n]{0,40}(?:not |n't|refus|reject|denied|forbid)
    data (?:connections?|channels?|transfers?|ports?)[^\n]{0,30}(?:must|has to|have to|should|needs? to)[^\n]{0,12}(?:be )?(?:encrypt|secur|protect|private)
    PROT level[^\n]{0,20}(?:insuff|unaccept|too low)
    unprotected data
    without PROT P
    (?:den(?:y|ies)|refus\w{1,3}|rejects?|disallow\w{0,2})\b[^\n]{0,20}(?:unencrypted|unprotected|clear) data
    (?:protection level|data (?:channel|connection) (?:protection|encryption))[^\n]{0,30}(?:unaccept|insuff|not suff|denied|requir|private)
  `;
const NOT_WANTED =
  /sess?ion[^\n]{0,30}re-?us|re-?us[^\n]{0,20}session|session (?:re-?use|resum)|not resumed|cached (?:tls|ssl) session|handshake|negotiation failed|certificate/i;

const wantsTls = ({ kind, hint, text, code, substatus }: Moment): boolean =>
  hint === 'tls-required' ||
  hint === 'prot-p-required' ||
  substatus === 24 ||
  substatus === 25 ||
  substatus === 26 ||
  substatus === 43 ||
  ((kind === 'reply' ? code >= 400 || code === 331 : true) && (WANTS_TLS.test(text) || AUTH_FIRST.test(text)) && !NOT_WANTED.test(text));

/** Is it the data channel that lacks TLS? The control channel is encrypted, or the login is done, or the words say so. */
const ofData = ({ verb, text, session, hint, substatus, code }: Moment): boolean => {
  if (substatus === 25 || substatus === 26) return false;
  if (substatus === 24 || substatus === 43) return true;
  if (/control channel/i.test(text)) return false;
  if (hint === 'prot-p-required' || OF_DATA.test(text)) return true;
  // Once the login is done, only the data channel is left to be refused.
  return session.loggedIn
    ? verb !== 'USER' && verb !== 'PASS' && (session.tls || isTransfer(verb) || code === 521 || code === 522 || code === 534)
    : session.tls && isTransfer(verb);
};

const tlsRequired: Cause = {
  id: 'tls-required',
  severity: 'error',
  look(moment) {
    const { kind, verb } = moment;
    // RFC 2228 section 5: a policy demands protection. Nothing but the code is known.
    if (kind === 'reply' && moment.code === 534 && verb === '' && moment.text === '')
      return weigh(62, [], ['prot-p-required', 'tls-unsupported']);
    // A log without replies: AUTH was sent, and it is the handshake that did not come to anything. See tls-version-mismatch.
    if (kind === 'words' && isAfterAuth(moment)) return weigh(50);
    if (kind === 'words' && /\bnot required\b|\boptional\b/i.test(moment.text)) return weigh(0);
    if (kind === 'silence' || verb === 'AUTH' || !wantsTls(moment) || ofData(moment))
      return moment.hint === 'tls-required' ? weigh(0) : undefined;
    if (AUTH_FIRST.test(moment.text)) return weigh(kind === 'reply' ? 88 : 72);
    // AUTH was accepted: that TLS is wanted is no news to this client.
    if (kind === 'words' && (moment.session.auth?.code === 234 || moment.session.wordsSay(/^\W{0,4}234[ -]/))) return weigh(0);
    if (kind === 'words') {
      // A client's own words may only name what it was told to do, or what it does without.
      if (
        /(?:does not|doesn't|not) support|insecure server|FTP is insecure|are you sure your server|ssl-reqd|continu|\boption\b|encryption\s*[:=]|\bauth=(?:tls|ssl)\b/i.test(
          moment.text,
        )
      )
        return weigh(0);
      const said =
        /(?:tls|ssl|encryption)[^\n]{0,20}(?:required|mandatory)|denying|refused|denied|absent|must use|does not allow|not accepted|reconnect using tls|requires? (?:tls|ssl|encrypt)|policy requires|must (?:be )?encrypt/i;
      return said.test(moment.text) ? weigh(76) : weigh(moment.hint === 'tls-required' && SERVER_SIDE.test(moment.text) ? 72 : 62);
    }
    return weigh(moment.session.tls ? 62 : 90);
  },
  title: ({ verb }) =>
    `The server lets nobody in without TLS and refused ${verb === 'PASS' ? 'the login' : verb || 'the plain login'}; user name and password were not looked at.`,
  client:
    'Switch the client to explicit FTP over TLS (FTPES, "require explicit FTP over TLS"; curl --ssl-reqd, lftp ftp:ssl-force, ftplib FTP_TLS, secure: true).',
  admin: {
    vsftpd: 'Nothing: TLS is required on purpose; force_local_logins_ssl=NO would allow plain logins.',
    proftpd: 'Nothing: TLS is required on purpose; TLSRequired off would allow plain logins.',
    'pure-ftpd': 'Nothing: TLS is required on purpose; TLS 1 instead of 2 would allow plain logins.',
    'filezilla-server': 'Set the protocol of the listener to one that allows plain FTP, if that is really wanted.',
    iis: 'FTP SSL Settings: "Allow" instead of "Require" would let plain logins in.',
    pyftpdlib: 'tls_control_required = False would allow plain logins.',
    other: 'Plain logins are switched off on purpose; allow them only if there is no other way.',
  },
  samples: {
    finds: [
      '> USER ann\n< 503 Send AUTH before USER',
      '> USER ann\n< 530 Non-anonymous sessions must use encryption.',
      '> USER ann\n< 421 TLS is required on this server',
      '> USER ann\n< 550 SSL/TLS required on the control channel',
    ],
    spares: [
      '530 Login incorrect.\nLogin failed.\n# grep shells /etc/pam.d/vsftpd\nauth       required     pam_shells.so',
      'Status:\tPlain FTP is insecure. Please switch to FTP over TLS.\nStatus:\tLogged in',
      '> AUTH TLS\n< 234 ok\n> USER ann\n< 331 password\n> PASS x\n< 230 in\n> STOR a\n< 534 Policy requires SSL.',
    ],
  },
};

const protPRequired: Cause = {
  id: 'prot-p-required',
  severity: 'error',
  words: PROTECTED,
  look(moment) {
    if (moment.kind !== 'silence' && moment.verb !== 'AUTH' && PROTECTED.test(moment.text) && !/session|resum/i.test(moment.text))
      return weigh(90, [moment.session.auth?.at]);
    // PROT C was refused: whatever comes over the data connection is turned away.
    const { protRefused } = moment.session;
    // Who refuses PROT P has no such protection, and does not require it.
    if (
      protRefused &&
      !/^P/i.test(protRefused.argument) &&
      isClear(moment.session) &&
      (dataTrouble(moment) || (moment.kind === 'reply' && moment.code === 425))
    )
      return weigh(88, [protRefused.at]);
    if (moment.kind === 'silence' || moment.verb === 'AUTH' || !wantsTls(moment) || !ofData(moment)) return undefined;
    if (moment.kind === 'words')
      return OF_DATA.test(moment.text) && /requir|must|denying|absent/i.test(moment.text) ? weigh(78) : undefined;
    return weigh(moment.session.prot === 'P' ? 55 : 90, [moment.session.auth?.at]);
  },
  title: ({ session, code }) =>
    `${session.tls ? 'The control connection is encrypted, the data connection is not' : 'The data connection is not encrypted'}: the client ${session.prot === 'C' ? 'asked for PROT C' : 'never sent PROT P'}, and the server refuses the transfer${code ? ` with ${code}` : ''}.`,
  client:
    'Send PBSZ 0 and PROT P after the login (ftplib: prot_p(); lftp: ftp:ssl-protect-data yes; commons-net: execPBSZ(0) and execPROT("P")).',
  admin: {
    vsftpd: 'force_local_data_ssl=NO would allow clear transfers.',
    proftpd: 'TLSRequired ctrl would allow clear transfers.',
    'pure-ftpd': 'TLS 2 instead of 3 would allow clear transfers.',
    iis: 'FTP SSL Settings, custom policy: "Allow" for the data channel would allow clear transfers.',
    pyftpdlib: 'tls_data_required = False would allow clear transfers.',
    other: 'Clear transfers are switched off on purpose.',
  },
  samples: {
    finds: [
      '> AUTH TLS\n< 234 ok\n> USER ann\n< 331 password\n> PASS x\n< 230 in\n> STOR a\n< 534 Policy requires SSL.',
      'Upload failed: 425-This server requires a protected data connection.',
      '> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n> LIST\n< 522 Data connections must be encrypted.',
    ],
    spares: ['> USER ann\n< 530 Non-anonymous sessions must use encryption.'],
  },
};

const tlsUnsupported: Cause = {
  id: 'tls-unsupported',
  severity: 'error',
  words: anyOf`
      (?:server|host|site)\b[^\n]{0,20}(?:does not|doesn't|not) support (?:AUTH|TLS|SSL|FTPS|FTP over|secure (?:FTP|connections?|logins?)|encrypt\w{0,12}|explicit|implicit)
      (?:does not|doesn't) support or allow SSL
      Requested SSL level failed
      (?:TLS|SSL|FTPS|encryption) (?:is )?(?:not (?:supported|available|enabled|configured)|disabled)
      doesn't support FTP over (?:TLS|SSL)
      (?:not|n't) (?:allow|permit|accept|offer|provide)\w{0,4} (?:\w+ )?(?:TLS|SSL|FTPS|secure|encrypted)\b
      FtpSecurityNotAvailable
      security mechanism (?:is )?not (?:available|implemented|supported)
      explicit (?:TLS|SSL)[^\n]{0,20} not (?:supported|allowed|available)
      AUTH (?:TLS|SSL)[^\n]{0,30}(?:fail|reject|refus|not |unknown|unrecogni)
      unterstützt kein[^\n]{0,20}(?:TLS|SSL)
      (?:TLS|SSL)[^\n]{0,12}(?:nicht unterstützt|non (?:supporté|pris en charge)|no (?:soportado|compatible)|не поддерж)
      (?:reject|refus)ed AUTH\b
      (?:could not|cannot|unable to|failed to) (?:upgrade|switch)[^\n]{0,20}(?:TLS|SSL|secure)
    `,
  look({ kind, verb, code, hint, text, session, substatus }) {
    if (
      kind === 'words' &&
      (/insecure server|unsicherer server|non sécuris|insegur|no segur|non sicur|небезопас|不安全/i.test(text) ||
        (/warning/i.test(text) && !/ftp_\w+\(|\w\(ftps?:\/\//.test(text)))
    )
      return weigh(0);
    // The server's last word was its greeting, or a refusal of another kind of AUTH.
    const unanswered = kind === 'silence' ? unansweredIn(session) : undefined;
    if (unanswered?.verb === 'AUTH') return weigh(62, [unanswered.at], ['server-bug', 'implicit-vs-explicit-tls', 'ban-by-policy']);
    if (kind !== 'reply') return undefined;
    // A reply without its command and nothing else: vsftpd answers AUTH so where TLS is off.
    if (verb === '' && session.replies === 1 && code === 530 && /log ?in with USER and PASS/i.test(text))
      return weigh(session.wordsSay(/AUTH (?:TLS|SSL)|FTP_TLS\(|\.auth\(\)/) ? 80 : 52);
    const asked =
      verb === 'AUTH' ||
      (verb === '' && /\bAUTH\b/.test(text)) ||
      (verb === '' && !session.tls && session.wordsSay(/AUTH (?:TLS|SSL)|FTP_TLS\(|\.auth\(\)|execAUTH|Initializing TLS/));
    if (!asked || code < 400 || substatus === 31) return undefined;
    // The server tried, and its TLS library failed: it has TLS. See tls-cert-missing for the words of IIS.
    if (OPENSSL.test(text) || /^local policy on server does not allow TLS/i.test(text)) return weigh(0);
    // Words that name another cause are believed; a refusal in general, or a login asked for first, is how AUTH is refused.
    if (hint && !AUTH_REFUSED.test(hint)) return undefined;
    if (code === 431) return weigh(52, [], ['tls-cert-missing']);
    if (session.loggedIn || (verb === '' && code !== 530 && code !== 500 && code !== 502 && code !== 504)) return undefined;
    return /certificate|no cert|tls config/i.test(text) ? undefined : weigh(verb === 'AUTH' ? 88 : 78, [], ['implicit-vs-explicit-tls']);
  },
  title: ({ code, kind }) =>
    kind === 'silence'
      ? 'AUTH was never answered: the server, or a firewall on the way that reads FTP, does not let TLS begin on this port.'
      : `The client wants TLS and the server answers AUTH${code ? ` with ${code}` : ''}: it offers no explicit TLS on this port.`,
  client:
    'Use plain FTP only if the server is meant to have no TLS; else ask for the right host and port, or try implicit TLS on port 990.',
  admin: {
    vsftpd: 'Set ssl_enable=YES with rsa_cert_file; without it vsftpd answers AUTH with 530 "Please login with USER and PASS".',
    proftpd: 'Load mod_tls and set TLSEngine on with a certificate in this <VirtualHost>.',
    'pure-ftpd': 'Build with TLS and set TLS to 1, 2 or 3.',
    pyftpdlib: 'Use TLS_FTPHandler with certfile.',
    iis: 'Choose a certificate under FTP SSL Settings.',
    other: 'Switch TLS on and give the server a certificate.',
  },
  samples: {
    finds: [
      'Response:\t220 ready\nCommand:\tAUTH TLS\nError:\tConnection timed out after 20 seconds of inactivity\nError:\tCould not connect to server',
      '> AUTH TLS\n< 500 AUTH not understood\n> AUTH SSL\n< 500 AUTH not understood',
      '220 ready\n> AUTH TLS\n< 530 Please login with USER and PASS.',
    ],
    spares: ['> AUTH TLS\n< 500 AUTH not understood\n> USER ann\n< 331 password\n> PASS x\n< 230 in'],
  },
};

const AUTH_REFUSED =
  /^(?:tls-unsupported|tls-required|command-not-supported|login-not-completed|wrong-password|user-in-deny-list|no-(?:read|write)-permission|write-disabled-by-config|passive-\w.*|file-missing|empty-argument)$/;

/** An error of OpenSSL in the words of the library. */
const OPENSSL = /error:[0-9A-F]{6,10}:SSL routines|no ciphers available/i;

/** Words that name the kind of TLS as the mistake. */
const WRONG_KIND =
  /(?:use|try|switch to|requires?|needs?|only|expects?)[^\n]{0,20}(?:ex|im)plicit[^\n]{0,40}|implicit (?:TLS|SSL|FTPS|FTP over (?:TLS|SSL)|mode|encryption)[^\n]{0,30}(?:not|n't|unsupported|instead)|explicit (?:TLS|SSL|FTPS|FTP over (?:TLS|SSL)|mode|encryption)[^\n]{0,30}(?:not (?:supported|possible|available)[^\n]{0,20}(?:port 990|implicit))/i;
/** The client was told to begin with TLS at once, on the port of plain FTP. */
const IMPLICIT_ON_21 =
  /ftps:\/\/[^\s/]{0,200}:21\b|implicit[^\n]{0,60}(?::|port[ =:]{0,3})21\b|(?::|port[ =:]{0,3})21\b[^\n]{0,60}implicit/i;

/** A client that says no more than that TLS failed. */
const TLS_ERROR = /\b(?:SSL|TLS) connect error\b/i;

/** Does the line say one of two things, and an earlier one the other? */
const tellBoth = (one: RegExp, other: RegExp, { text, session }: Moment): boolean =>
  (one.test(text) && session.wordsSay(other)) || (other.test(text) && session.wordsSay(one));

/** Nothing listens at the port for implicit TLS. */
const isRefusedAt990 = ({ session, text }: Pick<Moment, 'session' | 'text'>): boolean =>
  session.replies === 0 && tellsRefused(text) && (session.peer?.port === 990 || session.wordsSay(/:990\b|\bport 990\b/));

const implicitVsExplicitTls: Cause = {
  id: 'implicit-vs-explicit-tls',
  severity: 'error',
  look(moment) {
    const { kind, text, session, hint, verb, code } = moment;
    if (hint === 'implicit-vs-explicit-tls') return weigh(86);
    if (kind === 'words' && text === TLS_HELLO) return weigh(session.tls ? 0 : 84, [session.greeting?.at]);
    const sent = kind === 'reply' && /[^A-Z]/.test(verb) ? `${verb} ${moment.argument}`.trimEnd() : '';
    if (sent !== '' && isTlsHello(sent))
      return weigh(session.tls ? 0 : showsTlsRecord(sent) ? 84 : 58, [session.greeting?.at], ['command-not-supported']);
    if (kind !== 'silence' && WRONG_KIND.test(text) && /\bport\b|\b(?:21|990)\b|instead|not supported/i.test(text)) return weigh(85);
    if (kind === 'reply') return verb === 'AUTH' && session.peer?.port === 990 && code >= 400 ? weigh(92) : undefined;
    if (kind === 'silence') return undefined;
    // The server began with TLS, and the client did not.
    if (/implicit (?:SSL\/TLS|TLS|SSL) negotiation failed/i.test(text)) return weigh(86);
    if (session.wordsSay(/UseImplicitSSL in effect/) && /unable to accept|unexpected eof/i.test(text)) return weigh(82);
    // vsftpd accepts TLS before it has greeted anybody.
    if (/SSL_accept failed/.test(text) && session.replies === 0 && session.commands === 0) return weigh(80);
    const trouble = tlsTrouble(text);
    if (trouble === 'not-tls')
      return session.auth?.code === 234 || session.wordsSay(ASKED_BY_AUTH) ? weigh(52) : weigh(84, [session.greeting?.at]);
    if (isRefusedAt990(moment)) return weigh(68, [], ['server-shutting-down']);
    // lftp's first question hangs.
    if (/\[FEAT negotiation/.test(text))
      return weigh(session.replies === 0 && session.wordsSay(/:990\b|\bport 990\b|-p ?990\b/) && !session.wordsSay(/\bftps:/) ? 80 : 0);
    // Greeted in plain text, and TLS was begun without asking for it.
    const unasked =
      session.replies > 0 && session.last?.code === 220 && session.auth === undefined && !session.wordsSay(/\bAUTH\b|\b234\b/);
    if (trouble === 'cut-off' && unasked) return weigh(78, [session.greeting?.at], ['tls-unsupported']);
    if (
      (trouble === 'cut-off' || trouble === 'unclean-end') &&
      session.auth === undefined &&
      (IMPLICIT_ON_21.test(text) || session.wordsSay(IMPLICIT_ON_21))
    )
      return weigh(82);
    // The error and the address stand on different lines, in either order.
    if (session.auth === undefined && tellBoth(TLS_ERROR, IMPLICIT_ON_21, moment)) return weigh(82);
    // GnuTLS words plain text in the place of a record so.
    if (trouble === 'cut-off' && session.auth === undefined && /unexpected length/i.test(text)) return weigh(78);
    // Nothing was greeted: a TLS port waits for the client to speak first.
    const silentPort =
      session.replies === 0 &&
      !/data connection|normally|gracefully/i.test(text) &&
      /tim(?:ed? ?out|eout)|closed by (?:the )?(?:server|remote)|connection (?:was )?closed|response reading failed|ECONNRESET|EOFError/i.test(
        text,
      ) &&
      (session.wordsSay(/waiting for welcome message|connected to|connection established/i) || session.wordsSay(/port 990\b/));
    // A client in another language waits in vain at the port of implicit TLS.
    if (session.replies === 0 && !/ssh/i.test(moment.frames ?? '') && tellsNoAnswer(text) && session.wordsSay(/:990\b|\bport 990\b/))
      return weigh(80, [], ['wrong-protocol', 'ban-by-policy']);
    // The greeting is waited for in vain.
    if (session.replies === 0 && isGreetingAwaited(moment.frames ?? '') && tellsNoAnswer(text))
      return weigh(54, [], ['ban-by-policy', 'server-bug']);
    if (!silentPort) return undefined;
    // The client did speak first, and nobody understood it.
    const began = session.wordsSay(/established,? initiali[sz]ing (?:TLS|SSL)/i);
    return weigh(session.peer?.port === 990 ? 84 : began ? 70 : 54, [], ['wrong-protocol', 'ban-by-policy']);
  },
  title: ({ session, kind, text }) =>
    kind !== 'words' || tlsTrouble(text) || WRONG_KIND.test(text)
      ? 'Client and server speak different kinds of FTP over TLS: one side began with TLS at once (implicit), the other expects plain FTP and AUTH TLS first (explicit), or the port is the wrong one.'
      : isRefusedAt990({ session, text })
        ? 'Nothing listens at port 990, the one for implicit TLS: the server may offer explicit TLS on port 21 only, or does not run.'
        : text === TLS_HELLO
          ? 'The client begins with TLS at once (implicit), where the server waits for commands and for AUTH TLS (explicit).'
          : `The connection stands but no greeting (220) ever comes${session.peer?.port ? ` on port ${session.peer.port}` : ''}: this is how an implicit TLS port looks to a client that waits for plain FTP.`,
  client:
    'Explicit TLS (AUTH TLS) goes with port 21, implicit TLS (ftps://) with port 990: change the kind of encryption or the port, not both.',
  admin: {
    vsftpd: 'implicit_ssl=YES belongs to port 990 only.',
    proftpd: 'TLSOptions UseImplicitSSL belongs to port 990 only.',
    iis: 'A binding on port 990 is implicit, every other port explicit.',
    other: 'Offer explicit TLS on port 21, implicit TLS on port 990.',
  },
  samples: {
    finds: [
      'Thu Feb 21 10:03:53 2008 [pid 4] FTP response: Client "192.0.2.9", "220 hi"\nThu Feb 21 10:03:53 2008 [pid 4] FTP command: Client "192.0.2.9", "?Z????Q??? ??9??8??5????????"\nThu Feb 21 10:03:53 2008 [pid 4] FTP response: Client "192.0.2.9", "530 Please login with USER and PASS."',
      "lftp ann@198.51.100.7:990\nlftp ann@198.51.100.7:~> ls\n`ls' at 0 [FEAT negotiation...]",
      'lftp ftps://ann@198.51.100.7:21\nls: Fatal error: gnutls_handshake: A TLS packet with unexpected length was received.',
      '220 hello\nHandshakeException: Handshake error in client (ftp)',
      'curl: (35) error:0A00010B:SSL routines::wrong version number',
      'ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1129)',
      'Status:\tConnecting to 198.51.100.7:990...\nStatus:\tConnection established, waiting for welcome message...\nError:\tConnection timed out after 20 seconds of inactivity',
    ],
    spares: [
      "lftp ann@198.51.100.7:2121\nlftp ann@198.51.100.7:~> ls\n`ls' at 0 [FEAT negotiation...]",
      '< 220 ready\n> AUTH TLS\n< 534 AUTH TLS is not available',
      '220 ready\n> AUTH TLS\n< 234 ok\n> USER ann\n< 331 pw\n> PASS x\n< 230 in',
    ],
  },
};

export const causes: readonly Cause[] = [tlsRequired, protPRequired, tlsUnsupported, implicitVsExplicitTls];
