// `ftpcode completion`: scripts for shells, made from the same definitions as the help.
import type { Command } from 'commander';
import { keyOf } from '../codes/code.ts';
import { codeTable } from '../data.ts';
import { Exit, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { visible } from '../render/visible.ts';

/** What a completion script is made of. */
interface Words {
  /** Verbs and their descriptions. */
  readonly verbs: readonly (readonly [string, string])[];
  /** Long and short options of each verb with their descriptions. */
  readonly options: ReadonlyMap<string, readonly (readonly [string, string])[]>;
  readonly codes: readonly (readonly [string, string])[];
}

const SCRIPTS: Readonly<Record<string, (words: Words) => string>> = { bash, zsh, fish, powershell };

/** The shells that there is a script for. */
export const shells: readonly string[] = Object.keys(SCRIPTS);

/** Prints the script for a shell. */
export function completion(shell: string, program: Command, io: Io): number {
  const script = SCRIPTS[shell];
  if (!script || !shells.includes(shell)) throw new UserError(`no completion for '${visible(shell)}': ${shells.join(', ')} can be had`, Exit.usage);
  io.out(script(wordsOf(program)));
  return Exit.ok;
}

function wordsOf(program: Command): Words {
  const verbs = program.commands.map((command) => [command.name(), command.description()] as const);
  const options = new Map(program.commands.map((command) => [command.name(), [...command.options.flatMap(({ long, short, description }) => [long, short].filter((flag) => flag !== undefined && flag !== null).map((flag) => [flag as string, description] as const)), ['--help', 'print this help'] as const]]));
  const codes = codeTable().entries.filter(({ code, status }) => code !== undefined && status !== 'historic').map((entry) => [keyOf(entry), entry.title] as const);
  return { verbs, options, codes };
}

const MADE = "# Made by 'ftpcode completion'";
const names = (pairs: readonly (readonly [string, string])[]) => pairs.map(([name]) => name).join(' ');
const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function bash({ verbs, options, codes }: Words): string {
  const cases = [...options].map(([verb, flags]) => `    ${verb}) flags=${quote(names(flags))} ;;`).join('\n');
  return `${MADE}: source <(ftpcode completion bash)
_ftpcode() {
  local word=\${COMP_WORDS[COMP_CWORD]} verb=\${COMP_WORDS[1]} flags
  case $verb in
${cases}
    *) flags=${quote(names(options.get('lookup') ?? []))} ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$word"))
  elif [[ $verb == explain-log || $verb == merge ]] && ((COMP_CWORD > 1)); then
    COMPREPLY=($(compgen -f -- "$word"))
  elif [[ $verb == completion ]] && ((COMP_CWORD > 1)); then
    COMPREPLY=($(compgen -W ${quote(shells.join(' '))} -- "$word"))
  elif ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W ${quote(`${names(verbs)} ${names(codes)}`)} -- "$word"))
  else
    COMPREPLY=($(compgen -W ${quote(names(codes))} -- "$word"))
  fi
}
complete -o filenames -F _ftpcode ftpcode
`;
}

function zsh({ verbs, options, codes }: Words): string {
  const describe = (pairs: readonly (readonly [string, string])[]) => pairs.map(([name, text]) => quote(`${name}:${text.replaceAll(':', ' -')}`)).join(' ');
  const cases = [...options].map(([verb, flags]) => `    ${verb}) flags=(${describe(flags)}) ;;`).join('\n');
  return `#compdef ftpcode
${MADE}: put it as _ftpcode into a folder of $fpath
_ftpcode() {
  local -a verbs codes flags
  verbs=(${describe(verbs)})
  codes=(${describe(codes)})
  case $words[2] in
${cases}
    *) flags=(${describe(options.get('lookup') ?? [])}) ;;
  esac
  if [[ $PREFIX == -* ]]; then
    _describe -o option flags
  elif [[ ( $words[2] == explain-log || $words[2] == merge ) && CURRENT -gt 2 ]]; then
    _files
  elif [[ $words[2] == completion && CURRENT -gt 2 ]]; then
    compadd ${shells.join(' ')}
  else
    if (( CURRENT == 2 )); then
      _describe verb verbs
    fi
    _describe -V code codes
  fi
}
if [[ $funcstack[1] == _ftpcode ]]; then _ftpcode "$@"; else compdef _ftpcode ftpcode; fi
`;
}

function fish({ verbs, options, codes }: Words): string {
  const none = `not __fish_seen_subcommand_from ${names(verbs)}`;
  const lines = [
    ...verbs.map(([verb, text]) => `complete -c ftpcode -f -n ${quote(none)} -a ${verb} -d ${quote(text)}`),
    ...codes.map(([code, title]) => `complete -c ftpcode -f -n ${quote(`${none}; or __fish_seen_subcommand_from lookup`)} -a ${code} -d ${quote(title)}`),
    ...[...options].flatMap(([verb, flags]) =>
      flags.map(([flag, text]) => {
        const condition = verb === 'lookup' ? `${none}; or __fish_seen_subcommand_from lookup` : `__fish_seen_subcommand_from ${verb}`;
        return `complete -c ftpcode -n ${quote(condition)} ${flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`} -d ${quote(text)}`;
      }),
    ),
    `complete -c ftpcode -f -n '__fish_seen_subcommand_from completion' -a ${quote(shells.join(' '))}`,
    "complete -c ftpcode -F -n '__fish_seen_subcommand_from explain-log merge'",
  ];
  return `${MADE}: ftpcode completion fish > ~/.config/fish/completions/ftpcode.fish\n${lines.join('\n')}\n`;
}

function powershell({ verbs, options, codes }: Words): string {
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const pairs = (list: readonly (readonly [string, string])[]) => list.map(([name, what]) => `    @(${text(name)}, ${text(what)})`).join("\n");
  const flags = [...options].map(([verb, list]) => `    ${text(verb)} = @(${list.map(([flag]) => text(flag)).join(', ')})`).join('\n');
  return `${MADE}: ftpcode completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ftpcode -ScriptBlock {
  param($word, $ast, $position)
  $verbs = @(
${pairs(verbs)}
  )
  $codes = @(
${pairs(codes)}
  )
  $flags = @{
${flags}
  }
  $verb = if ($ast.CommandElements.Count -gt 1) { "$($ast.CommandElements[1])" } else { '' }
  $known = if ($flags.ContainsKey($verb)) { $flags[$verb] } else { $flags['lookup'] }
  $list = if ($word -like '-*') { $known | ForEach-Object { , @($_, $_) } } else { $verbs + $codes }
  $list | Where-Object { $_[0] -like "$word*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])
  }
}
`;
}
