// Clients print a reply as it comes and once more in a message of their own: `550 No such file`, then `get: Access failed:
// 550 No such file`. This remembers what was shown, so that the second print is not taken for another reply.
import type { Said } from './format.ts';

/** Lines after which a reply that a client reports again counts as new. */
const REPORT_REACH = 60;
/** The same for a report of what was only ever reported. */
const SECOND_REPORT_REACH = 12;

/** The words and stamp of a report. */
interface Reported {
  readonly text: string;
  readonly stamp: string | undefined;
}

type Report = Said & { readonly kind: 'report' };

/** The codes that a log has shown of late. */
export class ShownReplies {
  /** The line where a code was shown last: asked for every reply of a log, so kept without an object for each. */
  readonly #lines: number[] = [];
  /** Codes that were shown last by a report, not by a line of the conversation itself. */
  readonly #reports = new Map<number, Reported>();

  /** A reply stood in the conversation itself. */
  remember(code: number, line: number): void {
    this.#lines[code] = line;
    if (this.#reports.size > 0) this.#reports.delete(code);
  }

  /** A reply was known from a report alone. */
  reported(said: Report, line: number): void {
    this.#lines[said.code] = line;
    this.#reports.set(said.code, { text: said.text, stamp: said.stamp });
  }

  /** Whether a report repeats what the log has shown: a line of the conversation, or the same words reported just before. */
  repeats(said: Report, line: number): boolean {
    const last = this.#lines[said.code];
    if (last === undefined) return false;
    const report = this.#reports.get(said.code);
    if (!report) return line - last <= REPORT_REACH;
    if (line - last > SECOND_REPORT_REACH) return false;
    const [one, other] = [report.text.trim(), said.text.trim()];
    const alike = one.startsWith(other) || other.startsWith(one);
    return alike && (line === last || report.stamp === said.stamp || said.stamp === undefined);
  }
}
