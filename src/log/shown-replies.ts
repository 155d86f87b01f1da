// Clients print a reply as it comes and once more in a message of their own: `550 No such file`, then `get: Access failed:
// 550 No such file`. This remembers what was shown, so that the second print is not taken for another reply.
import type { Said } from './format.ts';

/** Lines after which a reply that a client reports again counts as new. */
const REPORT_REACH = 60;
/** The same for a report of what was only ever reported. */
const SECOND_REPORT_REACH = 12;

/** Where and how a code was shown last. */
interface Shown {
  readonly line: number;
  /** Undefined for a line of the conversation itself; else the words and stamp of the report. */
  readonly report?: { readonly text: string; readonly stamp: string | undefined };
}

type Report = Said & { readonly kind: 'report' };

/** The codes that a log has shown of late. */
export class ShownReplies {
  readonly #recent = new Map<number, Shown>();

  /** A reply stood in the conversation itself. */
  remember(code: number, line: number): void {
    this.#recent.set(code, { line });
  }

  /** A reply was known from a report alone. */
  reported(said: Report, line: number): void {
    this.#recent.set(said.code, { line, report: { text: said.text, stamp: said.stamp } });
  }

  /** Whether a report repeats what the log has shown: a line of the conversation, or the same words reported just before. */
  repeats(said: Report, line: number): boolean {
    const last = this.#recent.get(said.code);
    if (!last) return false;
    if (!last.report) return line - last.line <= REPORT_REACH;
    if (line - last.line > SECOND_REPORT_REACH) return false;
    const [one, other] = [last.report.text.trim(), said.text.trim()];
    const alike = one.startsWith(other) || other.startsWith(one);
    return alike && (line === last.line || last.report.stamp === said.stamp || said.stamp === undefined);
  }
}
