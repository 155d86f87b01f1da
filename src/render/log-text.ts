// The annotated log, for people: each line as it stands, each reply marked by severity and explained.
import type { Explained } from '../analysis.ts';
import { isNegative } from '../codes/digits.ts';
import type { Theme } from './theme.ts';
import { wrap } from './prose.ts';
import { visible } from './visible.ts';

/** Draws one line of the log with the events that it completed. */
export function renderLine(line: string, explained: readonly Explained[], theme: Theme, width: number): string {
  const worst = explained.findLast(({ category }) => category !== undefined)?.category;
  const shown = visible(line);
  let out = worst ? theme.severity(worst, shown) : explained.some(({ event }) => event.type === 'event') ? shown : theme.dim(shown);
  for (const one of explained) out += noteOf(one, theme, width, shown.length);
  return `${out}\n`;
}

function noteOf({ event, explanation, category }: Explained, theme: Theme, width: number, used: number): string {
  if (event.type === 'event') return theme.dim(`  # ${event.event.replace('-', ' ')}`);
  if (event.type !== 'reply' || !category) return '';
  const drawn = event.command ? ` to ${visible(event.command.length > 60 ? `${event.command.slice(0, 57)}...` : event.command)}` : '';
  const code = String(event.code).padStart(3, '0');
  if (!explanation?.cause) {
    const more = explanation?.data?.unreachable ? `: ${explanation.data.address} is ${explanation.data.unreachable}` : '';
    const note = `# ${code} ${category}${drawn}${more}`;
    // Behind the line where it fits, below it where not.
    return used + 2 + note.length <= width ? theme.dim(`  ${note}`) : theme.dim(`\n${wrap(note, width, '    ', '      ')}`);
  }
  const mark = isNegative(event.code) ? '!' : '?';
  const head = theme.severity(category, wrap(`${code} ${category}${drawn}: ${visible(explanation.cause)}`, width, `    ${mark} `, '      '));
  return `\n${head}${explanation.fix ? `\n${wrap(visible(explanation.fix), width, '      -> ', '         ')}` : ''}`;
}
