// Completion for bash, from 3.2 (macOS) on: what later versions can do better is tried and may fail.
import { type Definitions, type Flag, madeBy, type Place, quoted, type Verb } from './definitions.ts';

const line = (word: string, what: string): string => (what === '' ? word : `${word}\t${what}`);
const nameOf = (place: Place): string => (typeof place === 'string' ? place : place.name);
const spellings = ({ long, short }: Flag): string[] => (short ? [short, long] : [long]);

/** The script: word lists and options as data, and one function that chooses among them. */
export function bash(definitions: Definitions): string {
  const { program, verbs, plain, lists } = definitions;
  const all: readonly Verb[] = [plain, ...verbs.filter(({ name }) => name !== plain.name)];
  const words = lists.map((list) => `    ${list.name}) list=${quoted(list.words.map(([word, what]) => line(word, what)).join('\n'))} ;;`);
  const flags = all.map(
    (verb) =>
      `    ${verb.name}) list=${quoted(verb.flags.flatMap((flag) => spellings(flag).map((spelling) => line(spelling, flag.what))).join('\n'))} ;;`,
  );
  const values = all.flatMap((verb) =>
    verb.flags.flatMap((flag) =>
      flag.value
        ? [
            `    ${spellings(flag)
              .map((spelling) => quoted(`${verb.name} ${spelling}`))
              .join(' | ')}) place=${nameOf(flag.value)} ;;`,
          ]
        : [],
    ),
  );
  const operands = all.map((verb) => `    ${verb.name}) place=${verb.operands ? nameOf(verb.operands) : 'text'} ;;`);
  return `${madeBy(definitions, 'bash')}
# For this shell: source <(${program} completion bash). For every one: write it to
# \${XDG_DATA_HOME:-~/.local/share}/bash-completion/completions/${program}

# The words of a list, one a line: the word, a tab, what it stands for.
_${program}_words() {
  case $1 in
${words.join('\n')}
    *) list= ;;
  esac
}

_${program}_flags() {
  case $1 in
${flags.join('\n')}
  esac
}

# What the value of an option may be; empty for one without a value.
_${program}_value() {
  case "$1 $2" in
${values.join('\n')}
    *) place= ;;
  esac
}

_${program}_operand() {
  case $1 in
${operands.join('\n')}
  esac
}

_${program}() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]}
  local verb=${plain.name} place= list= line= found=() verbs=
  # Bash parts words at an equals sign, too: --format=json is three of them.
  if [[ $word == = ]]; then
    word=
  elif [[ $before == = ]]; then
    before=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if ((COMP_CWORD > 1)); then
    case \${COMP_WORDS[1]} in
      ${verbs.map(({ name }) => name).join(' | ')}) verb=\${COMP_WORDS[1]} ;;
    esac
  fi
  _${program}_value "$verb" "$before"
  if [[ -z $place && $word == -* ]]; then
    _${program}_flags "$verb"
  else
    if [[ -z $place ]]; then
      _${program}_operand "$verb"
      if ((COMP_CWORD == 1)); then
        _${program}_words verbs
        verbs=$list
      fi
    fi
    _${program}_words "$place"
    [[ -z $verbs ]] || list=$verbs$'\\n'$list
  fi
  while IFS= read -r line; do
    [[ -n $line && $line == "$word"* ]] && found+=("$line")
  done <<<"$list"
  COMPREPLY=()
  # Names of files are readline's own work; it does it where nothing is answered.
  [[ $place == files ]] || compopt +o default 2>/dev/null
  ((\${#found[@]})) || return 0
  if ((\${#found[@]} == 1)) || [[ \${COMP_TYPE:-9} == 37 || \${COMP_TYPE:-9} == 42 ]]; then
    # What is put into the line is the word alone.
    COMPREPLY=("\${found[@]%%$'\\t'*}")
    return 0
  fi
  compopt -o nosort 2>/dev/null
  local what width=$((\${COLUMNS:-80} - 2))
  for line in "\${found[@]}"; do
    word=\${line%%$'\\t'*}
    what=\${line#"$word"}
    [[ -z $what ]] || word="$word  (\${what#$'\\t'})"
    ((\${#word} <= width)) || word="\${word:0:width - 3}..."
    COMPREPLY+=("$word")
  done
}

complete -o default -F _${program} ${program}
`;
}
