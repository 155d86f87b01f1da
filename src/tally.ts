// What a log holds in figures: replies by code, who failed most, when. Bounded: a log may name any number of clients.
import { categoryOf, isNegative, type Category } from './codes/digits.ts';
import { isDoubtful, type LogEvent, type ReplyEvent } from './log/event.ts';
import { isFailure } from './log/format.ts';
import { isoTime } from './log/time.ts';

/** Distinct clients, users or times that are counted at once. */
const MOST_KEYS = 20_000;

/** Clients and users that are shown: those with most failures. */
export const MOST_SHOWN = 10;

/** Counts of a log, as `counts` in the json form. */
export interface Counts {
  readonly replies: number;
  /** Replies per code, by ascending code. */
  readonly byCode: Readonly<Record<string, number>>;
  readonly byCategory: Partial<Readonly<Record<Category, number>>>;
  /** Events without a code, by name. */
  readonly events: Readonly<Record<string, number>>;
  readonly commands: number;
  /** Replies and events that a client may have written itself: counted here and nowhere else; absent where there are none. */
  readonly doubtful?: number;
  /** Failures (negative replies, and events that are failures) per client, user, and hour (ISO 8601), as far as the log tells; most first, at most ten each, hours in order. */
  readonly failuresByClient: Readonly<Record<string, number>>;
  readonly failuresByUser: Readonly<Record<string, number>>;
  readonly failuresByHour: Readonly<Record<string, number>>;
}

/** A text of its own: a slice would keep the whole block of the log that it was cut from in memory. */
const own = (text: string): string => ` ${text}`.slice(1);

/** Counts keys up to a bound. Beyond it the rarest half is let go, so that who comes often stays, whenever it came first. */
export class Counter {
  readonly #counts = new Map<string, number>();
  /** Counted under keys that were let go. */
  overflow = 0;

  add(key: string, by = 1): void {
    const count = this.#counts.get(key);
    if (count !== undefined) this.#counts.set(key, count + by);
    else {
      if (this.#counts.size >= MOST_KEYS) this.#letGo();
      this.#counts.set(own(key), by);
    }
  }

  #letGo(): void {
    const rarest = [...this.#counts].sort((a, b) => a[1] - b[1]).slice(0, MOST_KEYS / 2);
    for (const [key, count] of rarest) {
      this.#counts.delete(key);
      this.overflow += count;
    }
  }

  get size(): number {
    return this.#counts.size;
  }

  /** The keys with most counts, most first. */
  top(most: number): [string, number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most);
  }

  /** Each key with its count, as they came. */
  entries(): [string, number][] {
    return [...this.#counts];
  }

  /** All keys in their order. */
  sorted(): [string, number][] {
    return [...this.#counts].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  }
}

/** All figures of a tally. */
export interface TallyState {
  readonly replies: number;
  readonly commands: number;
  readonly doubtful: number;
  /** Counts by code. */
  readonly codes: readonly number[];
  /** For each of KEYED, the keys with their counts. */
  readonly keys: readonly (readonly (readonly [string, number])[])[];
  /** No key was let go. */
  readonly whole: boolean;
}

const KEYED = ['events', 'clients', 'users', 'hours'] as const;

/** Counts events. */
export class Tally {
  readonly events: Counter = new Counter();
  readonly clients: Counter = new Counter();
  readonly users: Counter = new Counter();
  readonly hours: Counter = new Counter();
  replies = 0;
  commands = 0;
  doubtful = 0;
  /** Replies by code: an array, since this is done for every reply of a log. */
  readonly #codes: number[] = [];
  #hour = { stamp: '', key: '' };

  /** The categories of the replies that were met. */
  get categories(): ReadonlySet<Category> {
    return new Set(this.#byCode().map(([code]) => categoryOf(Number(code))));
  }

  /** Replies per code, by ascending code. */
  #byCode(): [string, number][] {
    return this.#codes.flatMap((count, code) => (count > 0 ? [[String(code).padStart(3, '0'), count] as [string, number]] : []));
  }

  add(event: LogEvent): void {
    if (isDoubtful(event)) this.doubtful += 1;
    else if (event.type === 'reply') this.#reply(event);
    else if (event.type === 'command') this.commands += 1;
    else if (event.type === 'event') {
      this.events.add(event.event);
      if (isFailure(event.event)) this.#failure(event);
    }
  }

  /** Adds replies that were counted elsewhere. */
  addReplies(code: number, count: number): void {
    this.replies += count;
    this.#codes[code] = (this.#codes[code] ?? 0) + count;
  }

  #reply(event: ReplyEvent): void {
    this.replies += 1;
    this.#codes[event.code] = (this.#codes[event.code] ?? 0) + 1;
    if (isNegative(event.code)) this.#failure(event);
  }

  #failure({ client, user, stamp }: LogEvent): void {
    if (client) this.clients.add(client);
    if (user) this.users.add(user);
    if (!stamp) return;
    // Neighbouring failures share their hour: the text up to the minutes decides without parsing.
    if (stamp !== this.#hour.stamp) this.#hour = { stamp, key: (isoTime(stamp) ?? '').replace(/:.*/, '') };
    if (this.#hour.key !== '') this.hours.add(this.#hour.key);
  }

  /** Failures that were counted under no client, user or hour because there were too many of them. */
  overflows(): Record<'clients' | 'users' | 'hours', number> {
    return { clients: this.clients.overflow, users: this.users.overflow, hours: this.hours.overflow };
  }

  /** All figures, as plain data: for `absorb`. */
  state(): TallyState {
    const { replies, commands, doubtful } = this;
    const keys = KEYED.map((name) => this[name].entries());
    return { replies, commands, doubtful, codes: this.#codes, keys, whole: KEYED.every((name) => this[name].overflow === 0) };
  }

  /** Adds figures of other logs. False where keys were let go, here or there: which ones depends on their order. */
  absorb({ replies, commands, doubtful, codes, keys, whole }: TallyState): boolean {
    this.replies += replies;
    this.commands += commands;
    this.doubtful += doubtful;
    codes.forEach((count, code) => {
      this.#codes[code] = (this.#codes[code] ?? 0) + count;
    });
    KEYED.forEach((name, at) => {
      for (const [key, count] of keys[at] ?? []) this[name].add(key, count);
    });
    return whole && KEYED.every((name) => this[name].overflow === 0);
  }

  counts(): Counts {
    const categories: Partial<Record<Category, number>> = {};
    for (const [code, count] of this.#byCode()) {
      const category = categoryOf(Number(code));
      categories[category] = (categories[category] ?? 0) + count;
    }
    return {
      replies: this.replies,
      byCode: Object.fromEntries(this.#byCode()),
      byCategory: categories,
      events: Object.fromEntries(this.events.sorted()),
      commands: this.commands,
      ...(this.doubtful > 0 && { doubtful: this.doubtful }),
      failuresByClient: Object.fromEntries(this.clients.top(MOST_SHOWN)),
      failuresByUser: Object.fromEntries(this.users.top(MOST_SHOWN)),
      failuresByHour: Object.fromEntries(this.hours.sorted()),
    };
  }
}
