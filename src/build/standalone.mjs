// `npm run build:standalone`: dist/ftpcode, one executable with Node, the program and its data inside, for machines
// without Node. Made by Node's own single-executable support, for the system and the Node that it runs on.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

// What Node looks for in its own executable; the same in every version.
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const root = fileURLToPath(new URL('../../', import.meta.url));
const target = join(root, 'dist', process.platform === 'win32' ? 'ftpcode.exe' : 'ftpcode');
const scratch = mkdtempSync(join(tmpdir(), 'ftpcode-'));
const mac = process.platform === 'darwin';

/** These tools remark on much that does not matter; what they said is shown where they fail. */
function quietly(program, args) {
  execFileSync(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
}

try {
  const main = join(scratch, 'ftpcode.cjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/standalone.ts'],
    bundle: true,
    platform: 'node',
    target: `node${process.versions.node.split('.')[0]}`,
    format: 'cjs',
    outfile: main,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'warning',
    banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    define: { 'import.meta.url': '__bundleUrl' },
  });
  const blob = join(scratch, 'ftpcode.blob');
  const settings = join(scratch, 'sea.json');
  writeFileSync(
    settings,
    JSON.stringify({
      main,
      output: blob,
      disableExperimentalSEAWarning: true,
      // Compiled code is kept beside the source: a third less to start.
      useCodeCache: true,
      assets: {
        'codes.json': join(root, 'codes.json'),
        'wordings.json': join(root, 'dist/wordings.json'),
        'package.json': join(root, 'package.json'),
      },
    }),
  );
  quietly(process.execPath, ['--experimental-sea-config', settings]);

  rmSync(target, { force: true });
  copyFileSync(process.execPath, target);
  chmodSync(target, 0o755);
  // A signature covers the whole file: off before the change, a new one (of nobody) after it.
  if (mac) quietly('codesign', ['--remove-signature', target]);
  quietly(process.execPath, [
    join(root, 'node_modules/postject/dist/cli.js'),
    target,
    'NODE_SEA_BLOB',
    blob,
    '--sentinel-fuse',
    FUSE,
    ...(mac ? ['--macho-segment-name', 'NODE_SEA'] : []),
  ]);
  if (mac) quietly('codesign', ['--sign', '-', target]);
  process.stdout.write(`${target}: ${Math.round(statSync(target).size / 2 ** 20)} MiB, with Node ${process.versions.node}\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
