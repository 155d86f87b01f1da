// What a client was given to log in with, as its own lines show it: addresses with name and password in them, settings, scripts.
// A name or password that holds a character with a meaning of its own there arrives changed, or not at all.
import { anyOf } from '../any-of.ts';

/** What is wrong with the way that name or password is written. */
export type Miswritten = 'name' | 'password';

/** An address with a name, or a name and a password, in it. */
const ADDRESS = /\bs?ftpe?s?:\/\/([^\s'"<>]{1,200})/gi;
/** Settings that hold a name: JSON, YAML, command lines. */
const OF_NAME = /user(?:_?name)?\b|\blogin\b|benutzer|utilisateur|usuario/i;
const OF_PASSWORD = /pass(?:word|wd)?\b|\bpwd\b|secret|kennwort|contraseña|mot de passe/i;
/** What a reader of settings or addresses says of a character that it takes for its own. */
const NOT_READ = anyOf`
    (?:For input string|invalid (?:port|literal for int)|port (?:could not be|must be|is not)|bad port|invalid URI)[^\n]{0,60}["'\x60][^"'\x60\n]{0,80}@[^"'\x60\n]{1,80}["'\x60]
    (?:invalid|bad|unknown|unrecogni[sz]ed|illegal|unexpected|malformed)[^\n]{0,40}(?:escape|escaped|token|character|userinfo|URI|URL|percent)
    \b(?:URI|URL)\b[^\n]{0,30}(?:malformed|invalid|bad)
    invalid userinfo
    event not found
    (?:unexpected token|parse error|syntax ?error)[^\n]{0,20}[\x60"' ][$\\!&#()]
    unterminated (?:string|quot)
    unmatched ['"]
  `;

function ofAddress(address: string): Miswritten | undefined {
  const rest = address.replace(/^([^/]*@)?([^/@]*)\/.*$/, '$1$2');
  const last = rest.lastIndexOf('@');
  if (last < 0) return undefined;
  const info = rest.slice(0, last);
  const colon = info.indexOf(':');
  const name = colon < 0 ? info : info.slice(0, colon);
  const password = colon < 0 ? '' : info.slice(colon + 1);
  if (name.includes('@')) return 'name';
  // name@domain:password@host: the colon comes behind the first sign.
  if (/^[^:]*@[^:]*:/.test(info)) return 'name';
  if (/[@#?^!&$]|%(?![0-9a-f]{2})/i.test(password)) return 'password';
  return undefined;
}

/** Whether name or password are written so that they cannot arrive as they are meant. */
export function miswritten(line: string): Miswritten | undefined {
  for (const [, address] of line.slice(0, 400).matchAll(ADDRESS)) {
    // Characters that end the host may stand in the password.
    const found =
      ofAddress(address as string) ?? (/^[^:/@]{1,60}:[^@/]{0,60}[#?/][^@]{0,60}@/.test(address as string) ? 'password' : undefined);
    if (found) return found;
  }
  // lftp parts name and password at the comma.
  if (/(?:^|\s)-u\s{0,2}["']?[^\s,"']{1,60},[^\s,"']{1,60},/.test(line) && /\blftp\b/.test(line)) return 'password';
  return undefined;
}

/** Does a line tell that settings or an address could not be read because of such a character? */
export const tellsMiswritten = (line: string): boolean => NOT_READ.test(line);
export const speaksOfName = (line: string): boolean => OF_NAME.test(line);
export const speaksOfPassword = (line: string): boolean => OF_PASSWORD.test(line);

/** A name that no server has an account for: another record, a placeholder, quotes, a command, control characters. */
const NO_NAME =
  /%[0-9a-f]{2}|^['"`]|['"`]$|^\s|\s$|\\\\|\$[{(]|^\$[A-Za-z_]+$|^%\w+%$|\{\{|<[^>]{0,60}>|@[^@]+@|@$|^(?:undefined|null|None|nil|NaN|false|true|\[object Object\])$|[\u0080-\uffff]|:[^:]*:|^(?:USER|PASS) \S|^user \S{1,80} \S|[;&`]|\\[0rnx]|\^M/;

/** Is this what a client makes of a name, rather than a name? */
export const isNoName = (name: string): boolean => NO_NAME.test(name) || /\p{Cc}/u.test(name);

/** The name that a server's log says is unknown, where it may be odd. */
export const unknownName = (line: string): string | undefined =>
  /\bUSER ([^\n]{1,120}?)(?: \(Login failed\))?: no such user/i.exec(line)?.[1] ??
  /\buser ['"]?([^\s'":]{1,80})['"]? (?:cannot|can't|could not|is not|not|unknown|access denied|does not)/i.exec(line)?.[1] ??
  /(?:for|of) user \[([^\]\n]{1,120})\]/i.exec(line)?.[1];
