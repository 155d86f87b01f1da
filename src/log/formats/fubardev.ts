import type { LogFormat } from '../format.ts';
import { sent } from '../say.ts';
import { readCommand } from '../verbs.ts';

const HEAD = /^(?:trce|dbug|info|warn|fail|crit): ([\w.`+]{3,200})\[\d{1,9}\]\s*(.*)$/;

/** FubarDev FtpServer on .NET's console: the logger's name on one line, what it says indented on the next. */
export const fubarDev: LogFormat = {
  name: 'fubardev-ftpserver',
  title: 'FubarDev FtpServer, .NET console logging',
  docs: 'https://fubardevelopment.github.io/FtpServer/',
  side: 'server',
  open: () => {
    let inside = false;
    const say = (words: string) => {
      const text = words.replace(/^(?:Sending|Sent|Response|Received|Command|Reply)\b[: ]{1,3}/i, '');
      if (/^[1-6][0-5]\d(?:[ -]|$)/.test(text)) return { kind: 'server', text } as const;
      if (readCommand(text)) return sent({}, text);
      return /^=>/.test(words) ? ({ kind: 'nothing' } as const) : ({ kind: 'note', text: words } as const);
    };
    return ({ raw }) => {
      const head = HEAD.exec(raw);
      if (head) {
        inside = /FtpServer|FtpConnection|FubarDev/.test(head[1] ?? '');
        if (!inside) return undefined;
        return head[2] ? say(head[2]) : { kind: 'nothing' };
      }
      if (!inside || !/^ {6}/.test(raw)) {
        inside = false;
        return undefined;
      }
      return say(raw.slice(6).trimEnd());
    };
  },
  samples: [
    {
      lines: ['info: FubarDev.FtpServer.FtpConnection[0]', '      331 User ann needs a password'],
      said: { kind: 'server', text: '331 User ann needs a password' },
    },
    { lines: ['trce: FubarDev.FtpServer.FtpConnection[0]', '      USER ann'], said: { kind: 'client', text: 'USER ann' } },
    {
      lines: ['info: FubarDev.FtpServer.FtpConnection[0]', '      Connected from 192.0.2.1'],
      said: { kind: 'note', text: 'Connected from 192.0.2.1' },
    },
  ],
};
