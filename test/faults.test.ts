// Every fault is the real one, met by the built command: streams that are closed or full, readers that leave, signals, files
// that change while they are read. Each ends with the right status, at most one clear sentence, and never a stack trace.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folder, ftpcode, type Outcome, shell } from './helpers/shell.ts';

const work = folder();
const LOG = '220 FTP server ready\n> USER x\n331 Password required for x.\n> PASS y\n530 Login incorrect.\n';
const log = `${work.path}/a.log`;
const python = spawnSync('python3', ['--version']).status === 0;

beforeAll(() => writeFileSync(log, LOG));
afterAll(() => work.remove());

/** What holds for every fault: an end in time, no stack trace, no object dump, each message one sentence of ours. */
function isClean({ stderr, timedOut, stdout }: Outcome): void {
  expect(timedOut, `still running; so far ${stdout.slice(0, 200)} ${stderr.slice(0, 500)}`).toBe(false);
  expect(stderr).not.toMatch(/^\s+at |node:internal|Error: |\{ *$|a defect in ftpcode|UnhandledPromise/m);
  for (const line of stderr.split('\n').filter((text) => !/^$|^\[\d\]/.test(text))) expect(line).toMatch(/^ftpcode: |^\(see /);
}

const summaryOf = (stdout: string) =>
  JSON.parse(stdout.trim().split('\n').at(-1) as string) as { sources: { error?: string; lines: number }[]; counts: { replies: number } };

/**
 * In a shell line: waits until process $1 listens for SIGHUP, which Node by itself does not, and gives it a moment to read.
 * How long a start takes depends on what else the machine does.
 */
const READY =
  'ready() { for n in $(seq 150); do grep -q "^SigCgt:.*[13579bdf]$" /proc/$1/status 2>/dev/null && break; sleep 0.1; done; sleep 0.7; };';

describe.concurrent('signals', () => {
  const listening = (form: string, signal: string, more = '') =>
    `${READY} mkfifo "$0.$$"; (cat '${log}'; exec sleep 30) > "$0.$$" & feeder=$!; ${ftpcode} explain-log ${form} < "$0.$$" & p=$!; ready $p; kill -${signal} $p; ${more} wait $p; s=$?; kill $feeder; rm "$0.$$"; exit $s`;
  for (const signal of ['INT', 'TERM', 'HUP']) {
    test(`SIG${signal}: the summary of what has been read, status 130`, async () => {
      // bash has a background job ignore SIGINT: a job of its own process group gets it.
      const outcome = await shell(`set -m; ${listening('--summary --format json', signal)}`, { cwd: work.path });
      isClean(outcome);
      expect(outcome.status).toBe(130);
      expect(summaryOf(outcome.stdout)).toMatchObject({
        counts: { replies: 3 },
        sources: [{ lines: 5, error: 'interrupted before its end' }],
      });
      expect(outcome.stderr).toContain(`interrupted (SIG${signal})`);
    });
  }

  test('SIGINT to ndjson: whole lines and the summary', async () => {
    const outcome = await shell(`set -m; ${listening('--format ndjson', 'INT')}`, { cwd: work.path });
    isClean(outcome);
    expect(outcome.status).toBe(130);
    const types = outcome.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types).toEqual(['reply', 'reply', 'reply', 'summary']);
  });

  test('SIGTERM in the middle of an endless log that is read as fast as it comes: no half JSON line', async () => {
    const outcome = await shell(
      `${READY} ${ftpcode} explain-log --format ndjson < <(exec yes '550 No such file or directory.') > out.ndjson & p=$!; ready $p; kill -TERM $p; wait $p`,
      { cwd: work.path },
    );
    isClean(outcome);
    expect(outcome.status).toBe(130);
    const tail = await shell('tail -c 100000 out.ndjson | tail -n +2; rm out.ndjson', { cwd: work.path });
    for (const line of tail.stdout.trimEnd().split('\n')) JSON.parse(line);
    expect(summaryOf(tail.stdout).counts.replies).toBeGreaterThan(1000);
  });

  test('SIGTERM in an endless file: the summary', async () => {
    const outcome = await shell(
      `${READY} ${ftpcode} explain-log --summary --format json /dev/zero & p=$!; ready $p; kill -TERM $p; wait $p`,
      {
        cwd: work.path,
        limit: 10,
      },
    );
    isClean(outcome);
    expect(outcome.status).toBe(130);
    expect(summaryOf(outcome.stdout).sources).toHaveLength(1);
  });

  test('SIGINT while a slow reader holds the output back: whole lines, and the summary is still printed', async () => {
    const outcome = await shell(
      `${READY} set -m; mkfifo slow go; (read -r x < go; cat) < slow > taken & r=$!; ${ftpcode} explain-log --format ndjson < <(exec yes '550 No such file or directory.') > slow & p=$!; ready $p; kill -INT $p; sleep 0.7; echo > go; wait $p; s=$?; wait $r; cat taken; rm slow taken go; exit $s`,
      { cwd: work.path },
    );
    isClean(outcome);
    expect(outcome.status).toBe(130);
    for (const line of outcome.stdout.trimEnd().split('\n')) JSON.parse(line);
    expect(summaryOf(outcome.stdout)).toHaveProperty('type', 'summary');
  });

  test('SIGTERM while nobody reads the full pipe: the end comes all the same', async () => {
    const outcome = await shell(
      `${READY} mkfifo full; exec 9<>full; ${ftpcode} explain-log --format ndjson < <(exec yes '550 No such file or directory.') > full & p=$!; ready $p; kill -TERM $p; wait $p; s=$?; rm full; exit $s`,
      { cwd: work.path, limit: 40 },
    );
    isClean(outcome);
    expect(outcome.status).toBe(130);
    expect(outcome.seconds).toBeLessThan(25);
  });

  test.sequential('a second signal ends it at once', async () => {
    const outcome = await shell(
      `${READY} mkfifo full2; exec 9<>full2; set -m; ${ftpcode} explain-log --format ndjson < <(exec yes '550 No such file or directory.') > full2 & p=$!; ready $p; sleep 3; kill -TERM $p; sleep 0.5; kill -TERM $p; wait $p; s=$?; rm full2; exit $s`,
      { cwd: work.path, limit: 40 },
    );
    expect(outcome.status).toBe(143);
  });
});

describe.concurrent('readers that leave', () => {
  test.each([
    ['explain-log, an endless input', `yes '220 FTP server ready' | ${ftpcode} explain-log | head -n 1`],
    ['ndjson, an endless input', `yes '550 No such file or directory' | ${ftpcode} explain-log --format ndjson | head -n 1`],
    ['lookup, an endless input', `yes 550 | ${ftpcode} lookup - | head -n 1`],
    ['lookup as ndjson, an endless input', `yes 550 | ${ftpcode} lookup --format ndjson - | head -n 1`],
    ['list', `${ftpcode} list --format json | head -c 1`],
    ['help', `${ftpcode} --help | head -n 1`],
    ['a gzipped endless input', `yes '550 No such file or directory' | gzip -1 | ${ftpcode} explain-log | head -n 1`],
    [
      'several files',
      `for n in 1 2 3 4 5 6 7 8 9; do yes '550 No such file or directory' | head -n 20000 > big$n; done; ${ftpcode} explain-log big? | head -n 1`,
    ],
  ])('%s: status 0, nothing said, at once', async (_title, line) => {
    const outcome = await shell(
      `${line} > /dev/null; exit $(( \${PIPESTATUS[-2]} ))`.replace(/\| (head[^|]*) > \/dev\/null/, '| $1 > /dev/null'),
      { cwd: work.path, limit: 60 },
    );
    expect(outcome).toMatchObject({ status: 0, stderr: '', timedOut: false });
  });

  test('one that leaves while the input is silent does not keep it from ending', async () => {
    const outcome = await shell(
      `(cat '${log}'; sleep 1; cat '${log}'; sleep 3) | (${ftpcode} explain-log; echo "status $?" >&2) | head -n 1`,
      { cwd: work.path, limit: 40 },
    );
    expect(outcome.stderr).toContain('status 0');
  });
});

describe.concurrent('standard streams', () => {
  test.each([
    ['lookup', '550'],
    ['lookup of a text', "'550 No such file'"],
    ['list', 'list'],
    ['grep', 'grep passive'],
    ['explain-log', `explain-log '${log}'`],
    ['explain-log as ndjson', `explain-log --format ndjson '${log}'`],
    ['a summary', `explain-log --summary '${log}'`],
    ['help', '--help'],
    ['completion', 'completion bash'],
  ])('a full disk under %s: status 74 and one sentence', async (_title, args) => {
    const outcome = await shell(`${ftpcode} ${args} > /dev/full`);
    isClean(outcome);
    expect(outcome).toMatchObject({ status: 74, stderr: 'ftpcode: the result could not be written: no space is left on the device\n' });
  });

  test('standard output closed: no message of the system, no stack trace', async () => {
    for (const args of ['550', `explain-log '${log}'`]) {
      const outcome = await shell(`${ftpcode} ${args} >&-`);
      isClean(outcome);
      expect(outcome).toMatchObject({ status: 0, stdout: '', stderr: '' });
    }
  });

  test('standard error closed or full: the status still tells', async () => {
    expect(await shell(`${ftpcode} explain-log nowhere.log 2>&-`)).toMatchObject({ status: 66, stdout: '' });
    expect(await shell(`${ftpcode} explain-log nowhere.log 2>/dev/full`)).toMatchObject({ status: 66, stdout: '' });
  });

  test('standard input closed: an empty log', async () => {
    const outcome = await shell(`${ftpcode} explain-log --counts <&-`);
    isClean(outcome);
    expect(outcome.status).toBe(0);
    expect((await shell(`${ftpcode} lookup - <&-`)).stderr).toBe('');
  });

  test('standard input twice: the second time it is empty', async () => {
    const outcome = await shell(`printf '550\\n' | ${ftpcode} lookup --short - -`);
    isClean(outcome);
    expect(outcome.stdout.split('\n')).toHaveLength(2);
  });

  test('standard input is a folder', async () => {
    const outcome = await shell(`${ftpcode} explain-log < /tmp`);
    isClean(outcome);
    expect(outcome.status).toBe(74);
    expect(outcome.stderr).toContain('reading standard input failed');
  });

  test.runIf(python)('non-blocking output and a slow reader: nothing is lost', async () => {
    const script = `
import os,subprocess,sys,time
r,w=os.pipe(); os.set_blocking(w,False)
p=subprocess.Popen(sys.argv[1:],stdout=w,stderr=w); os.close(w); time.sleep(1); n=0
while True:
  b=os.read(r,4096)
  if not b: break
  n+=len(b); time.sleep(0.0005)
print(p.wait(), n)`;
    writeFileSync(`${work.path}/slow.py`, script);
    for (const args of ['list --format json', `explain-log --format ndjson big.log`, 'lookup --format json xyz']) {
      const outcome = await shell(
        `yes '550 No such file or directory' | head -n 3000 > big.log; ${ftpcode} ${args} | wc -c; python3 slow.py ${ftpcode} ${args}`,
        { cwd: work.path },
      );
      const [size, slow] = outcome.stdout.trim().split('\n');
      expect(slow).toBe(`0 ${size}`);
    }
  });

  test.runIf(python)('non-blocking input with pauses: nothing is lost', async () => {
    writeFileSync(
      `${work.path}/pauses.py`,
      `
import os,subprocess,sys,time
r,w=os.pipe(); os.set_blocking(r,False)
p=subprocess.Popen(sys.argv[1:],stdin=r,stdout=subprocess.PIPE); os.close(r)
for part in (b'5',b'50\\n42',b'5\\n'): time.sleep(0.2); os.write(w,part)
os.close(w); print(p.stdout.read().decode()); sys.exit(p.wait())`,
    );
    const outcome = await shell(`python3 pauses.py ${ftpcode} lookup --short -`, { cwd: work.path });
    expect(outcome.stdout).toMatch(/^550 .*\n425 /);
    expect(outcome.status).toBe(0);
  });
});

describe.concurrent('files', () => {
  test('a file that is deleted while it is read is read to its end', async () => {
    const outcome = await shell(
      `yes '550 No such file or directory' | head -n 1000 > deleted.log; mkfifo gate0; (sleep 1; rm deleted.log; echo '226 Transfer complete.') > gate0 & ${ftpcode} explain-log --counts --format json gate0 deleted.log; s=$?; rm gate0; exit $s`,
      { cwd: work.path },
    );
    isClean(outcome);
    expect(outcome.status).toBe(0);
    expect(summaryOf(outcome.stdout).counts.replies).toBe(1001);
  });

  test('a file that is truncated while it is read: status 74, the summary of what was there', async () => {
    // The pipe in front holds the command back until the file behind it has been cut.
    const outcome = await shell(
      `yes '550 No such file or directory' | head -n 1000 > cut.log; mkfifo gate; (sleep 1; : > cut.log; echo '226 Transfer complete.') > gate & ${ftpcode} explain-log --counts --format json gate cut.log; s=$?; rm gate cut.log; exit $s`,
      { cwd: work.path },
    );
    isClean(outcome);
    expect(outcome.status).toBe(74);
    expect(outcome.stderr).toMatch(/'cut.log' was truncated while it was read \(from 30000 to 0 bytes\)/);
    expect(summaryOf(outcome.stdout).counts.replies).toBe(1);
  });

  test('a file that is replaced before its turn is still the one that was named', async () => {
    const outcome = await shell(
      `echo '550 No such file or directory' > turn.log; mkfifo gate2; (sleep 1; mv turn.log turn.log.1; echo '425 other' > turn.log; echo '226 Transfer complete.') > gate2 & ${ftpcode} explain-log --counts --format json gate2 turn.log; s=$?; rm gate2 turn.log*; exit $s`,
      { cwd: work.path },
    );
    isClean(outcome);
    expect(outcome.status).toBe(0);
    expect(JSON.parse(outcome.stdout).counts.byCode).toEqual({ 226: 1, 550: 1 });
  });

  test('more files than descriptors', async () => {
    const outcome = await shell(
      `mkdir many; for n in $(seq 120); do echo '550 No such file or directory' > many/$n.log; done; ulimit -n 60; ${ftpcode} explain-log --counts --format json many/*.log`,
      { cwd: work.path },
    );
    isClean(outcome);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    expect(summaryOf(outcome.stdout).counts.replies).toBe(120);
  });

  test('hardly any descriptors left', async () => {
    // What Node itself needs differs from one version to the next.
    writeFileSync(`${work.path}/package.json`, '{}');
    writeFileSync(`${work.path}/empty.js`, '');
    for (const limit of [20, 22, 24, 26]) {
      if ((await shell(`ulimit -n ${limit}; exec '${process.execPath}' empty.js`, { cwd: work.path })).status !== 0) continue;
      const outcome = await shell(`ulimit -n ${limit}; exec ${ftpcode} explain-log --counts --format json '${log}'`);
      // Close to that the system ends it; above it works or says why not.
      if (outcome.status === 134 || outcome.status === null) continue;
      isClean(outcome);
      expect([0, 66, 70]).toContain(outcome.status);
    }
  });

  test('an input that cannot be opened: status 66, the others are read', async () => {
    mkdirSync(`${work.path}/dir`, { recursive: true });
    const outcome = await shell(`${ftpcode} explain-log --counts --format json nowhere.log dir '${log}'`, { cwd: work.path });
    isClean(outcome);
    expect(outcome.status).toBe(66);
    expect(summaryOf(outcome.stdout).counts.replies).toBe(3);
    expect(outcome.stderr.split('\n')).toHaveLength(3);
  });

  test.runIf(python)('a read error half-way: status 74, the summary of what came before', async () => {
    // The memory of a process as a file: a page with the log in it, and behind it one that is not there.
    writeFileSync(
      `${work.path}/eio.py`,
      `
import ctypes,mmap,os,subprocess,sys
libc=ctypes.CDLL(None); libc.mmap.restype=ctypes.c_void_p
page=mmap.PAGESIZE; at=libc.mmap(None,ctypes.c_size_t(2*page),3,0x22,-1,0); libc.munmap(ctypes.c_void_p(at+page),ctypes.c_size_t(page))
text=b'220 FTP server ready\\n> USER x\\n530 Login incorrect.\\n'; text=b'\\n'*(page-len(text))+text
ctypes.memmove(at,text,page)
fd=os.open('/proc/self/mem',os.O_RDONLY); os.lseek(fd,at,0)
sys.exit(subprocess.run(sys.argv[1:],stdin=fd).returncode)`,
    );
    const outcome = await shell(`python3 eio.py ${ftpcode} explain-log --counts --format json`, { cwd: work.path });
    isClean(outcome);
    expect(outcome.stderr).toMatch(/reading standard input failed half-way: EIO/);
    expect(outcome.status).toBe(74);
    expect(summaryOf(outcome.stdout).counts.replies).toBe(2);
  });

  test('a file that cannot be read at all (EIO at the first byte)', async () => {
    const outcome = await shell(`${ftpcode} explain-log --counts /proc/self/mem`);
    isClean(outcome);
    expect(outcome.status).toBe(74);
  });

  test('a cut-off gzip: what could be unpacked counts, status 74', async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `550 ${at * 7919}: No such file or directory\n`).join('');
    const packed = gzipSync(lines);
    writeFileSync(`${work.path}/cut.gz`, packed.subarray(0, packed.length / 2));
    const outcome = await shell(`${ftpcode} explain-log --counts --format json cut.gz`, { cwd: work.path });
    isClean(outcome);
    expect(outcome.status).toBe(74);
    expect(outcome.stderr).toContain("'cut.gz' is packed and damaged or cut off");
    expect(summaryOf(outcome.stdout).counts.replies).toBeGreaterThan(1000);
  });

  test('a damaged gzip, and a gzip that comes byte by byte', async () => {
    writeFileSync(`${work.path}/bad.gz`, Buffer.concat([gzipSync(LOG).subarray(0, 20), Buffer.from('rubbish'.repeat(20))]));
    const damaged = await shell(`${ftpcode} explain-log --counts bad.gz`, { cwd: work.path });
    isClean(damaged);
    expect(damaged.status).toBe(74);
    writeFileSync(`${work.path}/good.gz`, gzipSync(LOG));
    const slow = await shell(`(head -c 1 good.gz; sleep 0.4; tail -c +2 good.gz) | ${ftpcode} explain-log --counts --format json`, {
      cwd: work.path,
    });
    expect(summaryOf(slow.stdout).counts.replies).toBe(3);
  });
});

describe.concurrent('surroundings', () => {
  test('the current folder has been deleted', async () => {
    for (const args of ['550', "'530 Login incorrect.'", `explain-log --counts '${log}'`, 'list --class 6']) {
      const outcome = await shell(`mkdir -p gone.$$; cd gone.$$; rmdir ../gone.$$; ${ftpcode} ${args}`, { cwd: work.path });
      isClean(outcome);
      expect(outcome).toMatchObject({ status: 0, stderr: '' });
    }
  });

  const plain = shell(`${ftpcode} explain-log '${log}'`);
  test.each([
    ['a Turkish locale', { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', LANGUAGE: 'tr' }],
    ['the C locale', { LC_ALL: 'C' }],
    ['a locale that does not exist', { LC_ALL: 'xx_YY.nonsense' }],
    ['no HOME', {}],
    ['a HOME that is not there', { HOME: '/nowhere/at/all' }],
    ['TERM unset', { COLORTERM: 'truecolor' }],
    ['TERM unknown', { TERM: 'no-such-terminal' }],
    ['a zone behind', { TZ: 'America/St_Johns' }],
    ['a zone ahead', { TZ: 'Pacific/Kiritimati' }],
    ['a zone that does not exist', { TZ: 'Mars/Olympus' }],
    ['COLUMNS 40', { COLUMNS: '40' }],
    ['COLUMNS that is no number', { COLUMNS: '\u001b[2J' }],
  ])('%s changes nothing in a pipe', async (_title, env) => {
    const wanted = await plain;
    expect(wanted.status).toBe(0);
    // Without bash, which would complain about the locale itself.
    expect(
      await shell(
        `env ${Object.entries(env)
          .map(([name, value]) => `${name}='${value}'`)
          .join(' ')} ${ftpcode} explain-log '${log}'`,
      ),
    ).toMatchObject({ status: 0, stdout: wanted.stdout, stderr: '' });
  });

  test('a Turkish locale knows names with an I', async () => {
    const outcome = await shell(
      `env LC_ALL=tr_TR.UTF-8 ${ftpcode} --format json wsaeinval EINTR; env LC_ALL=tr_TR.UTF-8 ${ftpcode} grep -F PASSIVE | head -n 3`,
    );
    isClean(outcome);
    expect(outcome.stdout).toContain('"name":"WSAEINVAL"');
    expect(outcome.stdout).toContain('"name":"WSAEINTR"');
  });

  test.each([40, 400])('%i columns', async (columns) => {
    const outcome = await shell(
      `env TERM=xterm NO_COLOR=1 script -qec "stty cols ${columns}; ${ftpcode.replaceAll("'", '')} 227; ${ftpcode.replaceAll("'", '')} explain-log --summary ${log}" /dev/null < /dev/null`,
    );
    expect(outcome.status).toBe(0);
    const widest = Math.max(
      ...outcome.stdout
        .split(/\r?\n/)
        .filter((line) => !/https:|\S{36}/.test(line))
        .map((line) => line.length),
    );
    expect(widest).toBeLessThanOrEqual(Math.min(columns, 100));
  });

  test('a read-only file system, without a place for temporary files', async () => {
    const outcome = await shell(
      `unshare -rm bash -c 'mount -o remount,bind,ro / 2>/dev/null || mount --bind / / && mount -o remount,bind,ro /; cd /; touch /ro.$$ 2>/dev/null && exit 99; TMPDIR=/nowhere HOME=/nowhere exec ${ftpcode.replaceAll("'", '')} explain-log --counts --format json ${log}'`,
    );
    // Where the system does not allow such a view of it there is nothing to try.
    if (outcome.status === 99 || outcome.stderr.includes('unshare:') || outcome.stderr.includes('mount:')) return;
    isClean(outcome);
    expect(outcome.status).toBe(0);
  });

  test('Windows paths and carriage returns in arguments', async () => {
    const outcome = await shell(`${ftpcode} --short $'550\\r' $'530 Login incorrect.\\r\\n'; ${ftpcode} explain-log 'C:\\logs\\u_ex.log'`);
    expect(outcome.stdout.split('\n').map((line) => line.slice(0, 3))).toEqual(['550', '530', '']);
    expect(outcome.stderr).toBe("ftpcode: cannot open 'C:\\logs\\u_ex.log': there is no such file. Check the name and the folder\n");
    expect(outcome.status).toBe(66);
  });
});
