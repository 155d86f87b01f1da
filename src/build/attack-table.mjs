// Writes the table of attacks and faults in SECURITY.md from a run of their tests. `npm run fuzz -- --write` does the same
// for the random inputs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const root = new URL('../../', import.meta.url);
const folder = mkdtempSync(`${tmpdir()}/ftpcode-attacks-`);
const file = `${folder}/run.json`;
spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', 'test/faults', 'test/hostile', 'test/properties', '--reporter=json', `--outputFile=${file}`],
  { cwd: root, stdio: 'inherit' },
);
const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
rmSync(folder, { recursive: true });

const said = { passed: 'withstood', failed: '**FAILED**', pending: 'not tried here', skipped: 'not tried here' };
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const rows = testResults
  .flatMap(({ name, assertionResults }) =>
    assertionResults.map((one) => ({ ...one, file: name.slice(name.lastIndexOf('/') + 1).replace('.test.ts', '') })),
  )
  // One row for each attack on the terminal: the group's name is the attack then.
  .map(
    ({ file: of, ancestorTitles, title, status, duration }) =>
      `| ${of} | ${cell([...ancestorTitles, title].join(': '))} | ${said[status] ?? status} | ${((duration ?? 0) / 1000).toFixed(1)} s |`,
  );
const all = testResults.flatMap(({ assertionResults }) => assertionResults);
const table = [
  `${all.length} attacks and faults, ${all.filter(({ status }) => status === 'passed').length} withstood. Node ${process.version}, ${process.platform}.`,
  '',
  '| test file | attack or fault | what happened | time |',
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
