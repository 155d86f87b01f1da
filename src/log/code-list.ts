// Lists and tables of codes, catalogues of messages and program source: they hold the same words as a transcript and no reply.
// A line is told for an item of a list by its own form (a table's cell, a quoted text of a catalogue), or by the lines
// around it: a heading that speaks of codes, or codes in an order in which no conversation brings them.

/** The first cell of a table is the code: `| 150 | about to open |`, `|220|Ready|`. */
const CELL = /^\s{0,40}\|?\s{0,40}(?:\*\*|`)?[1-6]\d\d(?:\*\*|`)?\s*\|/;
/** Cells of HTML, or a definition of a wiki or a list: `<td>530</td>`, `- **530**: Not logged in`, `* 530 - Not logged in`. */
const ENTRY = /^\s*(?:[-*•+]\s|\d{1,2}[.)]\s|<(?:td|dt|li)\b[^>]{0,80}>\s*|;\s*)?(?:\*\*|`|<code>|<b>|')+[1-6]\d\d(?:\*\*|`|<\/\w{1,6}>|')/;
/** A text of a catalogue in some language, or a constant of a program. */
const CATALOGUE =
  /^\s*(?:(?:EN|DE|FR|ES|IT|NL|PT|RU|JA|ZH|PL|CS|SV|DA|NO|NB|FI|HU|TR|KO|UK|EL|RO|BG|CA|en|de|fr|es|it|nl|pt|ru|ja|zh|pl|cs|sv|da|no|nb|fi|hu|tr|ko|uk|el|ro|bg|ca)(?:[_-][A-Za-z]{2})?|msgid|msgstr|#define [A-Z_a-z]\w{0,60}|(?:public |private |static |const |final |let |var |export |String |char ){1,6}\*?\w{1,60}(?:\[\])?|return|case [1-6]\d\d:? ?\w{0,10})\s*(?:[=:]\s*)?\(?["'][1-6]\d\d[ -]/;
/** A call in program source. */
const SOURCE =
  /^\s*(?:self|this)\.\w{1,40}\(.{0,60}["'][1-6]\d\d[ -]|^\s*(?:\w{1,40}[.:>-]{1,2}){0,4}\w{1,40} ?\(.{0,120}["'][1-6]\d\d[ -][^"']{0,300}["'].{0,80}\)\s{0,4}[;{]$/;
/** An item of a list: a code first, then a blank, tab, colon, dash. */
const ITEM = /^\s*(?:[-*•+]\s{1,3}|\d{1,2}[.)]\s)?([1-6]\d\d)(?:\s*[-–—:=|\t]\s*|\s+)(?=\S)/;
/** Words above a list; a label of one reply ends in what it introduces. */
const HEADING =
  /^[^"<>]{0,60}\b(?:(?:reply|response|status|return|result|server|ftp|error|completion|message) codes?\b(?! ?[=:]? ?\d)|codes? (?:and|[|,]) ?(?:their )?(?:meanings?|descriptions?)|(?:code|number)\s{0,20}[|\t,]\s{0,20}(?:meaning|description|text|explanation))[^"<>]{0,60}$/i;
const PLURAL = /codes\b|[|\t,]|series\b/i;
/** Lines without an item after which a list is over. */
const REACH = 2;

/** Knows the lists of one log. */
export class CodeList {
  #left = 0;
  #last = 0;

  /** Whether a line is part of a list of codes. */
  holds(body: string): boolean {
    if (body.trim() === '') return false;
    if (CELL.test(body) || ENTRY.test(body) || CATALOGUE.test(body) || SOURCE.test(body)) return true;
    const item = body.length < 400 ? ITEM.exec(body) : null;
    const code = Number(item?.[1] ?? 0);
    const before = this.#last;
    this.#last = code;
    if (!item) {
      if (body.length < 160 && HEADING.test(body) && PLURAL.test(body)) this.#left = REACH;
      else this.#left = /^\s{2,}\S/.test(body) ? this.#left : Math.max(0, this.#left - 1);
      return false;
    }
    // A preliminary reply is followed by the end of its transfer, a greeting by no farewell, and nothing by 110 and 120.
    const impossible = (before >= 100 && before < 200 && code > before && code < 225) || (before === 220 && (code === 221 || code === 225));
    if (impossible || /^\s*[1-6]\d\d\s+series\b/i.test(body)) this.#left = REACH;
    if (this.#left === 0) return false;
    // The next conversation has begun.
    if (before > 0 && code < before && !impossible) {
      this.#left = 0;
      return false;
    }
    this.#left = REACH;
    return true;
  }
}
