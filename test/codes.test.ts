// Laws that every entry of codes.json keeps. None counts entries: a new code is one entry and no test changes.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { keyOf, parseCodes } from '../src/codes/code.ts';
import { functionGroup, replyClass } from '../src/codes/digits.ts';
import { parseQuery } from '../src/codes/query.ts';
import { codeTable } from '../src/data.ts';

const table = codeTable();
const reference = new URL('../../shared/reference/', import.meta.url);

describe('codes.json', () => {
  test('is sorted and unique: codes by number, then sub-status', () => {
    const order = table.entries.map(({ code, substatus }) => code ?? 1_000_000 + (substatus as number));
    expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
  });

  test('every example is read back as its own code', () => {
    for (const entry of table.entries) {
      for (const example of entry.examples ?? []) {
        if (entry.status === 'network-error')
          expect(example).toMatch(new RegExp([entry.code, entry.name, entry.posix].filter((name) => name).join('|')));
        else expect(parseQuery(example), example).toMatchObject({ code: entry.code });
      }
    }
  });

  test('related codes are in the table', () => {
    for (const entry of table.entries)
      for (const code of entry.related ?? []) expect(table.get(code), `${keyOf(entry)} -> ${code}`).toBeDefined();
  });

  test('a standard code cites an RFC, every other one says who has it', () => {
    for (const entry of table.entries) {
      if (entry.status === 'standard')
        expect(
          entry.sources.some((source) => 'rfc' in source),
          keyOf(entry),
        ).toBe(true);
      expect(entry.sources.length, keyOf(entry)).toBeGreaterThan(0);
    }
  });

  test('a positive reply needs no repeating, a negative one says whether it helps', () => {
    for (const { code, retry, status } of table.entries) {
      if (code === undefined || status === 'network-error' || code > 699 || code < 100) continue;
      const negative = code >= 400 && code <= 599;
      expect(retry === 'not-needed', String(code)).toBe(!negative);
    }
  });
});

describe.skipIf(!existsSync(new URL('rfc-codes.json', reference)))('codes.json against the checked facts', () => {
  const file = new URL('rfc-codes.json', reference);
  type Fact = { code: string; status: string; standard_text: string; sent_in_reply_to?: string[] };
  // The body of a skipped group is run all the same.
  const facts = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Fact[]) : [];

  test('every code of an RFC in force is there with the standard text', () => {
    for (const fact of facts.filter(({ status }) => /in force/i.test(status) && !/historic|obsolete/i.test(status))) {
      const entry = table.get(Number(fact.code));
      expect(entry?.status, fact.code).toBe('standard');
      if (fact.standard_text && !/^63/.test(fact.code)) expect(entry?.title, fact.code).toBe(fact.standard_text);
    }
  });

  test('every code of the list that the project began with is found', () => {
    const seed = [...readFileSync(new URL('seed-codes.txt', reference), 'utf8').matchAll(/^(\d{3,5}) /gm)].map(([, code]) => Number(code));
    expect(seed.filter((code) => table.get(code) === undefined)).toEqual([]);
  });

  test('where the popular text is wrong, both stand there', () => {
    for (const code of [231, 232, 234, 450, 452, 534, 10068]) expect(table.get(code)?.popular, String(code)).toBeDefined();
  });

  test('every code that surveyed servers send is there', () => {
    const rows = readFileSync(new URL('server-replies.tsv', reference), 'utf8')
      .split('\n')
      .slice(1)
      .map((row) => row.split('\t')[1] ?? '');
    const sent = [...new Set(rows.filter((code) => /^\d{3}$/.test(code)))];
    expect(sent.filter((code) => table.get(Number(code)) === undefined)).toEqual([]);
  });
});

describe('parseCodes names what is wrong', () => {
  const good = {
    code: 425,
    title: 'T',
    status: 'standard',
    meaning: 'M',
    commands: [],
    causes: ['C'],
    actions: { client: ['A'], server: [] },
    retry: 'later',
    sources: [{ rfc: 959, section: '4.2' }],
  };
  const cases: [string, object, string][] = [
    ['no https', { ...good, sources: [{ title: 'x', url: 'http://example.com' }] }, '425.sources[0].url: not https'],
    ['no cause', { ...good, causes: [] }, '425.causes: needs at least 1'],
    ['empty text', { ...good, meaning: ' ' }, '425.meaning: not a text'],
    ['unknown status', { ...good, status: 'real' }, '425.status: unknown: real'],
    ['code and sub-status', { ...good, substatus: 1 }, 'needs either code or substatus'],
  ];
  test.each(cases)('%s', (_title, entry, message) => {
    expect(() => parseCodes({ codes: [entry] })).toThrow(message);
  });
  test('a good one passes', () => {
    expect(parseCodes({ codes: [good] })).toHaveLength(1);
  });
});

describe('digits', () => {
  test.each([
    [110, '1yz', 'information'],
    [226, '2yz', 'connections'],
    [331, '3yz', 'authentication and accounting'],
    [450, '4yz', 'file system'],
    [500, '5yz', 'syntax'],
    [631, '6yz', 'authentication and accounting'],
    [540, '5yz', undefined],
  ])('%i', (code, mask, group) => {
    expect(replyClass(code)?.mask).toBe(mask);
    expect(functionGroup(code)).toBe(group);
  });
  test.each([0, 99, 700, 999])('%i has no class', (code) => expect(replyClass(code)).toBeUndefined());
});
