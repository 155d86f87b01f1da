// Small helpers that many formats share.
import type { EventName, Said, Who } from './format.ts';
import { readCommand } from './verbs.ts';

/** The parts of Who that are there: a format names what it found, empty or not. */
export function who(found: { readonly [Part in keyof Who]: string | undefined }): Who {
  const { session, client, user, stamp } = found;
  return { ...(session && { session }), ...(client && { client }), ...(user && { user }), ...(stamp && { stamp }) };
}

/** Words that tell an event, the first that fits. */
export type EventWords = readonly (readonly [EventName, RegExp])[];

export function eventOf(words: EventWords, text: string): EventName | undefined {
  const head = text.slice(0, 2000);
  return words.find(([, pattern]) => pattern.test(head))?.[0];
}

/** What a client sent, in a log that can only be an FTP server's: words of other protocols there are noise, not a session of theirs. */
export function sent(from: Who, text: string): Said {
  return readCommand(text) ? { ...from, kind: 'client', text } : { kind: 'nothing' };
}
