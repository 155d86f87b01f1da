// The places of other engines that ftpcode plugs into: lookup tables, a live pipe, rsyslog, GNU parallel.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { codeTable } from '../src/data.ts';
import { inWorld } from './helpers/io.ts';
import { bin } from './helpers/run.ts';
import { installed } from './helpers/shells.ts';

const work = mkdtempSync(join(tmpdir(), 'ftpcode-shippers-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
/** A block of the README by its language and a word in it. */
const block = (language: string, word: string): string => {
  const found = [...readme.matchAll(/^```(.*)\n([\s\S]*?)^```/gm)].find(([, info, text]) => info === language && text?.includes(word));
  if (!found) throw new Error(`no ${language} with ${word} in the README`);
  return found[2] as string;
};

/** Reads csv as RFC 4180 has it. */
function rowsOf(csv: string): string[][] {
  return csv
    .trimEnd()
    .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? ''),
    );
}

describe('the table as lookup data', () => {
  test('csv and tsv have stable columns, and a line for each entry', async () => {
    const head = 'code,class,category,title,retry,status,group,name,meaning,client,server,source';
    const [first, ...rows] = rowsOf((await inWorld(['list', '--format', 'csv'])).out);
    expect(first?.join(',')).toBe(head);
    expect(rows.length).toBe(codeTable().entries.length);
    for (const row of rows) expect(row.length, row[0]).toBe(12);
    expect(rows.find(([code]) => code === '450')?.slice(0, 7)).toEqual([
      '450',
      '4',
      'transient negative',
      'Requested file action not taken.',
      'later',
      'standard',
      'file system',
    ]);
    expect(rows.find(([code]) => code === '10054')?.slice(0, 3)).toEqual(['10054', '10', 'network error']);
    const tsv = (await inWorld(['list', '--format', 'tsv'])).out.trimEnd().split('\n');
    expect(tsv[0]).toBe(head.replaceAll(',', '\t'));
    expect(tsv.length).toBe(rows.length + 1);
    expect(rowsOf((await inWorld(['grep', 'passive', '--format', 'csv'])).out)[0]?.join(',')).toBe(`${head},match`);
  });

  test("a server's wordings come with a wildcard", async () => {
    const [first, ...rows] = rowsOf((await inWorld(['list', '--server', 'proftpd', '--format', 'csv'])).out);
    expect(first).toEqual(['code', 'class', 'category', 'text', 'wildcard', 'when', 'client', 'server', 'cause', 'source']);
    const wild = rows.filter(([, , , text]) => text?.includes('{'));
    expect(wild.length).toBeGreaterThan(0);
    for (const [, , , text, wildcard] of wild) expect(wildcard).toBe(text?.replace(/\{[a-z]+\}/g, '*'));
  });

  test.skipIf(!installed('awk', 'BEGIN {}'))("Logstash's dictionary is one line for each code", () => {
    const line = block('sh', 'ftpcodes.yml')
      .split('\n')
      .find((one) => one.includes('ftpcodes.yml')) as string;
    const command = line.replace(/^ftpcode/, `'${process.execPath}' '${bin}'`).replace(/> \S+/, '');
    const out = spawnSync('sh', ['-c', command]).stdout.toString();
    expect(out).toContain('"450": "Requested file action not taken."\n');
    const keys = out
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(`{${one}}`) as object)
      .flatMap(Object.keys);
    expect(new Set(keys).size).toBe(codeTable().entries.length);
  });

  test('the ClickHouse dictionary names every column', async () => {
    const names = [...block('xml', 'ftpcodes').matchAll(/<name>(\w+)<\/name>/g)].map(([, name]) => name);
    expect(['ftpcodes', ...((await inWorld(['list', '--format', 'csv'])).out.split('\r\n')[0] as string).split(',')]).toEqual(names);
  });
});

test('in a live pipe each line is answered at once', async () => {
  const child = spawn(process.execPath, [bin, 'explain-log', '--format', 'ndjson', '--fields', 'otel'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  for (const [at, code] of [220, 331, 530, 226].entries()) {
    child.stdin.write(`Mon Nov 23 02:00:00 2026 [pid 7] [anna] FTP response: Client "203.0.113.7", "${code} Words."\n`);
    for (let waited = 0; out.split('\n').length < at + 2 && waited < 5000; waited += 20) await sleep(20);
    expect(out).toContain(`"ftpcode.code":${code}`);
  }
  child.stdin.end();
  expect(await once(child, 'close')).toEqual([0, null]);
});

const free = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

describe.skipIf(process.getuid?.() !== 0 || !installed('lftp') || !existsSync('/usr/sbin/rsyslogd') || !existsSync('/usr/sbin/vsftpd'))(
  'rsyslog',
  () => {
    test('explains a vsftpd as it goes, with the configuration of the README', async () => {
      const port = await free();
      for (const name of ['ftp', 'empty', 'spool']) mkdirSync(join(work, name));
      writeFileSync(
        join(work, 'vsftpd.conf'),
        `listen=YES\nlisten_address=127.0.0.1\nlisten_port=${port}\nbackground=NO\nanonymous_enable=YES\nanon_root=${work}/ftp\nsecure_chroot_dir=${work}/empty\nseccomp_sandbox=NO\n${block('vsftpd', 'log_ftp_protocol').replace('/var/log', work)}`,
      );
      writeFileSync(join(work, 'ftpcode'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
      chmodSync(join(work, 'ftpcode'), 0o755);
      chmodSync(work, 0o755);
      writeFileSync(join(work, 'vsftpd.log'), '');
      writeFileSync(
        join(work, 'rsyslog.conf'),
        `global(workDirectory="${work}/spool")\n${block('rsyslog', 'omprog').replaceAll('/var/log', work).replace('/usr/local/bin/ftpcode', `${work}/ftpcode`)}`,
      );
      const output = join(work, 'ftp-replies.ndjson');
      const servers = [
        spawn('/usr/sbin/vsftpd', [join(work, 'vsftpd.conf')], { stdio: 'ignore' }),
        spawn('/usr/sbin/rsyslogd', ['-n', '-f', join(work, 'rsyslog.conf'), '-i', join(work, 'pid')], { stdio: 'ignore' }),
      ];
      try {
        await sleep(2000);
        spawnSync('lftp', ['-e', 'set net:max-retries 1; set net:timeout 4; put /etc/hostname; bye', `ftp://127.0.0.1:${port}`], {
          timeout: 15_000,
        });
        const told = () => (existsSync(output) ? readFileSync(output, 'utf8') : '');
        // While both run: nothing waits for an end.
        for (let waited = 0; !told().includes('"code":"550"') && waited < 15_000; waited += 100) await sleep(100);
        const record = told()
          .split('\n')
          .find((line) => line.includes('"code":"550"'));
        expect(JSON.parse(record ?? 'null')).toMatchObject({
          message: 'Permission denied.',
          client: { ip: '127.0.0.1' },
          file: { path: 'hostname' },
          event: { outcome: 'failure', reason: expect.stringContaining('anon_upload_enable') },
        });
      } finally {
        for (const server of servers) server.kill('SIGTERM');
        await Promise.all(servers.map((server) => server.exitCode ?? once(server, 'exit')));
      }
    });
  },
);

test.skipIf(!installed('parallel'))('GNU parallel: parts at once, then merge, as one run over the whole', () => {
  const folder = join(work, 'parallel');
  mkdirSync(folder);
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/ftpcode'), `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(join(folder, 'bin/ftpcode'), 0o755);
  for (const day of [21, 22, 23])
    writeFileSync(
      join(folder, `vsftpd.log-202611${day}`),
      `Mon Nov ${day} 02:00:03 2026 [pid ${day}] [anna] FTP response: Client "203.0.113.${day}", "530 Login incorrect."\n`,
    );
  const env = { PATH: `${join(folder, 'bin')}:${process.env.PATH}`, HOME: folder };
  const together = spawnSync('sh', ['-c', block('sh', 'parallel').replaceAll('/archive/', '')], { cwd: folder, env });
  expect(together.stderr.toString()).toBe('');
  const whole = spawnSync('sh', ['-c', 'ftpcode explain-log --format json vsftpd.log-*'], { cwd: folder, env });
  expect(JSON.parse(readFileSync(join(folder, 'whole.json'), 'utf8'))).toEqual(JSON.parse(whole.stdout.toString()));
});
