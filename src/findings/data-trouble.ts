// Does a moment say that a data connection did not come up? Several causes ask this; the answer is given here once.
import { isTransfer, isListing } from '../log/verb-kinds.ts';
import { anyOf } from '../any-of.ts';
import { deniesAbroad } from '../explain/abroad.ts';
import type { Moment } from './cause.ts';
import { type How, howOf, namesControl, tellsNoAnswer, tellsRefused } from './connecting.ts';
import type { DataTry } from './data-try.ts';

/** What else clients and libraries say of a connection that was not made. */
const NOT_MADE = anyOf`
    time-?out\b
    :timeout
    operation now in progress
    \b10061\b
    php_connect_nonb
    истек
    отказано
    таймаут
    没有正确答复
    没有反应
    连接尝试失败
    拒绝
    拒絕
    거부
  `;
const isNotConnected = (text: string): boolean => tellsRefused(text) || tellsNoAnswer(text) || NOT_MADE.test(text);
/** Words that name the data connection itself as what failed. */
const NAMES_DATA = anyOf`
    (?:\bdata[ -]?(?:connection|socket|channel|stream|transfer|port)|\btransfer channel|passive|pasv|epsv)[^\n]{0,60}(?:could not|couldn't|can(?:no|')t|fail|refused|timed? ?out|unable|not (?:be )?establish|error)
    (?:could not|couldn't|can(?:no|')t|fail\w{0,12}|unable|timed? ?out|error)[^\n]{0,50}(?:data|passive)[ -]?(?:connection|socket|channel|stream|port)
    php_connect_nonb
    None of the available transfer strategies
    \[Making data connection
  `;
/** The data connection in the languages of clients. */
const DATA_ABROAD =
  /datenverbindung|connexion de données|conexión de datos|connessione (?:di )?dati|conexão de dados|ligação de dados|соединение (?:для )?передачи данных|канал\w{0,3} (?:передачи )?данных|数据连接|資料連線|データ(?:接続|コネクション)|데이터 연결|gegevensverbinding|połączeni\w{1,3} (?:danych|z danymi)|datové(?:ho)? spojení|dataforbindelse|dataanslutning/i;
/** 425 is also sent for other reasons, which other causes tell by their words. */
const OTHER_425 =
  /use (?:port|pasv)|(?:port|pasv|epsv).{0,12}first|tls|ssl|session|bad ip|security|foreign|operation not permitted|not owner|transfer+ing|aborted|reset by peer|assign requested|listen|no free|no (?:\w{3,8} )?ports?\b|bind|in use/i;
/** In active mode the server has to bind a port of its own, too: that it cannot is no other reason. */
const OTHER_425_ACTIVE = /use pasv|\btls|\bssl|session|bad ip|security|foreign|not owner|transfer+ing|aborted|reset by peer/i;
const PEER_OF_HINT =
  /^(?:passive-ports-blocked|active-mode-blocked|data-connection-reset-early|epsv-unsupported|passive-nat-private-address)$/;
/** A reply that the client could not read is no connection that failed. */
const NOT_READ = anyOf`
    pars(?:e|ing)\b[^\n]{0,40}(?:pasv|epsv|passive)
    (?:pasv|epsv|passive)[^\n]{0,40}\bpars(?:e|ing)\b
    (?:get|read|extract)[^\n]{0,20}(?:pasv|epsv) port
    (?:malformed|invalid|bad|weird\w{0,3}(?: formatted)?|unexpected|bogus|unknown)[^\n]{0,20}(?:pasv|epsv|passive)[^\n]{0,20}(?:reply|response|answer|address)
    (?:passive mode|\|\|\|\d{1,5}\|)[^\n]{0,60}\bValueError\b
    (?:pasv|epsv|passive)[^\n]{0,30}(?:scan failure|bad host|host/port|malformed|unparsable)
  `;
/** The same in other languages. */
const NOT_READ_ABROAD =
  /(?:respuesta|réponse|risposta|resposta|odpowied\w{0,3}|ответ\w{0,2}|válasz|応答|响应|回應|응답)[^\n]{0,20}(?:pasv|epsv)|(?:pasv|epsv)[ -]{0,2}(?:antwort|yanıt|válasz|の?応答|响应|回應|응답)/i;
/** Frames of the functions that make a data connection: the message of their failure often names no more than a socket. */
const IN_PASSIVE =
  /open_?passive|passive_?(?:data|mode|connection|transfer)|connectForPassive|makepasv|ntransfercmd|transfercmd|retr(?:lines|binary)|stor(?:lines|binary)|openDataConn|open_?data_?(?:connection|stream|socket)|cmdDataConn|_dataconn|get_passive|DataConnection|DataStream|FtpDataStream|openDataChannel/i;
const IN_ACTIVE = /open_?active|active_?(?:data|mode|stream)|makeport|\.accept\(|acceptDataConn|_accept\b/i;
/** A server that waits at its passive port in vain: nothing arrived there. */
const ACCEPTS =
  /\baccept(?:ing)?\b[^\n]{0,60}(?:tim(?:ed? ?out|eout)|deadline)|(?:wait\w{0,3} for|await\w{0,3})[^\n]{0,20}data (?:connection|channel|socket)[^\n]{0,40}(?:tim|fail|gave up)|(?:tim(?:ed? ?out|eout))[^\n]{0,30}(?:wait\w{0,3} for|await\w{0,3})[^\n]{0,24}(?:data|passive|client|DTP)|client did not connect to (?:the )?data port/i;
/** A connection to a port that no FTP server is called at. */
const TO_HIGH_PORT =
  /(?:connect\w{0,3}|dial tcp|socket|подключ|под’єднат|verbind|conect|connessione|connex|połącz|łączeni|bağlan|kapcsol|ansluta|forbinde|连接|連接|接続|연결)[^\n]{0,60}(?:port[aeou]? [„“«"']?|puerto |порт |poort |端口 ?|连接埠 ?|ポート ?|포트 ?|:)(\d{4,5})(?!\d)/i;
const goesToHighPort = (text: string, known: number | undefined): boolean => {
  const port = Number(TO_HIGH_PORT.exec(text)?.[1] ?? 0);
  return port >= (known === undefined ? 10_000 : 1024) && port < 65536 && port !== known;
};
/** Go names what it could not connect to. A port that another service is called at is none of FTP. */
const DIALLED = /\bdial tcp (\S{1,80}?)(?::(\d{1,5}))?: /i;
const OTHER_PORTS = new Set([
  21, 22, 25, 53, 80, 110, 143, 389, 443, 465, 587, 636, 990, 993, 995, 1433, 2121, 2379, 3306, 5432, 5672, 6379, 8080, 8443, 9000, 9092,
  9200, 11211, 27017,
]);
function isDialled(text: string, known: number | undefined): boolean {
  const port = Number(DIALLED.exec(text)?.[2] ?? 0);
  return port >= 1024 && port !== known && !OTHER_PORTS.has(port) && howOf(text) === 'no answer';
}
/** The connection had been there: another trouble. */
const RESET = /ECONNRESET|ECONNABORTED|reset by peer|EPIPE|broken pipe|forcibly closed/i;
/** A transfer command in the words for something that timed out. */
const TRANSFER_TIMED_OUT =
  /\b(?:LIST|NLST|MLSD|RETR|STOR|APPE|STOU)\b[^\n]{0,200}tim(?:ed? ?out|eout)|tim(?:ed? ?out|eout)[^\n]{0,60}\b(?:LIST|NLST|MLSD|RETR|STOR|APPE|STOU)\b/;

/** .NET shows the last reply as its error where the data connection failed. */
const LAST_SHOWN = /remote server returned an error: 22[79]\b/i;
export const showsLastReply = (text: string): boolean => LAST_SHOWN.test(text);

/** The words refuse a command, and tell of no connection. */
export const refusesCommand = (text: string): boolean =>
  /permission denied|disabled|(?:not|n't) (?:implemented|understood|supported|allowed|permitted)|unknown command/i.test(text);

/** The client could not read the reply to PASV or EPSV. */
export const isNotRead = (text: string): boolean => NOT_READ.test(text) || (NOT_READ_ABROAD.test(text) && deniesAbroad(text));
/** The failure happened in a function that makes a passive data connection. */
export const inPassiveMode = (frames: string): boolean => IN_PASSIVE.test(frames);
/** The frames are those of a server, which accepts where a client connects. */
export const ofServer = (frames: string | undefined): boolean => frames !== undefined && /\borg\.apache\.ftpserver\b/.test(frames);
/** The failure happened in a function for active mode. */
export const inActiveMode = (frames: string | undefined): boolean =>
  ofServer(frames)
    ? /socketConnect|Socket\.connect\(/.test(frames ?? '')
    : frames !== undefined && IN_ACTIVE.test(frames) && !/passive/i.test(frames);

/** What is known of a data connection that failed. */
export interface DataTrouble {
  /** How the connection was to be made, where the log shows it. */
  readonly attempt?: DataTry;
  readonly how: How;
  /** Only the end of the log speaks: nothing came after. */
  readonly silent: boolean;
}

/** The command before the last preliminary reply asks for a listing. */
const isListed = ({ last }: Moment['session']): boolean => isListing(last?.verb ?? '') && (last?.code ?? 0) < 200;

/** The moment that was asked about last, and the answer: one moment is asked about by several causes. */
let latest: { readonly moment: Moment; readonly trouble: DataTrouble | undefined } | undefined;

/** The data connection that failed in this moment, if one did. */
export function dataTrouble(moment: Moment): DataTrouble | undefined {
  if (latest?.moment !== moment) latest = { moment, trouble: troubleIn(moment) };
  return latest.trouble;
}

/** Has nothing come of a try so far but the 421 that ends it? */
export const isHanging = (attempt: DataTry, { failedTry }: Moment['session']): boolean =>
  !attempt.begun && (attempt.state === 'open' || attempt === failedTry);

function troubleIn({ kind, at, code, text, verb, hint, session, frames, event }: Moment): DataTrouble | undefined {
  const attempt = session.data && session.data.state !== 'done' && session.data.mode !== 'unknown' ? session.data : undefined;
  const found: DataTrouble = { how: howOf(text), silent: kind === 'silence', ...(attempt && { attempt }) };
  if (attempt?.broken || attempt?.misfit) return undefined;
  if (kind === 'silence') return attempt ? found : undefined;
  if (kind === 'words') {
    if (isNotRead(text) || session.data?.broken) return undefined;
    // The client begins anew.
    if (session.closed && namesControl(text)) return undefined;
    if (/find (?:an? )?(?:open|available|free) |stall|no free|listen(?!ing on)|\bbind|EADDR/i.test(text)) return undefined;
    if (/\b(?:tls|ssl|gnutls|handshake|certificate|protection|secure data)\b/i.test(text)) return undefined;
    if (/\bPASV: operation not permitted/i.test(text)) return undefined;
    if (verb === 'PASV' && refusesCommand(text)) return undefined;
    // What a client holds for possible is no evidence.
    if (/\b(?:maybe|perhaps|possibly|might|may have|probably)\b/i.test(text)) return undefined;
    if (ACCEPTS.test(text) || TRANSFER_TIMED_OUT.test(text) || LAST_SHOWN.test(text)) return found;
    if (frames && isNotConnected(text) && (IN_PASSIVE.test(frames) || IN_ACTIVE.test(frames))) return found;
    // Somebody goes through the steps of the library by hand.
    if (frames && /create_connection|\bconnect\(/.test(frames) && isNotConnected(text) && session.wordsSay(/\bmakepasv\(/)) return found;
    // The question for a port itself gets no answer: what watches the control connection swallows it.
    if (/^(?:PASV|EPSV)$/.test(session.waiting.at(-1)?.verb ?? '') && session.replies > 0 && howOf(text) === 'no answer') return found;
    if (
      isNotConnected(text) &&
      goesToHighPort(text, session.peer?.port) &&
      (attempt ||
        verb === 'PASV' ||
        verb === 'EPSV' ||
        /==> (?:PASV|EPSV)\b/.test(text) ||
        (/ftp/i.test(text) && goesToHighPort(text, undefined)))
    )
      return found;
    if (isDialled(text, session.peer?.port)) return found;
    if (RESET.test(text)) return undefined;
    if (DATA_ABROAD.test(text) && (hint === undefined || PEER_OF_HINT.test(hint)) && (isNotConnected(text) || deniesAbroad(text)))
      return found;
    if (event === 'timeout' && TRANSFER_TIMED_OUT.test(text)) return found;
    // ftp(1) reports the data connection so once it is logged in.
    if (NAMES_DATA.test(text) || (/^ftp: connect/i.test(text) && session.replies > 0)) return found;
    // A bare "timed out" belongs to the data connection only while one is being made.
    // A server may say 150 before it connects back, or before it is connected to; of a listing nothing is missed so long.
    const early = attempt?.mode === 'PORT' || attempt?.mode === 'EPRT' || isListing(attempt?.command?.verb ?? '');
    // A transcript that begins with the listing: whatever the connection was, nothing came over it.
    if (session.data?.mode === 'unknown' && session.data.state === 'open' && isListed(session) && howOf(text) === 'no answer') return found;
    return attempt && (!attempt.begun || (early && howOf(text) === 'no answer')) && isNotConnected(text) ? found : undefined;
  }
  const active = attempt?.mode === 'PORT' || attempt?.mode === 'EPRT';
  // The client hangs at a data connection that does not come up, until the server takes it for idle.
  if (hint === 'idle-timeout' && code === 421 && attempt && isHanging(attempt, session) && attempt.at.line < at.line) return found;
  if (hint !== undefined && !PEER_OF_HINT.test(hint) && !(active && hint === 'passive-port-unavailable')) return undefined;
  if (code === 425 && (verb === '' || isTransfer(verb)) && !(active ? OTHER_425_ACTIVE : OTHER_425).test(text)) return found;
  // FileZilla's tester of routers and firewalls.
  if (attempt && /failure of data connection/i.test(text)) return found;
  const waited =
    attempt && !attempt.begun && (code === 421 || code === 426 || code === 450 || code === 451) && /tim(?:ed? ?out|eout)/i.test(text);
  return waited && /data|connect/i.test(text) ? found : undefined;
}

/** A server's log tells of a failed upload or download how many bytes went over before; what stands before them is the file's name. */
export const movedSome = ({ event, text }: Moment): boolean =>
  (event === 'upload-failed' || event === 'download-failed') && /(?:^|[,:] )[1-9]\d{0,14} bytes\b[^"]*$/.test(text);

/** vsftpd has just told that a data connection ended without close_notify, and now that the upload failed. */
export const endedUncleanly = ({ event, at, session }: Moment): boolean => {
  const line = session.daemon.uncleanEnd?.line ?? Number.NEGATIVE_INFINITY;
  return event === 'upload-failed' && at.line > line && at.line - line <= 6;
};
