import { BareTranscript } from '../bare.ts';
import type { Line, LineReader, LogFormat, Said, Who } from '../format.ts';
import { splitVisibleEnds, unescapeLiteral } from '../literal.ts';
import { isPlainCommand, readCommand } from '../verbs.ts';
import { isHttpStatus, isOtherProtocol, isReplyCode, soundsLikeFtp } from '../vocabulary.ts';

// Any dress that no other file knows: a transcript with some label, arrow, bracket or nothing in front of what the server sent.
// The shape of what stands in front (its dress) is learnt from lines that can only be FTP; from then on every line in that
// dress is the server's. A dress that ends in letters, as in prose, is never one.

/** Three digits, then a blank or hyphen and text, or the end; in front nothing, or something that sets them off. */
const CANDIDATE = /(?:^|[\s:>\]|)}"'`=([*])([1-6][0-5]\d)(?=([ -])|["'`\])]?\s*$|\\r)/g;
/** A message of the client's own that quotes a reply. */
const REPORT =
  /(?:error|exception|fail(?:ed|ure)?|fatal|warn(?:ing)?|unexpected|denied|wrong|invalid|refused|errmsg|perm|incorrect|fehler|erreur|échou|échec|errore|erro|fallo|hiba|fout|fel|virhe|błąd|chyba|ошибка|錯誤|错误|エラー|오류|cannot|could not|can't|unable|rejected|abort(?:ed)?|reason|because|said|cause|message)\b[^"]{0,60}$/iu;
const MOST_DRESSES = 64;
const LONGEST_PREFIX = 160;
/** How much of a dress counts, from its end: what stands farther left may change from line to line. */
const DRESS = 28;
/** Ids of sessions as prefixes name them. */
const SESSION = /\b(?:session|conn(?:ection)?|thread|client|pid|tid|cid|sid|job|worker)(?:[ _-]?id)?[ =:#_-]{0,2}(\d{1,10}|[\da-f]{6,36})\b/i;

/** The shape of a prefix: runs of digits and of hexadecimal ids count as one, so that times and ids do not matter. */
function dressOf(prefix: string): string {
  return prefix
    .replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, '#')
    .replace(/\d+/g, '9')
    .replace(/\s+/g, ' ')
    .slice(-DRESS);
}

/** Whether a prefix may stand in front of a reply: it is blank, or ends in something that sets off what follows. */
function setsOff(prefix: string): boolean {
  return /(?:^|[:>\]|)}"'`=(*[-])\s*$|\s{2,}$|\t$/.test(prefix);
}

interface Found {
  readonly prefix: string;
  readonly code: number;
  readonly text: string;
}

/** What the server sent, without the quote or bracket that encloses it. */
function enclosed(prefix: string, rest: string): string {
  const quote = /["'`]$/.exec(prefix)?.[0];
  if (quote) {
    let end = 0;
    while (end < rest.length && rest[end] !== quote) end += rest[end] === '\\' ? 2 : 1;
    return unescapeLiteral(rest.slice(0, end)).trimEnd();
  }
  if (/\([^)]*$/.test(prefix) && rest.endsWith(')') && !rest.includes('(')) return rest.slice(0, -1);
  if (prefix.endsWith('[') && rest.endsWith(']')) return rest.slice(0, -1);
  return rest;
}

function* candidates(text: string): Generator<Found> {
  CANDIDATE.lastIndex = 0;
  for (let found = CANDIDATE.exec(text); found; found = CANDIDATE.exec(text)) {
    const at = found.index + found[0].length - 3;
    if (at > LONGEST_PREFIX) return;
    const prefix = text.slice(0, at);
    yield { prefix, code: Number(found[1]), text: enclosed(prefix, text.slice(at)) };
  }
}

/** Lines that the dress of an open reply covers: its prefix, with other digits. */
function patternOf(prefix: string): RegExp {
  const source = prefix
    .trimEnd()
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\d+/g, '\\d+')
    .replace(/\s+/g, '\\s+');
  return new RegExp(`^${source}`);
}

/** The id of the session, where what stands in front of the text names one. */
function sessionOf(line: Line, said: Said | readonly Said[]): string | undefined {
  const first = (Array.isArray(said) ? said[0] : said) as Said;
  const text = 'text' in first ? (first.text ?? '').slice(0, 16) : '';
  const at = text === '' ? -1 : line.raw.indexOf(text);
  return at > 0 ? SESSION.exec(line.raw.slice(0, Math.min(at, LONGEST_PREFIX)))?.[1] : undefined;
}

/** A reader for transcripts in an unknown dress. */
export function openGeneric(): LineReader {
  const dresses = new Set<string>();
  const commandDresses = new Set<string>();
  const bare = new BareTranscript();
  /** The reply of several lines that is open in a dress. */
  let open: { code: number; pattern: RegExp; blanks: number } | undefined;

  const learn = (set: Set<string>, dress: string) => {
    if (set.size < MOST_DRESSES) set.add(dress);
  };

  const command = (body: string): Said | undefined => {
    if (isPlainCommand(body)) {
      if (bare.inReply) return undefined;
      bare.commanded();
      return { kind: 'client', text: body };
    }
    const at = /[:>\]|)"'-]\s*(?=[A-Za-z]{3,5}(?:["'\s]|$))/.exec(body.slice(0, LONGEST_PREFIX));
    if (!at) return undefined;
    const prefix = body.slice(0, at.index + at[0].length);
    const text = enclosed(prefix, body.slice(prefix.length));
    const dress = dressOf(prefix);
    if (isPlainCommand(text)) learn(commandDresses, dress);
    else if (!commandDresses.has(dress) || !readCommand(text)) return undefined;
    open = undefined;
    bare.commanded();
    return { kind: 'client', text };
  };

  const server = (prefix: string, code: number, text: string): Said | readonly Said[] => {
    const lines = splitVisibleEnds(text);
    const last = lines.at(-1) ?? '';
    open = text[3] === '-' && !(lines.length > 1 && last.startsWith(`${code} `)) ? { code, pattern: patternOf(prefix), blanks: prefix.length - prefix.trimEnd().length } : undefined;
    return lines.length > 1 ? lines.map((one) => ({ kind: 'server', text: one })) : { kind: 'server', text };
  };

  /** A further line of an open reply, in the same dress. */
  const further = (body: string): Said | undefined => {
    const found = open?.pattern.exec(body);
    if (!open || !found) return undefined;
    const rest = body.slice(found[0].length);
    const text = rest.slice(Math.min(open.blanks, rest.length - rest.trimStart().length));
    if (new RegExp(`^${open.code}(?: |$)`).test(text)) open = undefined;
    return { kind: 'server', text };
  };

  const dressed = (body: string): Said | readonly Said[] | undefined => {
    for (const { prefix, code, text } of candidates(body)) {
      if (prefix === '' || !setsOff(prefix) || !isReplyCode(code)) continue;
      const dress = dressOf(prefix);
      const known = dresses.has(dress) && dress.trim() !== '';
      const words = text.slice(4);
      const sounds = soundsLikeFtp(code, words) && (known || !isOtherProtocol(body));
      if (REPORT.test(prefix) && !known) {
        if (sounds) return { kind: 'report', code, text: words };
        continue;
      }
      if (sounds) learn(dresses, dress);
      // In a dress that is known a code that FTP uses is enough.
      if (sounds || (known && !isHttpStatus(code, words))) return server(prefix, code, text);
    }
    return undefined;
  };

  return (line: Line) => {
    const body = line.body.trimEnd();
    const said = (open ? further(body) : undefined) ?? (bare.inReply ? bare.read(body) : (dressed(body) ?? bare.read(body))) ?? command(body);
    if (said === undefined) return undefined;
    const session = sessionOf(line, said) ?? line.pid;
    const who: Who = { ...(line.stamp && { stamp: line.stamp }), ...(session && { session }) };
    return Array.isArray(said) ? (said as readonly Said[]).map((one) => ({ ...one, ...who })) : ({ ...(said as Said), ...who } as Said);
  };
}

/** Transcripts in no known dress. It is asked last. */
export const generic: LogFormat = {
  name: 'transcript',
  title: 'any other transcript that shows replies as the server sent them',
  docs: 'https://www.rfc-editor.org/rfc/rfc959#section-4.2',
  side: 'client',
  open: openGeneric,
  samples: [
    { lines: ['01/02/2021 23:50:07  Recv> 227 PASV OK (192,0,2,1,255,231)'], said: { kind: 'server', text: '227 PASV OK (192,0,2,1,255,231)', stamp: '01/02/2021 23:50:07' } },
    { lines: ['01/02/2021 23:50:07  Sent> PASV'], said: { kind: 'client', text: 'PASV', stamp: '01/02/2021 23:50:07' } },
    { lines: ['Full error: 530 Login incorrect.'], said: { kind: 'report', code: 530, text: 'Login incorrect.' } },
  ],
};
