// Which replies and events of a log are wanted: `--only`, `--session`, `--client`, `--user`, `--since`, `--until`.
import type { Explained } from '../analysis.ts';
import { Exit, UserError } from '../exit-status.ts';
import { isoTime } from '../log/time.ts';
import { visible } from '../render/visible.ts';

/** The options that choose. */
export interface ChoiceOptions {
  readonly only?: string;
  readonly session?: string;
  readonly client?: string;
  readonly user?: string;
  readonly since?: string;
  readonly until?: string;
  readonly context?: string;
}

/** What is wanted of a log. */
export interface Choice {
  /** False where everything is. */
  readonly narrow: boolean;
  /** Lines to show before and after what is wanted. */
  readonly context: number;
  takes(explained: Explained): boolean;
}

const MASK = /^(?:[0-6]\d\d|[1-6][\dxyz][\dxyz])$/i;

/** Reads the options. @throws UserError where a value is none */
export function readChoice(options: ChoiceOptions): Choice {
  const only = options.only?.split(',').map((mask) => maskTest(mask.trim()));
  const since = timeOf('--since', options.since);
  const until = timeOf('--until', options.until);
  const context = options.context === undefined ? 0 : Number(options.context);
  if (!Number.isInteger(context) || context < 0 || context > 10_000)
    throw new UserError(`--context takes a number of lines, not '${visible(options.context ?? '')}'`, Exit.usage);
  const { session, client, user } = options;
  return {
    narrow: [only, since, until, session, client, user].some((value) => value !== undefined),
    context,
    takes: ({ event }) => {
      if (only && (event.type !== 'reply' || !only.some((test) => test(event.code)))) return false;
      if (session !== undefined && event.session !== session) return false;
      if (client !== undefined && event.client?.replace(/^::ffff:/, '') !== client.replace(/^::ffff:/, '')) return false;
      if (user !== undefined && event.user !== user) return false;
      if (since === undefined && until === undefined) return true;
      const time = event.stamp && isoTime(event.stamp);
      if (!time) return false;
      return (
        (since === undefined || comparable(time, since) >= since) &&
        (until === undefined || comparable(time, until).slice(0, until.length) <= until)
      );
    },
  };
}

function maskTest(mask: string): (code: number) => boolean {
  if (!MASK.test(mask)) throw new UserError(`--only takes codes and masks such as 4xx,530, not '${visible(mask)}'`, Exit.usage);
  const pattern = new RegExp(`^${mask.replace(/[xyz]/gi, '\\d')}$`);
  return (code) => pattern.test(String(code).padStart(3, '0'));
}

const TIME = /^(?:\d{4}-\d\d(?:-\d\d)?(?:[T ]\d\d(?::\d\d(?::\d\d)?)?)?|\d\d:\d\d(?::\d\d)?)$/;

function timeOf(option: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!TIME.test(value))
    throw new UserError(`${option} takes a time such as 2026-11-23T02:00 or 02:00, not '${visible(value)}'`, Exit.usage);
  return value.replace(' ', 'T');
}

/** Brings a log's time to the form of the wanted one: a clock time compares with clock times, a log without years leaves the year out. */
function comparable(time: string, wanted: string): string {
  if (/^\d\d:/.test(wanted)) return time.slice(time.indexOf('T') + 1);
  if (time.startsWith('--')) return `${wanted.slice(0, 4)}${time.slice(1)}`;
  return time;
}
