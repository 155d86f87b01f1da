// `ftpcode completion`: scripts for shells, made from the same definitions as the help.
import type { Command } from 'commander';
import { bash } from '../completion/bash.ts';
import { definitionsOf, type ScriptWriter } from '../completion/definitions.ts';
import { fish } from '../completion/fish.ts';
import { powershell } from '../completion/powershell.ts';
import { zsh } from '../completion/zsh.ts';
import { Exit, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { visible } from '../render/visible.ts';

const WRITERS: ReadonlyMap<string, ScriptWriter> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
  ['powershell', powershell],
]);

/** The shells that there is a script for. */
export const shells: readonly string[] = [...WRITERS.keys()];

/** Prints the script for a shell. */
export function completion(shell: string, program: Command, io: Io): number {
  const write = WRITERS.get(shell);
  if (!write)
    throw new UserError(
      `no completion for the shell '${visible(shell)}'. There is one for ${shells.slice(0, -1).join(', ')} and ${shells.at(-1)}`,
      Exit.usage,
    );
  io.out(write(definitionsOf(program, 'lookup')));
  return Exit.ok;
}
