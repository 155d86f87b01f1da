// Logs whose columns the administrator chose (ProFTPD's LogFormat and the like): where the code stands is learnt from the
// lines. A line holds one FTP command, quoted or bare, and somewhere a column of three digits; the column that holds a
// reply code in line after line is it. Columns are counted from the command, so that names with blanks do no harm.
import { isVerb } from './verbs.ts';
import { isReplyCode } from './vocabulary.ts';

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
  for (const found of text.matchAll(/(["'])([A-Za-z]{3,5})(?=\1|[ \t])/g)) {
    const quote = found[1] ?? '"';
    if (!isVerb(found[2] ?? '')) continue;
    const start = found.index + 1;
    const end = endOfQuoted(text, start, quote);
    if (end !== undefined) return { before: text.slice(0, start - 1), command: text.slice(start, end), after: text.slice(end + 1), quoted: true };
  }
  return undefined;
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

  /** The code of this line: a number, 0 where its column holds none (`-`), undefined where no column is known yet. */
  read(parts: Parts): { readonly code: number; readonly rest: string; readonly behind: boolean } | undefined {
    const labelled = [...anchors(parts)].map((cell) => ({ cell, text: cell.anchor[0] === 'p' ? parts.before : parts.after }));
    let best: { score: number; cell: Cell; text: string } | undefined;
    for (const { cell, text } of labelled) {
      const count = this.#counts.get(cell.anchor) ?? { good: 0, bad: 0 };
      const code = codeOf(cell.value);
      const digits = /\d[^\d]*$/.exec(cell.value)?.index ?? 0;
      const named = code !== undefined && LABEL.test(text.slice(Math.max(0, cell.at + digits - 32), cell.at + Math.max(0, cell.value.search(/[1-6]\d\d\W{0,4}$/))));
      // `-`, `null`, `""`: a command without a reply tells nothing about the column.
      if (code !== undefined) count.good += named ? 3 : 1;
      else if (!/^\W*(?:-|null|""|''|0)?\W*$/.test(cell.value)) count.bad += 1;
      this.#counts.set(cell.anchor, count);
      const score = count.good - 3 * count.bad;
      if (score > 0 && (!best || score > best.score)) best = { score, cell, text };
    }
    if (!best) return undefined;
    // In front of the command anything may be three digits: it has to have been so for a while, or to say so.
    if (best.cell.anchor[0] === 'p' && best.score < 3 && best.cell.at > 0) return undefined;
    const code = codeOf(best.cell.value);
    const rest = best.text.slice(best.cell.at + best.cell.value.length);
    return { code: code ?? 0, rest, behind: best.cell.anchor[0] !== 'p' };
  }
}
