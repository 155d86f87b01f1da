// Finds every regular expression of the sources, and makes long near-misses for each from its own structure.
import { readdirSync, readFileSync } from 'node:fs';
import { anyOf } from '../../src/any-of.ts';

export interface Found {
  readonly file: string;
  readonly pattern: RegExp;
}

/** Every regular expression literal of the TypeScript files below a folder. */
export function literalsOf(folder: URL): Found[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.as.ts'),
  );
  return files.flatMap((file) => {
    const source = readFileSync(new URL(file, folder), 'utf8');
    return [...literalsIn(source), ...listsIn(source)].map((pattern) => ({ file, pattern }));
  });
}

/** The lists of wordings of a source. */
const listsIn = (source: string): RegExp[] =>
  [...source.matchAll(/\banyOf`([^`]*)`/g)].map(([, list = '']) => anyOf(Object.assign([list], { raw: [list] })));

// Comments, texts and expressions, whichever begins first. A slash begins an expression only behind what cannot end a value.
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|(?<=(?:^|[=(,:[!&|?{};+>]|\breturn|=>)\s*)\/((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/gm;

function literalsIn(source: string): RegExp[] {
  return [...source.matchAll(TOKEN)].flatMap(([, body, flags]) => {
    if (body === undefined) return [];
    try {
      return [new RegExp(body, flags)];
    } catch {
      return [];
    }
  });
}

interface Atom {
  readonly source: string;
  readonly least: number;
  readonly most: number;
  /** Alternatives, for a group. */
  readonly inside?: readonly (readonly Atom[])[];
  /** Looks around, and takes no characters. */
  readonly empty: boolean;
}

/** Reads the source of an expression as far as pumping needs it. */
function parse(source: string): readonly (readonly Atom[])[] {
  let at = 0;
  const alternatives = (): Atom[][] => {
    const all: Atom[][] = [[]];
    while (at < source.length && source[at] !== ')') {
      if (source[at] === '|') {
        at += 1;
        all.push([]);
      } else (all.at(-1) as Atom[]).push(atom());
    }
    return all;
  };
  const atom = (): Atom => {
    const start = at;
    let inside: Atom[][] | undefined;
    let empty = false;
    if (source[at] === '(') {
      const opener = /^\((?:\?(?::|<?[=!]|<\w+>))?/.exec(source.slice(at)) as RegExpExecArray;
      empty = /[=!]$/.test(opener[0]);
      at += opener[0].length;
      inside = alternatives();
      at += 1;
    } else if (source[at] === '[') {
      at += 1;
      while (at < source.length && source[at] !== ']') at += source[at] === '\\' ? 2 : 1;
      at += 1;
    } else if (source[at] === '\\')
      at += (
        /^\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|p\{[^}]*\}|P\{[^}]*\}|c[A-Z]|k<\w+>|.)/i.exec(source.slice(at)) as RegExpExecArray
      )[0].length;
    else {
      empty = source[at] === '^' || source[at] === '$';
      at += 1;
    }
    const own = source.slice(start, at);
    if (/^\\[bB]$/.test(own)) empty = true;
    const quantifier = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(source.slice(at));
    if (!quantifier) return { source: own, least: 1, most: 1, empty, ...(inside && { inside }) };
    at += quantifier[0].length;
    const [, sign, from, range, to] = quantifier;
    const least = sign ? (sign === '+' ? 1 : 0) : Number(from);
    const most = sign
      ? sign === '?'
        ? 1
        : Number.POSITIVE_INFINITY
      : range === undefined
        ? Number(from)
        : to
          ? Number(to)
          : Number.POSITIVE_INFINITY;
    return { source: own, least, most, empty, ...(inside && { inside }) };
  };
  return alternatives();
}

const CHARS = [...' a0A-"(<[.\t:\\=,/x_;|{\'~@%é&#>)]', ...Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))];

/** Characters of several kinds that one atom takes. */
function charsOf({ source }: Atom, flags: string): string[] {
  let one: RegExp;
  try {
    one = new RegExp(`^(?:${source})$`, flags.replace(/[gy]/g, ''));
  } catch {
    return [];
  }
  return [...new Set(CHARS.filter((char) => one.test(char)))].slice(0, 4);
}

/** A short text that an atom takes. */
function sample(atom: Atom, flags: string): string {
  if (atom.empty) return '';
  const once = atom.inside ? (atom.inside[0] ?? []).map((one) => sample(one, flags)).join('') : (charsOf(atom, flags).at(-1) ?? '');
  return once.repeat(Math.min(atom.least, 50));
}

/** Texts that repeat, for each repetition of an expression: what stands in front of it, and what is to be repeated. */
export function pumpsOf({ source, flags }: RegExp): { readonly front: string; readonly unit: string }[] {
  const pumps: { front: string; unit: string }[] = [];
  const walk = (alternatives: readonly (readonly Atom[])[], front: string): void => {
    for (const sequence of alternatives) {
      let before = front;
      for (const atom of sequence) {
        if (atom.most > 20) {
          const units = atom.inside
            ? atom.inside.map((inner) => inner.map((one) => sample({ ...one, least: Math.max(one.least, 1) }, flags)).join(''))
            : charsOf(atom, flags);
          for (const unit of units)
            if (unit !== '') pumps.push({ front: before, unit }, { front: '', unit: `${before.slice(-20)}${unit}` });
        }
        if (atom.inside) walk(atom.inside, before);
        before += sample(atom, flags);
      }
    }
  };
  walk(parse(source), '');
  return pumps;
}

/** What is repeated whatever the expression is. */
export const UNITS: readonly string[] = [
  ' ',
  'a',
  '0',
  'A',
  '-',
  '"',
  '(',
  '<',
  '[',
  '.',
  '\t',
  ':',
  "'",
  '\\',
  '=',
  ',',
  '/',
  '1,',
  '<a',
  '&lt;',
  'a ',
  ' a',
  '0 ',
  '[0] ',
  '(0',
  '530-',
  '530 ',
  '\\\\',
  '\\x',
  '"a" ',
  'a: ',
  '> ',
  '<> ',
  'a|',
  '%20',
  '::',
  '\r',
  '\u001b[',
  '{"a":',
  'é',
  '\u00a0',
];

/** Milliseconds of computing that a task takes, whatever else the machine does meanwhile: the best of some runs. */
export function milliseconds(task: () => void, runs = 3): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const used = process.cpuUsage();
    task();
    const { user, system } = process.cpuUsage(used);
    best = Math.min(best, performance.now() - start, (user + system) / 1000);
  }
  return best;
}

const SHORT = 2_000;
const LONG = 16_000;
/** What linear time may look like on a busy machine: thrice the ratio of the lengths; squares are beyond that. */
const MOST = (3 * LONG) / SHORT;
/** Milliseconds: nothing that takes less for a text of the short length can be a square. */
const FLOOR = 1.5;
/** Of the texts made for one task, how many of the slowest are looked at closely. */
const CLOSELY = 3;

/** A text that grows with the length asked for. */
export interface Growing {
  readonly title: string;
  make(length: number): string;
}

/** A front, a unit as often as it takes, and an end that nothing expects. */
export const growing = (front: string, unit: string, end = '\u0001'): Growing => ({
  title: JSON.stringify([front, unit, end]),
  make: (length) => front + unit.repeat(Math.ceil(length / unit.length)) + end,
});

/** Runs a task on all texts, and those that take longest at two lengths: tells which took more than linear time. */
export function slowTexts(task: (text: string) => void, texts: readonly Growing[]): string[] {
  const timed = texts.map((text) => {
    const short = text.make(SHORT);
    return { text, short, time: milliseconds(() => task(short), 1) };
  });
  const slowest = timed
    .filter(({ time }) => time >= FLOOR)
    .sort((a, b) => b.time - a.time)
    .slice(0, CLOSELY);
  for (const { text, short } of slowest) {
    const before = milliseconds(() => task(short));
    if (before < FLOOR) continue;
    const long = text.make(LONG);
    if (milliseconds(() => task(long), 1) < before * MOST) continue;
    // Once more: a machine that was busy for a moment is no square.
    const ratio = milliseconds(() => task(long), 1) / milliseconds(() => task(short));
    if (ratio >= MOST) return [`${text.title}: ${LONG / SHORT} times the length took ${ratio.toFixed(0)} times as long`];
  }
  return [];
}

/** Runs a task on all texts in one length: tells which took more than `most` milliseconds. */
export function longTexts(task: (text: string) => void, texts: readonly Growing[], length: number, most: number): string[] {
  return texts.flatMap((text) => {
    const made = text.make(length);
    const time = milliseconds(() => task(made), 1);
    return time > most && milliseconds(() => task(made)) > most ? [`${text.title}: ${length} characters took ${time.toFixed(0)} ms`] : [];
  });
}
