// One reply, explained: system errors and senses, and what a text carries.
import { describe, expect, test } from 'vitest';
import { LogAnalysis } from '../src/analysis.ts';
import { explainer } from '../src/data.ts';
import { readCarried } from '../src/reply/carried.ts';

describe('system errors inside replies', () => {
  test.each([
    [550, 'x.txt: Datei oder Verzeichnis nicht gefunden', 'RETR', 'file-missing'],
    [550, 'x.txt: Permiso denegado', 'STOR', 'no-write-permission'],
    [550, 'x.txt: Permission non accordée', 'RETR', 'no-read-permission'],
    [552, 'No space left on device', 'STOR', 'disk-full'],
    [550, 'something: The process cannot access the file because it is being used by another process', 'DELE', 'file-locked'],
    [431, 'handshake: error:0A000102:SSL routines::unsupported protocol', 'AUTH', 'tls-version-mismatch'],
    [425, 'GnuTLS error -110: The TLS connection was non-properly terminated', 'STOR', 'tls-unclean-shutdown'],
    [550, 'Win32 error 32 on a.txt', 'DELE', 'file-locked'],
  ])('%i %s', (code, text, command, cause) => {
    expect(explainer().explain(code, text, { command }).causeId).toBe(cause);
  });
});

describe('words of no known server are read by their sense, and said to be', () => {
  test.each([
    [552, 'Your quota of files is used up, dear user', 'quota-exceeded'],
    [421, 'Far too many guests and users here', 'too-many-connections'],
    [530, 'Only encrypted logins are accepted; use TLS', 'tls-required'],
    [550, 'We could not locate it: not found at all', 'file-missing'],
  ])('%i %s', (code, text, cause) => {
    expect(explainer().explain(code, text)).toMatchObject({ wording: null, causeId: cause, confidence: 'possible' });
  });
  test('and where they say nothing, only the code speaks', () => {
    expect(explainer().explain(550, 'Brzz qwx')).toMatchObject({ wording: null, sense: undefined, cause: expect.any(String) });
  });
});

describe('what a text carries', () => {
  test.each([
    [
      227,
      'Entering Passive Mode (192,168,1,5,195,80)',
      { address: '192.168.1.5', port: 50000, unreachable: expect.stringContaining('RFC 1918') },
    ],
    [227, '=203,0,113,5,195,80', { address: '203.0.113.5', port: 50000 }],
    [227, 'Entering Passive Mode (300,1,1,1,1,1)', null],
    [228, 'Entering Long Passive Mode (4,4,192,0,2,7,2,195,80)', { address: '192.0.2.7', port: 50000 }],
    [229, 'Entering Extended Passive Mode (|||50000|)', { port: 50000 }],
    [229, 'Entering Extended Passive Mode (|||99999|)', null],
    [213, '20260114093000', { time: '2026-01-14T09:30:00Z' }],
    [213, '1048576', { size: 1048576 }],
    [257, '"/a ""b"" c" created', { path: '/a "b" c' }],
    [211, 'Features:\n MDTM\n SIZE\nEnd', { features: ['MDTM', 'SIZE'] }],
    [120, 'Service ready in 012 minutes', { minutes: 12 }],
    [110, 'MARK 100 = 200', { markers: ['100', '200'] }],
    [631, Buffer.from('200 Command okay.').toString('base64'), { protected: 'integrity', inside: '200 Command okay.' }],
    [633, 'AAAA', { protected: 'confidentiality' }],
    [226, 'Transfer complete.', null],
  ])('%i %s', (code, text, data) => {
    expect(readCarried(code, text)).toEqual(data);
  });
});

test('the server is known by its words where the banner hides it', () => {
  const analysis = new LogAnalysis(explainer());
  const log = analysis.open('x');
  const lines = [
    '<--- 220 Welcome',
    '---> USER bob',
    '<--- 331 Please specify the password.',
    '---> PASS ****',
    '<--- 230 Login successful.',
    '---> STOR a.txt',
    '<--- 550 Permission denied.',
  ];
  const last = lines.map((line) => log.read(line)).at(-1);
  expect(last?.[0]?.explanation?.wording).toMatchObject({ servers: ['vsftpd'], cause: 'write-disabled-by-config' });
});

test('words that several servers send are taken for those of the one that more people meet', () => {
  const { wording } = explainer().explain(550, 'nope.txt: No such file or directory');
  expect(wording?.servers[0]).toBe('ProFTPD');
  expect(wording?.servers).toContain('Twisted');
  expect(wording?.confidence).toBe('likely');
});
