// What the digits of a reply code say by themselves (RFC 959 section 4.2, RFC 2228 section 5.2).
// Class and function group are derived here and stored nowhere, so that they cannot disagree with a code.

/** The category of a reply: its class in words, or a network error number, which is no FTP reply. */
export type Category =
  | 'positive preliminary'
  | 'positive completion'
  | 'positive intermediate'
  | 'transient negative'
  | 'permanent negative'
  | 'protected reply'
  | 'network error'
  | 'unassigned class';

/** What one class of replies is called and what it asks of the client. */
export interface ReplyClass {
  /** The mask as people write it, such as `4yz`. */
  readonly mask: string;
  readonly category: Category;
  /** What the class means, in one sentence. */
  readonly meaning: string;
  /** What a client does on such a reply. */
  readonly next: string;
  readonly source: { readonly rfc: number; readonly section: string };
}

const base = { rfc: 959, section: '4.2' };

const CLASSES: readonly ReplyClass[] = [
  {
    mask: '1yz',
    category: 'positive preliminary',
    meaning: 'The server has begun what was asked and will send another reply when it is done.',
    next: 'Wait for the next reply before sending a new command.',
    source: base,
  },
  {
    mask: '2yz',
    category: 'positive completion',
    meaning: 'What was asked is done; a new command may follow.',
    next: 'Go on.',
    source: base,
  },
  {
    mask: '3yz',
    category: 'positive intermediate',
    meaning: 'The server has taken the command and waits for the next one of the same group.',
    next: 'Send the command that completes the group, such as PASS after USER.',
    source: base,
  },
  {
    mask: '4yz',
    category: 'transient negative',
    meaning: 'The command failed, but the reason is expected to pass.',
    next: 'Send the same again later, from the beginning of the command sequence.',
    source: base,
  },
  {
    mask: '5yz',
    category: 'permanent negative',
    meaning: 'The command failed, and the same command will fail again.',
    next: 'Change something first: the command, its argument, the account or the server.',
    source: base,
  },
  {
    mask: '6yz',
    category: 'protected reply',
    meaning: 'The text is base64 and holds the true reply, protected by the security mechanism agreed on.',
    next: 'Decode the text; the reply inside decides.',
    source: { rfc: 2228, section: '5.2' },
  },
];

/** The class of a reply code by its first digit, or undefined where RFC 959 and RFC 2228 define none (0, 7, 8, 9). */
export function replyClass(code: number): ReplyClass | undefined {
  return code >= 100 && code <= 699 ? CLASSES[Math.floor(code / 100) - 1] : undefined;
}

/** All classes that an RFC in force defines, in the order of their first digit. */
export function replyClasses(): readonly ReplyClass[] {
  return CLASSES;
}

/** The category of a reply code, or of a network error number (five digits). */
export function categoryOf(code: number): Category {
  if (code >= 10000) return 'network error';
  return replyClass(code)?.category ?? 'unassigned class';
}

/** True for a transient or permanent negative reply. */
export function isNegative(code: number): boolean {
  return code >= 400 && code <= 599;
}

/** True for a positive preliminary reply, after which the same command draws another reply. */
export function isPreliminary(code: number): boolean {
  return code >= 100 && code <= 199;
}

const GROUPS: readonly (string | undefined)[] = [
  'syntax',
  'information',
  'connections',
  'authentication and accounting',
  undefined,
  'file system',
];

/** The function group by the second digit (RFC 959 4.2: x4z is unspecified, x6z to x9z are not defined). */
export function functionGroup(code: number): string | undefined {
  if (code < 100 || code > 699) return undefined;
  return GROUPS[Math.floor(code / 10) % 10];
}

/** Names of the function groups, in the order of their digit, without the ones that RFC 959 leaves undefined. */
export function functionGroups(): readonly string[] {
  return GROUPS.filter((group): group is string => group !== undefined);
}
