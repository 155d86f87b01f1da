// Does a moment say that the control connection itself did not come up, or that nobody greeted on it?
import type { Moment } from './cause.ts';
import { howOf, namesControl, tellsNoAnswer } from './connecting.ts';
import type { Session } from './session.ts';

export type ControlTrouble = 'refused' | 'no answer' | 'not greeted' | 'hung up';

/** What became of a control connection that the client's words speak of; undefined where they speak of none, or it stands. */
export function controlTrouble({ kind, text, session, frames = '' }: Moment): ControlTrouble | undefined {
  if (kind !== 'words') return undefined;
  // The words first: what depends on nothing else is remembered (looks.ts).
  const how = howOf(text);
  if (how === 'unknown')
    return IN_GREETING.test(frames) && /closed without indication|\bEOF/.test(text) && session.replies === 0 ? 'hung up' : undefined;
  if (how === 'no answer' && !tellsNoAnswer(text)) return undefined;
  if (session.awaitsGreeting) return how === 'no answer' && session.replies > 0 ? 'not greeted' : undefined;
  if (session.replies > 0 && !session.closed) return undefined;
  return namesControl(text) || IN_CONNECT.test(frames) || isConnecting(session) ? how : undefined;
}

/** Functions of libraries that make the control connection. */
const IN_CONNECT =
  /ftplib\.py"?, line \d{1,5}, in connect\b|\bnet\.(?:ftp\.)?SocketClient\._?connect\(|net\/ftp\.rb[^\n]{0,40}\bconnect\b/i;

/** The same, in which the greeting is read. */
const IN_GREETING = /_connectAction_|in connect\b[\s\S]{0,300}getresp\b/;

/** The last that the client has told is that it connects. */
const isConnecting = (session: Session): boolean =>
  session.replies === 0 &&
  session.wordsSay(/\bconnecting to [^\n]{1,100}(?::|port )\d{2,5}\b/i) &&
  !session.wordsSay(/established|\bconnected to\b|\bPASV\b|\bEPSV\b/i);
