// `npm run bench`: ftpcode and its peers in turn, on inputs made from a seed. Prints and writes ratios, never asserts.
//   npm run bench -- [--quick] [--rounds N] [--long] [--node PATH]
// --quick: small logs, few rounds, nothing is written; --long: also the memory of a summary of 2 GB, which takes minutes;
// --node: another Node whose start is measured too.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeLog } from './make-log.mjs';

const quick = process.argv.includes('--quick');
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1]) || (quick ? 3 : 7);
const long = process.argv.includes('--long');
const otherNode = process.argv.includes('--node') ? process.argv[process.argv.indexOf('--node') + 1] : undefined;
/** Megabytes of a log that is only counted, and of one that is read. */
const size = quick ? 20 : 200;
const small = quick ? 2 : 20;
const node = process.execPath;
const bin = fileURLToPath(new URL('../../bin/ftpcode.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ftpcode-bench-'));
// Node 20 reads the file that this variable names at every start: it would hide what is measured.
const env = { PATH: process.env.PATH };

const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const log = (name) => join(folder, `${name}.log`);
const sh = (line) => ['sh', '-c', line];
const ftpcode = (...args) => [node, bin, ...args];

/** The same on a terminal of 100 columns that is long enough for any answer; with an empty command, what the terminal itself costs. */
const onTerminal = (line) => ['script', '-qec', `stty rows 300 cols 100; ${line}`, '/dev/null'];
const LEAST = `-e 'require("fs").writeSync(1,"550\\n")'`;
/** The start of a Node: to a pipe, and on a terminal. */
const startsOf = (program, called) => [
  {
    name: `start: \`ftpcode 550\` to a pipe${called}`,
    target: 'at most 1.15 of the least Node can do',
    lower: true,
    commands: { ftpcode: [program, bin, '550'], 'node -e': [program, '-e', 'require("fs").writeSync(1, "550\\n")'] },
    rounds: rounds * 3,
  },
  {
    name: `start: \`ftpcode 550\` on a terminal with colour${called}`,
    target: 'at most 1.30 of the least Node can do',
    lower: true,
    commands: {
      ftpcode: onTerminal(`'${program}' '${bin}' 550`),
      'node -e': onTerminal(`'${program}' ${LEAST}`),
      'the terminal alone': onTerminal('true'),
    },
    less: 'the terminal alone',
    rounds: rounds * 3,
  },
];

/** Each row: what is measured, the target of the ratio, and the commands; the first is ftpcode, the ratio is peer / ftpcode. */
const REPLY = { vsftpd: 'FTP response: Client "[^"]*", "[1-6][0-9][0-9] ', proftpd: '" [1-6][0-9][0-9] ([0-9]+|-)$' };
const AWK = {
  vsftpd: `match($0, /FTP response: Client "[^"]*", "[1-6][0-9][0-9] /) { n[substr($0, RSTART + RLENGTH - 4, 3)]++ } END { for (c in n) print c, n[c] }`,
  proftpd: `{ c = $(NF - 1); if (c ~ /^[1-6][0-9][0-9]$/) n[c]++ } END { for (c in n) print c, n[c] }`,
};
const rows = [
  ...startsOf(node, ''),
  ...(otherNode ? startsOf(otherNode, `, ${spawnSync(otherNode, ['-v']).stdout.toString().trim()}`) : []),
  ...['vsftpd', 'proftpd'].flatMap((kind) => [
    {
      name: `--counts, ${size} MB ${kind}`,
      target: 'at least 1.0 of rg, 1.5 of mawk',
      commands: {
        ftpcode: ftpcode('explain-log', '--counts', log(kind)),
        rg: ['rg', '-c', REPLY[kind], log(kind)],
        mawk: ['mawk', AWK[kind], log(kind)],
      },
    },
    {
      name: `--summary, ${small} MB ${kind}`,
      target: 'at least 1.0 of mawk counting',
      commands: { ftpcode: ftpcode('explain-log', '--summary', log(`${kind}-small`)), mawk: ['mawk', AWK[kind], log(`${kind}-small`)] },
    },
  ]),
  {
    name: `annotating in colour into a pipe, ${small} MB vsftpd`,
    target: 'at least 1.0 of mawk',
    commands: {
      ftpcode: sh(`'${node}' '${bin}' explain-log --color=always '${log('vsftpd-small')}' | cat > /dev/null`),
      mawk: sh(
        `mawk '{ if (match($0, /"[45][0-9][0-9] /)) print "\\033[31m" $0 "\\033[0m  # " substr($0, RSTART + 1, 3) " negative"; else print }' '${log('vsftpd-small')}' | cat > /dev/null`,
      ),
    },
    rounds: Math.min(rounds, 3),
  },
  {
    name: `ndjson, ${small} MB vsftpd`,
    target: 'at least 5 of jq',
    commands: {
      ftpcode: sh(`'${node}' '${bin}' explain-log --format ndjson '${log('vsftpd-small')}' > /dev/null`),
      jq: sh(
        `jq -R -c 'capture("(?<client>Client \\"[^\\"]*\\"), \\"(?<code>[1-6][0-9][0-9])[ -](?<text>.*)\\"$")' '${log('vsftpd-small')}' > /dev/null`,
      ),
    },
    rounds: Math.min(rounds, 3),
  },
  {
    name: `--summary, two logs of ${small} MB, a thread for each`,
    target: 'faster than one thread',
    commands: {
      ftpcode: ftpcode('explain-log', '--summary', '--jobs', '2', log('vsftpd-small'), log('proftpd-small')),
      'one thread': ftpcode('explain-log', '--summary', '--jobs', '1', log('vsftpd-small'), log('proftpd-small')),
    },
    rounds: Math.min(rounds, 3),
  },
  ...['unknown', 'short', 'long', 'one'].map((kind) => ({
    name: `--summary, ${small} MB of ${kind === 'one' ? 'one line' : `${kind} lines`}`,
    target: 'at least half the throughput of the best',
    commands: { ftpcode: ftpcode('explain-log', '--summary', log(kind)) },
    rounds: Math.min(rounds, 3),
  })),
];

function once(command) {
  const start = process.hrtime.bigint();
  const { status, error } = spawnSync(command[0], command.slice(1), { env, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 30 });
  if (error || status === null || status > 1) throw new Error(`${command.join(' ').slice(0, 100)}: ${error ?? status}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Peak memory in MB and time in seconds of one run. */
function peak(command) {
  if (!existsSync('/usr/bin/time')) return undefined;
  const { stderr } = spawnSync('/usr/bin/time', ['-f', '%M %e', ...command], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const [kilobytes, seconds] = stderr.toString().trim().split('\n').at(-1).split(' ').map(Number);
  return { megabytes: Math.round(kilobytes / 1024), seconds };
}

for (const kind of ['vsftpd', 'proftpd']) {
  makeLog(kind, size, log(kind));
  makeLog(kind, small, log(`${kind}-small`));
}
for (const kind of ['unknown', 'short', 'long']) makeLog(kind, small, log(kind));
writeFileSync(log('one'), 'x'.repeat(small * 1e6));
const lines = [];
const say = (line) => {
  lines.push(line);
  console.log(line);
};
const versions = ['rg', 'mawk', 'jq'].map((name) =>
  has(name)
    ? spawnSync(name, name === 'mawk' ? ['-W', 'version'] : ['--version'])
        .stdout.toString()
        .split('\n')[0]
    : `${name} is missing: its rows are left out`,
);
say(`# Benchmark of ${new Date().toISOString().slice(0, 10)}`);
say('');
say(
  `Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB; ${versions.join('; ')}. Median of ${rounds} rounds in turn; ratio over 1 means that ftpcode is faster.`,
);
say('');
say('| what | ftpcode ms (best) | MB/s | peer | peer ms (best) | ratio | target |');
say('|---|---|---|---|---|---|---|');
for (const { name, target, commands, lower, less, rounds: own = rounds } of rows) {
  const present = Object.entries(commands).filter(([peer, [program]]) =>
    [node, 'sh'].includes(program) ? ['ftpcode', 'node -e', 'one thread'].includes(peer) || has(peer) : has(program),
  );
  if (present.length === 0) continue;
  const times = Object.fromEntries(present.map(([peer]) => [peer, []]));
  for (let round = 0; round <= own; round += 1)
    for (const [peer, command] of present) {
      const time = once(command);
      // The first round warms the caches.
      if (round > 0) times[peer].push(time);
    }
  const show = (peer) => `${median(times[peer]).toFixed(0)} (${Math.min(...times[peer]).toFixed(0)})`;
  const file = Object.values(commands)[0]
    .join(' ')
    .match(/\S*\.log/)?.[0]
    .replaceAll("'", '');
  const speed = file ? (statSync(file).size / 1e3 / median(times.ftpcode)).toFixed(0) : '';
  // What both pay for being shown somewhere is none of theirs.
  const cost = less ? median(times[less]) : 0;
  const peers = Object.keys(times).filter((peer) => peer !== 'ftpcode' && peer !== less);
  for (const peer of peers.length > 0 ? peers : [undefined]) {
    const ratio = peer
      ? (lower ? (median(times.ftpcode) - cost) / (median(times[peer]) - cost) : median(times[peer]) / median(times.ftpcode)).toFixed(2)
      : '';
    say(`| ${name} | ${show('ftpcode')} | ${speed} | ${peer ?? ''} | ${peer ? show(peer) : ''} | ${ratio} | ${target} |`);
  }
}
say('');
say('| one run each | peak memory MB (target: at most 120, flat) | s | ms/MB (target: constant) |');
say('|---|---|---|---|');
for (const megabytes of quick ? [2, 20] : [20, 200, 2000]) {
  const file = log(`memory-${megabytes}`);
  makeLog('vsftpd', megabytes, file);
  for (const form of megabytes > 200 && !long ? ['--counts'] : ['--counts', '--summary']) {
    const found = peak(ftpcode('explain-log', form, file));
    if (found)
      say(
        `| ${form}, ${megabytes} MB vsftpd | ${found.megabytes} | ${found.seconds.toFixed(1)} | ${((found.seconds * 1000) / megabytes).toFixed(1)} |`,
      );
    else say('| /usr/bin/time is missing | | | |');
  }
  rmSync(file);
}
rmSync(folder, { recursive: true });
if (!quick) writeFileSync(new URL('results.md', import.meta.url), `${lines.join('\n')}\n`);
