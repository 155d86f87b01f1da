import type { LogFormat } from '../format.ts';

// `ftplib.error_perm: 550 No files found.`, `error_temp('425 …')`, also inside of a sentence or a JSON text.
const HEAD =
  /\berror_(?:perm|temp|reply|proto)(?:: |\(u?\\?["']|: \\?["']|'>[:,]? (?:error_\w{4,5}\(u?["'])?)([1-6]\d\d)(?=[ -]|$|["'\\)])/;

/** The words behind the code: to the quote that closes, or to the end of what was printed. */
function wordsOf(before: string, head: string, rest: string): string {
  const quote = /["']$/.exec(head.slice(0, -3))?.[0];
  // All of it may stand within a quoted text, which ends before the line does.
  const within = before.split('"').length % 2 === 0;
  const end = quote ? rest.search(quote === '"' ? /\\?"/ : /'/) : rest.search(within ? /\\[rn"]|"/ : /\\[rn]/);
  return (end < 0 ? rest : rest.slice(0, end)).slice(1, 1000);
}

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
      const found = HEAD.exec(body.slice(0, 4000));
      const text = found && wordsOf(body.slice(0, found.index), found[0], body.slice(found.index + found[0].length));
      return found ? { kind: 'report', code: Number(found[1]), text: (text ?? '').trim(), ...(stamp && { stamp }) } : undefined;
    },
  samples: [
    { lines: ["ftplib.error_perm: 550 Can't change directory."], said: { kind: 'report', code: 550, text: "Can't change directory." } },
    { lines: ['ftplib.error_perm: 550 No files found.'], said: { kind: 'report', code: 550, text: 'No files found.' } },
    {
      lines: ['ftplib.error_perm: 500 Unknown command: "AUTH TLS"'],
      said: { kind: 'report', code: 500, text: 'Unknown command: "AUTH TLS"' },
    },
    {
      lines: ['{"log":"ftplib.error_perm: 550 Not found","stream":"stderr"}'],
      said: { kind: 'report', code: 550, text: 'Not found' },
    },
    {
      lines: ["ERROR could not store: error_temp('425 No data connection')"],
      said: { kind: 'report', code: 425, text: 'No data connection' },
    },
  ],
};
