import type { LogFormat } from '../format.ts';
import { sent } from '../say.ts';

/** The FTP server of MicroPython for the ESP32 and of ESP-IDF components: `Send reply: [331 `, with the bracket's end maybe on the next line. */
export const espFtpd: LogFormat = {
  name: 'esp-ftpd',
  title: 'ESP32 FTP server (MicroPython, ESP-IDF)',
  docs: 'https://github.com/loboris/MicroPython_ESP32_psRAM_LoBo/wiki/ftpserver',
  side: 'server',
  server: 'micropython',
  open: () => {
    let bracket = false;
    return ({ raw, stamp }) => {
      const from = stamp ? { stamp } : {};
      const reply = /Send reply: \[(.*)$/.exec(raw.slice(0, 4000));
      if (reply) {
        const [, text = ''] = reply;
        bracket = !text.endsWith(']');
        return { kind: 'server', text: bracket ? text.trimEnd() : text.slice(0, -1).trimEnd(), ...from };
      }
      if (bracket && /^\s*\]\s*$/.test(raw)) {
        bracket = false;
        return { kind: 'nothing' };
      }
      const command = /\[Ftp\]:? (?:CMD|Command): ?\[?([A-Za-z]{3,4}(?: [^\]]{0,500})?)\]?\s*$/i.exec(raw.slice(0, 1000));
      if (command) return sent(from, command[1] ?? '');
      if (!/^\W{0,8}[DIWEV] \(\d{1,12}\) \[Ftp\]/.test(raw)) return undefined;
      // What it makes of the argument of LIST tells more than its reply.
      const opens = /\[Ftp\]:? (\w{0,20}open\w{0,20}[:,] .{1,300}?)\s*$/.exec(raw.slice(0, 1000));
      return opens ? { kind: 'note', text: opens[1] ?? '', ...from } : { kind: 'nothing' };
    };
  },
  samples: [
    { lines: ['D (437300) [Ftp]: Send reply: [331 '], said: { kind: 'server', text: '331' } },
    { lines: ['D (437300) [Ftp]: Send reply: [230 Logged in]'], said: { kind: 'server', text: '230 Logged in' } },
    { lines: ['I (1) [Ftp]: open_child, New pwd: /-a'], said: { kind: 'note', text: 'open_child, New pwd: /-a' } },
    { lines: ['D (437300) [Ftp]: CMD: USER'], said: { kind: 'client', text: 'USER' } },
  ],
};
