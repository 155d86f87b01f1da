// Logs that are read at the same time and put together give what one thread gives.
import fc from 'fast-check';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { LogAnalysis } from '../src/analysis.ts';
import { explainer } from '../src/data.ts';
import { eventJson, eventLine } from '../src/render/event-json.ts';
import { safeJson } from '../src/render/visible.ts';
import { run } from './helpers/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'ftpcode-parts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const logs = new URL('./logs/', import.meta.url);
const recordings = readdirSync(logs)
  .filter((name) => name.endsWith('.log'))
  .map((name) => readFileSync(new URL(name, logs), 'utf8').split('\n'));

/** Refused logins a few seconds apart: guessing that only shows across two logs. */
const guesses = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) =>
    [
      `Sat Feb  3 04:05:${String(from + i).padStart(2, '0')} 2024 [pid ${100 + from + i}] [ann] FTP command: Client "192.0.2.9", "PASS <password>"`,
      `Sat Feb  3 04:05:${String(from + i).padStart(2, '0')} 2024 [pid ${100 + from + i}] [ann] FTP response: Client "192.0.2.9", "530 Login incorrect."`,
    ].join('\n'),
  ).flatMap((lines) => lines.split('\n'));

const log = fc.oneof(
  fc.constantFrom(...recordings),
  fc.tuple(fc.integer({ min: 10, max: 40 }), fc.integer({ min: 1, max: 12 })).map(([from, count]) => guesses(from, count)),
  // What worked up to a moment and never again.
  fc.constantFrom(['> STOR a', '< 226 done', '> STOR b', '< 226 done', '> STOR c', '< 226 done'], ['> STOR a', '< 552 Quota exceeded.']),
);

function read(analysis: LogAnalysis, lines: readonly string[], at: number): LogAnalysis {
  const open = analysis.open(`log ${at}`);
  for (const line of lines) open.read(line);
  open.end();
  return analysis;
}

test('what several analyses have found, put together, is what one has found', () => {
  fc.assert(
    fc.property(fc.array(log, { minLength: 2, maxLength: 6 }), (logs) => {
      const one = new LogAnalysis(explainer());
      logs.forEach((lines, at) => {
        read(one, lines, at);
      });
      const together = new LogAnalysis(explainer());
      logs.forEach((lines, at) => {
        expect(together.absorb(structuredClone(read(new LogAnalysis(explainer()), lines, at).part()))).toBe(true);
      });
      expect(together.summary()).toEqual(one.summary());
    }),
    { numRuns: 150 },
  );
});

test('too many clients to be counted: the parts say that the order matters', () => {
  const crowd = (first: number) =>
    Array.from(
      { length: 12_000 },
      (_, i) =>
        `10.${(first + i) >> 16}.${((first + i) >> 8) & 255}.${(first + i) & 255} UNKNOWN ann [03/Feb/2024:04:05:06 +0000] "RETR a" 550 -`,
    );
  const together = new LogAnalysis(undefined);
  expect(together.absorb(read(new LogAnalysis(undefined), crowd(0), 1).part())).toBe(true);
  expect(together.absorb(read(new LogAnalysis(undefined), crowd(12_000), 2).part())).toBe(false);
});

test('with one thread and with several the output is the same to the byte, errors and status too', () => {
  const names = recordings.map((lines, at) => {
    const name = join(folder, `${at}.log`);
    writeFileSync(name, lines.join('\n'));
    return name;
  });
  const packed = join(folder, 'packed.log.gz');
  writeFileSync(packed, gzipSync(recordings[0]?.join('\n') ?? ''));
  const broken = join(folder, 'broken.log.gz');
  writeFileSync(broken, gzipSync(recordings[1]?.join('\n').repeat(50) ?? '').subarray(0, -20));
  const files = [...names, packed, broken, join(folder, 'missing.log')];
  for (const form of [['--summary'], ['--findings'], ['--counts'], ['--format', 'json'], ['--summary', '-e', '--format', 'ndjson']]) {
    const [one, two] = ['1', '3'].map((jobs) => run(['explain-log', ...form, '--jobs', jobs, ...files]));
    expect(two, form.join(' ')).toEqual(one);
    expect(one?.stderr).toContain('missing.log');
    expect(one?.stderr).toContain('broken.log.gz');
  }
});

test('a number of threads that is none is refused', () => {
  for (const given of ['0', '-1', 'many', '1.5', '1000']) {
    const { stderr, status } = run(['explain-log', '--jobs', given, 'x.log']);
    expect(status).toBe(64);
    expect(stderr).toContain('--jobs takes a number of threads');
  }
});

test('a line of ndjson is the object as JSON, also where its explanation was printed before', () => {
  for (const lines of recordings) {
    const open = new LogAnalysis(explainer()).open('x');
    for (const line of lines)
      for (const one of open.read(line)) {
        const json = eventJson(one);
        expect(eventLine(one)).toBe(json && safeJson(json));
      }
  }
});
