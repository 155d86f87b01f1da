// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
// `npm run fuzz`: hostile input from a seed, for as long as wanted; its figures go into SECURITY.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { analyse, drawn, isSafe, linesIn, mutate, Random, randomLine, recordings } from './fuzz.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '7' },
    lines: { type: 'string', default: '1000000' },
    mutants: { type: 'string', default: '2000' },
    minutes: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const LINES_A_LOG = 200;
/** Seconds for one log of at most 60 kB: far more than any needs, so that only a hang exceeds it. */
const HANG = 10;

interface Result {
  inputs: number;
  crashes: number;
  hangs: number;
  escapes: number;
  differences: number;
  slowest: number;
}

/** Draws one log in every form and counts what must not be. */
function attack(lines: readonly string[], result: Result, name: string): void {
  const start = performance.now();
  try {
    const { plain, coloured, json } = drawn(lines);
    if (!isSafe(plain) || !isSafe(json)) report(result, 'escapes', name);
    if (coloured.replace(/\u001b\[\d{1,2}m/g, '') !== plain) report(result, 'differences', name);
    for (const line of json.trimEnd().split('\n')) JSON.parse(line);
  } catch (error) {
    report(result, 'crashes', `${name}: ${(error as Error).stack}`);
  }
  const seconds = (performance.now() - start) / 1000;
  result.slowest = Math.max(result.slowest, seconds);
  if (seconds > HANG) report(result, 'hangs', name);
}

function report(result: Result, what: 'crashes' | 'hangs' | 'escapes' | 'differences', name: string): void {
  result[what] += 1;
  console.log(`${what}: ${name}`);
}

const none = (): Result => ({ inputs: 0, crashes: 0, hangs: 0, escapes: 0, differences: 0, slowest: 0 });
const until = values.minutes === undefined ? undefined : performance.now() + Number(values.minutes) * 60_000;
const random = none();
const mutated = none();
const all = recordings();

/** Goes on until the number is reached, or, where a time was given, until that is up. */
const wanted = (done: number, most: string, share: number) =>
  until === undefined ? done < Number(most) : performance.now() < until - (1 - share) * Number(values.minutes) * 60_000;

for (let log = 0; wanted(random.inputs, values.lines, 0.6); log += 1) {
  const source = new Random(seed + log);
  attack(
    Array.from({ length: LINES_A_LOG }, () => randomLine(source)),
    random,
    `lines of seed ${seed + log}`,
  );
  random.inputs += LINES_A_LOG;
}
for (let log = 0; wanted(mutated.inputs, values.mutants, 1); log += 1) {
  const source = new Random(seed + log);
  const bytes = mutate(source.of(all), source, all);
  const name = `recording of seed ${seed + log}`;
  attack(linesIn(bytes, bytes.length || 1), mutated, name);
  // The same bytes in other chunks.
  const [one, other] = [bytes.length || 1, 1 + source.below(5000)].map((size) => JSON.stringify(analyse(linesIn(bytes, size))));
  if (one !== other) report(mutated, 'differences', name);
  mutated.inputs += 1;
}

const row = (name: string, { inputs, crashes, hangs, escapes, differences, slowest }: Result) =>
  `| ${name} | ${inputs.toLocaleString('en-US')} | ${crashes} | ${hangs} | ${escapes} | ${differences} | ${slowest.toFixed(2)} s |`;
const table = [
  `Seed ${seed}, Node ${process.version}; ${all.length} recordings to begin with.`,
  '',
  '| inputs | tried | crashes | hangs | control bytes that got through | output that differs by colour or chunking | slowest log |',
  '|---|---|---|---|---|---|---|',
  row(`random lines, in logs of ${LINES_A_LOG}`, random),
  row('mutated recordings', mutated),
].join('\n');
console.log(table);

if (values.write) {
  const file = new URL('../../SECURITY.md', import.meta.url);
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/(<!-- fuzz -->\n)[\s\S]*?(<!-- \/fuzz -->)/, (_whole, from: string, to: string) => `${from}${table}\n${to}`),
  );
}
const bad = [random, mutated].reduce((sum, { crashes, hangs, escapes, differences }) => sum + crashes + hangs + escapes + differences, 0);
process.exitCode = bad === 0 ? 0 : 1;
