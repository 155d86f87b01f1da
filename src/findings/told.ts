// What a line without a code tells by its words alone: facts that the session then takes in. Remembered, since a log repeats
// few such lines many times, and each takes a dozen expressions to read.
import { anyOf } from '../any-of.ts';
import { tellsNoAnswer } from './connecting.ts';
import { miswritten } from './credentials.ts';
import { isForeign } from './foreign.ts';
import { LISTS_HERE } from './listing.ts';
import { type Product, productOf } from './product.ts';

export interface Told {
  /** The password is written in a way in which it cannot arrive as it is meant. */
  readonly passwordMiswritten: boolean;
  /** The step that wget begins here, and of whose end the line says nothing. */
  readonly step: string;
  /** What a client was told to do, at its prompt or in a shell. */
  readonly intent: 'read' | 'write' | undefined;
  /** The user breaks a transfer off. */
  readonly aborted: boolean;
  /** A client tells that it was stopped by its user. */
  readonly cancelled: boolean;
  /** A prompt with an order behind it. */
  readonly prompt: boolean;
  /** The command that the order stands for, where it is one to a terminal client; with its argument. */
  readonly order: readonly [verb: string, argument: string] | undefined;
  /** It asks for the listing of the directory in which the session stands. */
  readonly listsHere: boolean;
  /** The option that `ls` or `dir` was given there. */
  readonly listOption: string | undefined;
  /** It is a line of another service. */
  readonly foreign: boolean;
  /** An IPv6 address is connected to. */
  readonly ipv6: boolean;
  /** 234, as a line that no format has claimed. */
  readonly tlsAccepted: boolean;
  /** The control connection is over. */
  readonly closed: boolean;
  /** A connection stands, and the greeting is waited for. */
  readonly connected: boolean;
  /** Nothing has come for as long as the client would wait. */
  readonly gaveUpWaiting: boolean;
  /** The argument of PORT in a form that no log format knows. */
  readonly port: string | undefined;
  /** A transfer command, likewise. */
  readonly transfer: string | undefined;
  readonly transferDone: boolean;
  /** A client tells of a transfer that failed how much it had moved. */
  readonly movedSome: boolean;
  /** The data connection is established. */
  readonly dataUp: boolean;
  /** A time of day. */
  readonly stamp: string | undefined;
  readonly product: Product | undefined;
  /** Address that is connected to, and the port. */
  readonly peer: { readonly address: string; readonly port?: number } | undefined;
  readonly tlsUp: boolean;
}

/** Texts that are remembered, and the longest of them. */
const MOST_KEPT = 2000;
const LONGEST_KEPT = 300;

const kept = new Map<string, Told>();

/** The facts that a line tells. */
export function toldBy(text: string): Told {
  const known = kept.get(text);
  if (known) return known;
  const told = read(text);
  if (text.length <= LONGEST_KEPT) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, told);
  }
  return told;
}

/** Does a line speak of an error? */
export const speaksOfError = (text: string): boolean => /\berror\b|\bfail(?:ed|ure)?\b/i.test(text);

/** Does a line tell which address is connected to? */
export const namesPeer = (text: string): boolean => PEER.test(text);

/** Global, local and link addresses; not ::ffff:192.0.2.1, behind which there is IPv4. */
export const hasIpv6 = (text: string): boolean => IPV6.test(text);

/** The step that wget begins, where nothing but the next try stands behind it: `==> PORT ... `. */
export const stepBegunIn = (text: string): string => (text.includes('==>') ? (STEP_BEGUN.exec(text)?.[1] ?? '') : '');

const STEP_BEGUN = /==> (PORT|EPRT|PASV|EPSV|LPSV) ?(?:\.{3}|…)\s*(?:$|==>)/;
const PEER = /connect(?:ing|ed)? to [^\n]{0,120}?(?<![\d.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?!\d|\.\d)\)?(?::| port )?(\d{1,5})?/i;
const IPV6 = /(?<![\w:.])(?:[23][\da-f]{3}|f[cd][\da-f]{2}|fe[89ab][\da-f]):[\da-f:]{2,35}(?![\w.:])|\[::1\]/i;
const TOLD_PORT = /\bPORT\b[:=\s"'(]{1,6}((?:\d{1,3},){5}\d{1,3})\b/;
const TOLD_TRANSFER = /^\W{0,4}(STOR|RETR|LIST|NLST|MLSD)\b/;
const TOLD_DONE = /\b(?:150|226)\b|transfer (?:complete|ok|done)/i;
const ABORTED = /\b(?:receive|send|transfer) aborted|waiting for remote to finish abort|\^C/i;
const CANCELLED = /\b(?:aborted|interrupted|cancell?ed) by (?:the )?user\b/i;
const PROMPT = /^\s*\w{0,8}ftp[^>\n]{0,40}> ?\w/;
const LISTS = /^\s*\w{0,8}ftp[^>\n]{0,40}> ?(?:ls|dir|nlist) (-[A-Za-z1]{1,8})\s*$/;
/** The connection's end, as servers and clients note it. */
const CLOSED = anyOf`
    (?:connection|session|socket)[^\n]{0,20}(?:closed|ended|terminated)
    disconnected
    Disposing\S{0,12} \S{0,40}\(control\)
    Verbindung[^\n]{0,30}(?:getrennt|geschlossen|beendet)
    connexion[^\n]{0,20}(?:fermée|interrompue)
    conexión[^\n]{0,20}cerrada
    conexão[^\n]{0,20}(?:fechada|encerrada)
    connessione[^\n]{0,20}chiusa
    соединение[^\n]{0,12}закрыто
    连接[^\n]{0,8}关闭
  `;
const MOVED_SOME =
  /\b(?:transferring|transferred|after|received|sent|übertragen\w*|transféré\w*|transferido\w*) (?=[\d.,\s]*[1-9])[\d.,]{1,20} ?(?:bytes|octets|[kmg]i?b)\b/i;
const CONNECTED = /waiting for welcome message|connection established, waiting|^\W{0,4}connected to \S|\.{3} connected\.\s*$/i;
const DATA_UP =
  /data (?:connection|channel|socket) (?:is )?(?:established|open(?:ed)?|connected)|DataChannelOpened|connected to \S{1,80} for PASV/i;
const ORDER =
  /^\s*(?:\w{0,8}ftp[^>\n]{0,80}>|[^\s$#]{0,80}[$#]\s{1,4}rclone)\s{0,4}(get|mget|reget|recv|cat|more|less|ls|dir|nlist|cd|copyto|put|mput|send|append|mkdir|md|delete|mdelete|rm|rmdir|rename|mv|touch|rcat)\b/i;
/** Orders at the prompt of ftp(1) and its like, and the commands of the protocol that they stand for. */
const AT_PROMPT = /^\s*(?:\w{0,8}ftp|ftp:[^>\n]{0,80})> ?(\w{2,8})(?: +([^\n]{1,400}?))?\s*$/;
const STANDS_FOR: ReadonlyMap<string, string> = new Map(
  [
    ['CWD', 'cd'],
    ['CDUP', 'cdup'],
    ['MKD', 'mkdir'],
    ['RMD', 'rmdir'],
    ['DELE', 'delete', 'del', 'mdelete', 'rm'],
    ['LIST', 'ls', 'dir', 'nlist', 'mls', 'mdir'],
    ['RETR', 'get', 'mget', 'recv', 'reget', 'more', 'page', 'cat', 'less'],
    ['STOR', 'put', 'mput', 'send'],
    ['APPE', 'append'],
    ['SIZE', 'size'],
    ['MDTM', 'modtime'],
    ['SITE', 'chmod'],
    ['RNFR', 'rename'],
  ].flatMap(([verb = '', ...orders]) => orders.map((order) => [order, verb] as const)),
);

/** The command of the protocol that an order of a client stands for; empty where it stands for none, or for several. */
export const commandFor = (order: string): string => STANDS_FOR.get(order.toLowerCase()) ?? '';

/** The command that an order at a prompt stands for. */
function orderIn(text: string): readonly [string, string] | undefined {
  const [, order = '', argument = ''] = AT_PROMPT.exec(text) ?? [];
  const verb = commandFor(order);
  // Of several names it is not known which one a reply is about.
  const several = verb === 'LIST' || /^m(?:get|put|delete)$/.test(order);
  return verb === '' ? undefined : [verb, several ? '' : argumentOf(verb, argument)];
}

/** What is sent for an order's names: of a file here, and how it is to be called there. */
function argumentOf(verb: string, names: string): string {
  if (verb === 'SITE') return `CHMOD ${names}`;
  const [first = '', there] = (names.match(/"[^"]*"|\S+/g) ?? []).map((name) => name.replace(/^"(.*)"$/, '$1'));
  if (verb === 'RETR') return first;
  if (verb !== 'STOR' && verb !== 'APPE') return names.replace(/^"(.*)"$/, '$1');
  return there ?? first.replace(/^.*[\\/]/, '');
}

const READS = /^(?:get|mget|reget|recv|cat|more|less|ls|dir|nlist|cd)$/i;
const TLS_UP =
  /TLS connection established|SSL connection using|FTPS authentication successful|SSL connection established|control channel.{0,20}(?:secured|upgraded)|TLSv?1[.\d]* (?:connection|handshake) (?:accepted|complete)/i;

function read(text: string): Told {
  const order = ORDER.exec(text)?.[1];
  // The address of a data connection is not the server's; clients name the port they connect to there as well.
  const peer = /data (?:socket|connection)|couldn't connect to/i.test(text) ? null : PEER.exec(text.slice(0, 300));
  const port = Number(peer?.[2]);
  const mayMiswrite = text.includes('://') || text.includes('lftp');
  return {
    passwordMiswritten: text.includes('event not found') || (mayMiswrite && miswritten(text) === 'password'),
    step: stepBegunIn(text),
    intent: order === undefined ? undefined : READS.test(order) ? 'read' : 'write',
    aborted: ABORTED.test(text),
    cancelled: CANCELLED.test(text),
    prompt: PROMPT.test(text),
    order: orderIn(text),
    listsHere: LISTS_HERE.test(AT_PROMPT.exec(text)?.[2] ?? ''),
    listOption: LISTS.exec(text)?.[1],
    foreign: isForeign(text),
    ipv6: /connect/i.test(text) && hasIpv6(text),
    tlsAccepted: /^\s*234[ -]/.test(text),
    closed: CLOSED.test(text),
    connected: CONNECTED.test(text),
    gaveUpWaiting: tellsNoAnswer(text),
    port: text.includes('PORT') ? TOLD_PORT.exec(text)?.[1] : undefined,
    transfer: TOLD_TRANSFER.exec(text)?.[1],
    transferDone: TOLD_DONE.test(text),
    movedSome: MOVED_SOME.test(text),
    dataUp: DATA_UP.test(text),
    stamp: /(?<!\d)\d\d:\d\d:\d\d(?!\d)/.exec(text.slice(0, 60))?.[0],
    product: productOf(text),
    peer: peer ? { address: peer[1] as string, ...(port > 0 && port < 65536 && { port }) } : undefined,
    tlsUp: TLS_UP.test(text),
  };
}
