// Replies in words that no server of the catalogue uses are still read by their sense, with less confidence. A sense is told by
// what a text speaks of and what it says about it, in whatever order and wording: two or three groups of words that must all occur.
import { rulesAbroad } from './abroad.ts';
import type { CauseId } from './cause-ids.ts';
import { fits, RULES, type Rule } from './sense-rules.ts';

/** What a text says by its words alone. */
export interface Sense {
  readonly cause: CauseId;
  readonly meaning: string;
  readonly fix: string;
  /** The words name the cause by themselves, with or without a code; else they only suggest it. */
  readonly named?: boolean;
}

/** Names and paths say nothing of why they are refused. */
const strip = (text: string): string =>
  text
    .replace(/^[^\s:]{1,200}\.\w{1,8}: /, '')
    .replace(/(?<!\w)(["'`])(?:[^"'`\s]{0,120}[/.\\][^"'`\s]{0,120})\1(?!\w)/g, '""')
    .replace(/(?:\/[^\s"':,;/]{1,80}){2,20}/g, '/')
    .replace(/(?<![\w-])--?[a-z][\w-]{1,40}/g, '')
    .replace(/"\w{1,20}":"?[\w.-]{0,40}"?,/g, '');

/**
 * Reads a text by its sense, or undefined where its words say nothing that is known.
 * @param code 0 for words without a code: then only what names its cause by itself counts
 * @param verb the command that drew it, in upper case; empty or undefined where it is not known
 */
export function readSense(text: string, code: number, verb = ''): Sense | undefined {
  const head = strip(text.slice(0, 600));
  const says = (rule: Rule) => fits(rule, head, code, verb);
  return RULES.find(says) ?? rulesAbroad(head).find(says);
}
