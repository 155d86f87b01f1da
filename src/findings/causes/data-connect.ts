// The data connection does not come up although its address is sound: passive ports, active mode, EPSV.
import { isTransfer } from '../../log/verb-kinds.ts';
import { anyOf } from '../../any-of.ts';
import { type Cause, type Moment, weigh } from '../cause.ts';
import { dataTrouble, endedUncleanly, inActiveMode, movedSome, ofServer } from '../data-trouble.ts';

/** PHP shows the last reply, whatever it was, as its warning: it tells how far the session had come. */
const PHP_LAST =
  /\bftp_(?:f?put|f?get|nb_\w{3,5}|n?list|nlist|rawlist|append|mlsd)\(?\)?: ?[^\n]{0,40}?(PORT command|EPRT|Entering (?:Extended )?Passive|passive mode \(|Opening [^\n]{3,12} mode data connection)/i;
/** PHP may not open a port for the server to connect to. */
const CANNOT_LISTEN = /\bftp_\w{2,20}\(\): (?:bind|listen)\(\) failed/;

/** The last reply that PHP shows, where it was a positive one. */
const lastOfPhp = ({ kind, text }: Moment): string | undefined =>
  kind !== 'words' || /illegal|invalid|\bbad\b|refus|reject|denied|\bnot\b|n't|only|error|fail|unknown/i.test(text)
    ? undefined
    : PHP_LAST.exec(text)?.[1];

const isActive = ({ session, text, frames }: Moment): boolean =>
  session.data?.mode === 'PORT' ||
  session.data?.mode === 'EPRT' ||
  (!session.data && inActiveMode(frames)) ||
  // A server connects to its client, or waits for it.
  (!session.data && /connect\w{0,3}[^\n]{0,24} to (?:the )?client\b/i.test(text)) ||
  (!session.data &&
    !ofServer(frames) &&
    /\b(?:active (?:mode|data)|PORT command|server failed to connect to (?:the )?data port|accept(?:ing)? (?:data|server)|FTP accept|accept timed out|^\W{0,4}(?:\w: [^\n]{0,200})?Data socket connect timed out)/i.test(
      text,
    ));
const SIP = new Set([5060, 5061, 1720, 2000]);

function portOf({ session }: Moment): string {
  const port = session.data?.port;
  return port === undefined ? 'the passive port' : `port ${port}`;
}

const passivePortsBlocked: Cause = {
  id: 'passive-ports-blocked',
  severity: 'error',
  look(moment) {
    const last = lastOfPhp(moment);
    if (last) return /passive/i.test(last) ? weigh(80) : weigh(0);
    const trouble = dataTrouble(moment);
    if (!trouble || isActive(moment)) return moment.hint === 'passive-ports-blocked' && !isActive(moment) ? weigh(74) : weigh(0);
    const { attempt, silent } = trouble;
    // What the server says of the connection afterwards counts for more than its 125.
    if (attempt?.moved || (attempt?.stands && moment.kind !== 'reply')) return weigh(0);
    if (attempt) {
      const begun = attempt.begun && trouble.how === 'unknown';
      return weigh(
        silent ? (begun ? 44 : moment.session.wordsSinceData > 0 ? 62 : 56) : begun ? 64 : 80,
        [attempt.at],
        attempt.mode === 'EPSV' ? ['epsv-unsupported'] : [],
      );
    }
    const passive =
      /passive|pasv|epsv|php_connect_nonb|DTP connection|to (?:the )?data port/i.test(moment.text + (moment.frames ?? '')) ||
      // A server that accepts is one that waits at its passive port.
      (moment.kind === 'reply' && /\baccept tcp\b/.test(moment.text));
    return weigh(passive ? 76 : moment.kind === 'words' ? 60 : 54, [], passive ? [] : ['active-mode-blocked']);
  },
  title(moment) {
    const { session, kind } = moment;
    const where = session.data?.address ?? session.peer?.address;
    const happened = dataTrouble(moment)?.how === 'refused' ? 'was refused' : kind === 'silence' ? 'never came up' : 'did not come up';
    const sip =
      session.data?.port !== undefined && SIP.has(session.data.port)
        ? `; ${session.data.port} is a telephony port that firewalls treat on their own`
        : '';
    const some = session.dataWorked > 0 ? ', though other data connections of the session worked' : '';
    return `The data connection to ${portOf(moment)}${where ? ` of ${where}` : ''} ${happened}${some}: the passive port range is not open, not forwarded or not published${sip}.`;
  },
  client: (moment) =>
    dataTrouble(moment)?.how === 'refused'
      ? 'Nothing; the host answers, and nothing listens or is published at that port. Active mode may do as a test.'
      : "Check that the client's own firewall lets connections out to high ports; try another network, or active mode as a test.",
  admin: {
    vsftpd:
      'Set pasv_min_port and pasv_max_port, and open, forward or publish exactly that range on every firewall, NAT and container in between.',
    proftpd: 'Set PassivePorts and open, forward or publish exactly that range.',
    'pure-ftpd': 'Set PassivePortRange (-p) and open, forward or publish exactly that range.',
    'filezilla-server': 'Set a custom port range for passive mode and open or forward exactly that range.',
    iis: 'Set the data channel port range under FTP Firewall Support, restart the FTP service, and open the range.',
    pyftpdlib: 'Set handler.passive_ports and open or publish exactly that range.',
    sftpgo: 'Set passive_port_range and open or publish exactly that range.',
    other: 'Give the server a fixed range of passive ports and open, forward or publish exactly that range.',
  },
  further: (moment) => {
    const { session } = moment;
    if (dataTrouble(moment)?.how === 'refused')
      return 'ss -lnt on the server, and the published ports of its container, show what listens there while a transfer waits.';
    const port = session.data?.port;
    const where = session.data?.address ?? session.peer?.address ?? 'HOST';
    return port === undefined
      ? 'A capture on the server tells whether the connection arrives; the reply to PASV or EPSV names the port.'
      : `A connection attempt from the client to that port (nc -vz ${where} ${port}) while the server waits tells refused from dropped; a capture on the server tells whether it arrives.`;
  },
  samples: {
    finds: [
      'Status:\tConnecting to 198.51.100.7:21...\nCommand:\tPASV\nResponse:\t227 Entering Passive Mode (198,51,100,7,195,80).\nCommand:\tLIST\nError:\tConnection timed out after 20 seconds of inactivity',
      "---> EPSV\n<--- 229 Entering Extended Passive Mode (|||50000|)\n---> LIST\n<--- 425 Can't open data connection.",
      'ftp_put(): php_connect_nonb() failed: Operation now in progress (115)',
      // Only the frames tell which connection it was.
      'System.TimeoutException: The operation has timed out\n   at Some.Ftp.Client.OpenPassiveDataStream(String command)\n   at Some.Ftp.Client.List()',
      'Traceback (most recent call last):\n  File "/usr/lib/python3/ftplib.py", line 353, in ntransfercmd\n    conn = socket.create_connection((host, port))\nTimeoutError: [Errno 110] Connection timed out',
      'level=warn component=ftpserver clientId=7 error="accept tcp [::]:50003: i/o timeout"',
      'Command:\tLIST\nResponse:\t150 here\nError:\tConnection timed out after 20 seconds of inactivity',
      'ftp_nlist(): Entering Passive Mode (198,51,100,7,195,80).',
      'Upload failed: The remote server returned an error: 227 Entering Passive Mode (198,51,100,7,195,80).',
      '425 accept tcp [::]:50003: i/o timeout',
      'Panic: dial tcp 198.51.100.7:9802: i/o timeout.',
    ],
    spares: [
      "lftp ann@198.51.100.7:~> get a.iso\n`a.iso' at 0 (0%) [Making data connection...]\n`a.iso' at 4096 (3%) 4.0K/s eta:9s [Receiving data]",
      'Status:\tThere is stale data on the socket, maybe the data connection timed out',
      "---> PORT 198,51,100,9,4,1\n<--- 200 PORT command successful\n---> LIST\n<--- 425 Can't open data connection.",
      '---> EPSV\n<--- 229 Entering Extended Passive Mode (|||50000|)\n---> LIST\n<--- 150 ok\n<--- 226 done',
    ],
  },
};

const activeModeBlocked: Cause = {
  id: 'active-mode-blocked',
  severity: 'error',
  words: anyOf`
      active mode is (?:forbidden|not allowed|disabled)
    passive mode is mandatory
      FTP accept (?:timeout|failed)
      error in PORT mode
      server failed to connect to (?:the )?data port
      server (?:has not|did not|never) (?:initiated|opened|made) (?:a |the )?data connection
      (?:fail\w{0,3}|cannot|could not|unable)[^\n]{0,30}active (?:FTP )?(?:mode|connection)
      accept(?:ing)? (?:server|data) connect[^\n]{0,30}(?:tim|fail)
      ftp: accept:
    `,
  look(moment) {
    if (/^ftp: bind|^PORT/i.test(moment.text)) return weigh(0);
    if (CANNOT_LISTEN.test(moment.text)) return weigh(80);
    const last = lastOfPhp(moment);
    if (last) return /passive/i.test(last) ? weigh(0) : /opening/i.test(last) ? weigh(72, [], ['passive-ports-blocked']) : weigh(80);
    const mode = moment.session.data?.mode;
    if (mode === 'PASV' || mode === 'EPSV') return weigh(0);
    const trouble = dataTrouble(moment);
    if (trouble && isActive(moment)) return weigh(trouble.silent ? 66 : 84, [trouble.attempt?.at]);
    if (/accept tcp|clientid=/i.test(moment.text)) return weigh(trouble ? 52 : 0);
    if (trouble && moment.kind === 'reply' && mode === undefined)
      // In passive mode the client sees for itself that its connection fails; a server that cannot connect has to tell it.
      return weigh(
        moment.hint === 'active-mode-blocked' ? 58 : /failed to establish/i.test(moment.text) ? 56 : 50,
        [],
        ['passive-ports-blocked'],
      );
    return undefined;
  },
  title({ session, text }) {
    if (CANNOT_LISTEN.test(text))
      return 'The program works in active mode and may not open a port of its own, to which the server would have to connect.';
    const { data } = session;
    const where = data?.address ? `${data.address}${data.port === undefined ? '' : `, port ${data.port}`}` : 'the client';
    return `Active mode: the server accepted ${data?.mode ?? 'PORT'} but could not connect back to ${where}: a firewall or NAT in front of the client lets no connection in.`;
  },
  client:
    "Use passive mode (PASV or EPSV); if it must be active mode, let the firewall accept connections to the client's data ports from the server's port 20.",
  admin: {
    vsftpd: "Let the server's firewall send out from port 20 (connect_from_port_20); offer passive mode with pasv_enable=YES.",
    other: "Let the server's firewall send out from the FTP data port (20), and offer passive mode.",
  },
  samples: {
    finds: [
      'Warning: ftp_put() [function.ftp-put]: bind() failed: Permission denied (13)',
      'Warning: ftp_fput() [function.ftp-fput]: Opening BINARY mode data connection',
      'proftpd[7] host (192.0.2.9[192.0.2.9]): Error connecting to 192.0.2.9#50011 for active data transfer: Connection timed out',
      'FTP active mode is forbidden, passive mode is mandatory',
      'uploader: FTP Exception: The server has not initiated a data connection',
      "---> PORT 198,51,100,9,4,1\n<--- 200 PORT command successful\n---> LIST\n<--- 425 Can't open data connection.",
      'ftp_fget(): PORT command okay',
      "---> EPRT |1|192.0.2.9|50011|\n<--- 200 EPRT ok\n---> RETR a.txt\n<--- 425 Can't build data connection: Connection timed out",
    ],
    spares: ['---> PASV\n<--- 227 Entering Passive Mode (198,51,100,7,195,80).\n---> LIST\n<--- 425 Failed to establish connection.'],
  },
};

const epsvUnsupported: Cause = {
  id: 'epsv-unsupported',
  severity: 'warning',
  look({ kind, code, verb, text, session, sign }) {
    if (sign === 'pasv-after-epsv') return weigh(86, [session.failedTry?.at]);
    if (kind === 'words' && /\bEPSV denied by <Limit>/.test(text)) return weigh(78);
    // EPSV answered as if it had been PASV: the client finds no port in it.
    if (kind === 'words' && /EPSV/i.test(text) && /\bEntering Passive|\b227\b/.test(text)) return weigh(84);
    if (kind === 'words' && /EPSV\b[^\n]{0,24}(?:not (?:understood|implemented|supported|recogni)|unknown|unsupported)/i.test(text))
      return weigh(80);
    if (kind === 'silence')
      return session.waiting.at(-1)?.verb === 'EPSV' && session.closed
        ? weigh(58, [session.waiting.at(-1)?.at], ['passive-ports-blocked'])
        : undefined;
    if (kind === 'reply' && verb === '' && code >= 500 && code <= 504 && /['"`]EPSV\b/.test(text)) return weigh(84);
    if (kind !== 'reply' || verb !== 'EPSV') return undefined;
    return /^(?:500|501|502|504|522)$/.test(String(code))
      ? weigh(72)
      : code === 550 && !/no such|not found|ipv6/i.test(text)
        ? weigh(78, [], ['passive-disabled'])
        : undefined;
  },
  title: ({ session, code }) =>
    code === 0
      ? `After EPSV the data connection${session.failedTry?.port ? ` to port ${session.failedTry.port}` : ''} did not come up, after PASV it did: something on the way opens data ports only for the PASV replies it reads.`
      : 'The server, or a firewall in front of it, refuses EPSV; PASV is still to be tried.',
  client: 'Switch EPSV off, so that the client uses PASV (curl --disable-epsv, ftp "epsv4", lftp ftp:prefer-epsv no).',
  admin: {
    other: "Open the passive range itself instead of trusting a firewall's FTP helper, which may know PASV only, and update the helper.",
  },
  samples: {
    finds: [
      '230 in\nftp> ls\n229 Entering Extended Passive Mode (|||58127|)\n^C\nreceive aborted. Waiting for remote to finish abort.\nftp> epsv4\nEPSV/EPRT on IPv4 off.\nftp> ls\n227 Entering Passive Mode (198,51,100,7,227,15)\n150 here\n226 Transfer complete',
      "ftp> get a.txt\n502 Command 'EPSV' not implemented\nPassive mode refused.",
      '> EPSV\n< 227 Entering Passive Mode (198,51,100,7,195,80)\nError: no port in the response to EPSV: 227 Entering Passive Mode (198,51,100,7,195,80)',
      "---> EPSV\n<--- 229 Entering Extended Passive Mode (|||50000|)\n---> LIST\n<--- 425 Can't open data connection.\n---> PASV\n<--- 227 Entering Passive Mode (198,51,100,7,195,80).\n---> LIST\n<--- 150 ok\n<--- 226 done",
    ],
    spares: [
      '---> EPSV\n<--- 500 EPSV not understood\n---> PASV\n<--- 227 Entering Passive Mode (198,51,100,7,195,80).\n---> LIST\n<--- 150 ok\n<--- 226 done',
    ],
  },
};

const IN_FLOW =
  /in (?:retr|stor)(?:lines|binary)|CopyStream|copyStream|FtpDataStream|Util\.copy|io\.Copy|readAll|\.(?:UploadFile|DownloadFile|Upload|Download)\w{0,20}\(|pipeline/;

const dataConnectionResetEarly: Cause = {
  id: 'data-connection-reset-early',
  severity: 'error',
  iis: { win32: { 64: 88, 1236: 80 } },
  words: anyOf`
      transfer connection interrupted
      aborting transfer: (?:data connection closed|broken pipe|connection reset)
      data connection (?:was )?(?:reset|closed unexpectedly|aborted|lost)
      connection closed; transfer aborted
      transfer (?:was )?(?:aborted|interrupted)[^\n]{0,60}(?:reset|broken pipe|closed)
      partial file
      closed with \d+ bytes
      bytes remaining to read
      client aborted
    `,
  look(moment) {
    const { code, kind, text, session, hint } = moment;
    // The client itself has broken it off.
    if (
      kind === 'reply' &&
      (moment.verb === 'ABOR' || session.waiting.some(({ verb }) => verb === 'ABOR') || session.recent.at(-2)?.verb === 'ABOR')
    )
      return weigh(0);
    // vsftpd words so, too, what without TLS can only be a client that broke off.
    if (kind === 'reply' && code === 426 && hint === 'tls-unclean-shutdown' && session.isPlain) return weigh(78, [session.data?.at]);
    if (hint !== undefined && hint !== 'data-connection-reset-early') return undefined;
    if (/tls|ssl/i.test(text) || /\bunwrap\b|_sslobj/.test(moment.frames ?? '')) return undefined;
    const cut =
      /ECONNRESET|EPIPE|ECONNABORTED|reset by peer|broken pipe|forcibly closed|connection (?:was )?(?:reset|aborted)|software caused connection abort|\b1005[34]\b/i.test(
        text,
      );
    if (movedSome(moment)) return endedUncleanly(moment) ? weigh(50) : weigh(68, [], ['tls-unclean-shutdown']);
    const moving = session.data?.begun === true && session.data.state !== 'done';
    // Data had begun to flow when it happened: the function that reads or writes them, not the one that connects.
    if (
      kind === 'words' &&
      cut &&
      moment.frames &&
      IN_FLOW.test(moment.frames) &&
      !/in ntransfercmd|_openDataConnection|connectForPassive/i.test(moment.frames)
    )
      return weigh(76);
    if (kind === 'words' && cut && /data[ -]?(?:socket|connection|channel|stream)/i.test(text)) return weigh(74);
    if (kind === 'words') return cut && moving ? weigh(72, [session.data?.at]) : undefined;
    if (kind === 'reply' && code === 426) return weigh(hint || cut ? 74 : 60);
    return kind === 'reply' && code === 425 && cut ? weigh(70) : undefined;
  },
  title(moment) {
    const { session, verb } = moment;
    const what = isTransfer(verb) ? verb : session.data?.command?.verb || 'The transfer';
    return `${what} broke off: one side closed the data connection before everything was sent.`;
  },
  client:
    'See whether the client stops reading on purpose (preview, partial download, stop button, size limit); otherwise repeat, and look for a firewall that cuts long or quiet connections.',
  admin: {
    proftpd: "Check TimeoutStalled and the server's log at that moment.",
    vsftpd: "Check data_connection_timeout and the server's log at that moment.",
    other: "Check the time-outs for data connections and the server's log at that moment.",
  },
  further: 'A capture of the data connection shows which side sends the first FIN or RST.',
  samples: {
    finds: [
      '2024-05-01 10:00:00,123 host proftpd[7] host (192.0.2.9[192.0.2.9]): notice: user ann: aborting transfer: Data connection closed',
      '---> RETR big.iso\n<--- 150 Opening data connection\n<--- 426 Connection closed; transfer aborted.',
      // What comes under PASV belongs to the transfer before.
      '---> STOR b.pdf\n<--- 150 go on\n<--- 226 closing\n---> PASV\n<--- 426 Connection closed; transfer aborted',
      'Traceback (most recent call last):\n  File "/usr/lib/python3/ftplib.py", line 440, in retrbinary\n    while data := conn.recv(blocksize):\nConnectionResetError: [Errno 104] Connection reset by peer',
      'Response:\t150 Opening data channel\nError:\tTransfer connection interrupted: ECONNRESET - Connection reset by peer',
    ],
    spares: [
      "> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n> RETR a\n< 425 Can't open data connection.",
      '---> RETR big.iso\n<--- 150 Opening data connection\n<--- 226 Transfer complete.',
    ],
  },
};

export const causes: readonly Cause[] = [passivePortsBlocked, activeModeBlocked, epsvUnsupported, dataConnectionResetEarly];
