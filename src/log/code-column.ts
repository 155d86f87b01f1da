// Which column of a line holds the reply code: learnt as the lines go by.
import type { Parts } from './columns.ts';
import { answers } from './transactions.ts';
import { isReplyCode, soundsLikeFtp } from './vocabulary.ts';

/** Columns that say what they are. */
const LABEL =
  /(?:^|[\s,;|{"'])(?:code|status|reply(?:[_-]?code)?|resp(?:onse)?(?:[_-]?code)?|sc-status|rc|result|ftp[_-]?code)["']?\s?[:=]\s?["']?$/i;

interface Cell {
  /** Where it stands: `a0` first after the command, `z0` last, `p0` first of the line, `label` where it names itself. */
  readonly anchor: string;
  readonly value: string;
  readonly at: number;
}

const cellsOf = (text: string): { value: string; at: number }[] =>
  [...text.matchAll(/[^\s,;|]+/g)].slice(0, 60).map((found) => ({ value: found[0], at: found.index }));
/** Columns that say that they hold another number. */
const OTHER_LABEL =
  /(?:conn(?:ection)?|pid|sid|cid|tid|uid|id|session|thread|port|bytes|size|len(?:gth)?|time|took|ms|line|job|worker|count|seq|slot)["']?[=:]["']?\d{1,9}\W{0,4}$/i;
const codeOf = (value: string): number | undefined => {
  if (OTHER_LABEL.test(value.slice(-60))) return undefined;
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

const NEEDS_ARGUMENT =
  /^(?:USER|RETR|STOR|APPE|CWD|XCWD|DELE|MKD|XMKD|RMD|XRMD|RNFR|RNTO|SIZE|MDTM|TYPE|PORT|EPRT|REST|AUTH|PROT|PBSZ|SITE|OPTS|ACCT|MODE|STRU|ALLO|MFMT|HOST|CLNT)$/;

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
    if (/^[1-6]\d\d$/.test(cell.value) && soundsLikeFtp(Number(cell.value), text))
      return { code: Number(cell.value), rest: '', behind: true, text };
  }
  return undefined;
}
