// Makes logs that are large in one way, a process of its own for each, and never stores them: what it takes to read them.
// `node src/build/large-logs.mjs` reads them all and writes the table in SECURITY.md; `--scale 0.01` makes smaller ones and
// writes nothing; `--only sessions` takes those whose name begins so.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';

const MB = 1_000_000;
/** The name of each, how large it is, what it is counted in, and how ftpcode is asked. */
const LOGS = [
  { name: 'one line', size: 1000 * MB, unit: 'bytes', asked: ['--summary'] },
  { name: 'empty lines', size: 1000 * MB, unit: 'lines', asked: ['--summary'] },
  { name: 'sessions, all open at once', size: MB, unit: 'sessions', asked: ['--summary'] },
  { name: 'sessions, all open at once', size: MB, unit: 'sessions', asked: ['--format', 'ndjson'] },
  { name: 'a `220-` that never ends', size: 300 * MB, unit: 'bytes', asked: ['--summary'] },
  { name: 'a gzip bomb', size: 1000 * MB, unit: 'bytes unpacked', asked: ['--summary'] },
  { name: 'JSON, 5,000 levels deep', size: 20_000, unit: 'lines', asked: ['--summary'] },
  { name: 'records torn by line feeds', size: 2 * MB, unit: 'lines', asked: ['--summary'] },
];

const put = (text) => {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; )
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      if (error.code === 'EPIPE') process.exit(0);
      if (error.code !== 'EAGAIN') throw error;
    }
};
const fill = (unit, size) => {
  const block = unit.repeat(Math.max(1, Math.floor(Math.min(size, MB) / unit.length)));
  for (let done = 0; done < size; done += block.length) put(block);
};
const each = (size, line) => {
  let text = '';
  for (let at = 0; at < size; at += 1) {
    text += line(at);
    if (text.length > MB) {
      put(text);
      text = '';
    }
  }
  put(text);
};
const vsftpd = (at, what) =>
  `Mon Nov 23 10:00:00 2026 [pid ${at}] [user${at}] FTP ${what[0]}: Client "10.${at >> 16}.${(at >> 8) & 255}.${at & 255}", "${what[1]}"\n`;
const record = (rest) => `192.0.2.1 UNKNOWN bob [23/Nov/2026:10:00:00 +0000] ${rest}\n`;

const MAKERS = {
  'one line': (size) => {
    put('220 ');
    fill('a', size);
    put('\n221 Goodbye.\n');
  },
  'empty lines': (size) => fill('\n', size),
  'sessions, all open at once': (size) => {
    each(size, (at) => vsftpd(at, ['command', `RETR /some/path/${at}.txt`]));
    each(size, (at) => vsftpd(at, ['response', '550 Failed to open file.']));
  },
  'a `220-` that never ends': (size) => {
    put('<--- 220-hi\n');
    fill('<---  more of the same reply, and no end to it\n', size);
  },
  'a gzip bomb': async (size) => {
    const gzip = createGzip();
    gzip.pipe(process.stdout);
    const block = Buffer.alloc(MB, 'a');
    for (let done = 0; done < size; done += MB) if (!gzip.write(block)) await new Promise((resume) => gzip.once('drain', resume));
    gzip.end();
  },
  'JSON, 5,000 levels deep': (size) => each(size, (at) => `${'{"a":['.repeat(5000)}${at}${']}'.repeat(5000)}\n`),
  'records torn by line feeds': (size) => each(size, (at) => record(at % 2 ? '"PASS (hidden)" 530 -' : `"STOR x${at}`)),
};

/** Reads one, and says what it took. */
function measure({ name, size, asked }) {
  const script = fileURLToPath(import.meta.url);
  const bin = fileURLToPath(new URL('../../bin/ftpcode.js', import.meta.url));
  const maker = spawn(process.execPath, [script, '--make', name, '--size', String(size)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const form = asked.includes('--format') ? asked : [...asked, '--format', 'json'];
  const reader = spawn('/usr/bin/time', ['-f', '%e %M', process.execPath, bin, 'explain-log', ...form], {
    stdio: [maker.stdout, 'pipe', 'pipe'],
  });
  maker.stdout.destroy();
  let last = '';
  let said = '';
  reader.stdout.on('data', (data) => {
    last = (last + data).slice(-200_000);
  });
  reader.stderr.on('data', (data) => {
    said += data;
  });
  return new Promise((done) => {
    reader.on('close', (status) => {
      const [seconds = Number.NaN, kilobytes = Number.NaN] = (said.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
      done({ status, seconds, megabytes: Math.round(kilobytes / 1024), limits: status === 0 ? limitsOf(last) : 'unknown' });
    });
  });
}

/** The limits that were reached. */
function limitsOf(output) {
  const { sources } = JSON.parse(output.trimEnd().split('\n').at(-1));
  const limits = Object.entries(sources[0].limits ?? {}).map(([name, count]) => `${name} ${count.toLocaleString('en')}`);
  return limits.join(', ') || 'none';
}

const { values } = parseArgs({
  options: {
    make: { type: 'string' },
    size: { type: 'string' },
    only: { type: 'string', default: '' },
    scale: { type: 'string', default: '1' },
  },
});
if (values.make !== undefined) await MAKERS[values.make](Number(values.size));
else {
  const scale = Number(values.scale);
  const rows = [];
  for (const log of LOGS.filter(({ name }) => name.startsWith(values.only))) {
    const size = Math.ceil(log.size * scale);
    const { status, seconds, megabytes, limits } = await measure({ ...log, size });
    const what = status === 0 ? 'read to its end' : `**status ${status}**`;
    rows.push(
      `| ${log.name} | ${size.toLocaleString('en')} ${log.unit} | \`${log.asked.join(' ')}\` | ${seconds.toFixed(0)} s | ${megabytes} MB | ${what} | ${limits} |`,
    );
    console.log(rows.at(-1));
  }
  const table = [
    `Node ${process.version}, ${process.platform}; on a machine of two cores that had other work as well.`,
    '',
    '| log | size | asked for | time | memory at most | what happened | limits reached |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
  const security = new URL('../../SECURITY.md', import.meta.url);
  if (scale === 1 && values.only === '')
    writeFileSync(
      security,
      readFileSync(security, 'utf8').replace(
        /(<!-- large -->\n)[\s\S]*?(<!-- \/large -->)/,
        (_whole, from, to) => `${from}${table}\n${to}`,
      ),
    );
  if (rows.some((row) => row.includes('**'))) process.exitCode = 1;
}
