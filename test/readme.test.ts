// Every example of the README that can be run is run, and compared with the output it shows.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bin, run } from './helpers/run.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = (info: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${info}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block]) => block as string);
const examples = blocks('console').flatMap((block) => block.split(/^(?=\$ )/m).filter((part) => part !== ''));

/** Words of a shell line: blanks part them, single quotes keep them together. */
const words = (line: string): string[] => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

test('there are examples', () => expect(examples.length).toBeGreaterThan(2));

test.each(examples.map((example) => [example.slice(0, example.indexOf('\n')), example] as const))('%s', (command, example) => {
  const [program, ...args] = words(command.slice(2));
  expect(program).toBe('ftpcode');
  expect(run(args).stdout).toBe(example.slice(command.length + 1));
});

/** A block and what it says that it prints: comments that begin with `>`. */
function split(block: string, comment: string): { code: string; printed: string } {
  const shown = block.split('\n').filter((line) => line.startsWith(`${comment}>`));
  return { code: block, printed: shown.map((line) => `${line.slice(comment.length + 2)}\n`).join('') };
}
const firstLine = (block: string): string => block.split('\n').find((line) => line !== '' && !line.startsWith('import ')) ?? '';

describe.skipIf(process.platform === 'win32')('scripts', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'ftpcode-readme-'));
  const log = (pid: number) =>
    [
      `Mon Nov 23 02:00:00 2026 [pid ${pid}] CONNECT: Client "203.0.113.7"`,
      `Mon Nov 23 02:00:01 2026 [pid ${pid}] FTP response: Client "203.0.113.7", "331 Please specify the password."`,
      `Mon Nov 23 02:00:02 2026 [pid ${pid}] [anna] FTP command: Client "203.0.113.7", "PASS <password>"`,
      `Mon Nov 23 02:00:03 2026 [pid ${pid}] [anna] FTP response: Client "203.0.113.7", "530 Login incorrect."`,
      '',
    ].join('\n');
  const script = (name: string, text: string) => {
    const path = join(scratch, 'bin', name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
  };

  beforeAll(() => {
    mkdirSync(join(scratch, 'bin'));
    mkdirSync(join(scratch, 'node_modules'));
    symlinkSync(root, join(scratch, 'node_modules/ftpcode'));
    script('ftpcode', `exec '${process.execPath}' '${bin}' "$@"`);
    script('sleep', 'exit 0');
    script('lftp', "echo '---> STOR a.txt'; echo '<--- 553 Could not create file.'");
    script('mail', 'echo "mail $*"; cat');
    for (const name of ['vsftpd.log', 'part1.log', 'part2.log']) writeFileSync(join(scratch, name), log(100));
  });
  afterAll(() => rmSync(scratch, { recursive: true }));

  const shell = (code: string) =>
    spawnSync('sh', ['-c', code], { cwd: scratch, env: { PATH: `${join(scratch, 'bin')}${delimiter}${process.env.PATH}` } });

  test.each(blocks('sh run').map((block) => [firstLine(block), block] as const))('%s', (_title, block) => {
    const { code, printed } = split(block, '#');
    const status = /^exit (\d+)\n$/.exec(printed)?.[1];
    const result = shell(code);
    expect(result.stderr.toString()).toBe('');
    if (status) expect(result.status).toBe(Number(status));
    else expect(result.stdout.toString()).toBe(printed);
  });

  test('the parts were put together', () => {
    expect(JSON.parse(readFileSync(join(scratch, 'whole.json'), 'utf8'))).toMatchObject({
      schema: 'ftpcode.log/1',
      sources: [{}, {}],
      counts: { byCode: { 331: 2, 530: 2 } },
    });
  });

  const here = (command: string) =>
    command.replaceAll('/var/log/vsftpd.log.1', join(scratch, 'vsftpd.log')).replaceAll('/run/', `${scratch}/`);

  test.each(blocks('crontab'))('cron line %s', (line) => {
    const command = /^(?:\S+ ){5}root (.*)\n$/.exec(line)?.[1] as string;
    // cron would take a per cent sign for a line end.
    expect(command).not.toContain('%');
    expect(shell(here(command)).stdout.toString()).toMatch(/530 Login incorrect/);
    writeFileSync(join(scratch, 'good.log'), 'nothing\n230 Login successful.\n');
    expect(shell(here(command).replaceAll('vsftpd.log', 'good.log')).stdout.toString()).toBe('');
  });

  test.each(blocks('ini'))('service %s', (unit) => {
    const command = /^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(unit)?.[1] as string;
    expect(shell(here(command.replaceAll('%H', 'host'))).stdout.toString()).toMatch(
      /^mail -s FTP findings of host root\n[\s\S]*530 Login incorrect/,
    );
  });

  test.each(blocks('js run').map((block) => [firstLine(block), block] as const))('%s', (_title, block) => {
    const { code, printed } = split(block, '//');
    writeFileSync(join(scratch, 'example.mjs'), code);
    const result = spawnSync(process.execPath, ['example.mjs'], { cwd: scratch });
    expect(result.stderr.toString()).toBe('');
    expect(result.stdout.toString()).toBe(printed);
  });
});
