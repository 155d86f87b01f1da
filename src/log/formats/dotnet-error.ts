import type { LogFormat } from '../format.ts';

// `The remote server returned an error: (550) File unavailable (e.g., file not found, no access).` HTTP errors look the
// same; the words are those of System.Net's tables, which are translated, so a stack that names FtpWebRequest tells too.
const LINE = /\(([1-6]\d\d)\) ([^()]{2,300}(?:\([^()]{2,200}\))?\.?)/;
const FTP_TEXT =
  /^(?:File unavailable|Not logged in|Service not available|Can't open data connection|Connection closed; transfer aborted|File action|Local error in processing|Insufficient storage|Syntax error|Command not implemented|Bad sequence of commands|Need account|Page type unknown|Exceeded storage|File name not allowed|Argument)|(?:Syntax|Datei|nicht angemeldet|Fichier|Archivo|archivo|File non|Файл|ファイル|文件|未登录|ログイン|non connect|No se ha iniciado|Befehl|命令|commande|comando)/;
const FTP_CODE = /FtpWebRe(?:quest|sponse)/;

/** WebException of .NET's FtpWebRequest. */
export const dotnetError: LogFormat = {
  name: 'dotnet-ftpwebrequest',
  title: '.NET FtpWebRequest errors (WebException)',
  docs: 'https://learn.microsoft.com/dotnet/api/system.net.ftpstatuscode',
  side: 'client',
  marks: ['('],
  open: () => ({ body, stamp }) => {
    if (body.length > 4000) return undefined;
    const found = /\([1-6]\d\d\) /.test(body) ? LINE.exec(body) : null;
    if (!found) return undefined;
    const text = found[2] ?? '';
    if (!/WebException|error|fehler|erreur|errore|erro\b|ошибк|错误|エラー|fout|fel\b|błąd/iu.test(body.slice(0, found.index)) || (!FTP_TEXT.test(text) && !FTP_CODE.test(body))) return undefined;
    return { kind: 'report', code: Number(found[1]), text, ...(stamp && { stamp }) };
  },
  samples: [
    {
      lines: ['System.Net.WebException: The remote server returned an error: (550) File unavailable (e.g., file not found, no access).'],
      said: { kind: 'report', code: 550, text: 'File unavailable (e.g., file not found, no access).' },
    },
  ],
};
