// What `npm pack` ships: all that users need, nothing else, and nothing that runs when it is installed.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { explainReply } from '../src/index.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown> & {
  scripts: Record<string, string>;
  exports: Record<string, unknown>;
};
const scratch = mkdtempSync(join(tmpdir(), 'ftpcode-package-'));
afterAll(() => rmSync(scratch, { recursive: true }));

// Without scripts: `prepare` would build anew under the other tests.
const pack = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, shell: process.platform === 'win32' });
const packed = JSON.parse(pack.stdout.toString()) as
  | Record<string, { size: number; files: { path: string }[] }>
  | { size: number; files: { path: string }[] }[];
const [{ size, files }] = Object.values(packed) as [{ size: number; files: { path: string }[] }];
const paths = files.map(({ path }) => path);

test('has command, library, types, data, schemas, man page and licences', () => {
  const wanted = [
    'LICENSE',
    'README.md',
    'CHANGELOG.md',
    'package.json',
    'codes.json',
    'bin/ftpcode.js',
    'dist/ftpcode.cjs',
    'dist/index.js',
    'dist/types/index.d.ts',
    'dist/wordings.json',
    'dist/schemas/log.schema.json',
    'dist/ftpcode.1',
    'dist/third-party-licences.txt',
  ];
  expect(paths).toEqual(expect.arrayContaining(wanted));
});

test('has no source, no test, no executable, and stays small', () => {
  expect(paths.filter((path) => /^(?:src|test|scripts|\.)|^dist\/(?:lib\/|ftpcode(?:\.exe)?$)|\.map$/.test(path))).toEqual([]);
  expect(size).toBeLessThan(1_000_000);
});

test('runs nothing at installation, and brings no other package', () => {
  for (const script of ['preinstall', 'install', 'postinstall']) expect(manifest.scripts).not.toHaveProperty(script);
  expect(manifest.dependencies ?? {}).toEqual({});
});

test.each(['dist/ftpcode.cjs', 'dist/index.js'])('%s needs only Node', (path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const needed = [...text.matchAll(/^import .*? from ["']([^"']+)["']|\brequire\(["']([^"']+)["']\)/gm)].map(
    ([, esm, cjs]) => (esm ?? cjs) as string,
  );
  expect(needed.filter((name) => !name.startsWith('node:') && !builtinModules.includes(name))).toEqual([]);
});

test('everything that exports names is there', () => {
  const targets = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target as Record<string, string>),
  );
  for (const target of targets)
    expect(
      paths.some((path) => new RegExp(`^${target.slice(2).replaceAll('.', '\\.').replace('*', '[^/]+')}$`).test(path)),
      target,
    ).toBe(true);
});

test('works as a dependency', () => {
  mkdirSync(join(scratch, 'node_modules'));
  symlinkSync(root, join(scratch, 'node_modules/ftpcode'), 'junction');
  writeFileSync(
    join(scratch, 'a.mjs'),
    "import { explainReply } from 'ftpcode'; console.log(JSON.stringify(explainReply(530, 'Login incorrect.')));",
  );
  const { stdout, stderr } = spawnSync(process.execPath, ['a.mjs'], { cwd: scratch });
  expect(stderr.toString()).toBe('');
  expect(JSON.parse(stdout.toString())).toEqual(JSON.parse(JSON.stringify(explainReply(530, 'Login incorrect.'))));
});

test('its types serve a strict program', () => {
  writeFileSync(
    join(scratch, 'b.mts'),
    `import { explainLog, explainReply, lookup, type LogRecord } from 'ftpcode';
const codes: (number | undefined)[] = (lookup('5xx').codes ?? []).map(({ code }) => code);
const fix: string | undefined = explainReply(550, 'x').fix;
for await (const record of explainLog(['550 x'])) {
  if (record.type === 'reply') console.log(record.code.toFixed(), record.category);
  else if (record.type === 'event') console.log(record.event.length);
  else console.log(record.counts.replies, record.findings.map(({ cause }) => cause));
  const all: LogRecord = record;
  void all;
}
void codes;
void fix;
`,
  );
  const args = [
    join(root, 'node_modules/typescript/bin/tsc'),
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    'node',
    '--typeRoots',
    join(root, 'node_modules/@types'),
    'b.mts',
  ];
  const { stdout } = spawnSync(process.execPath, args, { cwd: scratch });
  expect(stdout.toString()).toBe('');
});
