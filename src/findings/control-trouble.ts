// Does a moment say that the control connection itself did not come up, or that nobody greeted on it?
import type { Moment } from './cause.ts';
import { namesControl, tellsNoAnswer, tellsRefused } from './connecting.ts';
import type { Session } from './session.ts';

/** What became of it; `failed` where the client does not say how. */
export type ControlTrouble = 'refused' | 'no answer' | 'failed' | 'not greeted' | 'hung up';

/** What became of a control connection that the client's words speak of; undefined where they speak of none, or it stands. */
export function controlTrouble({ kind, text, session, frames = '' }: Moment): ControlTrouble | undefined {
  if (kind !== 'words') return undefined;
  const how = tellsRefused(text) ? 'refused' : tellsNoAnswer(text) ? 'no answer' : NOT_MADE.test(text) ? 'failed' : undefined;
  if (how === undefined)
    return IN_GREETING.test(frames) && /closed without indication|\bEOF/.test(text) && session.replies === 0 ? 'hung up' : undefined;
  if (OTHER_STEP.test(text)) return undefined;
  if (session.awaitsGreeting) return how === 'no answer' && session.replies > 0 ? 'not greeted' : undefined;
  if ((session.replies > 0 && !session.closed) || (how === 'no answer' && isGreetingAwaited(frames))) return undefined;
  return namesControl(text) || IN_CONNECT.test(frames) || isConnecting(session) ? how : undefined;
}

/** A client's words that say no more than that the connection was not made: curl since 7.87. */
const NOT_MADE = /\bcouldn't connect to server\b/i;
/** The name was not found, or the connection stands and something else came to nothing. */
const OTHER_STEP = /\bresolv|\blook ?up\b|getaddrinfo|\bdns\b|\blog ?in\b|password|\bdata (?:connection|channel|socket|port)/i;

/** Functions of libraries that make the control connection. */
const IN_CONNECT =
  /ftplib\.py"?, line \d{1,5}, in connect\b|\bnet\.(?:ftp\.)?SocketClient\._?connect\(|net\/ftp\.rb[^\n]{0,40}\bconnect\b/i;

/** The same, in which the greeting is read. */
const IN_GREETING = /_connectAction_|in connect\b[\s\S]{0,300}getresp\b/;

/** The connection stands where these functions fail, and the greeting is waited for. */
export const isGreetingAwaited = (frames: string): boolean => IN_GREETING.test(frames);

/** The last that the client has told is that it connects. */
const isConnecting = (session: Session): boolean =>
  session.replies === 0 &&
  session.wordsSay(/\bconnecting to [^\n]{1,100}(?::|port )\d{2,5}\b/i) &&
  !session.wordsSay(/established|\bconnected to\b|\bPASV\b|\bEPSV\b/i);
