// Completion for PowerShell 5.1 and later.
import { type Definitions, type Flag, madeBy, type Place, type Verb } from './definitions.ts';

const text = (value: string): string => `'${value.replace(/['‘’‚‛]/g, '$&$&')}'`;
const nameOf = (place: Place | undefined): string => (place === undefined ? 'text' : typeof place === 'string' ? place : place.name);

/** The script: tables of words, options and values, and one block that chooses among them. */
export function powershell(definitions: Definitions): string {
  const { program, verbs, plain, lists } = definitions;
  const all: readonly Verb[] = [plain, ...verbs.filter(({ name }) => name !== plain.name)];
  const pairs = (list: readonly (readonly [string, string])[], indent: string) =>
    list.map(([word, what]) => `${indent}, @(${text(word)}, ${text(what === '' ? word : what)})`).join('\n');
  const spellings = ({ long, short }: Flag): string[] => (short ? [short, long] : [long]);
  const table = (entries: readonly (readonly [string, readonly (readonly [string, string])[]])[]) =>
    entries.map(([name, list]) => `    ${text(name)} = @(\n${pairs(list, '      ')}\n    )`).join('\n');
  // Keys of a PowerShell table know no case, but options do (-C and -c): the values' keys are compared by -ceq below.
  const values = all.flatMap((verb) =>
    verb.flags.flatMap((flag) =>
      flag.value ? spellings(flag).map((spelling) => [`${verb.name} ${spelling}`, nameOf(flag.value)] as const) : [],
    ),
  );
  return `${madeBy(definitions, 'powershell')}
# For this shell: ${program} completion powershell | Out-String | Invoke-Expression. For every one: add that line to $PROFILE.
Register-ArgumentCompleter -Native -CommandName ${program} -ScriptBlock {
  param($word, $ast, $position)
  $lists = @{
${table(lists.map((list) => [list.name, list.words] as const))}
  }
  $flags = @{
${table(all.map((verb) => [verb.name, verb.flags.flatMap((flag) => spellings(flag).map((spelling) => [spelling, flag.what] as const))] as const))}
  }
  $operands = @{
${all.map((verb) => `    ${text(verb.name)} = ${text(nameOf(verb.operands))}`).join('\n')}
  }
  $values = @(
${pairs(values, '    ')}
  )
  $before = @($ast.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { $_.Extent.Text })
  $verb = ${text(plain.name)}
  if ($before.Count -gt 1 -and $flags.ContainsKey($before[1])) { $verb = $before[1] }
  $prefix = ''
  $start = $word
  $option = $before[-1]
  if ($word -match '^(--[a-z-]+)=(.*)$') {
    $option = $Matches[1]
    $start = $Matches[2]
    $prefix = "$option="
  }
  $place = $values | Where-Object { $_[0] -ceq "$verb $option" } | ForEach-Object { $_[1] } | Select-Object -First 1
  $found = @()
  if (-not $place -and $word -like '-*') {
    $found = $flags[$verb]
  } else {
    if (-not $place) {
      $place = $operands[$verb]
      if ($before.Count -le 1) { $found += $lists['verbs'] }
    }
    if ($lists.ContainsKey($place)) { $found += $lists[$place] }
  }
  # Where nothing is answered, PowerShell completes names of files by itself.
  $found | Where-Object { $_ -and $_[0].StartsWith($start) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new("$prefix$($_[0])", $_[0], 'ParameterValue', $_[1])
  }
}
`;
}
