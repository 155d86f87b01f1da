// Does a moment say that a data connection did not come up? Several causes ask this; the answer is given here once.
import { isTransfer, type Moment } from './cause.ts';
import type { DataTry } from './session.ts';

/** Words of clients, libraries and servers for a connection that was not made. */
const NOT_CONNECTED =
  /ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|connection refused|actively refused|timed[ -]?out|time-?out\b|:timeout|no route to host|network is unreachable|did not properly respond|operation now in progress|\b1006[015]\b|php_connect_nonb|verbindung verweigert|zeitüberschreitung|connexion refusée|délai|conexión rehusada|agotado|connessione rifiutata|соединени|连接/i;
/** Words that name the data connection itself as what failed. */
const NAMES_DATA =
  /(?:data|passive|pasv|epsv)[ -]?(?:connection|socket|channel|stream|transfer|mode|port)?[^\n]{0,60}(?:could not|couldn't|can(?:no|')t|fail|refused|timed? ?out|unable|not (?:be )?establish|error)|(?:could not|couldn't|can(?:no|')t|fail\w{0,12}|unable|timed? ?out|error)[^\n]{0,50}(?:data|passive)[ -]?(?:connection|socket|channel|stream|port)|php_connect_nonb|None of the available transfer strategies/i;
/** 425 is also sent for other reasons, which other causes tell by their words. */
const OTHER_425 =
  /use (?:port|pasv)|(?:port|pasv|epsv).{0,12}first|tls|ssl|session|bad ip|security|foreign|operation not permitted|not owner|transfer+ing|aborted|reset by peer|listen|no free|bind|in use/i;
const PEER_OF_HINT =
  /^(?:passive-ports-blocked|active-mode-blocked|data-connection-reset-early|epsv-unsupported|passive-nat-private-address)$/;
/** A reply that the client could not read is no connection that failed. */
const NOT_READ =
  /pars(?:e|ing)\b[^\n]{0,40}(?:pasv|epsv|passive)|(?:pasv|epsv|passive)[^\n]{0,40}\bpars(?:e|ing)\b|(?:get|read|extract)[^\n]{0,20}(?:pasv|epsv) port/i;

/** What is known of a data connection that failed. */
export interface DataTrouble {
  /** How the connection was to be made, where the log shows it. */
  readonly attempt?: DataTry;
  readonly how: 'refused' | 'no answer' | 'unknown';
  /** Only the end of the log speaks: nothing came after. */
  readonly silent: boolean;
}

const howOf = (text: string): DataTrouble['how'] =>
  /refused|rehusada|rifiutata|verweigert|10061/i.test(text)
    ? 'refused'
    : /tim|unreach|no route|10060|respond/i.test(text)
      ? 'no answer'
      : 'unknown';

/** The moment that was asked about last, and the answer: one moment is asked about by several causes. */
let latest: { readonly moment: Moment; readonly trouble: DataTrouble | undefined } | undefined;

/** The data connection that failed in this moment, if one did. */
export function dataTrouble(moment: Moment): DataTrouble | undefined {
  if (latest?.moment !== moment) latest = { moment, trouble: troubleIn(moment) };
  return latest.trouble;
}

function troubleIn({ kind, code, text, verb, hint, session }: Moment): DataTrouble | undefined {
  const attempt = session.data && session.data.state !== 'done' && session.data.mode !== 'unknown' ? session.data : undefined;
  const found: DataTrouble = { how: howOf(text), silent: kind === 'silence', ...(attempt && { attempt }) };
  if (attempt?.broken) return undefined;
  if (kind === 'silence') return attempt ? found : undefined;
  if (kind === 'words') {
    if (NOT_READ.test(text) || session.data?.broken) return undefined;
    if (/find open port|no free|listen|bind/i.test(text)) return undefined;
    if (/\b(?:tls|ssl|gnutls|handshake|certificate)\b/i.test(text)) return undefined;
    // ftp(1) reports the data connection so once it is logged in.
    if (NAMES_DATA.test(text) || (/^ftp: connect/i.test(text) && session.replies > 0)) return found;
    // A bare "timed out" belongs to the data connection only while one is being made.
    return attempt && !attempt.begun && NOT_CONNECTED.test(text) ? found : undefined;
  }
  if (hint !== undefined && !PEER_OF_HINT.test(hint)) return undefined;
  if (code === 425 && (verb === '' || isTransfer(verb)) && !OTHER_425.test(text)) return found;
  const waited =
    attempt && !attempt.begun && (code === 421 || code === 426 || code === 450 || code === 451) && /tim(?:ed? ?out|eout)/i.test(text);
  return waited && /data|connect/i.test(text) ? found : undefined;
}
