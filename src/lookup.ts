// The answer to one query: what `lookup` prints in every form.
import { type CodeEntry, keyOf, type Source } from './codes/code.ts';
import { type Category, categoryOf, functionGroup, replyClass, replyClasses } from './codes/digits.ts';
import { parseQuery, type Query } from './codes/query.ts';
import type { CodeTable } from './codes/table.ts';
import type { Explainer, Explanation } from './explain/explain.ts';

/** What is known about one query. */
export interface Answer {
  readonly query: string;
  readonly kind: Query['kind'];
  /** The code, or null for a mask, or an IIS sub-status that was asked for alone. */
  readonly code: number | null;
  readonly substatus?: number;
  /** What the answer is headed by: the code as written. */
  readonly label: string;
  readonly title: string;
  readonly category: Category | null;
  readonly group: string | null;
  readonly meaning: string;
  readonly causes: readonly string[];
  readonly actions: readonly string[];
  readonly sources: readonly Source[];
  readonly entry?: CodeEntry;
  /** Near codes, for one that no table assigns. */
  readonly near: readonly number[];
  /** For a mask: the codes that fit it. */
  readonly members?: readonly CodeEntry[];
  /** For a whole reply. */
  readonly explanation?: Explanation;
  /** False for a well-formed code that no table assigns. */
  readonly found: boolean;
}

/** Whether a query was one. */
export function isAnswer(found: Answer | NoAnswer): found is Answer {
  return 'label' in found;
}

/** A query that is none, and why. */
export interface NoAnswer {
  readonly query: string;
  readonly why: string;
  readonly suggestions: readonly string[];
}

/** What `lookup` is asked with besides the query. */
export interface LookupContext {
  readonly server?: string;
  readonly command?: string;
}

/**
 * Looks one query up.
 * @param explainer asked for only where a whole reply is to be explained, so that the wordings are not read for a plain code
 */
export function lookUp(input: string, table: CodeTable, explainer: () => Explainer, context: LookupContext = {}): Answer | NoAnswer {
  const query = parseQuery(input);
  switch (query.kind) {
    case 'code':
      return answerOf(input, query.kind, query.code, table);
    case 'mask':
      return maskAnswer(input, query.mask, table);
    case 'name': {
      const entry = table.named(query.name);
      if (!entry) return { query: input, why: `no network error has the name ${query.name}`, suggestions: nearNames(query.name, table) };
      return answerOf(input, query.kind, entry.code as number, table);
    }
    case 'substatus':
      return substatusAnswer(input, query.code, query.substatus, table);
    case 'reply':
      return replyAnswer(input, query.code, query.text, table, explainer(), context);
    default:
      return { query: input, why: query.why, suggestions: suggest(input, table) };
  }
}

/** The answer about a whole reply. @param text without the code */
export function replyAnswer(
  query: string,
  code: number,
  text: string,
  table: CodeTable,
  explainer: Explainer,
  context: LookupContext,
): Answer {
  return { ...answerOf(query, 'reply', code, table), explanation: explainer.explain(code, text, context), found: true };
}

function answerOf(query: string, kind: Query['kind'], code: number, table: CodeTable): Answer {
  const entry = table.get(code);
  const label = entry ? keyOf(entry) : String(code).padStart(3, '0');
  const base = {
    query,
    kind,
    code,
    label,
    category: categoryOf(code),
    group: functionGroup(code) ?? null,
    near: entry ? [] : table.near(code),
    found: entry !== undefined,
  };
  if (entry) {
    const { title, meaning, causes, actions, sources } = entry;
    return { ...base, title, meaning, causes, actions: [...actions.client, ...actions.server], sources, entry };
  }
  const ofClass = replyClass(code);
  const group = functionGroup(code);
  const meaning = ofClass
    ? `No RFC and no surveyed server assigns ${code}. Its first digit still counts (RFC 1123 section 4.1.2.11): ${ofClass.meaning}${group ? ` Its second digit stands for ${group}.` : ''}`
    : `No RFC in force assigns ${code}, nor a class of replies that begins with ${String(code).padStart(3, '0')[0]}.`;
  const sources = ofClass ? [ofClass.source, { rfc: 1123, section: '4.1.2.11' }] : [{ rfc: 959, section: '4.2' }];
  return { ...base, title: 'Unassigned', meaning, causes: [], actions: ofClass ? [ofClass.next] : [], sources };
}

function substatusAnswer(query: string, code: number, substatus: number, table: CodeTable): Answer {
  const entry = table.substatus(substatus);
  const answer = answerOf(query, 'substatus', code, table);
  const label = `${code}.${substatus}`;
  if (!entry)
    return {
      ...answer,
      substatus,
      label,
      found: false,
      meaning: `Microsoft lists no sub-status ${substatus} for IIS FTP. ${answer.meaning}`,
    };
  const { title, meaning, causes, actions, sources } = entry;
  return {
    ...answer,
    substatus,
    label,
    title,
    meaning,
    causes,
    actions: [...actions.client, ...actions.server],
    sources,
    entry,
    found: true,
  };
}

/** A mask is answered by its class and group, and by the codes that fit it. */
function maskAnswer(query: string, mask: string, table: CodeTable): Answer {
  const members = table.masked(mask).filter(({ code }) => (code ?? 0) < 1000);
  const ofClass = replyClasses().find((one) => one.mask[0] === mask[0]);
  const digit = /^.(\d)/.exec(mask)?.[1];
  const group = digit === undefined ? undefined : functionGroup(100 + 10 * Number(digit));
  const parts = [
    ofClass?.meaning ?? 'Codes of several classes fit.',
    group ? `The second digit ${digit} stands for ${group}.` : '',
    members.length === 0 ? 'No code of the table fits.' : '',
  ];
  return {
    query,
    kind: 'mask',
    code: null,
    label: mask,
    title: ofClass ? `${ofClass.category[0]?.toUpperCase()}${ofClass.category.slice(1)} replies` : 'Replies',
    category: ofClass?.category ?? null,
    group: group ?? null,
    meaning: parts.filter((part) => part !== '').join(' '),
    causes: [],
    actions: ofClass ? [ofClass.next] : [],
    sources: [ofClass?.source ?? { rfc: 959, section: '4.2' }],
    near: [],
    members,
    found: members.length > 0,
  };
}

/** What somebody may have meant who typed something that is no query. */
function suggest(input: string, table: CodeTable): string[] {
  const digits = /\d+/.exec(input)?.[0] ?? '';
  if (/^\d{4}$/.test(input)) return [input.slice(0, 3), input.slice(1)].filter((code) => table.get(Number(code)));
  if (/^\d{2}$/.test(input)) return [`${input}x`].filter((mask) => /^[1-6]/.test(mask) && table.masked(mask).length > 0);
  if (digits.length === 3 && table.get(Number(digits))) return [digits];
  return /^[A-Za-z]\w+$/.test(input) ? nearNames(input.toUpperCase(), table) : [];
}

function nearNames(name: string, table: CodeTable): string[] {
  const bare = name.replace(/^WSA/, '');
  return table
    .names()
    .filter((other) => other === `E${bare}` || (bare.length > 3 && (other.includes(bare.replace(/^E/, '')) || distance(other, name) <= 2)))
    .slice(0, 3);
}

/** Edit distance, for short names only. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length] as number;
}
