// The command line as contract and help promise it: exit statuses, streams, output forms, colour, bad input.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyOf } from '../src/codes/code.ts';
import { codeTable } from '../src/data.ts';
import { inWorld } from './helpers/io.ts';
import { run } from './helpers/run.ts';
import { ftpcode, shell } from './helpers/shell.ts';

const log = `---- Connecting to 192.0.2.1 (192.0.2.1) port 21
<--- 220 (vsFTPd 3.0.3)
---> USER bob
<--- 331 Please specify the password.
---> PASS secret
<--- 230 Login successful.
---> STOR a.txt
<--- 550 Permission denied.
---> QUIT
<--- 221 Goodbye.
`;
const folder = mkdtempSync(join(tmpdir(), 'ftpcode-'));
const logFile = join(folder, 'lftp.log');
writeFileSync(logFile, log);

describe('exit status of lookup', () => {
  test.each([
    [['550'], 0],
    [['499'], 1],
    [['5xx'], 0],
    [['ECONNRESET'], 0],
    [['530.33'], 0],
    [['530.99'], 1],
    [['abc'], 65],
    [['42'], 65],
    [['5500'], 65],
    [[''], 65],
    [['constructor'], 65],
    [['550', 'abc'], 65],
    [['--nonsense'], 64],
    [['lokup', '550'], 64],
    [['explainlog'], 64],
    [['list', '--class', '9'], 64],
    [['list', '--group', 'nothing'], 64],
    [['list', '--class', '3', '--command', 'NOOP'], 1],
    [['grep', 'no such words anywhere'], 1],
    [['grep', '('], 64],
    [['grep'], 64],
    [['lookup', '--format', 'xml', '550'], 64],
    [['--version'], 0],
    [['--help'], 0],
    [['list', '--help'], 0],
    [[], 0],
    [['completion', 'tcsh'], 64],
    [['explain-log', '/nonexistent/file.log'], 66],
    [['explain-log', tmpdir()], 66],
    [['lookup', '--server', 'nosuch', '550'], 64],
  ] as const)('%j is %i', async (args, status) => {
    const result = await inWorld(args);
    expect(result.status, result.err).toBe(status);
    if (status > 1) expect(result.err).toMatch(/^ftpcode: .+/);
    if (status > 1 && !(args as readonly string[]).includes('550')) expect(result.out).toBe('');
    expect(result.err).not.toMatch(/\n\s+at /);
  });
});

describe('exit status by category', () => {
  test.each([
    [['226'], 0],
    [['150'], 1],
    [['331'], 3],
    [['450'], 4],
    [['550'], 5],
    [['631'], 6],
    [['10060'], 10],
    [['499'], 4],
    [['226', '450', '150'], 4],
    [['550', '10060', '450'], 5],
    [['10060', '450'], 10],
    [['abc'], 65],
  ] as const)('-e %j is %i', async (args, status) => {
    expect((await inWorld(['-e', ...args])).status).toBe(status);
  });

  test('a log: only failures count', async () => {
    expect((await inWorld(['explain-log', '-e', '--findings', logFile])).status).toBe(5);
    const fine = join(folder, 'fine.log');
    writeFileSync(fine, log.replace(/.*(?:STOR|550).*\n/g, ''));
    expect((await inWorld(['explain-log', '-e', '--counts', fine])).status).toBe(0);
  });
});

test('--counts of a log that tells everything without a code', async () => {
  const file = join(folder, 'events.log');
  writeFileSync(file, 'Mon Apr 12 15:19:22 2021 [pid 7] CONNECT: Client "192.0.2.1"\n'.repeat(60));
  const { out, err } = await inWorld(['explain-log', '--counts', file]);
  expect(out).toContain('0 replies');
  expect(err).toMatch(/no reply codes here, but 60 events without a code: 'ftpcode explain-log --summary' shows them/);
  const [source] = JSON.parse((await inWorld(['explain-log', '--counts', '--format', 'json', file])).out).sources;
  expect(source).toMatchObject({ lines: 60, replies: 0, events: 60, logFormats: { vsftpd: 60 } });
});

describe('the forms', () => {
  test('lookup: json has the fields of the contract, one element a query', async () => {
    const { out } = await inWorld(['--format', 'json', '550', '530 Login incorrect.', 'ECONNRESET']);
    const elements = JSON.parse(out) as Record<string, unknown>[];
    expect(elements.map(({ query }) => query)).toEqual(['550', '530 Login incorrect.', 'ECONNRESET']);
    for (const element of elements)
      for (const field of ['query', 'code', 'category', 'title', 'meaning', 'causes', 'actions', 'sources'])
        expect(element).toHaveProperty(field);
    expect(elements[1]).toMatchObject({
      text: 'Login incorrect.',
      data: null,
      wording: {
        servers: expect.any(Array),
        when: expect.any(String),
        fix: expect.any(String),
        source: expect.any(String),
        confidence: expect.any(String),
      },
    });
  });

  test('lookup: ndjson is one object a query', async () => {
    const { out } = await inWorld(['--format', 'ndjson', '550', '421']);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { type: string }).type),
    ).toEqual(['code', 'code']);
  });

  test('list: every form has the same codes', async () => {
    const of = async (format: string) => (await inWorld(['list', '--class', '6', '--format', format])).out;
    for (const format of ['text', 'csv', 'tsv', 'markdown', 'plain', 'json', 'ndjson'])
      expect((await of(format)).match(/\b63[123]\b/g)?.slice(0, 3), format).toEqual(expect.arrayContaining(['631']));
    expect(await of('plain')).toMatch(/^631\t/);
  });

  test('explain-log: ndjson events with command and cause, then the summary, which is the json document', async () => {
    const lines = (await inWorld(['explain-log', '--format', 'ndjson', logFile])).out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const json = JSON.parse((await inWorld(['explain-log', '--format', 'json', logFile])).out) as Record<string, unknown>;
    expect(lines.at(-1)).toEqual({ type: 'summary', ...json });
    expect(json).toMatchObject({
      schema: 'ftpcode.log/1',
      sources: expect.any(Array),
      counts: { byCode: { '550': 1 } },
      findings: expect.any(Array),
    });
    expect(lines.find(({ code }) => code === 550)).toMatchObject({
      type: 'reply',
      file: logFile,
      line: 8,
      text: 'Permission denied.',
      category: 'permanent negative',
      command: 'STOR a.txt',
      logFormat: 'lftp',
      cause: expect.any(String),
      fix: expect.any(String),
    });
  });

  test('passwords are hidden everywhere', async () => {
    for (const format of ['text', 'json', 'ndjson'])
      expect((await inWorld(['explain-log', '--format', format, logFile])).out).not.toContain('secret');
  });

  test('--only with context shows what was chosen and the lines around it', async () => {
    const { out } = await inWorld(['explain-log', '--only', '5xx', '--context', '1', logFile]);
    expect(out).toMatch(/^---> STOR a\.txt\n<--- 550/);
    expect(out).not.toContain('331 Please');
  });

  test('--redact gives stable stand-ins', async () => {
    const { out } = await inWorld(['explain-log', '--redact', logFile]);
    expect(out).not.toMatch(/192\.0\.2\.1\b|bob|a\.txt/);
    expect(out).toMatch(/USER user-1/);
  });
});

describe('colour', () => {
  const esc = '\u001b[';
  test.each([
    [{}, false, [], false],
    [{}, true, [], true],
    [{ NO_COLOR: '1' }, true, [], false],
    [{ NO_COLOR: '' }, true, [], true],
    [{ TERM: 'dumb' }, true, [], false],
    [{ FORCE_COLOR: '1' }, false, [], true],
    [{ FORCE_COLOR: '0' }, true, [], false],
    [{ CLICOLOR_FORCE: '1' }, false, [], true],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, [], false],
    [{ NO_COLOR: '1' }, false, ['--color=always'], true],
    [{ FORCE_COLOR: '1' }, true, ['--color=never'], false],
  ] as const)('%j on a terminal: %s, %j', async (env, outIsTerminal, flags, colour) => {
    const { out } = await inWorld(['lookup', ...flags, '550'], { env, outIsTerminal, columns: outIsTerminal ? 80 : undefined });
    expect(out.includes(esc)).toBe(colour);
    const { out: table } = await inWorld(['list', ...flags, '--class', '6'], {
      env,
      outIsTerminal,
      columns: outIsTerminal ? 80 : undefined,
    });
    expect(table.includes(esc)).toBe(colour);
  });

  test('the words are the same with and without', async () => {
    for (const args of [['550'], ['list'], ['grep', 'passive'], ['explain-log', logFile]]) {
      const plain = (await inWorld([...args, '--color=never'])).out;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours
      expect((await inWorld([...args, '--color=always'])).out.replace(/\u001b\[\d+m/g, '')).toBe(plain);
    }
  });

  test('nothing is wider than 80 columns', async () => {
    for (const args of [['550'], ['list'], ['grep', 'passive'], ['227 Entering Passive Mode (192,168,1,5,195,80)'], ['--help']]) {
      const wide = (await inWorld(args)).out.split('\n').filter((line) => [...line].length > 80 && !line.includes('https://'));
      expect(wide, args.join(' ')).toEqual([]);
    }
  });
});

describe('the short way of single codes', () => {
  const answers = (name: string) =>
    new Map(
      readFileSync(new URL(`../dist/answers.${name}`, import.meta.url), 'utf8')
        .split('\0')
        .filter((part) => part !== '')
        .map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
    );

  test('has the same bytes as the long way for every code, plain and coloured', async () => {
    const codes = codeTable()
      .entries.filter(({ code }) => code !== undefined)
      .map(keyOf);
    for (const [name, flag] of [
      ['plain', 'never'],
      ['colour', 'always'],
    ] as const) {
      const drawn = answers(name);
      expect([...drawn.keys()]).toEqual(codes);
      for (const code of codes) expect(drawn.get(code), code).toBe((await inWorld(['lookup', `--color=${flag}`, code])).out);
    }
  });

  test.each([
    ['550'],
    ['020'],
    ['10054'],
    ['499'],
    ['999'],
    ['5500'],
    ['550', '-s'],
    ['constructor'],
  ])('%j: same bytes and status', (...args) => {
    expect(run(args)).toEqual(run(['lookup', ...args]));
  });
});

test('on a small terminal the short way and the long way hand the pager the same bytes', async () => {
  // A pager that shows with what it was called, and what it was given.
  writeFileSync(join(folder, 'less'), '#!/bin/sh\necho "called with $* $LESS $LV"\nexec cat\n', { mode: 0o755 });
  const inTerminal = (args: string) =>
    shell(
      `env -u PAGER -u FTPCODE_PAGER PATH="${folder}:$PATH" TERM=xterm script -qec "stty rows 24 cols 90; ${ftpcode.replaceAll("'", '')} ${args}" /dev/null < /dev/null`,
    );
  const short = await inTerminal('550');
  expect(short.stdout).toContain('called with -FIR FRX -c');
  expect(short.stdout).toContain('Requested action not taken');
  expect((await inTerminal('lookup 550')).stdout).toBe(short.stdout);
  // Without one, the answer comes all the same.
  const bare = await shell(
    `env -u PAGER -u FTPCODE_PAGER PATH=/nowhere TERM=xterm /usr/bin/script -qec "/bin/stty rows 24 cols 90; ${ftpcode.replaceAll("'", '')} 550" /dev/null < /dev/null`,
  );
  expect(bare.stdout).toContain('Requested action not taken');
});

test('a live input gets its findings as soon as they are certain', async () => {
  const { spawn } = await import('node:child_process');
  const { bin } = await import('./helpers/run.ts');
  const child = spawn(process.execPath, [bin, 'explain-log', '--format', 'ndjson'], { env: { PATH: process.env.PATH ?? '' } });
  let out = '';
  const seen = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
      if (out.includes('"type":"finding"')) resolve();
    });
  });
  child.stdin.write('<--- 220 (vsFTPd 3.0.5)\n---> USER bob\n<--- 331 Please specify the password.\n---> PASS x\n');
  await new Promise((resolve) => setTimeout(resolve, 700));
  child.stdin.write('<--- 500 OOPS: vsftpd: refusing to run with writable root inside chroot()\n');
  await new Promise((resolve) => setTimeout(resolve, 700));
  child.stdin.write('---- Closing control socket\n');
  // Standard input is still open: the finding does not wait for its end.
  await seen;
  child.stdin.end();
  await new Promise((resolve) => child.on('close', resolve));
  const types = out
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { type: string }).type);
  expect(types).toContain('finding');
  expect(types.at(-1)).toBe('summary');
});

test('a command that never got its reply is told', async () => {
  const cut = join(folder, 'cut.log');
  writeFileSync(cut, log.replace(/<--- 550[\s\S]*/, ''));
  const json = JSON.parse((await inWorld(['explain-log', '--format', 'json', cut])).out) as { sources: object[] };
  expect(json.sources[0]).toMatchObject({ unanswered: { STOR: 1 } });
  expect((await inWorld(['explain-log', '--summary', cut])).out).toContain('Commands without a reply\n  STOR 1');
  expect((await inWorld(['explain-log', '--summary', logFile])).out).not.toContain('Commands without a reply');
});

describe('whose words they are', () => {
  const vsftpdLog = 'Mon Nov 23 10:00:00 2026 [pid 3] [ann] FTP response: Client "192.0.2.1", "530 Login incorrect."\n';

  test('is said where several servers send them', async () => {
    expect((await inWorld(['--short', '530 Login incorrect.'])).out).toMatch(
      /^530 permanent negative \(as vsftpd says it, and \d+ more\): /,
    );
    expect(run(['explain-log'], { input: '> PASS x\n< 530 Login incorrect.\n' }).stdout).toMatch(/\(as vsftpd says it, and \d+ more\): /);
  });

  test('and not where the server is known, or only one sends them', async () => {
    expect((await inWorld(['--short', '--server', 'vsftpd', '530 Login incorrect.'])).out).toMatch(/^530 permanent negative: /);
    expect(run(['explain-log'], { input: vsftpdLog }).stdout).not.toMatch(/says it/);
  });

  test("a server's own words that only sound like the system's are not explained as the system's", async () => {
    expect((await inWorld(['--short', '550 Permission denied.'])).out).not.toMatch(/file system/);
  });
});

describe.skipIf(Number(process.versions.node.split('.')[0]) < 22)('what was compiled is kept for the next start', () => {
  test("in the user's cache, where there is one", () => {
    const cache = join(folder, 'cache');
    mkdirSync(cache);
    run(['--version'], { env: { XDG_CACHE_HOME: cache } });
    expect(readdirSync(cache)).toEqual(['ftpcode']);
    expect(run(['--version'], { env: { XDG_CACHE_HOME: cache } })).toMatchObject({ status: 0, stderr: '' });
  });

  test('and nowhere else', () => {
    for (const cache of [join(folder, 'nowhere'), '']) {
      expect(run(['--version'], { env: { XDG_CACHE_HOME: cache, HOME: join(folder, 'no-home') } })).toMatchObject({
        status: 0,
        stderr: '',
      });
    }
    expect(readdirSync(folder).filter((name) => /^no/.test(name))).toEqual([]);
  });
});
