// Many clients differ only in what they print in front: one pattern for what the server sent, one for what they sent,
// one for their own words.
import type { Line, LineReader, Said, Who } from './format.ts';
import { who } from './say.ts';

export interface Prefixes {
  readonly server: RegExp;
  readonly client?: RegExp;
  readonly note?: RegExp;
  readonly nothing?: RegExp;
}

/** Stamp and named groups (`session`, `user`, `client`, `stamp`) of a prefix. */
function whoOf(line: Line, found: RegExpExecArray): Who {
  const { session, user, client, stamp = line.stamp } = found.groups ?? {};
  return who({ session, client, user, stamp });
}

/** A reader for lines in fixed prefixes: whatever follows the match is the text. */
export function readPrefixed({ server, client, note, nothing }: Prefixes): LineReader {
  const kinds = [
    ['server', server],
    ['client', client],
    ['note', note],
  ] as const;
  return (line) => {
    for (const [kind, pattern] of kinds) {
      const found = pattern?.exec(line.body);
      if (found) return { kind, text: line.body.slice(found[0].length).trimEnd(), ...whoOf(line, found) } as Said;
    }
    return nothing?.test(line.body) ? { kind: 'nothing' } : undefined;
  };
}
