// The facts of one FTP session, as the log has shown them so far. They change here and nowhere else; causes only read them.
import { isNegative, isPreliminary } from '../codes/digits.ts';
import type { Explanation } from '../explain/explain.ts';
import type { CodelessEvent, CommandEvent, ReplyEvent } from '../log/event.ts';
import { Daemon } from './daemon.ts';
import type { Evidence } from './finding.ts';
import { miswritten } from './credentials.ts';
import { isForeign } from './foreign.ts';
import { type Product, productOf, productOfFormat } from './product.ts';
import { Steps } from './steps.ts';

/** Bounds of what one session keeps. */
export const SESSION_LIMITS = { recent: 12, waiting: 16, made: 32, words: 12, stored: 32 } as const;

/** One try to get a data connection: from PASV, EPSV, PORT or EPRT to what came of it. */
export interface DataTry {
  readonly mode: 'PASV' | 'EPSV' | 'PORT' | 'EPRT' | 'unknown';
  readonly at: Evidence;
  readonly address?: string;
  readonly port?: number;
  /** Why a client elsewhere cannot reach the address. */
  readonly unreachable?: string;
  /** The reply holds no address that can be read: what stands there instead. */
  readonly unreadable?: string;
  /** The reply has not the form that it must have. */
  readonly broken?: boolean;
  /** It holds an IPv6 address, for which 227 has no room. */
  readonly ipv6?: boolean;
  /** The transfer command that uses it. */
  command?: { readonly verb: string; readonly argument: string; readonly at: Evidence };
  /** A preliminary reply (125, 150) has come. */
  begun: boolean;
  state: 'open' | 'done' | 'failed';
}

/** A reply of late. */
export interface Recent {
  readonly at: Evidence;
  readonly code: number;
  readonly verb: string;
  readonly argument: string;
}

interface Waiting {
  readonly verb: string;
  readonly argument: string;
  readonly at: Evidence;
}

const TRANSFER: ReadonlySet<string> = new Set(['RETR', 'STOR', 'STOU', 'APPE', 'LIST', 'NLST', 'MLSD']);
/** Characters kept of a line that may become evidence. */
const LONGEST_LINE = 300;

/** The line of a reply as evidence. Nearly none is ever shown: its text is put together when somebody asks. */
class ReplyLine implements Evidence {
  readonly file: string;
  readonly line: number;
  readonly #code: number;
  readonly #text: string;

  constructor({ file, line, code, text }: ReplyEvent) {
    this.file = file;
    this.line = line;
    this.#code = code;
    this.#text = text;
  }

  get text(): string {
    return `${this.#code} ${this.#text}`.trimEnd().slice(0, LONGEST_LINE);
  }
}

/** The line of a command, likewise. */
class CommandLine implements Evidence {
  readonly file: string;
  readonly line: number;
  readonly #verb: string;
  readonly #argument: string;

  constructor({ file, line, verb, argument }: CommandEvent) {
    this.file = file;
    this.line = line;
    this.#verb = verb;
    this.#argument = argument;
  }

  get text(): string {
    return `${this.#verb} ${this.#argument}`.trim().slice(0, LONGEST_LINE);
  }
}

/** Facts of one session. */
export class Session {
  readonly key: string;
  readonly file: string;
  product: Product | undefined;
  client: string | undefined;
  user: string | undefined;
  greeting: Recent | undefined;
  /** Address of the server as the client's own words name it, and the port. */
  peer: { readonly address: string; readonly port?: number } | undefined;
  /** AUTH: the reply, once it has come. */
  auth: Recent | undefined;
  tls = false;
  prot: string | undefined;
  asked: { user?: Waiting; pass?: Waiting } = {};
  /** The reply to USER, where it logged in at once (230, 232). */
  loggedInByUser = false;
  loggedIn = false;
  failedLogin: Recent | undefined;
  data: DataTry | undefined;
  /** The last data connection that failed, and whether one has worked. */
  failedTry: DataTry | undefined;
  dataWorked = 0;
  /** The directory change that failed and was not made good since. */
  failedCwd: Recent | undefined;
  /** The directory that could not be made. */
  failedMkd: Recent | undefined;
  directory: string | undefined;
  rest: Recent | undefined;
  renameFrom: string | undefined;
  closed: boolean = false;
  readonly made: string[] = [];
  readonly waiting: Waiting[] = [];
  readonly recent: Recent[] = [];
  replies = 0;
  lastAt: Evidence | undefined;
  lastStamp: string | undefined;
  /** A step of wget that was begun, and of which nothing more is told on its line. */
  #step = '';
  /** Somebody has spoken of an error. */
  #erred = false;
  /** What client or daemon said of late without a code. */
  readonly #words: string[] = [];
  /** Commands went through after TLS came up: the handshake is no longer in question. */
  tlsProven = false;
  /** Lines without a code since the last PASV, EPSV, PORT or EPRT. */
  wordsSinceData = 0;
  /** Commands were seen: a log that shows them leaves none out. */
  commands = 0;
  /** One end of the control connection has an IPv6 address. */
  ipv6 = false;
  /** What the client was told to do last, at its prompt, where the log shows no FTP command. */
  intent: 'read' | 'write' | undefined;
  /** The password is written in a way in which it cannot arrive as it is meant. */
  passwordMiswritten = false;
  /** The user broke a transfer off: what comes next answers that. */
  aborting = false;
  /** The log format of the last reply. */
  format: string | undefined;
  /** Lines of another service were among them: mail, web, shell. */
  foreign = false;
  /** Names with a backslash that were stored: last part, and the line. */
  readonly slashed: Map<string, Evidence> = new Map();
  readonly steps: Steps = new Steps();
  /** What the log tells of the server program, for all sessions. */
  readonly daemon: Daemon;
  /** Stamp of the last transfer command or preliminary reply: for silences that only the clock shows. */
  begunStamp: string | undefined;
  /** Stamp of the last command or reply: what a line after it says came so much later. */
  wireStamp: string | undefined;

  constructor(key: string, file: string, daemon: Daemon = new Daemon()) {
    this.key = key;
    this.daemon = daemon;
    this.file = file;
  }

  /** The reply before this one. */
  get last(): Recent | undefined {
    return this.recent.at(-1);
  }

  /** Takes a command that was sent. */
  command(event: CommandEvent): void {
    const at = new CommandLine(event);
    const asked = { verb: event.verb, argument: event.argument, at };
    this.wireStamp = event.stamp ?? this.wireStamp;
    this.#step = STEP_BEGUN.exec(`==> ${event.verb} ${event.argument}`)?.[1] ?? '';
    this.commands += 1;
    const unanswered = this.asked.user !== undefined && this.asked.pass === undefined && this.waiting.some(({ verb }) => verb === 'USER');
    this.steps.command(event.verb, at, this.#moving ? 'transfer' : unanswered ? 'login' : undefined);
    this.#sent(asked, event.stamp);
    this.waiting.push(asked);
    if (this.waiting.length > SESSION_LIMITS.waiting) this.waiting.shift();
    this.#see(event, at);
  }

  /**
   * Takes a reply; what it means for the session is clear afterwards.
   * @param verb the command that it answers, with its argument: see `answered`
   */
  reply(event: ReplyEvent, explanation: Explanation | undefined, verb: string, argument: string): void {
    const { code } = event;
    const at = new ReplyLine(event);
    this.steps.reply(code, at, this.#moving);
    if (!isPreliminary(code)) this.waiting.shift();
    else this.begunStamp = event.stamp;
    this.#see(event, at);
    this.format = event.logFormat;
    this.#step = '';
    this.wireStamp = event.stamp ?? this.wireStamp;
    this.replies += 1;
    this.product ??= productOfFormat(event.logFormat) ?? productOf(at.text);
    const reply: Recent = { at, code, verb, argument };
    if ((code === 220 || code === 229) && IPV6.test(at.text)) this.ipv6 = true;
    if (this.waiting.length === 0 && event.command && TRANSFER.has(verb)) this.#sent({ verb, argument, at }, event.stamp);
    if ((code === 220 || code === 120) && verb !== 'HOST' && verb !== 'REIN') this.greeting ??= reply;
    this.#tls(reply);
    this.#login(reply);
    this.#data(reply, explanation);
    this.#files(reply);
    this.recent.push(reply);
    if (this.recent.length > SESSION_LIMITS.recent) this.recent.shift();
  }

  /**
   * The command that a reply answers. Where a log leaves replies out, the reader's pairing runs late: a client that asked
   * for TLS waits for the answer, so a reply can be one to AUTH only while nothing was sent since; and only RETR opens a file.
   */
  answered({ code, command, text }: Pick<ReplyEvent, 'code' | 'command' | 'text'>): [string, string] {
    const [verb, argument] = split(command);
    // A refusal without its command may name it itself.
    if (verb === '' && code >= 400 && this.commands === 0 && this.replies === 0)
      return [NAMES_COMMAND.exec(text.slice(0, 300))?.slice(1).find(Boolean) ?? '', ''];
    // Nothing but AUTH is answered with 234, whatever a client wrote down before it was connected.
    const asked = code === 234 && verb !== 'AUTH' ? this.waiting.find((one) => one.verb === 'AUTH') : undefined;
    if (asked) return ['AUTH', asked.argument];
    const latest = this.waiting.at(-1);
    if (!latest || latest.verb === verb) return [verb, argument];
    if (verb === 'AUTH' && code !== 234) {
      const of = code === 331 || code === 332 ? 'USER' : code === 530 || code === 430 || code === 230 ? 'PASS' : '';
      return this.tls && latest.verb === of ? [of, latest.argument] : [verb, argument];
    }
    if (/^(?:LIST|NLST|MLSD)$/.test(verb) && latest.verb === 'RETR' && code >= 500 && /\bopen\b[^\n]{0,12}\bfile\b/i.test(text))
      return ['RETR', latest.argument];
    return [verb, argument];
  }

  /** A transfer is under way. */
  get #moving(): boolean {
    return this.data?.begun === true && this.data.state === 'open';
  }

  /** Takes an event without a code. */
  event(event: CodelessEvent): void {
    const at = { file: event.file, line: event.line, text: event.text.slice(0, 300) };
    this.#see(event, at);
    if (event.event === 'disconnected') this.closed = true;
    if (event.event === 'login') this.loggedIn = true;
    if (event.event === 'upload' || event.event === 'download') this.#worked();
  }

  /** Lines about connecting, the latest: they may stand before the greeting of the next session. */
  get peerWords(): readonly string[] {
    return this.#words.filter((one) => PEER.test(one)).slice(-1);
  }

  /** Whether the last lines without a code say something. */
  wordsSay(what: RegExp): boolean {
    return this.#words.some((one) => what.test(one));
  }

  /** The first match of a pattern in the last lines without a code. */
  findWords(what: RegExp): RegExpExecArray | undefined {
    for (const one of this.#words) {
      const found = what.exec(one);
      if (found) return found;
    }
    return undefined;
  }

  /** The words of a reply stand among the client's own, under a line that speaks of an error. */
  toldAsError(text: string): boolean {
    if (!this.#erred) return false;
    const said = text
      .slice(0, 300)
      .trim()
      .replace(/[.\s]{1,8}$/, '');
    if (said.length < 16) return false;
    const at = this.#words.findIndex((line) => line.trim().startsWith(said));
    return at > 0 && this.#words.slice(Math.max(0, at - 3), at).some((line) => ERRED.test(line) && !/null|none|no error|false/i.test(line));
  }

  /** The step that a client has begun and not said to be done, where these words tell why; empty otherwise. */
  takeStep(text: string): string {
    const step = text.trim() === '' || text.trimStart().startsWith('==>') ? '' : this.#step;
    if (text.trim() !== '') this.#step = '';
    return step;
  }

  /** The positive reply that a client quotes as what it did not expect, if it does. */
  calledWrong(text: string): Recent | undefined {
    if (!this.last || this.last.code >= 300 || this.last.code < 200) return undefined;
    const said =
      /\b(?:unexpected|invalid|malformed|bad|wrong)\b[^\n]{0,30}(?:response|reply|answer)[^\n]{0,20}?[:=] ?["']?([^\n"']{12,200})/i.exec(
        text,
      )?.[1];
    return said !== undefined && this.last.at.text.includes(said.trim()) ? this.last : undefined;
  }

  /** Takes words of a client or daemon. */
  words(text: string, line?: Evidence): void {
    const at = line ?? this.lastAt;
    if (at) {
      this.steps.words(text, at);
      this.daemon.words(text, at);
    }
    if (!this.passwordMiswritten && (text.includes('://') || text.includes('lftp') || text.includes('event not found')))
      this.passwordMiswritten = miswritten(text) === 'password' || text.includes('event not found');
    if (!this.#erred && ERRED.test(text)) this.#erred = true;
    if (text.includes('==>')) this.#step = STEP_BEGUN.exec(text)?.[1] ?? '';
    const told = TOLD.exec(text);
    if (told) this.intent = READS.test(told[1] as string) ? 'read' : 'write';
    if (ABORTED.test(text)) this.aborting = true;
    if (PROMPT.test(text)) this.aborting = false;
    if (isForeign(text)) this.foreign = true;
    if (this.replies < 2 && IPV6.test(text) && /connect/i.test(text)) this.ipv6 = true;
    this.#words.push(text.slice(0, 400));
    if (this.#words.length > SESSION_LIMITS.words) this.#words.shift();
    this.wordsSinceData += 1;
    // A reply that no format has claimed still shows that TLS came up.
    if (/^\s*234[ -]/.test(text) && this.waiting[0]?.verb === 'AUTH') {
      this.waiting.shift();
      this.tls = true;
    }
    if (CLOSED.test(text)) this.closed = true;
    // A command in a form that no log format knows.
    const port = this.data || !text.includes('PORT') ? null : TOLD_PORT.exec(text);
    if (port && at) this.data = { mode: 'PORT', at, begun: false, state: 'open', ...target('PORT', port[1] as string) };
    if (this.commands === 0 && this.data?.state === 'open' && this.data.mode === 'PORT') {
      const verb = TOLD_TRANSFER.exec(text)?.[1];
      if (verb && at) this.data.command ??= { verb, argument: '', at };
      if (TOLD_DONE.test(text)) this.#worked();
    }
    if (this.data?.state === 'open' && DATA_UP.test(text)) this.data.begun = true;
    this.lastStamp = /(?<!\d)\d\d:\d\d:\d\d(?!\d)/.exec(text.slice(0, 60))?.[0] ?? this.lastStamp;
    this.product ??= productOf(text);
    const peer = PEER.exec(text.slice(0, 300));
    // The address of a data connection is not the server's; clients name the port they connect to there as well.
    if (peer && !this.data && !/data (?:socket|connection)/i.test(text)) {
      const port = Number(peer[2]);
      this.peer = { address: peer[1] as string, ...(port > 0 && port < 65536 && { port }) };
    }
    if (TLS_UP.test(text)) this.tls = true;
  }

  #see(event: { readonly client?: string; readonly user?: string; readonly stamp?: string }, at: Evidence): void {
    this.client = event.client ?? this.client;
    this.user = event.user ?? this.user;
    this.lastAt = at;
    this.lastStamp = event.stamp ?? this.lastStamp;
  }

  #sent(asked: Waiting, stamp: string | undefined): void {
    const { verb, argument } = asked;
    if (verb === 'USER') {
      this.asked = { user: asked };
      this.user = argument || this.user;
      this.loggedInByUser = false;
    } else if (verb === 'PASS') this.asked.pass = asked;
    if (TRANSFER.has(verb)) {
      this.begunStamp = stamp;
      if (this.data?.state === 'open') this.data.command = { verb, argument, at: asked.at };
    } else if (verb === 'PORT' || verb === 'EPRT')
      this.data = { mode: verb, at: asked.at, begun: false, state: 'open', ...target(verb, argument) };
  }

  #tls({ code, verb, argument, at }: Recent): void {
    if (verb === 'AUTH' || (verb === '' && code === 234)) {
      this.auth = { code, verb, argument, at };
      if (code === 234 || code === 334) this.tls = true;
    }
    if (this.tls && verb !== 'AUTH' && code !== 234 && code < 600) this.tlsProven = true;
    if (verb === 'PROT' && code === 200) this.prot = argument.toUpperCase().slice(0, 1);
    if (verb === 'CCC' && code === 200) this.tls = false;
    if (verb === '' && code === 200 && /\bprot(?:ection)?\b.{0,30}(?:private|\bP\b)/i.test(at.text)) this.prot = 'P';
  }

  #login(reply: Recent): void {
    const { code, verb } = reply;
    if (code === 331 || code === 332) this.asked.user ??= { verb: 'USER', argument: '', at: reply.at };
    if ((code === 230 || code === 232) && verb !== 'HOST') {
      this.loggedIn = true;
      this.failedLogin = undefined;
      // A transcript without commands shows 230 straight after the greeting.
      this.loggedInByUser = verb === 'USER' || (verb === '' && this.last?.code === 220);
    }
    if (isNegative(code) && (verb === 'USER' || verb === 'PASS' || verb === 'ACCT' || (verb === '' && code === 530 && !this.loggedIn)))
      this.failedLogin = reply;
  }

  #data(reply: Recent, explanation: Explanation | undefined): void {
    const { code, verb, at } = reply;
    if (code === 227 || code === 229) {
      this.wordsSinceData = 0;
      const carried = explanation?.data;
      const unreadable = code === 227 ? (carried?.address ? undefined : named(at.text)) : undefined;
      const broken = code === 227 ? !carried?.address && unreadable === undefined && brokenPasv(at.text) : brokenEpsv(at.text);
      this.data = {
        mode: code === 227 ? 'PASV' : 'EPSV',
        at,
        begun: false,
        state: 'open',
        ...(carried?.address && { address: carried.address }),
        ...(carried?.port !== undefined && { port: carried.port }),
        ...(carried?.unreachable && { unreachable: carried.unreachable }),
        ...(unreadable !== undefined && { unreadable }),
        ...(broken && { broken }),
        ...(code === 227 && IPV6_IN_227.test(at.text) && { ipv6: true }),
      };
      return;
    }
    if ((verb === 'PORT' || verb === 'EPRT') && isNegative(code)) this.data = undefined;
    if (code === 200 && verb === '' && /\b(?:PORT|EPRT)\b/i.test(at.text))
      this.data = { mode: /EPRT/i.test(at.text) ? 'EPRT' : 'PORT', at, begun: false, state: 'open' };
    if ((code === 125 || code === 150) && this.data?.state !== 'open') this.data = { mode: 'unknown', at, begun: true, state: 'open' };
    if (this.data?.state !== 'open') return;
    if (code === 125 || code === 150) {
      this.data.begun = true;
      this.data.command ??= { verb, argument: reply.argument, at };
    } else if (code === 226 || (code === 250 && TRANSFER.has(verb))) this.#worked();
    else if (code === 425 || code === 426 || code === 421 || code === 522 || (isNegative(code) && TRANSFER.has(verb))) {
      this.data.state = 'failed';
      if (code === 425 || code === 426 || code === 421) this.failedTry = this.data;
    }
  }

  #worked(): void {
    if (this.data) this.data.state = 'done';
    this.dataWorked += 1;
  }

  #files({ code, verb, argument, at }: Recent): void {
    const good = code >= 200 && code < 300;
    if (verb === 'CWD' || verb === 'XCWD' || verb === 'CDUP') {
      if (good) this.failedCwd = undefined;
      else if (isNegative(code)) this.failedCwd = { code, verb, argument, at };
    }
    if (/^X?MKD$/.test(verb)) this.failedMkd = isNegative(code) ? { code, verb, argument, at } : undefined;
    if (code === 257) {
      const path = /"((?:[^"]|"")*)"/.exec(at.text)?.[1];
      if (/^X?MKD$/.test(verb)) {
        this.made.push(argument);
        if (this.made.length > SESSION_LIMITS.made) this.made.shift();
      } else this.directory = path ?? this.directory;
    }
    if (code === 230 || code === 250) this.directory = /(?:restricted|current) directory is (\S+)/i.exec(at.text)?.[1] ?? this.directory;
    if (verb === 'REST' || (verb === '' && code === 350))
      this.rest = code === 350 && argument !== '0' ? { code, verb, argument, at } : undefined;
    else if (TRANSFER.has(verb) && code >= 200) this.rest = undefined;
    const slashed = good && /^(?:STOR|APPE)$/.test(verb) ? /\\([^\\/]{1,255})$/.exec(argument)?.[1] : undefined;
    if (slashed && this.slashed.size < SESSION_LIMITS.stored) this.slashed.set(slashed, at);
    if (verb === 'RNFR') this.renameFrom = code === 350 ? argument : undefined;
  }
}

/** The command that a refusal names: first of all, or with what happened to it. */
const VERBS = 'STOR|RETR|LIST|NLST|MLSD|MLST|CWD|X?MKD|X?RMD|DELE|RNFR|RNTO|SIZE|MDTM|MFMT|APPE|OPTS|PBSZ|PROT';
const NAMES_COMMAND = new RegExp(
  `^["'(]?(${VERBS})\\b(?! or | and |/)|\\b(${VERBS}) (?:command|denied|failed|rejected|refused|not )|\\((${VERBS})\\b`,
);
const ERRED = /\berror\b|\bfail(?:ed|ure)?\b/i;
/** PORT and its argument within a line. */
const TOLD_PORT = /\bPORT\b[:=\s"'(]{1,6}((?:\d{1,3},){5}\d{1,3})\b/;
const TOLD_TRANSFER = /^\W{0,4}(STOR|RETR|LIST|NLST|MLSD)\b/;
const TOLD_DONE = /\b(?:150|226)\b|transfer (?:complete|ok|done)/i;
/** `==> PORT ... `, with nothing behind it, or the next try at once. */
const STEP_BEGUN = /==> (PORT|EPRT|PASV|EPSV|LPSV) ?(?:\.{3}|…)\s*(?:$|==>)/;
const ABORTED = /\b(?:receive|send|transfer) aborted|waiting for remote to finish abort|\^C/i;
const PROMPT = /^\s*\w{0,8}ftp[^>\n]{0,40}> ?\w/;
const PEER = /connect(?:ing|ed)? to [^\n]{0,120}?(?<![\d.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?![\d.])\)?(?::| port )?(\d{1,5})?/i;
/** The connection's end, as servers and clients note it. */
const CLOSED = /(?:connection|session|socket)[^\n]{0,20}(?:closed|ended|terminated)|disconnected|Disposing\S{0,12} \S{0,40}\(control\)/i;
const DATA_UP =
  /data (?:connection|channel|socket) (?:is )?(?:established|open(?:ed)?|connected)|DataChannelOpened|connected to \S{1,80} for PASV/i;
/** Global, local and link addresses; not ::ffff:192.0.2.1, behind which there is IPv4. */
const IPV6 = /(?<![\w:.])(?:[23][\da-f]{3}|f[cd][\da-f]{2}|fe[89ab][\da-f]):[\da-f:]{2,35}(?![\w.:])|\[::1\]/i;
/** An order given to a client: at its prompt, or to a program in a shell. */
const TOLD =
  /^\s*(?:\w{0,8}ftp[^>\n]{0,80}>|[^\s$#]{0,80}[$#]\s{1,4}rclone)\s{0,4}(get|mget|reget|recv|cat|more|less|ls|dir|nlist|cd|copyto|put|mput|send|append|mkdir|md|delete|mdelete|rm|rmdir|rename|mv|touch|rcat)\b/i;
const READS = /^(?:get|mget|reget|recv|cat|more|less|ls|dir|nlist|cd)$/i;

/** What stands in 227 in the place of the address, where that is a name. Placeholders of somebody who hid the address are none. */
function named(text: string): string | undefined {
  const found = /\(([^)\d]{0,100}[A-Za-z][^)]{0,100})\)?/.exec(text)?.[1];
  return found === undefined || /^[xX*#.,_ \dnhp]*$/.test(found) ? undefined : found;
}
/** A 227 with brackets around numbers that are not six. */
const brokenPasv = (text: string): boolean =>
  IPV6_IN_227.test(text) ||
  /\([\d, ]{0,60}$|\(\)/.test(text.trimEnd()) ||
  (/\([\d, ]{3,60}\)/.test(text) && !/\((?:\d{1,3}, ?){5}\d{1,3}\)/.test(text));
const IPV6_IN_227 = /\(?(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4},\d{1,3},\d{1,3}/i;
/** A 229 whose brackets do not hold the port between four equal signs (RFC 2428). */
const brokenEpsv = (text: string): boolean => /\([^)\n]{0,30}\d[^)\n]{0,30}\)/.test(text) && !/\(([!-/:-~])\1{2}\d{1,5}\1\)/.test(text);

const TLS_UP =
  /TLS connection established|SSL connection using|FTPS authentication successful|SSL connection established|control channel.{0,20}(?:secured|upgraded)|TLSv?1[.\d]* (?:connection|handshake) (?:accepted|complete)/i;

/** Verb (upper case) and argument of a command line. */
export function split(command: string | undefined): [string, string] {
  if (!command) return ['', ''];
  const at = command.indexOf(' ');
  return at < 0 ? [command.toUpperCase(), ''] : [command.slice(0, at).toUpperCase(), command.slice(at + 1)];
}

function target(verb: string, argument: string): { address?: string; port?: number } {
  const port = /^(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})$/.exec(argument.trim());
  if (verb === 'PORT' && port) return { address: port.slice(1, 5).join('.'), port: Number(port[5]) * 256 + Number(port[6]) };
  const eprt = /^\|[12]\|([^|]{1,60})\|(\d{1,5})\|/.exec(argument.trim());
  return eprt ? { address: eprt[1] as string, port: Number(eprt[2]) } : {};
}
