// Links in a terminal (OSC 8): when there are any, and what they are written as.
import { Exit, UserError } from '../exit-status.ts';

const OPEN = '\u001b]8;;';
// A bell ends the sequence for every terminal, for less and for the table drawer; the other end, ESC \, not for all of them.
const END = '\u0007';

/** A text that leads to an address when it is clicked. */
export function hyperlink(url: string, text: string): string {
  return `${OPEN}${encoded(url)}${END}${text}${OPEN}${END}`;
}

/** Printable ASCII and nothing else may stand in the sequence; what is escaped already stays so. */
function encoded(url: string): string {
  return url.replace(/[^!-~]/gu, (char) =>
    Array.from(new TextEncoder().encode(char), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what a link is written as
const LINK = /\u001b\]8;;[!-~]*\u0007/g;

/** A text without its links: the words stay. */
export function withoutLinks(text: string): string {
  return text.includes(OPEN) ? text.replace(LINK, '') : text;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Terminals that say who they are in TERM, and in TERM_PROGRAM with the first version that has links. */
const TERMS = /^(?:xterm-kitty|xterm-ghostty|foot(?:-extra)?|alacritty|contour|wezterm|rio)\b/;
const PROGRAMS: Readonly<Record<string, readonly [number, number]>> = {
  'iTerm.app': [3, 1],
  WezTerm: [0, 0],
  vscode: [1, 72],
  ghostty: [0, 0],
  mintty: [3, 0],
  Hyper: [2, 0],
  rio: [0, 0],
};

/** Whether the terminal is known to show links. One that is not known gets none: some print the sequence. */
export function showsLinks(env: Environment): boolean {
  const { TERM = '', TERM_PROGRAM, TERM_PROGRAM_VERSION = '' } = env;
  // A multiplexer hides the terminal behind it, whose variables may still be set.
  if (/^(?:dumb|linux|screen|tmux)/.test(TERM) || env.TMUX || env.STY) return false;
  // VTE 0.50.0 knows links and crashes on them.
  if (env.VTE_VERSION) return Number(env.VTE_VERSION) > 5000;
  if (env.KONSOLE_VERSION) return Number(env.KONSOLE_VERSION) >= 201200;
  const least = TERM_PROGRAM === undefined ? undefined : Object.hasOwn(PROGRAMS, TERM_PROGRAM) ? PROGRAMS[TERM_PROGRAM] : undefined;
  if (least) {
    const [major = 0, minor = 0] = TERM_PROGRAM_VERSION.split('.').map(Number);
    return major > least[0] || (major === least[0] && minor >= least[1]);
  }
  return Boolean(env.WT_SESSION || env.DOMTERM) || TERMS.test(TERM);
}

/** Whether to write links. @throws UserError for a choice that is none of the three */
export function useLinks(choice: string, env: Environment, isTerminal: boolean): boolean {
  if (choice === 'always' || choice === 'never') return choice === 'always';
  if (choice === 'auto') return isTerminal && showsLinks(env);
  throw new UserError(`--hyperlink takes auto, always or never, not '${choice}'`, Exit.usage);
}
