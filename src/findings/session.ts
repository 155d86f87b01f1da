// The facts of one FTP session, as the log has shown them so far. Causes only read them; findings.ts corrects what has turned out otherwise.
import { isListing, isTransfer } from '../log/verb-kinds.ts';
import { isNegative, isPreliminary } from '../codes/digits.ts';
import type { Explanation } from '../explain/explain.ts';
import type { CodelessEvent, CommandEvent, ReplyEvent } from '../log/event.ts';
import { Daemon } from './daemon.ts';
import { omitsCommands } from '../log/omits.ts';
import type { Answered } from './answered.ts';
import { activeTry, type DataTry, passiveTry } from './data-try.ts';
import type { Evidence } from './finding.ts';
import { Listing, LISTS_HERE } from './listing.ts';
import { placeAfter } from './place.ts';
import { greeterOf, type Product, productOf, productOfFormat, productOfServer } from './product.ts';
import { ShownLine } from './shown-line.ts';
import { Spoken } from './spoken.ts';
import { Steps } from './steps.ts';
import { hasIpv6, stepBegunIn, toldBy } from './told.ts';

/** Bounds of what one session keeps. */
const SESSION_LIMITS = { recent: 12, waiting: 16, made: 32, stored: 32 } as const;

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

/** Whose password the server asks for. A client that takes a whole line of an order for the name gets all of it back. */
const ASKED_FOR =
  /\bpassword (?:is )?required for (?:(?:user )?["']?(?!(?:access|login|this|the|your|user)\b)([^"'\s]{1,80}?)["']?|(user \S{1,80} [^"'\s]{1,80}?))\.?\s*$/i;
/** Facts of one session. */
export class Session {
  /** What the log calls it: vsftpd goes on under another process's id after the login. */
  key: string;
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
  /** PROT was refused, and not taken since. */
  protRefused: Recent | undefined;
  asked: { user?: Waiting; pass?: Waiting } = {};
  /** The reply to USER, where it logged in at once (230, 232). */
  loggedInByUser = false;
  loggedIn = false;
  failedLogin: Recent | undefined;
  data: DataTry | undefined;
  /** The client has sent ABOR, though the data connection had not come up. */
  gaveUp = false;
  /** The last data connection that failed, and whether one has worked. */
  failedTry: DataTry | undefined;
  dataWorked = 0;
  /** The directory change that failed and was not made good since. */
  failedCwd: Recent | undefined;
  /** The directory that could not be made. */
  failedMkd: Recent | undefined;
  /** The one that could not be made before that. */
  failedMkdBefore: Recent | undefined;
  directory: string | undefined;
  /** Where the session stands: directory changes that went through, since the last to an absolute path. */
  place = '';
  rest: Recent | undefined;
  renameFrom: string | undefined;
  closed: boolean = false;
  /** A connection was made anew after the end of the one before, and nobody has greeted on it yet. */
  awaitsGreeting: boolean = false;
  /** A client has said that it waited in vain for the answer to its last command. */
  stalled: boolean = false;
  readonly made: string[] = [];
  readonly waiting: Waiting[] = [];
  readonly recent: Recent[] = [];
  replies = 0;
  lastAt: Evidence | undefined;
  lastStamp: string | undefined;
  /** A step of wget that was begun, and of which nothing more is told on its line. */
  #step = '';
  /** What client or daemon said of late without a code. */
  readonly spoken: Spoken = new Spoken();
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
  /** The command that the last order at a prompt stands for, where the log shows no FTP command. */
  order: Answered | undefined;
  /** The option that the last order at a prompt gave to `ls`. */
  listOption: string | undefined;
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
  /** What the listings of the session have shown. */
  readonly listing: Listing = new Listing();
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

  /** The command that the last order at a prompt stands for; empty where there is none. */
  get ordered(): string {
    return this.order?.[0] ?? '';
  }

  /** The log shows it from its greeting on, and nobody asked for TLS. */
  get isPlain(): boolean {
    return this.greeting !== undefined && this.asked.user !== undefined && this.auth === undefined && !this.tls;
  }

  /** The last reply that was taken: of a moment that is a reply, this one. */
  get last(): Recent | undefined {
    return this.recent.at(-1);
  }

  /** Takes a command that was sent. */
  command(event: CommandEvent): void {
    const at = new ShownLine(event, event.verb, event.argument);
    const asked = { verb: event.verb, argument: event.argument, at };
    this.wireStamp = event.stamp ?? this.wireStamp;
    this.#step = stepBegunIn(`==> ${event.verb} ${event.argument}`);
    this.commands += 1;
    // What was ordered is now sent.
    this.order = undefined;
    this.steps.command(event.verb, at);
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
    const at = new ShownLine(event, code, event.text);
    // A record that holds both tells by itself what answers what.
    if (this.waiting.length > 0 || event.command === undefined) this.steps.reply(code, at, this.#moving);
    if (!isPreliminary(code)) this.waiting.shift();
    else this.begunStamp = event.stamp;
    this.#see(event, at);
    if (event.logFormat !== this.format) {
      this.format = event.logFormat;
      if (omitsCommands(event.logFormat)) this.steps.unordered = true;
    }
    this.#step = '';
    this.stalled = false;
    this.awaitsGreeting = false;
    this.wireStamp = event.stamp ?? this.wireStamp;
    this.replies += 1;
    this.product ??=
      productOfFormat(event.logFormat) ??
      (code === 220 ? greeterOf(at.text) : productOf(at.text)) ??
      (explanation?.server === undefined ? undefined : productOfServer(explanation.server));
    const reply: Recent = { at, code, verb, argument };
    if ((code === 220 || code === 229) && hasIpv6(at.text)) this.ipv6 = true;
    if (this.waiting.length === 0 && event.command && (isTransfer(verb) || verb === 'PORT' || verb === 'EPRT'))
      this.#sent({ verb, argument, at }, event.stamp);
    if ((code === 220 || code === 120) && verb !== 'HOST' && verb !== 'REIN') this.greeting ??= reply;
    this.#tls(reply);
    this.#login(reply);
    this.#data(reply, explanation);
    this.#files(reply);
    this.recent.push(reply);
    if (this.recent.length > SESSION_LIMITS.recent) this.recent.shift();
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

  /** Whether the last lines without a code say something. */
  wordsSay(what: RegExp): boolean {
    return this.spoken.says(what);
  }

  /** The first match of a pattern in the last lines without a code. */
  findWords(what: RegExp): RegExpExecArray | undefined {
    return this.spoken.find(what);
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
    const told = toldBy(text);
    if (told.passwordMiswritten) this.passwordMiswritten = true;
    if (text.includes('==>')) this.#step = told.step;
    this.intent = told.intent ?? this.intent;
    if (told.aborted) this.aborting = true;
    // Whoever breaks a transfer off by himself is not kept from it.
    if (told.cancelled) {
      if (this.data) this.data.state = 'done';
      this.waiting.length = 0;
    }
    if (told.prompt) {
      this.aborting = false;
      this.listOption = told.listOption;
      if (told.order?.[0] === 'LIST') this.listing.asked(told.listsHere);
      this.order = told.order;
    }
    if (told.foreign) this.foreign = true;
    this.listing.take([text]);
    if (told.ipv6 && this.replies < 2) this.ipv6 = true;
    this.spoken.add(text);
    this.wordsSinceData += 1;
    // A reply that no format has claimed still shows that TLS came up.
    if (told.tlsAccepted && this.waiting[0]?.verb === 'AUTH') {
      this.waiting.shift();
      this.tls = true;
    }
    if (told.closed) this.closed = true;
    if (told.connected && this.closed) this.awaitsGreeting = true;
    if (told.gaveUpWaiting && this.waiting.length > 0) this.stalled = true;
    if (told.port && !this.data && at) this.data = activeTry('PORT', told.port, at);
    if (this.commands === 0 && this.data?.state === 'open' && this.data.mode === 'PORT') {
      if (told.transfer && at) this.data.command ??= { verb: told.transfer, argument: '', at };
      if (told.transferDone) this.#worked();
    }
    if (told.movedSome && this.data?.state === 'open') this.data.moved = true;
    if (told.dataUp && this.data?.state === 'open') this.data.begun = true;
    this.lastStamp = told.stamp ?? this.lastStamp;
    this.product ??= told.product;
    if (told.peer && !this.data) this.peer = told.peer;
    if (told.tlsUp) this.tls = true;
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
    if (isListing(verb)) this.listing.asked(LISTS_HERE.test(argument));
    if (isTransfer(verb)) {
      this.begunStamp = stamp;
      if (this.data?.state === 'open') this.data.command = { verb, argument, at: asked.at };
    } else if (verb === 'PORT' || verb === 'EPRT') this.data = activeTry(verb, argument, asked.at);
  }

  #tls({ code, verb, argument, at }: Recent): void {
    if (verb === 'AUTH' || (verb === '' && code === 234)) {
      this.auth = { code, verb, argument, at };
      if (code === 234 || code === 334) this.tls = true;
    }
    if (this.tls && verb !== 'AUTH' && code !== 234 && code < 600) this.tlsProven = true;
    if (verb === 'PROT' && code === 200) {
      this.prot = argument.toUpperCase().slice(0, 1);
      this.protRefused = undefined;
    } else if (verb === 'PROT' && (code === 534 || code === 536)) this.protRefused = { code, verb, argument, at };
    if (verb === 'CCC' && code === 200) this.tls = false;
    if (verb === '' && code === 200 && /\bprot(?:ection)?\b.{0,30}(?:private|\bP\b)/i.test(at.text)) this.prot = 'P';
  }

  #login(reply: Recent): void {
    const { code, verb } = reply;
    if (code === 331 || code === 332) {
      this.asked.user ??= { verb: 'USER', argument: '', at: reply.at };
      this.user ??= ASKED_FOR.exec(reply.at.text)?.slice(1).find(Boolean);
    }
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
      // The user has broken off what EPSV was asked for, and now it is PASV.
      if (
        code === 227 &&
        this.dataWorked === 0 &&
        this.data?.mode === 'EPSV' &&
        !this.data.begun &&
        this.wordsSay(/receive aborted|\bEPSV\b[^\n]{0,30}\boff\b/i)
      )
        this.failedTry = this.data;
      this.data = passiveTry(code, verb, at, explanation);
      this.gaveUp = false;
      return;
    }
    if ((verb === 'PORT' || verb === 'EPRT') && isNegative(code)) this.data = undefined;
    if (code === 200 && verb === '' && /\b(?:PORT|EPRT)\b/i.test(at.text))
      this.data = { mode: /EPRT/i.test(at.text) ? 'EPRT' : 'PORT', at, begun: false, state: 'open' };
    if ((code === 125 || code === 150) && this.data?.state !== 'open') this.data = { mode: 'unknown', at, begun: true, state: 'open' };
    if (this.data?.state !== 'open') return;
    if (code === 125 || code === 150) {
      this.data.begun = true;
      if (code === 125) this.data.stands = true;
      this.data.command ??= { verb, argument: reply.argument, at };
    } else if (code < 300 && !this.data.begun && (verb === 'ABOR' || /\babor(?:t|ted)?\b/i.test(at.text))) this.gaveUp = true;
    else if (code === 226 || (code === 250 && isTransfer(verb))) this.#worked();
    else if (code === 425 || code === 426 || code === 421 || code === 522 || (isNegative(code) && isTransfer(verb))) {
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
      if (good) {
        this.failedCwd = undefined;
        this.place = placeAfter(this.place, verb, argument);
        this.listing.forget();
      } else if (isNegative(code)) this.failedCwd = { code, verb, argument, at };
    }
    if (/^X?MKD$/.test(verb)) {
      this.failedMkdBefore = this.failedMkd;
      this.failedMkd = isNegative(code) ? { code, verb, argument, at } : undefined;
    }
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
    else if (isTransfer(verb) && code >= 200) this.rest = undefined;
    const slashed = good && /^(?:STOR|APPE)$/.test(verb) ? /\\([^\\/]{1,255})$/.exec(argument)?.[1] : undefined;
    if (slashed && this.slashed.size < SESSION_LIMITS.stored) this.slashed.set(slashed, at);
    if (good && /^(?:DELE|X?RMD)$/.test(verb)) this.listing.drop(argument);
    if (verb === 'RNTO' && good && this.renameFrom) this.listing.drop(this.renameFrom);
    if (verb === 'RNFR') this.renameFrom = code === 350 ? argument : undefined;
  }
}
