// Runs test/helpers/fuzz-run.ts: Node 20 reads no TypeScript, so that it is bundled first. Options: --seed, --lines,
// --mutants, or --minutes instead of the two; --write puts the figures into SECURITY.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = new URL('../../', import.meta.url);
const folder = mkdtempSync(`${tmpdir()}/ftpcode-fuzz-`);
const outfile = `${folder}/fuzz.mjs`;
symlinkSync(new URL('node_modules', root).pathname, `${folder}/node_modules`);

/** Each module finds its data where its source lies. */
const ownUrls = {
  name: 'own-urls',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/(?:src|test)\/.*\.ts$/ }, ({ path }) => ({
      loader: 'ts',
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
    })),
};

try {
  await build({
    absWorkingDir: root.pathname,
    entryPoints: ['test/helpers/fuzz-run.ts'],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    outfile,
    logLevel: 'warning',
    plugins: [ownUrls],
  });
  process.exitCode = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
