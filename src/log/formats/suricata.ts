import type { LogFormat, Said, Who } from '../format.ts';
import { type Flat, RecordLines, readRecord, textOf } from '../json.ts';

const strings = (value: unknown): string[] =>
  (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).slice(0, 500).map(String);

/** The same name with what shippers put in front of Suricata's own. */
const PREFIXES = ['', 'suricata.eve.', 'json.', '_source.', '_source.suricata.eve.', 'data.', 'eve.'];

/** The replies of one record: codes and lines stand in arrays of their own, and only lines with a code have an entry in the first. */
function replies(codes: readonly string[], lines: readonly string[]): { code: number; text: string }[] {
  const runs: { code: number; text: string[] }[] = [];
  codes.forEach((code, at) => {
    const line = codes.length === lines.length ? [lines[at] ?? ''] : [];
    const last = runs.at(-1);
    // `220-`, `220-`, `220 `: one reply of several lines.
    if (last?.code === Number(code)) last.text.push(...line);
    else runs.push({ code: Number(code), text: line });
  });
  const [only] = runs;
  if (only && runs.length === 1) only.text.splice(0, only.text.length, ...lines);
  else if (codes.length !== lines.length)
    for (const [at, run] of runs.entries()) run.text.push(lines[at === runs.length - 1 ? lines.length - 1 : at] ?? '');
  return runs.filter(({ code }) => code >= 100 && code <= 699).map(({ code, text }) => ({ code, text: text.join('\n') }));
}

/** How many lines before the end of its record each reply's code stands: in order, one of several lines at its first. */
function linesBack(record: string, codes: readonly number[]): number[] {
  const lines = record.trimEnd().split('\n');
  let at = Math.max(
    0,
    lines.findIndex((line) => line.includes('completion_code"')),
  );
  let past = -1;
  return codes.map((code) => {
    const found = lines.findIndex((line, index) => index > past && index >= at && new RegExp(`["\\s:[,]${code}\\b`).test(line));
    if (found >= 0) {
      at = found;
      // One line may hold them all.
      past = lines[found]?.includes('[') ? past : found;
    }
    return lines.length - 1 - Math.max(at, 0);
  });
}

function say(flat: Flat, record: string): Said | readonly Said[] | undefined {
  const prefix = PREFIXES.find((one) => flat.has(`${one}event_type`));
  if (prefix === undefined) return undefined;
  if (flat.get(`${prefix}event_type`) !== 'ftp') return { kind: 'nothing' };
  const get = (name: string) => textOf(flat, `${prefix}${name}`, name);
  const session = get('flow_id');
  const client = get('src_ip') ?? get('source.ip');
  const stamp = get('timestamp') ?? get('@timestamp');
  const who: Who = { ...(session && { session }), ...(client && { client }), ...(stamp && { stamp }) };
  const verb = get('ftp.command');
  const data = verb === 'PASS' ? '****' : get('ftp.command_data');
  const command = verb && (data ? `${verb} ${data}` : verb);
  const found = replies(strings(flat.get(`${prefix}ftp.completion_code`)), strings(flat.get(`${prefix}ftp.reply`)));
  if (found.length === 0) return command ? { kind: 'client', text: command, ...who } : { kind: 'nothing' };
  const back = record.trimEnd().includes('\n')
    ? linesBack(
        record,
        found.map(({ code }) => code),
      )
    : [];
  const all = found.map(
    ({ code, text }, at): Said => ({
      kind: 'exchange',
      code,
      text,
      ...(command && { command }),
      ...(back[at] && { back: back[at] }),
      ...who,
    }),
  );
  return all.length === 1 ? all[0] : all;
}

/** Suricata's eve.json: records of event_type ftp, one per line or pretty printed. */
export const suricata: LogFormat = {
  name: 'suricata-eve',
  title: 'Suricata eve.json, FTP transactions',
  docs: 'https://docs.suricata.io/en/latest/output/eve/eve-json-format.html#event-type-ftp',
  side: 'sensor',
  open: () => {
    const record = new RecordLines();
    return ({ raw }) => {
      if (record.open || raw.includes('{')) {
        const text = record.open || /^[\s,[]{0,40}\{/.test(raw) ? record.add(raw) : raw;
        if (text !== undefined) return text.includes('event_type') ? ((flat) => flat && say(flat, text))(readRecord(text)) : undefined;
        // A record over several lines is Suricata's from the line on that says so.
        return record.open && record.text.includes('"event_type"') ? { kind: 'nothing' } : undefined;
      }
      return undefined;
    };
  },
  samples: [
    {
      lines: [
        '{"timestamp":"2024-01-02T03:04:05.000006+0000","flow_id":77,"event_type":"ftp","src_ip":"192.0.2.1","ftp":{"command":"PASS","command_data":"x","completion_code":["530"],"reply":["Login incorrect."],"reply_received":"yes"}}',
      ],
      said: {
        kind: 'exchange',
        code: 530,
        text: 'Login incorrect.',
        command: 'PASS ****',
        session: '77',
        client: '192.0.2.1',
        stamp: '2024-01-02T03:04:05.000006+0000',
      },
    },
    {
      lines: [
        '{',
        '  "event_type": "ftp",',
        '  "ftp": {',
        '    "command": "RETR", "command_data": "a.txt",',
        '    "completion_code": [ "150", "226" ],',
        '    "reply": [ "Opening.", "Done." ]',
        '  }',
        '}',
      ],
      said: [
        { kind: 'exchange', code: 150, text: 'Opening.', command: 'RETR a.txt', back: 3 },
        { kind: 'exchange', code: 226, text: 'Done.', command: 'RETR a.txt', back: 3 },
      ],
    },
    {
      lines: [
        '{',
        '"event_type": "ftp",',
        '"ftp": {',
        '"completion_code": [',
        '"220",',
        '"220"',
        '],',
        '"reply": [',
        '"226 files",',
        '"Ready."',
        ']',
        '}',
        '}',
      ],
      said: { kind: 'exchange', code: 220, text: '226 files\nReady.', back: 8 },
    },
    {
      lines: ['{"event_type":"ftp","src_ip":"192.0.2.1","ftp":{"completion_code":["220","220"],"reply":["Hello","Ready."]}}'],
      said: { kind: 'exchange', code: 220, text: 'Hello\nReady.', client: '192.0.2.1' },
    },
    { lines: ['{"event_type":"stats","stats":{"uptime":220}}'], said: { kind: 'nothing' } },
  ],
};
