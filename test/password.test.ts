// What is taken out of a line before anything else looks at it, and what must stay.
import { expect, test } from 'vitest';
import { hidePasswords, passwordHider } from '../src/password.ts';

test.each([
  ['PASS secret', 'PASS ****'],
  ['---> PASS two words', '---> PASS ****'],
  ['FTP command: Client "192.0.2.1", "PASS secret"', 'FTP command: Client "192.0.2.1", "PASS ****"'],
  ['PASS (hidden)', 'PASS (hidden)'],
  ['"PASS (hidden)" 230 -', '"PASS (hidden)" 230 -'],
  // Columns of IIS: the code behind the argument is none of it.
  ['10:00:00 192.0.2.8 [3]PASS - 530', '10:00:00 192.0.2.8 [3]PASS - 530'],
  ['10:00:00 192.0.2.8 [3]PASS me@example.org 530', '10:00:00 192.0.2.8 [3]PASS **** 530'],
  ['10:00:00 192.0.2.8 [3]PASS me@example.org - 530 1326 0', '10:00:00 192.0.2.8 [3]PASS **** - 530 1326 0'],
  ['10:00:00 [3]PASS a password of words', '10:00:00 [3]PASS ****'],
  // Columns of Zeek, between tabs.
  ['ann\tPASS\tsecret\t-\t-\t230\tWelcome', 'ann\tPASS\t****\t-\t-\t230\tWelcome'],
  ['{"password":"secret"}', '{"password":"****"}'],
  ['{"ftp":{"command":"PASS","command_data":"se\\"cret"}}', '{"ftp":{"command":"PASS","command_data":"****"}}'],
  ['{"command": "PASS", "arg": "secret", "reply_code": 230}', '{"command": "PASS", "arg": "****", "reply_code": 230}'],
  ['{"log":"{\\"cmd\\":\\"PASS\\",\\"args\\":\\"secret\\"}"}', '{"log":"{\\"cmd\\":\\"PASS\\",\\"args\\":\\"****\\"}"}'],
  ['{"command":"RETR","arg":"PASS"}', '{"command":"RETR","arg":"PASS"}'],
  ['530 Please log in with USER and PASS first.', '530 Please log in with USER and PASS first.'],
  ['PASS command failed', 'PASS command failed'],
  ['PASS failed, server said: 530 Login incorrect.', 'PASS failed, server said: 530 Login incorrect.'],
])('%s', (line, hidden) => {
  expect(hidePasswords(line)).toBe(hidden);
});

test('the argument on a line of its own', () => {
  const hide = passwordHider();
  expect(['{ "ftp": {', '  "command": "PASS",', '  "command_data": "secret",', '  "command_data": "x" }'].map(hide)).toEqual([
    '{ "ftp": {',
    '  "command": "PASS",',
    '  "command_data": "****",',
    '  "command_data": "****" }',
  ]);
  expect(['', '', '', '"command_data": "a.txt"'].map(hide).at(-1)).toBe('"command_data": "a.txt"');
});

test("the column of Zeek's log", () => {
  const hide = passwordHider();
  const rows = [
    '#fields\tts\tuser\tpassword\tcommand\targ',
    '1\tann\tsecret\tPASS\tsecret\t',
    '2\tann\tsecret\tRETR\ta',
    '3\tann\t-\tQUIT\t-',
  ];
  expect(rows.map(hide).join('\n')).not.toContain('secret');
  expect(hide('3\tann\t-\tQUIT\t-')).toBe('3\tann\t-\tQUIT\t-');
});
