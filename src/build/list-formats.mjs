// Writes src/log/formats/index.ts: the list of every log format, one per file of that folder.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../log/formats/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  .sort();
const found = files.flatMap((file) =>
  [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^export const (\w+): LogFormat\b/gm)].map(([, name]) => ({ file, name })),
);
const text = `// Made by src/build/list-formats.mjs from the files of this folder: do not edit.
import type { LogFormat } from '../format.ts';
${found.map(({ file, name }) => `import { ${name} } from './${file}';`).join('\n')}

/** Every log format that ftpcode reads. */
export const formats: readonly LogFormat[] = [
${found.map(({ name }) => `  ${name},`).join('\n')}
];
`;
const index = new URL('index.ts', folder);
let old = '';
try {
  old = readFileSync(index, 'utf8');
} catch {
  /* first build */
}
if (old !== text) writeFileSync(index, text);
