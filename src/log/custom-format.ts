// A log whose columns the user tells: `--log-format '%h %l %u %t "%r" %s %b'` (ProFTPD's LogFormat) or
// `--log-format '#Fields: date time c-ip cs-method sc-status'` (W3C).
import type { LineReader, LogFormat, Said, Who } from './format.ts';
import { who } from './say.ts';
import { TornRecord } from './torn-record.ts';
import { readRow, sayRow } from './w3c.ts';

type Piece = { readonly literal: string } | { readonly name: string };

/** What a directive's value looks like, as far as that is fixed; all others take any text. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  s: /^(?:[1-6]\d\d|-|)$/,
  a: /^[\da-f.:%-]{1,60}$/i,
  b: /^(?:\d{1,20}|-|)$/,
  D: /^.*$/,
  L: /^[\da-f.:%-]{1,60}$/i,
  P: /^\d{1,10}$/,
  p: /^\d{1,5}$/,
  h: /^\S{1,255}$/,
  t: /^\[[^[\]]{8,40}\]$/,
  T: /^[\d.-]{1,20}$/,
  R: /^[\d.-]{1,20}$/,
  I: /^(?:\d{1,20}|-)$/,
  O: /^(?:\d{1,20}|-)$/,
  l: /^\S{1,64}$/,
  m: /^\S{0,40}$/,
};
/** Every directive of mod_log that stands for a value; %{...} forms are told apart by what is in the braces. */
const KNOWN = /^[aAbcdDEfFghHIJlLmOPprRsStTuUvVwxyz]$/;
const LONGEST = 8192;

/** Cuts the text of a LogFormat into literals and directives. */
function parse(spec: string): Piece[] {
  const pieces: Piece[] = [];
  const literal = (text: string) => {
    const last = pieces.at(-1);
    if (last && 'literal' in last) pieces[pieces.length - 1] = { literal: last.literal + text };
    else if (text !== '') pieces.push({ literal: text });
  };
  let end = 0;
  for (const found of spec.matchAll(/%(?:%|\{([^{}]{0,200})\}([a-zA-Z]?)|>?([a-zA-Z]))/g)) {
    literal(spec.slice(end, found.index));
    end = found.index + found[0].length;
    const [whole, inside, letter, plain] = found;
    if (whole === '%%') literal('%');
    else if (plain !== undefined && KNOWN.test(plain)) pieces.push({ name: plain });
    else if (inside !== undefined) {
      // %{format}t is a time without brackets, %{VAR}e an environment variable, %{protocol} and the like stand alone.
      const time = letter === 't' || /^(?:iso8601|epoch|microsecs|millisecs)$/.test(inside);
      pieces.push({ name: time ? 'time' : inside });
      if (letter && !/[te]/.test(letter)) literal(letter);
    } else throw new RangeError(`"${whole}" is no directive of a LogFormat`);
  }
  literal(spec.slice(end));
  return pieces;
}

/** Fits a line to the pieces. Every place is tried once, so that the work stays bounded whatever the line holds. */
function match(pieces: readonly Piece[], text: string): Map<string, string> | undefined {
  const failed = new Set<number>();
  const values: [string, string][] = [];
  const step = (piece: number, at: number): boolean => {
    const now = pieces[piece];
    if (!now) return at === text.length;
    const key = piece * (LONGEST + 1) + at;
    if (failed.has(key)) return false;
    if ('literal' in now) {
      if (text.startsWith(now.literal, at) && step(piece + 1, at + now.literal.length)) return true;
      failed.add(key);
      return false;
    }
    const next = pieces[piece + 1];
    const shape = SHAPES[now.name];
    const until = next && 'literal' in next ? next.literal : undefined;
    let end = next ? (until === undefined ? at : text.indexOf(until, at)) : text.length;
    while (end >= 0 && end <= text.length) {
      const value = text.slice(at, end);
      if (!shape || (value.length < 300 && shape.test(value))) {
        values[piece] = [now.name, value];
        if (step(piece + 1, end)) return true;
      }
      end = until === undefined ? (next ? end + 1 : -1) : text.indexOf(until, end + 1);
    }
    failed.add(key);
    return false;
  };
  return step(0, 0) ? new Map(values.filter(Boolean)) : undefined;
}

function sayValues(values: ReadonlyMap<string, string>, wrapped: string | undefined): Said {
  const get = (...names: string[]) =>
    names.map((name) => values.get(name)).find((value) => value !== undefined && value !== '' && value !== '-');
  const from: Who = who({
    session: get('P'),
    client: get('a', 'h'),
    user: get('u', 'U', 'A'),
    stamp: get('t')?.replace(/^\[|\]$/g, '') ?? get('time') ?? wrapped,
  });
  const whole = get('r') ?? [get('m'), get('J', 'f', 'F', 'D', 'd')].filter(Boolean).join(' ');
  const command = /^PASS\b/i.test(whole) ? 'PASS ****' : whole;
  const text = get('S');
  const code = Number(get('s') ?? /^([1-6]\d\d)[ -]/.exec(text ?? '')?.[1] ?? 0);
  if (code === 0) return command ? { kind: 'client', text: command, ...from } : { kind: 'nothing' };
  return {
    kind: 'exchange',
    code,
    ...(text && { text: text.replace(new RegExp(`^${code}[ -]`), '') }),
    ...(command && { command }),
    ...from,
  };
}

/** Any text. */
const REST: Piece = { name: 'rest' };

/** What a record inside a torn one says. */
function doubted(said: Said): Said {
  return said.kind === 'exchange' ? { ...said, doubtful: true } : { kind: 'nothing' };
}

function logFormatReader(spec: string): LineReader {
  const pieces = parse(spec);
  const names = pieces.flatMap((piece) => ('name' in piece ? [piece.name] : []));
  if (!names.includes('s') && !names.includes('S')) throw new RangeError('a LogFormat needs %s (the reply code) or %S (the reply)');
  // What a client chose may hold line feeds: its record is torn between the columns in front of it and those behind.
  const chosen = pieces.map((piece) => 'name' in piece && !SHAPES[piece.name]);
  const front = [...pieces.slice(0, chosen.indexOf(true)), REST];
  const behind = [REST, ...pieces.slice(chosen.lastIndexOf(true) + 1)];
  const torn = new TornRecord((line) => behind.length > 1 && match(behind, line) !== undefined, chosen.filter(Boolean).length);
  return ({ raw, body, stamp }) => {
    // A syslog header may stand in front, where ProFTPD logs to syslog.
    for (const text of raw === body ? [raw] : [raw, body]) {
      const values = text.length <= LONGEST ? match(pieces, text.replace(/\r$/, '')) : undefined;
      if (!values) continue;
      const said = sayValues(values, stamp);
      return torn.takesWhole(raw) ? doubted(said) : said;
    }
    const piece = torn.takesPiece(raw);
    if (!piece) {
      if (front.length < 2 || raw.length > LONGEST || !match(front, raw)) return undefined;
      torn.begin(raw);
    }
    const { record = '' } = piece ?? {};
    const values = record !== '' && record.length <= LONGEST ? match(pieces, record) : undefined;
    return values ? sayValues(values, stamp) : { kind: 'nothing' };
  };
}

function w3cReader(spec: string): LineReader {
  let fields: readonly string[] = spec
    .replace(/^#?Fields:?/i, '')
    .trim()
    .split(/[\s,]+/);
  if (!fields.includes('sc-status')) throw new RangeError('a list of W3C fields needs sc-status');
  let date: string | undefined;
  return ({ raw }) => {
    if (raw.startsWith('#')) {
      const own = /^#Fields:(.*\bsc-status\b.*)$/.exec(raw)?.[1];
      if (own) fields = own.trim().split(/\s+/).slice(0, 60);
      date = /^#Date:\s*(\d{4}-\d\d-\d\d)/.exec(raw)?.[1] ?? date;
      return { kind: 'nothing' };
    }
    const row = raw.length <= LONGEST ? readRow(fields, raw) : undefined;
    return row && sayRow(row, date);
  };
}

/**
 * The format that a string of the user's describes: a LogFormat of ProFTPD (it holds a `%`) or a list of W3C fields.
 * Throws a RangeError that says what is wrong with it.
 */
export function customFormat(spec: string): LogFormat {
  const trimmed = spec.trim();
  const open = trimmed.includes('%') ? () => logFormatReader(trimmed) : () => w3cReader(trimmed);
  open();
  return {
    name: 'custom',
    title: `columns as given: ${trimmed}`,
    docs: 'https://github.com/proftpd/proftpd/blob/master/doc/modules/mod_log.html',
    side: 'server',
    onlyRecords: true,
    open,
    samples: [],
  };
}

/** Whether a string that names no format is a description of one. */
export function isCustomSpec(text: string): boolean {
  return text.includes('%') || /^#?Fields:|(?:^|\s)sc-status(?:\s|$)/.test(text);
}
