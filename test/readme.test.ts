// Every example of the README that shows its output is run and compared.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from './helpers/run.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].flatMap(([, block]) => (block ?? '').split(/^(?=\$ )/m).filter((part) => part !== ''));

/** Words of a shell line: blanks part them, single quotes keep them together. */
const words = (line: string): string[] => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

test('there are examples', () => expect(examples.length).toBeGreaterThan(2));

test.each(examples.map((example) => [example.slice(0, example.indexOf('\n')), example] as const))('%s', (command, example) => {
  const [program, ...args] = words(command.slice(2));
  expect(program).toBe('ftpcode');
  expect(run(args).stdout).toBe(example.slice(command.length + 1));
});
