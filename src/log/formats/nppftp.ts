import { BareTranscript } from '../bare.ts';
import type { LogFormat } from '../format.ts';
import { readCommand } from '../verbs.ts';

/** NppFTP (Notepad++): `-> USER bob`, the server's lines bare. */
export const nppFtp: LogFormat = {
  name: 'nppftp',
  title: 'NppFTP output window',
  docs: 'https://github.com/ashkulz/NppFTP',
  side: 'client',
  open: () => {
    const bare = new BareTranscript();
    let known = false;
    return ({ body }) => {
      if (body.startsWith('-> ') && readCommand(body.slice(3))) {
        known = true;
        bare.commanded();
        return { kind: 'client', text: body.slice(3).trimEnd() };
      }
      if (body.startsWith('[NppFTP] ')) {
        known = true;
        return { kind: 'note', text: body.slice(9) };
      }
      if (known && body === 'Connecting') bare.connected();
      return known ? bare.read(body) : undefined;
    };
  },
  samples: [
    { lines: ['-> TYPE I'], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ['-> QUIT', '221 Tot ziens'], said: { kind: 'server', text: '221 Tot ziens' } },
  ],
};
