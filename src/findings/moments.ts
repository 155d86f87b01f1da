// Makes moments: the form in which replies, words and silences are put before the causes.
import type { Explainer, Explanation } from '../explain/explain.ts';
import { withoutName } from '../explain/without-name.ts';
import { isNegative } from '../codes/digits.ts';
import type { ReplyEvent } from '../log/event.ts';
import { type EventName, isOfFile } from '../log/format.ts';
import { omitsCommands } from '../log/omits.ts';
import type { Moment, Sign } from './cause.ts';
import type { CauseId } from '../explain/cause-ids.ts';
import type { Evidence } from './finding.ts';
import type { Session } from './session.ts';
import { quotedReply, verbOfCall } from './quoted-reply.ts';
import { WordSense } from './words.ts';

/** Characters of a reply that the causes look at. */
const MOST_TEXT = 2000;
/** A line that may name a function: most do not, and need not be asked. */
const NAMES_CALL = /\bftp_\w|Exception|Error|\(\)|[A-Z] failed/;
/** What it means that a step of wget came to nothing, whichever language the reason is told in. */
const STEP_REFUSED: Readonly<Record<string, CauseId>> = {
  PORT: 'port-bounce-refused',
  EPRT: 'port-bounce-refused',
  PASV: 'passive-disabled',
  EPSV: 'epsv-unsupported',
  LPSV: 'passive-disabled',
};
/** Somebody hands on the server's words without their code: apt. */
const SERVER_SAID = /\bserver (?:refused the connection and )?said:? ?["']?([^\n]{4,400}?)["']?\s*$/i;
/** What stands in double quotes. */
const QUOTED = /"[^"\n]{0,1000}"/g;
/** A name of a file in quotes, which may hold any word. */
const NAMED_FILE = /(['`‘“])[^"'`‘’“”\n]{1,200}\.[A-Za-z]\w{0,4}['`’”]/g;
/** The name that lftp puts behind the server's words; a number there is the server's own. */
const ADDED_NAME = / \((?!\d{1,9}\))[^()\n]{1,400}\)(?:\s{1,4}#[^\n]*)?$/;
/** Commands that are about no file: rights on files cannot be why they are refused. */
const OF_NO_FILE = /^(?:FEAT|OPTS|SYST|HELP|MODE|STRU|CLNT|LANG|NOOP|TYPE)$/;

/** What stands beside words: the stack frames, the event that a log format knows them as, the step of wget that they end. */
export interface Beside {
  readonly frames?: string;
  readonly event?: EventName | undefined;
  readonly step?: string;
  /** The command that the words begin with. */
  readonly verb?: string;
  /** A program says it of which nothing is known. */
  readonly stranger?: boolean;
}

/** Makes the moments of sessions. */
export class Moments {
  readonly #explainer: Explainer | undefined;
  readonly #sense: WordSense;

  /** @param explainer gives the servers' wordings, by which words without a code are understood */
  constructor(explainer: Explainer | undefined) {
    this.#explainer = explainer;
    this.#sense = new WordSense(explainer);
  }

  /** A reply that tells of trouble, with the command that drew it. */
  reply(session: Session, event: ReplyEvent, known: Explanation | undefined, verb: string, argument: string): Moment {
    const { code, substatus, win32 } = event;
    // Where the end of a reply of several lines never came, what follows may be anything.
    const torn = event.endLine === undefined && event.logFormat === 'transcript';
    const text = torn ? (event.text.split('\n', 1)[0] as string) : event.text;
    const words = withoutName(event.logFormat === 'lftp' ? text.replace(ADDED_NAME, '') : text, `${verb} ${argument}`);
    // The same words mean other things after other commands; which it was is known only here where the log does not pair them.
    const { product } = session;
    const context = { command: verb, ...(product && product !== 'other' && { server: product }) };
    const explanation = event.command === undefined && verb !== '' && known ? this.#explainer?.explain(code, words, context) : known;
    return {
      kind: 'reply',
      at: { file: event.file, line: event.line, text: `${code} ${event.text}`.trimEnd() },
      code,
      text: words.slice(0, MOST_TEXT),
      whole: text.slice(0, MOST_TEXT),
      verb,
      argument,
      session,
      ...(explanation && { explanation }),
      ...(substatus !== undefined && { substatus }),
      ...(win32 !== undefined && { win32 }),
      ...hintOf(session, code, verb, explanation),
    };
  }

  /** A line without a code. */
  words(
    session: Session,
    at: Evidence,
    text: string,
    { frames = '', event, step = '', verb: named = '', stranger = false }: Beside = {},
  ): Moment {
    // Of a file that was handled the name tells nothing; and without it most such lines are alike, which Looks remembers.
    const said = event !== undefined && isOfFile(event) ? text.replace(QUOTED, '"x"') : (SERVER_SAID.exec(text)?.[1] ?? text);
    const verb = named || step || (frames !== '' || NAMES_CALL.test(text) ? verbOfCall(`${text}\n${frames}`) : '');
    // The step was taken, and the connection that it was for not made.
    const refused = /connect/i.test(text) ? undefined : STEP_REFUSED[step];
    const hint = refused ?? this.#sense.hint(said.replace(NAMED_FILE, "$1x'"), verb);
    return {
      kind: 'words',
      at,
      code: 0,
      text: said,
      whole: text,
      verb,
      argument: '',
      session,
      ...(frames && { frames }),
      ...(hint && { hint }),
      ...(event && { event }),
      ...(stranger && { stranger }),
    };
  }

  /** The refusal that words quote, as the reply it was. */
  quoted(session: Session, at: Evidence, line: string): Moment | undefined {
    const quoted = quotedReply(line);
    if (!quoted) return undefined;
    const { code, text, verb } = quoted;
    const explanation = this.#explainer?.explain(code, text, verb ? { command: verb } : {});
    return {
      kind: 'reply',
      quoted: true,
      at,
      code,
      text: withoutName(text),
      whole: text,
      verb,
      argument: '',
      session,
      ...(explanation && { explanation }),
      ...hintOf(session, code, verb, explanation),
    };
  }

  /** A reply torn out of its session: undefined for a positive one. */
  lone(session: Session, at: Evidence): Moment | undefined {
    const code = Number(at.text.slice(0, 3));
    const text = at.text.slice(4).trim();
    const explanation = isNegative(code) ? this.#explainer?.explain(code, text) : undefined;
    if (!explanation) return undefined;
    const hint = explanation.causeId;
    return {
      kind: 'reply',
      at,
      code,
      text: withoutName(text),
      whole: text,
      verb: '',
      argument: '',
      session,
      explanation,
      ...(hint && { hint }),
    };
  }
}

/** Words of our own about a line: what the causes are to make of it. */
export const toldAs = (
  text: string,
  session: Session,
  at: Evidence,
  more: { readonly sign?: Sign; readonly verb?: string; readonly argument?: string } = {},
): Moment => ({
  kind: 'words',
  at,
  code: 0,
  text,
  whole: text,
  verb: '',
  argument: '',
  session,
  ...more,
});

/** The end of a session in which something is open; undefined where nothing is. */
export function silenceOf(session: Session): Moment | undefined {
  const { data, steps } = session;
  if (session.format !== undefined && omitsCommands(session.format)) return undefined;
  const at = data?.command?.at ?? data?.at ?? session.lastAt ?? steps.faults[0];
  const open = data?.state === 'open' && isSuspect(session);
  const handshake = session.auth?.code === 234 && session.last?.code === 234 && (session.closed || session.waiting.length > 0);
  // It hung up in the place of an answer, or never gave one.
  const hungUp =
    (session.closed || session.stalled) && session.waiting.length > 0 && (session.replies > 0 || session.waiting.at(-1)?.verb === 'EPSV');
  // An account was asked for, and none was given.
  const account = session.last?.code === 332 && session.waiting.length === 0;
  if (!at || !(open || hungUp || handshake || account || steps.out || steps.misfit || steps.ahead)) return undefined;
  return {
    kind: 'silence',
    at,
    code: 0,
    text: '',
    whole: '',
    verb: data?.command?.verb ?? '',
    argument: data?.command?.argument ?? '',
    session,
  };
}

/** Is a data connection that never came to anything suspect, or has the log only been cut off? */
function isSuspect(session: Session): boolean {
  const { data, gaveUp, wordsSinceData, closed, recent, replies, commands } = session;
  if (!data) return false;
  // A log that shows no replies leaves open what came of a command.
  if (replies === 0 && commands > 0) return false;
  if (data.broken) return !data.begun;
  if (data.mode === 'PASV' && !data.begun && (data.unreachable !== undefined || data.unreadable !== undefined)) return true;
  if (data.begun) return closed;
  if (data.command !== undefined || gaveUp) return true;
  // The one reply that a client shows with its error: it was the last that came.
  if (replies === 1 && commands === 0 && session.wordsSay(/tim(?:ed? ?out|eout)|\b(?:cannot|fail\w{0,3}|unable)\b/i)) return true;
  return recent.at(-1)?.at.line === data.at.line && wordsSinceData > 0;
}

/** The cause that a refusal stands for by its words, where what drew it does not say otherwise. */
function hintOf(session: Session, code: number, verb: string, explanation: Explanation | undefined): { hint?: CauseId } {
  // A client that said SSH where a command belongs.
  if (code >= 500 && session.replies === 2 && session.commands === 0 && session.wordsSay(/\bSSH-[12]\.\d/))
    return { hint: 'wrong-protocol' };
  const hint = explanation?.causeId;
  if (OF_NO_FILE.test(verb) && code === 550 && hint && /^(?:no-|write-|file-missing|path-)/.test(hint))
    return { hint: 'command-not-supported' };
  return hint ? { hint } : {};
}
