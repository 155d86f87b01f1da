// Writes the answers about single codes in advance, without colour and with it: `ftpcode 550` then only has to print one.
// bin/ftpcode.js reads them; a test compares each with what the program itself would print.
import { writeFileSync } from 'node:fs';
import { keyOf } from '../../dist/lib/codes/code.js';
import { codeTable } from '../../dist/lib/data.js';
import { lookUp } from '../../dist/lib/lookup.js';
import { renderAnswer } from '../../dist/lib/render/code-text.js';
import { proseWidth } from '../../dist/lib/render/prose.js';
import { makeTheme } from '../../dist/lib/render/theme.js';

const table = codeTable();
const keys = table.entries.filter(({ code }) => code !== undefined).map(keyOf);

for (const [name, colour] of [
  ['plain', false],
  ['colour', true],
]) {
  const theme = makeTheme(colour);
  const answers = keys.map(
    (key) =>
      `\0${key}\n${renderAnswer(
        lookUp(key, table, () => undefined, {}),
        theme,
        proseWidth(undefined),
      )}`,
  );
  writeFileSync(new URL(`../../dist/answers.${name}`, import.meta.url), `${answers.join('')}\0`);
}
