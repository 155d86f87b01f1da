// What stands around a log line and has nothing to do with FTP: time stamps, syslog headers, names of containers and
// threads, quoting of mails and sources, markup. Taken off layer by layer, so that a format sees only its own words.
import type { Line } from './format.ts';

interface Layer {
  readonly pattern: RegExp;
  /** What the layer's groups say. */
  readonly groups?: readonly ('stamp' | 'program' | 'pid')[];
}

const ISO = String.raw`\d{4}[-/.]\d\d?[-/.]\d\d?[T ,_]+\d\d?:\d\d:\d\d(?:[.,:]\d{1,9})?(?: ?Z| ?[+-]\d\d:?\d\d| UTC)?`;
const DAY_FIRST = String.raw`\d{1,2}[./-](?:\d{1,2}|[A-Z][a-z]{2})[./-]\d{2,4}[, T:]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: [AP]M)?(?: [+-]\d{4})?`;
const CTIME = String.raw`[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d (?:[A-Z]{3,4} )?\d{4}`;
const SYSLOG = String.raw`[A-Z][a-z]{2} [ \d]?\d (?:\d{4} )?\d\d:\d\d:\d\d(?:\.\d{1,6})?`;
const CLOCK = String.raw`\d\d:\d\d:\d\d(?:[.,:]\d{1,9})?`;
const PROGRAM = String.raw`([A-Za-z][\w./()-]{1,40})(?:\[(\d+)\])?:? `;

// Order matters: the more specific first. Each is anchored, and none can backtrack over more than a few characters.
const LAYERS: readonly Layer[] = [
  { pattern: /^\uFEFF/ },
  { pattern: /^(?:<\/?[A-Za-z][^<>]{0,200}>|&nbsp;|\[\/?(?:COLOR|B|I|CODE|QUOTE|SIZE|FONT)(?:=[^\]]{0,40})?\])+\s*/i },
  // grep's file name and line number, docker-compose's container, journald's and docker's severity
  { pattern: /^[\w./-]{1,200}\.(?:log|txt|gz|out)(?:[.-]\d+)?(?:\.gz)?:(?:\d{1,9}:)?\s?/ },
  { pattern: /^[\w.-]{1,60} +\| ?/ },
  { pattern: /^<\d{1,3}>(?:1 (?=\d{4}-))?/ },
  { pattern: new RegExp(String.raw`^(${ISO})\s+[\w.-]{1,80} ([\w./()-]{2,40})(?:\[(\d+)\])?: `), groups: ['stamp', 'program', 'pid'] },
  { pattern: new RegExp(String.raw`^(${ISO})\s+[\w.:-]{1,80} ([\w./()-]{2,40}) (\d{1,9}|-) \S{1,40} (?:-|\[[^\]]{0,300}\]) (?:\uFEFF)?`), groups: ['stamp', 'program', 'pid'] },
  { pattern: new RegExp(String.raw`^(${SYSLOG}) (?:[\w.:-]{1,80} )${PROGRAM}(?:\[ID \d+ [\w.]+\] )?`), groups: ['stamp', 'program', 'pid'] },
  { pattern: new RegExp(String.raw`^(?:\[(?=[^\]]{8,40}\]))?(${CTIME}|${ISO}|${DAY_FIRST}|${SYSLOG})\]?(?:\s*[|:-](?=\s)|:(?=\d|[<>A-Z]))?\s*`), groups: ['stamp'] },
  { pattern: new RegExp(String.raw`^[[(]?(${CLOCK})[\])]?(?:\s*[|:-](?=\s))?\s+`), groups: ['stamp'] },
  { pattern: /^\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|VERBOSE|DBG|INF|WRN|ERR|trace|debug|info|notice|warn(?:ing)?|dbug|fail)\]?(?:\s*[:|-](?=\s)|(?=\s))\s+/ },
  { pattern: /^(?:\/\/+|#+|%|;)\s+/ },
  { pattern: /^(?:> ){1,5}(?=[<>-]|[1-6]\d\d[ -]|[A-Z][a-z]+:|[a-z]+>)/ },
];

const MOST_LAYERS = 6;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours that programs write into their logs
const COLOURS = /\u001b\[[\d;]{0,30}m/g;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&quot;': '"', '&#39;': "'", '&nbsp;': ' ' };

/** Takes the wrapping off a line. */
export function unwrap(raw: string): Line {
  let body = raw.includes('\u001b') ? raw.replace(COLOURS, '') : raw;
  const found: { stamp?: string; program?: string; pid?: string } = {};
  for (let round = 0; round < MOST_LAYERS; round += 1) {
    const layer = LAYERS.find(({ pattern }) => pattern.test(body));
    if (!layer) break;
    const match = layer.pattern.exec(body) as RegExpExecArray;
    layer.groups?.forEach((name, at) => {
      const value = match[at + 1];
      if (value && value !== '-') found[name] ??= value;
    });
    body = body.slice(match[0].length);
  }
  if (body.endsWith(']') || body.endsWith('>')) body = body.replace(/(?:<\/?[A-Za-z][^<>]{0,40}>|\[\/[A-Z]{1,8}\])+$/i, '');
  if (body.includes('&')) body = body.replace(/&(?:lt|gt|amp|quot|nbsp|#39);/g, (entity) => ENTITIES[entity] ?? entity);
  return { raw, body, ...found };
}
