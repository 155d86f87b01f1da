// What the text of a reply carries: the replies whose text an RFC gives a form to.
import { unreachable } from './address.ts';

/** Values read from a reply's text. Only the fields that the code's text carries are there. */
export interface Carried {
  /** Address and port of the data connection (227, 228), or port alone (229). */
  readonly address?: string;
  readonly port?: number;
  /** Why a client elsewhere cannot reach the address. */
  readonly unreachable?: string;
  /** Modification time in ISO 8601, UTC (213 to MDTM, RFC 3659 section 2.3). */
  readonly time?: string;
  /** Size in bytes (213 to SIZE; 150). */
  readonly size?: number;
  /** Path between the quotes, undoubled (257, RFC 959 appendix II). */
  readonly path?: string;
  /** Features, one a line (211 to FEAT, RFC 2389 section 3.2). */
  readonly features?: readonly string[];
  readonly minutes?: number;
  /** Restart markers: the sender's, then the receiver's (110, RFC 1123 section 4.1.3.4). */
  readonly markers?: readonly [string, string];
  /** System name (215). */
  readonly system?: string;
  /** The reply inside a 631, and a word on 632 and 633 (RFC 2228 section 5.2). */
  readonly inside?: string;
  readonly protected?: 'integrity' | 'integrity and confidentiality' | 'confidentiality';
  /** Protocols that the server would accept (522, RFC 2428 section 2). */
  readonly protocols?: readonly number[];
}

/**
 * Reads what the text of a reply carries, or null where it carries nothing.
 * @param text without the code; lines joined by line feeds
 */
export function readCarried(code: number, text: string): Carried | null {
  return READERS[code]?.(text) ?? null;
}

const READERS: Readonly<Record<number, (text: string) => Carried | undefined>> = {
  110: (text) => {
    const found = /MARK (\S+) ?= ?(\S+)/i.exec(text);
    return found ? { markers: [found[1] as string, (found[2] as string).replace(/\.$/, '')] } : undefined;
  },
  120: (text) => {
    const found = /(\d{1,6}) ?min/i.exec(text);
    return found ? { minutes: Number(found[1]) } : undefined;
  },
  150: (text) => {
    const found = /\((\d{1,18}) bytes?\)/i.exec(text);
    return found ? { size: Number(found[1]) } : undefined;
  },
  211: (text) => {
    const lines = text.split('\n');
    const features = lines
      .slice(1, -1)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    return features.length > 0 && /feat|ext|support/i.test(lines[0] ?? '') ? { features } : undefined;
  },
  213: (text) => {
    const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?$/.exec(text.trim());
    if (time && Number(time[2]) <= 12 && Number(time[3]) <= 31)
      return { time: `${time[1]}-${time[2]}-${time[3]}T${time[4]}:${time[5]}:${time[6]}${time[7] ?? ''}Z` };
    return /^\d{1,18}$/.test(text.trim()) ? { size: Number(text.trim()) } : undefined;
  },
  215: (text) => {
    const system = text.trim().split(' ')[0];
    return system ? { system } : undefined;
  },
  227: (text) => {
    // RFC 1123 section 4.1.2.6: the parentheses may be missing; look for the first six numbers.
    const found = /(?<!\d)(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})(?!\d)/.exec(text);
    if (!found) return undefined;
    // Written out: a busy server sends this more often than any other reply that carries something.
    const [, a, b, c, d, high, low] = found as unknown as readonly string[];
    for (let i = 1; i <= 6; i += 1) if (Number(found[i]) > 255) return undefined;
    return at(`${Number(a)}.${Number(b)}.${Number(c)}.${Number(d)}`, Number(high) * 256 + Number(low));
  },
  228: (text) => {
    // RFC 1639 section 3: address family, length, address bytes, length, port bytes.
    const numbers = /\(([\d, ]{3,200})\)/.exec(text)?.[1]?.split(',').map(Number) ?? [];
    const length = numbers[1] ?? 0;
    const address = numbers.slice(2, 2 + length);
    const ports = numbers.slice(3 + length, 3 + length + (numbers[2 + length] ?? 0));
    if (address.length !== length || ports.length === 0 || ![4, 16].includes(length)) return undefined;
    const port = ports.reduce((sum, byte) => sum * 256 + byte, 0);
    const hextets = Array.from({ length: length / 2 }, (_, i) =>
      (((address[2 * i] as number) << 8) | (address[2 * i + 1] as number)).toString(16),
    );
    return at(length === 4 ? address.join('.') : hextets.join(':'), port);
  },
  229: (text) => {
    // RFC 2428 section 3: one delimiter of ASCII 33 to 126, the first two fields blank.
    const found = /\(([!-~])\1\1(\d{1,5})\1\)/.exec(text);
    return found && Number(found[2]) <= 65535 ? { port: Number(found[2]) } : undefined;
  },
  257: (text) => {
    const found = /"((?:[^"]|"")*)"/.exec(text);
    return found ? { path: (found[1] as string).replaceAll('""', '"') } : undefined;
  },
  522: (text) => {
    const found = /\((\d(?:,\d){0,8})\)/.exec(text);
    return found ? { protocols: (found[1] as string).split(',').map(Number) } : undefined;
  },
  631: (text) => ({ protected: 'integrity', ...inside(text) }),
  632: () => ({ protected: 'integrity and confidentiality' }),
  633: () => ({ protected: 'confidentiality' }),
};

function at(address: string, port: number): Carried {
  const why = unreachable(address);
  return { address, port, ...(why && { unreachable: why }) };
}

/** A 631 is only signed: the base64 holds the reply in clear somewhere among the mechanism's own bytes. */
function inside(text: string): { inside?: string } {
  const base64 = text.replace(/\s/g, '');
  if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(base64)) return {};
  const bytes = Uint8Array.from(atob(base64.padEnd(Math.ceil(base64.length / 4) * 4, '=')), (char) => char.charCodeAt(0));
  const found = /[1-6]\d\d[ -][\x20-\x7e]*/.exec(new TextDecoder('latin1').decode(bytes));
  return found ? { inside: found[0] } : {};
}
