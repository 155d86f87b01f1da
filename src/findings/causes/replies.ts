// Replies that break the form, come out of step, or are positive where the client expects another.
import { anyOf } from '../../any-of.ts';
import { about, type Cause, type Moment, weigh } from '../cause.ts';
import { isNotRead, showsLastReply } from '../data-trouble.ts';
import { tlsTrouble } from '../tls-words.ts';
import { isRefusedRename } from './server.ts';
import { answeredCommands } from '../reply-words.ts';
import { mayAnswer, toldAnother } from '../steps.ts';
import { NOT_PARSED, WITHOUT_BLANK } from '../trouble.ts';

const FEAT_LINE =
  /(?:short|invalid|unexpected|malformed|unknown|weird)[^\n]{0,20}(?:response|reply)\W{1,6}(?:AUTH (?:TLS|SSL)|SITE [A-Z]|MDTM|SIZE|REST STREAM|MLST|UTF8|TVFS|PBSZ|PROT|EPSV|EPRT|LANG|CLNT)\b/i;

/** Words of replies that hold no address. */
const OF_ANOTHER = /successful|switching to|type set|logged|transfer complete|send ok|opening [a-z]{3,6} mode|directory|bytes\b/i;

/** PHP shows the last reply with what failed: the end of a transfer is none that fails one. */
const ENDED_AS_ERROR = /\bftp_f?(?:put|get)\(\): [^\n]{0,20}transfer (?:complete|done)/i;

const TORN_AS_ERROR = /(?:error|exception|failed)\W{1,4}(?:\d{1,2} )([^\n]{4,120})/i;

const pipeliningOutOfSequence: Cause = {
  id: 'pipelining-out-of-sequence',
  severity: 'error',
  words: anyOf`
      turning on sync-mode
      (?:operation|command|transfer) is already in progress
      while another (?:one|task|command|operation|transfer)[^\n]{0,20}(?:running|pending|in progress|active)
      (?:another|previous|prior) command[^\n]{0,30}(?:in progress|running|pending|still)
      transfer (?:is )?(?:already )?in progress
      already (?:transferring|in a transfer)
      out of (?:sync|step)
      unexpected (?:reply|response) (?:to|for)
      commands? (?:sent )?(?:too fast|while)
    `,
  look(moment) {
    const { kind, code, verb, text, hint, session } = moment;
    if (kind === 'silence') {
      const { out, faults, ahead } = session.steps;
      return out ? weigh(86, faults.slice(0, 3)) : ahead ? weigh(64, [ahead.at]) : undefined;
    }
    // RNTO came right behind the 350 that asks for it: see server-bug.
    if (isRefusedRename(moment)) return weigh(50);
    if (hint === 'pipelining-out-of-sequence') return weigh(80);
    // What is taken for a reply is a line of FEAT: somebody else has read the first one.
    if (kind === 'words' && FEAT_LINE.test(text)) return weigh(76, [], ['malformed-reply']);
    // A client looks for an address or port in the reply to something else.
    if (kind === 'words' && isNotRead(text)) {
      const { last } = session;
      if (OF_ANOTHER.test(text)) return weigh(82, [], ['malformed-reply']);
      // Or it has just been given one.
      if (last && last.code >= 200 && last.code < 400 && last.code !== 227 && last.code !== 229 && OF_ANOTHER.test(last.at.text))
        return weigh(82, [last.at], ['malformed-reply']);
    }
    if (kind === 'words' && (toldAnother(text) || ENDED_AS_ERROR.test(text))) return weigh(82);
    // The words of the answer to TYPE and the like, with what is left of their code, as the error of another command.
    const torn = kind === 'words' ? TORN_AS_ERROR.exec(text)?.[1] : undefined;
    if (torn !== undefined && answeredCommands(torn)?.includes('TYPE')) return weigh(78, [], ['unexpected-positive-reply']);
    // The code belongs to the command that is named with it: that is no reply to another one.
    const answer = kind === 'words' ? /\b([A-Z]{3,4})\b\W{1,4}([23]\d\d)\b/.exec(text) : null;
    if (answer && !session.steps.out && mayAnswer(answer[1] as string, Number(answer[2]))) return weigh(0);
    if (kind === 'words')
      return session.steps.out && /\b[1-3]\d\d\b|repl(?:y|ies)|response/i.test(text)
        ? weigh(86, session.steps.faults.slice(0, 2))
        : undefined;
    if (kind !== 'reply') return undefined;
    if (verb === 'PASS' && session.loggedInByUser) return undefined;
    // RNTO without RNFR and the like: 503 to a command that has a predecessor.
    if (
      code === 503 &&
      (verb === 'RNTO' || (/bad sequence/i.test(text) && session.loggedIn)) &&
      !/tls|ssl|prot|pbsz|login|user/i.test(text)
    )
      return weigh(66);
    if (code === 503 && verb === '' && !session.loggedIn && /bad sequence/i.test(text) && !/tls|ssl|prot|pbsz|login|user/i.test(text))
      return weigh(52, [], ['login-not-completed']);
    return session.waiting.length >= 3 && /^\d{3} (?:227|229|150|226)/.test(text) ? weigh(56) : undefined;
  },
  title: (moment) =>
    `Commands and replies are out of step${about(moment) ? ` at ${about(moment)}` : ''}: the client sent the next command before the last reply was there, or in an order the server does not take.`,
  client:
    'Wait for every reply before the next command, and use one connection for one task; ABOR or reconnect brings both sides into step again.',
  admin: { other: 'Nothing, as long as other clients work.' },
  samples: {
    finds: [
      'FtpGetFile failed: 12110 The operation is already in progress',
      '> RNTO b\n< 503 Bad sequence of commands.',
      // Each command is given the reply to the one before it.
      '> SIZE a.bin\n< 200 Type set to I\n> EPSV\n< 213 4711\nError: no port in the reply',
      'Download failed [Exception: 00 TYPE is now ASCII] of ftp://192.0.2.1/a',
      "aioftp.errors.StatusCodeError: Waiting for ('200',) but got 250 ['-start', ' Type=file;Size=2914;Create=1; a.csv', ' end']",
      '> MLSD\n< 150 Starting data transfer.\n> TYPE I\n< 226 Operation successful\n> QUIT\n< 200 Type set to I',
      '*** Exception: user error (Not a 227 response: (200,["Using ASCII mode to transfer data."]))',
      'ERROR expected 227 but got 200 Type set\nERROR expected 200 but got 227 Entering Passive Mode (198,51,100,7,195,80)',
      'Failed to get the EPSV port from: Type set to I.',
      // The end of the transfer is taken for the answer to SIZE, and no other comes.
      '> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n> RETR a\n< 150 ok\n> SIZE b\n< 226 done',
      'Error: PASV expected 227 but received 226 Transfer complete',
      'ftp> ls\n211 End\nftp> dir\n257 "/" is the current directory',
    ],
    spares: [
      // One order for two files.
      'ftp> mput *.txt\n200 PORT command successful.\n125 Data connection already open; Transfer starting.\n226 Transfer complete.\n200 PORT command successful.\n125 Data connection already open; Transfer starting.\n226 Transfer complete.',
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> RETR a\n< 550 a: No such file or directory\n> PWD\n< 257 "/"',
      '> RNFR a\n< 350 ok\n> RNTO b\n< 250 ok',
      // Commands sent in advance, answered in their order.
      '> USER ann\n> PASS x\n< 331 pw\n< 230 in\n> TYPE I\n> PWD\n< 200 ok\n< 257 "/"',
      // A keep-alive while a transfer runs.
      '> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n> RETR a\n< 150 ok\n> NOOP\n< 226 done\n< 200 ok',
    ],
  },
};

const BLANK_IN_FACTS = /(?:^|\s)(?:[\w.]{2,20}=[^;\s]{0,80};){2,12}[\w.]{2,20}=[^;\s]{1,60} [^;=\n]{1,60};[\w.]{2,20}=[^;]{0,80};/;
const SOUNDS_OF_FTP =
  /data connection|connection|transfer|director|file|command|passive|\blog(?:ged|in)|user|password|type set|ftp|welcome|service|goodbye|\bok\b|success/i;

/** `Jan 0  0000 ms0:` */
const DATE_IN_NAME = /^\/?[A-Z][a-z]{2} {1,2}\d{1,2} {1,2}(?:\d{4}|\d{1,2}:\d\d) \S/;

const malformedReply: Cause = {
  id: 'malformed-reply',
  severity: 'error',
  words: anyOf`
      malformed (?:server )?(?:reply|response)
      illegal port number
      response contains an invalid syntax
      unrecogni[sz]ed (?:ftp )?(?:server )?(?:response|reply)
      bad port in '227\x20
      ftp connection closed due to: \{\{badmatch
      \bftp://\S{1,300}: Protocol error\W*$
      dropping packet: partial matching of
      (?:reply|response)[^\n]{0,30}(?:malformed|truncated|unparsable|could not be (?:parsed|understood))
      could not parse (?:the )?(?:response|reply)
      invalid (?:server )?(?:reply|response)(?! code)
      bad response
      short (?:server )?(?:response|reply)
      (?:error|fail\w{0,6}|cannot|can't|unable)[^\n]{0,12} (?:in |to )?pars(?:e|ing) (?:the )?(?:server'?s? |ftp )?(?:response|reply)
      error_proto
      weird server reply
      Truncated server reply
      unexpected (?:server )?(?:response|reply) format
      unsupported (?:LIST|MLS[DT]) (?:line|entry|row|format)
      ServerReplyException
      unable to determine remote directory
      FTPReplyError
      FTPProtoError
    `,
  look({ kind, text, session, sign, code, argument }) {
    // A client has read the row of a listing wrongly: the date belongs to no name.
    if (kind === 'reply') return code >= 450 && DATE_IN_NAME.test(argument) ? weigh(76, [], ['server-bug', 'file-missing']) : undefined;
    // A greeting of several replies: the second answers AUTH, and the client begins TLS too early.
    const greetings = session.recent.filter(({ code }) => code === 220);
    if (kind === 'words' && greetings.length > 1 && session.commands > 0 && tlsTrouble(text) === 'not-tls')
      return weigh(87, [greetings.at(-1)?.at], ['tls-unsupported']);
    if (kind === 'silence') return session.data?.broken && !session.data.begun ? weigh(84, [session.data.at], ['server-bug']) : undefined;
    if (/SSH-|HTTP\//.test(text)) return weigh(0);
    // gFTP shows an empty reply where the connection has broken while it waited for the data.
    if (/^invalid response ['"]{0,2}\s*$/i.test(text.trim()) && session.data?.state === 'open' && !session.data.broken) return weigh(0);
    // The path has to stand in quotes (RFC 959 appendix II).
    const { last } = session;
    if (kind === 'words' && /\bBadResponse\b/.test(text) && last?.code === 257 && !last.at.text.includes('"'))
      return weigh(82, [last.at], ['server-bug']);
    // Out of step: it was the reply to another command.
    if (session.steps.out) return weigh(0);
    if (sign === 'reply-without-end') return weigh(84);
    // Code and words without a blank between them, where a reply is waited for or nothing else is shown.
    if (WITHOUT_BLANK.test(text))
      return session.waiting.length > 0 || session.replies === 0 ? weigh(SOUNDS_OF_FTP.test(text) ? 76 : 50) : weigh(0);
    // The facts of a file end at the first blank (RFC 3659 section 7.2).
    if (BLANK_IN_FACTS.test(text)) return weigh(78, [], ['server-bug']);
    if ((isNotRead(text) || NOT_PARSED.test(text)) && soundExtended(session)) return weigh(50);
    if (NOT_PARSED.test(text)) return weigh(78);
    if (isNotRead(text))
      return weigh(/\b(?:227|229|PASV|EPSV)\b|Entering|passive host/i.test(text) || session.data?.broken ? 78 : 70, [session.data?.at]);
    if (session.data?.unreadable !== undefined && /227|pasv|passive/i.test(text)) return weigh(60);
    return malformedReply.words?.test(text)
      ? weigh(/(?:Malformed)?ServerReplyException|error_proto|FTPReplyError|FTPProtoError/.test(text) ? 80 : 62)
      : undefined;
  },
  title({ text, sign, session, argument }) {
    if (DATE_IN_NAME.test(argument))
      return `The client takes a date and a name together for a name ("${argument.slice(0, 80)}"): the rows of the server's listing have not the form that it expects.`;
    if (text === '' && session.data)
      return `The reply holds no address and port that a client can read: "${session.data.at.text.trim().slice(0, 120)}".`;
    const shown = (text.trim().split('\n', 1)[0] as string).slice(0, 120);
    return sign === 'reply-without-end'
      ? `A reply of several lines never ends with a line of its own code and a blank (RFC 959 section 4.2): "${shown}".`
      : `A reply of the server breaks the form of FTP replies (three digits, blank or hyphen, text), and the client gives up: "${shown}".`;
  },
  client: "Use a client that is more lenient, and show the server's maker the line.",
  admin: { other: 'Look at banners and messages with lines of their own, at proxies in between, and update the server.' },
  samples: {
    finds: [
      'Command:\tCWD /Jan 0  0000 ms0:\nResponse:\t550 Invalid directory.',
      '> EPSV\n< 229 Entering Extended Passive Mode (|||70213|)\nIllegal port number in EPSV reply',
      "Unexpected directory listing line 'a.txt///13/0/0'",
      'fetch: ftp://host.example/a.txt: Protocol error',
      "nf_ct_ftp: dropping packet: partial matching of `227 ' IN= OUT= SRC=192.0.2.1 DST=192.0.2.2",
      'org.apache.commons.net.MalformedServerReplyException: Truncated server reply: 2',
      // The address is there; only the client looks for it elsewhere.
      '> PASV\n< 227 (198,51,100,7,195,80)\nCannot parse PASV response: (198,51,100,7,195,80)',
      '150Opening data connection for a.txt.',
      'Response:\t220 hello\nCommand:\tAUTH TLS\nResponse:\t220 Version 2\nError:\tGnuTLS error -15: An unexpected TLS packet was received.',
      '12:00:00.000 [main] ERROR list.Reader - Error parsing line 250-Begin',
      '553-\n553- Directory not wanted (check).\n150 Opening BINARY mode data connection for x.',
    ],
    spares: ['220 ready', '200Photos.jpg\n> QUIT\n< 221 bye', '553-Directory not wanted\n553 End.\n150 Opening data connection for x.'],
  },
};

/** The data connection stands, as 125 has told, and the client does nothing with it. */
const waitsAfter125 = (kind: Moment['kind'], text: string, session: Moment['session']): boolean =>
  kind === 'words' &&
  /time-?out|timed out/i.test(text) &&
  session.data?.stands === true &&
  session.data.state === 'open' &&
  session.last?.code === 125;

const unexpectedPositiveReply: Cause = {
  id: 'unexpected-positive-reply',
  severity: 'warning',
  look({ kind, code, verb, text, session, hint, explanation, sign }) {
    // A positive reply that this command cannot draw, after which nothing more came.
    if (kind === 'silence') {
      const { misfit } = session.steps;
      return misfit && !session.steps.out && session.recent.slice(-2).some(({ at }) => at.line === misfit.at.line)
        ? weigh(66, [misfit.at], ['server-bug', 'pipelining-out-of-sequence'])
        : undefined;
    }
    if (kind === 'reply' && verb === 'PASS' && code >= 500 && session.loggedInByUser)
      return weigh(92, [session.recent.findLast((one) => one.code === 230 || one.code === 232)?.at]);
    if (kind === 'reply' && code < 400) return hint === 'unexpected-positive-reply' ? weigh(72) : undefined;
    if (kind === 'reply')
      return code === 503 && verb === '' && session.loggedInByUser && /login|user/i.test(text) && explanation !== undefined
        ? weigh(84)
        : undefined;
    // The last reply that a client shows with its error may only tell how far it had come.
    if (sign === 'positive-called-error') return /^22[79] Entering/.test(text) ? weigh(66, [], ['passive-ports-blocked']) : weigh(80);
    if (kind === 'words' && (toldAnother(text) || showsLastReply(text))) return weigh(0);
    // A client that reports a positive code as its error.
    if (kind === 'words' && /^error: \d{3} /.test(text) && session.spoken.tellsAsError(text.replace(/^error: \d{3} /, '')))
      return weigh(80);
    // A client that can make nothing of the reply that it has just got, though it is a plain and positive one.
    const last = session.last?.code ?? 0;
    if (kind === 'words' && BARELY_PARSED.test(text) && last >= 200 && last < 400 && last !== 227 && last !== 229)
      return weigh(74, [session.last?.at], ['malformed-reply']);
    // Without its code, as some show it.
    if (kind === 'words' && answeredCommands(WRONG_ANSWER.exec(text)?.[1] ?? '')) return weigh(80);
    if (kind === 'words' && isNotRead(text) && soundExtended(session))
      return weigh(80, [session.data?.at], ['epsv-unsupported', 'malformed-reply']);
    if (waitsAfter125(kind, text, session)) return weigh(62, [session.last?.at], ['data-connection-reset-early', 'server-bug']);
    // RNFR is half of a renaming, which 350 tells and another code does not.
    if (kind === 'words' && HALF.test(text)) return weigh(66, [], ['server-bug']);
    return kind === 'words' && CALLED_ERROR.test(text) ? weigh(80) : undefined;
  },
  title({ session, code, text, kind }) {
    const { misfit } = session.steps;
    if (waitsAfter125(kind, text, session))
      return 'The server says that the data connection stands (125), and the client waits all the same: it may know 150 only.';
    if (kind === 'silence' && misfit)
      return `The server answers ${misfit.verb} with ${misfit.code}, which is positive but not what ${misfit.verb} is answered with: the client waits for something else or gives up.`;
    if (session.loggedInByUser)
      return `The server logs the user in at USER already (230, no password wanted); the client ${code ? 'still sends PASS, which is out of order then' : 'expects 331 and takes it as an error'}.`;
    const positive = /\b(1[25]\d|2[0-5]\d)\b/.exec(text)?.[1] ?? (code || undefined);
    return `The client takes ${positive === undefined ? '' : `${positive}, `}a correct and positive reply${positive === undefined ? '' : ','} for an error.`;
  },
  client: ({ session }) =>
    session.loggedInByUser
      ? 'Update the client: 230 after USER is allowed by RFC 959 (section 5.4).'
      : 'Update the client: it has to go by the first digit of a code, and to read replies of several lines (RFC 959 section 4.2).',
  admin: ({ session }) => ({
    other: session.loggedInByUser
      ? 'Ask for a password from this account too, if the client cannot be changed.'
      : 'Answer with the code that RFC 959 section 5.4 names for the command, if the server can be changed and the client cannot.',
  }),
  samples: {
    finds: [
      '> DELE a.gz\n< 250 Delete operation successful.\ncurl: (19) RETR response: 250',
      '. 2024-03-01 10:00:00.000 x\n< 2024-03-01 10:00:00.002 227 Entering Passive Mode (198,51,100,7,51,108)\n> 2024-03-01 10:00:00.003 STOR a.png\n< 2024-03-01 10:00:00.021 125 Data connection already open; Transfer starting.\n. 2024-03-01 10:00:15.452 Timeout detected. (data connection)',
      'ERROR: Command STOR got wrong response: Data connection already open; Transfer starting. (ftp)',
      '> USER guest\n< 230 User logged in\n> PASS ****\n< 503 Login with USER first.',
      'Listing directory failed\nData connection already open; transfer starting.\nMLSD\n125 Data connection already open; transfer starting.',
      '> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> RNFR a\n< 250 Tell me the new name',
      '> CWD a\n< 257 "/a" is current',
      'ftp> dir\n200 OK\nparse error!',
      "Connection error. Code=226 ('Transfer complete (20.792 KB/s).')",
      'Failed to list: Error: unexpected answer: 226 Transfer complete',
      '{"error": "125 Data connection already open; Transfer starting.\\r\\n"}',
      "Error: Can't parse response to 'EPSV': 229 Entering Extended Passive Mode (!!!46900!).",
      'put x: unexpected multi-line response: 12 files used',
      'LIST failed with error\nHere comes the listing of /\nLIST\n125 Here comes the listing of /',
    ],
    spares: [
      '> USER guest\n< 230 User logged in\n> PWD\n< 257 "/"',
      '> CWD a\n< 257 "/a" is current\n> PWD\n< 257 "/a"\n> QUIT\n< 221 bye',
      '10:00:00 ERROR ftp.client: 226 Transfer complete',
    ],
  },
};

/** A 229 of the right form, whatever the sign between its fields is (RFC 2428 section 3: any of ASCII 33 to 126). */
const soundExtended = ({ data }: Moment['session']): boolean => data?.mode === 'EPSV' && data.port !== undefined && !data.broken;

/** No more than that something cannot be parsed. */
const BARELY_PARSED =
  /^\W{0,4}(?:\w{2,12}: )?(?:pars(?:e|ing) (?:error|fail\w{0,6})|(?:error|failed|cannot|can't|could not) (?:in |to )?pars(?:e|ing))\b[^\n]{0,40}$/i;

/** What a client calls the wrong answer. */
const WRONG_ANSWER = /\b(?:unknown|unexpected|invalid|wrong|bad) (?:response|reply|answer)\W{1,6}(\w[^\n]{4,200})/i;
/** The new name is asked for, with a code that says that all is done. */
const HALF =
  /(?:^|["'`])2\d\d[ -][^\n]{0,60}(?:need|ready for|await|waiting for|expect\w{0,12}|send|tell)[^\n]{0,20}(?:(?:destination|new|target) (?:file ?)?name|\bRNTO\b)/i;
const CALLED_ERROR = anyOf`
    error_reply: [1-3]\d\d
    \bRETR response: 2\d\d\b
    unexpected multi-?line (?:response|reply)
    \b(?:error|exception)["']?\s{0,2}[:=]\s{0,2}["']?(?:1[25]0|12[05]|2[0-5]\d)[ -][A-Za-z]
    (?:fail(?:ed|ure)|error|exception|unexpected|invalid)[^\n]{0,120}[ :('"[](?:1[25]\d|2[0-5]\d)[ -]{1,2}["'\\]{0,2}[^\n]{0,120}(?:success|\bok\b|welcome|logged|complete|ready|-----)
    \b(?:unknown|unexpected|invalid|wrong|bad) (?:\w+ )?(?:response|reply|answer)\b[^\n]{0,60}[ :('"[](?:1[25]0|2[0-5]\d)(?:-|\W{0,4}$)
  `;

export const causes: readonly Cause[] = [pipeliningOutOfSequence, malformedReply, unexpectedPositiveReply];
