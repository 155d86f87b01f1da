// One record of the code table (codes.json) and the check that a table is well-formed.

/** How far an entry rests on a standard. */
export type Status =
  /** An RFC in force defines it. */
  | 'standard'
  /** An Experimental RFC defines it. */
  | 'experimental'
  /** Only obsolete RFCs, proposals or expired drafts have it. */
  | 'historic'
  /** Servers send it, no RFC in force has it. */
  | 'de-facto'
  /** Lists and tables have it; no surveyed server sends it. */
  | 'popular'
  /** A Microsoft IIS sub-status, printed beside a reply code in IIS logs. */
  | 'iis-substatus'
  /** A socket error number that clients print, no FTP reply. */
  | 'network-error';

/** Where a statement comes from: an RFC section, or a vendor's page or server's source by its address. */
export type Source = { readonly rfc: number; readonly section: string } | { readonly title: string; readonly url: string };

/** Whether sending the same again helps. */
export type Retry = 'later' | 'after-change' | 'no' | 'not-needed';

/** One entry of codes.json. Class and function group follow from the digits (digits.ts) and are not stored. */
export interface CodeEntry {
  /** Reply code (three digits) or network error number (five digits); absent for an IIS sub-status. */
  readonly code?: number;
  /** The digits as written, for historic codes that begin with 0. */
  readonly digits?: string;
  readonly substatus?: number;
  /** Winsock name of a network error, such as WSAECONNRESET. */
  readonly name?: string;
  /** POSIX name of the same error, such as ECONNRESET. */
  readonly posix?: string;
  /** The standard's own short text; a short title of ours where no standard has the code. */
  readonly title: string;
  readonly status: Status;
  readonly meaning: string;
  /** Commands that draw the reply; `any` where every command may. */
  readonly commands: readonly string[];
  /** Likely causes, most likely first. */
  readonly causes: readonly string[];
  readonly actions: { readonly client: readonly string[]; readonly server: readonly string[] };
  readonly retry: Retry;
  readonly retryNote?: string;
  /** The wording that copied lists give, and what is wrong with it. */
  readonly popular?: { readonly text: string; readonly difference: string };
  readonly otherUses?: readonly string[];
  readonly related?: readonly number[];
  /** Whole reply lines as servers send them. */
  readonly examples?: readonly string[];
  readonly sources: readonly Source[];
}

const STATUSES: readonly string[] = ['standard', 'experimental', 'historic', 'de-facto', 'popular', 'iis-substatus', 'network-error'];
const RETRIES: readonly string[] = ['later', 'after-change', 'no', 'not-needed'];

/** The key that an entry is found and sorted by: `425`, `020`, `10054`, `sub-status 33`. */
export function keyOf(entry: CodeEntry): string {
  if (entry.substatus !== undefined) return `sub-status ${entry.substatus}`;
  return entry.digits ?? String(entry.code);
}

/** The address of a source: its own, or the RFC Editor's for a section. */
export function sourceUrl(source: Source): string {
  return 'rfc' in source ? `https://www.rfc-editor.org/rfc/rfc${source.rfc}#section-${source.section.split(' ')[0]}` : source.url;
}

/** A source as people cite it: `RFC 959 section 4.2.2`, or the title of a page. */
export function sourceName(source: Source): string {
  return 'rfc' in source ? `RFC ${source.rfc} section ${source.section}` : source.title;
}

function problemsOf(entry: CodeEntry): string[] {
  const problems: string[] = [];
  const say = (field: string, what: string) => problems.push(`${keyOf(entry)}.${field}: ${what}`);
  const text = (field: string, value: unknown) => {
    if (typeof value !== 'string' || value.trim() === '') say(field, 'not a text');
  };
  const texts = (field: string, value: unknown, least: number) => {
    if (!Array.isArray(value) || value.length < least) say(field, `needs at least ${least}`);
    else for (const [index, item] of value.entries()) text(`${field}[${index}]`, item);
  };
  if ((entry.code === undefined) === (entry.substatus === undefined)) say('code', 'needs either code or substatus');
  text('title', entry.title);
  text('meaning', entry.meaning);
  if (!STATUSES.includes(entry.status)) say('status', `unknown: ${entry.status}`);
  if (!RETRIES.includes(entry.retry)) say('retry', `unknown: ${entry.retry}`);
  texts('commands', entry.commands, 0);
  texts('causes', entry.causes, 1);
  texts('actions', [...(entry.actions?.client ?? []), ...(entry.actions?.server ?? [])], 1);
  if (entry.examples) texts('examples', entry.examples, 1);
  if (entry.otherUses) texts('otherUses', entry.otherUses, 1);
  if (!Array.isArray(entry.sources) || entry.sources.length === 0) say('sources', 'needs at least 1');
  for (const [index, source] of (entry.sources ?? []).entries()) {
    if ('rfc' in source) {
      if (!Number.isInteger(source.rfc) || !source.section) say(`sources[${index}]`, 'needs rfc and section');
    } else if (!source.title || !/^https:\/\/\S+$/.test(source.url)) say(`sources[${index}].url`, 'not https');
  }
  return problems;
}

/**
 * Checks a parsed codes.json and returns its entries.
 * @throws Error that names each wrong field, such as `425.sources[0].url: not https`
 */
export function parseCodes(json: unknown): CodeEntry[] {
  const entries = (json as { codes?: CodeEntry[] } | null)?.codes;
  if (!Array.isArray(entries)) throw new Error('codes.json: no list "codes"');
  const problems = entries.flatMap(problemsOf);
  if (problems.length > 0) throw new Error(`codes.json: ${problems.join('; ')}`);
  return entries;
}
