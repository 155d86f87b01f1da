// Completion for fish.
import { type Definitions, type Flag, madeBy, type Place, type Verb } from './definitions.ts';

/** A text in single quotes: fish knows two escapes inside them. */
const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** The script: a function for each list of words, and a line for each option. */
export function fish(definitions: Definitions): string {
  const { program, verbs, plain, lists } = definitions;
  const functions = lists.map(
    (list) => `function __${program}_${list.name}
    printf '%s\\n' ${list.words.map(([word, what]) => text(what === '' ? word : `${word}\t${what}`)).join(' \\\n        ')}
end`,
  );
  const words = (place: Place): string => (place === 'files' ? '-F' : place === 'text' ? '' : `-a '(__${program}_${place.name})'`);

  const option = (verb: Verb, { long, short, what, value }: Flag): string => {
    const takes = value === undefined ? '' : value === 'files' ? ' -r -F' : ` -x ${words(value)}`;
    return `complete -c ${program} -n '__${program}_is ${verb.name}' -l ${long.slice(2)}${short ? ` -s ${short.slice(1)}` : ''}${takes} -d ${text(what)}`.replace(
      / +/g,
      ' ',
    );
  };
  const lines = (verb: Verb): string[] => [
    ...verb.flags.map((flag) => option(verb, flag)),
    ...(verb.operands && verb.operands !== 'text'
      ? [`complete -c ${program} -n '__${program}_is ${verb.name}' ${verb.operands === 'files' ? '-F' : `-k ${words(verb.operands)}`}`]
      : []),
  ];
  return `${madeBy(definitions, 'fish')}
# For every shell: ${program} completion fish > ~/.config/fish/completions/${program}.fish

${functions.join('\n\n')}

# Whether the words before the cursor make this verb: it stands first or not at all.
function __${program}_is
    set -l words (commandline -opc)
    if contains -- "$words[2]" ${verbs.map(({ name }) => name).join(' ')}
        test "$words[2]" = $argv[1]
    else
        test $argv[1] = ${plain.name}
    end
end

function __${program}_first
    test (count (commandline -opc)) -eq 1
end

complete -c ${program} -f
${[plain, ...verbs.filter(({ name }) => name !== plain.name)].flatMap(lines).join('\n')}
# Last, because fish lists first what was added last.
complete -c ${program} -k -n __${program}_first -a '(__${program}_verbs)'
`;
}
