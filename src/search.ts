// The pattern of `grep`: a regular expression, or a fixed string; and the time that it may take.
import { Script } from 'node:vm';
import { Exit, UserError } from './exit-status.ts';
import { visible } from './render/visible.ts';

/** Longest pattern that is taken. */
const LONGEST = 500;
/** Milliseconds that a search of the table may take. An honest one takes a few. */
const PATIENCE = 2000;

/**
 * Compiles a pattern. Case is ignored unless the pattern has capitals, as in ripgrep's smart case.
 * @throws UserError where the pattern is no regular expression
 */
export function matcher(pattern: string, fixed: boolean): RegExp {
  if (pattern === '')
    throw new UserError("the pattern is empty: give a word or a regular expression, as in 'ftpcode grep passive'", Exit.usage);
  if (pattern.length > LONGEST) throw new UserError(`the pattern has ${pattern.length} characters; ${LONGEST} are the most`, Exit.usage);
  const source = fixed ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : pattern;
  const flags = /\p{Lu}/u.test(pattern.replace(/\\[A-Z]/g, '')) ? 'u' : 'iu';
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const reason = (error as Error).message.replace(/^Invalid regular expression: .*: /, '');
    throw new UserError(`'${visible(pattern)}' is no regular expression: ${visible(reason)}. Use -F to search it as it stands`, Exit.usage);
  }
}

const TASK = Symbol('ftpcode search');
type Holder = typeof globalThis & { [TASK]?: () => unknown };

/**
 * Runs a search and stops it where its pattern takes for ever: which patterns do cannot be told from their looks, but a
 * script of `node:vm` has a time limit that holds within a regular expression too. The task must not wait for anything.
 * @throws UserError where the time is up
 */
export function inTime<T>(pattern: string, task: () => T): T {
  const holder = globalThis as Holder;
  holder[TASK] = task;
  try {
    const script = new Script(
      `globalThis[Object.getOwnPropertySymbols(globalThis).find((symbol) => symbol.description === ${JSON.stringify(TASK.description)})]()`,
    );
    return script.runInThisContext({ timeout: PATIENCE }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new UserError(
      `the pattern '${visible(pattern)}' was stopped after ${PATIENCE / 1000} seconds: it tries too many ways to match, as (a+)+ does. Simplify it, or search a fixed string with -F`,
      Exit.usage,
    );
  } finally {
    delete holder[TASK];
  }
}
