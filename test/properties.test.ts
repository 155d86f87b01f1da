// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
// What holds for any input: fast-check makes the inputs and, where one fails, a smaller one. The short run of what
// `npm run fuzz` does for long.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineSplitter, LONGEST_LINE } from '../src/input/lines.ts';
import { safeJson, visible } from '../src/render/visible.ts';
import { inTime, matcher } from '../src/search.ts';
import { holds } from './helpers/tried.ts';
import { isSafe, linesIn, mutate, analyse, drawn, randomLine, Random, recordings } from './helpers/fuzz.ts';

const runs = (numRuns: number) => ({ numRuns, interruptAfterTimeLimit: 8000, markInterruptAsFailure: false });

/** Bytes with what matters to a splitter in good measure. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        '\n',
        '\r',
        '\r\n',
        '220 hi',
        '550-',
        'é',
        '日本',
        '\u0000',
        'x'.repeat(LONGEST_LINE - 1),
        'é'.repeat(LONGEST_LINE / 2),
        '\ufeff',
        ' ',
      ),
      { maxLength: 12 },
    )
    .chain((parts) =>
      fc.constantFrom<BufferEncoding>('utf8', 'latin1', 'utf16le').map((encoding) => new Uint8Array(Buffer.from(parts.join(''), encoding))),
    ),
);

describe('lines', () => {
  test('any chunking of any bytes gives the same lines and the same count of cut ones', ({ task }) => {
    holds(
      task,
      fc.property(bytes, fc.array(fc.nat(70_000), { maxLength: 20 }), fc.boolean(), (input, cuts, byByte) => {
        const whole = new LineSplitter();
        const wanted = [...whole.push(input), ...whole.end()];
        const parts = new LineSplitter();
        const found: string[] = [];
        const at =
          byByte && input.length < 2000
            ? Array.from(input, (_, index) => index)
            : [...cuts].sort((a, b) => a - b).filter((cut) => cut <= input.length);
        for (const [index, from] of [0, ...at].entries()) {
          // The caller may use its chunk again.
          const chunk = input.slice(from, [0, ...at][index + 1] ?? input.length);
          found.push(...parts.push(chunk));
          chunk.fill(0x37);
        }
        found.push(...parts.end());
        expect(found).toEqual(wanted);
        expect(parts.cut).toBe(whole.cut);
      }),
      runs(300),
    );
  });

  test('a whole line is given at once, without waiting for the next', () => {
    const splitter = new LineSplitter();
    expect(splitter.push(Buffer.from('2'))).toEqual([]);
    expect(splitter.push(Buffer.from('20 hi\r\n'))).toEqual(['220 hi']);
    expect(splitter.push(Buffer.from('> USER x\n331'))).toEqual(['> USER x']);
  });

  test('nothing of a line is lost up to the limit, and what is longer is cut there and counted', () => {
    for (const more of [-1, 0, 1, 2, 1000]) {
      for (const end of ['\n', '\r\n', '']) {
        const splitter = new LineSplitter();
        const lines = [...splitter.push(Buffer.from(`${'a'.repeat(LONGEST_LINE + more)}${end}b`)), ...splitter.end()];
        expect(lines[0]).toBe(
          end === ''
            ? `${'a'.repeat(LONGEST_LINE + more)}b`.slice(0, LONGEST_LINE)
            : 'a'.repeat(Math.min(LONGEST_LINE, LONGEST_LINE + more)),
        );
        expect(splitter.cut).toBe(more > 0 || (end === '' && more === 0) ? 1 : 0);
      }
    }
  });

  test('a line is cut between characters', () => {
    const splitter = new LineSplitter();
    const [line] = [...splitter.push(Buffer.from(`a${'€'.repeat(LONGEST_LINE)}\n`))];
    expect(line).toBe(`a${'€'.repeat((LONGEST_LINE - 1) / 3)}`);
  });
});

describe('what is shown', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.nat(0x10ffff).map((code) => String.fromCodePoint(code))).map((parts) => parts.join('')),
    fc.array(fc.nat(0xffff)).map((codes) => String.fromCharCode(...codes)),
  );

  test('no text leaves a control character, and showing it twice changes nothing', ({ task }) => {
    holds(
      task,
      fc.property(text, (any) => isSafe(visible(any)) && visible(visible(any)) === visible(any)),
      runs(5000),
    );
  });

  test('json is safe and reads back as what it was', ({ task }) => {
    holds(
      task,
      fc.property(
        text,
        (any) => isSafe(safeJson({ [any]: any })) && JSON.stringify(JSON.parse(safeJson({ any }))) === JSON.stringify({ any }),
      ),
      runs(5000),
    );
  });
});

describe('logs', () => {
  const seed = fc.integer();

  test('any chunking of any log gives the same events and the same summary', ({ task }) => {
    const all = recordings();
    holds(
      task,
      fc.property(seed, fc.integer({ min: 1, max: 200 }), (start, size) => {
        const random = new Random(start);
        const input = mutate(random.of(all), random, all);
        expect(analyse(linesIn(input, size))).toEqual(analyse(linesIn(input, input.length)));
      }),
      runs(60),
    );
  });

  test('random lines: nothing throws, nothing unsafe is drawn, colours taken away give the plain output', ({ task }) => {
    holds(
      task,
      fc.property(seed, (start) => {
        const random = new Random(start);
        const lines = Array.from({ length: 50 }, () => randomLine(random));
        const { plain, coloured, json } = drawn(lines);
        expect(coloured.replace(/\u001b\[\d{1,2}m/g, '')).toBe(plain);
        expect(isSafe(plain)).toBe(true);
        expect(isSafe(json)).toBe(true);
      }),
      runs(150),
    );
  });

  test('mutated recordings: the same', ({ task }) => {
    const all = recordings();
    holds(
      task,
      fc.property(seed, (start) => {
        const random = new Random(start);
        const { plain, json } = drawn(linesIn(mutate(random.of(all), random, all), 65_536));
        return isSafe(plain) && isSafe(json);
      }),
      runs(60),
    );
  });
});

describe('a pattern for grep', () => {
  test.each(['(a+)+$', '(?:.*.*)*.*.*.*.*zq', '(?=(.*)*)(.*)*\\1{9}#'])('%s is stopped or done in time', (pattern) => {
    const started = performance.now();
    const matches = matcher(pattern, false);
    const text = 'the server closes the data connection because nothing came '.repeat(20);
    try {
      inTime(pattern, () => matches.test(text));
    } catch (error) {
      expect((error as Error).message).toMatch(/^the pattern '.*' was stopped after 2 seconds/);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('any text is a pattern, or is refused in one sentence', ({ task }) => {
    holds(
      task,
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), fc.boolean(), (pattern, fixed) => {
        try {
          inTime(pattern, () => matcher(pattern, fixed).test('550 Requested action not taken.'));
        } catch (error) {
          expect((error as Error).message).toMatch(/is no regular expression|was stopped/);
          expect(isSafe((error as Error).message)).toBe(true);
        }
      }),
      runs(500),
    );
  });

  test('a fixed string is found as it stands', ({ task }) => {
    holds(
      task,
      fc.property(fc.string({ minLength: 1 }), (pattern) => matcher(pattern, true).test(`x${pattern}y`)),
      runs(1000),
    );
  });
});
