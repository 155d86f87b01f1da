// Limits in number and time.
import { anyOf } from '../../any-of.ts';
import { secondsBetween } from '../../log/time.ts';
import { type Cause, type Moment, quoted, weigh } from '../cause.ts';
import { controlTrouble } from '../control-trouble.ts';
import { dataTrouble, isHanging } from '../data-trouble.ts';

const TOO_MANY = anyOf`
    already (?:has )?\d{1,6} (?:connections|sessions|users|logins)
    active connections from (?:ip|host)[^\n]{0,60}: \d{1,6}/\d
    too many (?:\w+ ){0,4}(?:connections?|users?|clients?|sessions?|logins?)
    maximum (?:number|login|connection|client|session|user|allowed)[^\n]{0,60}
    can't accept more than \d+ connections
    (?:connection|client|session|user)s? limit[^\n]{0,20}(?:reached|exceeded)
    limit (?:of|on) (?:\w+ ){0,3}(?:connections?|sessions?|users?)
    users \(the maximum\)
    FAIL: ftps? (?:per_source_?limit|service_?limit|cps_?limit|connections per second)
    server is (?:full|busy)
    hosting \d{1,6} users
    (?:no|not) more (?:connections|users|sessions)
    already (?:connected|logged in)[^\n]{0,20}(?:\(?max|\d)
    \d{1,6} users?[^\n]{0,20} already (?:connected|logged in)
    users? (?:are|is) already (?:connected|logged in)
    max(?:imum)? (?:clients|instances|connections|sessions|child processes)
    \bMax(?:Clients|Connections|Sessions|Users|Instances|Hosts)\w{0,12}
  `;

/** commons-net shows these words of its own behind any 421. */
export const WORDLESS_421: RegExp = /^received\.\s{1,3}Server closed connection/;

const tooManyConnections: Cause = {
  id: 'too-many-connections',
  severity: 'error',
  iis: { substatus: { 19: 92 } },
  look(moment) {
    const { text, hint, kind, event, code, session } = moment;
    if (controlTrouble(moment) === 'not greeted') return weigh(session.loggedIn ? 64 : 50, [], ['server-bug', 'ban-by-policy']);
    if (/login (?:attempts|failures)|password|\bbanned\b/i.test(text)) return weigh(0);
    if (
      /login attempts|too many[^\n]{0,30}(?:fail|attempt|tries|errors)|data connections? already/i.test(text) &&
      !/number of|connections/i.test(text)
    )
      return undefined;
    // commons-net drops the server's words; in the place of a greeting nearly every 421 is about a limit.
    if (code === 421 && WORDLESS_421.test(text) && session.replies <= 1) return weigh(66, [], ['server-shutting-down', 'ban-by-policy']);
    // Pure-FTPd: this number may be set, or follow from the passive range.
    if (/users \(the maximum\)/i.test(text)) return weigh(70);
    if (hint === 'too-many-connections') return weigh(TOO_MANY.test(text) ? 88 : kind === 'words' ? 66 : 80);
    return TOO_MANY.test(text) ? weigh(kind === 'words' && event !== 'limit' ? 80 : 86) : undefined;
  },
  title(moment) {
    const { text, session } = moment;
    if (controlTrouble(moment) === 'not greeted')
      return 'A further connection was taken but never greeted, where the one before it was: the server serves no more at once, or has not ended that one yet.';
    const limit = /\((\d{1,6})\)|than (\d{1,6})|(\d{1,6}) users/.exec(text)?.slice(1).find(Boolean);
    const per = /(?:same|this|your|per|from)[^\n]{0,12}(?:ip|address|host|internet)/i.test(text)
      ? ' for one address'
      : /user/i.test(text) && /same|this|per/i.test(text)
        ? ` for one user${session.user ? ` (${quoted(session.user)})` : ''}`
        : '';
    return `The limit of connections${per}${limit ? ` (${limit})` : ''} is reached, counting sessions that have not timed out yet; the password is not the reason.`;
  },
  client:
    'Open fewer connections at once (parallel transfers, rclone --transfers and --checkers, "limit number of simultaneous connections"), and close the ones no longer needed.',
  admin: {
    vsftpd: 'Raise max_per_ip or max_clients; lower idle_session_timeout, so that dead sessions end sooner.',
    proftpd: 'Raise MaxClientsPerHost, MaxClientsPerUser, MaxClients or MaxInstances; lower TimeoutIdle.',
    'pure-ftpd': 'Raise MaxClientsPerIP, PerUserLimits or MaxClientsNumber; lower MaxIdleTime.',
    iis: "Raise the site's maximum connections, or lower the control channel time-out.",
    pyftpdlib: 'Raise max_cons_per_ip or max_cons of the server.',
    other: 'Raise the limit, or end dead sessions sooner.',
  },
  samples: {
    finds: [
      'Oct  3 02:10:12 mail xinetd[1988]: FAIL: ftp per_source_limit from=192.0.2.60',
      'Oct  3 02:10:12 mail xinetd[1988]: FAIL: ftp connections per second from=192.0.2.60',
      'Err ftp://ftp.example.org dapper Release.gpg\n  The server refused the connection and said: Sorry, ftp.example.org already has 20 users logged on.  Try again in 10 minutes.',
      "ftpd[7]: Login as user 'cam' failed. Already 2 connections from 192.0.2.9.",
      '{"level":"warn","time":"2024-05-01T10:00:00.1","sender":"common","message":"connection denied, active connections from IP \\"192.0.2.9\\": 21/20"}',
      '421 Too many connections (8) from this IP',
      'Response:\t230 in\nStatus:\tDisconnected from server\nStatus:\tConnecting to 198.51.100.7:21...\nStatus:\tConnection established, waiting for welcome message...\nError:\tConnection timed out after 20 seconds of inactivity',
      'org.apache.commons.net.ftp.FTPConnectionClosedException: FTP response 421 received.  Server closed connection.\n    at org.apache.commons.net.ftp.FTP._connectAction_(FTP.java:364)',
      'ERROR Error: Too many connections (4) from this IP',
      '> PASS x\n< 530 Sorry, the maximum number of clients (3) for this user are already connected.',
    ],
    spares: [
      '230 Already logged in.',
      "mod_quotatab/1.3.1[7]: found limit entry for user 'ann'",
      '220 You are user number 3 of 50 allowed.',
    ],
  },
};

const clientLimitSetByPassiveRange: Cause = {
  id: 'client-limit-set-by-passive-range',
  severity: 'error',
  look({ text, session, kind }) {
    // The greeting and the start line of the server differ by just that.
    const allowed = Number(/user number \d{1,6} of (\d{1,6}) allowed/i.exec(text)?.[1] ?? Number.NaN);
    const { clients } = session.daemon;
    if (clients && clients.wanted > clients.room && clients.room === allowed) return weigh(90, [clients.at]);
    const limit = Number(/(\d{1,6}) users \(the maximum\)/i.exec(text)?.[1] ?? Number.NaN);
    if (kind === 'silence' || Number.isNaN(limit)) return undefined;
    // Pure-FTPd takes two passive ports a user: a range that the log shows may explain the number.
    const range = session.findWords(/(?<!\d)([1-6]?\d{4})[:\- ]([1-6]?\d{4})(?!\d)/);
    const ports = range ? Number(range[2]) - Number(range[1]) + 1 : 0;
    if (ports > 0 && Math.floor(ports / 2) === limit) return weigh(94);
    // Half of the ten ports that the container image is mostly run with; another number may as well be the one that was set.
    return weigh(limit === 5 ? 74 : 58, [], ['too-many-connections']);
  },
  title: ({ text }) =>
    `Pure-FTPd allows only ${/(\d{1,6}) users/.exec(text)?.[1] ?? /of (\d{1,6}) allowed/.exec(text)?.[1] ?? 'so many'} users at once: with a passive port range set, it takes two ports a user and lowers the maximum to half the range, whatever -c says.`,
  client: 'Open fewer connections at once.',
  admin: { other: 'Widen PassivePortRange (-p) to two ports a user, such as 30000:30099 for 50 users, and publish all of it.' },
  further: 'Compare the number with half the size of PassivePortRange and with MaxClientsNumber.',
  samples: {
    finds: [
      '421 5 users (the maximum) are already logged in, sorry',
      'pure-ftpd -c 40 -p 30000:30011 -E\n220---------- Welcome to Pure-FTPd ----------\n220-You are user number 1 of 6 allowed.\n220 ok\n331 pw\n230 in',
    ],
    spares: ['421 Too many connections (8) from this IP'],
  },
};

/** Seconds between the last command or reply and the line that is looked at. */
const gapOf = ({ lastStamp, wireStamp }: Moment['session']): number => secondsBetween(wireStamp, lastStamp);
/** Shorter pauses are no idleness. */
const IDLE_SECONDS = 60;
/** Cut off without a reply after a long pause, with no transfer under way. */
const wasCut = ({ text, session }: Moment): boolean =>
  session.loggedIn &&
  session.data?.state !== 'open' &&
  session.waiting.length === 0 &&
  /ECONNRESET|reset by peer|broken pipe|EPIPE|socket hang up|connection (?:was )?(?:reset|aborted|lost)|forcibly closed/i.test(text) &&
  gapOf(session) >= IDLE_SECONDS;

/** The time within which somebody has to log in is over (ProFTPD TimeoutLogin and its like). */
export const LOGIN_TIME: RegExp = /\blogin (?:time-?out|timed out)|\buser unknown timed out after/i;

const FIN = /\bsent FIN packet unexpectedly\b/i;

/** Some of a transfer went over, and then the client waited in vain. */
const hasStalled = ({ kind, session }: Moment): boolean => kind === 'silence' && session.stalled && session.data?.moved === true;

const idleTimeout: Cause = {
  id: 'idle-timeout',
  severity: 'warning',
  iis: { substatus: { 14: 90, 16: 90 } },
  words: anyOf`
      idle (?:session )?time-?out
      timed[- ]out after being idle
      (?:user|session|client)\b[^\n]{1,120} timed[- ]out after \d{1,6} seconds of inactivity
      session (?:is )?idle\b
      idle for too long
      session (?:has )?(?:timed out|expired)
      control connection timed out
      (?:no|of) (?:activity|inactivity)[^\n]{0,40}(?:closing|disconnect|seconds|timeout)
      connection timed out \(idle
      try typing a little faster
      inactivity time
      TimeoutIdle
    `,
  look(moment: Moment) {
    const { kind, code, text, hint, event, session, verb } = moment;
    if (kind === 'words' && dataTrouble(moment)) return weigh(0);
    if (hint === 'no-transfer-timeout' || /no.transfer/i.test(text)) return weigh(0);
    // Nobody logged in within the time for it: that is no idle session.
    if (hint === 'login-not-completed' && kind === 'reply') return weigh(0);
    // Nothing answers at the port that it connects to: there is no session yet.
    if (kind === 'words' && /\bconnect\w{0,3} to\b[^\n]{0,200}\bfailed\b/i.test(text)) return weigh(0);
    // Nobody has answered yet.
    if (kind === 'words' && session.replies === 0 && session.wordsSay(/established,? (?:initiali[sz]ing|waiting for welcome)/i))
      return weigh(0);
    // A daemon's notes on the clocks that it has set.
    if (kind === 'words' && (LOGIN_TIME.test(text) || /\btimer(?: ID)?\b/i.test(text))) return weigh(0);
    if (event === 'timeout') return weigh(74);
    // commons-net: every byte came, and the 226 behind them did not.
    if (kind === 'words' && /closed without indication/i.test(text) && /completePendingCommand/.test(moment.frames ?? ''))
      return weigh(66, [], ['server-bug', 'server-shutting-down']);
    // A client that waits for the data connection calls its own wait "inactivity".
    if (kind === 'words' && /\bconnect\b|connection timed out after \d+ seconds of inactivity|timeout detected/i.test(text))
      return weigh(0);
    if (kind === 'reply' && code === 421 && /tim(?:e|ed)[ -]?out/i.test(text) && !/data/i.test(text))
      return session.data && isHanging(session.data, session) && verb !== 'NOOP' ? weigh(58) : weigh(82);
    // The server hangs up in words of its own: nothing was asked, or only whether it is still there.
    if (
      kind === 'reply' &&
      code === 421 &&
      hint === undefined &&
      session.loggedIn &&
      (verb === 'NOOP' || verb === '') &&
      session.data?.state !== 'open'
    )
      return weigh(62, [], ['server-shutting-down']);
    // basic-ftp: the server has hung up on its own, and no transfer was going on.
    if (kind === 'words' && FIN.test(text) && session.data?.state !== 'open')
      return weigh(62, [session.last?.at], ['server-shutting-down', 'ban-by-policy']);
    if (kind === 'words' && wasCut(moment)) return weigh(78, [session.last?.at], ['data-connection-reset-early']);
    if (kind === 'words') return idleTimeout.words?.test(text) ? weigh(76) : undefined;
    if (hasStalled(moment)) return weigh(52, [session.data?.at], ['data-connection-reset-early', 'server-bug']);
    if (kind !== 'silence' || !session.closed || !session.data?.begun) return undefined;
    // Cut off a whole number of minutes after the last word on the control connection: that is a clock, not chance.
    const gap = secondsBetween(session.begunStamp, session.lastStamp);
    return gap >= 60 && (gap % 60 <= 2 || gap % 60 >= 58) ? weigh(76, [session.data.at], ['data-connection-reset-early']) : undefined;
  },
  title(moment) {
    const { kind, session, code } = moment;
    if (kind === 'words' && wasCut(moment))
      return `The control connection was cut after ${gapOf(session)} s without a word on it: something between client and server (NAT, firewall) forgets connections that are idle for so long.`;
    if (hasStalled(moment))
      return `The transfer (${session.data?.command?.verb ?? 'STOR'}) went on for a while, and then nothing came any more on either connection: something between client and server (NAT, firewall) has forgotten the control connection, which is idle meanwhile, or the line stalled.`;
    if (kind === 'silence')
      return `The session was cut a whole number of minutes after the last word on the control connection (${session.data?.command?.verb ?? 'a transfer'} was still running): a time-out counts it as idle.`;
    return session.data?.state === 'open' && session.data.begun
      ? `The control connection was closed as idle${code ? ` (${code})` : ''} while a transfer was under way.`
      : `The control connection was idle for too long, and the server closed it${code ? ` (${code})` : ''}.`;
  },
  client: 'Reconnect when it is needed, or send NOOP during long pauses (keep-alive).',
  admin: {
    vsftpd: 'Raise idle_session_timeout.',
    proftpd: 'Raise TimeoutIdle (TimeoutLogin before the login).',
    'pure-ftpd': 'Raise MaxIdleTime (minutes).',
    'filezilla-server': 'Raise the "connections timeout".',
    iis: 'Raise the control channel time-out.',
    pyftpdlib: 'Raise handler.timeout.',
    other: 'Raise the idle time-out above the longest transfer; a firewall in between may have one of its own.',
  },
  samples: {
    finds: [
      'org.apache.commons.net.ftp.FTPConnectionClosedException: Connection closed without indication.\n\tat org.apache.commons.net.ftp.FTP.__getReply(FTP.java:324)\n\tat org.apache.commons.net.ftp.FTPClient.completePendingCommand(FTPClient.java:1813)',
      'INFO  o.a.ftpserver.impl.DefaultFtpHandler - Session idle, closing',
      'ftpd: User ann at host 192.0.2.9 has timed-out after 900 seconds of inactivity.',
      '> NOOP\n< 421 Timeout.',
      '. 2024-03-01 10:00:00.000 Connected\n> 2024-03-01 10:00:01.000 PASS ****\n< 2024-03-01 10:00:02.000 230 in\n> 2024-03-01 10:00:03.000 PWD\n< 2024-03-01 10:00:04.000 257 "/" is current\n. 2024-03-01 10:05:04.000 Connection was reset by peer.',
      '> LIST\n< 421 Idle timeout (600 seconds): closing control connection',
      '> PASS x\n< 230 in\n> PWD\n< 257 "/"\n> NOOP\n< 421 Sensed nobody there; farewell',
      'Command:\tPASV\nResponse:\t227 Entering Passive Mode (198,51,100,7,195,80)\nCommand:\tSTOR a.zip\nResponse:\t150 ok\nError:\tConnection timed out after 20 seconds of inactivity\nError:\tFile transfer failed after transferring 104,857,600 bytes in 600 seconds',
    ],
    spares: [
      'Error:\tConnection timed out after 20 seconds of inactivity',
      '421 No transfer timeout (600 seconds): closing control connection',
      '> QUIT\n< 221 Goodbye.',
    ],
  },
};

/** The data connection is there, and not enough comes over it. */
const isTooSlow = ({ text, substatus }: Moment): boolean => substatus === 50 || /minimum bandwidth/i.test(text);

const noTransferTimeout: Cause = {
  id: 'no-transfer-timeout',
  severity: 'warning',
  iis: { substatus: { 15: 84, 50: 84 } },
  words: /no[ -]transfer[ -]time|no[ -]transfer timed? out|TimeoutNoTransfer|minimum bandwidth requirement/i,
  title: (moment) =>
    isTooSlow(moment)
      ? 'Less data came over the data connection than the server asks for, or none at all, so it gave the transfer up.'
      : 'No file was transferred or listed within the time the server allows, so it closed the connection.',
  client: (moment) =>
    isTooSlow(moment)
      ? 'See why so little goes over the data connection, or nothing at all.'
      : 'Transfer or list something in between (many MKD, CWD or SIZE in a row do not count), or reconnect and go on.',
  admin: (moment) =>
    isTooSlow(moment)
      ? { iis: 'Lower minBytesPerSecond of the connections.', other: 'Lower the least rate of transfers (IIS: minBytesPerSecond).' }
      : { proftpd: 'Raise TimeoutNoTransfer.', other: 'Raise the limit for sessions without a transfer.' },
  samples: {
    finds: [
      '425 Data channel timed out due to not meeting the minimum bandwidth requirement.',
      'ftp: No transfer time exceeded',
      'FTPError: 421 No transfer timeout (600 seconds): closing control connection',
    ],
    spares: ['421 Timeout.'],
  },
};

export const causes: readonly Cause[] = [tooManyConnections, clientLimitSetByPassiveRange, idleTimeout, noTransferTimeout];
