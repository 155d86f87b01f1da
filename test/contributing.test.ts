// What CONTRIBUTING says is true: a code, a log format, a server's wordings and a cause are added to a copy of the tree in the
// places that it names and in no other; then the copy is built and its own tests run.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const guide = readFileSync(join(root, '.github/CONTRIBUTING.md'), 'utf8');
const copy = mkdtempSync(join(tmpdir(), 'ftpcode-copy-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (command: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: copy,
    shell: process.platform === 'win32',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout: stdout.toString(), stderr: stderr.toString() };
};
const ftpcode = (...args: string[]) => run(process.execPath, ['bin/ftpcode.js', ...args]);
const edit = (file: string, change: (text: string) => string) =>
  writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')));

describe('the guide', () => {
  const sections = guide.split(/^## /m).slice(1);

  test('has five lines for each', () => {
    expect(sections.map((section) => section.split('\n')[0])).toEqual([
      'Add a code',
      'Add a log format',
      "Add a server's wordings",
      'Add a cause',
    ]);
    for (const section of sections) expect(section.match(/^\d\. .+$/gm)?.length, section.split('\n')[0]).toBe(5);
  });

  test('names places that are there', () => {
    const places = [...guide.matchAll(/`((?:src|test)\/[\w./-]+|codes\.json)`/g)].map(([, place]) => place as string);
    expect(places.length).toBeGreaterThan(5);
    for (const place of places.filter((one) => !one.includes('NAME'))) expect(existsSync(join(root, place)), place).toBe(true);
  });

  test('names scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    for (const [, name] of guide.matchAll(/`npm run (\w+)`/g)) expect(Object.keys(scripts)).toContain(name);
  });
});

const NEW_CODE = {
  code: 258,
  title: 'Teapot ready.',
  status: 'de-facto',
  meaning: 'The server is a teapot and ready.',
  commands: ['SITE'],
  causes: ['The server is a teapot.'],
  actions: { client: ['Pour.'], server: [] },
  retry: 'not-needed',
  examples: ['258 Teapot ready.'],
  sources: [{ title: 'Teapot manual', url: 'https://teapot.example/manual' }],
};

const NEW_FORMAT = `import type { LogFormat } from '../format.ts';

const LINE = /^teapot> ([1-6]\\d\\d .*)$/;

/** The log of a teapot: \`teapot> \` before what the server sent. */
export const teapot: LogFormat = {
  name: 'teapot',
  title: 'Teapot session log',
  docs: 'https://teapot.example/log',
  side: 'client',
  marks: ['teapot> '],
  open: () => (line) => {
    const text = LINE.exec(line.body)?.[1];
    return text === undefined ? undefined : { kind: 'server', text };
  },
  samples: [{ lines: ['teapot> 220 Short and stout.'], said: { kind: 'server', text: '220 Short and stout.' } }],
};
`;

const NEW_SERVER = {
  server: 'teapot',
  name: 'Teapot FTP',
  documentation: 'https://teapot.example/',
  source: 'https://teapot.example/source',
  banners: ['Short and stout teapot'],
  replies: [
    { code: 258, text: 'Teapot ready.', when: 'SITE POUR was sent.', source: 'pour.c' },
    {
      code: 550,
      text: 'No handle on {path}, only a spout.',
      when: 'The file cannot be held.',
      client: 'Tip it over.',
      cause: 'teapot-tipped-over',
      source: 'pour.c',
    },
  ],
};

const NEW_CAUSE = `
export const teapotTippedOver: Cause = {
  id: 'teapot-tipped-over',
  severity: 'error',
  words: /tipped over and poured out/i,
  title: () => 'The teapot was tipped over and poured out.',
  client: 'Wait until somebody has filled the teapot again.',
  admin: { other: 'Fill the teapot, and keep it upright from now on.' },
  samples: {
    finds: ['---> RETR tea\\n<--- 550 Tipped over and poured out.'],
    spares: ['---> RETR tea\\n<--- 550 No such file or directory.'],
  },
};
`;

describe('in a copy of the tree', () => {
  let built: ReturnType<typeof run>;

  beforeAll(() => {
    for (const name of ['bin', 'src', 'test', 'codes.json', 'package.json', 'tsconfig.json', 'vitest.config.ts', 'README.md'])
      cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
    edit('codes.json', (text) => {
      const table = JSON.parse(text) as { codes: { code?: number }[] };
      table.codes.splice(
        table.codes.findIndex(({ code }) => (code ?? 1e6) > NEW_CODE.code),
        0,
        NEW_CODE,
      );
      return `${JSON.stringify(table, null, 2)}\n`;
    });
    writeFileSync(join(copy, 'src/log/formats/teapot.ts'), NEW_FORMAT);
    writeFileSync(join(copy, 'src/wordings/teapot.json'), JSON.stringify(NEW_SERVER, null, 2));
    edit('src/explain/cause-ids.ts', (text) => text.replace('] as const', "  'teapot-tipped-over',\n] as const"));
    edit('src/findings/causes/files-state.ts', (text) =>
      text.replace(/(\nexport const causes: readonly Cause\[\] = \[)/, `${NEW_CAUSE}$1teapotTippedOver, `),
    );
    built = run('npm', ['run', 'build', '--silent']);
  }, 120_000);

  test('builds', () => expect(built, built.stderr).toMatchObject({ status: 0 }));

  test('a code', () => {
    expect(ftpcode('--short', '258').stdout).toBe('258 positive completion: Teapot ready.\n');
    expect(ftpcode('258').stdout).toContain('https://teapot.example/manual');
    expect(ftpcode('completion', 'bash').stdout).toContain('Teapot ready.');
  });

  test('a log format', () => {
    expect(ftpcode('explain-log', '--formats').stdout).toContain('teapot');
    writeFileSync(join(copy, 'teapot.log'), 'teapot> 220 Short and stout.\nteapot> 530 Login incorrect.\n');
    expect(ftpcode('explain-log', '--format', 'ndjson', 'teapot.log').stdout).toMatch(/"code":530,.*"logFormat":"teapot"/);
  });

  test("a server's wordings", () => {
    expect(ftpcode('--short', '550 No handle on a.txt, only a spout.').stdout).toBe('550 permanent negative: The file cannot be held.\n');
    expect(ftpcode('list', '--server', 'teapot', '--format', 'plain').stdout).toMatch(/^258\tTeapot ready\.\n550\t/);
  });

  test('a cause', () => {
    writeFileSync(join(copy, 'tea.log'), '---> RETR tea\n<--- 550 Tipped over and poured out.\n');
    expect(
      (JSON.parse(ftpcode('explain-log', '--format', 'json', 'tea.log').stdout) as { findings: { cause: string }[] }).findings[0]?.cause,
    ).toBe('teapot-tipped-over');
  });

  test('and the tests that the guide names see nothing wrong', () => {
    const { status, stdout, stderr } = run(process.execPath, [
      'node_modules/vitest/vitest.mjs',
      'run',
      'test/codes.test.ts',
      'test/formats.test.ts',
      'test/wordings.test.ts',
      'test/findings.test.ts',
    ]);
    expect({ status, failures: stdout.match(/^ *FAIL .*$/gm) }, stdout.slice(-3000) + stderr).toEqual({ status: 0, failures: null });
  }, 180_000);
});
