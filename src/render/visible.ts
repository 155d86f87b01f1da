// Text that others chose (log lines, file names, queries) is shown with every control character made visible, so that
// none reaches a terminal: C0 but the tab, DEL, C1, line separators, whatever has no glyph of its own (bidirectional and
// zero-width controls, tag characters, variation selectors, fillers), lone surrogates.

const UNSAFE = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb\p{Surrogate}]/gu;

/** Shows control characters as `\x1b`, `\u202e` and the like. Everything else stays as it is. */
export function visible(text: string): string {
  return isPlain(text) ? text : text.replace(UNSAFE, (char) => (char === '\t' ? char : escapeOf(char)));
}

/** The same for text of several lines: line feeds stay. */
export function visibleLines(text: string): string {
  return text.includes('\n') ? text.split('\n').map(visible).join('\n') : visible(text);
}

/** Nearly every line is: the short way for it. */
const isPlain = (text: string): boolean => !/[^\t\x20-\x7e]/.test(text);

function escapeOf(char: string): string {
  const code = char.codePointAt(0) as number;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

/** JSON that is safe to print: JSON.stringify leaves DEL, C1 and bidirectional controls as they are. */
export function safeJson(value: unknown): string {
  const json = JSON.stringify(value);
  return isPlain(json) ? json : json.replace(UNSAFE, jsonEscapeOf);
}

function jsonEscapeOf(char: string): string {
  let escaped = '';
  for (let at = 0; at < char.length; at += 1) escaped += `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return escaped;
}
