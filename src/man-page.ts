// The man page ftpcode(1), made at build from the definitions that the help is made of.
import type { Argument, Command, Option } from 'commander';
import { examplesOf } from './commands/examples.ts';
import { categoryMeanings, exitMeanings } from './exit-status.ts';

/** What stands in the page besides the definitions. */
export interface Edition {
  readonly version: string;
  /** ISO 8601, a day. */
  readonly date: string;
}

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['NO_COLOR', 'No colour where it is set and not empty.'],
  ['FORCE_COLOR', 'Colour also where standard output is no terminal; 0 means none.'],
  ['CLICOLOR_FORCE', 'The same, but for 0.'],
  ['FTPCODE_PAGER', 'Shows on a terminal what is longer than the screen; empty or cat: nothing does. Without it: PAGER, else less -FIR.'],
  ['PAGER', 'The same, for all programs.'],
  ['COLUMNS', 'Width to draw for where the terminal does not tell its own.'],
];

/** The page in the man macros, which groff and mandoc both draw. */
export function manPage(program: Command, { version, date }: Edition): string {
  const name = program.name();
  const verbs = program
    .createHelp()
    .visibleCommands(program)
    .filter((command) => command.name() !== 'help');
  return [
    `.\\" Made from the definitions of the command line by 'npm run build': do not edit.`,
    `.TH ${name.toUpperCase()} 1 ${macroArgument(date)} ${macroArgument(`${name} ${version}`)} "User Commands"`,
    '.SH NAME',
    `${name} \\- ${escaped(uncapitalised(program.description()).replace(/\.$/, ''))}`,
    '.SH SYNOPSIS',
    ...verbs.flatMap((verb, at) => [...(at > 0 ? ['.br'] : []), synopsis(program, verb)]),
    '.SH DESCRIPTION',
    ...prose(program.description()),
    'A first word that is no verb is looked up:',
    `.B ${name} 550`,
    'is the same as',
    `.BR "${name} lookup 550" .`,
    ...taggedOptions(program),
    '.SH VERBS',
    ...verbs.flatMap(section),
    '.SH EXIT STATUS',
    ...exitMeanings.flatMap(([status, meaning]) => tagged(`\\fB${status}\\fR`, meaning)),
    '.PP',
    'With',
    '.B \\-e',
    'the status says what kind of reply it was; of several the worst, in this order:',
    ...categoryMeanings.flatMap(([status, category]) => tagged(`\\fB${status}\\fR`, `${capitalised(category)}.`)),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([variable, meaning]) => tagged(`\\fB${variable}\\fR`, meaning)),
    '.SH EXAMPLES',
    ...examples(program),
    '.SH STANDARDS',
    ...prose('RFC 959 (File Transfer Protocol) and the RFCs that update it; each answer names its own source.'),
    '.SH SEE ALSO',
    '.BR ftp (1),',
    '.BR lftp (1),',
    '.BR vsftpd (8),',
    '.BR proftpd (8)',
    '',
  ].join('\n');
}

function section(verb: Command): string[] {
  const shown = examplesOf(verb).length;
  return [
    `.SS ${escaped(verb.name())}`,
    ...prose(`${capitalised(verb.description())}.`),
    ...verb.registeredArguments.flatMap((argument) =>
      tagged(`\\fI${escaped(operand(argument))}\\fR`, `${capitalised(argument.description)}.`),
    ),
    ...taggedOptions(verb),
    ...(shown > 0 ? ['.PP', shown > 1 ? 'Examples:' : 'Example:', ...examples(verb)] : []),
  ];
}

function synopsis(program: Command, verb: Command): string {
  const operands = verb.registeredArguments.map((argument) => ` \\fI${escaped(operand(argument))}\\fR`).join('');
  return `\\fB${program.name()} ${escaped(verb.name())}\\fR [\\fIoption\\fR ...]${operands}`;
}

function operand(argument: Argument): string {
  const name = argument.variadic ? `${argument.name()} ...` : argument.name();
  return argument.required ? name : `[${name}]`;
}

function taggedOptions(command: Command): string[] {
  // Every verb has --help: it is told once, for the program.
  const options = command
    .createHelp()
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help' || command.parent === null);
  return options.flatMap((option) =>
    tagged(
      spelling(option),
      `${capitalised(option.description)}.${typeof option.defaultValue === 'string' ? ` Without it: ${option.defaultValue}.` : ''}`,
    ),
  );
}

function spelling(option: Option): string {
  const value = /[<[][^>\]]+[>\]]/.exec(option.flags)?.[0].slice(1, -1);
  const flags = [option.short, option.long].filter((flag) => flag !== undefined && flag !== null).map((flag) => `\\fB${escaped(flag)}\\fR`);
  return `${flags.join(', ')}${value ? ` \\fI${escaped(value)}\\fR` : ''}`;
}

const tagged = (tag: string, text: string): string[] => ['.TP', tag, ...prose(text)];

/** A longer line does not push the words of the others to the right. */
const WIDEST_EXAMPLE = 44;

function examples(command: Command): string[] {
  const shown = examplesOf(command);
  const widest = Math.max(...shown.map(([line]) => line.length).filter((length) => length <= WIDEST_EXAMPLE));
  return [
    '.RS 4',
    '.EX',
    ...shown.map(([line, what]) => protect(escaped(what === '' ? line : `${line.padEnd(widest)}  # ${what}`))),
    '.EE',
    '.RE',
  ];
}

const WIDTH = 78;

/** A paragraph of the source, in lines that people can read and compare. */
function prose(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of escaped(text).split(' ')) {
    if (line !== '' && line.length + word.length >= WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line].map(protect);
}

/** No line of text may be read as a request. */
const protect = (line: string): string => line.replace(/^(?=[.'])/, '\\&');

/** Text for roff: hyphens stay hyphens for whoever copies them, and quotes stay straight. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti');
}

const macroArgument = (text: string): string => `"${text.replaceAll('"', '\\(dq')}"`;
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** As the line under NAME has it; an abbreviation keeps its capitals. */
const uncapitalised = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
