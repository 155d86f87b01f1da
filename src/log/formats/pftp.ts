import type { LogFormat } from '../format.ts';
import { sent, who } from '../say.ts';

const LINE =
  /\[(\d{1,12})\] (?:addr:(\S{1,80}) )?(?:user:(\S{1,200}) )?(response (?:from|to) (?:new )?(?:origin|client)|read from client|send to origin|write to origin): (.*)$/;

/** pftp, an FTP proxy in Go: what it got from the origin and what it sent to the client are two conversations. */
export const pftp: LogFormat = {
  name: 'pftp',
  title: 'pftp (FTP proxy) log',
  docs: 'https://github.com/pyama86/pftp',
  side: 'server',
  marks: ['response from ', 'response to ', 'read from client', 'to origin'],
  open:
    () =>
    ({ raw, stamp }) => {
      const found = LINE.exec(raw.slice(0, 6000));
      if (!found) return undefined;
      const [, id, address, user, what = '', rest = ''] = found;
      const text = /^(?:time=|\{)/.test(raw)
        ? rest.replace(/(?:\\r)?(?:\\n)?"[^"]{0,200}$/, '').replaceAll('\\"', '"')
        : rest.replace(/(?:\\r)?(?:\\n)?$/, '');
      const from = who({
        session: `${id}-${what.endsWith('client') ? 'client' : 'origin'}`,
        client: address?.replace(/:\d{1,5}$/, ''),
        user,
        stamp: stamp ?? /^time="([^"]{10,40})"/.exec(raw)?.[1],
      });
      return what.startsWith('response') ? { kind: 'server', text, ...from } : sent(from, text);
    },
  samples: [
    {
      lines: ['DEBU[0003] [2] addr:192.0.2.1:4000 response from origin: 331 Password please.'],
      said: { kind: 'server', text: '331 Password please.', session: '2-origin', client: '192.0.2.1' },
    },
    {
      lines: ['INFO[0003] [2] addr:192.0.2.1:4000 read from client: USER ann'],
      said: { kind: 'client', text: 'USER ann', session: '2-client', client: '192.0.2.1' },
    },
    {
      lines: ['time="2024-02-03T04:05:06Z" level=debug msg="[2] addr:192.0.2.1:4000 response to client: 220 Ready\\r\\n" host=x'],
      said: { kind: 'server', text: '220 Ready', session: '2-client', client: '192.0.2.1', stamp: '2024-02-03T04:05:06Z' },
    },
  ],
};
