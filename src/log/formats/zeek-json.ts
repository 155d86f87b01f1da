import type { LogFormat, Who } from '../format.ts';
import { type Flat, readRecord, textOf } from '../json.ts';
import { Transactions } from '../transactions.ts';

/** Names in front of Zeek's own, as shippers add them. */
const PREFIXES = [
  '',
  'zeek.ftp.',
  'bro.ftp.',
  'json.',
  'ftp.',
  'zeek.',
  'fields.',
  '_source.',
  '_source.zeek.ftp.',
  '_source.ftp.',
  'log.',
];

/** Reads Zeek's names from a record, whatever a shipper put in front of them. */
function reader(flat: Flat): ((...names: string[]) => string | undefined) | undefined {
  const prefix = PREFIXES.find(
    (one) =>
      flat.has(`${one}reply_code`) ||
      flat.has(`${one}reply.code`) ||
      (flat.has(`${one}command`) && (flat.has(`${one}uid`) || flat.has(`${one}id.orig_h`))),
  );
  if (prefix === undefined) return undefined;
  return (...names) => textOf(flat, ...names.flatMap((name) => [`${prefix}${name}`, name, `_source.${name}`]));
}

/** Zeek's ftp.log as JSON (LogAscii::use_json, Corelight), also inside the records of Filebeat or Elastic Agent. */
export const zeekJson: LogFormat = {
  name: 'zeek-ftp-json',
  title: 'Zeek ftp.log as JSON, also in ECS records',
  docs: 'https://docs.zeek.org/en/master/logs/ftp.html',
  side: 'sensor',
  // See zeek-ftp.ts.
  omits: true,
  marks: ['reply_code', 'zeek.ftp', '"zeek"', '"path":"ftp"', '"_path":"ftp"', 'id.orig_h'],
  open: () => {
    const transactions = new Transactions();
    return ({ raw }) => {
      let flat = readRecord(raw);
      let value = flat && reader(flat);
      if (!flat) return undefined;
      const path = textOf(flat, '_path', 'path', '@path', 'log_type', 'event.dataset');
      if (path && !/ftp/.test(path) && !flat.has('message')) return undefined;
      if (!value) {
        // The record as Zeek wrote it, as a string in the shipper's own.
        const inner = textOf(flat, 'event.original', 'message', '_source.message', '_raw', 'log');
        flat = inner ? readRecord(inner) : undefined;
        value = flat && reader(flat);
      }
      if (!value) return undefined;
      const session = value('uid', 'zeek.session_id', 'session_id');
      const client = value('id.orig_h', 'source.ip', 'source.address', 'client.ip');
      const user = value('user', 'user.name');
      const stamp = value('ts', '@timestamp', 'timestamp');
      const who: Who = {
        ...(session && { session }),
        ...(client && { client }),
        ...(user && user !== '<unknown>' && { user }),
        ...(stamp && { stamp }),
      };
      const code = Number(value('reply_code', 'reply.code') ?? 0);
      return transactions.say({
        who,
        command: value('command'),
        argument: value('arg'),
        code,
        text: value('reply_msg', 'reply.msg') ?? '',
      });
    };
  },
  samples: [
    {
      lines: [
        '{"ts":1700000000.5,"uid":"Cabc","id.orig_h":"192.0.2.1","user":"ann","command":"RETR","arg":"a.txt","reply_code":550,"reply_msg":"No such file."}',
      ],
      said: {
        kind: 'exchange',
        code: 550,
        text: 'No such file.',
        command: 'RETR a.txt',
        session: 'Cabc',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '1700000000.5',
      },
    },
    {
      lines: [
        '{"@timestamp":"2024-01-02T03:04:05Z","source":{"ip":"192.0.2.1"},"zeek":{"session_id":"Cabc","ftp":{"command":"PWD","reply":{"code":257,"msg":"\\"/\\""}}}}',
      ],
      said: {
        kind: 'exchange',
        code: 257,
        text: '"/"',
        command: 'PWD',
        session: 'Cabc',
        client: '192.0.2.1',
        stamp: '2024-01-02T03:04:05Z',
      },
    },
  ],
};
