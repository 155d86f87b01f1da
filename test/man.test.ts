// The man page: made from the definitions, and drawn without a remark.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeProgram } from '../src/cli.ts';
import { Exit, exitMeanings } from '../src/exit-status.ts';
import { manPage } from '../src/man-page.ts';
import { installed } from './helpers/shells.ts';

const program = makeProgram(
  { out: () => true, err: () => {}, env: {}, outIsTerminal: false, errIsTerminal: false, inIsTerminal: false, columns: undefined },
  () => {},
);
const page = manPage(program, { version: '1.2.3', date: '2026-11-23' });
const built = fileURLToPath(new URL('../dist/ftpcode.1', import.meta.url));
const plain = (text: string) => text.replaceAll('\\-', '-').replace(/\\f[A-Z]/g, '');

test('every verb and option stands in it', () => {
  for (const command of program.commands) {
    expect(plain(page)).toContain(`.SS ${command.name()}\n`);
    for (const { long } of command.options) expect(plain(page)).toContain(long);
  }
});

test('every exit status is told', () => expect(exitMeanings.map(([status]) => status)).toEqual(Object.values(Exit)));

test('no text is taken for a request', () => {
  const requests = page.match(/^[.'].*/gm)?.map((line) => line.split(' ')[0]);
  expect([...new Set(requests)].sort()).toEqual([
    '.B',
    '.BR',
    '.EE',
    '.EX',
    '.PP',
    '.RE',
    '.RS',
    '.SH',
    '.SS',
    '.TH',
    '.TP',
    '.\\"',
    '.br',
  ]);
});

describe('drawn', () => {
  test.skipIf(!installed('groff'))('by groff', () => {
    const { stderr, status } = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-z', built]);
    expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
  });
  test.skipIf(!installed('mandoc', '-T', 'lint', '/dev/null') && spawnSync('mandoc').error !== undefined)('by mandoc', () => {
    expect(spawnSync('mandoc', ['-T', 'lint', built]).stdout.toString()).toBe('');
  });
  test.skipIf(!installed('man'))('by man', () => {
    const { stdout, stderr } = spawnSync('man', ['--warnings', '-l', built], {
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', MANWIDTH: '80', MAN_KEEP_FORMATTING: '' },
    });
    expect(stderr.toString()).toBe('');
    expect(stdout.toString()).toMatch(/^FTPCODE\(1\) .*\n\nNAME\n +ftpcode/);
  });
});

test('the built one is of this version', () =>
  expect(readFileSync(built, 'utf8')).toContain(
    `ftpcode ${JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version}`,
  ));
