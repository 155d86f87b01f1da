// Text that others chose (log lines, file names, queries) is shown with every control character made visible, so that
// none reaches a terminal: C0 but the tab, DEL, C1, bidirectional and zero-width controls, tag characters, lone surrogates.

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const UNSAFE = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Shows control characters as `\x1b`, `\u202e` and the like. Everything else stays as it is. */
export function visible(text: string): string {
  return text.replace(UNSAFE, escapeOf);
}

function escapeOf(char: string): string {
  const code = char.codePointAt(0) as number;
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

/** JSON that is safe to print: JSON.stringify leaves DEL, C1 and bidirectional controls as they are. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, (char) => `\\u${(char.codePointAt(0) as number).toString(16).padStart(4, '0')}`);
}
