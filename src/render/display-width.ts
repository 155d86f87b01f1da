// How many columns of a terminal a text takes: East Asian characters and emoji take two, combining marks none.

// East Asian Width W and F (UAX 11) as blocks: what is unassigned inside them is wide too. JavaScript has no property for it.
const WIDE =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}\u1160-\u11ff]/u;
/** Nearly every text is. */
const NARROW = /^[\x20-\x7e]*$/;

/** The columns of one character. */
function columnsOf(char: string): number {
  if (NARROW.test(char)) return 1;
  return NO_WIDTH.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
}

/** The columns that a text takes, which holds no control characters. */
export function displayWidth(text: string): number {
  if (NARROW.test(text)) return text.length;
  let columns = 0;
  for (const char of text) columns += columnsOf(char);
  return columns;
}

/** Whether a line may end between its characters, as in Chinese and Japanese, which put no blanks between words. */
export function isWide(text: string): boolean {
  return !NARROW.test(text) && WIDE.test(text);
}

/** Parts a text after as many characters as fit into `columns`. */
export function splitAt(text: string, columns: number): [fits: string, rest: string] {
  if (NARROW.test(text)) return [text.slice(0, columns), text.slice(columns)];
  let used = 0;
  let at = 0;
  for (const char of text) {
    used += columnsOf(char);
    if (used > columns) break;
    at += char.length;
  }
  return [text.slice(0, at), text.slice(at)];
}

/** A text cut to `columns`, with three dots where something was left out. */
export function shorten(text: string, columns: number): string {
  return displayWidth(text) <= columns ? text : `${splitAt(text, columns - 3)[0]}...`;
}
