import type { LogFormat } from '../format.ts';
import { sent } from '../say.ts';

// Config.Logger of secsy/goftp: seconds since the start, the number of the connection, words. A reply is shown with a hyphen
// behind its code whether or not it has several lines; older versions put command and reply on one line.
const LINE =
  /(?:^|\s)goftp: \d{1,9}\.\d{3} #(\d{1,9}) (?:sending command (.*)|sent command (.{1,4096}?), got ([1-6]\d\d)-(.*)|got ([1-6]\d\d)-(.*)|(.*))$/;

/** goftp, a client library for Go. */
export const goftp: LogFormat = {
  name: 'goftp',
  title: 'goftp (secsy/goftp, Go) with Config.Logger',
  docs: 'https://github.com/secsy/goftp/blob/master/persistent_connection.go',
  side: 'client',
  marks: ['goftp: '],
  open:
    () =>
    ({ raw, stamp }) => {
      const found = LINE.exec(raw.slice(0, 8000));
      if (!found) return undefined;
      const [, session = '', command, asked, answered, answer = '', code, text = '', words] = found;
      const from = stamp ? { session, stamp } : { session };
      if (asked !== undefined) return { kind: 'exchange', code: Number(answered), text: answer, command: asked, ...from };
      if (command !== undefined) return sent(from, command);
      return code === undefined ? { kind: 'note', text: words ?? '', ...from } : { kind: 'server', text: `${code} ${text}`, ...from };
    },
  samples: [
    { lines: ['goftp: 0.233 #1 got 500-EPSV unknown'], said: { kind: 'server', text: '500 EPSV unknown', session: '1' } },
    {
      lines: ['goftp: 0.233 #1 sent command EPSV, got 500-EPSV unknown'],
      said: { kind: 'exchange', code: 500, text: 'EPSV unknown', command: 'EPSV', session: '1' },
    },
    { lines: ['goftp: 0.233 #2 sending command PASV'], said: { kind: 'client', text: 'PASV', session: '2' } },
    {
      lines: ['goftp: 0.264 #1 opening data connection to 192.0.2.1:50188'],
      said: { kind: 'note', text: 'opening data connection to 192.0.2.1:50188', session: '1' },
    },
  ],
};
