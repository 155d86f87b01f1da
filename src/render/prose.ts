// Running text in a column.

/** The widest that prose is set, however wide the terminal: longer lines are hard to read. */
const WIDEST = 80;

/** Columns to set text in: the terminal's, at most 80. */
export function proseWidth(columns: number | undefined): number {
  return Math.min(Math.max(columns ?? 80, 30), WIDEST);
}

/** Breaks a text at blanks into lines of at most `width` columns, the first led by `first`, the others by `rest`. */
export function wrap(text: string, width: number, first = '', rest: string = first): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(/\s+/)) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  lines.push(line);
  return lines.join('\n');
}

/** `1 reply`, `2 replies`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
