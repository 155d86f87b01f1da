// Lines that no format knows, put together to what was said: an error with its stack frames, a sentence that a terminal or a
// mail program has broken. A frame tells where it happened, which the message often does not.
import type { Evidence } from './finding.ts';
import { LOOKS_LIKE_ROW } from './listing.ts';

/** Something that was said, with the stack frames that belong to it. */
export interface Statement<Line extends Evidence> {
  readonly at: Line;
  readonly text: string;
  readonly frames: string;
}

/** A line of a stack trace: Java, .NET, Node, Ruby, Go, PHP. */
const FRAME =
  /^\s+(?:at|from|in|bei|à|en|em|в) \S|^\s*#\d{1,3} \S|^\s+\S{1,200}\.(?:go|rb|rs|php):\d+(?!\d*: \S)|^\s*(?:\.\.\. \d+ more|--- End of|\^{2,})|^\s*(?:[\w$<>]{1,60}\.){2,10}[\w$<>]{1,60}\([^()\n]{0,200}\)\s*$/;
/** Python tells the frames first and the message last. */
const PYTHON = /^\s*File "[^"\n]{1,300}", line \d+|^line \d+, in \S|^\s*Traceback \(most recent|^\S{1,300}\.py in \w{1,60}\(/;
/** Lines of the source, as IPython shows them. */
const SOURCE = /^(?:-{1,5}> ?)?(?![1-6]\d\d [A-Za-z])\d{1,5}(?: |$)/;
/** The message at the end of them, indented where the log indents the whole. */
const MESSAGE = /^\s*[\w.]{1,80}(?:Error|Exception|Warning|Timeout|Interrupt|error\w{0,5}|Exit)(?::| \(|$)/;
const INLINE = / at [\w$.]{1,100}\.[\w$<>]{1,60}\([^\n]{0,200}\)/;
const MOST_FRAMES = 2000;
const LONGEST = 600;

/** Does a line go on where the one before has broken off? */
function goesOn(line: Evidence, next: Evidence): boolean {
  return (
    next.line === line.line + 1 &&
    line.text.length >= 40 &&
    line.text.length + next.text.length < LONGEST &&
    !/[.:;!?>}\])]\s*$/.test(line.text) &&
    !LOOKS_LIKE_ROW.test(line.text) &&
    /^[a-zà-ÿ]/.test(next.text) &&
    !/^\w{0,8}ftp[^>\n]{0,80}> ?/.test(next.text) &&
    !/^\w{1,20}[:=]|^[\w./-]{1,40}\[\d{1,9}\]: /.test(next.text)
  );
}

/** The statements of lines, with the frames whose message is still to come. */
export interface Statements<Line extends Evidence> {
  readonly found: readonly Statement<Line>[];
  readonly left: string;
}

/**
 * The statements of lines that follow each other in one file.
 * @param left frames that stood before them
 */
export function statementsOf<Line extends Evidence>(lines: readonly Line[], left = ''): Statements<Line> {
  const found: { at: Line; text: string; frames: string }[] = [];
  let before = left;
  let inPython = left !== '';
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] as Line;
    const { text } = line;
    if (PYTHON.test(text) || (inPython && (/^\s/.test(text) || SOURCE.test(text)) && !MESSAGE.test(text))) {
      inPython = true;
      before = `${before}\n${text}`.slice(-MOST_FRAMES);
      continue;
    }
    const last = found.at(-1);
    if (FRAME.test(text) && last && line.line - last.at.line < 80) {
      if (last.frames.length < MOST_FRAMES) last.frames += `\n${text}`;
      continue;
    }
    let whole = text;
    const at = line;
    for (
      let next = lines[i + 1];
      next && goesOn({ ...(lines[i] as Evidence), text: whole }, next) && !FRAME.test(next.text);
      next = lines[i + 1]
    ) {
      whole = `${whole.trimEnd()} ${next.text}`;
      i += 1;
    }
    // A log that puts message and frames on one line.
    const inline = INLINE.exec(whole);
    if (inline && inline.index > 10)
      found.push({ at, text: whole.slice(0, inline.index), frames: `${before}${whole.slice(inline.index)}` });
    else found.push({ at, text: whole, frames: before });
    before = '';
    inPython = false;
  }
  return { found, left: inPython ? before : '' };
}
