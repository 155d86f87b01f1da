// What a log holds in figures: replies by code, who failed most, when. Bounded: a log may name any number of clients.
import { categoryOf, isNegative, type Category } from './codes/digits.ts';
import type { LogEvent, ReplyEvent } from './log/event.ts';
import { isoTime } from './log/time.ts';

/** Distinct clients, users or times that are counted; later ones are put together. */
const MOST_KEYS = 50_000;

/** Counts of a log, as `counts` in the json form. */
export interface Counts {
  readonly replies: number;
  /** Replies per code, by ascending code. */
  readonly byCode: Readonly<Record<string, number>>;
  readonly byCategory: Partial<Readonly<Record<Category, number>>>;
  /** Events without a code, by name. */
  readonly events: Readonly<Record<string, number>>;
  readonly commands: number;
  /** Negative replies per client, user, and hour (ISO 8601), as far as the log tells; most first, at most ten each, hours in order. */
  readonly failuresByClient: Readonly<Record<string, number>>;
  readonly failuresByUser: Readonly<Record<string, number>>;
  readonly failuresByHour: Readonly<Record<string, number>>;
}

/** A text of its own: a slice would keep the whole block of the log that it was cut from in memory. */
const own = (text: string): string => ` ${text}`.slice(1);

/** Counts keys up to a bound. */
export class Counter {
  readonly #counts = new Map<string, number>();
  /** Counted under no key because there were too many. */
  overflow = 0;

  add(key: string, by = 1): void {
    const count = this.#counts.get(key);
    if (count !== undefined) this.#counts.set(key, count + by);
    else if (this.#counts.size < MOST_KEYS) this.#counts.set(own(key), by);
    else this.overflow += by;
  }

  get size(): number {
    return this.#counts.size;
  }

  /** The keys with most counts, most first. */
  top(most: number): [string, number][] {
    return [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, most);
  }

  /** All keys in their order. */
  sorted(): [string, number][] {
    return [...this.#counts].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  }
}

/** Counts events. */
export class Tally {
  readonly events: Counter = new Counter();
  readonly clients: Counter = new Counter();
  readonly users: Counter = new Counter();
  readonly hours: Counter = new Counter();
  replies = 0;
  commands = 0;
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
    if (event.type === 'reply') this.#reply(event);
    else if (event.type === 'command') this.commands += 1;
    else if (event.type === 'event') {
      this.events.add(event.event);
      if (event.event.endsWith('-failed') || event.event === 'refused') this.#failure(event);
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
      failuresByClient: Object.fromEntries(this.clients.top(10)),
      failuresByUser: Object.fromEntries(this.users.top(10)),
      failuresByHour: Object.fromEntries(this.hours.sorted()),
    };
  }
}
