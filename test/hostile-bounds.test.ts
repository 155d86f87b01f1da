// Logs that are made to fill the memory: each is made by a process of its own and never stored. The memory that the command
// takes may not depend on how long the log is, and whatever was left out is said in the summary.
import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inWorld } from './helpers/io.ts';
import { Counter } from '../src/tally.ts';
import { folder, ftpcode, shell } from './helpers/shell.ts';

const work = folder();
afterAll(() => work.remove());

/** Makes logs on standard output: `node make.mjs KIND SIZE`. */
const MAKER = `
import { writeSync } from 'node:fs';
const [, , kind, size] = process.argv;
const put = (text) => { const bytes = Buffer.from(text); for (let at = 0; at < bytes.length; ) { try { at += writeSync(1, bytes, at); } catch (error) { if (error.code === 'EPIPE') process.exit(0); if (error.code !== 'EAGAIN') throw error; } } };
const fill = (unit) => { const block = unit.repeat(Math.ceil(1e6 / unit.length)); for (let done = 0; done < size; done += block.length) put(block); };
const each = (line) => { let text = ''; for (let at = 0; at < size; at += 1) { text += line(at); if (text.length > 1e6) { put(text); text = ''; } } put(text); };
const vsftpd = (pid, user, what) => 'Mon Nov 23 10:00:00 2026 [pid ' + pid + '] [' + user + '] FTP ' + what + '\\n';
const kinds = {
  line: () => { put('220 '); fill('a'); put('\\n221 Goodbye.\\n'); },
  empty: () => fill('\\n'),
  never: () => { put('<--- 220-hi\\n'); fill('<---  more of the same reply, and no end to it\\n'); },
  sessions: () => each((at) => vsftpd(at, 'user' + at, 'command: Client "::ffff:10.1.1.1", "STOR /some/path/' + at + '"')),
  halves: () => { const line = (at, what) => vsftpd(at, 'u' + at, what.replace('?', '10.' + ((at >> 16) & 255) + '.' + ((at >> 8) & 255) + '.' + (at & 255))); each((at) => line(at, 'response: Client "?", "227 Entering Passive Mode (203,0,113,9,200,1)."') + line(at, 'command: Client "?", "LIST"')); },
  answered: () => each((at) => vsftpd(at, 'user' + at, 'command: Client "10.' + ((at >> 16) & 255) + '.' + ((at >> 8) & 255) + '.' + (at & 255) + '", "DELE a"') + vsftpd(at, 'user' + at, 'response: Client "10.' + ((at >> 16) & 255) + '.' + ((at >> 8) & 255) + '.' + (at & 255) + '", "550 Permission denied."')),
  open: () => each((at) => vsftpd(at, 'user', 'response: Client "::ffff:10.1.1.1", "220-' + 'x'.repeat(2000) + '"')),
  commands: () => each((at) => vsftpd(at % 30000, 'user', 'command: Client "::ffff:10.1.1.1", "STOR /' + 'z'.repeat(5000) + at + '"')),
  clients: () => each((at) => vsftpd(3, 'user' + at, 'response: Client "10.' + ((at >> 16) & 255) + '.' + ((at >> 8) & 255) + '.' + (at & 255) + '", "530 Login incorrect."')),
  names: () => each((at) => vsftpd(3, 'u'.repeat(20000) + at, 'response: Client "::ffff:10.1.1.1", "530 Login incorrect."')),
  texts: () => each((at) => vsftpd(3, 'bob', 'response: Client "::ffff:10.1.1.1", "550 /' + 'p'.repeat(3000) + at + ': No such file or directory"')),
  json: () => each((at) => '{"a":['.repeat(4000) + at + ']}'.repeat(4000) + '\\n'),
};
kinds[kind]();
`;

beforeAll(() => writeFileSync(`${work.path}/make.mjs`, MAKER));

interface Read {
  readonly sources: readonly { readonly lines: number; readonly replies: number; readonly limits?: Readonly<Record<string, number>> }[];
}

/** Megabytes that the heap may take: enough for any log, and far less than what these would fill. */
const HEAP = 200;

async function read(kind: string, size: number): Promise<Read['sources'][number]> {
  const outcome = await shell(
    `'${process.execPath}' make.mjs ${kind} ${size} | ${ftpcode.replace(' ', ` --max-old-space-size=${HEAP} `)} explain-log --summary --format json`,
    { cwd: work.path, limit: 110 },
  );
  expect(outcome).toMatchObject({ status: 0, stderr: '', timedOut: false });
  return (JSON.parse(outcome.stdout) as Read).sources[0] as Read['sources'][number];
}

describe('memory stays within bounds, and what was left out is counted', () => {
  test('one line of 150 MB', async () => {
    expect(await read('line', 150_000_000)).toMatchObject({ lines: 2, limits: { longLines: 1 } });
  });
  test('10,000,000 empty lines', async () => {
    expect(await read('empty', 10_000_000)).toMatchObject({ lines: 10_000_000, replies: 0 });
  });
  test('a 220- that never ends', async () => {
    const { replies, limits } = await read('never', 10_000_000);
    expect(replies).toBe(1);
    expect(limits?.replyLines).toBeGreaterThan(100_000);
  });
  test('40,000 sessions', async () => {
    expect((await read('sessions', 40_000)).limits?.sessions).toBeGreaterThanOrEqual(36_000);
  });
  test('40,000 sessions that come to their end are no loss', async () => {
    const { limits } = await read('answered', 40_000);
    expect(Object.keys(limits ?? {})).toEqual(['clients', 'users', 'compared']);
  });
  test('5,000 sessions at once, each in the middle of a transfer: what was judged early is counted', async () => {
    expect((await read('halves', 5_000)).limits?.watched).toBeGreaterThanOrEqual(4_000);
  });
  test('25,000 replies that are never ended', async () => {
    expect((await read('open', 25_000)).limits?.sessions).toBeGreaterThan(5_000);
  });
  test('commands that are never answered', async () => {
    expect((await read('commands', 20_000)).limits).toMatchObject({ commands: 20_000 });
  });
  test('60,000 clients and users', async () => {
    expect((await read('clients', 60_000)).limits).toMatchObject({
      clients: 40_000,
      users: 40_000,
      compared: 59_000,
      guessers: 58_000,
    });
  });
  test('a client that fails most is known among 60,000, though it came last', () => {
    const counter = new Counter();
    for (let at = 0; at < 60_000; at += 1) {
      counter.add(`10.0.${at >> 8}.${at & 255}`);
      if (at > 55_000) counter.add('192.0.2.1');
    }
    expect(counter.top(1)).toEqual([['192.0.2.1', 4_999]]);
    expect(counter.size).toBeLessThanOrEqual(20_000);
    expect(counter.size + counter.overflow).toBe(60_001);
  });
  test('names of 20,000 characters', async () => {
    // Longer than the format takes: such a line is none of its lines.
    expect(await read('names', 5000)).toMatchObject({ lines: 5000 });
  });
  test('8,000 long replies, each another', async () => {
    expect((await read('texts', 8_000)).replies).toBe(8_000);
  });
  test('JSON, 4000 levels deep in each line', async () => {
    expect((await read('json', 500)).lines).toBe(500);
  });
  test('a gzip bomb: 100 MB in 100 kB', async () => {
    writeFileSync(`${work.path}/bomb.gz`, gzipSync(Buffer.alloc(100_000_000, 'a')));
    const outcome = await shell(`${ftpcode.replace(' ', ` --max-old-space-size=${HEAP} `)} explain-log --summary --format json bomb.gz`, {
      cwd: work.path,
      limit: 60,
    });
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect((JSON.parse(outcome.stdout) as Read).sources[0]).toMatchObject({ lines: 1, limits: { longLines: 1 } });
  });
});

test('a limit that was reached is said once, in the text form too', async () => {
  writeFileSync(`${work.path}/long.log`, `${`220 ${'a'.repeat(70_000)}\n`.repeat(3)}`);
  const { out } = await inWorld(['explain-log', '--summary', `${work.path}/long.log`]);
  expect(out.replace(/\s+/g, ' ')).toMatch(/limits reached: longLines 3/);
  expect(out.match(/limits reached/g)).toHaveLength(1);
});

test('a limit that was reached is said beside the short forms, which have no place for it', async () => {
  for (const form of ['--findings', '--counts'])
    expect((await inWorld(['explain-log', form, `${work.path}/long.log`])).err).toMatch(/long\.log': limits reached: longLines 3\n/);
});

test('more names than --redact remembers are said', async () => {
  const names = Array.from({ length: 20_003 }, (_, at) => `> USER somebody${at}\n`).join('');
  writeFileSync(`${work.path}/names.log`, names);
  const { err } = await inWorld(['explain-log', '--redact', `${work.path}/names.log`]);
  expect(err).toMatch(/more names than --redact remembers: 3 were/);
});

test('names that mean something to JavaScript are names', async () => {
  writeFileSync(
    `${work.path}/names.log`,
    ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
      .map((user, at) => `Mon Nov 23 10:00:00 2026 [pid ${at}] [${user}] FTP response: Client "192.0.2.1", "530 Login incorrect."\n`)
      .join(''),
  );
  const { out } = await inWorld(['explain-log', '--format', 'json', '--summary', `${work.path}/names.log`]);
  expect(out).toContain('"failuresByUser":{"__proto__":1,"constructor":1,"hasOwnProperty":1,"toString":1}');
  writeFileSync(`${work.path}/part.json`, out);
  const merged = await inWorld(['merge', `${work.path}/part.json`, `${work.path}/part.json`]);
  expect(merged.out).toContain('"__proto__":2');
  expect(merged.out).toContain('"constructor":2');
});
