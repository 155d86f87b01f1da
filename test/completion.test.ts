// Completions in the real shells, from the same definitions as the help; and what can be told of PowerShell's without one.
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeProgram } from '../src/cli.ts';
import { shells } from '../src/commands/completion.ts';
import { inWorld } from './helpers/io.ts';
import { completeInBash, completeInFish, completeInZsh, installed } from './helpers/shells.ts';

const scripts = new Map<string, string>();
beforeAll(async () => {
  for (const shell of shells) scripts.set(shell, (await inWorld(['completion', shell])).out);
});

/** What a user types up to the key, a word that must be offered with its description, and one that must not. */
const cases: [line: string, word: string, what: RegExp, not: string][] = [
  ['ftpcode ', 'explain-log', /explain logs/, '--format'],
  ['ftpcode ', '550', /Requested action not taken/, '--format'],
  ['ftpcode 42', '421', /Service not available/, '550'],
  ['ftpcode 550 45', '450', /not taken/, 'list'],
  ['ftpcode WSAECONNR', 'WSAECONNRESET', /reset/, '550'],
  ['ftpcode 4', '4xx', /transient negative/, '5xx'],
  ['ftpcode --', '--version', /version/, '--class'],
  ['ftpcode list --', '--class', /first digit/, '--short'],
  ['ftpcode list --format ', 'markdown', /|/, 'text,'],
  ['ftpcode list --format=m', '(--format=)?markdown', /|/, 'json'],
  ['ftpcode explain-log --format ', 'ndjson', /|/, 'markdown'],
  ['ftpcode list --color ', 'never', /|/, 'json'],
  ['ftpcode list --class ', '4', /transient negative/, '404'],
  ['ftpcode list --status ', 'de-facto', /|/, '550'],
  ['ftpcode list --group ', 'authentication', /accounting/, '550'],
  ['ftpcode --server v', 'vsftpd', /vsftpd/, 'proftpd'],
  ['ftpcode --command ST', 'STOR', /|/, 'RETR'],
  ['ftpcode explain-log --log-format ', 'lftp', /lftp/, 'json'],
  ['ftpcode explain-log --only 53', '530', /Not logged in/, '450'],
  ['ftpcode completion ', 'powershell', /|/, '550'],
  ['ftpcode help ', 'grep', /search/, '550'],
];

function holds(offers: readonly string[], word: string, what: RegExp, not: string): void {
  const of = (name: string) =>
    offers.filter((offer) => new RegExp(`(?:^|\\s)(?:${name})(?:\\s|$)`).test(offer.split(/\s\s?\(|\t| -- /)[0] ?? ''));
  expect(of(word), `${word} among ${offers.slice(0, 30).join(' | ')}`).not.toEqual([]);
  // Where one word is left, shells put it in without a description.
  if (offers.length > 1) expect(of(word).join(' ')).toMatch(what);
  expect(of(not)).toEqual([]);
}

describe.skipIf(!installed('bash'))('bash', () => {
  const offers = (line: string) => completeInBash(scripts.get('bash') as string, line);
  test.each(cases)('%s<tab> offers %s', (line, word, what, not) => holds(offers(line), word, what, not));
  test('one that is left comes alone', () => expect(offers('ftpcode WSAECONNRES')).toEqual(['WSAECONNRESET']));
  test('files are left to readline', () => expect(offers('ftpcode explain-log ')).toEqual([]));
  test('nothing is offered for free text', () => expect(offers('ftpcode explain-log --user ')).toEqual([]));
});

describe.skipIf(!installed('fish'))('fish', () => {
  const offers = (line: string) => completeInFish(scripts.get('fish') as string, line);
  test.each(cases)('%s<tab> offers %s', (line, word, what, not) => holds(offers(line), word, what, not));
  test('files', () => expect(offers('ftpcode explain-log /etc/pass')).toContain('/etc/passwd'));
  test('verbs come first', () => expect(offers('ftpcode ')[0]).toMatch(/^lookup\t/));
});

describe.skipIf(!installed('zsh'))('zsh', () => {
  const offers = (line: string) => completeInZsh(scripts.get('zsh') as string, line);
  test.each(cases)('%s<tab> offers %s', (line, word, what, not) => holds(offers(line), word, what, not));
  test('files', () => expect(offers('ftpcode explain-log /etc/pass').join(' ')).toContain('passwd'));
});

describe('PowerShell', () => {
  const script = () => scripts.get('powershell') as string;
  test.skipIf(!installed('pwsh'))('offers codes in the real shell', () => {
    const ask = `${script()}\n(TabExpansion2 'ftpcode 42' 10).CompletionMatches | ForEach-Object { "$($_.CompletionText) $($_.ToolTip)" }`;
    expect(spawnSync('pwsh', ['-NoProfile', '-Command', ask]).stdout.toString()).toMatch(/^421 Service not available/m);
  });

  test('every string ends on its line and every bracket is closed', () => {
    const bare = script()
      .split('\n')
      .map((line) => line.replace(/'(?:[^']|'')*'|"(?:[^"`]|`.)*"/g, '""').replace(/#.*/, ''));
    for (const line of bare) expect(line.replaceAll('""', '')).not.toMatch(/['"]/);
    const open: string[] = [];
    for (const [bracket] of bare.join('\n').matchAll(/[()[\]{}]/g)) {
      if ('([{'.includes(bracket)) open.push(bracket);
      else expect(`${open.pop()}${bracket}`).toMatch(/^(?:\(\)|\[\]|\{\})$/);
    }
    expect(open).toEqual([]);
  });

  test('knows all that the others know', () => {
    for (const [, word] of cases) expect(script()).toMatch(new RegExp(`@\\('(?:${word})', '`));
  });
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('%s: no verb and no option is forgotten', (shell) => {
  const program = makeProgram(
    { out: () => true, err: () => {}, env: {}, outIsTerminal: false, errIsTerminal: false, inIsTerminal: false, columns: undefined },
    () => {},
  );
  for (const command of program.commands) {
    expect(scripts.get(shell)).toContain(command.name());
    for (const { long } of command.options) expect(scripts.get(shell)).toContain(shell === 'fish' ? `-l ${long?.slice(2)}` : long);
  }
});

test.each(['csh', '', 'constructor', 'BASH', 'a\u001b[31m'])('an unknown shell is refused: %j', async (shell) => {
  const { out, err, status } = await inWorld(['completion', shell]);
  expect({ out, status }).toEqual({ out: '', status: 64 });
  expect(err).toMatch(/^ftpcode: no completion for the shell '.*'\. There is one for bash, zsh, fish and powershell\n$/);
  expect(err).not.toContain('\u001b');
});

test('no shell is refused', async () => expect(await inWorld(['completion'])).toMatchObject({ out: '', status: 64 }));
