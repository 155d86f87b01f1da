// Completion for zsh, through its own _arguments and _describe.
import { type Definitions, type Flag, madeBy, type Place, quoted, type Verb } from './definitions.ts';

/** The script. */
export function zsh(definitions: Definitions): string {
  const { program, verbs, plain, lists } = definitions;
  const action = (place: Place): string =>
    place === 'files' ? 'file:_files' : place === 'text' ? 'text: ' : `${place.noun}:_${program}_${place.name}`;

  const option = ({ long, short, what, value }: Flag): string => {
    const text = `[${what.replace(/[\\[\]]/g, '\\$&')}]${value ? `:${action(value)}` : ''}`;
    const longName = value ? `${long}=` : long;
    if (!short) return quoted(`${longName}${text}`);
    return `${quoted(`(${short} ${long})`)}{${value ? `${short}+` : short},${longName}}${quoted(text)}`;
  };
  const specs = (verb: Verb, operands: readonly string[]): string =>
    ['_arguments -s -S', ...verb.flags.map(option), ...operands.map(quoted)].join(' \\\n        ');
  const operandsOf = ({ operands }: Verb): string[] => (operands ? [`*:${action(operands)}`] : []);

  const functions = lists.map(
    (list) => `_${program}_${list.name}() {
  local -a words=(
${list.words.map(([word, what]) => `    ${quoted(`${word.replaceAll(':', '\\:')}${what === '' ? '' : `:${what}`}`)}`).join('\n')}
  )
  _describe -V ${quoted(list.noun)} words
}`,
  );
  const cases = verbs.map(
    (verb) => `      ${verb.name})
        shift words
        ((CURRENT--))
        ${specs(verb, operandsOf(verb))}
        return
        ;;`,
  );
  return `#compdef ${program}
${madeBy(definitions, 'zsh')}
# For this shell: source <(${program} completion zsh). For every one: write it as _${program} into a folder of $fpath.

${functions.join('\n\n')}

_${program}_first() {
  _alternative 'verbs:verb:_${program}_verbs' ${plain.operands ? quoted(`words:${action(plain.operands)}`) : ''}
}

_${program}() {
  # A verb stands first or not at all.
  if ((CURRENT > 2)); then
    case $words[2] in
${cases.join('\n')}
    esac
  fi
        ${specs(plain, [`1: :_${program}_first`, ...operandsOf(plain)])}
}

if [[ $funcstack[1] == _${program} ]]; then
  _${program} "$@"
else
  compdef _${program} ${program}
fi
`;
}
