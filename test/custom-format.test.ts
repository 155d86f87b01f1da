// `--log-format` with a ProFTPD LogFormat or a W3C field list.
import { describe, expect, test } from 'vitest';
import { customFormat, isCustomSpec } from '../src/log/custom-format.ts';
import { LogReader } from '../src/log/reader.ts';
import { inWorld } from './helpers/io.ts';

const read = (spec: string, ...lines: string[]) => {
  const reader = new LogReader('x.log', customFormat(spec));
  return lines.flatMap((line, at) => reader.read(line, at + 1));
};

const cases: { title: string; spec: string; lines: string[]; expected: object[] }[] = [
  {
    title: 'the default LogFormat',
    spec: '%h %l %u %t "%r" %s %b',
    lines: ['192.0.2.7 UNKNOWN bob [11/Mar/2026:04:46:51 +0000] "STOR a b.txt" 226 1024'],
    expected: [{ code: 226, command: 'STOR a b.txt', client: '192.0.2.7', user: 'bob' }],
  },
  { title: 'the status in front', spec: '%s|%m|%a', lines: ['530|PASS|192.0.2.7'], expected: [{ code: 530, client: '192.0.2.7' }] },
  {
    title: 'the text of the reply',
    spec: '[%P] %s %S',
    lines: ['[77] 550 a.txt: No such file or directory'],
    expected: [{ code: 550, text: 'a.txt: No such file or directory', session: '77' }],
  },
  { title: 'a line without a status', spec: '%h "%r" %s', lines: ['192.0.2.7 "QUIT" -'], expected: [] },
  { title: 'a line of another form', spec: '%h "%r" %s', lines: ['something else 550'], expected: [] },
  {
    title: 'a W3C field list',
    spec: '#Fields: date time c-ip cs-username cs-method cs-uri-stem sc-status',
    lines: ['2026-01-14 09:30:00 192.0.2.7 bob RETR /a.txt 550'],
    expected: [{ code: 550, client: '192.0.2.7', user: 'bob' }],
  },
];

test.each(cases)('$title', ({ spec, lines, expected }) => {
  const replies = read(spec, ...lines).filter(({ type }) => type === 'reply');
  expect(replies).toHaveLength(expected.length);
  for (const [at, one] of expected.entries()) expect(replies[at]).toMatchObject(one);
});

describe('what is no format', () => {
  test.each(['%h %q %s', '#Fields: date time'])('%s is refused', (spec) => {
    expect(isCustomSpec(spec)).toBe(true);
    expect(() => customFormat(spec)).toThrow(RangeError);
  });
  test('the command says so', async () => {
    for (const spec of ['nosuch', '%h %q'])
      expect(await inWorld(['explain-log', '--log-format', spec, '/dev/null'])).toMatchObject({
        status: 64,
        out: '',
        err: expect.stringContaining('ftpcode: '),
      });
  });
});
