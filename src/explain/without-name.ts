// Names of files in what a server says: they may hold any word, and none of it tells why the file was refused.
import { isVerb } from '../log/verbs.ts';

/** What stands for a name: no word that means anything. */
const SOME = 'x';
/** Commands whose argument is no name. */
const NO_NAME = /^(?:USER|PASS|ACCT|AUTH|PBSZ|PROT|TYPE|MODE|STRU|PORT|EPRT|REST|OPTS|HOST|CLNT|LANG|ALLO|FEAT|HELP|SITE|QUIT|EPSV|PASV)$/;
/** A name, and behind it the system's words for what is wrong with it. */
const BEFORE_SYSTEM =
  /^((?:can(?:'t|not) \w{2,12} (?:that file |directory to )?|could(?:n't| not) \w{2,12} |failed to \w{2,12} |unable to \w{2,12} )?["']?)([^\s"':](?:[^\n"':]|:(?! )){0,300})(["']?: (?:no such|permission|access|is a|not a|file exists|file not|operation not|directory not|resource|invalid arg|too many|text file|read-only|temporarily))/i;

/** What stands in the place of a name and is none. */
const NO_ONES =
  /^(?:the |that |this |your )?(?:\w{2,12} )?(?:director(?:y|ies)|files?|folder|path|link|pipe|socket|connection|listing|input|output|users?|command)$|\b(?:fail\w{0,3}|operation|error|refused|unable)\b/i;

/** How a name stands in a text: with the path that the server puts before it. */
function patternOf(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\w.-])(?:[^\\s"'()]{0,300}[/\\\\])?${escaped}(?![\\w-])`, 'g');
}

/**
 * The text of a refusal without the name that it is about.
 * @param command the command that was refused, with its argument, where that is known
 */
export function withoutName(text: string, command = ''): string {
  const words = withoutArgument(text, command);
  // Most servers say no more than that it failed.
  if (!words.includes(': ')) return words;
  return words.replace(BEFORE_SYSTEM, (whole, before: string, named: string, after: string) =>
    isVerb(named) || NO_ONES.test(named) ? whole : `${before}${SOME}${after}`,
  );
}

function withoutArgument(text: string, command: string): string {
  const blank = command.indexOf(' ');
  if (blank < 0 || NO_NAME.test(command.slice(0, blank))) return text;
  const path = command.slice(blank + 1).trim();
  const end = /[/\\]{1,9}$/.exec(path)?.index ?? path.length;
  const name = path.slice(Math.max(path.lastIndexOf('/', end - 1), path.lastIndexOf('\\', end - 1)) + 1, end);
  return name.length < 2 || name.length > 300 || name.startsWith('-') || !text.includes(name) ? text : text.replace(patternOf(name), SOME);
}
