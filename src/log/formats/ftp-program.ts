import { BareTranscript } from '../bare.ts';
import type { LogFormat } from '../format.ts';
import { readCommand } from '../verbs.ts';

// The prompts and words of the ftp(1) of BSD, macOS, netkit, inetutils and Windows, in any of its languages. The server's
// lines carry no mark of their own, so they are believed only amid these.
const CONNECTED =
  /^(?:Connected to |Conectado (?:a|com) |Connecté (?:à|au) |Verbunden mit |Verbindung mit .{1,80} (?:wurde )?hergestellt|Verbonden met |Connesso a |Ansluten till |Połączono z |Подключение к |Связь с |Соединение с |连接到 |已连接到 |已連線到 |連線到 |.{1,80} に接続しました|.{1,80}에 연결)/;
const PROMPT = /^(?:s?ftp|FTP)> ?(.*)$/;
const ASK =
  /^(?:(?:Name|User|Benutzer|Utilisateur|Usuario|Usuário|Utente|Gebruiker|Användare|Użytkownik|Пользователь|用户|使用者|ユーザー|사용자)\s?\(.{1,200}:.{0,80}\)[:：]|(?:Password|Kennwort|Mot de passe|Contraseña|Senha|Palavra-passe|Passwort|Wachtwoord|Lösenord|Hasło|Пароль|密码|密碼|パスワード|암호)\s?[:：]\s*$)/;
const WORDS =
  /^(?:Remote system type is |Using (?:binary|ascii) mode|Login failed\.|Already connected|Passive mode (?:on|off|refused)|local: .{0,300} remote: |ftp: (?!\/\/)|[\d,.]+ bytes (?:received|sent) in|Not connected\.|Ftp command failed|Debugging (?:on|off)|Connection closed by|Interactive mode |Hash mark |Trying [\d.:a-f[\]]+|Service not available)/;
/** Replies that one command of the user's may draw: to TYPE, PASV and LIST, the last of them two. */
const REPLIES = 4;
const OWN_421 = /^421 Service not available, remote server has closed connection/;

/** A transcript of ftp(1), with or without -d. */
export const ftpProgram: LogFormat = {
  name: 'ftp',
  title: 'ftp(1): BSD, macOS, netkit, inetutils, tnftp, Windows ftp.exe, with or without -d',
  docs: 'https://man.openbsd.org/ftp.1',
  side: 'client',
  open: () => {
    const bare = new BareTranscript();
    let indent = '';
    // lftp prints `---> ` too.
    let lftp = false;
    // NcFTP prints some of the same words, and its listings are no replies.
    let ncftp = false;
    let debug = false;
    let before = '';
    return ({ body: whole, stamp }) => {
      const who = stamp ? { stamp } : {};
      const body = indent !== '' && whole.startsWith(indent) ? whole.slice(indent.length) : whole;
      const own = body.trimStart();
      const settle = () => {
        if (own !== body && body === whole) indent = body.slice(0, body.length - own.length);
      };
      lftp ||= own.startsWith('---- ') || own.startsWith('<--- ');
      if (own.startsWith('---> ') && !lftp) {
        if (!/^[A-Za-z]{3,5}(?:\s|$)/.test(own.slice(5))) return undefined;
        settle();
        bare.commanded();
        debug = true;
        before = '';
        return { kind: 'client', text: own.slice(5).trimEnd(), ...who };
      }
      const prompt = PROMPT.exec(own);
      ncftp = !prompt && (ncftp || /^(?:LibNcFTP|NcFTP) \d|^ncftp \S{0,300} ?> |^(?:\S{0,80}[$#%] )?ncftp(?:get|put|ls) /.test(own));
      if (ncftp) return undefined;
      if (prompt) {
        settle();
        if (prompt[1]?.trim()) bare.commanded(REPLIES);
        else bare.known();
        // A command of the server's may be typed after `quote`, and its answer stand on the prompt's own line.
        const quoted = /^(?:quote|literal) (.+)$/i.exec(prompt[1] ?? '')?.[1];
        if (quoted && readCommand(quoted)) return { kind: 'client', text: quoted, ...who };
        return (/^[1-6]\d\d[ -]/.test(prompt[1] ?? '') && bare.read(prompt[1] ?? '')) || { kind: 'nothing' };
      }
      if (CONNECTED.test(own) && !/\[[^\s[]{1,80}\]:\d+\)/.test(own)) {
        settle();
        bare.connected();
        return { kind: 'note', text: own, ...who };
      }
      const ask = ASK.exec(own);
      if (ask) {
        settle();
        bare.commanded();
        const rest = own.slice(ask[0].length).trim();
        return (/^[1-6]\d\d[ -]/.test(rest) && bare.read(rest)) || { kind: 'nothing' };
      }
      if (OWN_421.test(own) && bare.isKnown) return { kind: 'note', text: own.trimEnd(), ...who };
      if (bare.isKnown || bare.isGreeted) {
        const said = bare.read(body);
        // With -d some replies are printed twice; without it two equal ones may well follow each other.
        const again = debug && !bare.inReply && body === before && /^[2-5]\d\d /.test(body);
        before = body;
        if (again) return { kind: 'nothing' };
        if (said) return { ...said, ...who } as typeof said;
      }
      return WORDS.test(own) && (bare.isKnown || /^(?:Remote system type|Using (?:binary|ascii)|local: )/.test(own))
        ? { kind: 'note', text: own.trimEnd(), ...who }
        : undefined;
    };
  },
  samples: [
    { lines: ['ftp> dir', '226 Fertig'], said: { kind: 'server', text: '226 Fertig' } },
    { lines: ['---> TYPE I'], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ['Connected to ftp.example.com.', '220-Hello', 'no code here'], said: { kind: 'server', text: 'no code here' } },
    { lines: ['User (192.0.2.1:(none)): bob'], said: { kind: 'nothing' } },
    { lines: ['Remote system type is UNIX.'], said: { kind: 'note', text: 'Remote system type is UNIX.' } },
  ],
};
