// Builds dist/: the library (ES modules and types, by tsc), the command in one file (by esbuild) and the data beside them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
const dist = new URL('dist/', root);

// Stale files would ship otherwise.
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });

await import('./list-formats.mjs');

const tsc = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);

// One CommonJS file: it starts faster than ES modules (figures in the benchmark).
await build({
  absWorkingDir: root.pathname,
  entryPoints: ['src/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outfile: 'dist/ftpcode.cjs',
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
  banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  define: { 'import.meta.url': '__bundleUrl' },
});

// The wordings of all servers in one file: one read instead of forty.
const folder = new URL('src/wordings/', root);
const servers = readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
writeFileSync(new URL('wordings.json', dist), JSON.stringify(servers));
if (!existsSync(new URL('codes.json', root))) throw new Error('codes.json is missing');

await import('./scanner.mjs');

// Needs the library, so it comes last.
await import('./answers.mjs');
