// Passwords never get further than this: they are taken out of a line before anything else looks at it.

/** What servers and clients themselves print instead of a password. */
const HIDDEN = /^(?:\*+|x{3,}|<[\w ]*>|\([\w ]*\)|\[[\w ]*\]|-)?["'\])\s]*$/i;
/** What programs say about the command, in words that are no password. */
const TOLD = /^(?:command (?:has )?failed\b|failed, server said: |\*{3,} failed : |before USER\))/;
// The argument ends at the line's end or at the quote that opened before PASS.
const PASS = /(\bPASS[ \t]+)([^"'\]\r\n\\|]{1,1000})/g;
/** A column of IIS, which has no blank in it: other columns follow, the code among them. */
const COLUMN = /(\[\d{1,10}\]PASS )(\S{1,1000})(?=(?: (?:-|\d{1,20})){0,6} \d{3}(?: |$))/;
/** A column of Zeek, between tabs. */
const CELL = /(\tPASS\t)([^\t]{1,1000})(?=\t)/;
const JSON_FIELD = /("(?:password|passwd|pass)"\s*:\s*")((?:[^"\\]|\\.){1,1000})(")/gi;

/** Replaces the argument of PASS, and of a `password` field in JSON, by asterisks. */
export function hidePasswords(line: string): string {
  let out = line;
  if (out.includes('PASS')) {
    if (COLUMN.test(out))
      return out.replace(COLUMN, (whole, verb: string, argument: string) => (HIDDEN.test(argument) ? whole : `${verb}****`));
    if (CELL.test(out))
      return out.replace(CELL, (whole, verb: string, argument: string) => (HIDDEN.test(argument) ? whole : `${verb}****`));
    out = out.replace(PASS, (whole, verb: string, argument: string) =>
      HIDDEN.test(argument) || TOLD.test(argument) ? whole : `${verb}****${/(?<![ \t])[ \t]+\d{3}[ \t].*$/.exec(argument)?.[0] ?? ''}`,
    );
  }
  if (out.includes('pass') && out.includes('":'))
    out = out.replace(JSON_FIELD, (whole, before: string, value: string, after: string) =>
      HIDDEN.test(value) ? whole : `${before}****${after}`,
    );
  return out;
}
