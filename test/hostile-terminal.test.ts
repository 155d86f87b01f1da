// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
// biome-ignore-all lint/suspicious/noMisleadingCharacterClass: single code points, among them joiners and selectors
// Attacks on the terminal of whoever reads a log: each by its name, sent through every way that bytes of others take to an
// output. What reaches the output is looked at byte by byte.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';
import { inWorld } from './helpers/io.ts';
import { run } from './helpers/run.ts';
import { tried } from './helpers/tried.ts';

const work = mkdtempSync(`${tmpdir()}/ftpcode-test-`);
afterAll(() => rmSync(work, { recursive: true, force: true }));

const ATTACKS: Readonly<Record<string, string>> = {
  'title-setting OSC 0': '\u001b]0;pwned\u0007',
  'OSC 8 link with another target': '\u001b]8;;https://evil.example/\u001b\\https://good.example/\u001b]8;;\u001b\\',
  'clipboard OSC 52': '\u001b]52;c;cm0gLXJmIC8K\u0007',
  'working folder OSC 7': '\u001b]7;file://host/evil\u0007',
  'iTerm2 file OSC 1337': '\u001b]1337;File=inline=1:AAAA\u0007',
  'notification OSC 9': '\u001b]9;hello\u0007',
  'cursor moves up and overwrites': '\u001b[5A\u001b[2K230 Login successful.',
  'screen cleared': '\u001b[2J\u001b[H\u001b[3J',
  'carriage return overwrites the line': 'bad\rgood',
  'backspace eats what was before': 'bad\b\b\bgood',
  'colour that never ends': '\u001b[8;30;40m',
  'DECRQSS reply that is typed in': '\u001bP$q"p\u001b\\',
  'DECRQSS of xterm 2008 (CVE-2008-2383)': '\u001bP$q\nid\n\u001b\\',
  'answerback ENQ': '\u0005',
  'title report CSI 21 t': '\u001b[21t',
  'device attributes report': '\u001b[c\u001b[6n',
  'bracketed paste ends early': '\u001b[201~rm -rf /\n\u001b[200~',
  'mouse reports switched on': '\u001b[?1003h',
  'alternate screen': '\u001b[?1049h',
  'character set shifted': '\u000e\u001b(0',
  'full reset': '\u001bc',
  'insert mode and screen width': '\u001b[4h\u001b[?3h',
  'ReGIS and sixel graphics': '\u001bPq#0;2;0;0;0~\u001b\\',
  'C1 CSI in UTF-8': '\u009b31m',
  'C1 OSC and ST in UTF-8': '\u009d0;title\u009c',
  'C1 DCS, APC, PM, SOS': '\u0090x\u009f y\u009e z\u0098',
  'NEL line break': 'a\u0085550 b',
  DEL: '\u007f',
  NUL: 'a\u0000b',
  'form feed and vertical tab': '\f\v',
  'bidirectional override (Trojan Source)': '\u202egnp.exe\u202c',
  'bidirectional isolates': '\u2066abc\u2069\u2067def\u2068',
  'direction marks': '\u200e\u200f\u061c',
  'zero width characters': 'pass\u200bwo\u200crd\u200d\ufeff\u2060',
  'hidden tag characters': [...'ignore all rules'].map((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0))).join(''),
  'variation selectors that carry data': '\u{e0100}\u{e01ef}\ufe00\ufe0f',
  'soft hyphen and fillers': 'a\u00adb\u3164c\u115f\uffa0\u034f\u17b4',
  'line and paragraph separator': 'a\u2028550 b\u2029c',
  'interlinear annotation': '\ufff9a\ufffab\ufffb',
  'musical and shorthand controls': '\u{1d173}\u{1bca0}',
};

/** Bytes that no encoding makes harmless: C1 as a terminal in Latin-1 mode takes them, and UTF-8 that is none. */
const BYTES: Readonly<Record<string, Uint8Array>> = {
  'C1 CSI as a byte': Buffer.from('\u009b31m', 'latin1'),
  'C1 OSC as bytes': Buffer.from('\u009d0;title\u009c', 'latin1'),
  'overlong ESC': Buffer.from([0xc0, 0x9b, 0x5d, 0x30]),
  'surrogates in UTF-8': Buffer.from([0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80]),
  'half a character': Buffer.from([0xe2, 0x80]),
  'every byte': Buffer.from(Array.from({ length: 256 }, (_, at) => at).filter((byte) => byte !== 10)),
};

const FORBIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\p{Surrogate}/u;

/** The text of an output, which has to be UTF-8 and to hold no control character but tab and line feed. */
function clean(output: string, what: string): void {
  const found = FORBIDDEN.exec(output.replaceAll('\r\n', '\n'));
  expect(
    found && `${JSON.stringify(found[0])} in ${JSON.stringify(output.slice(Math.max(0, found.index - 60), found.index + 20))}`,
    what,
  ).toBeNull();
  expect(output.includes('\ufffd') && what !== 'surrogates in UTF-8', `${what}: not UTF-8`).toBe(false);
}

function logWith(attack: Uint8Array): Buffer {
  const line = (before: string, after = '') => Buffer.concat([Buffer.from(before), attack, Buffer.from(`${after}\n`)]);
  return Buffer.concat([
    line('220 FTP server ready ', ' ProFTPD'),
    line('> USER ', ''),
    line('530 Login incorrect: ', ' denied'),
    line('550 ', ': No such file or directory'),
    line('Mon Nov 23 10:00:00 2026 [pid 3] [', '] FAIL LOGIN: Client "192.0.2.1"'),
    line('Mon Nov 23 10:00:00 2026 [pid 3] [bob] FTP response: Client "192.0.2.1", "550 ', '"'),
    line('Nov 23 10:00:00 host proftpd[31]: host (192.0.2.1[192.0.2.1]) - USER ', ': no such user found from 192.0.2.1'),
    line('192.0.2.1 UNKNOWN bob [23/Nov/2026:10:00:00 +0000] "RETR ', '" 550 -'),
    line('2026-11-23 10:00:00 192.0.2.1 ', ' 198.51.100.1 21 RETR /x 550 2 0'),
    line('', ''),
    Buffer.from('221 Goodbye.\n'),
  ]);
}

const FORMS = [
  ['explain-log'],
  ['explain-log', '--summary'],
  ['explain-log', '--findings'],
  ['explain-log', '--counts'],
  ['explain-log', '--format', 'json'],
  ['explain-log', '--format', 'ndjson'],
  ['explain-log', '--only', '5xx', '--context', '2'],
];

describe.each([
  ...Object.entries(ATTACKS).map(([name, text]) => [name, Buffer.from(text)] as const),
  ...Object.entries(BYTES),
])('%s', (name, attack) => {
  test('in a log, in every form', async ({ task }) => {
    tried(task, FORMS.length);
    const file = `${work}/hostile.log`;
    writeFileSync(file, logWith(attack));
    for (const args of FORMS) {
      const { out, err, status } = await inWorld([...args, file]);
      clean(out, name);
      clean(err, name);
      expect([0, 65]).toContain(status);
      if (args.includes('json')) JSON.parse(out);
    }
  });
});

test('the same through the real streams', () => {
  const input = logWith(Buffer.concat([...Object.values(ATTACKS).map((text) => Buffer.from(text)), ...Object.values(BYTES)]));
  for (const args of FORMS) {
    const { stdout, stderr } = run(args, { input });
    clean(stdout, args.join(' '));
    clean(stderr, args.join(' '));
  }
});

test('in arguments: queries, patterns, options, file names and errors', async ({ task }) => {
  const all = Object.entries(ATTACKS);
  for (const [name, attack] of [['all of them', all.map(([, one]) => one).join('')] as const, ...all]) {
    // An argument can hold anything but NUL and a lone surrogate.
    const text = attack.replaceAll('\0', '');
    const few = [[`550 ${text}`], [`${text}x`], ['explain-log', `${text}x`], ['--format', text, '550']];
    const calls =
      name !== 'all of them'
        ? few
        : [
            [text],
            [`550 ${text}`],
            ['--short', `550 ${text}`],
            ['--format', 'json', `550 ${text}`],
            ['grep', text],
            ['grep', `(${text}`],
            ['list', '--server', text],
            ['list', '--class', text],
            ['list', '--group', text],
            ['list', '--status', text],
            [`--${text}`],
            ['--format', text, '550'],
            ['--color', text, '550'],
            ['explain-log', text],
            ['explain-log', '--only', text],
            ['explain-log', '--since', text],
            ['explain-log', '--log-format', text],
            ['explain-log', '--context', text],
            ['merge', text],
            ['completion', text],
            ['lookup', '--server', text, '550'],
            [`expl${text}`],
            ...few,
          ];
    tried(task, calls.length);
    for (const args of calls) {
      const { out, err } = await inWorld(args);
      clean(out, `${name}: ${JSON.stringify(args)}`);
      clean(err, `${name}: ${JSON.stringify(args)}`);
    }
  }
});

test('a file with a hostile name, read, packed, a folder, and missing', () => {
  const name = `${work}/a\u001b]0;x\u0007\u202e\u009b.log`;
  writeFileSync(name, '550 No such file or directory\n');
  writeFileSync(`${name}.gz`, Buffer.from([0x1f, 0x8b, 8, 0, 0]));
  for (const args of [
    ['explain-log', name],
    ['explain-log', '--summary', '--format', 'json', name, `${name}.gz`, `${name}.missing`],
    ['explain-log', name, name, '--findings'],
  ]) {
    const { stdout, stderr } = run(args);
    clean(stdout, args.join(' '));
    clean(stderr, args.join(' '));
    if (!args.includes('--findings')) expect(stdout + stderr).toMatch(/\\x1b|\\u001b/);
  }
});

test('in json what was escaped is still what it was', () => {
  const text = Object.values(ATTACKS)
    .join('')
    .replaceAll(/[\n\r\0]/g, '');
  const [element] = JSON.parse(run(['--format', 'json', `550 ${text}`]).stdout) as { query: string }[];
  expect(element?.query).toBe(`550 ${text}`);
});

test('in colour nothing but colours is in the output', () => {
  const input = logWith(Buffer.from(Object.values(ATTACKS).join('').replaceAll('\n', '')));
  for (const args of FORMS) {
    const { stdout } = run([...args, '--color', 'always'], { input });
    clean(stdout.replaceAll(/\u001b\[(?:\d|[23]\d|9\d|4\d)m/g, ''), args.join(' '));
  }
});
