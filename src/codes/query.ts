// What a person types after `ftpcode`: a code, a mask, a name, an IIS sub-status, or a whole reply line.

/** A query, read but not yet looked up. */
export type Query =
  | { readonly kind: 'code'; readonly code: number }
  | { readonly kind: 'mask'; readonly mask: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'substatus'; readonly code: number; readonly substatus: number }
  | { readonly kind: 'reply'; readonly code: number; readonly text: string }
  | { readonly kind: 'none'; readonly why: string };

const CODE = /^(?:[0-6]\d\d|1[01]\d{3})$/;
const MASK = /^(?=.*[xyz])[1-6x][0-9xyz][0-9xyz]$/i;
const SUBSTATUS = /^([1-6]\d\d)\.(\d{1,3})$/;
const NAME = /^(?:WSA|E)[A-Z0-9_]{2,30}$/i;
// A reply line: three digits, a blank or hyphen, text. Quotes, arrows and labels around it are what people paste along.
const REPLY = /^(?:["'`*<>=\s-]*|[A-Za-z]{3,12}:\s*)([0-6]\d\d)(?:[ -](.*))?$/s;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Reads one query. It never fails: what is no query comes back with the reason in one sentence. */
export function parseQuery(input: string): Query {
  const query = input.trim();
  if (query === '') return { kind: 'none', why: 'the query is empty' };
  if (CODE.test(query)) return { kind: 'code', code: Number(query) };
  if (MASK.test(query)) return { kind: 'mask', mask: query.toLowerCase() };
  const sub = SUBSTATUS.exec(query);
  if (sub) return { kind: 'substatus', code: Number(sub[1]), substatus: Number(sub[2]) };
  if (NAME.test(query)) return { kind: 'name', name: query.toUpperCase() };
  const reply = REPLY.exec(query);
  if (reply) {
    const code = Number(reply[1]);
    const text = joinLines(
      code,
      (reply[2] ?? '').replace(/["'`]$/, (quote) => (query.startsWith(quote) ? '' : quote)),
    );
    return text === '' ? { kind: 'code', code } : { kind: 'reply', code, text };
  }
  if (NUMBER.test(query)) return { kind: 'none', why: 'a reply code has three digits and begins with 1 to 6' };
  return { kind: 'none', why: 'that is neither a code, a mask such as 55x, an error name nor a reply line' };
}

/** The text of a reply of several lines: the code that servers repeat on each line is taken off. */
function joinLines(code: number, text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, at) => (at > 0 && line.startsWith(String(code)) && /^[ -]/.test(line.slice(3)) ? line.slice(4) : line))
    .join('\n')
    .trim();
}
