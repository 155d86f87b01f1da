import type { LogFormat } from '../format.ts';

const LINE = /(?:Rx code: ([1-6]\d\d), resp: (.*)|Sent cmd: (.+)|wrong response: ([1-6]\d\d) (.*))$/;

/** The FTP client of the ESP32-CAM_MJPEG2SD firmware, on the serial line. */
export const esp32Ftp: LogFormat = {
  name: 'esp32-ftp',
  title: 'ESP32-CAM_MJPEG2SD firmware',
  docs: 'https://github.com/s60sc/ESP32-CAM_MJPEG2SD',
  side: 'client',
  marks: ['Rx code: ', 'Sent cmd: ', 'wrong response: '],
  open:
    () =>
    ({ body, stamp }) => {
      const found = body.length < 2000 ? LINE.exec(body) : null;
      if (!found) return undefined;
      const who = stamp ? { stamp } : {};
      const [, code, words, command, wrong, text] = found;
      if (command) return { kind: 'client', text: command, ...who };
      if (wrong) return { kind: 'report', code: Number(wrong), text: text ?? '', ...who };
      return { kind: 'server', text: `${code} ${words?.startsWith(`${code} `) ? words.slice(4) : words}`, ...who };
    },
  samples: [
    {
      lines: ['13:38:34.192 VERBOSE @ ftp.cpp:159] Rx code: 220, resp: Ready.'],
      said: { kind: 'server', text: '220 Ready.', stamp: '13:38:34.192' },
    },
    { lines: ['ftp.cpp:142] Sent cmd: USER'], said: { kind: 'client', text: 'USER' } },
  ],
};
