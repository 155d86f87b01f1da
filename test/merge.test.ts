// The results of the parts of a log, put together, are the result of one run over all parts; what is no result is refused.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { LogAnalysis, type LogSummary } from '../src/analysis.ts';
import { explainer } from '../src/data.ts';
import { mergeSummaries } from '../src/merge.ts';
import { inWorld } from './helpers/io.ts';
import { run } from './helpers/run.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ftpcode-merge-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const file = (name: string, text: string): string => {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
};

const stamp = (second: number) =>
  `Mon Nov 23 ${String(2 + Math.floor(second / 3600)).padStart(2, '0')}:${String(Math.floor(second / 60) % 60).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} 2026`;
/** A session as vsftpd's own protocol log has it. */
const session = (pid: number, second: number, reply: string, client: string): string[] => [
  `${stamp(second)} [pid ${pid}] FTP command: Client "${client}", "USER anna"`,
  `${stamp(second)} [pid ${pid}] [anna] FTP response: Client "${client}", "331 Please specify the password."`,
  `${stamp(second)} [pid ${pid}] [anna] FTP command: Client "${client}", "PASS <password>"`,
  `${stamp(second + 1)} [pid ${pid}] [anna] FTP response: Client "${client}", "${reply}"`,
];
const REPLIES = [
  '230 Login successful.',
  '530 Login incorrect.',
  '421 There are too many connections from your internet address.',
  '550 Permission denied.',
];
const logs = fc.array(
  fc.array(
    fc.record({ reply: fc.constantFrom(...REPLIES), client: fc.integer({ min: 1, max: 9 }), second: fc.integer({ min: 0, max: 9000 }) }),
    { maxLength: 8 },
  ),
  { minLength: 1, maxLength: 5 },
);

function summaryOf(parts: readonly { name: string; lines: readonly string[] }[]): LogSummary {
  const analysis = new LogAnalysis(explainer());
  for (const { name, lines } of parts) {
    const log = analysis.open(name);
    for (const line of lines) log.read(line);
    log.end();
  }
  return JSON.parse(JSON.stringify(analysis.summary())) as LogSummary;
}

test('parts together are the whole, whatever the parts', () => {
  fc.assert(
    fc.property(logs, (parts) => {
      let pid = 100;
      const named = parts.map((sessions, at) => ({
        name: `part${at}`,
        lines: sessions.flatMap(({ reply, client, second }) => session(pid++, second, reply, `10.0.0.${client}`)),
      }));
      const { findings, ...merged } = mergeSummaries(named.map((part) => summaryOf([part])));
      const { findings: wholeFindings, ...whole } = summaryOf(named);
      expect(JSON.stringify(merged)).toBe(JSON.stringify(whole));
      // What only followed from an earlier failure, and what stands out, one run over the whole may tell and parts may not.
      const told = (list: typeof findings) => list.map(({ pattern, followed, ...finding }) => finding);
      expect(told(findings)).toEqual(told(wholeFindings));
    }),
    { numRuns: 50 },
  );
});

test('the way the README shows: parts on disk, then merge', () => {
  const parts = [REPLIES[1], REPLIES[3]].map((reply, at) =>
    file(`part${at}.log`, `${session(100 + at, 60 * at, reply as string, '10.0.0.1').join('\n')}\n`),
  );
  const results = parts.map((part, at) => file(`part${at}.json`, run(['explain-log', '--format', 'json', part]).stdout));
  const whole = run(['explain-log', '--format', 'json', ...parts]).stdout;
  const merged = run(['merge', ...results]);
  expect(merged).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(merged.stdout)).toEqual(JSON.parse(whole));
  const piped = results.map((path) => run(['merge', path]).stdout).join('');
  expect(run(['merge', '-'], { input: piped }).stdout).toBe(merged.stdout);
  expect(run(['merge', '--format', 'text', ...results]).stdout).toContain('530');
});

test('names that are names of object members are counted like any other', () => {
  const part = (user: string): LogSummary => ({
    schema: 'ftpcode.log/1',
    sources: [],
    counts: {
      replies: 1,
      byCode: { 530: 1 },
      byCategory: { 'permanent negative': 1 },
      events: {},
      commands: 0,
      failuresByClient: {},
      failuresByUser: Object.fromEntries([[user, 1]]),
      failuresByHour: {},
    },
    findings: [],
  });
  const merged = mergeSummaries([part('__proto__'), part('__proto__'), part('constructor')]);
  expect(Object.entries(merged.counts.failuresByUser)).toEqual([
    ['__proto__', 2],
    ['constructor', 1],
  ]);
});

describe('refuses', () => {
  const good = run(['explain-log', '--format', 'json'], { input: '550 Permission denied.\n' }).stdout;
  const bent = (change: (json: Record<string, unknown>) => void): string => {
    const json = JSON.parse(good) as Record<string, unknown>;
    change(json);
    return JSON.stringify(json);
  };
  test.each<[string, string, RegExp]>([
    ['an empty file', '', /is empty/],
    ['what is no JSON', 'hello\n', /line 1 of '.*' is no JSON document/],
    ['a cut document', good.slice(0, -20), /no JSON document/],
    ['null', 'null', /names no schema/],
    ['a list', '[]', /names no schema/],
    ['another document', '{"a":1}', /names no schema/],
    [
      'another schema',
      bent((json) => {
        json.schema = 'ftpcode.log/2';
      }),
      /has the schema 'ftpcode\.log\/2', not 'ftpcode\.log\/1'/,
    ],
    [
      'missing counts',
      bent((json) => {
        delete json.counts;
      }),
      /its counts are missing/,
    ],
    [
      'a count that is none',
      bent((json) => {
        (json.counts as Record<string, unknown>).byCode = { 550: 'many' };
      }),
      /counts\.byCode holds no numbers/,
    ],
    [
      'missing findings',
      bent((json) => {
        delete json.findings;
      }),
      /its findings are missing/,
    ],
    [
      'a finding without a cause',
      bent((json) => {
        json.findings = [{}];
      }),
      /findings\[0\] lacks cause/,
    ],
    [
      'replies of a log instead of its summary',
      '{"type":"reply","code":550}\n{"type":"reply","code":550}\n',
      /line 1 of '.*' .*names no schema/,
    ],
  ])('%s', async (title, text, message) => {
    const { out, err, status } = await inWorld(['merge', file(`${title}.json`, text)]);
    expect({ out, status }).toEqual({ out: '', status: 65 });
    expect(err).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  test('no file at all', async () => {
    const { err, status } = await inWorld(['merge']);
    expect(status).toBe(64);
    expect(err).toMatch(/^ftpcode: missing required argument 'summary'/);
  });
  test('a file that is not there', async () =>
    expect(await inWorld(['merge', join(scratch, 'none')])).toMatchObject({ status: 66, out: '' }));
  test('an unknown form', async () => expect(await inWorld(['merge', '--format', 'xml', 'x'])).toMatchObject({ status: 64 }));
});
