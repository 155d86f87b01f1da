// `--redact`: addresses, user names and paths become stable stand-ins, so that a log can be shown in public.
// The same name always gets the same stand-in; private addresses stay recognisable as private.
import type { Explained } from './analysis.ts';
import { KnownNames } from './known-names.ts';
import type { LogEvent } from './log/event.ts';

/** Names that are kept apart; later ones share one stand-in. */
const MOST_NAMES = 20_000;
/** Names that say nothing about anybody. */
const PUBLIC_USERS = new Set(['anonymous', 'ftp', 'root', 'nobody', '-', '?', 'unknown']);

const V4 = /(?<![\d.])(\d{1,3})([.,])(\d{1,3})\2(\d{1,3})\2(\d{1,3})(?![.\d])/g;
const V6 =
  /(?<![\w:.])(?:[\da-f]{1,4}:){2,7}(?::[\da-f]{1,4}|[\da-f]{1,4}|:)(?:[\da-f:]{0,30})(?![\w:])|(?<![\w:.])::[\da-f]{1,4}(?::[\da-f]{1,4}){0,6}(?![\w:.])/gi;
/** What anonymous users give as password. */
const MAIL = /(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}(?![\w.@-])/g;
const PATH = /(?<![\w/:.-])\/[^\s"'()<>|\\,;]*[^\s"'()<>|\\,;.]/g;
const FILE_VERBS = new Set([
  'RETR',
  'STOR',
  'APPE',
  'STOU',
  'DELE',
  'CWD',
  'MKD',
  'XMKD',
  'RMD',
  'XRMD',
  'RNFR',
  'RNTO',
  'SIZE',
  'MDTM',
  'MLST',
  'MLSD',
  'LIST',
  'NLST',
  'STAT',
  'MFMT',
]);

/** Fields that hold words of ftpcode, never of a log. */
const OWN_WORDS = new Set([
  'type',
  'schema',
  'logFormat',
  'logFormats',
  'event',
  'events',
  'category',
  'byCategory',
  'byCode',
  'cause',
  'severity',
  'confidence',
  'wording',
  'verb',
]);

/** Fields that are names, or whose keys or items are, and nothing else: told even where the name is no longer looked for in text. */
const NAMED: ReadonlyMap<string, 'user' | 'client'> = new Map([
  ['failuresByClient', 'client'],
  ['failuresByUser', 'user'],
  ['clients', 'client'],
  ['users', 'user'],
  ['user', 'user'],
]);

/** Gives each name of one kind a number of its own. */
class Names {
  readonly #numbers = new Map<string, number>();

  number(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    if (this.#numbers.size >= MOST_NAMES) return MOST_NAMES + 1;
    this.#numbers.set(name, this.#numbers.size + 1);
    return this.#numbers.size;
  }
}

/** Replaces what would give somebody away. Remembers names as long as it lives. */
export class Redactor {
  readonly #addresses = new Map<string, Names>();
  readonly #users = new Names();
  readonly #hosts = new Names();
  readonly #parts = new Names();
  /** Known names and what stands for them, looked for in every text. */
  readonly #sought = new KnownNames(MOST_NAMES);

  /** Names that are no longer looked for in text, because of the bound. */
  get forgotten(): number {
    return this.#sought.forgotten;
  }

  /** Learns the names that an event tells. */
  learn(event: LogEvent): void {
    if (event.user && !PUBLIC_USERS.has(event.user.toLowerCase())) this.#sought.learn(event.user, this.#name('user', event.user));
    if (event.client && isHost(event.client)) this.#sought.learn(event.client, this.#name('client', event.client));
    const [verb, argument] =
      event.type === 'command' ? [event.verb, event.argument] : event.type === 'reply' && event.command ? split(event.command) : ['', ''];
    if (argument === '') return;
    if (verb === 'USER' && !PUBLIC_USERS.has(argument.toLowerCase())) this.#sought.learn(argument, this.#name('user', argument));
    else if (FILE_VERBS.has(verb)) this.#sought.learn(argument, this.#path(argument));
  }

  /** A text with stand-ins. */
  text(text: string): string {
    return this.#sought
      .replaceIn(text.replace(MAIL, (whole) => this.#mail(whole)))
      .replace(V4, (_whole, a: string, dot: string, b: string, c: string, d: string) => this.#v4([a, b, c, d]).join(dot))
      .replace(V6, (whole) => this.#v6(whole))
      .replace(PATH, (whole) => this.#path(whole));
  }

  /** Any JSON value with stand-ins in its strings, and in its keys where those are names: a user may be called like a field. */
  json<T>(value: T, names?: 'user' | 'client'): T {
    if (typeof value === 'string') return (names ? this.#name(names, value) : this.text(value)) as T;
    if (Array.isArray(value)) return value.map((item) => this.json(item, names)) as T;
    if (value === null || typeof value !== 'object') return value;
    // A finding names whom its lines are about, however long ago that was.
    if ('evidence' in value && 'users' in value)
      for (const user of value.users as string[]) this.#sought.learn(user, this.#name('user', user));
    const entries = Object.entries(value);
    if (names) return Object.fromEntries(entries.map(([key, item]) => [this.#name(names, key), item])) as T;
    return Object.fromEntries(entries.map(([key, item]) => [key, OWN_WORDS.has(key) ? item : this.json(item, NAMED.get(key))])) as T;
  }

  /** Events with stand-ins, and what of their explanations repeats the log's own words. */
  explained(explained: readonly Explained[]): Explained[] {
    return explained.map((one) => ({
      ...one,
      event: this.json(one.event),
      ...(one.explanation && {
        explanation: { ...one.explanation, text: this.text(one.explanation.text), data: this.json(one.explanation.data) },
      }),
    }));
  }

  #numberOf(range: string, address: string): number {
    const names = this.#addresses.get(range) ?? new Names();
    this.#addresses.set(range, names);
    return names.number(address);
  }

  #v4(bytes: readonly string[]): string[] {
    const [a = 0, b = 0] = bytes.map(Number);
    const address = bytes.join('.');
    if (bytes.some((byte) => Number(byte) > 255) || a === 127 || address === '0.0.0.0') return [...bytes];
    const reserved =
      a === 10
        ? ['10']
        : a === 172 && b >= 16 && b <= 31
          ? ['172', '16']
          : a === 192 && b === 168
            ? ['192', '168']
            : a === 169 && b === 254
              ? ['169', '254']
              : undefined;
    // Documentation ranges of RFC 5737, one after the other, stand for the public ones.
    const number = this.#numberOf(reserved?.join('.') ?? 'public', address);
    if (reserved)
      return [...reserved, ...(reserved.length === 1 ? ['0'] : []), String(Math.floor(number / 250) % 256), String((number % 250) + 1)];
    const range = [
      ['203', '0', '113'],
      ['198', '51', '100'],
      ['192', '0', '2'],
    ][Math.floor(number / 250) % 3] as string[];
    return [...range, String((number % 250) + 1)];
  }

  #v6(address: string): string {
    const lower = address.toLowerCase();
    if (!/[\da-f]/.test(lower) || lower === '::1' || /^\d\d:\d\d:\d\d$/.test(lower)) return address;
    if (/^::ffff:/.test(lower)) return address;
    if (/^fe[89ab]/.test(lower)) return `fe80::${this.#numberOf('fe80', lower).toString(16)}`;
    if (/^f[cd]/.test(lower)) return `fd00::${this.#numberOf('fd00', lower).toString(16)}`;
    return `2001:db8::${this.#numberOf('v6', lower).toString(16)}`;
  }

  #mail(address: string): string {
    return `user-${this.#users.number(address)}@host.example`;
  }

  /** What stands for a name. */
  #name(kind: 'user' | 'client', name: string): string {
    if (kind === 'client') return isHost(name) ? `host-${this.#hosts.number(name)}.example` : this.text(name);
    return PUBLIC_USERS.has(name.toLowerCase()) || name === '' ? name : `user-${this.#users.number(name)}`;
  }

  /** Each part of a path by a number of its own; the extension stays, for it may matter. */
  #path(path: string): string {
    return path
      .split('/')
      .map((part) => {
        if (part === '' || part === '.' || part === '..' || part.startsWith('-')) return part;
        const extension = /\.[A-Za-z0-9]{1,5}$/.exec(part)?.[0] ?? '';
        return `name-${this.#parts.number(part)}${extension}`;
      })
      .join('/');
  }
}

/** Whether a client is named, not numbered. */
const isHost = (client: string): boolean => /[a-z]/i.test(client) && !client.includes(':');

function split(command: string): [string, string] {
  const at = command.indexOf(' ');
  return at < 0 ? [command, ''] : [command.slice(0, at), command.slice(at + 1)];
}
