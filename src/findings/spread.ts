// How one trouble is spread over clients, users, hours and days: what stands out is told beside the finding.
import { isoTime } from '../log/time.ts';

/** Bounds: where there are more names, none of them stands out. Occurrences beyond them are counted, see `occurs`. */
const MOST_NAMES = 1000;
const MOST_DAYS = 400;
/** Occurrences from which on a pattern is none of chance. */
const LEAST_FOR_ONE = 8;
const LEAST_FOR_HOURS = 6;
/** This part of all is "nearly all". */
const MOSTLY = 0.8;
/** A window of the day narrower than this stands out. */
const NARROW_HOURS = 5;

/** Where and when a trouble happened, as plain data: how often for each client, user, hour of the day, and day. */
export interface Spread {
  readonly clients: Map<string, number>;
  readonly users: Map<string, number>;
  readonly hours: Map<number, number>;
  readonly days: Map<string, number>;
}

/** One time that it happened. */
export interface Occurrence {
  readonly client: string | undefined;
  readonly user: string | undefined;
  readonly stamp: string | undefined;
}

/** Nothing has happened yet. */
export function newSpread(): Spread {
  return { clients: new Map(), users: new Map(), hours: new Map(), days: new Map() };
}

/** Adds one occurrence. @returns false where a bound left out its client, user or day */
export function occurs(spread: Spread, { client, user, stamp }: Occurrence): boolean {
  const clientCounted = !client || count(spread.clients, client, 1, MOST_NAMES);
  const userCounted = !user || count(spread.users, user, 1, MOST_NAMES);
  const named = clientCounted && userCounted;
  const time = timeOf(stamp);
  if (!time) return named;
  count(spread.hours, time.hour, 1, 24);
  return (time.day === '' || count(spread.days, time.day, 1, MOST_DAYS)) && named;
}

/** Takes one occurrence back. */
export function takeBack({ clients, users, hours, days }: Spread, { client, user, stamp }: Occurrence): void {
  if (client) discount(clients, client);
  if (user) discount(users, user);
  const time = timeOf(stamp);
  if (time) discount(hours, time.hour);
  if (time) discount(days, time.day);
}

/** Adds what happened in the next log. @returns false where a bound left out something */
export function together(spread: Spread, next: Spread): boolean {
  let whole = true;
  for (const [client, times] of next.clients) whole = count(spread.clients, client, times, MOST_NAMES) && whole;
  for (const [user, times] of next.users) whole = count(spread.users, user, times, MOST_NAMES) && whole;
  for (const [hour, times] of next.hours) count(spread.hours, hour, times, 24);
  for (const [day, times] of next.days) whole = count(spread.days, day, times, MOST_DAYS) && whole;
  return whole;
}

/** What stands out, in sentences. */
export function told({ clients, users, hours, days }: Spread, all: number): string[] {
  return [one('client', clients, all), one('user', users, all), hoursTold(hours, days, all)].filter((said) => said !== undefined);
}

/** Neighbouring occurrences share their stamp. */
let latest: { readonly stamp: string; readonly time: { readonly hour: number; readonly day: string } | undefined } | undefined;

function timeOf(stamp: string | undefined): { readonly hour: number; readonly day: string } | undefined {
  if (stamp === undefined) return undefined;
  if (latest?.stamp === stamp) return latest.time;
  const iso = isoTime(stamp);
  const hour = iso && /T(\d\d)/.exec(iso)?.[1];
  const time = iso && hour ? { hour: Number(hour), day: iso.slice(0, iso.indexOf('T')) } : undefined;
  latest = { stamp, time };
  return time;
}

/** @returns false where the map is full */
function count<Key>(map: Map<Key, number>, key: Key, times: number, most: number): boolean {
  const known = map.get(key);
  if (known === undefined && map.size >= most) return false;
  map.set(key, (known ?? 0) + times);
  return true;
}

function discount<Key>(map: Map<Key, number>, key: Key): void {
  const known = map.get(key);
  if (known === 1) map.delete(key);
  else if (known !== undefined) map.set(key, known - 1);
}

function one(what: string, names: ReadonlyMap<string, number>, all: number): string | undefined {
  if (names.size < 2 || names.size >= MOST_NAMES || all < LEAST_FOR_ONE) return undefined;
  let most: readonly [string, number] = ['', 0];
  for (const entry of names) if (entry[1] > most[1]) most = entry;
  return most[1] >= all * MOSTLY ? `${most[1]} of ${all} fell to the ${what} ${most[0]}.` : undefined;
}

/** A limit that bites at certain hours only: on several days, always in the same narrow part of the day. */
function hoursTold(times: ReadonlyMap<number, number>, days: ReadonlyMap<string, number>, all: number): string | undefined {
  const timed = [...times.values()].reduce((sum, more) => sum + more, 0);
  if (days.size < 2 || all < LEAST_FOR_HOURS || timed < all * MOSTLY) return undefined;
  const hours = [...times.keys()].sort((a, b) => a - b);
  // The widest gap around the clock is what lies outside.
  const gaps = hours.map((hour, at) => ((hours[(at + 1) % hours.length] as number) - hour + 24) % 24 || 24);
  const widest = gaps.indexOf(Math.max(...gaps));
  const from = hours[(widest + 1) % hours.length] as number;
  const length = 24 - (gaps[widest] as number) + 1;
  if (length > NARROW_HOURS) return undefined;
  const clock = (hour: number) => `${String(hour % 24).padStart(2, '0')}:00`;
  return `It happened on ${days.size} days, only between ${clock(from)} and ${clock(from + length)}: look at what runs then (backups, scheduled transfers).`;
}
