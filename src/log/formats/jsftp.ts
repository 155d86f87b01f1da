import type { LogFormat } from '../format.ts';

// The `debug` module: name space, text, and on a terminal the time since the line before. Each reply is printed as an
// object (over several lines) and as text; the text counts.
const LINE = /^\s{0,4}jsftp:(response|command|general) (.*?)(?: \+\d{1,9}(?:ms|s|m|h|d))?$/;

/** jsftp with DEBUG=jsftp*. */
export const jsftp: LogFormat = {
  name: 'jsftp',
  title: 'jsftp with DEBUG=jsftp*',
  docs: 'https://github.com/sergi/jsftp#debugging',
  side: 'client',
  open: () => {
    let object = false;
    let before = '';
    return ({ body, stamp }) => {
      if (object) {
        if (/^\W{0,12}\}$/.test(body.trim())) object = false;
        if (!body.includes('jsftp:')) return { kind: 'nothing' };
        object = false;
      }
      const found = LINE.exec(body);
      if (!found) return undefined;
      const [, what, text = ''] = found;
      const who = stamp ? { stamp } : {};
      if (what === 'general') return { kind: 'note', text, ...who };
      if (what === 'command') {
        // Printed when it is queued and when it is sent.
        const again = before === text;
        before = again ? '' : text;
        return again ? { kind: 'nothing' } : { kind: 'client', text, ...who };
      }
      if (text.startsWith('{')) {
        object = !text.endsWith('}');
        return { kind: 'nothing' };
      }
      return { kind: 'server', text, ...who };
    };
  },
  samples: [
    {
      lines: ['2024-05-01T10:00:00.000Z jsftp:response 331 Please specify the password.'],
      said: { kind: 'server', text: '331 Please specify the password.', stamp: '2024-05-01T10:00:00.000Z' },
    },
    { lines: ['  jsftp:command retr nope.txt +2ms'], said: { kind: 'client', text: 'retr nope.txt' } },
    { lines: ["  jsftp:response { code: 221, text: '221 Bye.' }"], said: { kind: 'nothing' } },
  ],
};
