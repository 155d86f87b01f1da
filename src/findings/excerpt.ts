// Somebody who shows a few lines of an error and nothing else means that error, even where nothing in it tells that it is about
// FTP. What was said is held back until the log has come to its end, and counts where it has nothing else to say.
import type { Evidence } from './finding.ts';
import type { Pending, Watched } from './watched.ts';

/** Bounds: what is held back, and how many lines an excerpt has at most. */
const EXCERPT_LIMITS = { held: 12, lines: 60 } as const;

/** A moment that would be told if it were about FTP for sure. */
export interface Held extends Pick<Pending, 'moment' | 'seen' | 'circumstances' | 'tellings'> {
  readonly watched: Watched;
}

/** What is held back of one log. */
export class Excerpt {
  readonly #held: Held[] = [];
  readonly #bare: Evidence[] = [];
  /** Lines that no format has read. */
  lines = 0;
  replies = 0;
  /** Another service than FTP spoke. */
  foreign = false;

  /** Takes what would be a finding. */
  hold(held: Held): void {
    if (this.#held.length < EXCERPT_LIMITS.held) this.#held.push(held);
  }

  /** Takes a line that looks like a reply and that nobody vouches for. */
  bare(at: Evidence): void {
    this.lines += 1;
    if (this.#bare.length < EXCERPT_LIMITS.held) this.#bare.push(at);
  }

  /** At the end of a log in which nothing was found: what it must have been shown for. */
  get meaning(): { readonly held?: Held; readonly bare?: Evidence } {
    if (this.foreign || this.lines > EXCERPT_LIMITS.lines) return {};
    const weightOf = ({ seen }: Held) => seen[0]?.sight.weight ?? 0;
    const held = this.#held.reduce<Held | undefined>((most, one) => (most && weightOf(most) >= weightOf(one) ? most : one), undefined);
    const [bare] = this.#bare;
    return held ? { held } : bare && this.replies === 0 ? { bare } : {};
  }
}
