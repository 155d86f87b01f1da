import type { LogFormat } from '../format.ts';
import { sent as asked, who } from '../say.ts';
import { TornRecord } from '../torn-record.ts';

const LINE =
  /^(?:(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}|[A-Z][a-z]{2} [ \d]\d [\d:]{8}) )?(?:[^\s[]{1,80} )?\[(\d{1,9})\] <([a-z][a-z0-9_.-]{0,40}):(\d{1,2})>: (.*)$/;

/** ProFTPD's TraceLog: `<channel:level>: text`. The channel `response` shows every line as it was sent. */
export const proftpdTrace: LogFormat = {
  name: 'proftpd-trace',
  title: 'ProFTPD TraceLog (mod_trace)',
  docs: 'https://github.com/proftpd/proftpd/blob/master/doc/howto/Tracing.html',
  side: 'server',
  server: 'proftpd',
  onlyRecords: true,
  open: () => {
    const sent = new Map<string, string>();
    const torn = new TornRecord((line) => /' to mod_[\w.]{1,40}$/.test(line));
    return ({ raw, stamp: wrapped }) => {
      if (!torn.isOpen && !raw.includes('>: ')) return undefined;
      const found = LINE.exec(raw);
      if (!found) return torn.takesPiece(raw) ? { kind: 'nothing' } : undefined;
      const [, stamp = wrapped, session = '', channel, , text = ''] = found;
      const doubtful = torn.takesWhole(raw);
      const from = who({ session, client: undefined, user: undefined, stamp });
      if (channel === 'response') {
        const sentNow = /^(?:async: )?([1-6]\d\d[ -].*|[1-6]\d\d)$/.exec(text)?.[1];
        if (doubtful) {
          const [, code = '', words = ''] = /^(\d{3})[ -]?(.*)$/.exec(sentNow ?? '') ?? [];
          return code === '' ? { kind: 'nothing' } : { kind: 'exchange', code: Number(code), text: words, doubtful, ...from };
        }
        if (sentNow !== undefined) return { kind: 'server', text: sentNow, ...from };
        // ` SIZE`: a line inside a reply. Everything else on this channel is talk about replies.
        return /^\s/.test(text) ? { kind: 'server', text, ...from } : { kind: 'nothing' };
      }
      if (doubtful) return { kind: 'nothing' };
      const dispatch =
        channel === 'command' ? /^dispatch(?:ing|ed) (PRE_CMD|CMD|LOG_CMD|LOG_CMD_ERR) command '(.*)' to mod_/.exec(text) : null;
      if (dispatch) {
        const [, phase = '', command = ''] = dispatch;
        if (phase.startsWith('LOG')) sent.delete(session);
        else if (sent.get(session) !== command) {
          if (sent.size > 5000) sent.clear();
          sent.set(session, command);
          return asked(from, command);
        }
        return { kind: 'nothing' };
      }
      if (channel === 'command' && /^dispatch(?:ing|ed) [A-Z_]{3,16} command '[^']*$/.test(text)) {
        torn.begin(raw);
        return { kind: 'nothing' };
      }
      return /error|fail|denied|refus|unable|timed? ?out/i.test(text.slice(0, 1000))
        ? { kind: 'note', text, ...from }
        : { kind: 'nothing' };
    };
  },
  samples: [
    {
      lines: ['2024-02-03 04:05:06,789 [77] <response:1>: 211-Features:'],
      said: { kind: 'server', text: '211-Features:', session: '77', stamp: '2024-02-03 04:05:06,789' },
    },
    {
      lines: ['2024-02-03 04:05:06,789 [77] <response:1>:  SIZE'],
      said: { kind: 'server', text: ' SIZE', session: '77', stamp: '2024-02-03 04:05:06,789' },
    },
    {
      lines: ['2024-02-03 04:05:06,789 [77] <response:1>: async: 150 Opening.'],
      said: { kind: 'server', text: '150 Opening.', session: '77', stamp: '2024-02-03 04:05:06,789' },
    },
    {
      lines: ['2024-02-03 04:05:06,789 [77] <response:7>: response added to pending list: 331 Password required'],
      said: { kind: 'nothing' },
    },
    {
      lines: ["2024-02-03 04:05:06,789 [77] <command:7>: dispatching CMD command 'PASV' to mod_core"],
      said: { kind: 'client', text: 'PASV', session: '77', stamp: '2024-02-03 04:05:06,789' },
    },
    { lines: ['2024-02-03 04:05:06,789 [77] <netio:9>: read 220 bytes'], said: { kind: 'nothing' } },
  ],
};
