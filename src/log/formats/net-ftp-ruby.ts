import type { LogFormat } from '../format.ts';

// `get: 331 Password required`, `put: USER bob`, `connect: 192.0.2.1, 21`; exceptions `Net::FTPPermError: 550 …` or,
// from Ruby 3.4 and in a stack, `…: 550 No such file (Net::FTPPermError)`.
const LINE = /^(get|put|connect): /;
const RAISED = /Net::FTP(?:Perm|Temp|Reply|Proto)Error:? ([1-6]\d\d)[ -](.{0,400})/;
const IN_STACK = /'?: ([1-6]\d\d)[ -]?(.{0,400}) \(Net::FTP(?:Perm|Temp|Reply|Proto)Error\)/;

/** Ruby's net-ftp with debug_mode. */
export const netFtpRuby: LogFormat = {
  name: 'net-ftp-ruby',
  title: 'Ruby net-ftp with debug_mode',
  docs: 'https://docs.ruby-lang.org/en/master/Net/FTP.html',
  side: 'client',
  marks: ['get: ', 'put: ', 'connect: ', 'Net::FTP'],
  open:
    () =>
    ({ body, stamp }) => {
      const who = stamp ? { stamp } : {};
      const found = LINE.exec(body);
      const text = body.slice(found?.[0].length ?? 0);
      if (found?.[1] === 'get' && /^(?:[1-6]\d\d(?:[ -]|$)| )/.test(text)) return { kind: 'server', text, ...who };
      if (found?.[1] === 'put' && /^[A-Z]{3,4}(?: |$)/.test(text)) return { kind: 'client', text, ...who };
      if (found?.[1] === 'connect' && /^[\w.:-]{1,200}, \d{1,5}$/.test(text)) return { kind: 'note', text: body, ...who };
      const raised = body.length < 4000 && body.includes('Net::FTP') ? (RAISED.exec(body) ?? IN_STACK.exec(body)) : null;
      return raised ? { kind: 'report', code: Number(raised[1]), text: raised[2] ?? '', ...who } : undefined;
    },
  samples: [
    { lines: ['get: 331 Password required'], said: { kind: 'server', text: '331 Password required' } },
    { lines: ['get: 200'], said: { kind: 'server', text: '200' } },
    { lines: ['put: TYPE I'], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ['Net::FTPPermError: 550 No such file'], said: { kind: 'report', code: 550, text: 'No such file' } },
  ],
};
