// Events of a log for programs, with the fields that contract.md names.
import type { Explained } from '../analysis.ts';
import { categoryOf } from '../codes/digits.ts';
import { isoTime } from '../log/time.ts';

/** One object of `explain-log --format ndjson`, or undefined for what is not printed (commands, notes). */
export function eventJson({ event, explanation }: Explained): Record<string, unknown> | undefined {
  if (event.type !== 'reply' && event.type !== 'event') return undefined;
  const { file, line, session, client, user, stamp, logFormat } = event;
  const time = stamp && isoTime(stamp);
  const who = { ...(client && { client }), ...(user && { user }), ...(session && { session }), ...(time && { time }), logFormat };
  if (event.type === 'event') return { type: 'event', file, line, event: event.event, text: event.text, ...who };
  return {
    type: 'reply',
    file,
    line,
    ...(event.endLine !== undefined && { endLine: event.endLine }),
    code: event.code,
    ...(event.substatus !== undefined && { substatus: event.substatus }),
    ...(event.win32 !== undefined && { win32: event.win32 }),
    text: event.text,
    category: categoryOf(event.code),
    ...(event.command && { command: event.command }),
    ...who,
    ...(event.doubtful && { doubtful: true }),
    ...(explanation?.cause && { cause: explanation.cause, fix: explanation.fix }),
    ...(explanation?.causeId && { causeId: explanation.causeId }),
    ...(explanation?.data && { data: explanation.data }),
    ...(explanation?.cause && { wording: explanation.wording }),
  };
}
