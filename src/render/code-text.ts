// The answer about one code, for people: meaning, what it looks like, why it happens, what to do, source; always in this order.
import { type CodeEntry, keyOf, sourceName, sourceUrl } from '../codes/code.ts';
import { categoryOf, functionGroup, replyClass } from '../codes/digits.ts';
import type { Explanation } from '../explain/explain.ts';
import type { Carried } from '../reply/carried.ts';
import type { Answer } from '../lookup.ts';
import { grouped, wrap } from './prose.ts';
import type { Theme } from './theme.ts';
import { visible } from './visible.ts';

const RETRY: Record<CodeEntry['retry'], string> = {
  later: 'Repeating it later, unchanged, may help.',
  'after-change': 'Repeating helps only after something has been changed.',
  no: 'Repeating does not help.',
  'not-needed': '',
};

const STATUS: Record<CodeEntry['status'], string> = {
  standard: '',
  experimental: 'experimental',
  historic: 'historic: no RFC in force has it',
  'de-facto': 'de facto: servers send it, no RFC in force has it',
  popular: 'only in lists: no RFC in force has it, and no surveyed server sends it',
  'iis-substatus': 'Microsoft IIS sub-status',
  'network-error': 'network error number, not an FTP reply',
};

/** Draws the answer to one query in at most `width` columns. */
export function renderAnswer(answer: Answer, theme: Theme, width: number): string {
  const out: string[] = [head(answer, theme, width)];
  const section = (name: string, body: string | undefined) => {
    if (body) out.push(`${theme.heading(name)}\n${body}`);
  };
  const { entry, explanation } = answer;
  const list = (texts: readonly string[] | undefined) =>
    texts?.map((text, at) => wrap(text, width, texts.length > 1 ? `  ${at + 1}. ` : '  ', texts.length > 1 ? '     ' : '  ')).join('\n');
  if (explanation) section("This server's words", wordsOf(explanation, width));
  section('Meaning', wrap(answer.meaning, width, '  '));
  section('Codes', answer.members?.map((member) => memberLine(member, theme, width)).join('\n'));
  if (entry?.popular)
    section('Popular text', [wrap(`"${entry.popular.text}"`, width, '  '), wrap(entry.popular.difference, width, '  ')].join('\n'));
  section('Looks like', entry?.examples?.map((example) => wrap(example, width, '  ', '      ')).join('\n'));
  section('Why it happens', list(answer.causes.length > 0 ? answer.causes : undefined));
  section(
    'What to do',
    [
      advice('In the client', entry?.actions.client ?? [], width),
      advice('On the server', entry?.actions.server ?? [], width),
      entry ? '' : list(answer.actions),
      retryOf(entry, width),
    ]
      .filter((part) => part)
      .join('\n'),
  );
  section(
    'Drawn by',
    entry && entry.commands.length > 0 ? wrap(entry.commands.join(' ').replace(/^any$/, 'any command'), width, '  ') : undefined,
  );
  section('Also used for', list(entry?.otherUses));
  section(
    'Related',
    entry?.related
      ? wrap(entry.related.join(', '), width, '  ')
      : answer.near.length > 0
        ? wrap(`near codes: ${answer.near.join(', ')}`, width, '  ')
        : undefined,
  );
  section(
    'Source',
    answer.sources.map((source) => `  ${theme.link(sourceUrl(source), sourceName(source))}\n  ${theme.dim(sourceUrl(source))}`).join('\n'),
  );
  return `${out.join('\n\n')}\n`;
}

/** A code of a mask. Coloured after it is set, since colours take no room. */
function memberLine(member: CodeEntry, theme: Theme, width: number): string {
  const key = keyOf(member);
  const line = wrap(`${member.title}${member.status === 'standard' ? '' : ` (${member.status})`}`, width, `  ${key}  `, '       ');
  return line.replace(key, () => linked(member, theme, theme.severity(categoryOf(member.code ?? 0), key)));
}

/** A text that leads to where its entry comes from first of all. */
function linked({ sources: [source] }: CodeEntry, theme: Theme, text: string): string {
  return source ? theme.link(sourceUrl(source), text) : text;
}

function head(answer: Answer, theme: Theme, width: number): string {
  const { entry, code } = answer;
  const category = answer.category ?? undefined;
  const names = entry?.name ? [entry.name, entry.posix].filter((name) => name).join(' = ') : '';
  const title = [answer.label, names, answer.title].filter((part) => part !== '').join('  ');
  const facts = [
    category,
    code === null ? '' : functionGroup(code),
    entry ? STATUS[entry.status] : code !== null && answer.substatus === undefined && replyClass(code) ? 'unassigned: no table has it' : '',
  ].filter((fact) => fact);
  const line = wrap(title, width, '', '     ');
  return `${category ? theme.severity(category, line) : theme.heading(line)}\n${wrap(facts.join(' - '), width, '     ')}`;
}

function wordsOf(explanation: Explanation, width: number): string | undefined {
  const { wording, data, cause, fix, text } = explanation;
  const lines = [wrap(visible(text.replaceAll('\n', ' / ')), width, '  ', '    ')];
  if (data) lines.push(...carriedLines(data).map((line) => wrap(visible(line), width, '  ', '    ')));
  if (wording) {
    lines.push(
      wrap(
        `Sent by ${wording.servers.slice(0, 6).join(', ')}${wording.servers.length > 6 ? ` and ${wording.servers.length - 6} more` : ''} (${wording.confidence}): ${wording.when}`,
        width,
        '  ',
        '    ',
      ),
    );
    if (wording.fix) lines.push(wrap(wording.fix, width, '  -> ', '     '));
    for (const other of wording.others ?? [])
      lines.push(wrap(`Or ${other.servers.join(', ')}: ${other.when}${other.fix ? ` -> ${other.fix}` : ''}`, width, '  ', '    '));
    const settings = wording.settings?.map(({ name, default: usual }) => (usual ? `${name} (default ${usual})` : name)).join(', ');
    if (settings) lines.push(wrap(`Settings: ${settings}`, width, '  ', '    '));
    lines.push(wrap(`According to ${wording.source}`, width, '  ', '    '));
  } else if (cause) {
    lines.push(wrap(`No surveyed server uses these words; read by their sense (${explanation.confidence}): ${cause}`, width, '  ', '    '));
    if (fix) lines.push(wrap(fix, width, '  -> ', '     '));
  }
  return lines.join('\n');
}

/** What a reply's text carries, as sentences. */
function carriedLines(data: Carried): string[] {
  const lines: string[] = [];
  if (data.address) lines.push(`Data connection: address ${data.address}, port ${data.port}.`);
  else if (data.port !== undefined) lines.push(`Data connection: port ${data.port}, at the address of the control connection.`);
  if (data.unreachable) lines.push(`That is ${data.unreachable}: a client elsewhere cannot reach it.`);
  if (data.time) lines.push(`Modification time: ${data.time}.`);
  if (data.size !== undefined) lines.push(`Size: ${grouped(data.size)} bytes.`);
  if (data.path !== undefined) lines.push(`Path: ${data.path}`);
  if (data.features) lines.push(`Features: ${data.features.join(', ')}.`);
  if (data.minutes !== undefined) lines.push(`Ready in ${data.minutes} minutes.`);
  if (data.markers) lines.push(`Restart markers: the sender's ${data.markers[0]}, the receiver's ${data.markers[1]}.`);
  if (data.system) lines.push(`System: ${data.system}.`);
  if (data.protocols)
    lines.push(
      `Protocols the server accepts: ${data.protocols.map((number) => ({ 1: '1 (IPv4)', 2: '2 (IPv6)' })[number] ?? String(number)).join(', ')}.`,
    );
  if (data.protected) lines.push(`The text is base64 with the true reply inside, protected for ${data.protected}.`);
  if (data.inside) lines.push(`The reply inside: ${data.inside}`);
  return lines;
}

function advice(who: string, texts: readonly string[], width: number): string {
  if (texts.length === 0) return '';
  return `  ${who}:\n${texts.map((text) => wrap(text, width, '  - ', '    ')).join('\n')}`;
}

function retryOf(entry: CodeEntry | undefined, width: number): string {
  if (!entry) return '';
  const text = [RETRY[entry.retry], entry.retryNote].filter((part) => part).join(' ');
  return text === '' ? '' : wrap(text, width, '  ');
}
