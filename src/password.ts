// Passwords never get further than this: they are taken out of a line before anything else looks at it.

/** What servers and clients themselves print instead of a password. */
const HIDDEN = /^(?:\*+|x{3,}|<[\w ]*>|\([\w ]*\)|\[[\w ]*\]|-)?["'\])\s]*$/i;
/** What programs say about the command, in words that are no password. */
const TOLD = /^(?:command (?:has )?failed\b|failed, server said: |\*{3,} failed : |before USER\))/;
// The argument ends at the line's end or at the quote that opened before PASS.
const PASS = /((?<!\b(?:and|or) )\bPASS[ \t]+)([^"'\]\r\n\\|]{1,1000})/g;
/** A column of IIS, which has no blank in it: other columns follow, the code among them. */
const COLUMN = /(\[\d{1,10}\]PASS )(\S{1,1000})(?=(?: (?:-|\d{1,20})){0,6} \d{3}(?: |$))/;
/** A column of Zeek, between tabs. */
const CELL = /(\tPASS\t)([^\t]{1,1000})(?=\t)/;
const JSON_FIELD = /("(?:password|passwd|pass)"\s*:\s*")((?:[^"\\]|\\.){1,1000})(")/gi;

/** The command as a member of a JSON object, which may itself stand within a JSON text. */
const MEMBER_PASS = /(?:command|cmd|verb|method|request)\\?"\s{0,8}:\s{0,8}\\?"PASS\\?"/i;
/** The argument as a member of its own, beside the command: Suricata, Zeek, columns of JSON. */
const MEMBER = '(?:arg(?:ument)?s?|param(?:eter)?s?|(?:command|cmd)[._-](?:data|args?|params?))';
const ARGUMENT = new RegExp(String.raw`(${MEMBER}"\s{0,8}:\s{0,8}\[?")((?:[^"\\]|\\.){1,1000})(")`, 'gi');
const QUOTED_ARGUMENT = new RegExp(String.raw`(${MEMBER}\\"\s{0,8}:\s{0,8}\[?\\")([^"]{1,1000}?)(\\")`, 'gi');
/** Lines of a JSON object that is printed over several, behind its command, in which the argument may stand. */
const MOST_LINES = 4;

const hideArgument = (line: string): string => {
  const hidden = (whole: string, before: string, value: string, after: string) => (HIDDEN.test(value) ? whole : `${before}****${after}`);
  return line.replace(ARGUMENT, hidden).replace(QUOTED_ARGUMENT, hidden);
};

function hideCell(line: string, column: number): string {
  const cells = line.split('\t');
  if (HIDDEN.test(cells[column] || '-')) return line;
  cells[column] = '****';
  return cells.join('\t');
}

/**
 * Hides the passwords of one log, line by line: a JSON object may have the command on one line and its argument on another, and
 * Zeek's log has a column for the password in every record.
 */
export function passwordHider(): (line: string) => string {
  let left = 0;
  let column = -1;
  return (line) => {
    // The heading's own first cell is none of the records'.
    if (line.startsWith('#fields\t')) column = line.split('\t').indexOf('password') - 1;
    const whole = column >= 0 && !line.startsWith('#') ? hideCell(line, column) : line;
    const out = hidePasswords(whole);
    // Most lines hold no such word, and are not looked at any closer.
    if (out.includes('"PASS"') && MEMBER_PASS.test(out)) left = MOST_LINES;
    else if (left === 0) return out;
    else left -= 1;
    return hideArgument(out);
  };
}

/** Replaces the argument of PASS, and of a `password` field in JSON, by asterisks. */
export function hidePasswords(line: string): string {
  let out = line;
  if (out.includes('PASS')) {
    if (MEMBER_PASS.test(out)) out = hideArgument(out);
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
