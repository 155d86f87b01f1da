// Builds dist/: the command and the library, one file each (by esbuild), the library's types (by tsc), and beside them the
// data, the schemas and the man page. dist/lib/ has every module by itself, for the scripts that build the rest; it is not shipped.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { copyTypes } from './types.mjs';
import { noticesOf } from './notices.mjs';

const root = new URL('../../', import.meta.url);
const dist = new URL('dist/', root);

// Stale files would ship otherwise.
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

await import('./list-formats.mjs');

const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

const bundle = {
  absWorkingDir: fileURLToPath(root),
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  // What is shipped stays below the bound of test/package.test.ts; an error's trace shows a line of it.
  minifyWhitespace: true,
  lineLimit: 160,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};
// One CommonJS file: it starts faster than ES modules (figures in the benchmark).
const command = await build({
  ...bundle,
  entryPoints: ['src/main.ts'],
  format: 'cjs',
  outfile: 'dist/ftpcode.cjs',
  banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { 'import.meta.url': '__bundleUrl' },
});
await build({ ...bundle, entryPoints: ['src/index.ts'], format: 'esm', outfile: 'dist/index.js' });
copyTypes(new URL('lib/', dist), new URL('types/', dist), 'index.d.ts');
writeFileSync(new URL('third-party-licences.txt', dist), noticesOf(Object.keys(command.metafile.inputs), root));

// The wordings of all servers in one file: one read instead of forty.
const folder = new URL('src/wordings/', root);
const servers = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
writeFileSync(new URL('wordings.json', dist), JSON.stringify(servers));
if (!existsSync(new URL('codes.json', root))) throw new Error('codes.json is missing');
cpSync(new URL('src/schemas/', root), new URL('schemas/', dist), { recursive: true });

await import('./scanner.mjs');

// These two need dist/lib/, so they come last.
await import('./answers.mjs');
await import('./make-man-page.mjs');
