// What every line of vsftpd's own log begins with: `Sun Aug 13 10:25:17 2023 [pid 9380] [user1] `. Read by its fixed places,
// without an expression: these logs are the largest there are, and it takes a third of the time.

/** The head of a line, and where what follows it begins. */
export interface VsftpdHead {
  readonly stamp: string;
  readonly pid: string;
  readonly user: string | undefined;
  readonly at: number;
}

const STAMP = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4} $/;
/** Characters of the stamp with the blank behind it. */
const WIDTH = 25;
const PID = '[pid ';
const LONGEST_USER = 200;

/** Reads heads of one log: neighbouring lines share their stamp, which is looked at once. */
export class VsftpdHeads {
  #stamp = '';

  /** The head of a line in its plain form; undefined for every other one, which an expression reads. */
  read(raw: string): VsftpdHead | undefined {
    if (!raw.startsWith(PID, WIDTH)) return undefined;
    if (this.#stamp === '' || !raw.startsWith(this.#stamp)) {
      const stamp = raw.slice(0, WIDTH);
      if (!STAMP.test(stamp)) return undefined;
      this.#stamp = stamp;
    }
    const from = WIDTH + PID.length;
    const end = digitsEnd(raw, from);
    if (end === from || !raw.startsWith('] ', end)) return undefined;
    const head = { stamp: this.#stamp.slice(0, -1), pid: raw.slice(from, end) };
    const next = end + 2;
    if (raw[next] !== '[') return { user: undefined, at: next, ...head };
    // A name may hold anything: one with a bracket is for the expression.
    const close = raw.indexOf('] ', next);
    if (close < 0 || close - next > LONGEST_USER) return undefined;
    const user = raw.slice(next + 1, close);
    return user === '' || user.includes('"') || user.includes(']') || raw[close + 2] === '[' ? undefined : { user, at: close + 2, ...head };
  }
}

function digitsEnd(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code >= 0x30 && code <= 0x39; code = text.charCodeAt(at)) at += 1;
  return at;
}
