// The library gives what the command prints, takes a log in any pieces, and explains another client's error.
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Client, FTPError } from 'basic-ftp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codes, explainLog, explainReply, type LogRecord, lookup } from '../src/index.ts';
import { inWorld } from './helpers/io.ts';
import { run } from './helpers/run.ts';

const LOG = [
  '---- Connected to example',
  '<--- 220 (vsFTPd 3.0.5)',
  '---> USER anna',
  '<--- 331 Please specify the password.',
  '---> PASS secret',
  '<--- 530 Login incorrect.',
  '<--- 211-Features:',
  '<---  UTF8',
  '<--- 211 End',
  '---> STOR ä.txt',
  '<--- 553 Could not create file.',
].map((line) => `${line}\r\n`);

async function collect(source: Parameters<typeof explainLog>[0], options?: Parameters<typeof explainLog>[1]): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const record of explainLog(source, options)) records.push(record);
  return records;
}

describe('lookup', () => {
  test.each([
    '550',
    '55x',
    'ECONNRESET',
    '530.33',
    '540',
    '425 Unable to build data connection: Operation not permitted',
    '227 Entering Passive Mode (192,168,1,5,195,80)',
  ])('%s is what the command prints', async (query) => {
    expect(JSON.parse((await inWorld(['lookup', '--format', 'json', query])).out)).toEqual([JSON.parse(JSON.stringify(lookup(query)))]);
  });

  test('takes a number, a server and a command of any case', () => {
    expect(lookup(550)).toEqual(lookup('550'));
    expect(lookup('550 Permission denied.', { server: 'VSFTPD', command: 'stor' }).wording?.servers).toEqual(['vsftpd']);
  });

  test.each(['', 'constructor', '1234', '__proto__'])('%j is refused with the reason', (query) =>
    expect(() => lookup(query)).toThrow(RangeError));
  test('an unknown server is refused', () => expect(() => lookup('550', { server: 'nobody' })).toThrow("no server 'nobody'"));
});

describe('explainReply', () => {
  test.each([
    [550, 'Permission denied.'],
    [229, 'Entering Extended Passive Mode (|||50000|)'],
    [421, 'Too many users.\nCome back later.'],
  ])('%i %s is what the command prints', async (code, text) => {
    expect(JSON.parse((await inWorld(['lookup', '--format', 'json', `${code} ${text}`])).out)).toEqual([
      JSON.parse(JSON.stringify(explainReply(code, text))),
    ]);
  });

  test('an empty text still has cause and fix', () =>
    expect(explainReply(550, '')).toMatchObject({
      text: '',
      wording: null,
      cause: expect.stringMatching(/\w/),
      fix: expect.stringMatching(/\w/),
    }));
  test.each([-1, 5.5, 700, 55000, Number.NaN])('%d is refused', (code) => expect(() => explainReply(code, 'x')).toThrow(RangeError));
});

describe('explainLog', () => {
  const bytes = new TextEncoder().encode(LOG.join(''));
  const wanted = collect([bytes]);

  test('yields what the command prints', async () => {
    const printed = run(['explain-log', '--format', 'ndjson'], { input: bytes }).stdout;
    expect(
      printed
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(JSON.parse(JSON.stringify(await wanted)));
  });

  test('sees each reply, and the summary last', async () => {
    const records = await wanted;
    expect(records.map((record) => (record.type === 'reply' ? record.code : record.type))).toEqual([220, 331, 530, 211, 553, 'summary']);
    expect(records.find((record) => record.type === 'reply' && record.code === 553)).toMatchObject({
      command: 'STOR ä.txt',
      cause: expect.any(String),
      fix: expect.any(String),
    });
  });

  test.each([1, 2, 3, 7, 64])('bytes in pieces of %i change nothing', async (size) => {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size));
    expect(await collect(pieces)).toEqual(await wanted);
  });

  test('lines, lines with their ends and one text are the same log', async () => {
    expect(await collect(LOG.map((line) => line.replace(/\r\n$/, '')))).toEqual(await wanted);
    expect(await collect(LOG)).toEqual(await wanted);
    expect(await collect([LOG.join('')])).toEqual(await wanted);
  });

  test('a text cut inside a line is put together', async () => {
    const text = LOG.join('');
    const at = text.indexOf('incorrect');
    expect(await collect([text.slice(0, at), text.slice(at)])).toEqual(await wanted);
  });

  test('takes a web stream and a name', async () => {
    const [first] = await collect(new Blob([bytes]).stream(), { file: 'a.log' });
    expect(first).toMatchObject({ type: 'reply', file: 'a.log' });
  });

  test('an unknown log format is refused', async () => {
    await expect(collect([], { logFormat: 'nobody' })).rejects.toThrow("no log format 'nobody'");
  });
});

test('the table is at hand', () => expect(codes().get(550)?.status).toBe('standard'));

describe("basic-ftp's error", () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((socket) => {
      socket.write('220 (vsFTPd 3.0.5)\r\n');
      socket.on('data', (data) => {
        const command = String(data);
        socket.write(
          command.startsWith('USER')
            ? '331 Please specify the password.\r\n'
            : command.startsWith('PASS')
              ? '530 Login incorrect.\r\n'
              : '500 Unknown command.\r\n',
        );
      });
      socket.on('error', () => {});
    });
    await new Promise<void>((done) => {
      server.listen(0, '127.0.0.1', done);
    });
  });
  afterAll(() => server.close());

  test('is explained by its message', async () => {
    const client = new Client();
    const error: unknown = await client
      .access({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, user: 'anna', password: 'x' })
      .catch((reason: unknown) => reason);
    client.close();
    expect(error).toBeInstanceOf(FTPError);
    const reply = lookup((error as FTPError).message);
    expect(reply).toMatchObject({
      code: 530,
      text: 'Login incorrect.',
      category: 'permanent negative',
      cause: expect.any(String),
      fix: expect.any(String),
    });
  });
});
