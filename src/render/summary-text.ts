// What a log holds, at a glance, in at most 80 columns: findings, replies by code with bars, who and when.
import type { LogSummary } from '../analysis.ts';
import { categoryOf, type Category, isNegative } from '../codes/digits.ts';
import type { CodeTable } from '../codes/table.ts';
import { worstFirst } from '../exit-status.ts';
import type { Finding } from '../findings/finding.ts';
import { shorten } from './display-width.ts';
import { plural, wrap } from './prose.ts';
import type { Theme } from './theme.ts';
import { visible } from './visible.ts';

const WORST_FIRST: readonly Category[] = [...worstFirst, 'unassigned class'];
const BAR = 20;
const MOST_HOURS = 24;

/** The findings alone. */
export function renderFindings(summary: LogSummary, theme: Theme, width: number): string {
  const { findings } = summary;
  if (findings.length === 0) return `${theme.heading('Findings')}\n${wrap(noFindings(summary), width, '  ')}\n`;
  // Where all is of one file, its name says nothing.
  const several = new Set(findings.flatMap(({ evidence }) => evidence.map(({ file }) => file))).size > 1;
  return `${theme.heading('Findings')}\n${findings.map((finding, at) => renderFinding(finding, at + 1, theme, width, several)).join('\n')}`;
}

/** What there is to say where nothing was found. */
function noFindings({ sources, counts }: LogSummary): string {
  if (sources.every(({ replies, events }) => replies + events === 0))
    return 'Nothing here could be read as FTP, so nothing is known to have failed.';
  const refusals = Object.entries(counts.byCode).filter(([code]) => isNegative(Number(code)));
  if (refusals.length === 0) return 'Nothing failed that this log shows.';
  const all = refusals.reduce((sum, [, count]) => sum + count, 0);
  const codes = refusals.map(([code]) => code).join(', ');
  return `No trouble that this log shows: its ${plural(all, 'negative reply', 'negative replies')} (${codes}) ${all === 1 ? 'is a probe, was made good later, or does not tell' : 'are probes, were made good later, or do not tell'} why.`;
}

/** Lines that one piece of evidence may take: its deciding words often stand at its end. */
const EVIDENCE_LINES = 3;
/** Whoever shows a log in public hides names so. */
const MASKED = /^[*xX#.\-:[\]]*$/;

/** Whom it met: the first few clients and users. */
function whomOf({ clients, users }: Finding): string {
  const few = (names: readonly string[]) =>
    names
      .filter((name) => !MASKED.test(name))
      .slice(0, 3)
      .map(visible)
      .join(', ');
  const from = few(clients);
  const who = few(users);
  return `${who ? `, ${who.includes(', ') ? 'users' : 'user'} ${who}` : ''}${from ? `, from ${from}` : ''}`;
}

/** One finding. */
export function renderFinding(finding: Finding, number: number, theme: Theme, width: number, several = false): string {
  const { cause, title, severity, count, evidence, fix, client, admin, confidence, furtherEvidence, pattern, followed } = finding;
  const category: Category =
    severity === 'error' ? 'permanent negative' : severity === 'warning' ? 'transient negative' : 'positive preliminary';
  const facts = `${severity}, ${confidence}, ${plural(count, 'time')}${whomOf(finding)} [${cause}]`;
  const advice = client || admin ? [admin && `On the server: ${admin}`, client && `In the client: ${client}`] : [fix];
  return [
    theme.severity(category, wrap(visible(title), width, `${String(number).padStart(3)}. `, '     ')),
    wrap(visible(facts), width, '     '),
    ...advice
      .filter((line) => line !== undefined && line !== '')
      .map((line) => wrap(visible(line as string), width, '     -> ', '        ')),
    ...(furtherEvidence ? [wrap(`To decide: ${visible(furtherEvidence)}`, width, '     ')] : []),
    ...(pattern ? [wrap(`Pattern: ${visible(pattern)}`, width, '     ')] : []),
    ...(followed ? [wrap(`Besides: ${plural(followed, 'later failure')} only followed from this.`, width, '     ')] : []),
    ...evidence.map(({ file, line, text }) => {
      const place = several ? `${visible(file)}:${line}` : `line ${line}`;
      const shown = shorten(visible(text).replaceAll('\\x0a', ' / ').replaceAll('\\x09', ' '), EVIDENCE_LINES * (width - 10));
      return theme.dim(wrap(`${place}: ${shown}`, width, '     ', '       '));
    }),
    '',
  ].join('\n');
}

/** Replies per code, worst class first. */
export function renderCounts(summary: LogSummary, table: CodeTable, theme: Theme, width: number): string {
  const { counts } = summary;
  const codes = Object.entries(counts.byCode).map(([code, count]) => ({ code, count, category: categoryOf(Number(code)) }));
  codes.sort((a, b) => WORST_FIRST.indexOf(a.category) - WORST_FIRST.indexOf(b.category) || b.count - a.count);
  const most = Math.max(1, ...codes.map(({ count }) => count));
  const digits = String(counts.replies).length;
  // In a narrow terminal the bars give way to the titles.
  const widest = Math.min(BAR, Math.max(5, width - 31 - digits));
  const lines = codes.map(({ code, count, category }) => {
    const bar = '#'.repeat(Math.max(1, Math.round((count / most) * widest)));
    const title = table.get(Number(code))?.title ?? category;
    return `  ${theme.severity(category, code)}  ${String(count).padStart(digits)}  ${theme.severity(category, bar.padEnd(widest))}  ${shorten(title, Math.max(10, width - 11 - digits - widest))}`;
  });
  if (counts.doubtful)
    lines.push(
      wrap(
        `${plural(counts.doubtful, 'line')} doubtful, not counted: a client may have written ${counts.doubtful === 1 ? 'it' : 'them'}.`,
        width,
        '  ',
      ),
    );
  return `${theme.heading(`Replies by code (${plural(counts.replies, 'reply', 'replies')})`)}\n${lines.join('\n')}${lines.length > 0 ? '\n' : ''}`;
}

/** Counts, who and when, findings first. */
export function renderSummary(summary: LogSummary, table: CodeTable, theme: Theme, width: number): string {
  const { counts, findings, sources } = summary;
  const parts = [renderSources(summary, theme, width)];
  const nothing = counts.replies === 0 && Object.keys(counts.events).length === 0 && findings.length === 0;
  if (nothing) return parts.join('\n');
  parts.push(renderFindings(summary, theme, width));
  if (counts.replies > 0) parts.push(renderCounts(summary, table, theme, width));
  const categories = WORST_FIRST.flatMap((category) =>
    counts.byCategory[category] ? [`  ${theme.severity(category, category.padEnd(22))} ${counts.byCategory[category]}`] : [],
  );
  if (categories.length > 0) parts.push(`${theme.heading('By category, worst first')}\n${categories.join('\n')}\n`);
  const events = Object.entries(counts.events);
  if (events.length > 0)
    parts.push(
      `${theme.heading('Events without a code')}\n${wrap(events.map(([name, count]) => `${visible(name)} ${count}`).join(', '), width, '  ')}\n`,
    );
  const unanswered = sources.flatMap((source) => Object.entries(source.unanswered ?? {}));
  const byVerb = new Map<string, number>();
  for (const [verb, count] of unanswered) byVerb.set(verb, (byVerb.get(verb) ?? 0) + count);
  if (byVerb.size > 0)
    parts.push(
      `${theme.heading('Commands without a reply')}\n${wrap([...byVerb].map(([verb, count]) => `${visible(verb)} ${count}`).join(', '), width, '  ')}\n`,
    );
  parts.push(
    renderTop('Clients with most failures', counts.failuresByClient, theme),
    renderTop('Users with most failures', counts.failuresByUser, theme),
    renderHours(counts.failuresByHour, theme),
  );
  return parts.filter((part) => part !== '').join('\n');
}

/** Bounds that were reached, and how often. */
export function limitsText(limits: Readonly<Record<string, number>>): string {
  return Object.entries(limits)
    .map(([name, times]) => `${visible(name)} ${times}`)
    .join(', ');
}

function renderSources({ sources }: LogSummary, theme: Theme, width: number): string {
  const lines = sources.map(({ file, lines: count, replies, events, logFormats, limits, error }) => {
    const formats = Object.entries(logFormats)
      .sort((a, b) => b[1] - a[1])
      .map(([name]) => visible(name))
      .slice(0, 4)
      .join(', ');
    const found =
      replies + events === 0
        ? 'no FTP in it'
        : `${plural(replies, 'reply', 'replies')}${events > 0 ? `, ${plural(events, 'event')}` : ''} (${formats})`;
    const reached = limits ? `; limits reached: ${limitsText(limits)}` : '';
    return wrap(
      `${visible(file === '-' ? 'standard input' : file)}: ${plural(count, 'line')}, ${found}${reached}${error ? `; ${visible(error)}` : ''}`,
      width,
      '  ',
      '    ',
    );
  });
  return `${theme.heading('Read')}\n${lines.join('\n')}\n`;
}

function renderTop(title: string, counts: Readonly<Record<string, number>>, theme: Theme): string {
  const lines = Object.entries(counts)
    .slice(0, 5)
    .map(([name, count]) => `  ${String(count).padStart(8)}  ${visible(name)}`);
  return lines.length > 0 ? `${theme.heading(title)}\n${lines.join('\n')}\n` : '';
}

function renderHours(counts: Readonly<Record<string, number>>, theme: Theme): string {
  const hours = Object.entries(counts);
  if (hours.length < 2) return '';
  const most = Math.max(...hours.map(([, count]) => count));
  const shown = hours
    .slice(-MOST_HOURS)
    .map(
      ([hour, count]) =>
        `  ${visible(hour).padEnd(14)} ${String(count).padStart(7)}  ${'#'.repeat(Math.max(1, Math.round((count / most) * BAR)))}`,
    );
  const left = hours.length - shown.length;
  return `${theme.heading('Failures by hour')}\n${left > 0 ? `  (${plural(left, 'earlier hour')} left out)\n` : ''}${shown.join('\n')}\n`;
}
