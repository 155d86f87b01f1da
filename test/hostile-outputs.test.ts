// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
// Attacks on what reads the output (spreadsheets, tables, links), on what is said with --redact, and on the arguments and
// files that a user passes on from others.
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { csvField, renderRows, tsvField } from '../src/render/rows.ts';
import { hyperlink, withoutLinks } from '../src/render/hyperlink.ts';
import { makeTheme } from '../src/render/theme.ts';
import { KnownNames } from '../src/known-names.ts';
import { isSafe } from './helpers/fuzz.ts';
import { inWorld } from './helpers/io.ts';
import { folder } from './helpers/shell.ts';
import { holds, tried } from './helpers/tried.ts';

const work = folder();
afterAll(() => work.remove());

/** Writes a file that the tests share nothing of. */
function file(name: string, text: string): string {
  const path = `${work.path}/${name}`;
  writeFileSync(path, text);
  return path;
}

/** What no run may do, whatever it was given. */
async function isDecent(args: readonly string[]): Promise<{ out: string; err: string; status: number }> {
  const outcome = await inWorld(args);
  expect(outcome.err, args.join(' ').slice(0, 200)).not.toMatch(/a defect in ftpcode|^\s+at /m);
  expect(outcome.status).not.toBe(70);
  expect(isSafe(outcome.out) && isSafe(outcome.err), args.join(' ').slice(0, 200)).toBe(true);
  return outcome;
}

describe('forms', () => {
  const plain = makeTheme(false);
  const row = (text: string) => ({ key: text, category: text, text, detail: text, columns: { code: text, title: text } as never });
  const drawn = (text: string, form: 'csv' | 'tsv' | 'markdown' | 'plain') => renderRows([row(text)], form, { theme: plain, width: 80 });

  test.each(['=', '+', '-', '@', '\t', '\r', '\0'])('csv: a cell that begins with %j is no formula', (start) => {
    const cell = csvField(`${start}cmd|' /C calc'!A0`);
    expect(cell.replace(/^"/, '')).toMatch(/^'/);
    expect(drawn(`${start}1+1`, 'csv').split('\r\n')[1]).toMatch(/^"?'/);
  });

  test('csv: RFC 4180 reads every text back', ({ task }) => {
    holds(
      task,
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), (cells) => {
        const line = `,${cells.map(csvField).join(',')}`;
        const read = [...line.matchAll(/,(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)].map(
          ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare,
        );
        return JSON.stringify(read) === JSON.stringify(cells.map((cell) => (/^[=+\-@\t\r\0]/.test(cell) ? `'${cell}` : cell)));
      }),
      { numRuns: 2000 },
    );
  });

  test('tsv and plain: a tab and a line end are escaped, and read back', ({ task }) => {
    holds(
      task,
      fc.property(fc.string({ unit: fc.constantFrom('\t', '\n', '\r', '\\', 't', 'n', 'r', 'é') }), (text) => {
        const field = tsvField(text);
        const back = field.replace(/\\(.)/g, (_whole, char: string) => ({ t: '\t', n: '\n', r: '\r', '\\': '\\' })[char] ?? '');
        return !/[\t\n\r]/.test(field) && back === text;
      }),
      { numRuns: 2000 },
    );
    expect(drawn('a\tb\nc', 'tsv').split('\n')[1]?.split('\t')).toHaveLength(2);
    expect(drawn('a\tb\nc', 'plain').match(/[\t\n]/g)).toEqual(['\t', '\n']);
  });

  test('markdown: pipes, brackets and tags are text', () => {
    const [, , body = ''] = drawn('a|b [x](javascript:alert(1)) <img src=x> *y* _z_ `q`\n| new | row |', 'markdown').split('\n');
    expect(body.replace(/\\./g, '').match(/\|/g)).toHaveLength(5);
    expect(body.replace(/\\./g, '')).not.toMatch(/[[\]<>*_`]/);
    expect(drawn('a\nb', 'markdown').split('\n')).toHaveLength(4);
  });

  test('links: no address ends its sequence or begins another', ({ task }) => {
    holds(
      task,
      fc.property(fc.string({ unit: 'binary' }), (url) => {
        const link = hyperlink(`https://e.org/${url}\u0007\u001b]8;;https://evil.example\u0007`, 'x');
        return withoutLinks(link) === 'x' && link.split('\u001b').length === 3 && link.split('\u0007').length === 3;
      }),
      { numRuns: 2000 },
    );
  });

  test('lone surrogates: in a query, a pattern, a name of a file, a format', async () => {
    for (const lone of ['\ud800', '\udfff', 'a\udc00b', '\ud83d'])
      for (const args of [
        [`550 ${lone}`],
        [lone],
        ['grep', lone],
        ['explain-log', `${lone}.log`],
        ['--format', lone, '550'],
        ['--format', 'json', `550 ${lone}`],
      ])
        await isDecent(args);
  });

  test('a hostile text in every form of lookup', async () => {
    const text = '550 =cmd|x\u001b]8;;https://evil.example\u0007 [a](b) \u202e"\'`$(id)\\';
    for (const more of [
      ['--format', 'text'],
      ['--format', 'json'],
      ['--format', 'ndjson'],
      ['--short'],
      ['-e'],
      ['--server', 'vsftpd'],
      ['--command', '\u001b[2J'],
    ])
      await isDecent([...more, text]);
    const { out } = await inWorld([text, '--hyperlink=always']);
    expect(isSafe(withoutLinks(out))).toBe(true);
    expect(out).not.toContain('\u001b]8;;https://evil');
  });
});

describe('arguments', () => {
  const log = file('a.log', '220 ready\n> USER x\n331 Password required\n530 Login incorrect.\n');

  test.each([
    '-1',
    '1e3',
    '1e309',
    'NaN',
    '99999999999999999999',
    '0x10',
    '10001',
    '',
    ' ',
    '\u0661',
  ])('--context %j is a number of lines or refused', async (value) => {
    const { status } = await isDecent(['explain-log', '--only', '5xx', `--context=${value}`, log]);
    expect([0, 64]).toContain(status);
  });

  test('--context takes no more memory than is shown', async () => {
    const long = file('long.log', `${'x'.repeat(60)}\n`.repeat(30_000));
    expect((await isDecent(['explain-log', '--only', '5xx', '--context=10000', long])).out.length).toBeLessThan(10_000);
  });

  test('--log-format: any text is a format or is refused in one sentence', async () => {
    const specs = [
      '%',
      '%%',
      '%s',
      `%s${'%r'.repeat(3000)}`,
      '%{',
      `%{${'x'.repeat(500)}}e %s`,
      '%s\u001b[2J',
      '%s%s%s%s%s%s%s%s',
      '#Fields: sc-status __proto__ constructor',
      '#Fields: sc-status sc-status',
      `#Fields: sc-status${' x'.repeat(5000)}`,
      '__proto__',
      'constructor',
      '%r%r%r%r%r%r%r%r%s',
    ];
    const hostile = file('cols.log', `${'a b '.repeat(900)}550\n__proto__ constructor 550\n${'" '.repeat(2000)}550\n`);
    for (const spec of specs) {
      const started = performance.now();
      const { status } = await isDecent(['explain-log', '--summary', '--log-format', spec, hostile]);
      expect([0, 64], spec.slice(0, 40)).toContain(status);
      expect(performance.now() - started, spec.slice(0, 40)).toBeLessThan(8000);
    }
  }, 60_000);

  test('--fields: names that mean something to JavaScript stay names', async () => {
    const names = file(
      'proto.log',
      ['__proto__', 'constructor', 'prototype']
        .map((user, at) => `Mon Nov 23 10:00:00 2026 [pid ${at}] [${user}] FTP response: Client "${user}", "550 /${user}: No such file"\n`)
        .join(''),
    );
    for (const set of ['ecs', 'otel']) {
      const { out } = await isDecent(['explain-log', '--format', 'ndjson', '--fields', set, names]);
      for (const line of out.trim().split('\n')) JSON.parse(line);
      expect(out).toContain('__proto__');
    }
    expect(Object.prototype).not.toHaveProperty('name');
    for (const set of ['__proto__', 'constructor', '\u001b[2J'])
      expect((await isDecent(['explain-log', '--format', 'ndjson', '--fields', set, names])).status).toBe(64);
  });

  test('completion, --server and the verbs know no name that they were not given', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', '\u001b]0;x\u0007', '$(id)', '../../etc/passwd'])
      for (const args of [
        ['completion', name],
        ['--server', name, '550'],
        ['list', '--server', name],
        ['list', '--class', name],
        ['list', '--group', name],
        ['list', '--status', name],
      ]) {
        const { status } = await isDecent(args);
        expect([1, 64], args.join(' ')).toContain(status);
      }
  });
});

describe('merge', () => {
  const whole = {
    schema: 'ftpcode.log/1',
    sources: [],
    counts: {
      replies: 0,
      byCode: {},
      byCategory: {},
      events: {},
      commands: 0,
      failuresByClient: {},
      failuresByUser: {},
      failuresByHour: {},
    },
    findings: [],
  };
  const finding = {
    cause: 'wrong-password',
    title: 'x',
    severity: 'error',
    count: 1,
    evidence: [],
    fix: 'y',
    confidence: 'likely',
    clients: [],
    users: [],
  };
  const source = { file: 'a', lines: 1, replies: 1, events: 0, logFormats: {} };
  const json = (change: object) => JSON.stringify({ ...whole, ...change });
  test.each([
    [
      'keys of prototypes',
      '{"schema":"ftpcode.log/1","__proto__":{"polluted":1},"sources":[],"counts":{"replies":0,"byCode":{"__proto__":1,"constructor":2},"byCategory":{},"events":{},"commands":0,"failuresByClient":{"__proto__":1},"failuresByUser":{},"failuresByHour":{}},"findings":[]}',
    ],
    ['huge numbers', json({ counts: { ...whole.counts, replies: 1e308 } })],
    [
      'numbers that add up to more than a number holds',
      json({ counts: { ...whole.counts, replies: Number.MAX_SAFE_INTEGER, byCode: { 550: Number.MAX_SAFE_INTEGER } } }),
    ],
    ['negative and broken numbers', json({ counts: { ...whole.counts, byCode: { 550: -1, 551: 0.5 } } })],
    ['codes that are none', json({ counts: { ...whole.counts, byCode: { '\u001b[2J': 1, '-5': 2, 99999: 3 } } })],
    ['sources that are bent', json({ sources: [{}, { file: 5 }, { ...source, limits: 'x', logFormats: null, error: { a: 1 } }] })],
    [
      'sources with control characters',
      json({
        sources: [{ ...source, file: '\u001b]0;x\u0007', logFormats: { '\u202e': 1 }, limits: { '\u009b': 1 }, error: '\u001b[2J' }],
      }),
    ],
    [
      'findings that are bent',
      json({
        findings: [
          {
            ...finding,
            evidence: [null, 5, {}],
            clients: [5, null],
            users: [{}],
            title: 7,
            severity: 'x',
            fix: null,
            alternatives: 5,
            confidence: {},
          },
        ],
      }),
    ],
    [
      'findings with control characters',
      json({
        findings: [
          {
            ...finding,
            cause: '\u001b[2J',
            title: '\u202e',
            severity: '\u001b',
            confidence: '\u009b',
            fix: '\u0007',
            clients: ['\u001b[1m'],
            users: ['\u200b'],
            furtherEvidence: '\u001b]0;',
            evidence: [{ file: '\u001b', line: 1, text: '\u001b[2J' }],
          },
        ],
      }),
    ],
    ['deep nesting', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
    [
      'deep nesting inside',
      json({ findings: [] }).replace('"findings":[]', `"findings":[],"more":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`),
    ],
    ['no JSON at all', '\u001b[2J{'],
    ['a bent doubt', json({ counts: { ...whole.counts, doubtful: '1e9' } })],
  ])('%s', async (_title, text) => {
    const path = file('part.json', text);
    for (const form of ['json', 'text']) {
      const { out, status } = await isDecent(['merge', '--format', form, path, path]);
      expect([0, 65]).toContain(status);
      if (status === 0 && form === 'json') expect(out).not.toMatch(/NaN|Infinity|\[object/);
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('--redact', () => {
  const word = fc.stringMatching(/^[a-z][a-z0-9._]{3,12}[a-z0-9]$/).map((text) => `zq${text}qz`);
  const address = fc
    .tuple(fc.integer({ min: 11, max: 99 }), fc.nat(255), fc.nat(255), fc.integer({ min: 1, max: 254 }))
    .map((parts) => parts.join('.'));
  const LINES: readonly ((user: string, where: string, path: string) => string[])[] = [
    (user, where, path) => [
      `Mon Nov 23 10:00:00 2026 [pid 3] [${user}] FTP command: Client "${where}", "RETR ${path}"`,
      `Mon Nov 23 10:00:00 2026 [pid 3] [${user}] FTP response: Client "${where}", "550 ${path}: No such file or directory"`,
      `Mon Nov 23 10:00:00 2026 [pid 3] [${user}] OK LOGIN: Client "${where}", anon password "${user}@zqmailqz.example"`,
      `Mon Nov 23 10:00:00 2026 [pid 3] [${user}] FAIL DOWNLOAD: Client "${where}", "${path}", 0.00Kbyte/sec`,
    ],
    (user, where, path) => [`${where} UNKNOWN ${user} [23/Nov/2026:10:00:00 +0000] "STOR ${path}" 553 -`],
    (user, where, path) => [
      '<--- 220 ready',
      `---> USER ${user}`,
      `<--- 331 Password required for ${user}.`,
      '---> PASS zqsecretqz',
      `<--- 530 User ${user} from ${where} cannot log in.`,
      `---> CWD ${path}`,
      `<--- 550 ${path}: Permission denied`,
      `---> PORT ${where.replaceAll('.', ',')},4,1`,
    ],
  ];

  test('no name, address, path, password or mail address of a log is in any form of the output', async ({ task }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...LINES), word, address, fc.array(word, { minLength: 1, maxLength: 3 })), {
          minLength: 1,
          maxLength: 6,
        }),
        async (parts) => {
          const text = parts.flatMap(([lines, user, where, path]) => lines(user, where, `/${path.join('/')}.txt`)).join('\n');
          tried(task, 6);
          const path = file('secret.log', `${text}\n`);
          for (const args of [
            [],
            ['--summary'],
            ['--findings'],
            ['--format', 'json'],
            ['--format', 'ndjson'],
            ['--format', 'ndjson', '--fields', 'ecs'],
          ]) {
            const { out } = await inWorld(['explain-log', '--redact', ...args, path]);
            expect(out.replaceAll(work.path, '')).not.toMatch(/zq\w*qz/);
            for (const [, , where] of parts) expect(out.replaceAll(',', '.')).not.toContain(` ${where}`);
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  test('of very many names none is shown, however late it comes', async () => {
    const path = file(
      'many.log',
      Array.from(
        { length: 21_000 },
        (_, at) => `Mon Nov 23 10:00:00 2026 [pid ${at}] [zq${at}qz] FTP response: Client "192.0.2.1", "530 zq${at}qz may not log in."\n`,
      ).join(''),
    );
    const { out } = await inWorld(['explain-log', '--redact', path]);
    expect(out.split('\n').findIndex((line) => /zq\d+qz/.test(line))).toBe(-1);
  }, 60_000);

  test('a user who is called like a field takes none away', async () => {
    const path = file(
      'fields.log',
      ['type', 'counts', 'findings', 'sources', 'schema', 'code', 'user', 'event', 'byCode', 'line']
        .map((user, at) => `Mon Nov 23 10:00:00 2026 [pid ${at}] [${user}] FTP response: Client "192.0.2.1", "530 Login incorrect."\n`)
        .join(''),
    );
    for (const args of [[], ['--summary'], ['--format', 'json'], ['--format', 'ndjson']])
      expect((await isDecent(['explain-log', '--redact', ...args, path])).status).toBe(0);
    const { counts } = JSON.parse((await inWorld(['explain-log', '--redact', '--format', 'json', path])).out);
    expect(counts).toMatchObject({ replies: 10, byCode: { 530: 10 } });
  });

  test('names are found as whole words, longest first, and the oldest is forgotten first', () => {
    const names = new KnownNames(3);
    for (const [name, standIn] of [
      ['ann', 'A'],
      ['ann b', 'B'],
      ['$1.*', 'C'],
    ] as const)
      names.learn(name, standIn);
    expect(names.replaceIn('ann, joann, ann-x, ann b, "ann"; $1.*')).toBe('A, joann, ann-x, B, "A"; C');
    names.learn('dora', 'D');
    expect(names.replaceIn('ann dora')).toBe('ann D');
  });
});
