// Time stamps as logs write them, turned into ISO 8601 as far as the log says it: no zone is invented, no year guessed.

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const two = (value: string | number | undefined): string => String(value ?? 0).padStart(2, '0');

const zoneOf = (zone: string | undefined): string => {
  if (!zone) return '';
  if (/^(?:Z|UTC|GMT)$/.test(zone)) return 'Z';
  const digits = zone.replace(':', '');
  return `${digits.slice(0, 3)}:${digits.slice(3)}`;
};

const ISO = /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)[T ,_:]+(\d\d?):(\d\d):(\d\d)(?:[.,:](\d{1,9}))? ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?/;
const CTIME = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d\d?) (\d\d):(\d\d):(\d\d) (?:[A-Z]{3,4} )?(\d{4})/;
const SYSLOG = /^([A-Z][a-z]{2}) +(\d\d?) (?:(\d{4}) )?(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?/;
const CLF = /^(\d\d?)[/-]([A-Z][a-z]{2})[/-](\d{2,4})[: ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))? ?([+-]\d{4})?/;
const CLOCK = /^(\d\d):(\d\d):(\d\d)(?:[.,:](\d{1,9}))?$/;
const EPOCH = /^(\d{9,10})(?:\.(\d{1,9}))?$/;

/**
 * A time stamp in ISO 8601, with as much as the log says: `2021-04-12T15:19:22`, `--04-12T15:19:22` where it has no year
 * (ISO 8601:2000 5.2.1.3), `T15:19:22` where it has no date. Undefined where the order of day and month is not certain.
 */
export function isoTime(stamp: string): string | undefined {
  const fraction = (digits: string | undefined) => (digits ? `.${digits}` : '');
  let found = ISO.exec(stamp);
  if (found)
    return `${found[1]}-${two(found[2])}-${two(found[3])}T${two(found[4])}:${found[5]}:${found[6]}${fraction(found[7])}${zoneOf(found[8])}`;
  found = CTIME.exec(stamp);
  if (found) return `${found[6]}-${monthOf(found[1])}-${two(found[2])}T${found[3]}:${found[4]}:${found[5]}`;
  found = SYSLOG.exec(stamp);
  if (found)
    return `${found[3] ? `${found[3]}-` : '--'}${monthOf(found[1])}-${two(found[2])}T${found[4]}:${found[5]}:${found[6]}${fraction(found[7])}`;
  found = CLF.exec(stamp);
  if (found) {
    const year = found[3]?.length === 2 ? `20${found[3]}` : found[3];
    return `${year}-${monthOf(found[2])}-${two(found[1])}T${found[4]}:${found[5]}:${found[6]}${fraction(found[7])}${zoneOf(found[8])}`;
  }
  found = CLOCK.exec(stamp);
  if (found) return `T${found[1]}:${found[2]}:${found[3]}${fraction(found[4])}`;
  found = EPOCH.exec(stamp);
  if (found) return new Date(Number(found[1]) * 1000 + Math.floor(Number(`0.${found[2] ?? 0}`) * 1000)).toISOString();
  return dayFirst(stamp);
}

const DAY_FIRST = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}),? +(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([AP]M))?/;

/** `22/04/2023 15:12:44` can only be read where one of the two is over 12, or dots say that the day comes first. */
function dayFirst(stamp: string): string | undefined {
  const found = DAY_FIRST.exec(stamp);
  if (!found) return undefined;
  const [, a, dot, b, year, hour, minute, second, fraction, half] = found;
  const first = Number(a);
  const later = Number(b);
  const [day, month] = dot === '.' || first > 12 ? [first, later] : later > 12 ? [later, first] : [0, 0];
  if (day === 0 || month > 12) return undefined;
  const hours = (Number(hour) % (half ? 12 : 24)) + (half === 'PM' ? 12 : 0);
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${minute}:${two(second)}${fraction ? `.${fraction}` : ''}`;
}

function monthOf(name: string | undefined): string {
  return two(MONTHS.indexOf((name ?? '').toLowerCase()) + 1);
}

/** Time in seconds, as far as a stamp tells it; for differences within one log. */
export function secondsOf(stamp: string | undefined): number | undefined {
  const iso = stamp === undefined ? undefined : isoTime(stamp);
  if (!iso) return undefined;
  const full = iso.startsWith('T') ? `2000-01-01${iso}` : iso.startsWith('--') ? `2000-${iso.slice(2)}` : iso;
  const time = Date.parse(full);
  return Number.isNaN(time) ? undefined : time / 1000;
}

/** Seconds from one stamp to a later one, NaN where they do not tell; clocks without a day go around it. */
export function secondsBetween(from: string | undefined, to: string | undefined): number {
  const [start, end] = [secondsOf(from), secondsOf(to)];
  if (start !== undefined && end !== undefined && hasDay(from) && hasDay(to)) return Math.max(0, end - start);
  return (clockOf(to) - clockOf(from) + 86_400) % 86_400;
}

const hasDay = (stamp: string | undefined): boolean => stamp !== undefined && /^\d/.test(isoTime(stamp) ?? '');

/** The seconds of the day; the day may be written in a way that can be read in two. */
function clockOf(stamp: string | undefined): number {
  const clock = /(\d\d):(\d\d):(\d\d)/.exec(stamp ?? '');
  return clock ? Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) : Number.NaN;
}
