// Colours and links by role. Whether there are any is decided once, at the edge, and words say the same without them.
import { Chalk, type ChalkInstance } from 'chalk';
import type { Category } from '../codes/digits.ts';
import { UserError, Exit } from '../exit-status.ts';
import { hyperlink } from './hyperlink.ts';

/** How each part of an answer looks. */
export interface Theme {
  severity(category: Category, text: string): string;
  heading(text: string): string;
  dim(text: string): string;
  mark(text: string): string;
  /** The text, leading to an address where the terminal can. */
  link(url: string, text: string): string;
}

/** `--color` as given. */
export type ColourChoice = 'auto' | 'always' | 'never';

/** Reads the value of `--color`. @throws UserError where it is none of the three */
export function colourChoice(value: string): ColourChoice {
  if (value === 'auto' || value === 'always' || value === 'never') return value;
  throw new UserError(`--color takes auto, always or never, not '${value}'`, Exit.usage);
}

/**
 * Whether to colour: the flag beats NO_COLOR (no-color.org) beats FORCE_COLOR and CLICOLOR_FORCE beats the terminal.
 * chalk decides by variables and arguments of its own; it is told instead.
 */
export function useColour(choice: ColourChoice, env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.CLICOLOR_FORCE && env.CLICOLOR_FORCE !== '0') return true;
  return isTerminal && env.TERM !== 'dumb';
}

const PLAIN = (text: string) => text;

/** The theme: sixteen colours, or none at all; with links or without. */
export function makeTheme(colour: boolean, links = false): Theme {
  const link = links ? hyperlink : (_url: string, text: string) => text;
  if (!colour) return { severity: (_, text) => text, heading: PLAIN, dim: PLAIN, mark: PLAIN, link };
  const chalk: ChalkInstance = new Chalk({ level: 1 });
  const byCategory: Record<Category, (text: string) => string> = {
    'positive preliminary': chalk.cyan,
    'positive completion': chalk.green,
    'positive intermediate': chalk.blue,
    'transient negative': chalk.yellow,
    'permanent negative': chalk.red,
    'protected reply': chalk.magenta,
    'network error': chalk.magenta,
    'unassigned class': chalk.gray,
  };
  return {
    severity: (category, text) => byCategory[category](text),
    heading: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    mark: (text) => chalk.inverse(text),
    link,
  };
}
