import type { EventName, LogFormat, Said, Who } from '../format.ts';
import { readRecord, textOf } from '../json.ts';
import { sent, who } from '../say.ts';

const CONSOLE = /^(?:(\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:?\d\d)?) )?(TRC|DBG|INF|WRN|ERR|FTL) (.*?) ?\| ?sender=(\S{1,60}) (.*)$/;
const EVENTS: Readonly<Record<string, EventName>> = {
  Upload: 'upload',
  Download: 'download',
  Rename: 'rename',
  Rmdir: 'rmdir',
  Mkdir: 'mkdir',
  Remove: 'delete',
  Chmod: 'chmod',
  connection_failed: 'login-failed',
};

/** go-kit's logfmt, as programs with ftpserverlib print it. */
const LOGFMT = /\bmsg="?(FTP SEND|FTP RECV|Sending answer|Received line)"?.{0,200}?\bline="((?:[^"\\]|\\.){0,4000})"/i;

/** @param error what went wrong; @param file the file of an event, a name that somebody else chose; @param troubled the record's level is that of a warning or an error */
function say(
  from: Who,
  sender: string,
  message: string,
  line: string | undefined,
  isFtp: boolean,
  { error, file }: { readonly error: string | undefined; readonly file: string | undefined },
  troubled: boolean,
): Said {
  const detail = error ?? file ?? '';
  if (line !== undefined && /^Sending answer/i.test(message)) return { kind: 'server', text: line, ...from };
  if (line !== undefined && /^Received line/i.test(message)) return sent(from, line.trimEnd());
  // Limits are the same for all protocols.
  const isShared = sender === 'common' && /^connection denied/.test(message);
  const isOfServer = sender === 'service' && /\bFTP server\b/.test(message);
  if (!isFtp && !isShared && !isOfServer) return { kind: 'nothing' };
  const event = EVENTS[sender];
  if (event) return { kind: 'event', event, text: detail === '' ? (message === '' ? sender : message) : detail, ...from };
  if (/^User ".{0,200}" logged in/.test(message)) return { kind: 'event', event: 'login', text: message, ...from };
  if (message === 'Client connected') return { kind: 'event', event: 'connected', text: message, ...from };
  if (message === 'Client disconnected') return { kind: 'event', event: 'disconnected', text: message, ...from };
  if (troubled && error) return { kind: 'note', text: `${message}: ${error}`, ...from };
  return troubled || /error|fail|denied|denying|refus|unable|timeout|not allowed|exceed/i.test(message)
    ? { kind: 'note', text: message, ...from }
    : { kind: 'nothing' };
}

/** SFTPGo and other servers built on ftpserverlib: JSON records, or SFTPGo's console. */
export const sftpgo: LogFormat = {
  name: 'sftpgo',
  title: 'SFTPGo and ftpserverlib log (JSON or console)',
  docs: 'https://docs.sftpgo.com/2.6/logs/',
  side: 'server',
  server: 'ftpserverlib',
  marks: ['"sender":', 'sender=', 'Sending answer', 'Received line', 'FTP SEND', 'FTP RECV'],
  open:
    () =>
    ({ raw }) => {
      if (raw.includes('{')) {
        const record = readRecord(raw);
        const message = record && textOf(record, 'message', 'msg', 'event');
        const sender = record && textOf(record, 'sender');
        const line = record && textOf(record, 'line');
        if (!record || (sender === undefined && !/^(?:Sending answer|Received line)/i.test(message ?? ''))) return undefined;
        const session = textOf(record, 'clientId', 'client_id', 'connection_id', 'id')?.replace(/^FTP_\w{1,12}?_(?=\d)/, '');
        const address = textOf(record, 'client_ip', 'clientIp', 'remote_addr', 'ip')?.replace(/^(?:\[(.*)\]|([^:]*)):\d{1,5}$/, '$1$2');
        const from = who({
          session,
          client: address,
          user: textOf(record, 'username', 'user'),
          stamp: textOf(record, 'time', 'ts', 'timestamp'),
        });
        const protocol = `${textOf(record, 'protocol') ?? ''} ${textOf(record, 'connection_id') ?? ''} ${sender ?? ''}`;
        return say(
          from,
          sender ?? '',
          message ?? '',
          line,
          /FTP(?:S|_|$| )|ftpserverlib/.test(protocol) && !/SFTP|SSH|DAV|HTTP/.test(protocol),
          { error: textOf(record, 'error', 'err'), file: textOf(record, 'file_path', 'target_path') },
          /^(?:warn|error|fatal)/i.test(textOf(record, 'level') ?? ''),
        );
      }
      const found = CONSOLE.exec(raw.slice(0, 8000));
      if (!found) {
        const plain = /\blevel=/.test(raw) ? LOGFMT.exec(raw.slice(0, 8000)) : null;
        if (!plain) return undefined;
        const text = (plain[2] as string).replace(/\\r|\\n/g, '').replace(/\\(["\\])/g, '$1');
        const from = who({ session: /\bclientId=(\S{1,40})/.exec(raw)?.[1], stamp: /\bts=(\S{1,40})/.exec(raw)?.[1] });
        return /SEND|answer/i.test(plain[1] as string) ? { ...from, kind: 'server', text } : sent(from, text);
      }
      const [, stamp, level = '', message = '', sender = '', rest = ''] = found;
      const field = (name: string) => new RegExp(`(?:^| )${name}=(\\S{1,255})`).exec(rest)?.[1];
      const at = rest.search(/(?:^| )line=/);
      const line = at < 0 ? undefined : rest.slice(rest.indexOf('line=', at) + 5).replace(/ $/, '');
      const id = field('clientId') ?? field('connection_id')?.replace(/^FTP_\w{1,12}?_(?=\d)/, '');
      const from = who({
        session: id,
        client: field('clientIp')?.replace(/:\d{1,5}$/, '') ?? field('client_ip'),
        user: field('username'),
        stamp,
      });
      return say(
        from,
        sender,
        message,
        line,
        /ftpserverlib|^FTP$/.test(sender) || /protocol=FTP|_id=FTP_/.test(rest),
        { error: /(?:^| )err(?:or)?=(.{1,400}?)(?= \w{1,20}=|$)/.exec(rest.slice(0, 600))?.[1], file: field('file_path') },
        /WRN|ERR|FTL/.test(level),
      );
    },
  samples: [
    {
      lines: [
        'level=debug ts=2019-12-21T22:35:24.6Z caller=handler.go:226 component=server clientId=3 msg="FTP SEND" action=ftp.cmd_send line="500 Unknown command"',
      ],
      said: { kind: 'server', text: '500 Unknown command', session: '3', stamp: '2019-12-21T22:35:24.6Z' },
    },
    {
      lines: [
        '{"level":"debug","time":"2024-02-03T04:05:06.789","sender":"ftpserverlib","server_id":"FTP_0","clientId":"7","line":"331 OK","message":"Sending answer"}',
      ],
      said: { kind: 'server', text: '331 OK', session: '7', stamp: '2024-02-03T04:05:06.789' },
    },
    {
      lines: ['2024-02-03T04:05:06.789 DBG Sending answer | sender=ftpserverlib server_id=FTP_0 clientId=7 line=215 UNIX Type: L8 '],
      said: { kind: 'server', text: '215 UNIX Type: L8', session: '7', stamp: '2024-02-03T04:05:06.789' },
    },
    {
      lines: ['2024-02-03T04:05:06.789 DBG Received line | sender=ftpserverlib clientId=7 line=SYST '],
      said: { kind: 'client', text: 'SYST', session: '7', stamp: '2024-02-03T04:05:06.789' },
    },
    {
      lines: [
        '2024-02-03T04:05:06.789 WRN Could not validate passive data connection | sender=ftpserverlib clientId=7 err=data connection ip address 192.0.2.3 does not match control connection ip address 192.0.2.1',
      ],
      said: {
        kind: 'note',
        text: 'Could not validate passive data connection: data connection ip address 192.0.2.3 does not match control connection ip address 192.0.2.1',
        session: '7',
        stamp: '2024-02-03T04:05:06.789',
      },
    },
    {
      lines: [
        '{"level":"debug","time":"2024-02-03T04:05:06.789","sender":"connection_failed","client_ip":"192.0.2.1","username":"ann","login_type":"password","protocol":"FTP","error":"invalid credentials"}',
      ],
      said: {
        kind: 'event',
        event: 'login-failed',
        text: 'invalid credentials',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '2024-02-03T04:05:06.789',
      },
    },
    {
      lines: ['{"level":"info","time":"2024-02-03T04:05:06.789","sender":"SFTP","connection_id":"SFTP_a_1","message":"connection closed"}'],
      said: { kind: 'nothing' },
    },
  ],
};
