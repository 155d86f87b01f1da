import { BareTranscript } from '../bare.ts';
import type { LogFormat } from '../format.ts';

// With -S and -d wget shows `--> USER bob` and, between blank lines, the server's lines bare. Without them it shows its
// own words only: `==> PASV ... done.    ==> RETR a ... done.`, `Logged in!`.
const START = /^(?:--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d-- {1,2}ftps?:\/\/|DEBUG output created by Wget)/;
const LOGIN = /^Logging in as (.{1,80}?) ?\.\.\.(?: (Logged in!|Login incorrect\.))?$/;
const STEP = /^==> ([A-Z]{3,4})\b(.{0,400}?) \.\.\. /;
const OPEN_STEP = /==> (?:PORT|EPRT|PASV|EPSV|LPSV) ?(?:\.{3}|…)\s*$/;
const UNCONNECTED = /==> (?:PASV|EPSV|LPSV) ?(?:\.{3}|…) ?[^=\n]{3,200}: [^=\n]{4,80}$/;
const LIST_COMMAND = /["“]LIST(?: -a)?["”] as standard list command|^UNIX TYPE L8: /;
const FAILURE =
  /^(?:Error in server response|The server refuses login|Login incorrect|Cannot initiate PASV|No such (?:file|directory) |Write failed|Unknown error|Giving up|unable to|failed: |Server does not support|Unable to establish)/i;

/** wget fetching from an FTP server. */
export const wget: LogFormat = {
  name: 'wget',
  title: 'wget with ftp:// (default, -S and -d)',
  docs: 'https://www.gnu.org/software/wget/manual/wget.html',
  side: 'client',
  open: () => {
    const bare = new BareTranscript();
    // yafc prints `--> ` too.
    let yafc = false;
    let known = false;
    let shown = false;
    let connected = false;
    return ({ body, stamp }) => {
      if (START.test(body)) {
        known = true;
        connected = false;
        return { kind: 'nothing' };
      }
      yafc ||= body.startsWith('<-- ');
      if (!yafc && body.startsWith('--> ') && /^[A-Z]{3,4}(?: |$)/.test(body.slice(4))) {
        known = true;
        shown = true;
        bare.commanded();
        return { kind: 'client', text: body.slice(4).trimEnd(), ...(stamp && { stamp }) };
      }
      if (!known) return undefined;
      // What it knows of the server's kind, in which it names commands that it does not send now.
      if (LIST_COMMAND.test(body)) return { kind: 'nothing' };
      // The greeting follows the line, in any language, that says whereto a connection was made.
      if (!connected && /:\d{1,5}(?:…|\.{3})\s?\S/.test(body)) {
        connected = true;
        bare.connected();
        return { kind: 'note', text: body };
      }
      if (bare.isKnown || bare.isGreeted) {
        const said = bare.read(body);
        if (said) return said;
      }
      const login = shown ? null : LOGIN.exec(body.trimEnd());
      if (login?.[2])
        return { kind: 'event', event: login[2] === 'Logged in!' ? 'login' : 'login-failed', text: body.trimEnd(), user: login[1] ?? '' };
      if (login) return { kind: 'nothing' };
      if (!shown && /^Login incorrect\.$/.test(body.trim())) return { kind: 'event', event: 'login-failed', text: 'Login incorrect.' };
      if (FAILURE.test(body)) return { kind: 'note', text: body.trim() };
      // The system's words for why there is no connection, on the line of the step itself.
      if (!shown && UNCONNECTED.test(body)) return { kind: 'note', text: body.trim() };
      // A step that came to nothing: the line after it tells why.
      if (!shown && OPEN_STEP.test(body)) return { kind: 'note', text: body.trim() };
      // `==> CWD not needed.`, in any language: words about a command.
      return STEP.test(body) || (!yafc && /^==> [A-Z]{3,4}\b/.test(body)) ? { kind: 'nothing' } : undefined;
    };
  },
  samples: [
    { lines: ['--2024-05-01 10:00:00--  ftp://192.0.2.1/a', '==> CWD nicht notwendig.'], said: { kind: 'nothing' } },
    {
      lines: ['--> SYST', '215 UNIX Type: L8', 'UNIX TYPE L8: I know it and I will use "LIST -a" as standard list command'],
      said: { kind: 'nothing' },
    },
    { lines: ['--> TYPE I'], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ['--> LIST', '550 Nein'], said: { kind: 'server', text: '550 Nein' } },
    { lines: ['--2024-05-01 10:00:00--  ftp://192.0.2.1/a'], said: { kind: 'nothing' } },
    {
      lines: ['--2024-05-01 10:00:00--  ftp://192.0.2.1/a', 'Logging in as bob ... Logged in!'],
      said: { kind: 'event', event: 'login', text: 'Logging in as bob ... Logged in!', user: 'bob' },
    },
  ],
};
