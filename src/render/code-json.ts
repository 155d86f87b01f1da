// The answer about one code, for programs: the fields that contract.md names, and what is known besides.
import { type CodeEntry, keyOf, type Retry, type Source, type Status, sourceName, sourceUrl } from '../codes/code.ts';
import { type Category, categoryOf, functionGroup } from '../codes/digits.ts';
import type { Confidence, WordingExplanation } from '../explain/explain.ts';
import type { Answer } from '../lookup.ts';
import type { Carried } from '../reply/carried.ts';

/** A source as programs are told it. */
export interface NamedSource {
  /** `RFC 959 section 4.2.2`, or the title of a page. */
  readonly name: string;
  readonly url: string;
}

/** What is known about one code, or one whole reply: an element of `lookup --format json`. */
export interface CodeRecord {
  readonly query: string;
  /** Null for a mask. */
  readonly code: number | null;
  readonly substatus?: number;
  /** Winsock and POSIX name of a network error. */
  readonly name?: string;
  readonly posix?: string;
  readonly category: Category | null;
  /** Function group by the second digit. */
  readonly group: string | null;
  readonly status: Status | 'unassigned';
  readonly title: string;
  readonly meaning: string;
  /** Likely causes, most likely first. */
  readonly causes: readonly string[];
  /** What to do: the client's user first, then the server's administrator. */
  readonly actions: readonly string[];
  readonly clientActions?: readonly string[];
  readonly serverActions?: readonly string[];
  readonly retry?: Retry;
  readonly retryNote?: string;
  readonly commands?: readonly string[];
  readonly popular?: { readonly text: string; readonly difference: string };
  readonly otherUses?: readonly string[];
  readonly examples?: readonly string[];
  readonly related?: readonly number[];
  /** For a mask: the entries that fit it. */
  readonly codes?: readonly EntryRecord[];
  /** Near codes, for one that no table assigns. */
  readonly near?: readonly number[];
  readonly sources: readonly NamedSource[];
  /** The rest is there for a whole reply only: its text without the code, and what the text carries. */
  readonly text?: string;
  readonly data?: Carried | null;
  /** What the server's own words mean; null where only the code speaks. */
  readonly wording?: WordingExplanation | null;
  /** Why it failed and what to do, one sentence each, for a reply that says that something failed. */
  readonly cause?: string;
  readonly fix?: string;
  readonly confidence?: Confidence;
  readonly causeId?: string;
  readonly systemError?: { readonly name: string; readonly meaning: string };
}

/** An entry of the table: an element of `list --format json` and `grep --format json`. */
export interface EntryRecord extends Omit<CodeEntry, 'sources'> {
  /** What it is listed under: `425`, `020`, `sub-status 33`. */
  readonly key: string;
  readonly category?: Category;
  readonly group?: string | null;
  readonly sources: readonly NamedSource[];
}

const named = (source: Source): NamedSource => ({ name: sourceName(source), url: sourceUrl(source) });

/** One element of `lookup --format json`. */
export function answerJson(answer: Answer): CodeRecord {
  const { entry, explanation } = answer;
  return {
    query: answer.query,
    code: answer.code,
    ...(answer.substatus !== undefined && { substatus: answer.substatus }),
    ...(entry?.name && { name: entry.name }),
    ...(entry?.posix && { posix: entry.posix }),
    category: answer.category,
    group: answer.group,
    status: entry?.status ?? 'unassigned',
    title: answer.title,
    meaning: answer.meaning,
    causes: answer.causes,
    actions: answer.actions,
    ...(entry && {
      clientActions: entry.actions.client,
      serverActions: entry.actions.server,
      retry: entry.retry,
      commands: entry.commands,
    }),
    ...(entry?.retryNote && { retryNote: entry.retryNote }),
    ...(entry?.popular && { popular: entry.popular }),
    ...(entry?.otherUses && { otherUses: entry.otherUses }),
    ...(entry?.examples && { examples: entry.examples }),
    ...(entry?.related && { related: entry.related }),
    ...(answer.members && { codes: answer.members.map(entryJson) }),
    ...(answer.near.length > 0 && { near: answer.near }),
    sources: answer.sources.map(named),
    ...(explanation && {
      text: explanation.text,
      data: explanation.data,
      wording: explanation.wording,
      ...(explanation.cause && { cause: explanation.cause, fix: explanation.fix ?? '', confidence: explanation.confidence }),
      ...(explanation.causeId && { causeId: explanation.causeId }),
      ...(explanation.systemError && { systemError: { name: explanation.systemError.name, meaning: explanation.systemError.meaning } }),
    }),
  };
}

/** One element of `list --format json` and `grep --format json`. */
export function entryJson(entry: CodeEntry): EntryRecord {
  const { code } = entry;
  return {
    ...entry,
    key: keyOf(entry),
    ...(code !== undefined && { category: categoryOf(code), group: functionGroup(code) ?? null }),
    sources: entry.sources.map(named),
  };
}
