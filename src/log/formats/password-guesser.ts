import type { LogFormat } from '../format.ts';

// `[-] 192.0.2.1:21 - Failed: bob:x (Incorrect: 530 Login incorrect.)`, `[-] 192.0.2.1:21 FTP login failed, response: 530 …`.
// Every line is an attempt of its own, so the same reply again is a new one.
const LINE = /^\[[-+*!]\] (?:\[[\d.:]{3,20}\] )?([\w.:-]{3,60}):(\d{1,5})(?: - |\s)/;
const REPLY =
  /(?:\((?:Incorrect|Unable to Connect|Denied|Failed): |response: |FTP Banner: ['"]|reply: )([1-6]\d\d)[ -]([^()]{0,400}?)(?:\\x0d\\x0a|\\r\\n)?['"]?\)?\s*$/i;

/** Metasploit's ftp_login, brutus and their like. */
export const passwordGuesser: LogFormat = {
  name: 'ftp-login-scanner',
  title: 'Metasploit ftp_login, brutus',
  docs: 'https://docs.metasploit.com/',
  side: 'client',
  marks: ['[-] ', '[+] ', '[*] ', '[!] '],
  open:
    () =>
    ({ body, raw, stamp }) => {
      const line = LINE.exec(body) ?? LINE.exec(raw);
      const reply = line && line.input.length < 2000 ? REPLY.exec(line.input) : null;
      if (!reply) return undefined;
      return { kind: 'exchange', code: Number(reply[1]), text: reply[2] ?? '', ...(stamp && { stamp }) };
    },
  samples: [
    {
      lines: ['[-] 192.0.2.1:21 - Failed: bob:x (Incorrect: 530 Login incorrect.)'],
      said: { kind: 'exchange', code: 530, text: 'Login incorrect.' },
    },
    {
      lines: ['[-] 192.0.2.1:21 FTP login failed, response: 530 Not logged in.'],
      said: { kind: 'exchange', code: 530, text: 'Not logged in.' },
    },
  ],
};
