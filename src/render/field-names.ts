// The records of a log under the field names of others: Elastic Common Schema (ECS) and OpenTelemetry's semantic conventions.
// The tables below are all of the mapping; what those have no name for stands under `ftpcode`.
import { isIP } from 'node:net';
import type { LogSummary } from '../analysis.ts';
import type { Category } from '../codes/digits.ts';
import type { EventRecord, ReplyRecord } from './event-json.ts';

/** Names of the field sets, for `--fields`. */
export const fieldSets = ['ecs', 'otel'] as const;
export type FieldSet = (typeof fieldSets)[number];

type Field = Exclude<keyof ReplyRecord | keyof EventRecord, 'type' | 'time' | 'text'>;

/** Each field of a record: its name in ECS and in OpenTelemetry. */
const NAMES: Readonly<Record<Field, readonly [ecs: string, otel: string]>> = {
  file: ['log.file.path', 'log.file.path'],
  line: ['ftpcode.line', 'ftpcode.line'],
  endLine: ['ftpcode.end_line', 'ftpcode.end_line'],
  code: ['event.code', 'ftpcode.code'],
  substatus: ['ftpcode.substatus', 'ftpcode.substatus'],
  win32: ['ftpcode.win32', 'ftpcode.win32'],
  category: ['ftpcode.category', 'ftpcode.category'],
  command: ['ftpcode.command', 'ftpcode.command'],
  client: ['client.address', 'client.address'],
  user: ['user.name', 'user.name'],
  session: ['ftpcode.session', 'session.id'],
  logFormat: ['ftpcode.log_format', 'ftpcode.log_format'],
  doubtful: ['ftpcode.doubtful', 'ftpcode.doubtful'],
  cause: ['event.reason', 'ftpcode.cause'],
  fix: ['ftpcode.fix', 'ftpcode.fix'],
  causeId: ['error.type', 'error.type'],
  data: ['ftpcode.data', 'ftpcode.data'],
  wording: ['ftpcode.wording', 'ftpcode.wording'],
  event: ['event.action', 'ftpcode.event'],
};

/** Commands whose argument is a path: it becomes `file.path` in both sets. */
const WITH_PATH = /^(?:RETR|STOR|APPE|DELE|RNFR|RNTO|SIZE|MDTM|MFMT|X?MKD|X?RMD|CWD|LIST|NLST|MLSD|MLST|STAT) +(?!-)(.+)$/is;

type Level = 'info' | 'warn' | 'error';
/** Number and text of OpenTelemetry's severities. */
const SEVERITY: Readonly<Record<Level, readonly [number: number, text: string]>> = { info: [9, 'INFO'], warn: [13, 'WARN'], error: [17, 'ERROR'] };

function levelOf(record: ReplyRecord | EventRecord): Level {
  if (record.type === 'event') return FAILED.test(record.event) ? 'error' : 'info';
  const levels: Partial<Record<Category, Level>> = { 'permanent negative': 'error', 'network error': 'error', 'transient negative': 'warn' };
  return levels[record.category] ?? 'info';
}

const FAILED = /failed$|^(?:refused|timeout|limit|failure)$/;

/** `event.category` and `event.type`, whose values ECS prescribes, by the beginning of our events' names. */
const KINDS: readonly (readonly [begin: RegExp, category: string, type: readonly string[]])[] = [
  [/^connected/, 'network', ['connection', 'start']],
  [/^disconnected/, 'network', ['connection', 'end']],
  [/^login/, 'authentication', ['start']],
  [/^(?:upload|mkdir)/, 'file', ['creation']],
  [/^download/, 'file', ['access']],
  [/^(?:delete|rmdir)/, 'file', ['deletion']],
  [/^(?:rename|chmod)/, 'file', ['change']],
  [/^(?:refused|limit)/, 'network', ['connection', 'denied']],
];

/** The outcome as far as a reply or event is one: a preliminary or intermediate reply is none yet. */
function outcomeOf(record: ReplyRecord | EventRecord): 'success' | 'failure' | 'unknown' {
  if (levelOf(record) !== 'info') return 'failure';
  return record.type === 'event' || record.category === 'positive completion' ? 'success' : 'unknown';
}

/** A record under the names of a field set. */
export function renamedRecord(record: ReplyRecord | EventRecord, set: FieldSet): object {
  const column = set === 'ecs' ? 0 : 1;
  const fields: [string, unknown][] = [];
  for (const [field, value] of Object.entries(record)) {
    if (Object.hasOwn(NAMES, field)) fields.push([NAMES[field as Field][column], value]);
  }
  const path = pathOf(record);
  if (path !== undefined) fields.push(['file.path', path]);
  const instant = instantOf(record.time);
  // A time without its date cannot stand where others expect an instant.
  if (record.time !== undefined && instant === undefined) fields.push(['ftpcode.time', record.time]);
  return set === 'ecs' ? ecsRecord(record, fields, instant) : otelRecord(record, fields, instant);
}

function ecsRecord(record: ReplyRecord | EventRecord, fields: readonly [string, unknown][], instant: string | undefined): object {
  const kind = record.type === 'event' ? KINDS.find(([begin]) => begin.test(record.event)) : undefined;
  const { client } = record;
  return nested([
    ...(instant === undefined ? [] : [['@timestamp', instant] as const]),
    ['message', record.text],
    ['ecs.version', ECS_VERSION],
    ['log.level', levelOf(record)],
    ['event.kind', 'event'],
    ['event.module', 'ftpcode'],
    ['event.dataset', `ftpcode.${record.type}`],
    ['event.category', [kind?.[1] ?? 'network']],
    ['event.type', kind?.[2] ?? ['protocol']],
    ['event.outcome', outcomeOf(record)],
    ['network.protocol', 'ftp'],
    // A keyword, not a number.
    ...fields.map(([name, value]) => [name, name === 'event.code' ? codeText(value as number) : value] as const),
    ...(client !== undefined && isIP(client) > 0 ? [['client.ip', client] as const] : []),
  ]);
}

/** The fields of OpenTelemetry's log data model. */
function otelRecord(record: ReplyRecord | EventRecord, fields: readonly [string, unknown][], instant: string | undefined): object {
  const [number, text] = SEVERITY[levelOf(record)];
  return {
    ...(instant !== undefined && { Timestamp: instant }),
    SeverityText: text,
    SeverityNumber: number,
    EventName: `ftpcode.${record.type}`,
    Body: record.text,
    Attributes: { 'network.protocol.name': 'ftp', ...Object.fromEntries(fields) },
  };
}

/** The result of a log under the names of a field set. Only the document's frame has names elsewhere. */
export function renamedSummary({ schema, sources, counts, findings }: LogSummary, set: FieldSet): object {
  const own = { schema, sources, counts, findings };
  if (set === 'ecs') return { ecs: { version: ECS_VERSION }, event: { kind: 'metric', module: 'ftpcode', dataset: 'ftpcode.summary' }, network: { protocol: 'ftp' }, ftpcode: own };
  return { SeverityText: 'INFO', SeverityNumber: 9, EventName: 'ftpcode.summary', Attributes: { 'network.protocol.name': 'ftp', ...Object.fromEntries(Object.entries(own).map(([key, value]) => [`ftpcode.${key}`, value])) } };
}

const ECS_VERSION = '8.11.0';

const codeText = (code: number): string => String(code).padStart(3, '0');

function pathOf(record: ReplyRecord | EventRecord): string | undefined {
  if (record.type !== 'reply') return undefined;
  return record.data?.path ?? WITH_PATH.exec(record.command ?? '')?.[1];
}

/** A time that has its date. Without a zone it stays without: the reader knows where the log was written, we do not. */
function instantOf(time: string | undefined): string | undefined {
  return time !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(time) ? time : undefined;
}

/** Objects out of names with dots. */
function nested(fields: readonly (readonly [name: string, value: unknown])[]): object {
  const root: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    const steps = name.split('.');
    const last = steps.pop() as string;
    let at = root;
    for (const step of steps) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[last] = value;
  }
  return root;
}
