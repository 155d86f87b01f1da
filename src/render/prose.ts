// Running text in a column.
import { displayWidth, isWide, splitAt } from './display-width.ts';

/** The widest that prose is set, however wide the terminal: longer lines are hard to read. */
const WIDEST = 80;

/** Columns to set text in: the terminal's, at most 80. */
export function proseWidth(columns: number | undefined): number {
  return Math.min(Math.max(columns ?? 80, 30), WIDEST);
}

/**
 * Breaks a text at blanks into lines of at most `width` columns, the first led by `first`, the others by `rest`. Words that
 * are longer stay whole, so that paths and addresses can be copied; only East Asian ones may be broken anywhere.
 */
export function wrap(text: string, width: number, first = '', rest: string = first): string {
  const lines: string[] = [];
  let line = first;
  let used = displayWidth(first);
  let empty = true;
  const begin = () => {
    lines.push(line);
    line = rest;
    used = displayWidth(rest);
    empty = true;
  };
  for (let word of text.split(/\s+/)) {
    if (!empty && used + 1 + displayWidth(word) > width) begin();
    while (used + displayWidth(word) > width && isWide(word)) {
      // One character at least, however narrow the column.
      const [fits, more] = splitAt(word, Math.max(width - used, 2));
      if (more === '') break;
      line += fits;
      word = more;
      begin();
    }
    line += empty ? word : ` ${word}`;
    used += displayWidth(word) + (empty ? 0 : 1);
    empty = false;
  }
  lines.push(line);
  return lines.join('\n');
}

/** `1,234,567`. Number's own way of doing this loads the tables of all languages, which takes longer than the rest of an answer. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 reply`, `2 replies`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
