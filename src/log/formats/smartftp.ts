import { BareTranscript } from '../bare.ts';
import type { LogFormat } from '../format.ts';
import { readCommand } from '../verbs.ts';

/** SmartFTP: the server's lines bare (after a time stamp in later versions), all else too or, in version 1, indented. */
export const smartFtp: LogFormat = {
  name: 'smartftp',
  title: 'SmartFTP log',
  docs: 'https://www.smartftp.com/',
  side: 'client',
  open: () => {
    const bare = new BareTranscript();
    let known = false;
    return ({ body, stamp }) => {
      const text = body.trim();
      if (/^SmartFTP v\d/.test(text)) {
        known = true;
        return { kind: 'note', text };
      }
      if (!known) return undefined;
      const who = stamp ? { stamp } : {};
      if (!bare.inReply && /^[A-Z]{3,4}(?: |$)/.test(text) && readCommand(text)) {
        bare.commanded();
        return { kind: 'client', text, ...who };
      }
      if (/^(?:Connected to |Connecting to )/.test(text)) bare.connected();
      const said = bare.read(body);
      return said ? ({ ...said, ...who } as typeof said) : undefined;
    };
  },
  samples: [
    { lines: ['    SmartFTP v1.5.990.26', '    USER bob', '331 pw'], said: { kind: 'server', text: '331 pw' } },
    { lines: ['[10:00:00] SmartFTP v4.0', '[10:00:01] TYPE I'], said: { kind: 'client', text: 'TYPE I', stamp: '10:00:01' } },
  ],
};
