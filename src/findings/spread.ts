// How one trouble is spread over clients, users, hours and days: what stands out is told beside the finding.
import { isoTime } from '../log/time.ts';

/** Bounds. */
const MOST_NAMES = 10_000;
const MOST_DAYS = 400;
/** Occurrences from which on a pattern is none of chance. */
const LEAST_FOR_ONE = 8;
const LEAST_FOR_HOURS = 6;
/** This part of all is "nearly all". */
const MOSTLY = 0.8;
/** A window of the day narrower than this stands out. */
const NARROW_HOURS = 5;

/** Where and when a trouble happened. */
export class Spread {
  readonly clients: Map<string, number> = new Map();
  readonly users: Map<string, number> = new Map();
  readonly #hours = new Map<number, number>();
  readonly #days = new Set<string>();

  /** Takes one occurrence. */
  add(client: string | undefined, user: string | undefined, stamp: string | undefined): void {
    if (client) count(this.clients, client);
    if (user) count(this.users, user);
    const iso = stamp === undefined ? undefined : isoTime(stamp);
    const hour = iso && /T(\d\d)/.exec(iso)?.[1];
    if (!iso || !hour) return;
    this.#hours.set(Number(hour), (this.#hours.get(Number(hour)) ?? 0) + 1);
    const day = iso.slice(0, iso.indexOf('T'));
    if (day !== '' && this.#days.size < MOST_DAYS) this.#days.add(day);
  }

  /** What stands out, in sentences. */
  told(all: number): string[] {
    return [one('client', this.clients, all), one('user', this.users, all), this.#window(all)].filter((said) => said !== undefined);
  }

  /** A limit that bites at certain hours only: on several days, always in the same narrow part of the day. */
  #window(all: number): string | undefined {
    const timed = [...this.#hours.values()].reduce((sum, more) => sum + more, 0);
    if (this.#days.size < 2 || all < LEAST_FOR_HOURS || timed < all * MOSTLY) return undefined;
    const hours = [...this.#hours.keys()].sort((a, b) => a - b);
    // The widest gap around the clock is what lies outside.
    const gaps = hours.map((hour, at) => ((hours[(at + 1) % hours.length] as number) - hour + 24) % 24 || 24);
    const widest = gaps.indexOf(Math.max(...gaps));
    const from = hours[(widest + 1) % hours.length] as number;
    const length = 24 - (gaps[widest] as number) + 1;
    if (length > NARROW_HOURS) return undefined;
    const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`;
    return `It happened on ${this.#days.size} days, only between ${clock(from)} and ${clock(from + length)}: look at what runs then (backups, scheduled transfers).`;
  }
}

function count(map: Map<string, number>, name: string): void {
  const known = map.get(name);
  if (known !== undefined) map.set(name, known + 1);
  else if (map.size < MOST_NAMES) map.set(name, 1);
}

function one(what: string, names: ReadonlyMap<string, number>, all: number): string | undefined {
  if (names.size < 2 || all < LEAST_FOR_ONE) return undefined;
  let most: readonly [string, number] = ['', 0];
  for (const entry of names) if (entry[1] > most[1]) most = entry;
  return most[1] >= all * MOSTLY ? `${most[1]} of ${all} fell to the ${what} ${most[0]}.` : undefined;
}
