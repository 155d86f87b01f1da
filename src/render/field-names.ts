// The records of a log under the field names of others: Elastic Common Schema (ECS) and OpenTelemetry's semantic conventions.
// The tables below are all of the mapping; what those have no name for stands under `ftpcode`.
import { isIP } from 'node:net';
import type { LogSummary } from '../analysis.ts';
import type { Category } from '../codes/digits.ts';
import type { Finding } from '../findings/finding.ts';
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
const SEVERITY: Readonly<Record<Level, readonly [number: number, text: string]>> = {
  info: [9, 'INFO'],
  warn: [13, 'WARN'],
  error: [17, 'ERROR'],
};

function levelOf(record: ReplyRecord | EventRecord): Level {
  if (record.type === 'event') return FAILED.test(record.event) ? 'error' : 'info';
  const levels: Partial<Record<Category, Level>> = {
    'permanent negative': 'error',
    'network error': 'error',
    'transient negative': 'warn',
  };
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
    // Standard input has no path.
    if (field === 'file' && value === '-') continue;
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
    ['log.level', levelOf(record)],
    ...ecsFrame('event', record.type),
    ['event.category', [kind?.[1] ?? 'network']],
    ['event.type', kind?.[2] ?? ['protocol']],
    ['event.outcome', outcomeOf(record)],
    // A keyword, not a number.
    ...fields.map(([name, value]) => [name, name === 'event.code' ? codeText(value as number) : value] as const),
    ...(client !== undefined && isIP(client) > 0 ? [['client.ip', client] as const] : []),
  ]);
}

/** The fields of OpenTelemetry's log data model. */
function otelRecord(record: ReplyRecord | EventRecord, fields: readonly [string, unknown][], instant: string | undefined): object {
  return {
    ...(instant !== undefined && { Timestamp: instant }),
    ...otelFrame(record.type, levelOf(record)),
    Body: record.text,
    Attributes: { ...PROTOCOL, ...Object.fromEntries(fields) },
  };
}

/** A finding under the names of a field set: an alert. */
export function renamedFinding({ title, cause, severity, ...more }: Finding, set: FieldSet): object {
  const level = severity === 'warning' ? 'warn' : severity;
  const own = Object.entries(more).map(([key, value]) => [`ftpcode.${key}`, value] as const);
  if (set === 'ecs')
    return nested([['message', title], ['log.level', level], ...ecsFrame('alert', 'finding'), ['error.type', cause], ...own]);
  return { ...otelFrame('finding', level), Body: title, Attributes: { ...PROTOCOL, 'error.type': cause, ...Object.fromEntries(own) } };
}

/** The result of a log under the names of a field set. Only the document's frame has names elsewhere. */
export function renamedSummary({ schema, sources, counts, findings }: LogSummary, set: FieldSet): object {
  const own = Object.entries({ schema, sources, counts, findings }).map(([key, value]) => [`ftpcode.${key}`, value] as const);
  if (set === 'ecs') return nested([...ecsFrame('metric', 'summary'), ...own]);
  return { ...otelFrame('summary', 'info'), Attributes: { ...PROTOCOL, ...Object.fromEntries(own) } };
}

/** What every ECS document has. */
const ecsFrame = (kind: 'event' | 'alert' | 'metric', type: string): (readonly [string, unknown])[] => [
  ['ecs.version', '8.11.0'],
  ['event.kind', kind],
  ['event.module', 'ftpcode'],
  ['event.dataset', `ftpcode.${type}`],
  ['network.protocol', 'ftp'],
];

/** What every log record of OpenTelemetry has. */
const otelFrame = (type: string, level: Level): object => ({
  SeverityText: SEVERITY[level][1],
  SeverityNumber: SEVERITY[level][0],
  EventName: `ftpcode.${type}`,
});
const PROTOCOL = { 'network.protocol.name': 'ftp' };

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
