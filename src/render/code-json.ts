// The answer about one code, for programs: the fields that contract.md names, and what is known besides.
import { sourceName, sourceUrl } from '../codes/code.ts';
import type { CodeEntry } from '../codes/code.ts';
import { keyOf } from '../codes/code.ts';
import { categoryOf, functionGroup } from '../codes/digits.ts';
import type { Answer } from '../lookup.ts';

/** One element of `lookup --format json`. */
export function answerJson(answer: Answer): Record<string, unknown> {
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
    ...(entry && { clientActions: entry.actions.client, serverActions: entry.actions.server, retry: entry.retry, commands: entry.commands }),
    ...(entry?.retryNote && { retryNote: entry.retryNote }),
    ...(entry?.popular && { popular: entry.popular }),
    ...(entry?.otherUses && { otherUses: entry.otherUses }),
    ...(entry?.examples && { examples: entry.examples }),
    ...(entry?.related && { related: entry.related }),
    ...(answer.members && { codes: answer.members.map(entryJson) }),
    ...(answer.near.length > 0 && { near: answer.near }),
    sources: answer.sources.map((source) => ({ name: sourceName(source), url: sourceUrl(source) })),
    ...(explanation && {
      text: explanation.text,
      data: explanation.data,
      wording: explanation.wording,
      ...(explanation.cause && { cause: explanation.cause, fix: explanation.fix, confidence: explanation.confidence }),
      ...(explanation.causeId && { causeId: explanation.causeId }),
      ...(explanation.systemError && { systemError: { name: explanation.systemError.name, meaning: explanation.systemError.meaning } }),
    }),
  };
}

/** One element of `list --format json` and `grep --format json`. */
export function entryJson(entry: CodeEntry): Record<string, unknown> {
  const { code } = entry;
  return {
    ...entry,
    key: keyOf(entry),
    ...(code !== undefined && { category: categoryOf(code), group: functionGroup(code) ?? null }),
    sources: entry.sources.map((source) => ({ name: sourceName(source), url: sourceUrl(source) })),
  };
}
