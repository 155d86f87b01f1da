// Lists of words out of the data: codes with their titles, servers, commands, log formats and what the table is filtered by.
import { keyOf } from '../codes/code.ts';
import { functionGroups, replyClasses } from '../codes/digits.ts';
import { codeTable, serverWordings } from '../data.ts';
import { formats } from '../log/formats/index.ts';
import type { Values } from './values.ts';

/** Reply codes, masks of their classes and names of network errors, with their titles. Historic codes are left out: nobody meets them. */
export const codeValues: Values = {
  noun: 'code',
  words: () => {
    const entries = codeTable().entries.filter(({ code, status }) => code !== undefined && status !== 'historic');
    const masks = replyClasses().map(({ mask, category }) => [mask.replaceAll(/[yz]/g, 'x'), `all codes: ${category}`] as const);
    const names = entries.flatMap(({ name, posix, title }) =>
      [name, posix].filter((one) => one !== undefined).map((one) => [one, title] as const),
    );
    return [...entries.map((entry) => [keyOf(entry), entry.title] as const), ...masks, ...names];
  },
};

/** Servers whose wordings are known. */
export const serverValues: Values = { noun: 'server', words: () => serverWordings().map(({ server, name }) => [server, name] as const) };

/** Commands of the protocol that the table names. */
export const commandValues: Values = {
  noun: 'command',
  words: () =>
    [...new Set(codeTable().entries.flatMap(({ commands }) => commands.filter((command) => /^[A-Z0-9]+$/.test(command))))]
      .sort()
      .map((command) => [command, ''] as const),
};

/** Log and transcript formats. */
export const logFormatValues: Values = {
  noun: 'log format',
  words: () => formats.map(({ name, title }) => [name, title] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
};

/** First digits of codes, and what the class means. */
export const classValues: Values = {
  noun: 'class',
  words: () => [...replyClasses().map(({ mask, category }) => [mask.slice(0, 1), category] as const), ['10', 'network error'] as const],
};

/** Function groups, by their first word: that is enough for `--group`. */
export const groupValues: Values = {
  noun: 'group',
  words: () => functionGroups().map((group) => [group.split(' ')[0] as string, group] as const),
};
