// What went wrong in a log: whole sessions are looked at, because no single code decides.
import type { Explanation } from '../explain/explain.ts';
import type { LogEvent } from '../log/event.ts';
import type { Finding } from './finding.ts';

/** Collects findings while a log is read. */
export class Findings {
  /** Takes the next event of the log; for a reply with its explanation. */
  observe(_event: LogEvent, _explanation?: Explanation): void {}

  /** Takes a line that no format knows: it may still hold a client's own words about a failure. */
  observeUnread(_file: string, _line: number, _text: string): void {}

  /** The findings, most likely first cause of the trouble first. */
  end(): Finding[] {
    return [];
  }
}
