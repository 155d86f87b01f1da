// Columns with names: one JSON object a line that holds a command and the code of its reply, whatever its members are called.
import type { Said } from './format.ts';
import { type Flat, readRecord } from './json.ts';
import { isVerb } from './verbs.ts';
import { isReplyCode } from './vocabulary.ts';

const CODE = /(?:^|[._-])(?:(?:ftp|reply|response|resp|status|result|return|sc)[._-]?)?(?:code|status)$/i;
const COMMAND = /(?:^|[._-])(?:command|cmd|verb|method|request|raw)$/i;
const ARGUMENT = /(?:^|[._-])(?:params?|arg(?:ument)?s?|command[._-]params|cmd[._-]arg)$/i;
const TEXT = /(?:^|[._-])(?:ftp|reply|response|resp|status)[._-]?(?:msg|message|text|line|string)$/i;
const CLIENT = /(?:^|[._-])(?:remote|client|src|source|peer|c)[._-]?(?:ip|addr(?:ess)?|host)?$/i;
const USER = /(?:^|[._-])(?:user|username|user[._-]name|account)$/i;
const STAMP = /^@?(?:time|timestamp|ts|date)$/i;
/** An address, or a number that names a session. */
const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]{0,40}:[\da-f:.]{1,46})$/i;

function member(flat: Flat, name: RegExp, fits: (value: string) => boolean): string | undefined {
  for (const [key, value] of flat) {
    if ((typeof value === 'string' || typeof value === 'number') && name.test(key) && fits(String(value))) return String(value);
  }
  return undefined;
}

/** What a record says, or undefined where it holds no command of FTP with a code. */
export function readJsonColumns(raw: string): Said | undefined {
  if (!/^\s{0,20}\{/.test(raw) || !raw.trimEnd().endsWith('}')) return undefined;
  const flat = readRecord(raw);
  const code = flat && member(flat, CODE, (value) => /^[1-6]\d\d$/.test(value) && isReplyCode(Number(value)));
  const sent = flat && code && member(flat, COMMAND, (value) => isVerb(/^[A-Za-z]{3,5}(?= |$)/.exec(value)?.[0] ?? ''));
  if (!flat || !code || !sent) return undefined;
  const argument = sent.includes(' ') ? undefined : member(flat, ARGUMENT, (value) => value !== '');
  const text = member(flat, TEXT, (value) => !/^(?:\d{0,3}|-)$/.test(value));
  const client = member(flat, CLIENT, (value) => ADDRESS.test(value));
  const user = member(flat, USER, (value) => value !== '' && value !== '-');
  const stamp = member(flat, STAMP, (value) => value.length > 7);
  const command = /^PASS\b/i.test(sent) ? 'PASS ****' : argument ? `${sent} ${argument}` : sent;
  return {
    ...(client && { client }),
    ...(user && { user }),
    ...(stamp && { stamp }),
    kind: 'exchange',
    code: Number(code),
    ...(text && { text }),
    command,
  };
}
