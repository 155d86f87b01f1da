// Writes the table of attacks and faults in SECURITY.md from a run of their tests: a row for each kind, with how many tests
// and inputs there were. `npm run fuzz -- --write` does the same for the random inputs, large-logs.mjs for the large logs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const root = new URL('../../', import.meta.url);
const folder = mkdtempSync(`${tmpdir()}/ftpcode-attacks-`);
const file = `${folder}/run.json`;
spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    'test/faults',
    'test/hostile',
    'test/properties',
    'test/fast-lane',
    '--reporter=json',
    `--outputFile=${file}`,
  ],
  { cwd: root, stdio: 'inherit' },
);
const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
rmSync(folder, { recursive: true });

/** What the tests of a file attack. */
const WHAT = {
  faults: 'Faults',
  'hostile-bounds': 'Memory',
  'hostile-outputs': 'Outputs and arguments',
  'hostile-patterns': 'Time of expressions',
  'hostile-planted': 'Planted records',
  'hostile-terminal': 'Terminal',
  properties: 'Any input',
  'fast-lane': 'Fast counting agrees with reading',
};

const kinds = new Map();
for (const { name, assertionResults } of testResults) {
  const of = name.slice(name.lastIndexOf('/') + 1).replace('.test.ts', '');
  for (const { ancestorTitles, title, status, meta } of assertionResults) {
    // Each attack on the terminal is a group of its own: one row for all of them.
    const group = of === 'hostile-terminal' ? '' : (ancestorTitles[0] ?? '');
    const key = `${of}\n${group}`;
    const kind = kinds.get(key) ?? { what: WHAT[of] ?? of, group, tests: 0, inputs: 0, failed: [], skipped: 0 };
    kinds.set(key, kind);
    kind.tests += 1;
    kind.inputs += meta?.inputs ?? 1;
    if (status === 'failed') kind.failed.push(title);
    else if (status !== 'passed') kind.skipped += 1;
  }
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const happened = ({ failed, skipped }) =>
  failed.length > 0 ? `**failed**: ${failed.join('; ')}` : skipped > 0 ? `withstood; ${skipped} not tried here` : 'withstood';
const rows = [...kinds.values()].map((kind) => {
  const what = kind.group === '' ? kind.what : `${kind.what}: ${kind.group}`;
  return `| ${cell(what)} | ${kind.tests} | ${kind.inputs.toLocaleString('en')} | ${cell(happened(kind))} |`;
});
const all = testResults.flatMap(({ assertionResults }) => assertionResults);
const withstood = all.filter(({ status }) => status === 'passed').length;
const table = [
  `${all.length} tests, ${withstood} withstood. Node ${process.version}, ${process.platform}.`,
  '',
  '| attack or fault | tests | inputs | what happened |',
  '|---|---|---|---|',
  ...rows,
].join('\n');

const security = new URL('SECURITY.md', root);
const text = readFileSync(security, 'utf8');
writeFileSync(
  security,
  text.replace(/(<!-- attacks -->\n)[\s\S]*?(<!-- \/attacks -->)/, (_whole, from, to) => `${from}${table}\n${to}`),
);
process.exitCode = all.every(({ status }) => status !== 'failed') ? 0 : 1;
