// The fast lane of `--counts` and its plain twin, the reader that knows all formats, give the same counts on the same bytes.
import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LogAnalysis, type SourceSummary } from '../src/analysis.ts';
import { scannerUrl } from '../src/data.ts';
import { FastLane } from '../src/fast/lane.ts';

const scanner = scannerUrl();
if (!scanner || !existsSync(scanner)) throw new Error('the scanner is not built');

interface Result {
  readonly counts: Readonly<Record<string, number>>;
  readonly sources: readonly SourceSummary[];
}

const resultOf = (analysis: LogAnalysis): Result => {
  const { byCode, doubtful = 0 } = analysis.tally.counts();
  return { counts: { ...byCode, doubtful }, sources: analysis.summary().sources };
};

function plain(lines: readonly string[]): Result {
  const analysis = new LogAnalysis(undefined);
  const log = analysis.open('x');
  for (const line of lines) log.read(line);
  log.end();
  return resultOf(analysis);
}

function fast(lines: readonly string[], cuts: readonly number[]): Result {
  const bytes = new TextEncoder().encode(lines.join('\n') + (cuts.length % 2 ? '' : '\n'));
  const lane = FastLane.open(bytes.subarray(0, bytes.lastIndexOf(10) + 1), scanner as URL);
  expect(lane).toBeDefined();
  if (!lane) return { counts: {}, sources: [] };
  const analysis = new LogAnalysis(undefined);
  const log = analysis.open('x');
  log.prime(lane.sample(bytes));
  const ends = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...ends, bytes.length]) {
    for (const line of lane.push(bytes.subarray(from, to))) log.read(line);
    from = to;
  }
  for (const line of lane.end()) log.read(line);
  for (const [code, count] of lane.counts()) analysis.tally.addReplies(code, count);
  log.end({ counted: lane.counted });
  return resultOf(analysis);
}

const pid = fc.constantFrom(7, 77, 4242, 99999);
const user = fc.constantFrom('', '[bob] ', '[jürgen] ', '[a b] ', '[x] y] ');
const client = fc.constantFrom('192.0.2.7', '::ffff:192.0.2.8', '2001:db8::1');
const said = fc.constantFrom(
  '220 (vsFTPd 3.0.5)',
  '331 Please specify the password.',
  '230 Login successful.',
  '211-Features:',
  ' EPSV',
  '211 End',
  '230-Welcome',
  '230-530 not this',
  ' 550 nor this',
  '226 Transfer complete.',
  '550 Failed to open file.',
  '425 a "quoted" word',
  '226',
  '5',
  '',
);
const what = fc.oneof(
  said.map((text) => (where: string) => `FTP response: Client "${where}", "${text}"`),
  fc
    .constantFrom('USER bob', 'PASS <password>', 'RETR 550 a.txt', 'FEAT', 'QUIT')
    .map((text) => (where: string) => `FTP command: Client "${where}", "${text}"`),
  fc.constantFrom('CONNECT', 'OK LOGIN', 'FAIL LOGIN', 'DEBUG').map((text) => (where: string) => `${text}: Client "${where}"`),
);
const vsftpdLine = fc
  .tuple(pid, user, client, what)
  .map(([id, name, where, rest]) => `Mon Apr 12 15:19:22 2021 [pid ${id}] ${name}${rest(where)}`);
const extendedLine = fc
  .tuple(
    client,
    fc.constantFrom('-', 'bob', 'a.b'),
    fc.constantFrom('USER bob', 'PASS (hidden)', 'STOR 550 a.txt', 'RETR "x" 226 y', 'PWD', 'QUIT', 'XCRC a', 'NOSUCH a'),
    fc.integer({ min: 100, max: 650 }),
    fc.constantFrom('-', '0', '123456'),
  )
  .map(([where, name, command, code, size]) => `${where} UNKNOWN ${name} [11/Mar/2026:04:46:51 +0000] "${command}" ${code} ${size}`);

/** Records torn by a line feed in a name: what stands inside them may look whole, and counts for nothing. */
const tornLine = fc.oneof(
  { weight: 12, arbitrary: extendedLine },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '192.0.2.7 UNKNOWN bob [11/Mar/2026:04:46:51 +0000] "STOR a',
      'b" 226 5',
      '530 Login incorrect.',
      '192.0.2.7 UNKNOWN bob [11/Mar/2026:04:46:51 +0000] "',
      `b ${'z'.repeat(3000)}`,
    ),
  },
);

test.each([
  ['vsftpd', vsftpdLine, 'Mon Apr 12 15:19:22 2021 [pid 1] CONNECT: Client "192.0.2.1"'],
  ['ProFTPD', extendedLine, '192.0.2.1 UNKNOWN - [11/Mar/2026:04:46:51 +0000] "USER bob" 331 -'],
  ['ProFTPD, with torn records', tornLine, '192.0.2.1 UNKNOWN - [11/Mar/2026:04:46:51 +0000] "USER bob" 331 -'],
] as const)('%s', (_name, line, first) => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 60 }), fc.array(fc.nat(), { maxLength: 6 }), (lines, cuts) => {
      // Enough plain lines in front that the lane is taken.
      const log = [...Array<string>(2000).fill(first), ...lines];
      expect(fast(log, cuts)).toEqual(plain(log));
    }),
    { numRuns: 60, seed: 1 },
  );
});

test('a log of another kind has no lane', () => {
  expect(FastLane.open(new TextEncoder().encode('<--- 220 ready\n---> USER x\n'), scanner)).toBeUndefined();
});
