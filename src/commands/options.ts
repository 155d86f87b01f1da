// Options that every command shares, and what they mean for the output.
import type { Io } from '../io.ts';
import { proseWidth } from '../render/prose.ts';
import { useLinks } from '../render/hyperlink.ts';
import { colourChoice, makeTheme, type Theme, useColour } from '../render/theme.ts';
import { Exit, UserError } from '../exit-status.ts';

/** Options of every command. */
export interface CommonOptions {
  readonly color?: string;
  readonly hyperlink?: string;
  /** True and false as given with `--pager` and `--no-pager`; absent: where it is of use. */
  readonly pager?: boolean;
  readonly format?: string;
}

/** How to draw: the theme and the width, decided once. */
export interface Look {
  readonly theme: Theme;
  readonly width: number;
}

/** Decides colour, links and width from the options, the environment and the terminal. */
export function lookOf(options: CommonOptions, io: Io): Look {
  const colour = useColour(colourChoice(options.color ?? 'auto'), io.env, io.outIsTerminal);
  // Without a word about links there are none: not every command has any.
  const links = useLinks(options.hyperlink ?? 'never', io.env, io.outIsTerminal);
  return { theme: makeTheme(colour, links), width: proseWidth(io.columns) };
}

/** Checks `--format` against what a command can print. @throws UserError that names them */
export function formatOf<T extends string>(given: string | undefined, known: readonly T[]): T {
  const format = given ?? 'text';
  if ((known as readonly string[]).includes(format)) return format as T;
  throw new UserError(`--format takes ${known.slice(0, -1).join(', ')} or ${known.at(-1)}, not '${format}'`, Exit.usage);
}
