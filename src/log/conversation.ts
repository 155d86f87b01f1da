// Lines that a format has read become replies: several lines of one reply are put together (RFC 959 section 4.2), per
// session; each reply is paired with the command that drew it; what a client prints a second time is left out.
import { isPreliminary } from '../codes/digits.ts';
import type { CodelessEvent, CommandEvent, LogEvent, NoteEvent, ReplyEvent } from './event.ts';
import type { LogFormat, Said, Who } from './format.ts';
import { LoggingIn } from './logging-in.ts';
import { ShownReplies } from './shown-replies.ts';
import { isTlsHello, TLS_HELLO } from './tls-hello.ts';
import { readCommand } from './verbs.ts';
import { isForeignCommand, isOtherProtocol, isSurelyMail, soundsLikeFtp } from './vocabulary.ts';

/** Bounds: what one session, and all of them together, may take. Going over is counted, see `Conversations.overruns`. */
const LIMITS = {
  /** Sessions kept at once; the one silent for longest goes first, which is no loss where nothing of it is open. */
  sessions: 4000,
  /** Commands of one session that wait for their reply. */
  waiting: 64,
  /** Characters kept of one command; the path of no file system is longer. */
  command: 4096,
  /** Characters kept of a user's, client's or session's name. */
  name: 256,
  /** Lines of one reply that are kept; later ones are dropped, the end is still looked for. */
  replyLines: 200,
  /** Characters kept of one reply. */
  replyText: 16_384,
  /** Characters of waiting commands and open replies that all sessions keep together; beyond it the oldest sessions go. */
  held: 32_000_000,
} as const;

interface OpenReply {
  readonly code: number;
  readonly line: number;
  readonly lines: string[];
  size: number;
  readonly who: Who;
  readonly logFormat: string;
  readonly greeting: boolean;
}

interface Session {
  readonly waiting: { verb: string; text: string }[];
  /** Characters of its waiting commands and its open reply. */
  held: number;
  open: OpenReply | undefined;
  /** The session speaks SMTP, HTTP or the like: nothing of it is an FTP reply. */
  other: boolean;
  /** The greeting of a server of another protocol, until a client of FTP has shown itself. */
  greetedBy: string | undefined;
  /** It has shown itself to be FTP: what a client sends cannot change that. */
  sure: boolean;
  user: string | undefined;
  client: string | undefined;
  /** The greeting (220 or a refusal) is still to come. */
  ungreeted: boolean;
  /** A command of it has been answered: its log shows replies. */
  answered: boolean;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Codes that no protocol but FTP sends. */
const ONLY_FTP: ReadonlySet<number> = new Set([125, 150, 226, 227, 229, 230, 257, 331, 332, 350, 425, 426]);
/** Commands whose argument tells whose they are: `AUTH LOGIN`, `MODE READER`. */
const MAYBE_FOREIGN: ReadonlySet<string> = new Set(['AUTH', 'MODE']);
/** Commands that mail and news have, too: whoever sends another one speaks FTP. */
const SHARED: ReadonlySet<string> = new Set(['USER', 'PASS', 'QUIT', 'HELP', 'NOOP', 'STAT', 'LIST', 'RETR', 'DELE', 'AUTH', 'MODE']);
/** What servers of other protocols say first: SSH, the web, IMAP, POP3. */
const NO_FTP = /^(?:SSH-[12]\.\d|HTTP\/\d|<(?:!DOCTYPE )?html\b|\* OK\b|\+OK\b)/i;
const HYPHEN = 0x2d;
const BLANK = 0x20;

/** The code that a line sent by the server begins with, alone or followed by a blank or hyphen (RFC 959 section 4.2); 0 where there is none. */
function codeOf(text: string): number {
  const hundreds = text.charCodeAt(0) - 0x30;
  const tens = text.charCodeAt(1) - 0x30;
  const ones = text.charCodeAt(2) - 0x30;
  if (!(hundreds >= 1 && hundreds <= 6 && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9)) return 0;
  if (text.length > 3 && text.charCodeAt(3) !== BLANK && text.charCodeAt(3) !== HYPHEN) return 0;
  return hundreds * 100 + tens * 10 + ones;
}

/** HOST and REIN draw a 220 within a session (RFC 7151, RFC 959). */
const isWithin = ({ waiting }: Session): boolean => /^(?:HOST|REIN)$/.test(waiting[0]?.verb ?? '');

/** A second greeting under the same id: process ids and addresses are used again. Whose it was and what was still to be answered is forgotten. */
function renew(session: Session): void {
  if (isWithin(session)) return;
  session.waiting.length = 0;
  session.user = undefined;
  session.ungreeted = true;
}

/** A text of its own: a slice would keep the whole block of the log that it was cut from in memory. */
const own = (text: string): string => ` ${text}`.slice(1);

/** All conversations of one log. Feed it line by line; it answers with what became certain. */
export class Conversations {
  readonly #file: string;
  readonly #sessions = new Map<string, Session>();
  readonly #shown = new ShownReplies();
  readonly #loggingIn = new LoggingIn<Session>(LIMITS.sessions);
  /** How often a bound was reached: nothing is dropped silently. */
  readonly overruns = { sessions: 0, waiting: 0, commands: 0, names: 0, replyLines: 0 };
  /** Commands that never got their final reply, per verb. */
  readonly unanswered: Record<string, number> = {};
  #held = 0;

  constructor(file: string) {
    this.#file = file;
  }

  /** Takes what one line says and returns the events that it completes. */
  feed(whole: Said, line: number, { name: logFormat, server }: LogFormat): LogEvent[] {
    const said = this.#bounded(whole);
    // The log of an FTP server is one of FTP, whatever a banner or a client says.
    const certain = server !== undefined;
    switch (said.kind) {
      case 'server':
        return this.#server(said, line, logFormat, certain);
      case 'client':
        return this.#client(said, line, logFormat, certain);
      case 'exchange':
        return this.#exchange(said, line, logFormat);
      case 'report':
        return this.#report(said, line, logFormat);
      case 'event': {
        const event: Writable<CodelessEvent> = { type: 'event', file: this.#file, line, event: said.event, text: said.text, logFormat };
        this.#tell(event, said);
        if (said.doubtful) event.doubtful = true;
        return [event];
      }
      case 'note':
        return [this.#note(said, line, said.text, logFormat)];
      default:
        return [];
    }
  }

  #note(who: Who, line: number, text: string, logFormat: string): NoteEvent {
    const event: Writable<NoteEvent> = { type: 'note', file: this.#file, line, text, logFormat };
    this.#tell(event, who);
    return event;
  }

  /** The code of the reply of several lines that is open in the session of lines that name none. */
  get openCode(): number | undefined {
    return this.#sessions.get('')?.open?.code;
  }

  /** The end of the log: replies that were cut off are given as far as they go. */
  end(): LogEvent[] {
    const cut = [...this.#sessions.values()].flatMap((session) => this.#close(session, undefined));
    for (const session of this.#sessions.values()) this.#giveUp(session);
    return cut;
  }

  /** Commands that wait in vain. A client that leaves after QUIT has not waited, and some logs show no replies at all. */
  #giveUp(session: Session): void {
    if (!session.answered) return;
    for (const { verb } of session.waiting) if (verb !== 'QUIT') this.unanswered[verb] = (this.unanswered[verb] ?? 0) + 1;
  }

  /** Writes down who an event is about. Field by field: spreading costs a tenth of the whole reading here. */
  #tell(event: Writable<Who>, who: Who): void {
    if (who.session) event.session = who.session;
    if (who.client) event.client = who.client;
    if (who.user) event.user = who.user;
    if (who.stamp) event.stamp = who.stamp;
  }

  /** The same with names of a bounded length. */
  #bounded(said: Said): Said {
    if (said.kind === 'nothing') return said;
    const { session = '', client = '', user = '' } = said;
    if (session.length <= LIMITS.name && client.length <= LIMITS.name && user.length <= LIMITS.name) return said;
    this.overruns.names += 1;
    const cut = (name: string) => own(name.slice(0, LIMITS.name));
    return { ...said, ...(session && { session: cut(session) }), ...(client && { client: cut(client) }), ...(user && { user: cut(user) }) };
  }

  /** Counts what a session keeps, more or less of it. */
  #hold(session: Session, more: number): void {
    session.held += more;
    this.#held += more;
    while (this.#held > LIMITS.held && this.#sessions.size > 1) this.#dropOldest();
  }

  /** Lets go of the sessions silent for longest: many at once, because finding the first of a map whose first ones are gone takes time. */
  #dropOldest(): void {
    let left = Math.ceil(this.#sessions.size / 10);
    for (const [key, session] of this.#sessions) {
      if (session.open || session.waiting.length > 0) this.overruns.sessions += 1;
      this.#held -= session.held;
      session.held = 0;
      this.#giveUp(session);
      this.#sessions.delete(key);
      left -= 1;
      if (left === 0) return;
    }
  }

  #shiftWaiting(session: Session): { verb: string; text: string } | undefined {
    const first = session.waiting.shift();
    if (first && session.held > 0) this.#hold(session, -Math.min(session.held, first.text.length));
    return first;
  }

  #session(who: Who): Session {
    const key = who.session ?? who.client ?? '';
    let session = this.#sessions.get(key);
    if (session) {
      // Keep the map in the order of last use, so that the first one is the one silent for longest. It costs time, and
      // matters only where some may have to go.
      if (this.#sessions.size > LIMITS.sessions / 2) {
        this.#sessions.delete(key);
        this.#sessions.set(key, session);
      }
    } else {
      session = {
        waiting: [],
        held: 0,
        open: undefined,
        other: false,
        greetedBy: undefined,
        sure: false,
        user: undefined,
        client: undefined,
        ungreeted: true,
        answered: false,
      };
      this.#sessions.set(key, session);
      if (this.#sessions.size > LIMITS.sessions) this.#dropOldest();
    }
    session.user = who.user ?? session.user;
    session.client = who.client ?? session.client;
    return session;
  }

  #server(said: Said & { kind: 'server' }, line: number, logFormat: string, certain: boolean): LogEvent[] {
    const session = this.#session(said);
    const text = said.text.endsWith('\r') ? said.text.replace(/(?<!\r)\r+$/, '') : said.text;
    const code = codeOf(text);
    const words = text.slice(4);
    const goesOn = text.charCodeAt(3) === HYPHEN;
    const { open } = session;
    if (open) {
      if (code === open.code && !goesOn) {
        open.lines.push(words);
        return this.#close(session, line);
      }
      this.#keep(session, open, text);
      return [];
    }
    if (code === 0) return NO_FTP.test(text) ? [this.#note(said, line, text, logFormat)] : [];
    // A greeting answers no command, even where a client queues its first ones before it comes. What was said up to QUIT was
    // said on the connection before.
    const greeting = code === 220 && session.ungreeted;
    if (greeting) while (session.waiting.some(({ verb }) => verb === 'QUIT')) this.#shiftWaiting(session);
    if (code === 220 && !session.ungreeted) {
      if (!isWithin(session)) this.#giveUp(session);
      renew(session);
      if (session.waiting.length === 0) this.#hold(session, -session.held);
    }
    if (code === 220 || session.ungreeted) {
      session.sure = certain;
      session.other = !certain && isOtherProtocol(words) && session.waiting.every(({ verb }) => SHARED.has(verb));
      session.greetedBy = session.other ? own(text.slice(0, LIMITS.name)) : undefined;
      session.ungreeted = false;
    }
    if (certain) session.other = false;
    else if (isSurelyMail(words)) session.other = !session.sure;
    else if ((ONLY_FTP.has(code) && soundsLikeFtp(code, words)) || (code === 220 && /ftp/i.test(words))) {
      session.sure = true;
      session.other = false;
    }
    if (session.other) return [];
    if (code === 230 && said.client !== undefined && session.waiting.length === 0) this.#takeOver(session, said.client);
    if (goesOn) {
      const head = own(words.slice(0, LIMITS.replyText));
      session.open = { code, line, lines: [head], size: head.length, who: said, logFormat, greeting };
      this.#hold(session, head.length);
      return [];
    }
    return [this.#reply(session, said, code, words, line, undefined, logFormat, greeting)];
  }

  /** What waits for a reply in the session that asked for the password is answered in this one. */
  #takeOver(session: Session, client: string): void {
    const before = this.#loggingIn.answered(
      client,
      (one) => one !== session && one.waiting.length === 1 && one.waiting[0]?.verb === 'PASS',
    );
    if (!before) return;
    const pass = this.#shiftWaiting(before) as { verb: string; text: string };
    session.waiting.push(pass);
    this.#hold(session, pass.text.length);
  }

  #keep(session: Session, open: OpenReply, text: string): void {
    const words = text.startsWith(String(open.code)) && text[3] === '-' ? text.slice(4) : text;
    if (open.lines.length >= LIMITS.replyLines || open.size + words.length > LIMITS.replyText) {
      this.overruns.replyLines += 1;
      return;
    }
    open.lines.push(own(words));
    open.size += words.length;
    this.#hold(session, words.length);
  }

  #close(session: Session, endLine: number | undefined): LogEvent[] {
    const { open } = session;
    if (!open) return [];
    session.open = undefined;
    if (session.held > 0) this.#hold(session, -Math.min(session.held, open.size));
    return [this.#reply(session, open.who, open.code, open.lines.join('\n'), open.line, endLine, open.logFormat, open.greeting)];
  }

  #reply(
    session: Session,
    who: Who,
    code: number,
    text: string,
    line: number,
    endLine: number | undefined,
    logFormat: string,
    greeting: boolean,
  ): ReplyEvent {
    const waiting = greeting ? undefined : isPreliminary(code) ? session.waiting[0] : this.#shiftWaiting(session);
    if (waiting) session.answered = true;
    this.#shown.remember(code, endLine ?? line);
    const event: Writable<ReplyEvent> = { type: 'reply', file: this.#file, line, code, text, logFormat };
    if (endLine) event.endLine = endLine;
    if (who.session) event.session = who.session;
    const { client = who.client, user = who.user } = session;
    if (client) event.client = client;
    if (user) event.user = user;
    if (who.stamp) event.stamp = who.stamp;
    if (waiting) event.command = waiting.text;
    return event;
  }

  #client(said: Said & { kind: 'client' }, line: number, logFormat: string, certain: boolean): LogEvent[] {
    const session = this.#session(said);
    const command = readCommand(said.text);
    if ((!command || MAYBE_FOREIGN.has(command.verb)) && isForeignCommand(said.text)) {
      session.other = !session.sure && !certain;
      session.ungreeted = false;
      return [];
    }
    if (!command) return isTlsHello(said.text) ? [this.#note(said, line, TLS_HELLO, logFormat)] : [];
    // A client waits for the end of a reply before it sends the next command: a reply still open was cut off.
    const cut = this.#close(session, undefined);
    const { verb } = command;
    if (command.argument.length > LIMITS.command) this.overruns.commands += 1;
    const argument = verb === 'PASS' ? (command.argument === '' ? '' : '****') : own(command.argument.slice(0, LIMITS.command));
    if (verb === 'USER') session.other = false;
    // A client of FTP has met another server: swaks and its like never say USER to one of mail.
    const met = verb === 'USER' ? session.greetedBy : undefined;
    if (met !== undefined) {
      session.greetedBy = undefined;
      cut.push(this.#note(said, line, met, logFormat));
    }
    const sent = argument === '' ? verb : `${verb} ${argument}`;
    session.waiting.push({ verb, text: sent });
    this.#hold(session, sent.length);
    if (session.waiting.length > LIMITS.waiting) {
      this.#shiftWaiting(session);
      this.overruns.waiting += 1;
    }
    if (verb === 'PASS' && said.session && said.client) this.#loggingIn.asked(own(said.client), session);
    const event: Writable<CommandEvent> = { type: 'command', file: this.#file, line, verb, argument, logFormat };
    this.#tell(event, said);
    return cut.length === 0 ? [event] : [...cut, event];
  }

  #exchange(said: Said & { kind: 'exchange' }, last: number, logFormat: string): LogEvent[] {
    const { code, text = '', command, substatus, win32, back = 0, doubtful } = said;
    const line = Math.max(1, last - back);
    this.#shown.remember(code, line);
    const event: Writable<ReplyEvent> = { type: 'reply', file: this.#file, line, code, text, logFormat };
    this.#tell(event, said);
    if (command) event.command = command;
    if (substatus !== undefined) event.substatus = substatus;
    if (win32 !== undefined) event.win32 = win32;
    if (doubtful) event.doubtful = true;
    return [event];
  }

  #report(said: Said & { kind: 'report' }, line: number, logFormat: string): LogEvent[] {
    const session = this.#session(said);
    const cut = session.open?.code === said.code ? this.#close(session, undefined) : [];
    if (cut.length > 0 || session.other || this.#shown.repeats(said, line)) return cut;
    const event = this.#reply(session, said, said.code, said.text, line, undefined, logFormat, false);
    this.#shown.reported(said, line);
    return [...cut, event];
  }
}
