// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
// biome-ignore-all lint/suspicious/noMisleadingCharacterClass: single code points, among them joiners and selectors
// Hostile input from a seed, and what is done with it: the same functions serve the short tests and `npm run fuzz`.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Explained, LogAnalysis, type LogSummary } from '../../src/analysis.ts';
import { codeTable, explainer } from '../../src/data.ts';
import { LineSplitter } from '../../src/input/lines.ts';
import { formats } from '../../src/log/formats/index.ts';
import { eventJson } from '../../src/render/event-json.ts';
import { renderLine } from '../../src/render/log-text.ts';
import { renderSummary } from '../../src/render/summary-text.ts';
import { makeTheme } from '../../src/render/theme.ts';
import { safeJson } from '../../src/render/visible.ts';

/** Numbers that look random and are the same for the same seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to below `most`. */
  below(most: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }
}

const SAMPLES: readonly string[] = formats.flatMap(({ samples }) => samples.flatMap(({ lines }) => lines));

const PIECES: readonly string[] = [
  '220 ',
  '220-',
  '530 Login incorrect.',
  '550-',
  '550 ',
  '226 Transfer complete.',
  '> USER ',
  '331',
  '421 ',
  '999 ',
  '000 ',
  '227 Entering Passive Mode (10,0,0,1,4,1)',
  'PASS secret',
  '---> ',
  '<--- ',
  '\u001b]0;x\u0007',
  '\u001b[2J',
  '\u009b31m',
  '\u202e',
  '\u200b',
  '\u{e0041}',
  '\ud800',
  '\udfff',
  '\u0000',
  '\u0007',
  '\r',
  '\t',
  '\u2028',
  '\ufeff',
  '"',
  "'",
  '\\',
  '\\x1b',
  '{"a":',
  '[[[[',
  ']]',
  '}}',
  '<a href="',
  '&lt;',
  '%s%n',
  '../../',
  '__proto__',
  'constructor',
  'Nov 23 10:00:00 host proftpd[31]: ',
  '2026-11-23 10:00:00 ',
  '192.0.2.1 ',
  '[pid 3] [bob] ',
  'ſtor',
  'İ',
  'ı',
  '１２３',
  '٥٥٠ ',
  'é',
  '日本語',
  '=cmd|',
  '-1',
  '1e999',
  ' '.repeat(50),
  '9'.repeat(40),
  'a'.repeat(300),
];

/** One line, from samples of formats, pieces that matter, and noise. */
export function randomLine(random: Random): string {
  if (random.below(100) === 0) return random.of(PIECES).repeat(random.below(400));
  let line = random.below(3) === 0 ? '' : random.of(SAMPLES);
  for (let left = random.below(5); left > 0; left -= 1) {
    const at = random.below(line.length + 1);
    const piece = random.below(4) === 0 ? String.fromCharCode(random.below(0x10000)) : random.of(PIECES);
    line = line.slice(0, at) + piece + line.slice(at + random.below(3) * random.below(20));
  }
  return line.replaceAll('\n', ' ');
}

const RECORDED = new URL('../../../shared/corpus/recorded/', import.meta.url);

/** Logs as real servers and clients wrote them, where they are at hand; else the samples of the formats. */
export function recordings(): Uint8Array[] {
  if (!existsSync(RECORDED)) return formats.map(({ samples }) => Buffer.from(samples.flatMap(({ lines }) => lines).join('\n')));
  const files = readdirSync(RECORDED, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.log'))
    .sort();
  return files.map((name) => readFileSync(new URL(name, RECORDED)).subarray(0, 30_000));
}

/** A log with bytes flipped, lost, doubled, planted, or cut off. */
export function mutate(log: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array {
  let bytes = Buffer.from(log);
  for (let left = 1 + random.below(12); left > 0; left -= 1) {
    const at = random.below(bytes.length + 1);
    const length = random.below(200);
    switch (random.below(8)) {
      case 0:
        if (at < bytes.length) bytes[at] = random.below(256);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - length))]).subarray(0, 60_000);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(random.of(PIECES)), bytes.subarray(at)]);
        break;
      case 4:
        bytes = Buffer.concat([bytes.subarray(0, at), random.of(others).subarray(0, 5000), bytes.subarray(at)]).subarray(0, 60_000);
        break;
      case 5:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(random.below(3000), random.below(256)), bytes.subarray(at)]);
        break;
      case 6:
        if (random.below(4) === 0) bytes = bytes.subarray(0, at);
        break;
      default:
        if (random.below(10) === 0) bytes = Buffer.from(bytes.toString('latin1'), random.of(['utf16le', 'utf8'] as const));
    }
  }
  return bytes;
}

/** The lines of a log that comes in chunks of a size. */
export function linesIn(bytes: Uint8Array, size: number): string[] {
  const splitter = new LineSplitter();
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += Math.max(1, size)) lines.push(...splitter.push(bytes.subarray(at, at + Math.max(1, size))));
  return [...lines, ...splitter.end()];
}

/** Reads lines as one log. */
export function analyse(lines: readonly string[], take: (line: string, explained: readonly Explained[]) => void = () => {}): LogSummary {
  const analysis = new LogAnalysis(explainer());
  const log = analysis.open('x.log');
  for (const line of lines) take(line, log.read(line));
  take('', log.end());
  return analysis.summary();
}

const PLAIN = makeTheme(false);
const COLOURED = makeTheme(true);

/** Everything that may be printed of a log. */
export function drawn(lines: readonly string[]): { plain: string; coloured: string; json: string } {
  let plain = '';
  let coloured = '';
  let json = '';
  const summary = analyse(lines, (line, explained) => {
    plain += renderLine(line, explained, PLAIN, 80);
    coloured += renderLine(line, explained, COLOURED, 80);
    for (const one of explained) {
      const event = eventJson(one);
      if (event) json += `${safeJson(event)}\n`;
    }
  });
  return {
    plain: plain + renderSummary(summary, codeTable(), PLAIN, 80),
    coloured: coloured + renderSummary(summary, codeTable(), COLOURED, 80),
    json: `${json}${safeJson(summary)}\n`,
  };
}

// Written apart from the one in src/render/visible.ts, so that a slip there is seen here.
const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\p{Surrogate}/u;

/** True for text without a control character other than tab and line feed. */
export const isSafe = (text: string): boolean => !UNSAFE.test(text);
