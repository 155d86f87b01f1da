// The words that an option or argument takes, where they are known beforehand. They stand beside its definition, so that
// completions and the man page come from the same place as the help.
import type { Argument, Option } from 'commander';

/** A word and what it stands for; the second is empty where the word says it all. */
export type Word = readonly [word: string, what: string];

/** What may stand in one place of a command line. */
export interface Values {
  /** One noun, for headings of completion lists: `code`, `server`. */
  readonly noun: string;
  /** Called only when a script or page is made, so that no start pays for reading data. */
  words(): readonly Word[];
}

/** Names of files, which every shell completes by itself. */
export const files: Values = { noun: 'file', words: () => [] };

/** A short list of words that need no explanation. */
export function words(noun: string, list: readonly string[]): Values {
  return { noun, words: () => list.map((word) => [word, ''] as const) };
}

const VALUES = new WeakMap<Option | Argument, Values>();

/** Says which words an option or argument takes, and returns it. */
export function takes<T extends Option | Argument>(place: T, values: Values): T {
  VALUES.set(place, values);
  return place;
}

/** The words that an option or argument takes; undefined for free text. */
export function valuesOf(place: Option | Argument): Values | undefined {
  return VALUES.get(place);
}
