// What people get on a terminal: links, a pager, the right widths; and help for those who gave nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pagerCommand } from '../src/paging.ts';
import { displayWidth, shorten, splitAt } from '../src/render/display-width.ts';
import { hyperlink, showsLinks, withoutLinks } from '../src/render/hyperlink.ts';
import { wrap } from '../src/render/prose.ts';
import { inWorld } from './helpers/io.ts';
import { run } from './helpers/run.ts';
import { ftpcode, shell } from './helpers/shell.ts';
import { installed } from './helpers/shells.ts';

describe('width', () => {
  test.each([
    ['', 0],
    ['plain', 5],
    ['日本語', 6],
    ['한국어', 6],
    ['ｆｕｌｌ', 8],
    ['ﾊﾝｶｸ', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['नमस्ते', 4],
    ['🚀', 2],
    ['🫠', 2],
    ['Привет', 6],
    ['𠮷', 2],
    ['— “x”', 5],
  ])('%s takes %i columns', (text, columns) => expect(displayWidth(text)).toBe(columns));

  test('a text is cut between characters, never within one', () => {
    expect(splitAt('日本語', 3)).toEqual(['日', '本語']);
    expect(splitAt('🚀🚀', 2)).toEqual(['🚀', '🚀']);
    expect(shorten('日本語の長い文章', 9)).toBe('日本語...');
    expect(shorten('short', 9)).toBe('short');
  });

  test('prose stays in its column, with and without blanks', () => {
    for (const text of [
      '文件不存在 或者 没有权限 '.repeat(9),
      '文件不存在或者没有权限'.repeat(9),
      `see ${'漢字'.repeat(30)} there`,
      '🚀 '.repeat(50),
    ]) {
      const lines = wrap(text.trim(), 40, '  - ', '    ').split('\n');
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(40);
      expect(
        lines
          .map((line) => line.slice(4))
          .join('')
          .replaceAll(' ', ''),
      ).toBe(text.replaceAll(' ', ''));
    }
    expect(wrap(`see /a/${'b'.repeat(60)}`, 40)).toBe(`see\n/a/${'b'.repeat(60)}`);
  });

  test('a log with East Asian names is not wider than the terminal', async () => {
    const log = `---> STOR ${'报告'.repeat(30)}.txt\n<--- 553 Could not create file.\n`;
    const { out } = await inWorld(['explain-log', '--summary', scratch('east.log', log)], { columns: 60 });
    expect(Math.max(...out.split('\n').map(displayWidth))).toBeLessThanOrEqual(60);
  });
});

const folder = mkdtempSync(join(tmpdir(), 'ftpcode-people-'));
afterAll(() => rmSync(folder, { recursive: true }));
function scratch(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe('links', () => {
  const on = { outIsTerminal: true, columns: 80, env: { TERM: 'xterm-kitty', NO_COLOR: '1' } };
  const begin = '\u001b]8;;https://www.rfc-editor.org/rfc/rfc959#section-4.2.2\u0007';

  test.each<[boolean, Record<string, string>]>([
    [false, {}],
    [false, { TERM: 'xterm-256color' }],
    [false, { TERM: 'dumb', VTE_VERSION: '7600' }],
    [false, { TERM: 'screen-256color', VTE_VERSION: '7600' }],
    [false, { TERM: 'xterm-kitty', TMUX: '/tmp/x' }],
    [false, { TERM: 'xterm-256color', VTE_VERSION: '5000' }],
    [true, { TERM: 'xterm-256color', VTE_VERSION: '7600' }],
    [true, { TERM: 'xterm-kitty' }],
    [true, { TERM: 'foot' }],
    [false, { TERM: 'xterm-256color', TERM_PROGRAM: 'Apple_Terminal', TERM_PROGRAM_VERSION: '450' }],
    [false, { TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.15' }],
    [true, { TERM: 'xterm-256color', TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.4.19' }],
    [true, { TERM: 'xterm-256color', TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.101.0' }],
    [false, { TERM: 'xterm-256color', TERM_PROGRAM: 'constructor' }],
    [true, { WT_SESSION: 'x' }],
    [true, { TERM: 'xterm-256color', KONSOLE_VERSION: '240802' }],
  ])('%s for %j', (links, env) => expect(showsLinks(env)).toBe(links));

  test('stand on the visible words, which are the same without them', async () => {
    for (const args of [['lookup', '550'], ['55x'], ['list', '--class', '6'], ['grep', 'passive']]) {
      const { out } = await inWorld(args, on);
      const plain = (await inWorld([...args, '--hyperlink=never'], on)).out;
      expect(plain).not.toContain('\u001b');
      expect(out).toContain('\u001b]8;;https://');
      expect(withoutLinks(out)).toBe(plain);
    }
    expect((await inWorld(['lookup', '550'], on)).out).toContain(`${begin}RFC 959 section 4.2.2\u001b]8;;\u0007`);
  });

  test.each<[string[], object, boolean]>([
    [[], on, true],
    [[], { ...on, outIsTerminal: false, columns: undefined }, false],
    [[], { ...on, env: { TERM: 'xterm' } }, false],
    [['--hyperlink=always'], {}, true],
    [['--hyperlink=never'], on, false],
  ])('%j %j: %s', async (flags, world, links) =>
    expect((await inWorld(['lookup', ...flags, '550'], world)).out.includes(begin)).toBe(links));

  test('another choice is refused', async () =>
    expect(await inWorld(['550', '--hyperlink=some'])).toMatchObject({
      status: 64,
      out: '',
      err: "ftpcode: --hyperlink takes auto, always or never, not 'some'\n",
    }));

  test('an address is percent-encoded', () => {
    expect(hyperlink('https://e.org/ä b\u001b\u0007', 'x')).toBe('\u001b]8;;https://e.org/%C3%A4%20b%1B%07\u0007x\u001b]8;;\u0007');
  });
});

describe.skipIf(!installed('script'))('in a real terminal', () => {
  const unquoted = ftpcode.replaceAll("'", '');
  /** Runs a line in a terminal of `rows` rows. */
  const terminal = async (rows: number, line: string, env: Record<string, string> = {}) => {
    const outcome = await shell(`script -qec "stty rows ${rows} cols 80 -onlcr; ${line}" /dev/null < /dev/null`, {
      env: { TERM: 'xterm', NO_COLOR: '1', FTPCODE_PAGER: 'sed s/^/:/', ...env },
    });
    expect(outcome.timedOut).toBe(false);
    return outcome.stdout;
  };
  const plain = run(['550']).stdout;
  const paged = plain.replace(/^(?=.|\n)/gm, ':');

  test('what fits is printed, what does not goes through the pager', async () => {
    expect(await terminal(200, `${unquoted} 550`)).toBe(plain);
    expect(await terminal(24, `${unquoted} 550`)).toBe(paged);
    expect(await terminal(24, `${unquoted} lookup 550`)).toBe(paged);
    expect(await terminal(24, `${unquoted} 550 --no-pager`)).toBe(plain);
    expect(await terminal(200, `${unquoted} 550 --pager`)).toBe(paged);
  });

  test('links are there on the short way too, but not in the pager', async () => {
    const env = { TERM: 'xterm-kitty' };
    expect(await terminal(200, `${unquoted} 550`, env)).toContain('\u001b]8;;https://');
    expect(await terminal(24, `${unquoted} 550`, env)).toBe(paged);
    expect(await terminal(24, `${unquoted} 550 --hyperlink=always`, env)).toContain('\u001b]8;;https://');
  });

  test('in a pipe never', async () => {
    expect(await terminal(24, `${unquoted} 550 | cat`)).toBe(plain);
    expect(await terminal(24, `${unquoted} 550 --pager | cat`)).toBe(plain);
  });

  test('a pager that is left early ends the run with its own status', async () => {
    const out = await terminal(24, `${unquoted} 499 550; echo status \\$?`, { FTPCODE_PAGER: 'head -n 1' });
    expect(out).toMatch(/^499 .*\nstatus 1\n$/);
  });

  test('without the pager all is printed', async () => {
    expect(await terminal(24, `${unquoted} 550`, { FTPCODE_PAGER: 'no-such-pager -x' })).toBe(plain);
    expect(await terminal(24, `${unquoted} 550`, { FTPCODE_PAGER: '' })).toBe(plain);
    expect(await terminal(24, `${unquoted} 550`, { FTPCODE_PAGER: 'no-such-pager | cat >&2; exit 127' })).toContain(
      "ftpcode: the pager 'no-such-pager | cat >&2; exit 127' was not found",
    );
  });

  test('errors keep their place among the answers', async () => {
    expect(await terminal(24, `${unquoted} 550 nonsense 421`)).toMatch(/:550 [\s\S]*:ftpcode: 'nonsense' cannot be looked up[\s\S]*:421 /);
  });

  test('the usual pager takes the keys of the terminal', async () => {
    if (!installed('less')) return;
    const { stdout, timedOut } = await shell(
      `(sleep 1.5; printf q) | script -qec "stty rows 24 cols 80; ${unquoted} 550; echo status \\$?" /dev/null`,
      { env: { TERM: 'xterm' } },
    );
    expect({ timedOut, left: /status 0/.test(stdout), all: stdout.includes('Drawn by') }).toEqual({
      timedOut: false,
      left: true,
      all: false,
    });
  });
});

test.each<[Record<string, string>, string | undefined]>([
  [{}, 'less -FIR'],
  [{ PAGER: 'more' }, 'more'],
  [{ PAGER: 'more', FTPCODE_PAGER: 'most' }, 'most'],
  [{ PAGER: 'more', FTPCODE_PAGER: '' }, undefined],
  [{ PAGER: 'cat' }, undefined],
  [{ TERM: 'dumb' }, undefined],
])('the pager of %j is %s', (env, command) => expect(pagerCommand(env)).toBe(command));

describe('somebody who gives nothing', () => {
  test('sees in ten lines what there is', () => {
    const { stdout, status, stderr } = run([]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(stdout).toMatch(/ftpcode 550[\s\S]*explain-log[\s\S]*--help/);
  });

  test.each<[string, string]>([
    ['a file', '< given.log'],
    ['a pipe', ''],
    ['a slow pipe', ''],
  ])('but a log (%s) gets it explained', async (kind, redirection) => {
    scratch('given.log', '---> PASS x\n<--- 530 Login incorrect.\n');
    const line = kind === 'a file' ? `${ftpcode} ${redirection}` : `(${kind === 'a pipe' ? '' : 'sleep 0.2; '}cat given.log) | ${ftpcode}`;
    const outcome = await shell(line, { cwd: folder });
    expect(outcome).toMatchObject({
      status: 0,
      stderr: "ftpcode: standard input is read as a log, as 'ftpcode explain-log' does; 'ftpcode -' looks up queries from it\n",
    });
    expect(outcome.stdout).toBe((await shell(`${ftpcode} explain-log < given.log`, { cwd: folder })).stdout);
  });

  test.each([
    ['an empty file', '< /dev/null'],
    ['no input at all', '0<&-'],
  ])('and nothing is read from %s', async (_title, redirection) => {
    expect((await shell(`${ftpcode} ${redirection}`)).stdout).toBe(run([]).stdout);
  });

  test('a pipe that nobody writes to holds nothing up', async () => {
    const outcome = await shell(`mkfifo idle; exec 9<>idle; ${ftpcode} < idle`, { cwd: folder, limit: 8 });
    expect(outcome).toMatchObject({ status: 0, timedOut: false, stdout: run([]).stdout });
  });
});
