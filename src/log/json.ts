// Logs whose records are JSON: one per line, or pretty printed over several.

/** A record with its nested names joined by dots; arrays stay as they are. */
export type Flat = ReadonlyMap<string, unknown>;

const LONGEST = 65_536;
const MOST_LINES = 400;

function flatten(value: unknown, prefix: string, into: Map<string, unknown>, depth: number): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 8) {
    into.set(prefix, value);
    return;
  }
  for (const [key, inner] of Object.entries(value)) flatten(inner, prefix === '' ? key : `${prefix}.${key}`, into, depth + 1);
}

/** The JSON object that stands in `text` from its first brace on, flattened; undefined where there is none. */
export function readRecord(text: string): Flat | undefined {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start || text.length > LONGEST) return undefined;
  try {
    const flat = new Map<string, unknown>();
    flatten(JSON.parse(text.slice(start, end + 1)), '', flat, 0);
    return flat;
  } catch {
    return undefined;
  }
}

/** A value as text: numbers too, nothing else. */
export function textOf(flat: Flat, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = flat.get(name);
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return undefined;
}

/** Puts records together that are printed over several lines. */
export class RecordLines {
  #text = '';
  #lines = 0;
  #depth = 0;
  #inString = false;

  /** True while a record has begun and not ended. */
  get open(): boolean {
    return this.#lines > 0;
  }

  /** What has been gathered of the open record. */
  get text(): string {
    return this.#text;
  }

  /** Takes a line; returns the whole text of a record that it ends. */
  add(line: string): string | undefined {
    if (!this.open && !/^[\s,[]{0,40}\{/.test(line)) return undefined;
    // No line of a record starts like this: it was cut off, or never was one.
    if (this.open && !/^\s*["{}[\],\d+.eEtrufalsn-]/.test(line)) return this.#drop();
    this.#text += `${line}\n`;
    this.#lines += 1;
    if (this.#text.length > LONGEST || this.#lines > MOST_LINES) return this.#drop();
    let escaped = false;
    for (const char of line) {
      if (escaped) escaped = false;
      else if (this.#inString) {
        if (char === '\\') escaped = true;
        else if (char === '"') this.#inString = false;
      } else if (char === '"') this.#inString = true;
      else if (char === '{') this.#depth += 1;
      else if (char === '}') this.#depth -= 1;
    }
    this.#inString = false;
    if (this.#depth > 0) return undefined;
    const text = this.#text;
    this.#drop();
    return text;
  }

  #drop(): undefined {
    this.#text = '';
    this.#lines = 0;
    this.#depth = 0;
    this.#inString = false;
    return undefined;
  }
}
