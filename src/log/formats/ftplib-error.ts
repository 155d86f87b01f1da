import type { LogFormat } from '../format.ts';

// `ftplib.error_perm: 550 No files found.`, `error_temp('425 …')`, also inside of a sentence or a JSON text.
const LINE =
  /\berror_(?:perm|temp|reply|proto)(?:: |\(u?\\?["']|: \\?["']|'>[:,]? (?:error_\w{4,5}\(u?["'])?)([1-6]\d\d)(?:[ -]([^"'\\]{0,1000}))?/;

/** Exceptions of Python's ftplib. */
export const ftplibError: LogFormat = {
  name: 'ftplib-error',
  title: 'exceptions of Python ftplib (error_perm, error_temp)',
  docs: 'https://docs.python.org/3/library/ftplib.html#ftplib.error_perm',
  side: 'client',
  marks: ['error_'],
  open:
    () =>
    ({ body, stamp }) => {
      const found = LINE.exec(body.slice(0, 4000));
      return found ? { kind: 'report', code: Number(found[1]), text: (found[2] ?? '').trim(), ...(stamp && { stamp }) } : undefined;
    },
  samples: [
    { lines: ['ftplib.error_perm: 550 No files found.'], said: { kind: 'report', code: 550, text: 'No files found.' } },
    {
      lines: ["ERROR could not store: error_temp('425 No data connection')"],
      said: { kind: 'report', code: 425, text: 'No data connection' },
    },
  ],
};
