// Replies that a client plants in a log with a line feed in a name. What the records look like was taken from ProFTPD 1.3.8:
// an argument in double quotes keeps its line feeds, and ExtendedLog (%r, %f, %F, %J, %S), SystemLog and TraceLog write them
// as they are; without the quotes a line feed in %r becomes a blank. TransferLog writes `_`, as vsftpd and Pure-FTPd do, which
// end a command at a line feed besides.
import { describe, expect, test } from 'vitest';
import { LogAnalysis } from '../src/analysis.ts';
import { explainer } from '../src/data.ts';
import { customFormat } from '../src/log/custom-format.ts';
import { inWorld } from './helpers/io.ts';

/** What is read of a log: replies and events with their doubt, the counts, the causes found. */
function read(lines: readonly string[], spec?: string) {
  const analysis = new LogAnalysis(explainer(), spec === undefined ? undefined : customFormat(spec));
  const log = analysis.open('x');
  const events = [...lines.flatMap((line) => log.read(line)), ...log.end()].map(({ event }) => event);
  const { counts, findings } = analysis.summary();
  const shown = events.flatMap((event) =>
    event.type === 'reply'
      ? [`${event.code}${event.doubtful ? ' doubtful' : ''}`]
      : event.type === 'event'
        ? [`${event.event}${event.doubtful ? ' doubtful' : ''}`]
        : [],
  );
  return { shown, counts, causes: findings.map(({ cause }) => cause) };
}

const extended = (rest: string) => `192.0.2.1 UNKNOWN bob [23/Nov/2026:10:00:00 +0000] ${rest}`;
const forged = '192.0.2.9 UNKNOWN root [23/Nov/2026:10:00:00 +0000] "PASS (hidden)" 530 -';
const before = [extended('"USER bob" 331 -'), extended('"PASS (hidden)" 230 -'), extended('"STOR a" 226 5')];
const after = [extended('"STOR b" 226 5')];

describe('in an ExtendedLog', () => {
  test.each([
    ['a bare reply', ['530 Login incorrect.']],
    ['a system error', ['550 x: Permission denied']],
    ['a system error behind a blank', [' 550 x: Permission denied']],
    ['words of a client', ['Login failed: 530 Login incorrect.', 'connect: Connection refused']],
    ['the first line of a reply', ['421-Too many connections']],
    ['a reply after many line feeds', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '530 Login incorrect.']],
    ['a whole conversation', ['220 ProFTPD ready', '> USER root', '331 Password required', '530 Login incorrect.']],
    ['a line of another server', ['Mon Nov 23 10:00:00 2026 [pid 3] [bob] FTP response: Client "192.0.2.9", "530 Login incorrect."']],
  ])('%s in a file name is counted nowhere, and no finding rests on it', (_title, planted) => {
    const { shown, counts, causes } = read([...before, extended('"STOR x'), ...planted, 'y" 226 5', ...after]);
    expect(shown).toEqual(['331', '230', '226', '226', '226']);
    expect(counts.byCode).toEqual({ 226: 3, 230: 1, 331: 1 });
    expect(causes).toEqual([]);
  });

  test('a whole record in a file name is doubtful, counted for nothing, and no finding rests on it', () => {
    const { shown, counts, causes } = read([...before, extended('"STOR x'), forged, forged, 'y" 226 5', ...after]);
    expect(shown).toEqual(['331', '230', '226', '530 doubtful', '530 doubtful', '226', '226']);
    expect(counts).toMatchObject({ replies: 5, byCode: { 226: 3, 230: 1, 331: 1 }, doubtful: 2, failuresByClient: {}, failuresByUser: {} });
    expect(causes).toEqual([]);
  });

  test('a user name does the same before any login', () => {
    const { shown, causes } = read([...before, extended('"USER x'), forged, 'y" 331 -', extended('"PASS (hidden)" 530 -')]);
    expect(shown).toEqual(['331', '230', '226', '530 doubtful', '331', '530']);
    expect(causes).toEqual(['wrong-password']);
  });

  test('the true record is read once its end has come', () => {
    const analysis = new LogAnalysis(undefined);
    const log = analysis.open('x');
    for (const line of before) log.read(line);
    expect(log.read(extended('"DELE x'))).toEqual([]);
    expect(log.read('530 y')).toEqual([]);
    expect(log.read('z" 550 -').map(({ event }) => event)).toMatchObject([{ code: 550, command: 'DELE x 530 y z', line: 6 }]);
  });

  test('a quote in a name tears nothing', () => {
    const { shown, counts } = read([
      ...before,
      extended('"DELE a"" 550 -'),
      extended('"DELE a\\"b" 550 -'),
      extended('"DELE "a" 550 -'),
      ...after,
    ]);
    expect(shown).toEqual(['331', '230', '226', '550', '550', '550', '226']);
    expect(counts.doubtful).toBeUndefined();
  });

  test('a record that was only cut off makes no more doubtful than a command is long', () => {
    const { shown } = read([...before, extended('"STOR x'), ...Array<string>(100).fill(extended('"STOR b" 226 5'))]);
    const doubtful = shown.filter((one) => one === '226 doubtful').length;
    expect(doubtful * extended('"STOR b" 226 5').length).toBeLessThan(4400);
    expect(shown.at(-1)).toBe('226');
  });

  test('a line that was cut because it is too long is no torn record', () => {
    const { counts } = read([...before, extended(`"STOR ${'x'.repeat(70_000)}`).slice(0, 65_536), ...after]);
    expect(counts).toMatchObject({ byCode: { 226: 2 } });
    expect(counts.doubtful).toBeUndefined();
  });
});

describe('in logs of other forms', () => {
  test('columns of one’s own: a torn command, and a torn text of the reply', () => {
    const line = (rest: string) => `192.0.2.1 2026-11-23 10:00:00 ${rest}`;
    const known = [
      '"USER bob" 331 "Password required"',
      '"PASS (hidden)" 230 "Logged in"',
      '"PWD" 257 "/ is here"',
      '"SYST" 215 "UNIX"',
      '"NOOP" 200 "ok"',
    ];
    const planted = line('"PASS (hidden)" 530 "Login incorrect."');
    const { shown, counts, causes } = read([
      ...known.map(line),
      line('"DELE x'),
      planted,
      '530 y" 550 ""x',
      planted,
      '530 y": No such file or directory"',
      line('"QUIT" 221 "Goodbye."'),
    ]);
    expect(shown).toEqual(['331', '230', '257', '215', '200', '530 doubtful', '550', '530 doubtful', '221']);
    expect(counts).toMatchObject({ replies: 7, doubtful: 2, failuresByClient: { '192.0.2.1': 1 } });
    expect(causes).not.toContain('wrong-password');
  });

  test('columns as told by --log-format', () => {
    const line = (rest: string) => `[23/Nov/2026:10:00:00 +0000] 192.0.2.1 ${rest}`;
    const { shown, counts } = read(
      [line('PASS (hidden) 230'), line('STOR x'), line('PASS (hidden) 530'), '530 Login incorrect.', 'y 226', line('QUIT  221')],
      '%t %a %m %J %s',
    );
    expect(shown).toEqual(['230', '530 doubtful', '226', '221']);
    expect(counts).toMatchObject({ doubtful: 1, byCode: { 221: 1, 226: 1, 230: 1 } });
  });

  test('ProFTPD’s SystemLog: an event in a path, and in a user name', () => {
    const line = (text: string) => `2026-11-23 10:00:00,001 host proftpd[7] host (pc[192.0.2.1]): ${text}`;
    const planted = '2026-11-23 10:00:00,001 host proftpd[9] host (pc[192.0.2.9]): USER root (Login failed): Incorrect password';
    const { shown, counts, causes } = read([
      line('FTP session opened.'),
      line("unable to open 'x"),
      planted,
      "y' for writing: Is a directory",
      line('USER "x'),
      planted,
      'y": no such user found from pc [192.0.2.1] to 192.0.2.2:21',
      line("unable to open '/home/o'brien/it's': No such file or directory"),
      line('FTP session closed.'),
    ]);
    expect(shown).toEqual(['connected', 'login-failed doubtful', 'login-failed doubtful', 'disconnected']);
    expect(counts).toMatchObject({ doubtful: 2, events: { connected: 1, disconnected: 1 }, failuresByClient: {} });
    expect(causes).not.toContain('wrong-password');
  });

  test('ProFTPD’s TraceLog', () => {
    const line = (text: string) => `2026-11-23 10:00:00,001 [7] ${text}`;
    const { shown, causes } = read([
      line('<response:1>: 230 User bob logged in'),
      line("<command:7>: dispatching CMD command 'DELE x"),
      line('<response:1>: 530 Login incorrect.'),
      "y' to mod_core.c",
      line('<response:1>: 250 DELE command successful'),
    ]);
    expect(shown).toEqual(['230', '530 doubtful', '250']);
    expect(causes).toEqual([]);
  });

  test('an xferlog of servers that write names as they are', () => {
    const line = (name: string) => `Mon Nov 23 10:00:00 2026 1 192.0.2.1 17 ${name}`;
    const end = ' b _ i r bob ftp 0 * ';
    const { shown, counts } = read([line(`/a${end}c`), line('/x'), line(`/planted${end}i`), `y${end}c`, line(`/b${end}c`)]);
    expect(shown).toEqual(['upload', 'upload-failed doubtful', 'upload', 'upload']);
    expect(counts).toMatchObject({ events: { upload: 3 }, doubtful: 1 });
  });
});

test('doubt is said in every form', async () => {
  const input = `${[...before, extended('"STOR x'), forged, 'y" 226 5', ...after].join('\n')}\n`;
  const { mkdtempSync, rmSync, writeFileSync } = await import('node:fs');
  const work = mkdtempSync('/tmp/ftpcode-test-');
  const file = `${work}/ext.log`;
  writeFileSync(file, input);
  const out = async (...args: string[]) => (await inWorld(['explain-log', ...args, file])).out;
  expect(await out()).toMatch(/530 permanent negative, doubtful to PASS/);
  expect((await out('--summary')).replace(/\s+/g, ' ')).toContain('1 line doubtful, not counted: a client may have written it.');
  expect(await out('--counts')).toContain('1 line doubtful');
  expect(await out('--format', 'ndjson')).toMatch(/"code":530,[^\n]*"doubtful":true/);
  expect(await out('--format', 'ndjson', '--fields', 'ecs')).toMatch(/"doubtful":true/);
  expect(await out('--format', 'ndjson', '--fields', 'otel')).toMatch(/"ftpcode.doubtful":true/);
  const json = await out('--format', 'json');
  expect(JSON.parse(json)).toMatchObject({ counts: { doubtful: 1 } });
  writeFileSync(`${work}/part.json`, json);
  expect(JSON.parse((await inWorld(['merge', `${work}/part.json`, `${work}/part.json`])).out)).toMatchObject({ counts: { doubtful: 2 } });
  expect((await inWorld(['explain-log', '-e', '--counts', file])).status).toBe(0);
  rmSync(work, { recursive: true });
});
