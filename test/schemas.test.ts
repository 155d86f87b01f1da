// What is shipped and printed is as the schemas say; fields that no schema names fail here, so that none stays undescribed.
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { serverWordings } from '../src/data.ts';
import { formats } from '../src/log/formats/index.ts';
import { inWorld } from './helpers/io.ts';
import { run } from './helpers/run.ts';

const folder = new URL('../src/schemas/', import.meta.url);
const schemas = readdirSync(folder).map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as AnySchemaObject);

/** Readers must bear fields that they do not know; we ourselves must know all. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === 'const' || key === 'enum' ? value : closed(value)]),
  );
  return copy.type === 'object' && copy.properties && !('additionalProperties' in copy) ? { ...copy, additionalProperties: false } : copy;
}

const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: false });
for (const schema of schemas) ajv.addSchema(closed(schema) as AnySchemaObject);

function problems(schema: string, value: unknown): string {
  const validate = ajv.getSchema(`https://unpkg.com/ftpcode/dist/schemas/${schema}`);
  if (!validate) throw new Error(`no schema ${schema}`);
  if (validate(value)) return '';
  const errors = (validate.errors ?? []).slice(0, 20);
  return errors.map(({ instancePath, message, params }) => `${instancePath} ${message}: ${JSON.stringify(params)}`).join('\n');
}

const lines = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')) as unknown;

/** Every sample of every log format, one after the other: every kind of record there is. */
const samples = `${formats.flatMap((format) => format.samples.flatMap((sample) => sample.lines)).join('\n')}\n`;

test('each schema is one, and says whose it is', () => {
  for (const schema of schemas) {
    expect(ajv.validateSchema(schema), JSON.stringify(ajv.errors)).toBe(true);
    expect(schema).toMatchObject({
      $id: expect.stringMatching(/^https:\/\/\S+\.schema\.json$/),
      title: expect.any(String),
      description: expect.any(String),
    });
  }
});

test('codes.json', () => expect(problems('codes.schema.json', read('codes.json'))).toBe(''));
test.each(serverWordings().map((server) => [server.server, server] as const))('wordings of %s', (_name, server) =>
  expect(problems('wordings.schema.json', [server])).toBe(''));

describe('lookup', () => {
  const queries = [
    '550',
    '5xx',
    '1yz',
    '540',
    'ECONNRESET',
    '530.33',
    '530.99',
    '70x',
    'nonsense',
    '-1',
    '227 Entering Passive Mode (192,168,1,5,195,80)',
    '211-Features:\n UTF8\n211 End',
    '450 x: Permission denied',
    '530 Login incorrect.',
    '257 "/a""b" is current',
  ];
  test('json', async () =>
    expect(problems('lookup.schema.json', JSON.parse((await inWorld(['lookup', '--format', 'json', ...queries])).out))).toBe(''));
  test('json with a server', async () =>
    expect(
      problems('lookup.schema.json', JSON.parse((await inWorld(['lookup', '--server', 'vsftpd', '--format', 'json', '530'])).out)),
    ).toBe(''));
  test('ndjson', async () => {
    for (const line of lines((await inWorld(['lookup', '--format', 'ndjson', ...queries])).out))
      expect(problems('lookup-line.schema.json', line), JSON.stringify(line).slice(0, 300)).toBe('');
  });
});

describe('list and grep', () => {
  test.each([[['list']], [['grep', 'data']]])('%j', async (args) => {
    expect(problems('list.schema.json', JSON.parse((await inWorld([...args, '--format', 'json'])).out))).toBe('');
    for (const line of lines((await inWorld([...args, '--format', 'ndjson'])).out))
      expect(problems('list.schema.json#/$defs/line', line)).toBe('');
  });
  test('list --server', async () => {
    expect(problems('server-list.schema.json', JSON.parse((await inWorld(['list', '--server', 'proftpd', '--format', 'json'])).out))).toBe(
      '',
    );
    for (const line of lines((await inWorld(['list', '--server', 'proftpd', '--format', 'ndjson'])).out))
      expect(problems('server-list.schema.json#/$defs/line', line)).toBe('');
  });
});

describe('explain-log', () => {
  test.each([[[]], [['--counts']], [['--summary']], [['--findings']]])('json %j', (args) => {
    expect(problems('log.schema.json', JSON.parse(run(['explain-log', '--format', 'json', ...args], { input: samples }).stdout))).toBe('');
  });
  test('ndjson', () => {
    const records = lines(run(['explain-log', '--format', 'ndjson'], { input: samples }).stdout) as { type: string }[];
    for (const record of records) expect(problems('log-line.schema.json', record), JSON.stringify(record).slice(0, 300)).toBe('');
    expect(new Set(records.map(({ type }) => type))).toEqual(new Set(['reply', 'event', 'summary']));
  });
});

describe.each(['ecs', 'otel'])('--fields %s', (set) => {
  test.each([
    [['--format', 'ndjson']],
    [['--format', 'json']],
    [['--format', 'ndjson', '--summary', '--redact']],
    [['--format', 'ndjson', '--counts']],
  ])('%j', (args) => {
    const records = lines(run(['explain-log', '--fields', set, ...args], { input: samples }).stdout);
    for (const record of records) expect(problems(`${set}-line.schema.json`, record), JSON.stringify(record).slice(0, 300)).toBe('');
  });
});

describe('a schema refuses', () => {
  test.each<[string, string, unknown]>([
    [
      'a field that nobody described',
      'log-line.schema.json',
      { type: 'event', file: '-', line: 1, event: 'login', text: '', logFormat: 'x', more: 1 },
    ],
    ['another schema', 'log.schema.json', { schema: 'ftpcode.log/2', sources: [], counts: {}, findings: [] }],
    ['a code that is a text', 'lookup.schema.json', [{ query: '1', code: '1' }]],
  ])('%s', (_title, schema, value) => expect(problems(schema, value)).not.toBe(''));
});
