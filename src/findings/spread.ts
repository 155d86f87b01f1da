// How one trouble is spread over clients, users, hours and days: what stands out is told beside the finding.
import { isoTime } from '../log/time.ts';

/** Bounds. */
const MOST_NAMES = 2000;
const MOST_DAYS = 400;
/** Occurrences from which on a pattern is none of chance. */
const LEAST_FOR_ONE = 8;
const LEAST_FOR_HOURS = 6;
/** This part of all is "nearly all". */
const MOSTLY = 0.8;
/** A window of the day narrower than this stands out. */
const NARROW_HOURS = 5;

/** Where and when a trouble happened, as plain data. */
export interface Spread {
  readonly clients: Map<string, number>;
  readonly users: Map<string, number>;
  readonly hours: Map<number, number>;
  readonly days: Set<string>;
}

/** One occurrence. */
export interface Occurrence {
  readonly client: string | undefined;
  readonly user: string | undefined;
  readonly stamp: string | undefined;
}

export const nowhere = (): Spread => ({ clients: new Map(), users: new Map(), hours: new Map(), days: new Set() });

/** Takes one occurrence, or takes it back. */
export function note(spread: Spread, { client, user, stamp }: Occurrence, by: 1 | -1 = 1): void {
  if (client) count(spread.clients, client, by);
  if (user) count(spread.users, user, by);
  const iso = stamp === undefined ? undefined : isoTime(stamp);
  const hour = iso && /T(\d\d)/.exec(iso)?.[1];
  if (!iso || !hour) return;
  count(spread.hours, Number(hour), by);
  const day = iso.slice(0, iso.indexOf('T'));
  if (day !== '' && by > 0 && spread.days.size < MOST_DAYS) spread.days.add(day);
}

/** Adds where and when it happened in another log. */
export function absorb(spread: Spread, next: Spread): void {
  for (const [client, times] of next.clients) count(spread.clients, client, times);
  for (const [user, times] of next.users) count(spread.users, user, times);
  for (const [hour, times] of next.hours) count(spread.hours, hour, times);
  for (const day of next.days) if (spread.days.size < MOST_DAYS) spread.days.add(day);
}

/** What stands out, in sentences. */
export const told = (spread: Spread, all: number): string[] =>
  [one('client', spread.clients, all), one('user', spread.users, all), windowOf(spread, all)].filter((said) => said !== undefined);

/** A limit that bites at certain hours only: on several days, always in the same narrow part of the day. */
function windowOf({ hours: counts, days }: Spread, all: number): string | undefined {
  const hours = [...counts.keys()].filter((hour) => (counts.get(hour) as number) > 0).sort((a, b) => a - b);
  const timed = hours.reduce((sum, hour) => sum + (counts.get(hour) as number), 0);
  if (days.size < 2 || all < LEAST_FOR_HOURS || timed < all * MOSTLY) return undefined;
  // The widest gap around the clock is what lies outside.
  const gaps = hours.map((hour, at) => ((hours[(at + 1) % hours.length] as number) - hour + 24) % 24 || 24);
  const widest = gaps.indexOf(Math.max(...gaps));
  const from = hours[(widest + 1) % hours.length] as number;
  const length = 24 - (gaps[widest] as number) + 1;
  if (length > NARROW_HOURS) return undefined;
  const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`;
  return `It happened on ${days.size} days, only between ${clock(from)} and ${clock(from + length)}: look at what runs then (backups, scheduled transfers).`;
}

function count<K>(map: Map<K, number>, name: K, by: number): void {
  const known = map.get(name);
  if (known !== undefined) map.set(name, known + by);
  else if (map.size < MOST_NAMES) map.set(name, by);
}

function one(what: string, names: ReadonlyMap<string, number>, all: number): string | undefined {
  if (names.size < 2 || all < LEAST_FOR_ONE) return undefined;
  let most: readonly [string, number] = ['', 0];
  for (const entry of names) if (entry[1] > most[1]) most = entry;
  return most[1] >= all * MOSTLY ? `${most[1]} of ${all} fell to the ${what} ${most[0]}.` : undefined;
}
