// The code table: every entry of codes.json, found by code, name, sub-status, mask or text.
import { type CodeEntry, keyOf, type Source, type Status, sourceName } from './code.ts';
import { categoryOf, functionGroup } from './digits.ts';

/** What `list` filters by; an absent field does not filter. */
export interface Filter {
  /** First digit, or `10` for network error numbers. */
  readonly class?: number;
  readonly group?: string;
  /** A command of any case; entries that any command may draw match every command. */
  readonly command?: string;
  /** Part of a source's name, such as `RFC 4217` or `vsftpd`. */
  readonly source?: string;
  readonly status?: Status;
}

/** A network error name as given: WSAECONNRESET, ECONNRESET, any case. */
const NAME = /^[A-Z][A-Z0-9_]{2,30}$/;

/** All codes that ftpcode knows. Pure: it is given its entries and never reads a file. */
export class CodeTable {
  readonly entries: readonly CodeEntry[];
  readonly #byKey: ReadonlyMap<string, CodeEntry>;
  readonly #byName: ReadonlyMap<string, CodeEntry>;

  /** @param entries entries of codes.json, in their order */
  constructor(entries: readonly CodeEntry[]) {
    this.entries = entries;
    this.#byKey = new Map(entries.map((entry) => [keyOf(entry), entry]));
    const names = entries.flatMap((entry) =>
      [entry.name, entry.posix].filter((name) => name !== undefined).map((name) => [name, entry] as const),
    );
    this.#byName = new Map(names);
  }

  /** The entry of a reply code or network error number. */
  get(code: number): CodeEntry | undefined {
    return this.#byKey.get(code < 100 ? String(code).padStart(3, '0') : String(code));
  }

  /** The entry of an IIS sub-status. */
  substatus(number: number): CodeEntry | undefined {
    return this.#byKey.get(`sub-status ${number}`);
  }

  /** The entry of a network error by its Winsock or POSIX name, in any case. */
  named(name: string): CodeEntry | undefined {
    const upper = name.toUpperCase();
    return NAME.test(upper) ? this.#byName.get(upper) : undefined;
  }

  /** The names of all network errors. */
  names(): string[] {
    return [...this.#byName.keys()];
  }

  /** Entries whose digits fit a mask such as `55x`, in the table's order. */
  masked(mask: string): CodeEntry[] {
    const digits = mask.toLowerCase().split('');
    return this.entries.filter((entry) => {
      const key = keyOf(entry);
      return (
        entry.substatus === undefined && key.length === digits.length && digits.every((digit, at) => !/\d/.test(digit) || digit === key[at])
      );
    });
  }

  /** Codes of the same class that stand nearest to an unassigned one: at most `most`, nearest first. */
  near(code: number, most = 4): number[] {
    const sameClass = this.entries
      .map((entry) => entry.code)
      .filter((other): other is number => other !== undefined && categoryOf(other) === categoryOf(code) && this.#living(other));
    return sameClass.sort((a, b) => Math.abs(a - code) - Math.abs(b - code) || a - b).slice(0, most);
  }

  #living(code: number): boolean {
    const status = this.get(code)?.status;
    return status !== 'historic' && status !== 'popular';
  }

  /** Entries that pass a filter, in the table's order. */
  list(filter: Filter): CodeEntry[] {
    const command = filter.command?.toUpperCase();
    const source = filter.source?.toLowerCase().replace(/^rfc\s*(\d+)$/, 'rfc $1 ');
    return this.entries.filter((entry) => {
      const { code } = entry;
      if (filter.class !== undefined) {
        if (code === undefined) return false;
        if (filter.class === 10 ? code < 10000 : code >= 10000 || Math.floor(code / 100) !== filter.class) return false;
      }
      if (filter.group !== undefined && (code === undefined || functionGroup(code) !== filter.group)) return false;
      if (command !== undefined && !entry.commands.some((verb) => verb === command || verb === 'any')) return false;
      if (filter.status !== undefined && entry.status !== filter.status) return false;
      return source === undefined || entry.sources.some((s: Source) => `${sourceName(s)} `.toLowerCase().includes(source));
    });
  }

  /** Entries any of whose texts a test accepts, in the table's order. */
  search(matches: (text: string) => boolean): CodeEntry[] {
    return this.entries.filter((entry) => textsOf(entry).some(matches));
  }
}

/** Every text of an entry that `grep` searches, its key and names included. */
export function textsOf(entry: CodeEntry): string[] {
  return [
    keyOf(entry),
    ...[entry.name, entry.posix, entry.retryNote, entry.popular?.text, entry.popular?.difference].filter((text) => text !== undefined),
    entry.title,
    entry.meaning,
    ...entry.causes,
    ...entry.actions.client,
    ...entry.actions.server,
    ...(entry.otherUses ?? []),
    ...(entry.examples ?? []),
    ...entry.commands,
    ...entry.sources.map(sourceName),
  ];
}
