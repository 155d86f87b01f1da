// Every log format reads its own samples as stated, and claims no other's.
import { describe, expect, test } from 'vitest';
import { LogAnalysis } from '../src/analysis.ts';
import type { LogEvent } from '../src/log/event.ts';
import type { LogFormat, Said } from '../src/log/format.ts';
import { generic } from '../src/log/formats/generic.ts';
import { formats } from '../src/log/formats/index.ts';
import { Numbering } from '../src/log/numbering.ts';
import { LAYERS, unwrap } from '../src/log/wrapper.ts';

function readSample(format: LogFormat, lines: readonly string[]): Said | readonly Said[] | undefined {
  const read = format.open();
  let last: Said | readonly Said[] | undefined;
  for (const line of lines) last = read(unwrap(line));
  return last;
}

const marked = (format: LogFormat, line: string): boolean => format.marks === undefined || format.marks.some((mark) => line.includes(mark));

describe.each(formats.map((format) => [format.name, format] as const))('%s', (_name, format) => {
  test('is named, documented and has samples', () => {
    expect(format.name).toMatch(/^[a-z0-9]+(?:-[a-z0-9.]+)*$/);
    expect(format.docs).toMatch(/^https:\/\/\S+$/);
    expect(format.samples.length).toBeGreaterThan(0);
  });

  test.each(format.samples.map((sample) => [sample.lines.join(' / ').slice(0, 80), sample] as const))('reads %s', (_title, {
    lines,
    said,
  }) => {
    expect(readSample(format, lines)).toEqual(said);
    expect(marked(format, lines.at(-1) as string), 'holds one of its marks').toBe(true);
  });

  test('claims no sample of another format', () => {
    if (format === generic) return;
    const claimed = formats
      .filter((other) => other !== format && other !== generic)
      .flatMap((other) => other.samples.map(({ lines }) => ({ other: other.name, lines })))
      .filter(({ lines }) => marked(format, lines.at(-1) as string) && readSample(format, lines) !== undefined)
      .map(({ other, lines }) => `${other}: ${lines.at(-1)}`);
    expect(claimed).toEqual([]);
  });
});

test('names are unique', () => {
  expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
});

/** One text for each layer of wrapping, in their order. */
const WRAPPED = [
  '\uFEFF220 Hello',
  '<td>220 Hello',
  'ftp.log.1:12:220 Hello',
  'ftp_1  | 220 Hello',
  'stderr F 220 Hello',
  '02-03 04:05:06.789  1234  1235 D Ftp: 220 Hello',
  'D/Ftp     ( 1234): 220 Hello',
  '<30>220 Hello',
  '2024-02-03T04:05:06Z host ftpd[12]: 220 Hello',
  '2024-02-03T04:05:06Z host ftpd 12 ID47 - 220 Hello',
  'Feb  3 04:05:06 host ftpd[12]: 220 Hello',
  '[03/Feb/2024:04:05:06 +0000] 220 Hello',
  '(04:05:06) 220 Hello',
  '[INFO] 220 Hello',
  '// 220 Hello',
  '> 220 Hello',
  '    <--- 220 Hello',
];

test('a layer of wrapping begins with the characters that it names, and with no other', () => {
  expect(WRAPPED.map((text, at) => LAYERS[at]?.pattern.test(text))).toEqual(LAYERS.map(() => true));
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  const lines = [...WRAPPED, ...formats.flatMap(({ samples }) => samples.flatMap(({ lines }) => lines))];
  const texts = lines.flatMap((line) => [line, ...ascii.flatMap((first) => [first + line, first + line.slice(1)])]);
  for (const { begins, pattern } of LAYERS)
    expect(texts.filter((text) => pattern.test(text) && !begins.test(text[0] as string))).toEqual([]);
});

/** What a log of these lines holds. */
function eventsOf(lines: readonly string[]): LogEvent[] {
  const analysis = new LogAnalysis(undefined);
  const log = analysis.open('sample.log');
  const found = lines.flatMap((line) => log.read(line)).map(({ event }) => event);
  log.end();
  return found;
}

describe('a log that somebody has numbered', () => {
  const transcript = [
    '--2012-05-08 02:00:03--  ftp://ann@198.51.100.7/a.gz',
    "           => `a.gz'",
    'Connecting to 198.51.100.7:21... connected.',
    'Logging in as ann ... Logged in!',
  ];
  const formatsIn = (lines: readonly string[]): string[] =>
    eventsOf(lines).flatMap((event) => (event.type === 'event' ? [event.logFormat] : []));

  test.each([
    ['cat -n', (line: string, at: number) => `${String(at + 1).padStart(6)}\t${line}`],
    ['grep -n', (line: string, at: number) => `${at + 1}:${line}`],
    ['a ticket', (line: string, at: number) => `${at + 1}. ${line}`],
    ['a page of source', (line: string, at: number) => `${at + 1} | ${line}`],
  ])('%s', (_, number) => {
    expect(formatsIn(transcript.map(number))).toEqual(['wget']);
  });

  test.each([
    [['220: ready', '331: pw', '530: Login incorrect.', '540: none']],
    [['220: ready', '221: bye']],
    [['41: a', '42: b', '43: c']],
    [['10:00:01 a', '10:00:02 b']],
    [['', '1: a', '2: b']],
  ])('is not one that does not count from 1: %j', (lines) => {
    const numbering = new Numbering();
    expect(lines.map((line) => numbering.strip(line))).toEqual(lines);
  });

  test('ends where the numbers do', () => {
    const numbering = new Numbering();
    expect(['1: a', '2: b', '530: c', '3: d'].map((line) => numbering.strip(line))).toEqual(['a', 'b', '530: c', '3: d']);
  });
});

describe('lines that only look like replies, in a transcript', () => {
  const replies = (lines: readonly string[]): number[] => eventsOf(lines).flatMap((event) => (event.type === 'reply' ? [event.code] : []));

  test.each([
    ['a link in a listing', 'lrwxrwxrwx   1 ann  staff  24 Feb 11 09:14 error -> 530 Login incorrect.tex'],
    ['a file in a listing', '-rw-r--r--   1 ann  staff  24 Feb 11 09:14 530 Login incorrect.tex'],
    ['a member of a record', 'audit: login uid=501 gid=220 size=530'],
    ['a number of a socket', 'socket error: 110 Connection timed out'],
  ])('%s', (_, line) => {
    expect(replies(['220 ready', '331 Please specify the password.', line, '230 Login successful.'])).toEqual([220, 331, 230]);
  });
});
