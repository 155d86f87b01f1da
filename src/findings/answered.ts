// Which command does a reply answer? Mostly the reader has paired them (conversation.ts). What is here is about logs that
// show no commands, or leave replies out: what was asked is told by the prompt, by the reply itself, or by what was sent last.
import { isListing } from '../log/verb-kinds.ts';
import type { ReplyEvent } from '../log/event.ts';
import type { Session } from './session.ts';

/** Verb in upper case, and argument; both empty where nothing tells. */
export type Answered = readonly [verb: string, argument: string];

/**
 * The command that a reply of a session answers. Where a log leaves replies out, the reader's pairing runs late: a client that
 * asked for TLS waits for the answer, so a reply can be one to AUTH only while nothing was sent since; and only RETR opens a file.
 */
export function answeredBy(session: Session, reply: Pick<ReplyEvent, 'code' | 'command' | 'text'>): Answered {
  const { code, command, text } = reply;
  const [verb, argument] = split(command);
  if (verb === '' && (session.commands === 0 || session.order)) {
    const known = atPrompt(session, code, text);
    if (known) return known;
  }
  // Nothing but AUTH is answered with 234, whatever a client wrote down before it was connected.
  const asked = code === 234 && verb !== 'AUTH' ? session.waiting.find((one) => one.verb === 'AUTH') : undefined;
  if (asked) return ['AUTH', asked.argument];
  const latest = session.waiting.at(-1);
  if (!latest || latest.verb === verb) return [verb, argument];
  if (verb === 'AUTH' && code !== 234) {
    const of = code === 331 || code === 332 ? 'USER' : code === 530 || code === 430 || code === 230 ? 'PASS' : '';
    return session.tls && latest.verb === of ? [of, latest.argument] : [verb, argument];
  }
  if (isListing(verb) && latest.verb === 'RETR' && code >= 500 && /\bopen\b[^\n]{0,12}\bfile\b/i.test(text))
    return ['RETR', latest.argument];
  return [verb, argument];
}

/** Where the log shows no command at all. */
function atPrompt({ last, order, replies }: Session, code: number, text: string): Answered | undefined {
  if (last?.code === 350 && /rnto|destination|rename/i.test(last.at.text)) return ['RNTO', ''];
  if (order && answersOrder(code) && !SPEAKS_OF_DATA.test(text)) return order;
  // A refusal without its command may name it itself.
  return code >= 400 && replies === 0 ? [NAMES_COMMAND.exec(text.slice(0, 300))?.slice(1).find(Boolean) ?? '', ''] : undefined;
}

/** Codes that answer what the user has asked for, and not what the client sends for it. */
const answersOrder = (code: number): boolean =>
  code === 213 ||
  code === 226 ||
  code === 250 ||
  code === 257 ||
  (code >= 450 && code < 460) ||
  (code >= 500 && code < 505) ||
  (code >= 550 && code < 560);
const SPEAKS_OF_DATA = /\b(?:EPSV|EPRT|PASV|PORT|AUTH|OPTS|passive)\b|cannot accept argument|not understood|not recogni|unknown command/i;
/** The command that a refusal names: first of all, or with what happened to it. */
const VERBS = 'STOR|RETR|LIST|NLST|MLSD|MLST|CWD|X?MKD|X?RMD|DELE|RNFR|RNTO|SIZE|MDTM|MFMT|APPE|OPTS|PBSZ|PROT';
const NAMES_COMMAND = new RegExp(
  `^["'(]?(${VERBS})\\b(?! or | and |/)|\\b(${VERBS}) (?:command|denied|failed|rejected|refused|not )|\\((${VERBS})\\b`,
);
/** Verb (upper case) and argument of a command line. */
function split(command: string | undefined): [string, string] {
  if (!command) return ['', ''];
  const at = command.indexOf(' ');
  return at < 0 ? [command.toUpperCase(), ''] : [command.slice(0, at).toUpperCase(), command.slice(at + 1)];
}
