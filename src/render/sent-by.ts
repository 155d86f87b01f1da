// Whose words a reply's words are.
import type { Explanation } from '../explain/explain.ts';

/** Where several servers send the same words: what is said of them holds for the one that is named, and perhaps for no other. */
export function sentBy({ wording }: Explanation): string {
  const [first, ...more] = wording?.servers ?? [];
  return more.length === 0 ? '' : ` (as ${first} says it, and ${more.length} more)`;
}
