// Lines of other services: mail, shell, web, telephony, database and tunnel servers word their refusals as FTP servers do.
import { anyOf } from '../any-of.ts';
import { OTHER_SERVICE } from '../log/other-services.ts';

/** What they say besides. */
const FOREIGN = anyOf`
    "(?:GET|POST|HEAD|PUT)\x20
    client login failed:
    ^\S{1,40} \S{1,20} \[(?:crit|error|alert|emerg|warn)\] \d{1,9}#\d{1,9}:\x20
    \[client \d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\]
    \((?:http|mod)_\w{2,12}\.c\.\d
    \bFATAL: {1,2}(?:password|no pg_hba|role|database|sorry)
    \bTLS Error: |\[AF_INET6?\]
    \bPROPPATCH\b
    ^\[\s{0,8}\d{1,9}\.\d{6}\]\x20
    \bInnoDB: |\bmariadbd\b
    \borg\.postgresql\b
    ^dpkg(?:-deb)?: error
    Invalid HTTP request
    %SEC_LOGIN-\d
    (?<!\d)[245]\d\d[ -][245]\.\d{1,3}\.\d{1,3} \S
    ^logger=\w|"logger":"context"
    ^# failJSON\b
    \bvia (?:ssh|winbox|telnet|web)\s*$
  `;

/** The banner of an SSH server, which an FTP client shows when it has met one. */
const BANNER = /\bSSH-[12]\.\d/;
/** What is left of such a banner where its head was taken for a code. */
export const MEETS_SSH: RegExp = /(?<!SSH-)\b[12]\.\d{1,2}-OpenSSH_\d/;

/** Whether a line without a code comes from another service. */
export const isForeign = (text: string): boolean =>
  (OTHER_SERVICE.test(text) || FOREIGN.test(text)) && !BANNER.test(text) && !MEETS_SSH.test(text);
