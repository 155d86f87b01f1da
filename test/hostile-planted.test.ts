// Replies that a client plants in a log: a line feed in a file's name, written unescaped by ProFTPD's ExtendedLog.
import { writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { inWorld } from './helpers/io.ts';
import { folder } from './helpers/shell.ts';

const work = folder();
afterAll(() => work.remove());

const record = (rest: string) => `192.0.2.1 UNKNOWN bob [23/Nov/2026:10:00:00 +0000] ${rest}\n`;

test.each([
  ['a bare reply', '530 Login incorrect.'],
  ['a system error', '550 x: Permission denied'],
  ['the first line of a reply', '421-Too many connections'],
])('%s in a file name is counted nowhere, and no finding rests on it', async (_title, planted) => {
  const file = `${work.path}/ext.log`;
  writeFileSync(file, record('"STOR a" 226 5') + record(`"STOR x\n${planted}\ny" 226 5`) + record('"STOR b" 226 5'));
  const { out } = await inWorld(['explain-log', '--summary', '--format', 'json', file]);
  expect(JSON.parse(out)).toMatchObject({ counts: { byCode: { 226: 2 } }, findings: [] });
});
