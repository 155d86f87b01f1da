import { BareTranscript } from '../bare.ts';
import { CodeList } from '../code-list.ts';
import { CodeReports, cfNetworkReport } from '../code-report.ts';
import {
  ANNOUNCED,
  ARGUMENT,
  BULLET,
  candidates,
  CODE_ALONE,
  CONNECTING,
  DATA,
  dressOf,
  enclosed,
  goesOn,
  isOtherMember,
  LONGEST_PREFIX,
  OWN_NUMBER,
  patternOf,
  REPORT,
  setsOff,
  spoke,
  WEB,
} from '../dress.ts';
import type { Line, LineReader, LogFormat, Said } from '../format.ts';
import { splitVisibleEnds } from '../literal.ts';
import { isPlainCommand, isVerdict, readCommand } from '../verbs.ts';
import { isForeignCommand, isOtherProtocol, isOwnCode, isProse, isReplyCode, isSurelyMail, soundsLikeFtp } from '../vocabulary.ts';

// Any dress that no other file knows: a transcript with some label, arrow, bracket or nothing in front of what the server sent.
// The shape of what stands in front (its dress) is learnt from lines that can only be FTP; from then on every line in that
// dress is the server's. A dress that ends in letters, as in prose, is never one.

const MOST_DRESSES = 64;
/** The first line of a greeting in several: hyphen and words make it hard to take for anything else. */
const OPENING = /^220-[\s*=_#-]{0,40}[A-Z]\w{0,30} \w/;
/** A line that opens a reply of several by itself. */
const OPENED = /^[1-6]\d\d-\s?[A-Za-z]/;
/** Ids of sessions as prefixes name them. */
const SESSION =
  /\b(?:session|conn(?:ection)?|thread|client|pid|tid|cid|sid|job|worker)(?:[ _-]?id)?[ =:#_-]{0,2}(\d{1,10}|[\da-f]{6,36})\b/i;
/** The id of the session, where what stands in front of the text names one. */
function sessionOf(line: Line, said: Said | readonly Said[]): string | undefined {
  const first = (Array.isArray(said) ? said[0] : said) as Said;
  const text = 'text' in first ? (first.text ?? '').slice(0, 16) : '';
  const at = text === '' ? -1 : line.raw.indexOf(text);
  return at > 0 ? SESSION.exec(line.raw.slice(0, Math.min(at, LONGEST_PREFIX)))?.[1] : undefined;
}

/** Writes down whose a text is. Into what was just made: a copy to which properties are added takes a fifth of the reading of such a line. */
function tell(
  said: { stamp?: string; session?: string } & Pick<Said, 'kind'>,
  stamp: string | undefined,
  session: string | undefined,
): void {
  if (stamp) said.stamp = stamp;
  if (session) said.session = session;
}

/** The number behind it is one of the system's errors: 110 is ETIMEDOUT on Linux. */
const SYSTEM_ERROR = /(?:errno|socket|(?:error|fehler|erreur|erro|errore)[ -]?(?:number|nummer|no\.?|code|num\w{0,3})?)\W{1,6}$/i;
/** The kernel's line about a packet, which may quote what was in it. */
const PACKET = /\bIN=\S{0,20} OUT=\S{0,20} .{0,120}\bSRC=/;

const BEFORE_COMMAND = /[:>\]|)"'-]\s*(?=[A-Za-z]{3,5}(?:["'\s]|$))/g;
/** A row of a listing, with an arrow to the name that it points to. */
const LINK = /^\s{0,8}l[-rwxsStT]{9}[+.@]?\s/;
const LEVEL = /^(?:TRACE|DEBUG|INFO|WARN|ERROR|DBG)\b/i;

/** A reader for transcripts in an unknown dress. */
export function openGeneric(): LineReader {
  const dresses = new Set<string>();
  const commandDresses = new Set<string>();
  const bare = new BareTranscript();
  const reports = new CodeReports();
  const list = new CodeList();
  /** Blanks in front of the last reply: the whole transcript is set off by them. */
  let inset = '';
  /** The reply of several lines that is open in a dress. */
  let open: { code: number; pattern: RegExp; blanks: number } | undefined;

  const learn = (set: Set<string>, dress: string) => {
    if (set.size < MOST_DRESSES) set.add(dress);
  };

  const command = (line: string): Said | undefined => {
    const body = inset !== '' && !open && line.startsWith(inset) ? line.slice(inset.length) : line;
    if (isForeignCommand(body, false)) return { kind: 'client', text: body };
    if (isPlainCommand(body) && !isVerdict(body)) {
      if (bare.inReply) return undefined;
      bare.commanded();
      return { kind: 'client', text: body };
    }
    for (const at of body.slice(0, LONGEST_PREFIX).matchAll(BEFORE_COMMAND)) {
      const prefix = body.slice(0, at.index + at[0].length);
      // What a server answers is no command.
      if (/(?:response|reply|answer)\W{1,4}$/i.test(prefix)) return undefined;
      const text = enclosed(prefix, body.slice(prefix.length));
      if (isForeignCommand(text, false)) return { kind: 'client', text };
      // A server or client says what is wrong with the command that it quotes.
      if (/^["'`]\s?: ?(?:command|unknown|not|invalid|unrecogni)/i.test(body.slice(prefix.length + text.length))) return undefined;
      if (isPlainCommand(text) && !isVerdict(text)) learn(commandDresses, dressOf(prefix));
      else if (!readCommand(text) || !commandDresses.has(dressOf(prefix))) {
        // The level of a log has as many letters as a command.
        if (LEVEL.test(text)) continue;
        return undefined;
      }
      open = undefined;
      bare.commanded();
      return { kind: 'client', text };
    }
    return undefined;
  };

  const server = (prefix: string, code: number, text: string): Said | readonly Said[] => {
    inset = prefix.trim() === '' ? prefix : '';
    const lines = splitVisibleEnds(text);
    const last = lines.at(-1) ?? '';
    open =
      text[3] === '-' && !(lines.length > 1 && last.startsWith(`${code} `))
        ? { code, pattern: patternOf(prefix), blanks: prefix.length - prefix.trimEnd().length }
        : undefined;
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
    // A line of a reply of several: what follows in it is its text.
    if (OPENED.test(body) && isReplyCode(Number(body.slice(0, 3)))) return undefined;
    if (LINK.test(body)) return undefined;
    for (const { prefix, code, text } of candidates(body)) {
      if (prefix === '' || !setsOff(prefix) || isOtherMember(prefix) || !isReplyCode(code)) continue;
      if (prefix.length > LONGEST_PREFIX && !REPORT.test(prefix)) continue;
      if (code < 130 && SYSTEM_ERROR.test(prefix)) continue;
      if (ARGUMENT.test(prefix) || goesOn(prefix, body.slice(prefix.length))) continue;
      const dress = dressOf(prefix);
      const known = dresses.has(dress) && dress.trim() !== '';
      const words = text.slice(4);
      const sounds = soundsLikeFtp(code, words) && (known || !isOtherProtocol(body));
      if (BULLET.test(prefix) || (!known && DATA.test(words))) continue;
      if (!known && (isProse(words) || WEB.test(prefix))) continue;
      if ((REPORT.test(prefix) && !known) || OWN_NUMBER.test(prefix)) {
        if (sounds || (words === '' && CODE_ALONE.test(prefix))) return { kind: 'report', code, text: words };
        continue;
      }
      const spoken =
        !known &&
        (isOwnCode(code) || code === 220) &&
        (spoke(prefix, words) || OPENING.test(text)) &&
        !isOtherProtocol(body) &&
        !isSurelyMail(words);
      if (sounds || spoken) learn(dresses, dress);
      // In a dress that is known a code that FTP uses is enough.
      if (sounds || spoken || known) return server(prefix, code, text);
    }
    return undefined;
  };

  return (line: Line) => {
    const body = line.body.trimEnd();
    if (!open && !bare.inReply && (list.holds(body) || PACKET.test(body))) return undefined;
    const said =
      (open ? further(body) : cfNetworkReport(body)) ??
      (bare.inReply ? bare.read(body) : (dressed(body) ?? bare.read(body))) ??
      command(body) ??
      reports.read(body, line.raw);
    if (said === undefined) {
      if (CONNECTING.test(body) && body.length < LONGEST_PREFIX) bare.connected();
      else if (ANNOUNCED.test(body) && body.length < LONGEST_PREFIX) bare.expect();
      else if (/^Escape character is/.test(body)) bare.hushed();
      return undefined;
    }
    const session = sessionOf(line, said) ?? line.pid;
    for (const one of Array.isArray(said) ? (said as readonly Said[]) : [said as Said]) tell(one, line.stamp, session);
    return said;
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
    {
      lines: ['01/02/2021 23:50:07  Recv> 227 PASV OK (192,0,2,1,255,231)'],
      said: { kind: 'server', text: '227 PASV OK (192,0,2,1,255,231)', stamp: '01/02/2021 23:50:07' },
    },
    { lines: ['01/02/2021 23:50:07  Sent> PASV'], said: { kind: 'client', text: 'PASV', stamp: '01/02/2021 23:50:07' } },
    { lines: ['Full error: 530 Login incorrect.'], said: { kind: 'report', code: 530, text: 'Login incorrect.' } },
  ],
};
