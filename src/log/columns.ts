// Logs whose columns the administrator chose (ProFTPD's LogFormat and the like): where the code stands is learnt from the
// lines. A line holds one FTP command, quoted or bare, and somewhere a column of three digits; the column that holds a
// reply code in line after line is it. Columns are counted from the command, so that names with blanks do no harm.
import { isVerb } from './verbs.ts';

/** A line cut in three. */
export interface Parts {
  readonly before: string;
  readonly command: string;
  readonly after: string;
  readonly quoted: boolean;
}

const LONGEST = 4096;
/** ProFTPD's LogFormat by default: `host ident user [time] "command" code bytes`. */
export const DEFAULT_FORM: RegExp =
  /^(\S{1,255}) (\S{1,64}) (\S{1,255}) \[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\] "(.*)" ([1-6]\d\d|-) (\d{1,20}|-)\s*$/;
const ADDRESS =
  /(?:^|[\s,;|"'[(=:])((?:\d{1,3}\.){3}\d{1,3}|(?=[\da-f:]{0,30}::|(?:[\da-f]{1,4}:){7})[\da-f:]{2,39}(?:\.\d{1,3}){0,3})(?=$|[\s,;|"')\]])/i;
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
    if (end !== undefined)
      return { before: text.slice(0, start - 1), command: text.slice(start, end), after: text.slice(end + 1), quoted: true };
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

  /** Whether a command opens in a line and does not end there: a line feed in it has torn the record. */
  opens(text: string): boolean {
    return this.#startIn(text) !== undefined && this.cut(text) === undefined;
  }

  #startIn(text: string): number | undefined {
    if (this.#nth < 0 || text.length > LONGEST) return undefined;
    let at = text.indexOf(this.#opener);
    for (let left = this.#nth; left > 0 && at >= 0; left -= 1) at = text.indexOf(this.#opener, at + 1);
    return at < 0 ? undefined : at + this.#opener.length;
  }

  cut(text: string): Parts | undefined {
    const start = this.#startIn(text);
    if (start === undefined) return undefined;
    const end = endOfQuoted(text, start, this.#opener.at(-1) ?? '"');
    return end === undefined
      ? undefined
      : { before: text.slice(0, start - 1), command: text.slice(start, end), after: text.slice(end + 1), quoted: true };
  }
}

/** The quote that ends a value: a separator and another column follow, or the line ends. */
export function endOfQuoted(text: string, start: number, quote: string): number | undefined {
  for (let end = text.indexOf(quote, start); end >= 0; end = text.indexOf(quote, end + 1)) {
    if (text[end - 1] === '\\') continue;
    if (/^(?:$|[\])},;|]{1,3}$|[\])}]?[,;|\t]|[\])}]? (?:[\d"'[({-]|[a-z_-]{1,20}=|[A-Za-z]{2,20}:))/.test(text.slice(end + 1, end + 30)))
      return end;
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
    if (before.includes(': ') || before.split('"').length % 2 === 0 || /(?:[>:]|<-)\s*$|->|<-|=>|>>/.test(before) || !addressIn(before))
      return undefined;
    return { before, command: found[1] ?? '', after: text.slice(found.index), quoted: false };
  }
  return undefined;
}
