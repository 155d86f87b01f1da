import type { LogFormat } from '../format.ts';

// `The remote server returned an error: (550) File unavailable (e.g., file not found, no access).` HTTP errors look the
// same; the words are those of System.Net's tables, which are translated, so a stack that names FtpWebRequest tells too.
const LINE = /\(([1-6]\d\d)\) ([^()]{2,300}(?:\([^()]{2,200}\))?\.?)/;
/** Texts that belong to codes which HTTP has too. */
const FTP_TEXT =
  /syntax|command|befehl|argument|parameter|sequence|commande|comando|кoманд|команд|コマンド|命令|명령|polecen|opdracht|kommando/i;
const SENTENCE =
  /webexception|remote ?server|serveur distant|servidor remoto|server remoto|удален|远程服务器|リモート サーバー|FtpWebRe|externe server|fjärrserver|serwer zdalny/i;
/** Codes that HTTP does not have. */
const OWN: ReadonlySet<number> = new Set([425, 426, 430, 434, 450, 452, 530, 532, 533, 534, 535, 550, 551, 552, 553]);

/** WebException of .NET's FtpWebRequest. */
export const dotnetError: LogFormat = {
  name: 'dotnet-ftpwebrequest',
  title: '.NET FtpWebRequest errors (WebException)',
  docs: 'https://learn.microsoft.com/dotnet/api/system.net.ftpstatuscode',
  side: 'client',
  marks: ['('],
  open:
    () =>
    ({ body, stamp }) => {
      if (body.length > 4000) return undefined;
      const found = /\([1-6]\d\d\) /.test(body) ? LINE.exec(body) : null;
      if (!found) return undefined;
      const text = found[2] ?? '';
      if (!SENTENCE.test(body) || !(OWN.has(Number(found[1])) || FTP_TEXT.test(text))) return undefined;
      return { kind: 'report', code: Number(found[1]), text, ...(stamp && { stamp }) };
    },
  samples: [
    {
      lines: ['System.Net.WebException: The remote server returned an error: (550) File unavailable (e.g., file not found, no access).'],
      said: { kind: 'report', code: 550, text: 'File unavailable (e.g., file not found, no access).' },
    },
  ],
};
