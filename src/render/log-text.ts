// The annotated log, for people: each line as it stands, each reply marked by severity and explained.
import type { Explained } from '../analysis.ts';
import { isNegative } from '../codes/digits.ts';
import type { Theme } from './theme.ts';
import { displayWidth, shorten } from './display-width.ts';
import { wrap } from './prose.ts';
import { sentBy } from './sent-by.ts';
import { visible } from './visible.ts';

/** Draws one line of the log with the events that it completed. */
export function renderLine(line: string, explained: readonly Explained[], theme: Theme, width: number): string {
  const worst = explained.findLast(({ category }) => category !== undefined)?.category;
  const shown = visible(line);
  let out = worst ? theme.severity(worst, shown) : explained.some(({ event }) => event.type === 'event') ? shown : theme.dim(shown);
  for (const one of explained) out += noteOf(one, theme, width, shown);
  return `${out}\n`;
}

function noteOf({ event, explanation, category }: Explained, theme: Theme, width: number, line: string): string {
  if (event.type === 'event') return theme.dim(`  # ${event.event.replace('-', ' ')}${event.doubtful ? ', doubtful' : ''}`);
  if (event.type !== 'reply' || !category) return '';
  const doubt = event.doubtful ? ', doubtful' : '';
  const drawn = event.command ? ` to ${shorten(visible(event.command), 60)}` : '';
  const code = String(event.code).padStart(3, '0');
  if (!explanation?.cause) {
    const more = explanation?.data?.unreachable ? `: ${explanation.data.address} is ${explanation.data.unreachable}` : '';
    const note = `# ${code} ${category}${doubt}${drawn}${more}`;
    // Behind the line where it fits, below it where not.
    // (A line of many times the width need not be measured.)
    return line.length < 2 * width && displayWidth(line) + 2 + displayWidth(note) <= width
      ? theme.dim(`  ${note}`)
      : theme.dim(`\n${wrap(note, width, '    ', '      ')}`);
  }
  const mark = isNegative(event.code) ? '!' : '?';
  const head = theme.severity(
    category,
    wrap(`${code} ${category}${doubt}${drawn}${sentBy(explanation)}: ${visible(explanation.cause)}`, width, `    ${mark} `, '      '),
  );
  return `\n${head}${explanation.fix ? `\n${wrap(visible(explanation.fix), width, '      -> ', '         ')}` : ''}`;
}
