import type { LogFormat } from '../format.ts';

const LINE = /\b(ftp(?:put|get)): unexpected server response(?: to ([A-Z]{3,4}))?: ([1-6]\d\d)[ -]?(.*)$/;

/** busybox ftpput and ftpget, which show a reply only where it is not the one they want. */
export const busybox: LogFormat = {
  name: 'busybox-ftp',
  title: 'busybox ftpput and ftpget',
  docs: 'https://busybox.net/downloads/BusyBox.html#ftpput',
  side: 'client',
  marks: ['unexpected server response'],
  open:
    () =>
    ({ body, stamp }) => {
      const found = body.length < 4000 ? LINE.exec(body) : null;
      if (!found) return undefined;
      const [, , command, code, text = ''] = found;
      return { kind: 'exchange', code: Number(code), text: text.trim(), ...(command && { command }), ...(stamp && { stamp }) };
    },
  samples: [
    {
      lines: ['ftpput: unexpected server response to STOR: 550 Permission denied'],
      said: { kind: 'exchange', code: 550, text: 'Permission denied', command: 'STOR' },
    },
    { lines: ['ftpget: unexpected server response: 530 No'], said: { kind: 'exchange', code: 530, text: 'No' } },
  ],
};
