// Asks a real shell what it would complete, with the script that `ftpcode completion` prints.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** True where a program is installed. */
export const installed = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args.length > 0 ? args : ['--version']).status === 0;

const scratch = mkdtempSync(join(tmpdir(), 'ftpcode-shells-'));
const environment = { PATH: process.env.PATH ?? '', HOME: scratch, TERM: 'dumb', LC_ALL: 'C.UTF-8' };

function write(name: string, text: string): string {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
}

function ask(shell: string, args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(shell, args, { env: environment, cwd: scratch, timeout: 50_000 });
  if (status !== 0) throw new Error(`${shell}: ${stderr.toString()}`);
  return stdout.toString();
}

/** What bash offers: a list of lines. Bash is given the words as readline parts them. */
export function completeInBash(script: string, line: string): string[] {
  const words = line.split(/ |(=)/).filter((word) => word !== undefined);
  const program = write(
    'ask.bash',
    `source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_TYPE=9; COLUMNS=100
_ftpcode
((\${#COMPREPLY[@]})) && printf '%s\\n' "\${COMPREPLY[@]}"
exit 0
`,
  );
  return ask('bash', ['--norc', '--noprofile', program, write('ftpcode.bash', script), ...words])
    .split('\n')
    .filter((offer) => offer !== '');
}

/** What fish offers: word, tab, description. */
export function completeInFish(script: string, line: string): string[] {
  return ask('fish', ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', write('ftpcode.fish', script), line])
    .split('\n')
    .filter((offer) => offer !== '');
}

// zsh completes only in a terminal: it gets a pseudo-terminal, and the key that lists.
const ASK_ZSH = `zmodload zsh/zpty
zpty z zsh -f -i
zpty -w z "stty cols 150 rows 2000; PROMPT='>' PROMPT_SP=; unset zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; LISTMAX=0; source $1; bindkey '^I' list-choices; print READY1\\$((1+1))"
zpty -r z out '*READY12*'
zpty -w -n z "$2"$'\\t'
# zsh draws no list while keys are waiting: it gets silence first.
out= quiet=0
while ((quiet < 12)); do
  if zpty -rt z chunk; then out+=$chunk quiet=0; else ((quiet++)); sleep 0.1; fi
done
print -r -- $out
zpty -d z
`;

/** What zsh lists: lines with word and description, several words where they share one. */
export function completeInZsh(script: string, line: string): string[] {
  const screen = ask('zsh', ['-f', write('ask.zsh', ASK_ZSH), write('ftpcode.zsh', script), line]);
  return screen
    .split(/[\r\n]+/)
    .map((offer) => offer.trim())
    .filter((offer) => offer !== '' && !offer.includes('ftpcode') && !offer.startsWith('#'));
}
