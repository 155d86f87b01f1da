import type { LogFormat } from '../format.ts';

// Rust's {:?} of suppaftp's error shows the reply as numbers, one for each byte: code, text and line end.
const BODY = /\bResponse \{ status: \w{1,40}(?:\(\d{1,5}\))?, body: \[((?:\d{1,3}, ?){3,2000}\d{1,3})\] \}/;

/** A reply within a debug print of suppaftp's errors. */
export const suppaftp: LogFormat = {
  name: 'suppaftp',
  title: 'suppaftp (Rust): errors printed with {:?}',
  docs: 'https://docs.rs/suppaftp/latest/suppaftp/types/struct.Response.html',
  side: 'client',
  marks: ['body: ['],
  open:
    () =>
    ({ raw, stamp }) => {
      const bytes = BODY.exec(raw.slice(0, 16_000))?.[1]?.split(',').map(Number);
      if (bytes === undefined || bytes.some((byte) => byte > 255)) return undefined;
      const [, code, text = ''] = /^([1-6]\d\d)[ -]?(.*)$/s.exec(new TextDecoder().decode(Uint8Array.from(bytes)).trimEnd()) ?? [];
      return code === undefined ? undefined : { kind: 'report', code: Number(code), text, ...(stamp && { stamp }) };
    },
  samples: [
    {
      lines: ['Err(UnexpectedResponse(Response { status: FileUnavailable, body: [53, 53, 48, 32, 195, 137, 99, 104, 101, 99, 13, 10] }))'],
      said: { kind: 'report', code: 550, text: 'Échec' },
    },
  ],
};
