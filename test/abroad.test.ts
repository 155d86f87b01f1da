// What servers and clients say in other languages than English.
import { describe, expect, test } from 'vitest';
import { deniesAbroad, readAbroad, rulesAbroad } from '../src/explain/abroad.ts';
import { readSense } from '../src/explain/sense.ts';

/** Words of clients and daemons, without a code. */
const WORDS: readonly (readonly [language: string, text: string, cause: string])[] = [
  ['Turkish', 'TLS oturumu veri bağlantısında sürdürülemedi', 'tls-session-reuse-required'],
  ['Japanese', 'データ接続の TLS セッションを再開できません', 'tls-session-reuse-required'],
  ['Polish', 'Nie wznowiono sesji TLS połączenia danych', 'tls-session-reuse-required'],
  ['Dutch', 'Het certificaat van de server is niet vertrouwd', 'certificate-not-trusted'],
  ['Portuguese', 'O certificado não é confiável', 'certificate-not-trusted'],
  ['Korean', '서버 인증서를 신뢰할 수 없습니다', 'certificate-not-trusted'],
  ['Chinese', '服务器证书不受信任', 'certificate-not-trusted'],
  ['Hungarian', 'A tanúsítvány nem megbízható', 'certificate-not-trusted'],
  ['Russian', 'Сертификат сервера не заслуживает доверия', 'certificate-not-trusted'],
  ['French', "Le serveur n'a pas fermé correctement la connexion TLS", 'tls-unclean-shutdown'],
  ['Korean', '서버가 TLS 연결을 정상적으로 종료하지 않았습니다', 'tls-unclean-shutdown'],
  ['Russian', 'Нельзя установить соединение FTP с сервером SFTP: ошибка', 'wrong-protocol'],
  ['Spanish', 'La dirección de la conexión de datos no coincide', 'pasv-ip-mismatch'],
  ['Russian', 'Сервер отправил немаршрутизируемый адрес в ответе на PASV', 'passive-nat-private-address'],
  ['Chinese', '服务器给出的被动模式地址无法路由', 'passive-nat-private-address'],
  ['Japanese', 'FTP サーバーはビジー状態です', 'too-many-connections'],
  ['Italian', 'La connessione FTP attiva non è riuscita', 'active-mode-blocked'],
  ['Turkish', 'Veri bağlantısı kesildi', 'data-connection-reset-early'],
  ['Chinese', '目录“pub/x”不存在', 'file-missing'],
  ['Greek', 'Το αρχείο δεν υπάρχει', 'file-missing'],
  ['Czech', 'Soubor neexistuje', 'file-missing'],
  ['Hungarian', 'A fájl már létezik', 'dir-exists'],
  ['Swedish', 'Inloggningen är felaktig', 'wrong-password'],
  ['Polish', 'Nieprawidłowy login lub hasło', 'wrong-password'],
  ['German', 'Der Zeichensatz der Namen konnte nicht umgewandelt werden', 'bad-filename-encoding'],
];

/** Replies. */
const REPLIES: readonly (readonly [language: string, code: number, text: string, verb: string, cause: string])[] = [
  ['French', 522, 'SSL/TLS requis sur le canal de données', 'LIST', 'prot-p-required'],
  ['Chinese', 550, '控制通道需使用 SSL/TLS', 'USER', 'tls-required'],
  ['Portuguese', 421, 'Diretório pessoal não disponível', 'PASS', 'home-dir-missing'],
  ['Spanish', 421, 'Tiempo límite sin transferencias (600 segundos)', '', 'no-transfer-timeout'],
  ['Bulgarian', 421, 'Сървърът се изключва', '', 'server-shutting-down'],
  ['Italian', 550, 'Nome di file proibito', 'STOR', 'path-forbidden-by-policy'],
  ['Chinese', 553, '禁用的文件名: .x', 'STOR', 'path-forbidden-by-policy'],
  ['Russian', 451, 'Рестарт не разрешён', 'STOR', 'resume-not-permitted'],
  ['Polish', 553, 'Plik już istnieje', 'RNTO', 'rename-target-exists'],
  ['Italian', 500, 'USER: il comando richiede un parametro', 'USER', 'empty-argument'],
  ['Korean', 500, 'XCRC: 이해할 수 없습니다', 'XCRC', 'command-not-supported'],
  ['Danish', 530, 'Forkert adgangskode', 'PASS', 'wrong-password'],
];

test.each(WORDS)('%s: %s', (_language, text, cause) => {
  expect(readSense(text, 0)?.cause).toBe(cause);
  expect(deniesAbroad(text)).toBe(true);
});

test.each(REPLIES)('%s: %i %s', (_language, code, text, verb, cause) => {
  expect(readSense(text, code, verb)?.cause).toBe(cause);
});

test('every rule reads a text here', () => {
  const read = new Set([...WORDS.map(([, , cause]) => cause), ...REPLIES.map(([, , , , cause]) => cause)]);
  expect(rulesAbroad('été').filter(({ cause }) => !read.has(cause))).toEqual([]);
});

describe('what is well', () => {
  test.each([
    'Certificate is valid, no problem',
    '226 Transfer complete',
    'TLS session resumed',
    'Das Verzeichnis wurde gewechselt',
    'Le fichier a été transféré',
    'Соединение установлено',
    'Передача файла успешно завершена',
    '传输完成',
    '転送が完了しました',
    'Połączono z serwerem',
    'Aktarım tamamlandı',
    '디렉터리 목록 조회 성공',
  ])('%s', (text) => {
    expect(readAbroad(text)).toBeUndefined();
    expect(deniesAbroad(text)).toBe(false);
  });
});
