// Is somebody guessing passwords? So many refused logins of one client in so short a time are no mistyping.

/** Bound: clients that are watched. Refused logins of later ones are counted as `unwatched`. */
const MOST_WATCHED = 2000;
/** So many refused logins of one client in so many seconds. */
const GUESSES = 8;
const GUESS_SECONDS = 120;

/** What is known of one client. */
interface Guesser {
  /** Times of its first refused logins and of its latest, in seconds: fewer than would show guessing by themselves. */
  readonly first: number[];
  readonly latest: number[];
  count: number;
  /** It guesses: since which login, by how many seconds for the first GUESSES of them. */
  seen: { readonly since: number; readonly seconds: number } | undefined;
}

/** The same as plain data, by client. */
export type GuessingState = readonly (readonly [client: string, Guesser])[];

/** Watches the refused logins of all clients. */
export class Guessing {
  readonly #clients = new Map<string, Guesser>();
  /** Refused logins of clients that are not watched, as there were too many before. */
  unwatched = 0;

  /** Takes a refused login. @param now seconds */
  add(client: string, now: number): void {
    let one = this.#clients.get(client);
    if (!one) {
      if (this.#clients.size >= MOST_WATCHED) {
        this.unwatched += 1;
        return;
      }
      one = { first: [], latest: [], count: 0, seen: undefined };
      this.#clients.set(client, one);
    }
    if (one.first.length < GUESSES - 1) one.first.push(now);
    push(one, now);
  }

  /** What happened, where somebody guesses: the client with most refused logins, and how many others do the same. */
  title(): string | undefined {
    const all = [...this.#clients].flatMap(([client, { count, seen }]) =>
      seen ? [{ client, logins: count - seen.since, seconds: seen.seconds }] : [],
    );
    const worst = all.reduce<(typeof all)[number] | undefined>((most, one) => (most && most.logins >= one.logins ? most : one), undefined);
    if (!worst) return undefined;
    const others = all.length - 1;
    return `Passwords are being guessed: ${worst.logins} refused logins from ${worst.client}, ${GUESSES} of them within ${worst.seconds} s${others > 0 ? `, and the like from ${others} other client${others === 1 ? '' : 's'}` : ''}.`;
  }

  /** What is known, for `absorb`. */
  state(): GuessingState {
    return [...this.#clients];
  }

  /** Takes what was seen in the next part of a log, as if it had been seen here. */
  absorb(state: GuessingState): void {
    for (const [client, next] of state) {
      const one = this.#clients.get(client);
      if (!one) {
        if (this.#clients.size < MOST_WATCHED) this.#clients.set(client, next);
        else this.unwatched += next.count;
        continue;
      }
      const { count } = one;
      for (const now of next.first) push(one, now);
      if (!one.seen && next.seen) one.seen = { since: next.seen.since + count, seconds: next.seen.seconds };
      one.count = count + next.count;
      if (next.count >= GUESSES - 1) one.latest.splice(0, one.latest.length, ...next.latest);
    }
  }
}

function push(one: Guesser, now: number): void {
  one.count += 1;
  one.latest.push(now);
  const span = now - (one.latest[0] as number);
  if (one.latest.length === GUESSES) {
    if (!one.seen && span >= 0 && span <= GUESS_SECONDS) one.seen = { since: one.count - GUESSES, seconds: Math.round(span) };
    one.latest.shift();
  }
}
