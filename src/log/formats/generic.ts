import type { Line, LineReader, LogFormat, Said } from '../format.ts';
import { isPlainCommand, readCommand } from '../verbs.ts';
import { isReplyCode, soundsLikeFtp } from '../vocabulary.ts';

// Any dress that no other file knows: a transcript with some label, arrow, bracket or nothing in front of what the server sent.
// The shape of what stands in front (its dress) is learnt from lines that can only be FTP; from then on every line in that
// dress is the server's. A dress that ends in letters, as in prose, is never one.

/** Three digits, then a blank or hyphen and text, or the end; in front nothing, or something that sets them off. */
const CANDIDATE = /(?:^|[\s:>\]|)}"'`=([])([1-6][0-5]\d)(?=([ -])|["'`\])]?\s*$)/g;
/** A message of the client's own that quotes a reply. */
const REPORT = /(?:error|exception|fail(?:ed|ure)?|fatal|warn(?:ing)?|unexpected|denied|wrong|invalid|refused|errmsg|perm|incorrect)\b[^"]{0,60}$/i;
const MOST_DRESSES = 64;
const LONGEST_PREFIX = 160;

/** The shape of a prefix: runs of digits and of hexadecimal ids count as one, so that times and ids do not matter. */
function dressOf(prefix: string): string {
  return prefix.replace(/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/gi, '#').replace(/\d+/g, '9').replace(/\s+/g, ' ');
}

/** Whether a prefix may stand in front of a reply: it is empty, blank, or ends in something that sets off what follows. */
function setsOff(prefix: string): boolean {
  return /(?:^|[:>\]|)}"'`=([-])\s*$|\s{2,}$|\t$/.test(prefix);
}

interface Found {
  readonly prefix: string;
  readonly code: number;
  readonly text: string;
}

function* candidates(text: string): Generator<Found> {
  CANDIDATE.lastIndex = 0;
  for (let found = CANDIDATE.exec(text); found; found = CANDIDATE.exec(text)) {
    const at = found.index + found[0].length - 3;
    const prefix = text.slice(0, at);
    if (at > LONGEST_PREFIX) return;
    const quote = /["'`]$/.exec(prefix)?.[0];
    const rest = text.slice(at);
    const end = quote ? rest.indexOf(quote) : -1;
    yield { prefix, code: Number(found[1]), text: end > 0 ? rest.slice(0, end) : rest };
  }
}

/** A reader for transcripts in an unknown dress. */
function openGeneric(): LineReader {
  const dresses = new Set<string>();
  const commandDresses = new Set<string>();

  const learn = (set: Set<string>, dress: string) => {
    if (set.size < MOST_DRESSES) set.add(dress);
  };

  const command = (body: string): Said | undefined => {
    if (isPlainCommand(body)) return { kind: 'client', text: body };
    const at = /[:>\]|)]\s*(?=[A-Za-z]{3,5}(?:\s|$))/.exec(body.slice(0, LONGEST_PREFIX));
    if (!at) return undefined;
    const text = body.slice(at.index + at[0].length);
    const dress = dressOf(body.slice(0, at.index + at[0].length));
    if (isPlainCommand(text)) learn(commandDresses, dress);
    else if (!commandDresses.has(dress) || !readCommand(text)) return undefined;
    return { kind: 'client', text };
  };

  const reply = (body: string): Said | undefined => {
    for (const { prefix, code, text } of candidates(body)) {
      if (!setsOff(prefix) || !isReplyCode(code)) continue;
      const dress = dressOf(prefix);
      if (REPORT.test(prefix)) {
        if (soundsLikeFtp(code, text.slice(4))) return { kind: 'report', code, text: text.slice(4) };
        continue;
      }
      if (soundsLikeFtp(code, text.slice(4))) {
        learn(dresses, dress);
        return { kind: 'server', text };
      }
      // In a dress of its own (not the bare start of a line) a known code is enough.
      if (dresses.has(dress) && dress.trim() !== '') return { kind: 'server', text };
    }
    return undefined;
  };

  return (line: Line) => {
    const body = line.body.trimEnd();
    const said = reply(body) ?? command(body);
    return said && line.stamp && said.kind !== 'nothing' ? { ...said, stamp: line.stamp } : said;
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
