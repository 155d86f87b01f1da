import type { LogFormat, Said } from '../format.ts';
import { sent } from '../say.ts';

// Rust's {:?} shows bytes as numbers, code, text and line end. An error holds a whole reply, a trace one line of it.
const BYTES = String.raw`\[((?:\d{1,3}, ?){3,2000}\d{1,3})\]`;
const BODY = new RegExp(String.raw`\bResponse \{ status: \w{1,40}(?:\(\d{1,5}\))?, body: ${BYTES} \}`);
const RECEIVED = new RegExp(String.raw`\bCC IN: ${BYTES}\s*$`);
const SENT = /\bCC OUT: ([^\n]{3,2000})$/;
/** What the trace says of the first line, which it shows once more after that. */
const PARSED = /\bCode parsed from response: /;

function decode(numbers: string): string | undefined {
  const bytes = numbers.split(',').map(Number);
  return bytes.some((byte) => byte > 255) ? undefined : new TextDecoder().decode(Uint8Array.from(bytes)).trimEnd();
}

/** suppaftp: the trace of its control connection, and a reply within a debug print of its errors. */
export const suppaftp: LogFormat = {
  name: 'suppaftp',
  title: 'suppaftp (Rust): its trace, and errors printed with {:?}',
  docs: 'https://docs.rs/suppaftp/latest/suppaftp/types/struct.Response.html',
  side: 'client',
  marks: ['body: [', 'CC IN: [', 'CC OUT: ', 'Code parsed from response: '],
  open: () => {
    let shown = '';
    let again = false;
    return ({ raw, stamp }): Said | undefined => {
      const line = raw.slice(0, 16_000);
      const who = stamp ? { stamp } : {};
      const received = RECEIVED.exec(line)?.[1];
      if (received !== undefined) {
        const twice = again && received === shown;
        again = false;
        shown = received;
        const text = twice ? undefined : decode(received);
        return text === undefined ? { kind: 'nothing' } : { kind: 'server', text, ...who };
      }
      const command = SENT.exec(line)?.[1];
      if (command !== undefined) return sent(who, command);
      if (PARSED.test(line)) {
        again = true;
        return { kind: 'nothing' };
      }
      const body = BODY.exec(line)?.[1];
      const [, code, text = ''] = /^([1-6]\d\d)[ -]?(.*)$/s.exec((body && decode(body)) ?? '') ?? [];
      return code === undefined ? undefined : { kind: 'report', code: Number(code), text, ...who };
    };
  },
  samples: [
    {
      lines: ['Err(UnexpectedResponse(Response { status: FileUnavailable, body: [53, 53, 48, 32, 195, 137, 99, 104, 101, 99, 13, 10] }))'],
      said: { kind: 'report', code: 550, text: 'Échec' },
    },
    { lines: ['[TRACE suppaftp::sync_ftp] CC OUT: PWD'], said: { kind: 'client', text: 'PWD' } },
    { lines: ['[TRACE suppaftp::sync_ftp] CC IN: [50, 51, 48, 32, 79, 75, 13, 10]'], said: { kind: 'server', text: '230 OK' } },
    {
      lines: [
        'CC IN: [50, 51, 48, 32, 79, 75, 13, 10]',
        'Code parsed from response: user logged in (230)',
        'CC IN: [50, 51, 48, 32, 79, 75, 13, 10]',
      ],
      said: { kind: 'nothing' },
    },
  ],
};
