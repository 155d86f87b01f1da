// Examples of a command: shown above its help and in the man page.
import type { Command } from 'commander';

/** A command line and what it does; the second is empty where the line says it all. */
export type Example = readonly [line: string, what: string];

const EXAMPLES = new WeakMap<Command, readonly Example[]>();

/** Longer lines have what they do below them. */
const WIDEST = 44;

/** Remembers the examples of a command and shows them first in its help. */
export function showsExamples(command: Command, examples: readonly Example[]): Command {
  EXAMPLES.set(command, examples);
  const widest = Math.max(...examples.map(([line]) => line.length));
  const text = examples
    .map(([line, what]) => (what === '' ? `  ${line}` : widest > WIDEST ? `  ${line}\n      ${what}` : `  ${line.padEnd(widest)}  ${what}`))
    .join('\n');
  return command.addHelpText('before', `Examples:\n${text}\n`);
}

/** The examples of a command. */
export function examplesOf(command: Command): readonly Example[] {
  return EXAMPLES.get(command) ?? [];
}
