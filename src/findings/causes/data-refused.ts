// The server does not want, or is not able, to set up the data connection as asked.
import { isTransfer } from '../../log/verb-kinds.ts';
import { anyOf } from '../../any-of.ts';
import { type Cause, type Moment, weigh } from '../cause.ts';
import { unreachable } from '../../reply/address.ts';
import { inPassiveMode, refusesCommand } from '../data-trouble.ts';

const LISTENER = anyOf`
    unable to find (?:a )?valid port
    (?:set ?up|start)[^\n]{0,20}passive listen
    EADDRINUSE
    listening port exceeded
    no free (?:passive )?ports?
    unable to find open port
    (?:can(?:no|')t|cannot|could not|unable to) (?:get|open|create|bind|find|listen)[^\n]{0,40}(?:passive|listen\w{0,12}|port range)
    passive[^\n]{0,30}(?:ports? (?:exhausted|in use)|no (?:free|available))
    vsf_sysutil_bind
    all passive ports
    no (?:more |free |data |passive ){0,2}ports? (?:is |are )?(?:available|left|free)
    no more (?:ports|data ports)
  `;

/** Frames of a server that opens its passive port. */
const LISTENS =
  /(?:Pasv|Passive)\w{0,12}Listener|(?:pasv|passive)[^\n]{0,60}(?:listen|bind)\(|(?:DoBind|TcpListener)[\s\S]{0,400}(?:pasv|passive)/i;

const passivePortUnavailable: Cause = {
  id: 'passive-port-unavailable',
  severity: 'error',
  words: LISTENER,
  look({ kind, verb, code, hint, text, session, frames }) {
    if (/vsf_sysutil_bind|find a listening port/i.test(text)) return weigh(92);
    if (FAMILY.test(text)) return weigh(50);
    // The server's own end has no address or port left to it.
    if (
      kind === 'reply' &&
      code === 425 &&
      /cannot assign requested address|EADDRNOTAVAIL/i.test(text) &&
      session.data?.mode !== 'PORT' &&
      session.data?.mode !== 'EPRT'
    )
      return weigh(80, [session.data?.at], ['server-bug']);
    // In active mode the server listens nowhere, and once it has named a port it has one.
    if (kind === 'reply' && isTransfer(verb || session.data?.command?.verb || '') && session.data && session.data.mode !== 'unknown')
      return weigh(0);
    if (session.data?.mode === 'PORT' || session.data?.mode === 'EPRT') return weigh(0);
    // A connection was made and not answered.
    if (kind === 'words' && /ETIMEDOUT|ECONNREFUSED|E(?:HOST|NET)UNREACH/.test(text)) return weigh(0);
    // It is the port that the server itself is called at.
    if (/listening IPv[46] socket|standalone server|failed binding to/i.test(text)) return weigh(0);
    if (kind === 'words' && /EADDRINUSE/.test(text) && !/listen|pasv|passive|data|errno/i.test(text)) return weigh(0);
    // Words about no more than a socket, from the function that asks for the port, or from the one that opens it on the server.
    if (
      kind === 'words' &&
      frames &&
      (LISTENER.test(frames) ||
        LISTENS.test(frames) ||
        (inPassiveMode(frames) && /(?:create|open|bind)\w{0,3} [^\n]{0,12}socket/i.test(text)))
    )
      return weigh(80);
    // FileZilla Server 0.9, in answer to PASV far more often than to a transfer in active mode.
    if (kind === 'reply' && verb === '' && code === 421 && /could not create socket/i.test(text)) return weigh(66);
    if (kind === 'reply' && verb === '' && code === 425 && /\bbind\b|listen/i.test(text)) return weigh(76);
    if (kind !== 'reply' || (verb !== 'PASV' && verb !== 'EPSV')) return undefined;
    if (LISTENER.test(text) || hint === 'passive-port-unavailable') return weigh(88);
    // 426 tells the end of the transfer before, and comes late.
    const bind = /socket|listen|bind|port|passive|pasv|epsv|data connection/i.test(text);
    if (code === 425 && hint === undefined && !/tls|ssl|secur|log ?in|PRET/i.test(text)) return weigh(bind ? 76 : 72);
    return hint === undefined && bind && (code === 425 || code === 421 || code === 451 || code === 450) ? weigh(72) : undefined;
  },
  title: ({ verb }) =>
    `The server has no port to listen on for passive mode${verb === '' ? '' : `, so it refuses ${verb}`}: the range is used up or cannot be bound.`,
  client: 'Open fewer transfers at once, and repeat a little later.',
  admin: {
    vsftpd: 'Widen pasv_min_port to pasv_max_port, and see with ss -lnt what holds the ports.',
    proftpd: 'Widen PassivePorts.',
    'pure-ftpd': 'Widen PassivePortRange (-p) to at least two ports a user.',
    pyftpdlib: 'Widen handler.passive_ports.',
    iis: 'Widen the data channel port range and restart the FTP service.',
    other: 'Widen the passive port range, check that no other program uses it and that the address to bind exists on this machine.',
  },
  samples: {
    finds: [
      '229 Entering Extended Passive Mode (|||44077|)\n425 Could not open data connection to port 45163: Cannot assign requested address',
      '---> PASV\n<--- 425 Cannot open passive listener',
      'Download of a.txt failed [Exception: 421 Could not create socket.]',
      '500 OOPS: vsf_sysutil_bind, maximum number of attempts to find a listening port exceeded',
      'Error: listen EADDRINUSE: address already in use 198.51.100.7:50000 (ftp data server)',
      '---> EPSV\n<--- 421 Could not create socket.',
      'Some.Ftp.CommandException: Could not create socket.\nSome.Ftp.Client.OpenPassiveDataStream(String command, Int64 restart)\n Some.Ftp.Client.GetListing()',
    ],
    spares: [
      '---> PASV\n<--- 227 Entering Passive Mode (198,51,100,7,195,80).\n---> LIST\n<--- 226 done',
      '---> PASV\n<--- 426 Connection closed; transfer aborted',
      'ftp> dir\n200 PORT command successful\n425 no connection: bind: address already in use',
    ],
  },
};

const passiveDisabled: Cause = {
  id: 'passive-disabled',
  severity: 'error',
  words: anyOf`
      passive connections? not available
      (?:cannot|can't|could not|unable to) (?:enter|switch to|turn on) passive mode
      does(?: not|n't) support passive mode
      passive mode (?:is )?(?:disabled|refused|not (?:allowed|supported|enabled))
      \bPASV denied by <Limit>
      PASV (?:command )?(?:is )?(?:disabled|not (?:allowed|implemented|supported|understood))
    `,
  look({ kind, verb, code, hint, text, session }) {
    if (session.ipv6 || session.data?.ipv6 || isNotForIpv6(text, verb, session)) return weigh(0);
    // A client that could not read the answer calls it a refusal as well.
    if (kind === 'words' && session.wordsSay(/(?:cannot|can't|could not) parse/i)) return weigh(0);
    // ftp(1) says so after the server's own refusal.
    const refusal = session.last;
    if (kind === 'words' && refusal?.code === 522) return weigh(0);
    if (kind === 'words' && passiveDisabled.words?.test(text))
      return weigh(refusal && refusal.code >= 500 && refusal.verb === '' ? 86 : /mode refused\b/i.test(text) && !refusal ? 62 : 76, [
        refusal?.at,
      ]);
    if (kind === 'words' && verb === 'PASV' && refusesCommand(text)) return weigh(80);
    // vsftpd refuses both where passive mode is off; PASV is still to be tried.
    if (kind === 'reply' && verb === 'EPSV' && hint === 'passive-disabled') return weigh(66, [], ['epsv-unsupported']);
    if (kind !== 'reply' || verb !== 'PASV') return undefined;
    if (session.ipv6) return weigh(0);
    if (
      hint &&
      hint !== 'passive-disabled' &&
      !/^(?:command-not-supported|write-disabled-by-config|no-(?:read|write)-permission|path-forbidden-by-policy)$/.test(hint)
    )
      return undefined;
    if (/pret|epsv|ipv6|family/i.test(text)) return undefined;
    return code >= 500 && code !== 530 ? weigh(86) : undefined;
  },
  title: ({ verb, code }) =>
    verb === 'PASV' && code > 0
      ? `The server refuses PASV itself with ${code}: passive mode is switched off there; no file right is meant.`
      : 'The server does not do passive mode.',
  client: 'Use active mode (PORT), or EPSV if the server lists it in FEAT.',
  admin: {
    vsftpd: 'Set pasv_enable=YES, and take PASV out of cmds_denied.',
    proftpd: 'Take PASV out of any <Limit> that denies it.',
    'pure-ftpd': 'Do not start it with passive mode disabled; check the passive port range.',
    other: 'Switch passive mode on.',
  },
  samples: {
    finds: [
      'Failed to connect to FTP server : PASV failed : Permission denied.',
      "Error: The FTP server doesn't support passive mode.",
      '---> PASV\n<--- 550 Permission denied.',
      '550 Permission denied.\nPassive mode refused.',
      '---> PASV\n<--- 502 PASV not allowed',
      'Err(InvalidResponse("Expected code [227], got response: 550 Unknown error.\\r\\n"))',
      "StatusCodeError: Waiting for ('227',) but got 502 [' PASV command not implemented.']",
    ],
    spares: ['---> EPSV\n<--- 500 unknown\n---> PASV\n<--- 227 Entering Passive Mode (198,51,100,7,195,80).\n---> LIST\n<--- 226 done'],
  },
};

/** EAFNOSUPPORT and its like: an address of the other family. */
const FAMILY =
  /address family|bad (?:EPRT|network) protocol|EAFNOSUPPORT|\b10047\b|famille d.adresses|Adressfamilie|familia de direcciones|地址族/i;
const PERMITTED_NOT = /^\W{0,3}(?:PASV\b\W{1,4})?operation not permitted\W*$|\bPASV: operation not permitted\b/i;
/** ProFTPD refuses PASV on a connection over IPv6 with no more words than those of the system for it. */
const isNotForIpv6 = (text: string, verb: string, session: Moment['session']): boolean =>
  PERMITTED_NOT.test(text) &&
  (verb === 'PASV' || /^\W{0,3}PASV\b|\bPASV: operation/i.test(text)) &&
  !isIpv4(session.client) &&
  !isIpv4(session.peer?.address) &&
  // ProFTPD greets with its address.
  !isIpv4(/\[([\d.:a-f]{3,45})\]/i.exec(session.greeting?.at.text ?? '')?.[1]);
const isIpv4 = (address: string | undefined): boolean => address !== undefined && /^(?:::ffff:)?\d{1,3}(?:\.\d{1,3}){3}$/i.test(address);

const ipv6NeedsEpsv: Cause = {
  id: 'ipv6-needs-epsv',
  severity: 'error',
  words:
    /(?:use|need|require)[^\n]{0,30}EPSV|use EPRT|\b(?:PASV|PORT)\b[^\n]{0,40}IPv6|IPv6[^\n]{0,40}\b(?:PASV|PORT)\b|only EPSV|network protocol not supported/i,
  look({ kind, verb, code, text, session }) {
    if (session.data?.ipv6 && (kind === 'silence' || !session.data.begun)) return weigh(88, [session.data.at]);
    // Whatever the language of the refusal: PASV has no room for the address that the session uses.
    if (kind === 'reply' && session.ipv6 && code >= 500 && code !== 530 && (verb === 'PASV' || (verb === '' && /^['"]?PASV\b/.test(text))))
      return weigh(88, [session.greeting?.at]);
    // Somebody mixes addresses of both families, whoever opens the connection.
    if (kind === 'reply' && FAMILY.test(text) && (code === 425 || /^(?:PASV|PORT|EPRT|EPSV)$/.test(verb)))
      return weigh(84, [session.data?.at]);
    if (kind !== 'silence' && isNotForIpv6(text, verb || session.waiting[0]?.verb || '', session))
      return weigh(88, [], ['passive-disabled']);
    return kind === 'reply' && (verb === 'PASV' || verb === 'PORT') && code === 522 ? weigh(84) : undefined;
  },
  title: ({ verb, text }) =>
    FAMILY.test(text)
      ? 'IPv4 and IPv6 are mixed: one end asks for a data connection in the one, where the other end has an address of the other only.'
      : `The control connection is IPv6, for which ${verb || 'PASV'} cannot be used: its form has room for an IPv4 address only.`,
  client: 'Use EPSV (or EPRT in active mode), or connect over IPv4.',
  admin: { other: 'Publish an IPv4 address for clients that know no EPSV.' },
  samples: {
    finds: [
      '---> PASV\n<--- 425 You cannot use PASV on IPv6 connections. Use EPSV instead.',
      '---> PASV\n<--- 227 Entering Passive Mode (2001:db8:0:0:0:0:0:7,195,80).\n---> LIST\nError: the connection failed',
      '---> PASV\n<--- 501 PASV: Operation not permitted',
      '---> EPSV\n<--- 229 Entering Extended Passive Mode (|||41164|)\n---> LIST\n<--- 425 LIST: Address family not supported by protocol',
    ],
    spares: [
      '---> EPSV\n<--- 229 ok (|||5000|)\n---> LIST\n<--- 226 done',
      '---- Connecting to nas (192.0.2.20) port 21\n<--- 220 ready\n---> PASV\n<--- 501 PASV: Operation not permitted',
    ],
  },
};

/** Two addresses that are said to be different ones. */
const TWO_ADDRESSES =
  /(\d{1,3}(?:\.\d{1,3}){3})[^\n\d]{0,30}(?:is not|instead of|did not originate|for control connection from|not (?:equal|the same)|differs|!=|<>|expected|but)[^\n\d]{0,30}(\d{1,3}(?:\.\d{1,3}){3})/i;

const pasvIpMismatch: Cause = {
  id: 'pasv-ip-mismatch',
  severity: 'error',
  words: anyOf`
      bad ip connecting
      security violation: passive connection from \S{1,60} rejected
      invalid data connection address
      connecting addresses do not match
      data connection ip address[^\n]{0,60}does not match control
      host attempting data connection[^\n]{0,80}not same
      (?:data connection|connection)(?![^\n]{0,60} closed by foreign host)[^\n]{0,40}(?:from|by)[^\n]{0,50}(?:wrong|different|foreign|other|unexpected|unauthori[sz]ed|invalid) (?:ip|host|address|peer)
      client ip[^\n]{0,60}(?:match|differ)
      (?:rejected|refused) data connection from foreign
      peer address[^\n]{0,40}(?:mismatch|does not match)
      IP addresses? (?:of|on|for)?[^\n]{0,40}control[^\n]{0,30}(?:do(?:es)? not|don't) match
    `,
  // The server compared the two addresses: nothing else can outweigh that.
  look: ({ substatus, text, verb }) =>
    /\bactive data|FTP port command/i.test(text) || /^(?:PORT|EPRT)$/.test(verb)
      ? weigh(0)
      : substatus === 38 || /data connection ip address[^\n]{0,60}does not match control/i.test(text)
        ? weigh(94)
        : /data|peer|client|control/i.test(text) && TWO_ADDRESSES.test(text) && !/\b(?:PORT|EPRT|227|PASV)\b|only to/.test(text)
          ? weigh(82)
          : undefined,
  title: () => 'The data connection came, but from another address than the control connection, and was turned away for safety.',
  client: 'Let both connections take the same way: one proxy, one VPN, one line; no balancing over several.',
  admin: {
    vsftpd:
      "Keep the client's source address (host networking instead of a container proxy); pasv_promiscuous=YES switches the check off and allows data theft.",
    proftpd: "Keep the client's source address; AllowForeignAddress on switches the check off.",
    'pure-ftpd': "Keep the client's source address on every hop between client and server.",
    pyftpdlib: "Keep the client's source address; permit_foreign_addresses = True switches the check off.",
    'filezilla-server': "Keep the client's source address, or relax the rule that data connections must match the control connection's IP.",
    other: "Keep the client's source address on both connections (host networking, no load balancer between).",
  },
  samples: {
    finds: [
      'Oct 19 14:03:13 host proftpd[7] host (192.0.2.9[192.0.2.9]): SECURITY VIOLATION: Passive connection from 192.0.2.10 rejected.',
      'Data connection from 10.1.0.31 did not originate from remote server 10.1.0.30!',
      'ls: Fatal error: max-retries exceeded (invalid data connection address)',
      '229 Entering Extended Passive Mode (|||40123|)\n425 Security: Bad IP connecting.',
      '> LIST\n< 425 Cannot use data connection: peer address 10.1.2.3 is not 10.1.2.4',
      'ftpd: data connection ip address 10.1.0.4 does not match control connection ip address 10.1.0.1',
      'java.io.IOException: Host attempting data connection 198.51.100.8 is not same as server 198.51.100.9',
    ],
    spares: [
      "> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n> LIST\n< 425 Can't build data connection: Connection timed out",
      '229 Entering Extended Passive Mode (|||40123|)\n150 ok\n226 done',
    ],
  },
};

const portBounceRefused: Cause = {
  id: 'port-bounce-refused',
  severity: 'error',
  words: anyOf`
      I won't open a connection to
      FTP port command different address
      unable to send PORT
      data port can only be used by the same
      (?:illegal|invalid|bad|refused|rejected) (?:port|eprt) (?:command|range|address)
      foreign address
      refused (?:PORT|EPRT)[^\n]{0,60}(?:mismatch|bounce)
      bounce attack
      PORT IP is not same
      address[^\n]{0,30}(?:does not|doesn't) match control
      PORT[^\n]{0,40}(?:address mismatch|not allowed|not your)
      foreign (?:ip|address|host)[^\n]{0,30}\b(?:PORT|EPRT)\b
      \b(?:PORT|EPRT)\b[^\n]{0,60}(?:address|ip|host)[^\n]{0,12} differs
      address[^\n]{0,30}\bnot (?:yours|your own|that of the client)\b
    `,
  look({ kind, verb, code, text, substatus, session }) {
    // From one server to the other, without the client in between: neither takes an address that is not the client's.
    if (kind === 'words' && /site to site transfer failed/i.test(text)) {
      const refusal = session.recent.findLast((one) => one.code >= 500 && /\bPORT\b/i.test(`${one.verb} ${one.at.text}`));
      return refusal ? weigh(82, [refusal.at]) : undefined;
    }
    if (substatus === 38 && (verb === 'PORT' || verb === 'EPRT')) return weigh(92);
    // Drawn by another command: the replies are out of step, and something else was the matter before.
    if (kind === 'reply' && verb !== '' && !/^(?:PORT|EPRT)$/.test(verb) && /\bPORT command\b/.test(text)) return weigh(50);
    // ftpserverlib words both checks alike.
    if (/\bactive data[^\n]{0,200}does not match control/i.test(text)) return weigh(94);
    if (/^[^\n]{0,200}data connection ip address/i.test(text)) return weigh(0);
    // The reply itself shows the command that it refuses.
    if (kind === 'reply' && verb === '' && code >= 500 && /['"`]PORT (?:\d{1,3},){5}\d{1,3}['"`]/.test(text)) return weigh(80);
    // IIS says it of many an argument; where the command is not shown, the address in PORT is the one that clients meet.
    if (kind === 'reply' && verb === '' && code === 501 && /\bserver cannot accept argument/i.test(text))
      return weigh(62, [], ['empty-argument']);
    if (kind !== 'reply' || (verb !== 'PORT' && verb !== 'EPRT') || code < 400) return undefined;
    if (
      /unknown|not implemented|not supported|not understood|unrecogni|login|log in|tls|ssl|ipv6/i.test(text) &&
      !/illegal|foreign|bounce/i.test(text)
    )
      return undefined;
    return code === 502 || code === 522 || code === 530 ? undefined : weigh(/address|\bhost\b|\bip\b|foreign/i.test(text) ? 86 : 80);
  },
  title({ text, argument, verb, session }) {
    const only = /to ([\d.:a-f]{3,45}) \(only to ([\d.:a-f]{3,45})\)/i.exec(text);
    const docker =
      only && /^172\.(?:1[6-9]|2\d|3[01])\.\d+\.1$/.test(only[2] as string) ? '; that is a container gateway, which hides the client' : '';
    if (only)
      return `The client asked for a data connection to ${only[1]}, but the server sees it at ${only[2]}, and refuses to connect anywhere else${docker}.`;
    const numbers = verb === 'PORT' ? argument.split(',').slice(0, 4).join('.') : argument.split('|')[2];
    return `The server refuses ${/^(?:PORT|EPRT)$/.test(verb) ? verb : 'PORT'}: the address in it${numbers ? ` (${numbers}${unreachable(numbers) ? ', a private one' : ''})` : ''} is not the one it sees the client at${session.client ? ` (${session.client})` : ''}.`;
  },
  client: 'Use passive mode; behind NAT, active mode needs a router that rewrites PORT, which it cannot do under TLS.',
  admin: {
    vsftpd: 'port_promiscuous=YES switches the check off, at the price of bounce attacks; better offer passive mode.',
    proftpd: 'AllowForeignAddress on (or a class of addresses) switches the check off; better offer passive mode.',
    'pure-ftpd': 'AllowUserFXP switches the check off; better offer passive mode, and in containers use host networking.',
    pyftpdlib: 'permit_foreign_addresses = True switches the check off; better offer passive mode.',
    other: "Offer passive mode, and let the server see the client's true address.",
  },
  samples: {
    finds: [
      '> PASV\n< 227 Entering Passive Mode (198,51,100,7,222,227).\n> PORT 198,51,100,7,222,227\n< 500 Illegal PORT command.\nSite to Site Transfer Failed!\n> PASV\n< 227 Entering Passive Mode (198,51,100,7,200,194).\n> LIST\n< 150 ok\n< 226 ok',
      '%ASA-4-406002: FTP port command different address: 198.51.100.7(203.0.113.4) to 192.0.2.9 on interface outside',
      'level=WARN msg="Could not validate active data connection requirement" component=ftpserver err="data connection ip address 192.168.1.4 does not match control connection ip address 192.0.2.9"',
      'Data port can only be used by the same IP address used by the control connection. (FTP)',
      '---> PORT 10,1,2,3,4,5\n<--- 500 Illegal PORT command.',
      "Net::FTPPermError: 501 Syntax error in 'PORT 10,1,2,3,4,5'",
      'ftp> ls\n500 Invalid PORT Command.',
      // In any language: the step is left, and the next line tells that it failed.
      '--2024-05-01 10:00:00--  ftp://192.0.2.1:2121/a\n==> TYPE I ... hotovo.  ==> CWD netreba.\n==> PORT ... \nChybný PORT.\nSkúša sa znova.',
      "500 I won't open a connection to 10.9.8.7 (only to 198.51.100.3)",
    ],
    spares: [
      "---> PORT 10,1,2,3,4,5\n<--- 200 ok\n---> LIST\n<--- 425 Can't build data connection: Connection refused",
      '---> PORT 10,1,2,3,4,5\n<--- 200 ok\n---> LIST\n<--- 150 ok\n<--- 226 done',
    ],
  },
};

/** That something has to be there first. */
const DEMANDED =
  /need|must|requir|\bfirst\b|before|expect|capable|have to|has to|should|please|without|support(?:s|ing|ed by your)\b|missing/i;
const UNKNOWN_THERE =
  /(?:not|n't) (?:understood|implemented|recogni|known)|unknown|unrecogni|(?:server|host) does(?: not|n't) (?:support|know)|disabl/i;

const pretRequired: Cause = {
  id: 'pret-required',
  severity: 'error',
  words: /\bPRET\b/,
  look({ kind, verb, text }) {
    if (!/\bPRET\b/.test(text)) return weigh(0);
    // A client that tries it, or does without, only says so; one that passes the demand on has failed by it.
    if (kind === 'words') return DEMANDED.test(text) && !UNKNOWN_THERE.test(text) ? weigh(84) : weigh(0);
    return kind === 'reply' && verb !== 'PRET' && verb !== 'FEAT' && !/^(?:211|214)/.test(text) ? weigh(90) : weigh(0);
  },
  title: () =>
    'The server spreads its files over several machines and wants PRET (what will be transferred) before PASV; the client did not send it.',
  client:
    'Switch PRET on in the client (curl --ftp-pret, lftp ftp:use-pret; it must send FEAT after the login to see it), or use a client that knows it.',
  admin: { other: 'Let clients see PRET in FEAT before the login too.' },
  samples: {
    finds: [
      '---> PASV\n<--- 503 Send PRET before PASV, please: use a PRET capable client',
      'Some.Ftp.CommandException: this site wants PRET (what is to be transferred) and must have it before PASV',
    ],
    spares: [
      'ftp: server does not support PRET, going on without it',
      '---> FEAT\n<--- 211-Features:\n<---  PRET\n<--- 211 End\n---> QUIT\n<--- 221 Bye',
    ],
  },
};

export const causes: readonly Cause[] = [
  passivePortUnavailable,
  passiveDisabled,
  ipv6NeedsEpsv,
  pasvIpMismatch,
  portBounceRefused,
  pretRequired,
];
