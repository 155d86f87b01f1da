import type { LogFormat } from '../format.ts';
import { isPlainCommand } from '../verbs.ts';
import { isOtherProtocol, isReplyCode, soundsLikeFtp } from '../vocabulary.ts';

// `Response:<tab>331 Password required`, in a file `2024-05-01 10:00:00 1693 1 Response: 331 …` (process and connection).
// The labels come in the user's language and may lack their colon; forums show the tab as blanks. What a label means is
// learnt from what follows it; those of the larger languages are known from the start.
const LINE =
  /^(?:(\d{1,10}) (\d{1,6}) )?(\p{L}[\p{L}\p{M}'’ ]{1,24}?)(?:[\s\u200e\u200f]?[:：]([\t ]{0,8})|([\t ]{1,8}))(?=[1-6]\d\d(?:[ -]|$)|\S| \S|$)/u;
const RESPONSE = new Set(
  (
    'Response Antwort Réponse Respuesta Risposta Resposta Antwoord Odpowiedź Ответ 响应 回應 回应 응답 応答 レスポンス Odpověď Odpoveď Válasz Vastaus Svar Yanıt Cevap Răspuns Απόκριση Απάντηση ' +
    'Відповідь Отговор תגובה תשובה استجابة الرد پاسخ Vastus Atbilde Atsakymas Atsakas Odgovor Одговор Tanggapan Respon Erantzuna Svör 回覆'
  ).split(' '),
);
const COMMAND = new Set(
  (
    'Command Befehl Commande Comando Opdracht Commando Polecenie Команда 命令 指令 명령 コマンド Příkaz Príkaz Parancs Komento Kommando Komut Comandă Εντολή ' +
    'פקודה أمر الأمر فرمان Käsk Komanda Ukaz Naredba Наредба Perintah Agindua Skipun'
  ).split(' '),
);
const LEARNT = 32;
const TOOK = / \[<?\d{1,6}(?:[.,]\d{1,6})?m?s\]$/;

/** The message log of FileZilla, on screen or in a file. */
export const filezilla: LogFormat = {
  name: 'filezilla',
  title: 'FileZilla message log, in any language',
  docs: 'https://wiki.filezilla-project.org/Logs',
  side: 'client',
  open: () => {
    const responses = new Set(RESPONSE);
    const commands = new Set(COMMAND);
    let fluent = false;
    const learn = (labels: Set<string>, label: string, known: number) => {
      if (labels.size < known + LEARNT) labels.add(label);
    };
    return ({ body, stamp }) => {
      const found = LINE.exec(body);
      if (!found) return undefined;
      const [whole, process, connection, label = '', gap, noColon] = found;
      // FluentFTP has the same English labels, padded to one width.
      fluent ||=
        process === undefined && ((label === 'Command' && gap === '  ') || (label === 'Status' && gap === '   ') || TOOK.test(body));
      if (fluent) return undefined;
      const inFile = process !== undefined;
      if (inFile && !stamp) return undefined;
      if (noColon !== undefined && !inFile) return undefined;
      const who = { ...(inFile && { session: `${process} ${connection}` }), ...(stamp && { stamp }) };
      if (noColon !== undefined && !responses.has(label) && !/^[1-6]\d\d(?:[ -]|$)/.test(body.slice(whole.length))) return undefined;
      // One blank or the tab belongs to the label, what is left to the server's line.
      const rest = body.slice(whole.length - (gap ?? noColon ?? '').length);
      const bare = rest.trimStart();
      const text =
        !inFile && (/^[1-6]\d\d(?:[ -]|$)/.test(bare) || isPlainCommand(bare)) ? bare : rest.replace(/^(?:\t| {4,5}(?=\S)| )/, '');
      const reply = /^([1-6]\d\d)(?:([ -])(.*))?$/s.exec(text);
      if (reply && !responses.has(label) && (inFile || gap?.startsWith('\t')) && isReplyCode(Number(reply[1]))) {
        if (soundsLikeFtp(Number(reply[1]), reply[3] ?? '') || reply[2] === '-' || (reply[1] === '220' && !isOtherProtocol(reply[3] ?? '')))
          learn(responses, label, RESPONSE.size);
      }
      if (responses.has(label)) return inFile || reply || gap !== '' ? { kind: 'server', text, ...who } : undefined;
      if (commands.has(label)) return { kind: 'client', text, ...who };
      if (isPlainCommand(text) && (inFile || gap?.startsWith('\t'))) {
        learn(commands, label, COMMAND.size);
        return { kind: 'client', text, ...who };
      }
      if (inFile) return { kind: 'note', text, ...who };
      if (/^(?:Error|Fehler|Erreur|Erro|Errore|Fout|Błąd|Ошибка|错误|錯誤|エラー)$/.test(label) && gap?.startsWith('\t'))
        return { kind: 'note', text, ...who };
      return label === 'Trace' && gap?.startsWith('\t') ? { kind: 'nothing' } : undefined;
    };
  },
  samples: [
    { lines: ['Response:\t331 Please specify the password.'], said: { kind: 'server', text: '331 Please specify the password.' } },
    { lines: ['Réponse :\t331 Please specify the password.'], said: { kind: 'server', text: '331 Please specify the password.' } },
    {
      lines: ['2024-05-01 10:00:00 1693 1 Odpowiedź 220 '],
      said: { kind: 'server', text: '220 ', session: '1693 1', stamp: '2024-05-01 10:00:00' },
    },
    {
      lines: ['2024-05-01 10:00:00 1693 1 Response:  SIZE'],
      said: { kind: 'server', text: ' SIZE', session: '1693 1', stamp: '2024-05-01 10:00:00' },
    },
    { lines: ['Befehl:\tTYPE I'], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ['Lilmond:\t331 Password required', 'Lilmond:\t TVFS'], said: { kind: 'server', text: ' TVFS' } },
    {
      lines: ['2024-05-01 10:00:00 1693 1 Status: Connecting to 192.0.2.1:21...'],
      said: { kind: 'note', text: 'Connecting to 192.0.2.1:21...', session: '1693 1', stamp: '2024-05-01 10:00:00' },
    },
  ],
};
