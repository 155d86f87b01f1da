// What stands around a log line and has nothing to do with FTP: time stamps, syslog headers, names of containers and
// threads, quoting of mails and sources, markup. Taken off layer by layer, so that a format sees only its own words.
import type { Line } from './format.ts';
import { unescapeLiteral } from './literal.ts';

interface Layer {
  /** The characters that it can begin with: most layers need not be asked about most texts, which is a third of the time. */
  readonly begins: RegExp;
  readonly pattern: RegExp;
  /** Whoever wrote the line did not write this: it names no program and no severity. */
  readonly outside?: true;
  /** What the layer's groups say. */
  readonly groups?: readonly ('stamp' | 'program' | 'pid')[];
}

const ISO = String.raw`\d{4}[-/.]\d\d?[-/.]\d\d?[T ,_]+\d\d?:\d\d:\d\d(?:[.,:]\d{1,9})?(?: ?Z| ?[+-]\d\d:?\d\d| UTC)?`;
const DAY_FIRST = String.raw`\d{1,2}[./-](?:\d{1,2}|[A-Z][a-z]{2})[./-]\d{2,4}[, T:]+\d{1,2}:\d\d(?::\d\d(?:[.,:]\d{1,9})?)?(?: [AP]M)?(?: [+-]\d{4})?`;
const CTIME = String.raw`[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d (?:[A-Z]{3,4} )?\d{4}`;
const SYSLOG = String.raw`[A-Z][a-z]{2} [ \d]?\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,6})?`;
const CLOCK = String.raw`\d\d:\d\d:\d\d(?:[.,:]\d{1,9})?`;
/** A severity where a host's name would stand. */
const LEVEL = '(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|ERR|FATAL|CRITICAL)';
const PROGRAM = String.raw`([A-Za-z][\w./()-]{1,80})(?:\[(\d+)\])?:? `;

// Order matters: the more specific first. Each is anchored, and none can backtrack over more than a few characters.
export const LAYERS: readonly Layer[] = [
  { begins: /\uFEFF/, pattern: /^\uFEFF/, outside: true },
  { begins: /[<&[]/, pattern: /^(?:<\/?[A-Za-z][^<>]{0,200}>|&nbsp;|\[\/?(?:COLOR|B|I|CODE|QUOTE|SIZE|FONT)(?:=[^\]]{0,40})?\])+\s*/i },
  // grep's file name and line number, docker-compose's container, journald's and docker's severity
  { begins: /[\w./-]/, pattern: /^[\w./-]{1,200}\.(?:log|txt|gz|out)(?:[.-]\d+)?(?:\.gz)?:(?:\d{1,9}:)?\s?/, outside: true },
  { begins: /[\w.-]/, pattern: /^[\w.-]{1,60} +\| ?/, outside: true },
  { begins: /s/, pattern: /^(?:stdout|stderr) [FP] /, outside: true },
  // Android's logcat, threadtime and brief
  { begins: /\d/, pattern: /^(\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) {1,4}\d{1,7} {1,4}(\d{1,7}) [VDIWEF] (?=\S)/, groups: ['stamp', 'pid'] },
  { begins: /[VDIWEF]/, pattern: /^[VDIWEF]\/[\w.$-]{1,60} {0,12}\( {0,6}(\d{1,7})\): /, groups: ['pid'] },
  { begins: /</, pattern: /^<\d{1,3}>(?:1 (?=\d{4}-))?/ },
  {
    begins: /\d/,
    pattern: new RegExp(String.raw`^(${ISO})\s+(?![1-6]\d\d[ -]|[<>-]|${LEVEL}\b)[\w.-]{1,80} ([\w./()-]{2,40})(?:\[(\d+)\])?: `),
    groups: ['stamp', 'program', 'pid'],
  },
  {
    begins: /\d/,
    pattern: new RegExp(
      String.raw`^(${ISO})\s+(?![1-6]\d\d[ -]|[<>-])[\w.:-]{1,80} ([\w./()-]{2,40}) (\d{1,9}|-) \S{1,40} (?:-|\[[^\]]{0,300}\]) (?:\uFEFF)? ?`,
    ),
    groups: ['stamp', 'program', 'pid'],
  },
  {
    begins: /[A-Z]/,
    pattern: new RegExp(String.raw`^(${SYSLOG}) (?:[\w.:-]{1,80} )${PROGRAM}(?:\[ID \d+ [\w.]+\] )?`),
    groups: ['stamp', 'program', 'pid'],
  },
  {
    begins: /[[\dA-Z]/,
    pattern: new RegExp(
      String.raw`^(?:\[(?=[^\]]{8,40}\]))?(${CTIME}|${ISO}|${DAY_FIRST}|${SYSLOG})\]?(?:\s*[|:-](?=\s)|:(?=\d|[<>A-Z]))?\s*`,
    ),
    groups: ['stamp'],
    outside: true,
  },
  { begins: /[[(\d]/, pattern: new RegExp(String.raw`^[[(]?(${CLOCK})[\])]?(?:\s*[|:-](?=\s))?\s+`), groups: ['stamp'], outside: true },
  {
    begins: /[[A-Za-z]/,
    pattern:
      /^\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|VERBOSE|DBG|INF|WRN|ERR|trace|debug|info|notice|warn(?:ing)?|dbug|fail)\]?(?:\s*[:|-](?=\s)|(?=\s))\s+(?:\[[\w.#:@$/-]{1,60}\] (?=[<>*=-]|[1-6]\d\d[ :-]|[A-Z][a-z]{2,12}:))?/,
  },
  { begins: /[/#%;]/, pattern: /^(?:\/\/+|#+|%|;)\s+/ },
  {
    begins: />/,
    pattern:
      /^(?:> ?){1,5}(?=[<>[-]|[1-6]\d\d[ :-]| {4}|\d{4}-\d\d-\d\dT|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?!\.\d{3})|(?!(?:User|Pass|Quit|List|Retr|Stor|Type|Cwd|Pwd|Noop)\b)[A-Z][a-z]{1,20}[: .,]|[a-z]{2,10}>)/,
  },
  // a transcript set off by blanks
  {
    begins: / /,
    pattern:
      /^ {2,12}(?=(?:<---|--->|----|\*{4}|<--|-->|[<>]) |\d{4}-\d\d-\d\d[T ]\d\d:|\[(?:connection|parser)\] |\*(?:get|put|cmd|resp)\* ['"])/,
  },
];

/** The layers that a text can begin with, by the code of its first character. */
const BY_FIRST: readonly (readonly Layer[])[] = Array.from({ length: 128 }, (_, code) =>
  LAYERS.filter(({ begins }) => begins.test(String.fromCharCode(code))),
);
const BEYOND_ASCII: readonly Layer[] = LAYERS.filter(({ begins }) => begins.test('\uFEFF'));

const MOST_LAYERS = 6;
/** Markdown's signs around a line that somebody wants to be seen; lftp's own asterisks stand in front only. */
const BOLD = /^\*\*[^\s*].{0,2000}[^\s*]\*\*$/;
const QUOTED = /^(?:> ?){1,4}(?=\S)(?!(?:GET|HEAD|POST|PUT|CONNECT) )/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours and cursor moves that programs write into their logs
const COLOURS = /\u001b\[[\d;?]{0,30}[A-Za-z]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };

// Logs of containers and services in JSON, one object a line: what the program printed is one member's value. Sensors and
// servers whose members mean something are read whole, by their own formats.
const JSON_TEXT = /"(log|line|short_message|MESSAGE|msg|message|@message)" ?: ?"((?:[^"\\]|\\.){1,16384})"/;
/** What libraries of logging keep apart from the message. */
const JSON_ERROR =
  /"(?:error|err|errors|exception|cause|full_message|stack_?trace|detail|reason|stderr|errorMessage)" ?: ?"((?:[^"\\]|\\.){0,200}\b[1-6]\d\d\b(?:[^"\\]|\\.){0,2000})"/;
const JSON_OWN = /"(?:sender|event_type|_path|reply_code|completion_code|connection_id|uid)" ?:|"name" ?: ?"ftp-srv"/;
const JSON_STAMP = /"(?:time|ts|timestamp|@timestamp)" ?: ?"([^"\\]{8,40})"/;
const JSON_WHO = /"(?:SYSLOG_IDENTIFIER|_COMM)" ?: ?"([\w./-]{2,40})"/;

function unwrapJson(body: string): { body: string; stamp?: string; program?: string } | undefined {
  if (!body.endsWith('}') || JSON_OWN.test(body)) return undefined;
  const text = JSON_TEXT.exec(body)?.[2];
  if (text === undefined) return undefined;
  const stamp = JSON_STAMP.exec(body)?.[1];
  const program = JSON_WHO.exec(body)?.[1];
  const error = JSON_ERROR.exec(body)?.[1];
  // `{"msg":"upload failed","error":"553 …"}`
  const message = error && !text.includes(error) ? `${text}: error: ${error}` : text;
  return { body: unescapeLiteral(message).replace(/(?<![\r\n])[\r\n]+$/, ''), ...(stamp && { stamp }), ...(program && { program }) };
}

/** Markup at the end of a line, tag by tag. */
function withoutEndTags(text: string): string {
  let body = text;
  for (let round = 0; round < MOST_LAYERS && (body.endsWith(']') || body.endsWith('>')); round += 1) {
    const at = body.endsWith('>') ? body.lastIndexOf('<') : body.lastIndexOf('[/');
    if (at < 0 || !/^(?:<\/?[A-Za-z][^<>]{0,40}>|\[\/[A-Z]{1,8}\])$/i.test(body.slice(at, at + 44)) || at + 44 < body.length) return body;
    body = body.slice(0, at);
  }
  return body;
}

/** A line whose wrapping is taken off when somebody asks for more than its raw text: most lines of a known format never need it. */
class WrappedLine implements Line {
  readonly raw: string;
  #unwrapped: Unwrapped | undefined;

  constructor(raw: string) {
    this.raw = raw;
  }

  get body(): string {
    return this.#all.body;
  }

  get stamp(): string | undefined {
    return this.#all.stamp;
  }

  get program(): string | undefined {
    return this.#all.program;
  }

  get pid(): string | undefined {
    return this.#all.pid;
  }

  get #all(): Unwrapped {
    this.#unwrapped ??= takeOff(this.raw);
    return this.#unwrapped;
  }
}

interface Unwrapped {
  body: string;
  stamp?: string;
  program?: string;
  pid?: string;
}

/** A line as formats see it. */
export function unwrap(raw: string): Line {
  return new WrappedLine(raw);
}

/** The layer that a text begins with. */
function outerLayer(text: string): { readonly layer: Layer; readonly match: RegExpExecArray } | undefined {
  for (const layer of BY_FIRST[text.charCodeAt(0)] ?? BEYOND_ASCII) {
    const match = layer.pattern.exec(text);
    if (match) return { layer, match };
  }
  return undefined;
}

/** Takes the wrapping off. */
function takeOff(raw: string): Unwrapped {
  let body = raw.includes('\u001b') ? raw.replace(COLOURS, '') : raw;
  const found: { stamp?: string; program?: string; pid?: string } = {};
  if (body.startsWith('{"')) {
    const inner = unwrapJson(body);
    if (inner) {
      body = inner.body;
      if (inner.stamp) found.stamp = inner.stamp;
      if (inner.program) found.program = inner.program;
    }
  }
  for (let round = 0; round < MOST_LAYERS; round += 1) {
    const outer = outerLayer(body);
    if (!outer) break;
    const { layer, match } = outer;
    layer.groups?.forEach((name, at) => {
      const value = match[at + 1];
      if (value && value !== '-') found[name] ??= value;
    });
    body = body.slice(match[0].length);
  }
  body = withoutEndTags(body);
  if (BOLD.test(body)) body = body.slice(2, -2);
  if (body.includes('&')) body = body.replace(/&(?:lt|gt|amp|quot|nbsp|#39);/g, (entity) => ENTITIES[entity] ?? entity);
  return { body, ...found };
}

/**
 * What was said in a line that no format reads, without colours and without what a container or a console has put before it.
 * Of the head that syslog puts there the program's name stays, which tells whose words these are; the host's is anybody's choice.
 */
export function spokenIn(raw: string): { readonly text: string; readonly stamp?: string } {
  let text = raw.includes('\u001b') ? raw.replace(COLOURS, '') : raw;
  let stamp: string | undefined;
  for (let round = 0; round < MOST_LAYERS; round += 1) {
    const outer = outerLayer(text);
    if (!outer) break;
    const { layer, match } = outer;
    const program = layer.groups?.includes('program') ? match[2] : undefined;
    if (!layer.outside && program === undefined) break;
    if (layer.groups) stamp ??= match[1];
    if (program !== undefined) {
      text = text.slice(match[0].lastIndexOf(program));
      break;
    }
    text = text.slice(match[0].length);
  }
  // No command, or a format would have read it: what somebody quotes in a mail.
  return { text: text.replace(QUOTED, ''), ...(stamp && { stamp }) };
}
