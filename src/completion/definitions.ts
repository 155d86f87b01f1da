// What a completion script is made of: the verbs, options and words of the command line, read from commander's definitions.
import type { Command } from 'commander';
import { files, type Values, valuesOf, type Word } from '../commands/values.ts';

/** A list of words that a script holds once, under its name. */
export interface WordList {
  /** Letters and underscores: it becomes part of function names. */
  readonly name: string;
  readonly noun: string;
  readonly words: readonly Word[];
}

/** What may stand in a place: words of a list, names of files, or text that nobody can guess. */
export type Place = WordList | 'files' | 'text';

/** An option. */
export interface Flag {
  readonly long: string;
  readonly short?: string;
  readonly what: string;
  /** What its value may be; absent for an option without a value. */
  readonly value?: Place;
}

/** A verb with what may follow it. */
export interface Verb {
  readonly name: string;
  readonly what: string;
  readonly flags: readonly Flag[];
  /** Absent where nothing may follow. */
  readonly operands?: Place;
}

/** All of the command line. */
export interface Definitions {
  readonly program: string;
  readonly verbs: readonly Verb[];
  /** The verb that is meant where none is given, with the options of the program itself. */
  readonly plain: Verb;
  readonly lists: readonly WordList[];
}

/** Writes the completion script for one shell. */
export type ScriptWriter = (definitions: Definitions) => string;

/** Reads the definitions. @param plain name of the verb that is meant where none is given */
export function definitionsOf(program: Command, plain: string): Definitions {
  const lists = new Lists();
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  const verbNames = lists.of({ noun: 'verb', words: () => commands.map((command) => [command.name(), command.description()] as const) });

  const flagsOf = (command: Command): Flag[] =>
    help.visibleOptions(command).flatMap((option) => {
      const { long, short, description } = option;
      if (!long) return [];
      const takesValue = option.required || option.optional;
      return [{ long, what: description, ...(short && { short }), ...(takesValue && { value: lists.placeOf(valuesOf(option)) }) }];
    });
  const verbs = commands.map((command): Verb => {
    const operand = command.registeredArguments[0];
    const operands = command.name() === 'help' ? verbNames : operand && lists.placeOf(valuesOf(operand));
    return { name: command.name(), what: command.description(), flags: flagsOf(command), ...(operands && { operands }) };
  });
  const meant = verbs.find(({ name }) => name === plain);
  if (!meant) throw new Error(`no verb ${plain}`);
  const more = flagsOf(program).filter(({ long }) => !meant.flags.some((flag) => flag.long === long));
  return { program: program.name(), verbs, plain: { ...meant, flags: [...meant.flags, ...more] }, lists: lists.all };
}

/** Gives each list a name; lists with the same words share it. */
class Lists {
  readonly all: WordList[] = [];

  placeOf(values: Values | undefined): Place {
    if (values === undefined) return 'text';
    return values === files ? 'files' : this.of(values);
  }

  of(values: Values): WordList {
    const words = values.words();
    const known = this.all.find((list) => list.noun === values.noun && JSON.stringify(list.words) === JSON.stringify(words));
    if (known) return known;
    const base = `${values.noun.replaceAll(' ', '_')}s`;
    const same = this.all.filter(({ noun }) => noun === values.noun).length;
    const list = { name: same === 0 ? base : `${base}_${same + 1}`, noun: values.noun, words };
    this.all.push(list);
    return list;
  }
}

/** The first line of every script. */
export const madeBy = ({ program }: Definitions, shell: string): string => `# Made by '${program} completion ${shell}'`;

/** A text in single quotes for the shells of the Bourne family. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
