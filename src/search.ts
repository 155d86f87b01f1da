// The pattern of `grep`: a regular expression that cannot be made slow, or a fixed string.
import { Exit, UserError } from './exit-status.ts';
import { visible } from './render/visible.ts';

/** Longest pattern that is taken. */
const LONGEST = 500;

/**
 * Compiles a pattern. Case is ignored unless the pattern has capitals, as in ripgrep's smart case.
 * @throws UserError where the pattern is no regular expression, or could take exponential time
 */
export function matcher(pattern: string, fixed: boolean): RegExp {
  if (pattern === '') throw new UserError("the pattern is empty: give a word or a regular expression, as in 'ftpcode grep passive'", Exit.usage);
  if (pattern.length > LONGEST) throw new UserError(`the pattern has ${pattern.length} characters; ${LONGEST} are the most`, Exit.usage);
  const source = fixed ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : pattern;
  const flags = /\p{Lu}/u.test(pattern.replace(/\\[A-Z]/g, '')) ? 'u' : 'iu';
  if (!fixed && mayBacktrack(source)) {
    throw new UserError(`the pattern '${visible(pattern)}' repeats something that is itself repeated, which can take for ever. Simplify it, or search a fixed string with -F`, Exit.usage);
  }
  try {
    return new RegExp(source, flags);
  } catch (error) {
    const reason = (error as Error).message.replace(/^Invalid regular expression: .*: /, '');
    throw new UserError(`'${visible(pattern)}' is no regular expression: ${visible(reason)}. Use -F to search it as it stands`, Exit.usage);
  }
}

/**
 * True for a pattern with a repetition inside a repeated group, with a back-reference or a look-around: the shapes that can
 * take exponential time. Cautious: it refuses some that would be harmless.
 */
function mayBacktrack(source: string): boolean {
  const bare = source.replace(/\\[^1-9k]/g, 'a').replace(/\[(?:\^?\]?)[^\]]*\]/g, 'a');
  if (/\\[1-9k]|\(\?[=!<]/.test(bare)) return true;
  if ((bare.match(/[*+]|\{\d+,\d*\}/g) ?? []).length > 6) return true;
  const repeatedInside: boolean[] = [];
  for (let at = 0; at < bare.length; at += 1) {
    const char = bare[at];
    if (char === '(') repeatedInside.push(false);
    else if (char === ')') {
      const inside = repeatedInside.pop() ?? false;
      const after = bare[at + 1] ?? '';
      if (inside && /[*+{]/.test(after)) return true;
      if ((inside || /[*+{]/.test(after)) && repeatedInside.length > 0) repeatedInside[repeatedInside.length - 1] = true;
    } else if (/[*+{|?]/.test(char ?? '') && repeatedInside.length > 0) repeatedInside[repeatedInside.length - 1] = true;
  }
  return false;
}
