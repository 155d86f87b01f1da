// Strings become lines, for callers that have decoded the log themselves.
import { LONGEST_LINE } from './lines.ts';

/** Splits strings into lines. Strings without a line feed are lines; from the first line feed on they are pieces of text. */
export class TextSplitter {
  #pieces = false;
  #rest = '';

  /** Takes a string and returns the lines that it completes, without their ends. */
  push(text: string): string[] {
    this.#pieces ||= text.includes('\n');
    if (!this.#pieces) return [ended(text)];
    const lines = text.split('\n');
    const last = lines.pop() as string;
    if (lines.length === 0) {
      // What is cut here would be cut anyway: a line never grows without bound.
      if (this.#rest.length < LONGEST_LINE) this.#rest += last;
      return [];
    }
    lines[0] = this.#rest + lines[0];
    this.#rest = last;
    return lines.map(ended);
  }

  /** The last line, where it has no end. */
  end(): string[] {
    const rest = this.#rest;
    this.#rest = '';
    return rest === '' ? [] : [ended(rest)];
  }
}

const ended = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line).slice(0, LONGEST_LINE);
