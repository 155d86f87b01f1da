import { type CodeCell, CodeColumn } from '../code-column.ts';
import { addressIn, cutBare, cutQuoted, DEFAULT_FORM, endOfQuoted, Opening, type Parts } from '../columns.ts';
import type { LogFormat, Said } from '../format.ts';
import { readJsonColumns } from '../json-columns.ts';
import { unescapeLiteral } from '../literal.ts';
import { who } from '../say.ts';
import { TornRecord } from '../torn-record.ts';
import { isReplyCode, soundsLikeFtp } from '../vocabulary.ts';

const OTHER_SERVICE = /["'\s](?:EHLO|HELO|MAIL FROM|RCPT TO|GET|POST|HEAD|OPTIONS) |HTTP\/\d/;
const CLF = /\[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]/;
const ISO = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,6}(?![\d.]))?(?:Z|[+-]\d\d:?\d\d)?/;

/** Lines that are nothing but `code text` (LogFormat "%s %S"): believed once a file has shown only such lines for a while. */
class OnlyReplies {
  #lines = 0;
  #strays = 0;
  readonly #codes = new Set<number>();

  get #sure(): boolean {
    return this.#lines > 12 && this.#codes.has(331) && this.#codes.size >= 4;
  }

  read(raw: string): Said | undefined {
    if (this.#strays > 3) return undefined;
    const found = /^(?:([1-6][0-5]\d) (\S.*)|- -)$/s.exec(raw);
    const code = Number(found?.[1] ?? 0);
    if (!found || (code && !this.#sure && !isReplyCode(code))) {
      this.#strays += this.#sure ? 1 : 9;
      return undefined;
    }
    this.#strays = 0;
    this.#lines += 1;
    if (code && this.#lines < 1000) this.#codes.add(code);
    if (!this.#sure) return undefined;
    return code ? { kind: 'exchange', code, text: found[2] ?? '' } : { kind: 'nothing' };
  }
}

const NAME_AND_WORDS = /^\S[^\n"]{0,300}: [A-Z][a-z]{2,20} [a-z]/;

/** The reply's text, where a column behind the code is quoted or says that it is the text. */
function wordsOf({ code, rest, behind, text }: CodeCell): string | undefined {
  if (text !== undefined) return text;
  const opening =
    (behind ? /^[\s,;|]{1,3}(["'])(?!\w{1,20}["']\s?:)/.exec(rest) : null) ??
    /["'\s,;|](?:text|message|msg|response|reply)["']?\s?[:=]\s?(["'])/.exec(rest);
  if (!opening) {
    const bare = behind ? /^ (\S.*)$/.exec(rest)?.[1] : undefined;
    // `p.exe: Forbidden filename -`: a name and what is said of it.
    return bare !== undefined && (soundsLikeFtp(code, bare) || NAME_AND_WORDS.test(bare)) ? bare : undefined;
  }
  const start = opening.index + opening[0].length;
  return unescapeLiteral(rest.slice(start, endOfQuoted(rest, start, opening[1] ?? '"') ?? rest.length));
}

/** Records after which it is known what a record looks like. */
const KNOWN = 4;
/** A record may hold a name as sent, as a path, and in the reply's text. */
const MOST_NAMES = 3;
const PIECE: Said = { kind: 'nothing' };
/** The reply's text, quoted, right behind the code. */
const TEXT = /^[\s,;|]{1,3}"/;

const isClosed = (rest: string): boolean => endOfQuoted(rest, rest.indexOf('"') + 1, '"') !== undefined;
/** The shape in which a record begins. */
const frontOf = (line: string): string => line.slice(0, 24).replace(/\d+/g, '9').slice(0, 6);
const isOdd = (line: string): boolean => line.replaceAll('\\"', '').split('"').length % 2 === 0;

/** The last line of a torn record: the quote closes and columns follow. */
const endsRecord = (line: string): boolean => endOfQuoted(line, 0, '"') !== undefined;

function describe(raw: string, wrapped: string | undefined, parts: Parts, cell: CodeCell): Said {
  const command = unescapeLiteral(parts.command);
  const words = wordsOf(cell);
  const stamp = CLF.exec(raw)?.[1] ?? ISO.exec(raw.slice(0, 300))?.[0] ?? wrapped;
  const from = who({ session: undefined, client: addressIn(parts.before) ?? addressIn(parts.after), user: undefined, stamp });
  return {
    kind: 'exchange',
    code: cell.code,
    ...(command && { command: /^PASS\b/i.test(command) ? 'PASS ****' : command }),
    ...(words && words !== '-' && { text: words }),
    ...from,
  };
}

/** Any log of columns with an FTP command and the code of its reply: ProFTPD's ExtendedLog with a LogFormat of one's own. */
export const statusColumns: LogFormat = {
  name: 'status-columns',
  title: 'columns chosen by the administrator, with a command and a status (ProFTPD ExtendedLog with LogFormat)',
  docs: 'https://github.com/proftpd/proftpd/blob/master/doc/modules/mod_log.html',
  side: 'server',
  last: true,
  onlyRecords: true,
  open: () => {
    const quoted = new CodeColumn();
    const bare = new CodeColumn();
    const opening = new Opening();
    const only = new OnlyReplies();
    const torn = new TornRecord(endsRecord, MOST_NAMES);
    let other = false;
    let seen = 0;
    /** Records whose reply text ended in a quote; whether that of the last one did not. */
    let closed = 0;
    let goesOn = false;
    /** Quotes are part of every record. */
    let quotes = true;
    let last = '';
    /** It is the command that is torn: put together, the record can be read. */
    let readable = false;
    return ({ raw, stamp }) => {
      const alone = only.read(raw);
      if (alone) return alone;
      goesOn = false;
      const said = read(raw, stamp);
      if (said !== undefined) {
        const doubtful = torn.takesWhole(raw);
        if (goesOn) begin(raw, false);
        else if (!doubtful) {
          quotes = quotes && raw.includes('"');
          last = raw;
        }
        return doubtful && said.kind === 'exchange' ? { ...said, doubtful } : said;
      }
      const piece = torn.takesPiece(raw);
      if (piece) {
        const record = readable && piece.record !== undefined ? read(piece.record, stamp) : undefined;
        if (goesOn) begin(raw, false);
        // A line that opens a quote of its own before it closes one may be a record that the name pretends to be.
        return record?.kind === 'exchange' && !isOdd(raw) ? { ...record, doubtful: true } : (record ?? PIECE);
      }
      if (seen < KNOWN || other) return undefined;
      if (opening.opens(raw)) begin(raw, true);
      else if (quotes && isOdd(raw) && frontOf(raw) === frontOf(last)) begin(raw, false);
      else return undefined;
      return PIECE;
    };
    function begin(raw: string, withCommand: boolean): void {
      torn.begin(raw);
      readable = withCommand;
    }
    function read(raw: string, stamp: string | undefined): Said | undefined {
      if (raw.length > 4096 || !/\b[1-6]\d\d\b|[-"]/.test(raw)) return undefined;
      if (!seen && OTHER_SERVICE.test(raw)) other = true;
      // The records of sensors, and the default form, have readers of their own.
      if (
        other ||
        /"(?:id\.orig_h|completion_code|event_type|zeek|_path)"|zeek\.ftp|^\d{9,10}\.\d{1,6}\t/.test(raw) ||
        (raw.includes('] "') && DEFAULT_FORM.test(raw))
      )
        return undefined;
      const named = readJsonColumns(raw);
      if (named) return named;
      const marked = /["'][A-Za-z]{3,5}["' ]/.test(raw);
      const parts = (marked ? cutQuoted(raw) : undefined) ?? (opening.known ? opening.cut(raw) : marked ? undefined : cutBare(raw));
      if (!parts) return seen > 2 && /""\W{1,3}-/.test(raw) ? { kind: 'nothing' } : undefined;
      // Labels and arrows right before the quote are those of a conversation, unless it is JSON or `name=`.
      if (parts.quoted && /(?:->|<-|>>|<<|=>|[A-Za-z\])]:)\s?$/.test(parts.before)) return undefined;
      const found = (parts.quoted ? quoted : bare).read(parts);
      if (!found) return undefined;
      seen += 1;
      if (parts.quoted) opening.learn(parts, raw[parts.before.length] ?? '"');
      if (found.behind && TEXT.test(found.rest)) {
        if (isClosed(found.rest)) closed += 1;
        else goesOn = closed >= KNOWN;
      }
      return found.code === 0 ? { kind: 'nothing' } : describe(raw, stamp, parts, found);
    }
  },
  samples: [
    {
      lines: ['host1 FTP [77] 192.0.2.1 [03/Feb/2024:04:05:06 +0000] "USER ann" 331'],
      said: { kind: 'exchange', code: 331, command: 'USER ann', client: '192.0.2.1', stamp: '03/Feb/2024:04:05:06 +0000' },
    },
    {
      lines: ['2024-02-03 04:05:06,192.0.2.1,ann,"CWD /a b",550'],
      said: { kind: 'exchange', code: 550, command: 'CWD /a b', client: '192.0.2.1', stamp: '2024-02-03 04:05:06' },
    },
    {
      lines: ['{"client":"192.0.2.1","pid":226,"code":530,"command":"PASS (hidden)"}'],
      said: { kind: 'exchange', code: 530, command: 'PASS ****', client: '192.0.2.1' },
    },
    {
      lines: ['{"remote_ip":"192.0.2.1","command":"RETR","params":"550 a.txt","response_code":"226","response_msg":"Done"}'],
      said: { kind: 'exchange', code: 226, text: 'Done', command: 'RETR 550 a.txt', client: '192.0.2.1' },
    },
    {
      lines: ['2024-02-03T04:05:06+0000 192.0.2.1 ann RETR 230 a.txt 550'],
      said: { kind: 'exchange', code: 550, command: 'RETR', client: '192.0.2.1', stamp: '2024-02-03T04:05:06+0000' },
    },
  ],
};
