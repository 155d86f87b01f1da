import type { LogFormat } from '../format.ts';

// `curl: (67) Access denied: 530`. The number in parentheses is curl's own; the one at the end is the server's.
const LINE = /^curl: \((\d{1,3})\) (.{1,400})$/;
const REPLY =
  /(?:Access denied: |Failed (?:FTP )?(?:upload|download): |with |got a |RETR response: |response: |reply: |code |returned |: )0?([1-6]\d\d)(?: response|\s*$)/;

/** Error messages of curl, where -v was not given. */
export const curlError: LogFormat = {
  name: 'curl-error',
  title: 'error messages of curl',
  docs: 'https://everything.curl.dev/cmdline/exitcode.html',
  side: 'client',
  marks: ['curl: ('],
  open: () => (line) => {
    const found = LINE.exec(line.body);
    if (!found) return undefined;
    const text = found[2] ?? '';
    const code = REPLY.exec(text)?.[1];
    return code ? { kind: 'report', code: Number(code), text: '' } : { kind: 'note', text };
  },
  samples: [
    { lines: ['curl: (67) Access denied: 530'], said: { kind: 'report', code: 530, text: '' } },
    { lines: ['curl: (21) QUOT command failed with 550'], said: { kind: 'report', code: 550, text: '' } },
    {
      lines: ['curl: (7) Failed to connect to 192.0.2.1 port 21: Connection refused'],
      said: { kind: 'note', text: 'Failed to connect to 192.0.2.1 port 21: Connection refused' },
    },
  ],
};
