// Logs whose columns the administrator chose (ProFTPD's LogFormat and the like): where the code stands is learnt from the
// lines. A line holds one FTP command, quoted or bare, and somewhere a column of three digits; the column that holds a
// reply code in line after line is it. Columns are counted from the command, so that names with blanks do no harm.
import { answers } from './transactions.ts';
import { isVerb } from './verbs.ts';
import { isReplyCode, soundsLikeFtp } from './vocabulary.ts';

/** A line cut in three. */
export interface Parts {
  readonly before: string;
  readonly command: string;
  readonly after: string;
  readonly quoted: boolean;
}

const LONGEST = 4096;
/** ProFTPD's LogFormat by default: `host ident user [time] "command" code bytes`. */
export const DEFAULT_FORM: RegExp = /^(\S{1,255}) (\S{1,64}) (\S{1,255}) \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "(.*)" ([1-6]\d\d|-) (\d{1,20}|-)\s*$/;
const ADDRESS = /(?:^|[\s,;|"'[(=:])((?:\d{1,3}\.){3}\d{1,3}|(?=[\da-f:]{0,30}::|(?:[\da-f]{1,4}:){7})[\da-f:]{2,39}(?:\.\d{1,3}){0,3})(?=$|[\s,;|"')\]])/i;
/** Columns that say what they are. */
const LABEL = /(?:^|[\s,;|{"'])(?:code|status|reply(?:[_-]?code)?|resp(?:onse)?(?:[_-]?code)?|sc-status|rc|result|ftp[_-]?code)["']?\s?[:=]\s?["']?$/i;

export function addressIn(text: string): string | undefined {
  return ADDRESS.exec(text)?.[1];
}

/** Finds the quoted command. Its end is the first quote after which a column begins. */
export function cutQuoted(text: string): Parts | undefined {
  if (text.length > LONGEST) return undefined;
  for (const found of text.matchAll(/(["'])([A-Za-z]{3,5})(?=\1(?!\s?[:=])|[ \t])/g)) {
    const quote = found[1] ?? '"';
    if (!isVerb(found[2] ?? '')) continue;
    const start = found.index + 1;
    const end = endOfQuoted(text, start, quote);
    if (end !== undefined) return { before: text.slice(0, start - 1), command: text.slice(start, end), after: text.slice(end + 1), quoted: true };
  }
  return undefined;
}

/** What stands right before a quoted command: a label, or what separates columns. */
const OPENER = /(?:["']?[A-Za-z][\w.-]{0,20}["']?\s?[:=]\s?|[^\w"']{1,4})$/;

/** Knows where in a line the quoted command opens, so that what is no command of FTP is found as well. */
export class Opening {
  #opener = '';
  #nth = -1;

  get known(): boolean {
    return this.#nth >= 0;
  }

  learn({ before }: Parts, quote: string): void {
    const opener = OPENER.exec(before)?.[0];
    if (this.#nth >= 0 || opener === undefined) return;
    this.#opener = `${opener}${quote}`;
    this.#nth = `${before}${quote}`.split(this.#opener).length - 2;
  }

  cut(text: string): Parts | undefined {
    if (this.#nth < 0 || text.length > LONGEST) return undefined;
    let at = text.indexOf(this.#opener);
    for (let left = this.#nth; left > 0 && at >= 0; left -= 1) at = text.indexOf(this.#opener, at + 1);
    if (at < 0) return undefined;
    const start = at + this.#opener.length;
    const end = endOfQuoted(text, start, this.#opener.at(-1) ?? '"');
    return end === undefined ? undefined : { before: text.slice(0, start - 1), command: text.slice(start, end), after: text.slice(end + 1), quoted: true };
  }
}

/** The quote that ends a value: a separator and another column follow, or the line ends. */
export function endOfQuoted(text: string, start: number, quote: string): number | undefined {
  for (let end = text.indexOf(quote, start); end >= 0; end = text.indexOf(quote, end + 1)) {
    if (text[end - 1] === '\\') continue;
    if (/^(?:$|[\])},;|]{1,3}$|[\])}]?[,;|\t]|[\])}]? (?:[\d"'[({-]|[a-z_-]{1,20}=|[A-Za-z]{2,20}:))/.test(text.slice(end + 1, end + 30))) return end;
  }
  return undefined;
}

/** Finds a command in capitals that stands bare among columns; an address has to stand before it. */
export function cutBare(text: string): Parts | undefined {
  if (text.length > LONGEST) return undefined;
  for (const found of text.matchAll(/(?<=[\s,;|])([A-Z]{3,4})(?=[\s,;|]|$)/g)) {
    if (!isVerb(found[1] ?? '')) continue;
    const before = text.slice(0, found.index);
    // Arrows and labels in front are those of a conversation.
    if (!addressIn(before) || before.includes(': ') || before.split('"').length % 2 === 0 || /(?:[>:]|<-)\s*$|->|<-|=>|>>/.test(before)) return undefined;
    return { before, command: found[1] ?? '', after: text.slice(found.index), quoted: false };
  }
  return undefined;
}

interface Cell {
  /** Where it stands: `a0` first after the command, `z0` last, `p0` first of the line, `label` where it names itself. */
  readonly anchor: string;
  readonly value: string;
  readonly at: number;
}

const cellsOf = (text: string): { value: string; at: number }[] => [...text.matchAll(/[^\s,;|]+/g)].slice(0, 60).map((found) => ({ value: found[0], at: found.index }));
const codeOf = (value: string): number | undefined => {
  const found = /^(?:[^\s]{0,40}[^\w.])?([1-6]\d\d)\W{0,4}$/.exec(value);
  return found && isReplyCode(Number(found[1])) ? Number(found[1]) : undefined;
};

function* anchors({ before, after, quoted }: Parts): Generator<Cell> {
  const tail = cellsOf(after);
  const head = cellsOf(before);
  if (quoted) for (const [at, cell] of tail.slice(0, 6).entries()) yield { anchor: `a${at}`, ...cell };
  // A bare command's own words may be numbers: its columns are counted from the end, and the first word after a command that needs one is its own.
  const least = quoted ? 0 : NEEDS_ARGUMENT.test(tail[0]?.value ?? '') ? 2 : 1;
  for (const [at, cell] of tail.slice(least).toReversed().slice(0, 4).entries()) yield { anchor: `z${at}`, ...cell };
  for (const [at, cell] of head.slice(0, 12).entries()) yield { anchor: `p${at}`, ...cell };
}

const NEEDS_ARGUMENT = /^(?:USER|RETR|STOR|APPE|CWD|XCWD|DELE|MKD|XMKD|RMD|XRMD|RNFR|RNTO|SIZE|MDTM|TYPE|PORT|EPRT|REST|AUTH|PROT|PBSZ|SITE|OPTS|ACCT|MODE|STRU|ALLO|MFMT|HOST|CLNT)$/;

interface Count {
  good: number;
  bad: number;
}

/** Where the code stands, learnt as the lines go by: one for quoted commands, one for bare ones. */
export class CodeColumn {
  readonly #counts = new Map<string, Count>();

  /** The code of this line: a number, 0 where its column holds none (`-`); undefined where no column is known yet. */
  read(parts: Parts): CodeCell | undefined {
    let best: { score: number; cell: Cell } | undefined;
    let ahead: { score: number; cell: Cell } | undefined;
    for (const cell of anchors(parts)) {
      const score = this.#score(cell, parts);
      if (score <= 0) continue;
      if (cell.anchor.startsWith('p')) ahead = ahead && ahead.score >= score ? ahead : { score, cell };
      else best = best && best.score >= score ? best : { score, cell };
    }
    // In front of the command anything may be three digits: it has to fit the command, or to have done so for a while.
    if (!best && ahead && (ahead.score >= 3 || answers(parts.command, codeOf(ahead.cell.value) ?? 0))) best = ahead;
    if (!best) return parts.quoted ? undefined : followed(parts);
    const { anchor, value, at } = best.cell;
    const behind = !anchor.startsWith('p');
    return { code: codeOf(value) ?? 0, rest: (behind ? parts.after : parts.before).slice(at + value.length), behind };
  }

  /** Counts a cell in, and says how far its column has been one of reply codes. */
  #score({ anchor, value, at }: Cell, { before, after }: Parts): number {
    const count = this.#counts.get(anchor) ?? { good: 0, bad: 0 };
    const code = codeOf(value);
    const text = anchor.startsWith('p') ? before : after;
    const digits = at + Math.max(0, value.search(/[1-6]\d\d\W{0,4}$/));
    // `-`, `null`, `""`: a command without a reply tells nothing about the column.
    if (code !== undefined) count.good += LABEL.test(text.slice(Math.max(0, digits - 32), digits)) ? 3 : 1;
    else if (!/(?:^|[^\w])(?:-|null|""|''|0)?\W*$/.test(value)) count.bad += 1;
    this.#counts.set(anchor, count);
    return count.good - 3 * count.bad;
  }
}

/** Where a code was found, and what follows it. */
export interface CodeCell {
  readonly code: number;
  readonly rest: string;
  /** It stands behind the command. */
  readonly behind: boolean;
  /** What follows is the reply's text. */
  readonly text?: string;
}

/** A bare command that is followed by code and text: `USER ann 331 Password required`. */
function followed(parts: Parts): CodeCell | undefined {
  const cells = cellsOf(parts.after);
  for (const cell of cells.slice(NEEDS_ARGUMENT.test(cells[0]?.value ?? '') ? 2 : 1)) {
    const text = parts.after.slice(cell.at + 4);
    if (/^[1-6]\d\d$/.test(cell.value) && soundsLikeFtp(Number(cell.value), text)) return { code: Number(cell.value), rest: '', behind: true, text };
  }
  return undefined;
}
