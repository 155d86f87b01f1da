// Client and server do not speak the same FTP, or no FTP at all.
import { anyOf } from '../../any-of.ts';
import { type Cause, weigh } from '../cause.ts';
import { MET_BY_SSH } from '../../log/other-services.ts';
import { MEETS_SSH } from '../foreign.ts';

/** A client of another protocol: SSH libraries and programs. */
const SSH_CLIENT =
  /\bSSH-2\.0-|\bssh\b|sshd?_|\bssh2?[._]|sftp client|SshException|SshNet|SSHException|JSchException|jsch|paramiko|kex_exchange|libssh|phpseclib|net\/ssh|\bSFTP(?:Client|Wrapper|Exception)?\b/i;
/** What an FTP server says to whom it meets. */
const FTP_GREETS = /(?:^|[^\d.])220[ -](?!\d)[^\n]{0,80}|FTP server(?: ready)?\b/i;
/** A client shows what answered in the place of a greeting. */
const BANNER_ANSWERED =
  /(?:response|reply|answer|greeting|banner|antwort|réponse|respuesta|risposta|resposta|ответ|応答|响应|回應|응답)[^\n]{0,40}SSH ?-[12]\.\d/i;
const HTTP_LINE =
  /^\W{0,2}(?:GET|POST|HEAD|CONNECT|USER-AGENT:|ACCEPT(?:-[A-Z]{4,10})?:|KEEP-ALIVE:|CONNECTION:)\W{0,3}[^\n]{0,200}(?:not (?:understood|recogni[sz]ed|implemented)|unknown)/i;
/** It is said outright. */
const TOLD_OTHER = anyOf`
    (?:is|be|was|trying to connect to|connect(?:ed|ing) to) an? (?:SFTP|SSH|HTTP|web|SMTP|mail) (?:\(?SSH\)? )?server
    is an? SFTP (?:server|connection)?[^\n]{0,20}not (?:an? )?FTP
    not an? (?:FTP|SSH|SFTP) server
    (?:sent|got|received)[^\n]{0,30}SSH (?:identification|version|banner)
    use (?:the )?SFTP (?:protocol )?instead
    client sent (?:HTTP|SMTP|SSH2?) command
    protocol (?:is )?SFTP[^\n]{0,20}not FTP
  `;

/** A client asks an HTTP proxy for the way to an FTP server, or for the file itself. */
const ASKS_PROXY =
  /\bCONNECT \S{1,255}:\d{1,5} HTTP\/|\b(?:GET|HEAD) ftp:\/\/|\bproxy (?:request|tunnel|connection)|establish HTTP proxy|\bftp_proxy\b/i;

/** A server of mail or news greets a client of FTP. */
const OTHER_GREETING = /^220[ -][^\n]{0,200}\b(?:E?SMTP|POP3?|IMAP4?|NNTP)\b/i;

/** A browser asks an FTP server for a page; in the server's log that is no command. */
const HTTP_REQUEST = /^(?:GET|POST|HEAD) \S{1,400} HTTP\/\d/;

/** Words in the log of a client or server of FTP that are the other side's, which speaks another protocol. */
export const speaksOther = (text: string): boolean => OTHER_GREETING.test(text) || HTTP_REQUEST.test(text) || MET_BY_SSH.test(text);

const wrongProtocol: Cause = {
  id: 'wrong-protocol',
  severity: 'error',
  look({ kind, text, hint, session, code, frames }) {
    // A browser that was given no ftp:// speaks HTTP, and each line of its request is refused.
    if (kind === 'reply' && code === 500 && HTTP_LINE.test(text)) return weigh(86);
    if (kind === 'reply')
      return hint === 'wrong-protocol' || (code >= 500 && code <= 502 && /["'` ]SSH-[12]\.\d{1,2}-/.test(text)) ? weigh(88) : undefined;
    if (kind === 'silence') return undefined;
    if (MET_BY_SSH.test(text)) return weigh(90);
    if (MEETS_SSH.test(text)) return weigh(session.replies === 0 ? 88 : 0);
    // It is a proxy that was asked, and it answers as one.
    if (/^\W{0,4}HTTP\/\d/.test(text.trim()) && session.wordsSay(ASKS_PROXY)) return weigh(0);
    // A library of SSH waits for a banner that an FTP server, or a TLS port, does not send.
    if (
      frames &&
      SSH_CLIENT.test(frames) &&
      session.wordsSay(/:(?:21|990)\b|\bport[ =:]{0,3}(?:21|990)\b|\bftps?\b/i) &&
      /time|banner|protocol|identif|read|connect/i.test(text)
    )
      return weigh(80);
    if (/cannot establish FTP connection to an? (?:SFTP|SSH) server/i.test(text)) return weigh(94);
    // A client for SFTP says what it has met.
    if (/\bFTP server\b/i.test(text) && /\bnot\b[^\n]{0,20}(?:SSH|SFTP)|\binstead of (?:SSH|SFTP)/i.test(text)) return weigh(90);
    // An SSH library that waits for a line, in a log of FTP: it was pointed at the wrong port.
    if (
      frames &&
      /SshNet|jsch|paramiko|sshj|libssh|ssh2/i.test(frames) &&
      /tim(?:ed? ?out|eout)|EOF|closed|banner|identification|protocol/i.test(text)
    )
      return weigh(80);
    if (/(?:paramiko|ssh|sftp)[^\n]{0,60}(?:banner|identification|kex_exchange)/i.test(text)) return weigh(76);
    // Labels of a client before it, but no structured log, which names the client's own version.
    if (speaksOther(text)) return weigh(88);
    if (/^(?:[\w .:,+=\][()-]{0,60}[<>:]{1,3}\s{0,4}|\*(?:get|resp)\* )?b?['"]?SSH-[12]\.\d{1,2}-/.test(text.trim()))
      return session.replies === 0 ? weigh(90) : weigh(0);
    if (session.replies === 0 && BANNER_ANSWERED.test(text)) return weigh(88);
    if (TOLD_OTHER.test(text)) return weigh(86);
    // FTP-Deploy-Action's guess at a connection on which nobody spoke FTP.
    if (session.replies === 0 && /when the server only supports SFTP/.test(text))
      return weigh(62, [], ['implicit-vs-explicit-tls', 'ban-by-policy']);
    if (SSH_CLIENT.test(text)) {
      const greeted = FTP_GREETS.test(text) && !/does not support|FTP server type/i.test(text);
      const handshake =
        /banner|identification|version (?:string|exchange)|protocol (?:mismatch|error)|packet (?:length|size)|handshake|kex|SocketReadLine|End of IO|time/i.test(
          text,
        );
      if (greeted && session.replies <= 1) return weigh(84);
      if (
        handshake &&
        (/\bport[ =:]{0,3}(?:21|990)\b|:(?:21|990)\b/.test(text) || session.wordsSay(/:(?:21|990)\b|\bport[ =:]{0,3}(?:21|990)\b/))
      )
        return weigh(80);
    }
    // An HTTP library reads the greeting.
    if (/status line\W{1,4}["']?220\b/i.test(text)) return weigh(84);
    const web =
      /(?:^|[<:'"]\s{0,4}['"]?)(?:HTTP\/1\.[01] \d{3}|<!DOCTYPE html|<html)|(?:reply|response|greeting|banner)\W{1,4}HTTP\/1\.[01] \d{3}/i.test(
        text,
      );
    if (web && session.replies === 0 && (session.wordsSay(/\bftp\b|waiting for welcome message/i) || session.asked.user)) return weigh(86);
    return code === 0 &&
      /weird server reply|invalid (?:ftp )?(?:greeting|welcome)|unknown (?:greeting|protocol banner)/i.test(text) &&
      session.replies === 0
      ? weigh(66)
      : undefined;
  },
  title({ text }) {
    if (HTTP_LINE.test(text) || HTTP_REQUEST.test(text) || /client sent HTTP command/i.test(text))
      return 'A browser or another client of HTTP speaks to this FTP server, which understands none of its lines.';
    if (MET_BY_SSH.test(text)) return 'A client of FTP has called the port of an SSH server, which takes its first command for a greeting.';
    if (/client sent \w{3,6} command/i.test(text)) return 'A client of another protocol speaks to this FTP server, which hangs up.';
    const what = /SSH|SFTP/i.test(text)
      ? 'an SSH (SFTP) server'
      : /HTTP|html/i.test(text)
        ? 'a web server'
        : 'something other than an FTP server';
    return `On this port answers ${what}: the client speaks FTP to it, which cannot work.`;
  },
  client:
    'Choose SFTP (port 22) in the client if the server is an SSH server, else the right port for FTP (21, or 990 for implicit TLS); in a browser write ftp:// in front of the address.',
  admin: { other: 'See which program listens on the port (ss -lntp), and where the port is forwarded to.' },
  samples: {
    finds: [
      "Feb 20 15:13:09 gw sshd[14822]: Bad protocol version identification 'USER anonymous' from 203.0.113.55 port 52114",
      'Status:\tConnection established, waiting for welcome message...\nResponse:\tHTTP/1.1 400 Bad Request\nError:\tCritical error: Could not connect to server',
      'initial connection failed : 2.0-OpenSSH_9.2',
      'FTP WARNING - Unexpected response from host/socket: SSH-2.0-OpenSSH_9.2p1',
      'It looks as if this were an FTP server and not an SSH server (port 21)',
      'Status:\tConnecting to 198.51.100.7:990...\nSocket read operation has timed out\n   at Renci.SshNet.Session.Connect()',
      "[connection] < 'SSH-2.0-OpenSSH_9.2p1\\r\\n'",
      '220 ready\n500 GET not understood\n500 USER-AGENT: not understood',
      '< 220 mail.example ESMTP Postfix\n> USER deploy\n< 502 5.5.2 Error: command not recognized',
      '502 Invalid command "SSH-2.0-WinSCP_release_5.15.5"',
      'Java.Net.ProtocolException: Unexpected status line: 220-FileZilla Server 0.9.60 beta',
      'Error:\tCannot establish FTP connection to an SFTP server. Please select proper protocol.',
    ],
    spares: [
      "Feb 20 15:13:09 gw sshd[14822]: Bad protocol version identification 'GET / HTTP/1.0' from 203.0.113.55 port 52114",
      '> USER ann\n< 500 Syntax error, command unrecognized.',
      '220 ready\n> QUIT\n< 221 bye',
    ],
  },
};

const UNKNOWN =
  /(?:command|option|parameter|verb)[^\n]{0,60}(?:not (?:understood|implemented|supported|recogni[sz]ed|found)|unknown|invalid|unrecogni[sz]ed)|unknown (?:command|cmd)|not (?:implemented|supported|understood)|unrecogni[sz]ed|invalid command|bad command|what\?|unimplemented/i;

/** SIZE, refused in ASCII mode. */
const IN_ASCII = /\bascii\b/i;
const ofFacts = (verb: string): boolean => verb === 'MLSD' || verb === 'MLST';
/** How a client does without a command. */
const WITHOUT: Readonly<Record<string, string>> = {
  MLSD: 'Let the client use LIST instead of MLSD.',
  MLST: 'Let the client use SIZE, MDTM or LIST instead of MLST.',
  EPSV: 'Let the client use PASV instead of EPSV.',
  EPRT: 'Let the client use PORT instead of EPRT, or passive mode.',
  PORT: 'Use passive mode.',
  OPTS: 'Go on without it: UTF-8 and the like are switched on by agreement only.',
  CLNT: 'Go on without it: the name of the client is of no use to the server.',
  FEAT: 'Go on without it: what the server knows is found out by trying.',
  STRU: 'Go on without it: STRU F is what holds anyhow (RFC 959 section 3.1.2).',
  MODE: 'Go on without it: MODE S is what holds anyhow (RFC 959 section 3.4).',
  SIZE: 'Let the client do without SIZE: a listing tells sizes, too.',
  MDTM: 'Let the client do without MDTM: a listing tells times, too.',
  MFMT: 'Let the client not set times on the server.',
  APPE: 'Send the whole file again instead of appending to it.',
  REST: 'Begin the transfer at the front.',
  SITE: 'Let the client do without SITE (rights, times), or change them on the server.',
};

const commandNotSupported: Cause = {
  id: 'command-not-supported',
  severity: 'warning',
  words:
    /does(?: not|n't) support (?:the )?(?:PROT|PBSZ|CCC|MLSD|MLST|MDTM|MFMT|SIZE|REST|SITE) command|could not (?:set|enable) UTF-?8 mode|UnableToEnableUtf8Mode|\b(?:NLST|LIST|MLSD|RETR|STOR|APPE|REST|SIZE|MDTM) command (?:is )?(?:invalid|not (?:valid|allowed|supported))/i,
  look({ kind, code, verb, text, hint, argument, session }) {
    if (kind === 'words') return undefined;
    if (kind !== 'reply' || verb === 'AUTH' || verb === 'PASV' || verb === 'EPSV' || verb === 'REST' || (code === 202 && verb !== ''))
      return hint === 'command-not-supported' ? weigh(verb === 'PASV' || verb === 'EPSV' ? 40 : 0) : undefined;
    if (/^(?:USER|PASS)$/.test(verb) || (argument === '' && /argument|parameter/i.test(text) && /requir|missing|need|empty/i.test(text)))
      return undefined;
    if (hint === 'command-not-supported') return weigh(session.loggedIn || verb !== '' ? 80 : 66);
    if (hint) return undefined;
    return (code === 500 || code === 501 || code === 502 || code === 504) && UNKNOWN.test(text)
      ? weigh(70)
      : code === 502 || code === 504 || (code === 501 && /^(?:OPTS|CLNT|HOST|SITE|MFMT)$/.test(verb))
        ? weigh(58)
        : undefined;
  },
  title({ verb, text, code }) {
    if (IN_ASCII.test(text)) return 'The server tells the size of a file only after TYPE I: in ASCII mode it would have to count.';
    const command =
      verb ||
      /['"`]([A-Z]{3,5})\b/.exec(text)?.[1] ||
      /\b(MLSD|MLST|EPSV|EPRT|SIZE|MDTM|MFMT|FEAT|OPTS|AUTH|REST|SITE|PRET|CLNT|HOST|STAT|STOU|APPE|XCRC|HASH)\b/.exec(text)?.[1];
    return `The server does not know ${command ? `the command ${command}` : 'a command'} or its form${code ? ` (${code})` : ''}.`;
  },
  client: ({ verb, text }) =>
    IN_ASCII.test(text)
      ? 'Send TYPE I before SIZE.'
      : (WITHOUT[verb] ?? 'Switch the feature off in the client; FEAT and HELP list what the server knows.'),
  admin: ({ verb }) => ({
    vsftpd: `${ofFacts(verb) ? `vsftpd has no ${verb}. ` : ''}cmds_denied and cmds_allowed may forbid commands that it knows.`,
    proftpd: `Load the module that has the command${ofFacts(verb) ? ' (mod_facts)' : ''}, or see <Limit>.`,
    other: 'Update the server, or allow the command.',
  }),
  samples: {
    finds: [
      "Command failed\n'SITE CHMOD 644 index.html': command not understood.",
      "Failed to setup data channel protection. Looks like target's FTPS server does not support PROT command.",
      "500-'MLSD /pub': command not understood.\n500 end",
      '> MLSD\n< 502 Command not implemented.',
    ],
    spares: [
      '> MLSD\n< 500 Unknown command.\n> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n> LIST\n< 150 ok\n< 226 ok',
      '> CLNT x\n< 500 Unknown command.\n> PWD\n< 257 "/"',
    ],
  },
};

/** A server that quotes what it got: a command, a blank, and nothing behind it. */
const ECHOED_EMPTY =
  /^\W{0,3}(?:USER|RETR|STOR|APPE|DELE|X?MKD|X?RMD|X?CWD|RNFR|RNTO|SIZE|MDTM) ["'`]?\s?(?::|not understood)|["'`][A-Z]{3,4} ["'`]\W{1,3}(?:command )?not (?:understood|recogni[sz]ed|implemented)(?!\W{1,3}use\b)/i;

/** What programs print of a variable that holds nothing. */
const UNSET = /^(?:null|undefined|None|nil|\[object Object\])$/;
const BLANK_ECHOED = /(["'`])(?:X?PWD|CDUP|PASV|EPSV|FEAT|SYST|NOOP|ABOR|QUIT|REIN|LIST|NLST|MLSD) +\\?\1/;
/** Commands that never have an argument (RFC 959 section 5.3.1). */
const TAKES_NONE = /^(?:X?PWD|CDUP|PASV|SYST|NOOP|ABOR|QUIT|REIN)$/;
/** Commands whose argument may be missing, or that have none (RFC 959 section 5.3.1, RFC 3659 section 7). */
export const NEEDS_NONE: RegExp = /^(?:LIST|NLST|MLSD|MLST|STAT|HELP|X?PWD|CDUP|PASV|EPSV|FEAT|SYST|NOOP|ABOR|QUIT|REIN)$/;

const emptyArgument: Cause = {
  id: 'empty-argument',
  severity: 'error',
  words:
    /\b(?:empty|missing|no|blank)[^\n]{0,12}(?:argument|parameter|file ?name|path ?name|directory name)|(?:argument|parameter)s? (?:is |are )?(?:required|missing|expected)|requires? (?:a |an )?(?:argument|parameter|file ?name)|no file ?name/i,
  look({ kind, code, verb, argument, text, whole, hint, session }) {
    // PHP shows the server's words without their code.
    if (kind === 'words') return weigh(hint === 'empty-argument' && /^ftp_\w{2,20}\(\)/.test(text) ? 74 : 0);
    if (kind !== 'reply') return weigh(0);
    // A variable of the client's program that was never set.
    if (code >= 500 && code !== 530 && UNSET.test(argument)) return weigh(86);
    // Nothing was typed where the name was asked for (IIS).
    if (code === 501 && verb === '' && /invalid number of parameters/i.test(text) && session.greeting && !session.loggedIn && !session.user)
      return weigh(74, [session.greeting.at], ['login-not-completed']);
    // The server quotes the command with the blank behind it; or it sees an argument where none can be.
    if ((code === 500 || code === 501) && BLANK_ECHOED.test(whole)) return weigh(88);
    if (code === 501 && argument === '' && TAKES_NONE.test(verb)) return weigh(64, [], ['server-bug']);
    if ((code === 500 || code === 501) && argument.trim() === '' && ECHOED_EMPTY.test(text)) return weigh(88);
    // What needs no argument cannot lack one: see server-bug.
    if (NEEDS_NONE.test(verb)) return weigh(0);
    if (hint === 'empty-argument') return weigh(argument === '' ? 84 : 0);
    const needs = /^(?:RETR|STOR|APPE|DELE|X?MKD|X?RMD|X?CWD|RNFR|RNTO|SIZE|MDTM)$/.test(verb);
    return needs && argument.trim() === '' && (code === 500 || code === 501) && !/sequence/i.test(text) ? weigh(78) : undefined;
  },
  title: ({ verb, argument }) =>
    UNSET.test(argument)
      ? `${verb || 'A command'} was sent with "${argument}": a variable of the client's program is empty.`
      : TAKES_NONE.test(verb)
        ? `${verb} was sent with a blank behind it, which the server takes for an argument.`
        : `${verb || 'A command'} was sent without an argument, or with nothing but blanks.`,
  client: 'Give the client a remote file name or path: a variable or template in the configuration is empty.',
  admin: { other: 'Nothing.' },
  samples: {
    finds: [
      'Connected to 198.51.100.7.\n220 Microsoft FTP Service\nUser (198.51.100.7:(none)):\n501 Invalid number of parameters.\nLogin failed.',
      '[ftp.c:57] Command CWD  got wrong response: 500  CWD : command not understood.',
      '> STOR \n< 501 No file name',
      '> RETR null\n< 550 null: No such file or directory',
      "Failed action Passive mode: 500 'PASV ': command not understood.",
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> QUIT \n< 501 Syntax error',
      '> CWD\n< 501 Syntax error: command needs an argument',
    ],
    spares: ['> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> CWD b\n< 550 b: No such file or directory', '> CWD a\n< 250 ok'],
  },
};

export const causes: readonly Cause[] = [wrongProtocol, commandNotSupported, emptyArgument];
