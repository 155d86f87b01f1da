// The wordings of all servers, indexed so that one reply is compared with a handful of them, not with thousands.
import { type Capture, flatten, normalise, Pattern } from './pattern.ts';
import type { ServerWordings, Wording } from './wording.ts';

/** A wording that fits a reply. */
export interface Match {
  readonly server: ServerWordings;
  readonly wording: Wording;
  readonly captures: readonly Capture[];
  /** Literal characters that agree: how much the match says. */
  readonly weight: number;
}

/** What is known of the reply besides its words. */
export interface Context {
  /** The verb of the command that drew it, or `connect` for a greeting. */
  readonly command?: string;
  /** Id of the server product. */
  readonly server?: string;
}

interface Entry {
  readonly server: ServerWordings;
  readonly wording: Wording;
  readonly pattern: Pattern;
}

interface Bucket {
  readonly exact: Map<string, Entry[]>;
  readonly byFirst: Map<string, Entry[]>;
  readonly byLast: Map<string, Entry[]>;
  readonly rest: Entry[];
}

/** Fewer literal characters than this say nothing unless the server is known. */
const LEAST_WEIGHT = 5;

/** Rank of a server whose file gives none. */
const LAST_RANK = 100;

const put = (map: Map<string, Entry[]>, key: string, entry: Entry) => {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
};

/** All wordings. Building it takes some milliseconds, a question microseconds. */
export class Catalogue {
  readonly servers: readonly ServerWordings[];
  readonly #buckets = new Map<number, Bucket>();
  readonly #banners: readonly { readonly server: ServerWordings; readonly pattern: Pattern }[];

  constructor(servers: readonly ServerWordings[]) {
    this.servers = servers;
    this.#banners = servers.flatMap((server) =>
      server.banners.map((banner) => ({ server, pattern: new Pattern(`{text}${banner}{text}`) })),
    );
    for (const server of servers) for (const wording of server.replies) this.#add(server, wording);
  }

  #add(server: ServerWordings, wording: Wording): void {
    let bucket = this.#buckets.get(wording.code);
    if (!bucket) {
      bucket = { exact: new Map(), byFirst: new Map(), byLast: new Map(), rest: [] };
      this.#buckets.set(wording.code, bucket);
    }
    // A reply of several lines is known by all of them together, or by any one that says enough.
    const lines = wording.text.split('\n');
    const texts = lines.length > 1 ? [wording.text, ...lines] : lines;
    for (const text of texts) {
      const pattern = new Pattern(text);
      if (texts.length > 1 && pattern.weight < 2 * LEAST_WEIGHT && text !== wording.text) continue;
      const entry = { server, wording, pattern };
      if (pattern.exact) put(bucket.exact, pattern.literal, entry);
      else if (pattern.firstWord) put(bucket.byFirst, pattern.firstWord, entry);
      else if (pattern.lastWord) put(bucket.byLast, pattern.lastWord, entry);
      else bucket.rest.push(entry);
    }
  }

  /** Whether there is any wording with this code. */
  knows(code: number): boolean {
    return this.#buckets.has(code);
  }

  /** The server product that a 220 text gives away. */
  serverOfBanner(text: string): ServerWordings | undefined {
    const flat = flatten(text);
    const folded = normalise(flat);
    return this.#banners.find(({ pattern }) => pattern.match(flat, folded))?.server;
  }

  /** The server product that alone sends exactly these words, if there is one: `331 Please specify the password.` is vsftpd's. */
  serverOfReply(code: number, text: string): ServerWordings | undefined {
    const exact = this.#buckets.get(code)?.exact.get(normalise(text)) ?? [];
    const first = exact[0]?.server;
    return exact.every(({ server }) => server === first) ? first : undefined;
  }

  /** A server product by its id or name, in any case. */
  server(name: string): ServerWordings | undefined {
    const wanted = name.toLowerCase();
    return this.servers.find((server) => server.server === wanted || server.name.toLowerCase() === wanted);
  }

  /**
   * The wordings that fit a reply, best first: of the known server, for the command that drew it, with most words in common.
   * @param text the reply's text without its code; several lines joined by line feeds
   */
  match(code: number, text: string, context: Context = {}): Match[] {
    const bucket = this.#buckets.get(code);
    if (!bucket) return [];
    const whole = this.#matchLine(bucket, text, context);
    const lines = text.split('\n');
    if (whole.length > 0 || lines.length === 1) return rank(whole, context);
    // The last line of a reply concludes it; then the first; then whatever else is known.
    const byLine = [lines.at(-1) as string, ...lines.slice(0, -1)].flatMap((line) => this.#matchLine(bucket, line, context));
    return rank(byLine, context);
  }

  #matchLine(bucket: Bucket, text: string, context: Context): Match[] {
    const flat = flatten(text);
    const folded = normalise(flat);
    const found: Match[] = [];
    for (const { server, wording, pattern } of bucket.exact.get(folded) ?? [])
      found.push({ server, wording, captures: [], weight: pattern.weight + 1000 });
    const blank = folded.indexOf(' ');
    const first = blank < 0 ? folded : folded.slice(0, blank);
    const last = folded.slice(folded.lastIndexOf(' ') + 1);
    for (const candidates of [bucket.byFirst.get(first), bucket.byLast.get(last), bucket.rest])
      for (const { server, wording, pattern } of candidates ?? []) {
        if (pattern.weight < LEAST_WEIGHT && server.server !== context.server) continue;
        const captures = pattern.match(flat, folded);
        if (captures) found.push({ server, wording, captures, weight: pattern.weight });
      }
    return found;
  }
}

function rank(matches: Match[], { command, server }: Context): Match[] {
  const verb = command?.toUpperCase();
  const score = ({ server: { server: id }, wording, weight }: Match): number => {
    const fits = wording.commands?.some((one) => one.toUpperCase() === verb);
    // With a command, a condition for others is the worse.
    const byCommand = wording.commands === undefined || verb === undefined ? 0 : fits ? 1 : -1;
    return (id === server ? 1e7 : 0) + weight * 10 + byCommand * (id === server ? 1e5 : 5);
  };
  // Words that several servers send are taken for those of the one that more people meet; without a command, a condition that
  // names none is the more general.
  const rarity = ({ server: { rank = LAST_RANK } }: Match): number => rank;
  const special = ({ wording }: Match): number => (verb === undefined && wording.commands !== undefined ? 1 : 0);
  const seen = new Set<Wording>();
  return matches
    .map((match) => ({ match, score: score(match) }))
    .sort((a, b) => b.score - a.score || rarity(a.match) - rarity(b.match) || special(a.match) - special(b.match))
    .map(({ match }) => match)
    .filter(({ wording }) => !seen.has(wording) && seen.add(wording));
}
