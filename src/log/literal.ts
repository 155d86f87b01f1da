// String literals as programs print them when they dump a value: Python's repr, Node's util.inspect, Go's %q.

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0', '"': '"', "'": "'", '`': '`', '\\': '\\' };

/** The text of a literal whose quotes are already off: `\n` becomes a line feed, `\xe9` and `é` their character. */
export function unescapeLiteral(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gi, (whole: string, hex?: string, unicode?: string, plain = '') =>
    hex || unicode ? String.fromCharCode(Number.parseInt(hex ?? unicode ?? '', 16)) : (ESCAPES[plain] ?? whole),
  );
}

/** The content of the quoted literal that `text` starts with, or undefined where it starts with no quote. */
export function readLiteral(text: string): string | undefined {
  const quote = text[0];
  if (quote !== '"' && quote !== "'" && quote !== '`') return undefined;
  let end = 1;
  while (end < text.length && text[end] !== quote) end += text[end] === '\\' ? 2 : 1;
  return unescapeLiteral(text.slice(1, end));
}

/** Text of several lines, as one literal holds it, cut into lines without their ends and without an empty last one. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Text that shows its line ends as the four characters `\r\n`: cut there. */
export function splitVisibleEnds(text: string): string[] {
  const lines = text.split(/\\r\\n|\\n/);
  if (lines.length > 1 && lines.at(-1)?.trim() === '') lines.pop();
  return lines;
}
