// Records under the field names of others: what stands where, and that nothing is lost on the way.
import { describe, expect, test } from 'vitest';
import { renamedRecord } from '../src/render/field-names.ts';
import { inWorld } from './helpers/io.ts';
import { run } from './helpers/run.ts';

const log = `Mon Nov 23 02:00:00 2026 [pid 7] CONNECT: Client "203.0.113.7"
Mon Nov 23 02:00:01 2026 [pid 7] [anna] FTP command: Client "203.0.113.7", "STOR a b.txt"
Mon Nov 23 02:00:02 2026 [pid 7] [anna] FTP response: Client "203.0.113.7", "550 Permission denied."
Mon Nov 23 02:00:03 2026 [pid 7] [anna] FAIL LOGIN: Client "203.0.113.7"
`;
const records = (set: string | undefined, input = log): Record<string, never>[] =>
  run(['explain-log', '--format', 'ndjson', ...(set ? ['--fields', set] : [])], { input })
    .stdout.trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, never>);

const [, ours] = records(undefined) as unknown as { cause: string; fix: string; causeId: string }[];

test('ecs', () => {
  const [connected, reply, login, summary] = records('ecs').filter((record) => JSON.stringify(record).includes('"kind":"alert"') === false);
  expect(connected).toMatchObject({
    event: { kind: 'event', action: 'connected', category: ['network'], type: ['connection', 'start'], outcome: 'success' },
    log: { level: 'info' },
  });
  expect(reply).toMatchObject({
    '@timestamp': '2026-11-23T02:00:02',
    message: 'Permission denied.',
    ecs: { version: '8.11.0' },
    log: { level: 'error' },
    event: { kind: 'event', dataset: 'ftpcode.reply', code: '550', outcome: 'failure', reason: ours?.cause },
    client: { address: '203.0.113.7', ip: '203.0.113.7' },
    user: { name: 'anna' },
    file: { path: 'a b.txt' },
    error: { type: ours?.causeId },
    network: { protocol: 'ftp' },
    ftpcode: { command: 'STOR a b.txt', session: '7', log_format: 'vsftpd-protocol', fix: ours?.fix, line: 3 },
  });
  expect(reply?.log).not.toHaveProperty('file');
  expect(login).toMatchObject({
    event: { action: 'login-failed', category: ['authentication'], outcome: 'failure' },
    log: { level: 'error' },
  });
  expect(summary).toMatchObject({ event: { kind: 'metric', dataset: 'ftpcode.summary' }, ftpcode: { counts: { byCode: { 550: 1 } } } });
});

test('otel', () => {
  const reply = records('otel').find(({ EventName }) => EventName === 'ftpcode.reply');
  expect(reply).toMatchObject({
    Timestamp: '2026-11-23T02:00:02',
    SeverityText: 'ERROR',
    SeverityNumber: 17,
    Body: 'Permission denied.',
    Attributes: {
      'network.protocol.name': 'ftp',
      'client.address': '203.0.113.7',
      'user.name': 'anna',
      'session.id': '7',
      'file.path': 'a b.txt',
      'error.type': ours?.causeId,
      'ftpcode.code': 550,
      'ftpcode.cause': ours?.cause,
    },
  });
});

test('a name is no address of a client, a time without its date no instant, and standard input no path', () => {
  const record = {
    type: 'event',
    file: '-',
    line: 1,
    event: 'upload',
    text: 'x',
    client: 'host.example',
    time: '02:00:01',
    logFormat: 'x',
  } as const;
  expect(renamedRecord(record, 'ecs')).toEqual({
    message: 'x',
    log: { level: 'info' },
    ecs: { version: '8.11.0' },
    event: {
      kind: 'event',
      module: 'ftpcode',
      dataset: 'ftpcode.event',
      category: ['file'],
      type: ['creation'],
      outcome: 'success',
      action: 'upload',
    },
    network: { protocol: 'ftp' },
    client: { address: 'host.example' },
    ftpcode: { line: 1, log_format: 'x', time: '02:00:01' },
  });
  expect(renamedRecord({ ...record, file: '/a.log', client: '2001:db8::1' }, 'ecs')).toMatchObject({
    log: { file: { path: '/a.log' } },
    client: { ip: '2001:db8::1' },
  });
  expect(renamedRecord(record, 'otel')).toEqual({
    SeverityText: 'INFO',
    SeverityNumber: 9,
    EventName: 'ftpcode.event',
    Body: 'x',
    Attributes: {
      'network.protocol.name': 'ftp',
      'client.address': 'host.example',
      'ftpcode.event': 'upload',
      'ftpcode.line': 1,
      'ftpcode.log_format': 'x',
      'ftpcode.time': '02:00:01',
    },
  });
});

test('every field of a record has a place, whatever the set', () => {
  const values = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value).flatMap(values) : [String(value)];
  const plain = records(undefined);
  for (const set of ['ecs', 'otel']) {
    for (const [at, record] of records(set).entries()) {
      const { type, file, ...wanted } = plain[at] as unknown as { type: string; file: string };
      expect(values(record)).toEqual(expect.arrayContaining(values(wanted).filter((value) => value !== '-')));
    }
  }
});

describe('refuses', () => {
  test.each([
    [['--format', 'ndjson', '--fields', 'splunk'], "ftpcode: --fields takes ecs or otel, not 'splunk'\n"],
    [['--fields', 'ecs'], 'ftpcode: --fields names the fields of json and ndjson: give --format ndjson too\n'],
  ])('%j', async (args, err) => expect(await inWorld(['explain-log', ...args])).toMatchObject({ status: 64, out: '', err }));
});
