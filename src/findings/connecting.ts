// What words tell of a connection that was not made: how it came to nothing, and whether it was the control connection.
import { anyOf } from '../any-of.ts';

/** How a connection came to nothing. */
export type How = 'refused' | 'no answer' | 'unknown';

/** A time-out that somebody has set: `with timeout 30 s`, `timeout=30`. */
const SET = /time-?out\w{0,6}(?:[\s:=(]{1,3}| (?:is|of|set to)(?: set to)? )\d/i;

/** Whether words about a time-out only tell how long it is. */
const namesLimit = (text: string): boolean => SET.test(text) && !/timed[ -]?out/i.test(text);

/** Nobody answered, in words of which no part is a name. */
const NO_ANSWER = anyOf`
    \btimed[ -]?out\b
    \btime-?out(?:error|exception)?\b
    opentimeout
    no route to host
    unreachable
    did not (?:properly )?respond
    no (?:answer|response|reply)
    ETIMEDOUT
    EHOSTUNREACH
    ENETUNREACH
    1006[05]
    zeitüberschreitung
    délai
    tiempo de espera
    tempo (?:limite|de espera)
    scadut
    agotado
    время ожидания|истек
    zaman aşımı
    przekroczono
    タイムアウト|超时|逾時|시간 초과
  `;
export const tellsNoAnswer = (text: string): boolean => NO_ANSWER.test(text) && !namesLimit(text);

/** Somebody refused the connection, in words of which no part is a name. */
const REFUSED = anyOf`
    connection (?:was )?refused\b(?! \()
    actively refused
    \bECONNREFUSED\b
    \b10061\b
    verbindung verweigert|verbindungsaufbau abgelehnt
    connexion refusée
    conexión (?:rehusada|rechazada)
    connessione rifiutata
    conexão recusada
    соединении отказано
    połączenie odrzucone
    bağlantı reddedildi
    连接被拒绝|拒绝连接|連線被拒|接続(?:を|が)?拒否|연결이 거부
  `;
export const tellsRefused = (text: string): boolean => REFUSED.test(text);

export const howOf = (text: string): How => (tellsRefused(text) ? 'refused' : tellsNoAnswer(text) ? 'no answer' : 'unknown');

const CONTROL = anyOf`
    ["'„«“]E(?:CONNREFUSED|TIMEDOUT|HOSTUNREACH|NETUNREACH) -\x20
    connection attempt failed with
    ^\W{0,4}(?:ftp: )?connect(?: to (?:address )?\S{1,80})?\s?:\x20
    \d\.\d{1,3}:21\b(?!:\d)
    \b[a-z][\w.-]{0,80}[a-z]\]?:21\b(?!:\d)
    \bNet::FTP: connect:\x20
    \bport[ =:]{0,2}21\b
    no control connection
    (?:timeout|timed out)[^\n]{0,20}\(control connection\)
    (?:could not|unable to|cannot|can't|failed to) connect to (?:the )?(?:remote )?ftp server
  `;

/** Whether words about a connection are about the one for commands, which goes to port 21. */
export const namesControl = (text: string): boolean => CONTROL.test(text);
