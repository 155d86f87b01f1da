// No expression can be made slow: each of the sources, and each reader that is built of them, meets long texts that nearly
// match, of two lengths. The time may grow with the length, not with its square.
import { beforeAll, describe, expect, test } from 'vitest';
import { codeTable, explainer } from '../src/data.ts';
import { parseQuery } from '../src/codes/query.ts';
import { readSystemError } from '../src/explain/system-error.ts';
import { readSense } from '../src/explain/sense.ts';
import { isoTime } from '../src/log/time.ts';
import { hidePasswords } from '../src/password.ts';
import { readCarried } from '../src/reply/carried.ts';
import { visible } from '../src/render/visible.ts';
import type { LogFormat } from '../src/log/format.ts';
import type { unwrap as Unwrap } from '../src/log/wrapper.ts';
import { tried } from './helpers/tried.ts';
import { type Found, growing, literalsOf, longTexts, pumpsOf, slowTexts, UNITS } from './helpers/patterns.ts';

const built: Found[] = [];
let formats: readonly LogFormat[] = [];
let unwrap: typeof Unwrap;

// Expressions that are put together when a module is loaded are caught at their making.
beforeAll(async () => {
  const Original = RegExp;
  globalThis.RegExp = new Proxy(Original, {
    construct: (target, args) => {
      const pattern = Reflect.construct(target, args) as RegExp;
      built.push({ file: 'put together', pattern });
      return pattern;
    },
  });
  const { resetModules } = await import('vitest').then(({ vi }) => vi);
  resetModules();
  ({ unwrap } = await import('../src/log/wrapper.ts'));
  ({ formats } = await import('../src/log/formats/index.ts'));
  globalThis.RegExp = Original;
});

/** Files whose expressions are only given short texts, with the longest: there the time for one of that length is what counts. */
const SHORT_ONLY: Readonly<Record<string, number>> = {
  'findings/': 2000,
  'explain/sense.ts': 600,
  'log/dress.ts': 160,
  'render/prose.ts': 400,
  'man-page.ts': 400,
  manpage: 400,
};
/** Milliseconds for one such text, on a busy machine. */
const A_MOMENT = 100;

const units = UNITS.filter((_, at) => at % 2 === 0).map((unit) => growing('', unit));

describe('expressions', () => {
  test('all literals of the sources, and those put together', (context) => {
    const found = [...literalsOf(new URL('../src/', import.meta.url)), ...built];
    expect(found.length).toBeGreaterThan(300);
    const slow = found.flatMap(({ file, pattern }) => {
      const task = pattern.global ? (text: string) => void text.replace(pattern, '') : (text: string) => void pattern.exec(text);
      const pumps = [...new Map(pumpsOf(pattern).map(({ front, unit }) => [`${front}\n${unit}`, growing(front, unit)])).values()].slice(
        0,
        24,
      );
      tried(context.task, pumps.length + units.length);
      const longest = Object.entries(SHORT_ONLY).find(([start]) => file.includes(start))?.[1];
      const slow = longest === undefined ? slowTexts(task, [...pumps, ...units]) : longTexts(task, [...pumps, ...units], longest, A_MOMENT);
      return slow.map((what) => `${file} /${pattern.source.slice(0, 120)}/${pattern.flags} ${what}`);
    });
    expect(slow).toEqual([]);
  }, 120_000);
});

describe('readers', () => {
  test('every log format, with its samples drawn out at three places', ({ task }) => {
    const slow = formats.flatMap((format) => {
      // One or two samples of each kind of line are enough.
      const samples = format.samples.filter((_, at) => at % Math.ceil(format.samples.length / 4) === 0);
      return samples.flatMap(({ lines }) => {
        const last = lines.at(-1) as string;
        const places = new Set([last.length, last.search(/\d{3}[ -]/) + 4, last.length >> 1]);
        const texts = [...places].flatMap((at) =>
          UNITS.filter((_, index) => index % 2 === at % 2).map((unit) => growing(last.slice(0, at), unit, `\u0001${last.slice(at)}`)),
        );
        const read = format.open();
        tried(task, texts.length);
        return slowTexts((text) => void read(unwrap(text)), texts).map((what) => `${format.name} ${what}`);
      });
    });
    expect(slow).toEqual([]);
  }, 120_000);

  test.each<[string, (text: string) => void]>([
    ['the wrapping of lines', (text) => void unwrap(text)],
    ['passwords', (text) => void hidePasswords(`${text} PASS ${text} "password":"${text}`)],
    ['times', (text) => void isoTime(text)],
    ['queries', (text) => void parseQuery(text)],
    ['what is shown', (text) => void visible(text)],
    ['system errors', (text) => void readSystemError(text)],
    ['senses', (text) => [421, 425, 500, 530, 550].forEach((code) => void readSense(text, code))],
    [
      'what replies carry',
      (text) => [110, 120, 150, 211, 213, 215, 227, 228, 229, 257, 522, 631].forEach((code) => void readCarried(code, text)),
    ],
    ['banners', (text) => void explainer().catalogue.serverOfBanner(text)],
    [
      'wordings',
      (text) => [220, 230, 425, 500, 530, 550, 553].forEach((code) => void explainer().explain(code, text, { command: 'STOR' })),
    ],
  ])('%s', (_title, task) => {
    codeTable();
    const fronts = [
      '',
      '(',
      '"',
      '530 ',
      'Nov 23 10:00:00 host proftpd[31]: ',
      '2026-11-23 10:00:00 ',
      'PASS ',
      '227 (1,2,3',
      'Login incorrect for ',
      'Permission denied: ',
      "Can't open ",
    ];
    expect(
      slowTexts(
        task,
        fronts.flatMap((front) => UNITS.map((unit) => growing(front, unit))),
      ),
    ).toEqual([]);
  });
});
