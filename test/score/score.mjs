// `npm run score`: how well logs are read, causes are named and wordings are known, against labelled corpora that stand
// beside the project. Where they are missing it says so and goes on.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const shared = new URL('../../../shared/', import.meta.url);
const bin = fileURLToPath(new URL('../../bin/ftpcode.js', import.meta.url));
// Node 20 reads the file that this variable names at every start.
const { NODE_EXTRA_CA_CERTS: _ignored, ...env } = process.env;

function score(tool, folder, ...args) {
  const script = fileURLToPath(new URL(`tools/${tool}`, shared));
  const corpus = fileURLToPath(new URL(`corpus/${folder}`, shared));
  console.log(`\n== ${folder} ==`);
  if (!existsSync(script) || !existsSync(corpus)) {
    console.log(`skipped: ${corpus} is not here`);
    return;
  }
  const verbose = process.argv.includes('--verbose') ? ['--verbose'] : [];
  spawnSync(process.execPath, [script, ...verbose, corpus, '--', process.execPath, bin, 'explain-log', ...args], { stdio: 'inherit', env });
}

score('score-corpus.mjs', 'recorded', '--format', 'ndjson');
score('score-corpus.mjs', 'public', '--format', 'ndjson');
score('score-diagnosis.mjs', 'diagnosis', '--format', 'json');

console.log('\n== wordings ==');
// The measure of the tests, run on the sources.
const { outputFiles } = await build({
  stdin: {
    contents: "export { explainer } from '../../src/data.ts'; export { askForAll } from '../helpers/wordings.ts';",
    resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
  define: { 'import.meta.url': JSON.stringify(new URL('../../src/data.ts', import.meta.url).href) },
});
const { explainer, askForAll } = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
const outcomes = [0, 1, 2].flatMap((turn) => askForAll(explainer().catalogue, turn));
const percent = (key) => ((100 * outcomes.filter((outcome) => outcome[key]).length) / outcomes.length).toFixed(2);
console.log(
  `negative wordings asked for ${outcomes.length} times: own condition first, server known ${percent('known')} %; first or listed as equal, server unknown ${percent('unknown')} %`,
);
