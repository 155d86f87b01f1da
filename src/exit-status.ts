// What the process tells its caller (contract: success 0, nothing found 1, then sysexits.h).
import type { Category } from './codes/digits.ts';

/** Exit statuses without `--exit-category`. */
export const Exit = {
  ok: 0,
  nothingFound: 1,
  usage: 64,
  badData: 65,
  noInput: 66,
  defect: 70,
  ioError: 74,
  interrupted: 130,
} as const;

/** What each exit status means, for the man page. */
export const exitMeanings: readonly (readonly [number, string])[] = [
  [Exit.ok, 'Done; found.'],
  [Exit.nothingFound, 'Nothing found: no entry matched, or a well-formed code that no table assigns.'],
  [Exit.usage, 'Wrong usage.'],
  [Exit.badData, 'No reply code at all, or input that is no text.'],
  [Exit.noInput, 'An input file cannot be opened.'],
  [Exit.defect, 'A defect in ftpcode.'],
  [Exit.ioError, 'Reading or writing failed half-way.'],
  [Exit.interrupted, 'Interrupted; a summary that was asked for has been printed.'],
];

/** Exit statuses with `--exit-category`, worst first. */
const BY_CATEGORY: readonly (readonly [Category, number])[] = [
  ['permanent negative', 5],
  ['network error', 10],
  ['transient negative', 4],
  ['protected reply', 6],
  ['positive intermediate', 3],
  ['positive preliminary', 1],
  ['positive completion', 0],
];

/** Categories of replies, worst first. */
export const worstFirst: readonly Category[] = BY_CATEGORY.map(([category]) => category);

/** What each exit status with `--exit-category` means, for the man page. */
export const categoryMeanings: readonly (readonly [number, string])[] = BY_CATEGORY.map(([category, status]) => [status, category]);

/** The exit status that says what kind of reply it was. The worst of several decides; none at all is 0. */
export function exitStatusOf(categories: Iterable<Category>): number {
  const seen = new Set(categories);
  return BY_CATEGORY.find(([category]) => seen.has(category))?.[1] ?? 0;
}

/** The same for a log, where only failures count: 5, 10 or 4, else 0. */
export function failureStatusOf(categories: Iterable<Category>): number {
  const failures = [...categories].filter(
    (category) => category === 'permanent negative' || category === 'network error' || category === 'transient negative',
  );
  return exitStatusOf(failures);
}

/** A failure that the user can do something about: it becomes one sentence on standard error and an exit status. */
export class UserError extends Error {
  readonly status: number;

  /** @param message what happened, why, and what to do next */
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}
