// What the causes of a refused login have in common: which moments are refusals, and what their words are about.
import { anyOf } from '../any-of.ts';
import { type Moment, quoted } from './cause.ts';
import { tlsTrouble } from './tls-words.ts';

export const user = ({ session }: Moment): string => (session.user ? ` for ${quoted(session.user)}` : '');
/** Is this the answer to a login: to PASS, or a 530 whose command the log does not show? */
export const refused = ({ kind, code, verb, session }: Moment): boolean =>
  kind === 'reply' &&
  (code === 530 || code === 430) &&
  (verb === 'PASS' || verb === 'ACCT' || (verb === '' && !session.loggedIn) || (verb === 'USER' && session.asked.pass !== undefined));
/** "User cannot log in." sounds like a login that is missing; in reply to PASS it is one that was refused. */
export const isOfPassword = ({ hint, verb, explanation, text }: Moment): boolean =>
  hint === undefined ||
  hint === 'wrong-password' ||
  (hint === 'login-not-completed' && (verb === 'PASS' || /cannot log ?in/i.test(text)) && !explanation?.wording?.cause);
const LOGIN_FAILED = anyOf`
    incorrect password
    password mismatch
    invalid credentials
    bad password
    wrong password
    authentication failed for user
    password (?:is )?(?:incorrect|wrong|invalid)
    login or password incorrect
    fail(?:ed)? login
    \(Login failed\): (?:Incorrect|No such user)
    no such user
    unknown user
    user unknown
    login (?:is )?incorrect
    (?:user ?name|password|credentials)[^\n]{0,30}(?:not accepted|rejected|refused by)
    login authentication failed
    authentication failure; logname
    invalid user(?:name)?(?: or|/)? ?(?:password)?
    access denied: 530
    (?:cannot|can't|could not) log ?in\b
    check (?:your |the )?(?:user ?name|credentials|password)
    password was not allowed
  `;
/** Name or password, and that they are wrong, in whatever order and in several languages. */
const CREDENTIAL =
  /user ?name|\buser\b|\blogin\b|passw(?:or)?d|credential|authenticat|anmeld|benutzer|passwort|kennwort|utilisateur|mot de passe|identifi|usuario|contraseña|utente|senha|пользовател|парол|логин|用户|密码|登录|パスワード/i;
const WRONG =
  /incorrect|\bbad\b|wrong|invalid|mismatch|not (?:valid|accepted|recogni[sz]ed|correct)|rejected|falsch|ungültig|fehlgeschlagen|incorrecte?s?|erron|errat[oa]|sbagliat|невер|неправильн|错误|不正确|失败|違/i;
/** Other things that are called invalid beside a name. */
const NOT_OF_LOGIN =
  /shell|ftps\b|gss-?api|kerberos|sslstream|certificat|\btls\b|\bssl\b|escape|token|encod|codec|character|database|\bldap\b|\bsql|\bPAM\b|command|path|director|expired|locked|disabled|allowed/i;
const REFUSED =
  /\b(?:login|logon|log ?in|sign ?in|authentication|auth)\b[^\n]{0,20}\b(?:fail(?:ed|ure)|refused|rejected|unsuccessful|error)\b|(?:reject|refus)ed (?:the )?(?:password|login)/i;
export const refusesLogin = (text: string): boolean =>
  LOGIN_FAILED.test(text) ||
  (((CREDENTIAL.test(text) && WRONG.test(text)) || REFUSED.test(text)) && !NOT_OF_LOGIN.test(text) && tlsTrouble(text) === undefined);
/** "Not logged in", in the words of System.Net and others who put their own to the code. */
export const NOT_LOGGED_IN: RegExp =
  /^\W*(?:user )?(?:not logged in|nicht angemeldet|no (?:ha iniciado sesión|conectado)|non connecté|pas connecté|não (?:conectado|está logado)|нет входа|не выполнен вход|未登录|未ログイン|nie zalogowan\w{0,12}|niet aangemeld)\W*$/i;
/** Only the code is known: no command, no greeting. */
export const isLone = ({ session }: Moment): boolean =>
  session.commands === 0 &&
  session.greeting === undefined &&
  session.replies <= 1 &&
  !session.wordsSay(/^\s*\w{0,5}ftp>|\bbefore login\b/i);

/** The login of nobody in particular, whose password may be anything (RFC 1635 section 3.1). */
export const isAnonymous = ({ user, recent }: Moment['session']): boolean =>
  /^(?:anonymous|ftp)(?:$|@)/i.test(user ?? '') ||
  recent.some(({ code, at }) => code === 331 && /\b(?:anonymous|guest) (?:access|login)/i.test(at.text));

/** 530 in a terminal's session that shows neither a prompt for the name nor 331: no login was tried yet. */
export const isUnasked = ({ kind, code, verb, session }: Moment): boolean =>
  kind === 'reply' &&
  code === 530 &&
  verb === '' &&
  session.commands === 0 &&
  session.greeting !== undefined &&
  session.asked.user === undefined &&
  session.wordsSay(TERMINAL) &&
  !session.wordsSay(ASKS_NAME);
const TERMINAL =
  /^\s*(?:\w{0,5}ftp> ?(?:open|o) |Connected to \S{1,80}\.?\s*$|Verbindung mit \S{1,80} wurde hergestellt|Connecté à |Conectado a |Connesso a )/i;
const ASKS_NAME = /^\s*(?:Name|User|Benutzer|Utilisateur|Usuario|Utente|Usuário|Пользователь|用户) ?\(\S{1,100}\):|\bUSER\b/i;
