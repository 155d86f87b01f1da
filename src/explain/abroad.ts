// The senses of words in the languages into which servers and clients are translated. A sense is told by a few things that a text
// speaks of, each named here once in all languages; words are written as stems, so that case and number do not matter.
import { fits, type Rule, type Words } from './sense-rules.ts';

/** Scripts that set no blanks between words: what is written in them may stand anywhere in a text. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * One of these words. A word that ends in a star may go on; one of a script without blanks may stand anywhere.
 * Compiled when it is first asked: all of them together take longer than many a program's start, and few logs need them.
 * @param listed words or phrases, with `|` between them
 */
function oneOf(listed: string): Words {
  let compiled: RegExp | undefined;
  return {
    test: (text) => {
      compiled ??= compile(listed);
      return compiled.test(text);
    },
  };
}

function compile(listed: string): RegExp {
  const words = listed.split('|').map((word) => word.trim());
  const escaped = (word: string) => word.replace(/[.()?+]/g, '\\$&');
  const unspaced = words.filter((word) => UNSPACED.test(word)).map(escaped);
  const stems = words.filter((word) => !UNSPACED.test(word) && word.endsWith('*')).map((word) => escaped(word.slice(0, -1)));
  const whole = words.filter((word) => !UNSPACED.test(word) && !word.endsWith('*')).map(escaped);
  const parts = [
    ...(unspaced.length > 0 ? [`(?:${unspaced.join('|')})`] : []),
    ...(stems.length > 0 ? [`(?<!\\p{L})(?:${stems.join('|')})`] : []),
    ...(whole.length > 0 ? [`(?<!\\p{L})(?:${whole.join('|')})(?!\\p{L})`] : []),
  ];
  return new RegExp(parts.join('|'), 'iu');
}

/** Any of these. */
const either = (...all: readonly Words[]): Words => ({ test: (text) => all.some((words) => words.test(text)) });

/** Words that English has not: a text without any of them, and without a letter beyond ASCII, is taken for English. */
const NOT_ENGLISH = oneOf(
  'di|nome|comando|richiede|soubor*|adresář|neexist*|heslo|forkert*|adgangskode*|bruger*|mot de passe|utilisateur|fichier|répertoire|usuario|archivo|fichero|directorio|usuário|arquivo|ficheiro|utente|datei*|verzeichnis*|passwort|kennwort|benutzer*|plik*|katalog*|wachtwoord|gebruiker*|dosya*|dizin*|kullan*|filen|tiedosto*|nicht|kein*|wurde|konnte|fehler|pas|dans|avec|erreur|impossible de|échec|no se|del|los|las|una|conexión|della|dell*|non è|nel|errore|uma|não|het|een|niet|fout|się|jest|nie|nem|egy|inte|ikke|için|hata|degil|este|nu|chyba|virhe',
);

/** Denial and failure. */
const NOT = oneOf(
  'nicht|kein*|fehl*|ungültig*|verweiger*|abgelehnt|unmöglich|konnte|kann nicht|pas|non|aucun*|échou*|échec|erreur|impossible|refus*|interdit*|no|error|fall*|imposib*|rechaz*|deneg*|inválid*|errore|impossibil*|negat*|rifiut*|fallit*|não|erro|falh*|imposs*|negad*|recus*|niet|geen|fout|mislukt*|geweiger*|nie|błąd|błęd*|odmow*|odrzuc*|brak|не|нет|ошибк*|отказ*|невозмож*|неверн*|запрещ*|немає|помилк*|відмов*|грешк*|няма|неуспе*|ne|nelze|není|nepodař*|chyb*|odmítn*|zamítn*|selhal*|nem|hib*|sikertelen*|elutasít*|megtagad*|değil|hata*|başarısız*|yok|redd*|nu|eroare|eșec|eşec|refuz*|inte|ikke|fel|fejl|feil|misslyck*|mislyk*|nekad*|nægt*|nekt*|ei|virhe*|epäonn*|hylät*|estett*|δεν|σφάλμα|απέτυχ*|αδύνατ*|không|lỗi|thất bại|لا|لم|خطأ|فشل|رفض|ません|ない|失敗|エラー|拒否|不|未|无|無|失败|错误|錯誤|拒绝|拒絕|没有|沒有|禁|않|없|못|실패|오류|거부|불가',
);
/** What Turkish denies within its verbs. */
const NOT_TURKISH = /\p{L}(?:[ae]m[ae]d[ıiuü]|[ıiuü]l[ae]m[ae]d|m[ae]d[ıi](?:nız)?|[ae]m[ıi]yor)(?!\p{L})/iu;
const DENIED = either(NOT, NOT_TURKISH);

const CERTIFICATE = oneOf(
  'zertifikat*|certificat|certificats|certificad*|certificato|certificati|certificaat*|certyfikat*|certifikat*|certifikát*|сертифик*|сертифік*|tanúsítvány*|sertifika*|varmen*|πιστοποιητικ*|chứng chỉ|chứng nhận|شهادة|証明書|证书|證書|憑證|인증서',
);
const TRUSTED = oneOf(
  'vertrau*|gültig*|stimmt|übereinstimm*|abgelaufen|aussteller*|fiable*|confiance|valide*|expiré*|émetteur|confianza|confiable*|válid*|caducad*|emisor|coincid*|attendibil*|fidat*|scadut*|emittente|confiável|confiança|expirad*|emissor|vertrouw*|geldig*|verlopen|zaufan*|ważn*|wygas*|wystawc*|довер*|довір*|действит*|дійсн*|истек*|издател*|совпада*|důvěryhod*|platn*|vydavatel*|megbízható*|érvényes*|lejárt|güven*|geçerli*|încredere|betrod*|litar|giltig*|tillid*|gyldig*|luotet*|voimassa*|έμπιστ*|έγκυρ*|信頼|有効|一致|信任|有效|过期|過期|匹配|신뢰|유효|만료|일치',
);
const SESSION = oneOf(
  'sitzung*|session|sesión|sessione|sessão|sessie*|sesj*|сесс*|сеанс*|сесі*|relac*|munkamenet*|oturum*|sesiun*|istunto*|συνεδρί*|セッション|会话|會話|工作階段|세션',
);
const RESUMED = oneOf(
  'fortgesetzt|fortzusetzen|wiederaufgenommen|wiederverwend*|reprise|reprendre|repris|réutilis*|reanud*|reutiliz*|ripres*|riprender*|riprist*|riutilizz*|retom*|hervat*|hergebruik*|wznow*|возобнов*|повторн*|відновл*|obnov*|folytat*|sürdür*|devam|reluat*|återuppta*|genoptag*|gjenoppta*|jatk*|再開|再利用|恢复|恢復|重用|復用|재개|재사용',
);
const PROPERLY = oneOf(
  'ordnungsgemäß|korrekt*|correctement|correctamente|corretamente|adequadamente|correttamente|correct|неправильно|некорректно|корректно|правильно|коректно|poprawnie|prawidłowo|správně|řádně|megfelelően|szabályosan|düzgün|ordentligt|ordentlig|korrekt|kunnolla|σωστά|正しく|正确|正確|正常|정상|올바르게',
);
const CLOSED = oneOf(
  'geschlossen|beendet|fermé*|fermer|cerr*|cerró|chius*|fech*|encerr*|afgesloten|gesloten|sluiten|zamkn*|zakończ*|заверш*|закры*|закрив*|ukonč*|uzavř*|lezár*|bezár*|kapat*|închis*|stäng*|lukke*|lukket|sulje*|έκλεισ*|切断|終了|关闭|關閉|解除|해제|종료|닫',
);
const DATA = oneOf(
  'daten*|données|donnees|datos|dati|dados|gegevens*|dane|danych|данн*|даних|данни|datov*|adat*|veri|date|data|dataanslutning*|dataforbindelse*|datayhtey*|δεδομέν*|dữ liệu|データ|数据|資料|데이터',
);
const CONNECTION = oneOf(
  "verbindung*|datenverbindung*|connexion*|conexión|conexion*|connessione|conexão|ligação|verbinding*|gegevensverbinding*|połączeni*|соединени*|подключени*|з’єднан*|з'єднан*|връзк*|spojení|připojení|kapcsolat*|adatkapcsolat*|bağlantı*|conexiun*|anslutning*|dataanslutning*|forbindelse*|dataforbindelse*|tilkobling*|yhtey*|datayhtey*|σύνδεση*|kết nối|接続|コネクション|连接|連接|連線|연결",
);
const BROKEN_OFF = oneOf(
  'abgebrochen|abbruch|zurückgesetzt|unterbrochen|réinitialis*|interromp*|restablecid*|interrump*|abortad*|redefinid*|interrott*|afgebroken|onderbroken|verbroken|zerwan*|przerwan*|прерван*|разорван*|сброшен*|перерван*|скинут*|přeruš*|megszak*|kesild*|iptal|întrerupt*|avbr*|afbrud*|afbrudt|keskey*|中断|中斷|切断|重置|중단|끊|초기화',
);
const PEER_ADDRESS = oneOf('adresse*|gegenstelle*|dirección|direccion*|indirizzo|endereço|adres*|адрес*|cím*|アドレス|地址|位址|주소');
const UNROUTABLE = oneOf(
  'nicht routbar*|nicht routingfähig*|nicht weiterleitbar*|non routable*|non-routable*|no enrutable*|no rutable*|no ruteable*|non instradabil*|não roteável|não encaminhável|niet routeerbaar|onrouteerbaar|nieroutowal*|nietrasowal*|немаршрутизиру*|не маршрутизиру*|недостижим*|nesměrovateln*|neroutovateln*|nem irányítható|yönlendirilemeyen|不可路由|无法路由|無法路由|无法到达|ルーティングできない|ルーティング不可|라우팅할 수 없|라우팅 불가',
);
const SAME = oneOf(
  'überein*|stimmt|correspond*|coincid*|corrispond*|overeen*|zgadza*|zgodn*|совпада*|соответств*|збіга*|shod*|odpovíd*|egyez*|eşleş*|potriv*|stämmer|stemmer|vastaa|一致|匹配|相符|符合|일치',
);
const REQUIRED = oneOf(
  'erforderlich|notwendig|benötigt|muss|requis*|obligatoire*|exig*|nécessaire*|necesari*|obligatori*|requier*|requer*|debe|richied*|richiest*|necessari*|deve|vereist|verplicht|wymagan*|wymaga|требу*|необходим*|обязательн*|потріб*|вимага*|изисква*|vyžad*|szükséges|kötelező|gerek*|zorunlu|necesar*|krävs|kræves|kreves|vaadi*|απαιτ*|yêu cầu|必要|必须|必須|需要|需使用|須|필요|요구',
);
const PERMITTED = oneOf(
  'erlaubt|gestattet|zulässig|zugelassen|autoris*|permis*|permit*|consentit*|permess*|toegestaan|toegelaten|dozwolon*|zezwolon*|разреш*|допуст*|дозволен*|povolen*|engedélyez*|izin*|tillåt*|tilladt|tillatt|sallit*|επιτρέπ*|được phép|許可|允许|允許|可靠|安全|허용|허가',
);
const LOGIN = oneOf(
  'anmeld*|passwort*|kennwort*|benutzer*|connexion refusée|mot de passe|identifi*|utilisateur*|contraseña*|usuario*|sesión iniciada|password|utente|senha*|usuário*|utilizador*|wachtwoord*|gebruiker*|inlogg*|login*|logowan*|hasł*|użytkownik*|парол*|логин*|пользовател*|користувач*|потребител*|heslo*|uživatel*|jelszó*|felhasználó*|parola*|şifre*|kullanıcı*|lösenord*|användar*|adgangskode*|passord*|bruger*|bruker*|salasan*|käyttäjä*|κωδικ*|χρήστ*|mật khẩu|ログイン|パスワード|ユーザー|登录|登入|密码|密碼|用户|使用者|로그인|비밀번호|암호|사용자',
);
const WRONG = oneOf(
  'falsch*|ungültig*|fehlgeschlagen|incorrect*|invalide*|erroné*|incorrecta*|incorrecto*|erróne*|inválid*|errat*|sbagliat*|non valid*|incorret*|errad*|onjuist*|ongeldig*|verkeerd*|nieprawidłow*|błędn*|неверн*|неправильн*|невірн*|грешн*|nesprávn*|chybn*|neplatn*|hibás*|érvénytelen*|yanlış|hatalı|geçersiz|greșit*|felaktig*|ogiltig*|fel|forkert*|ugyldig*|feil|väär*|λάθος|sai|違い|間違|正しくありません|無効|错误|不正确|無效|无效|錯誤|不正確|잘못|올바르지|틀렸',
);
const FILE = oneOf(
  'datei*|ordner*|verzeichnis*|fichier*|dossier*|répertoire*|archivo*|fichero*|carpeta*|directorio*|file|cartella|directory|ficheiro*|arquivo*|pasta|diretório*|bestand*|map|plik*|katalog*|folder|файл*|каталог*|папк*|директори*|тек*|soubor*|adresář*|fájl*|célfájl*|mapp*|könyvtár*|dosya*|dizin*|klasör*|fișier*|director|fil|filen|filer|tiedosto*|kansio*|hakemisto*|αρχεί*|φάκελ*|tệp|thư mục|ファイル|フォルダ|ディレクトリ|文件|目录|目錄|檔案|資料夾|파일|디렉터리|디렉토리|폴더',
);
const MISSING = oneOf(
  "nicht gefunden|existiert nicht|nicht vorhanden|introuvable*|n'existe*|inexistant*|no existe*|no encontrad*|no se encuentr*|no se encontr*|inesistente|non esiste|non trovat*|não existe*|não encontrad*|inexistente*|bestaat niet|niet gevonden|nie istnieje|nie znaleziono|не существует|не найден*|нет такого|отсутству*|не існує|не знайден*|не съществува|neexistuje|nenalezen*|nem létezik|nem található|bulunamad*|mevcut değil|nu există|finns inte|hittades inte|findes ikke|finnes ikke|ei löyd*|ei ole olemassa|δεν υπάρχει|không tồn tại|không tìm thấy|存在しません|見つかりません|不存在|找不到|没有那个|沒有此|존재하지|찾을 수 없",
);
const EXISTS = oneOf(
  'existiert bereits|bereits vorhanden|existe déjà|ya existe|esiste già|já existe|bestaat al|już istnieje|уже существует|вже існує|вече съществува|již existuje|už existuje|már létezik|zaten var|zaten mevcut|există deja|finns redan|findes allerede|finnes allerede|on jo olemassa|υπάρχει ήδη|đã tồn tại|すでに存在|既に存在|已存在|已经存在|已經存在|이미 존재|이미 있',
);
const NAME = oneOf(
  'dateiname*|nom de fichier|nombre de archivo|nombre de fichero|nome di file|nome file|nome de arquivo|nome de ficheiro|bestandsnaam|nazwa pliku|имя файла|ім’я файлу|název souboru|fájlnév|dosya adı|filnamn|filnavn|tiedostonimi|ファイル名|文件名|檔名|檔案名稱|파일 이름|파일명',
);
const FORBIDDEN = oneOf(
  'verboten*|unzulässig*|interdit*|prohibid*|proibit*|proibid*|não permitid*|verboden|zabronion*|niedozwol*|запрещ*|недопустим*|заборон*|забранен*|zakázan*|tiltott|yasak*|interzis*|förbjud*|otillåt*|forbudt|kielletty|禁|不允許|不允许|허용되지|금지',
);
const HOME = oneOf(
  'startverzeichnis*|heimatverzeichnis*|home-verzeichnis*|répertoire personnel|répertoire de connexion|directorio personal|directorio inicial|directorio home|directory home|cartella home|diretório pessoal|diretório home|diretório inicial|thuismap|katalog domowy|katalogu domowego|домашн*|domovsk*|saját könyvtár*|kezdőkönyvtár*|ev dizini*|hemkatalog*|hjemmemappe*|hjemmekatalog*|kotihakemisto*|ホームディレクトリ|主目录|家目录|家目錄|홈 디렉',
);
const SHUTTING = oneOf(
  'heruntergefahren|abgeschaltet|wartung*|arrêt*|maintenance|apag*|mantenimiento|spegn*|manutenzione|deslig*|manutenção|onderhoud|konserwac*|выключ*|останавл*|обслужив*|изключва|поддръжка|вимика*|обслугов*|vypín*|údržb*|leáll*|karbantart*|kapatıl*|bakım*|oprit*|mentenanț*|underhåll*|vedligehold*|vedlikehold*|シャットダウン|メンテナンス|停止|关闭|关机|维护|維護|關閉|종료|점검',
);
const TIME = oneOf(
  'zeit*|temps|délai|tiempo*|tempo|tijd|czas*|врем*|час|čas*|idő*|zaman*|timp|tid|aika|χρόν*|時間|时间|시간|タイムアウト|超时|逾時|초과',
);
const NO_TRANSFER = oneOf(
  'ohne übertragung*|keine übertragung*|sans transfert|aucun transfert|sin transferencia*|senza trasferiment*|sem transferência*|geen overdracht*|bez transfer*|без передач*|转送なし|転送なし|無傳輸|无传输|전송 없',
);
const TOO_MANY = oneOf(
  'zu viele|trop de|demasiad*|troppi|troppe|muitas conex*|muitos usu*|excesso de|te veel|zbyt wiele|zbyt wielu|za dużo|слишком много|забагато|твърде много|příliš mnoho|túl sok|çok fazla|prea mult*|för många|for mange|liian mont*|πάρα πολλ*|quá nhiều|多すぎ|太多|過多|过多|너무 많|beschäftigt|ausgelastet|occupé|ocupado|occupato|bezet|zajęt*|перегруж*|zaneprázdn*|foglalt|meşgul|upptagen|optaget|opptatt|varattu|ビジー|繁忙|바쁩|바쁨',
);
const UNDERSTOOD = oneOf(
  'verstanden|unbekannt*|compris*|inconnu*|entend*|desconocid*|reconocid*|capit*|compres*|sconosciut*|riconosciut*|compreend*|desconhecid*|reconhecid*|begrepen|onbekend*|herkend|zrozumian*|nieznan*|rozpoznan*|понят*|понимаю|неизвест*|распозна*|зрозум*|невідом*|розпізн*|неразбираем*|rozum*|neznám*|ismeretlen*|értelmez*|anlaşıl*|bilinm*|tanınm*|înțeles*|necunoscut*|förstå*|okän*|forstå*|ukend*|ukjen*|ymmärr*|tuntema*|κατανοη*|άγνωστ*|理解|不明|未知|识别|辨識|이해할|알 수 없',
);
const PARAMETER = oneOf(
  'parameter*|argument*|paramètre*|parámetro*|argumento*|parametr*|argomento|parâmetro*|парамет*|аргумент*|パラメータ|引数|参数|參數|매개|인수|인자',
);
const TRANSFER_GOES_ON = oneOf(
  'fortsetz*|wiederaufnahme|reprise|reprendre|reanud*|continuar|ripres*|riprist*|retom*|hervat*|wznow*|wznaw*|докач*|возобнов*|рестарт*|добавлени*|продовж*|відновл*|pokračov*|navázání|folytat*|devam|sürdür*|återuppta*|genoptag*|gjenoppta*|jatk*|再開|续传|續傳|重傳|追記|재개|이어',
);
const CHARSET = oneOf(
  'zeichensatz*|zeichenkodierung*|jeu de caractères|encodage|juego de caracteres|codificación|codifica|codificação|conjunto de caracteres|tekenset|kodowani*|кодировк*|кодуванн*|kódování|karakterkódolás*|karakter*|teckenkod*|tegnsæt|tegnsett|merkist*|文字コード|文字セット|编码|編碼|字符集|인코딩|문자 집합',
);
const CONVERTED = oneOf(
  'konvert*|umwandel*|umgewandelt|umzuwandeln|convert*|conver*|преобраз*|перекодир*|перетвор*|превéд*|átalakít*|dönüştür*|przekonwert*|převé*|převod*|omzet*|omgezet|konverter*|muunt*|変換|转换|轉換|변환',
);
/** The text goes on: what was found is dealt with. */
const GOES_ON = /[,;–—-] ?\p{L}/u;
const ACTIVE = oneOf(
  'aktive*|aktiven|active|activa|attiva|ativa|actieve|aktywn*|активн*|aktivní|aktív|etkin|aktiv|aktivt|アクティブ|主动|主動|능동|액티브',
);

/** Negative codes with which a server refuses what was asked. */
const OF_COMMANDS = [500, 501, 502, 503, 504];
const OF_NAMES = [450, 451, 550, 551, 553];

/** Asked after RULES, and only about texts that are not English. First match wins. */
const ABROAD: readonly Rule[] = [
  {
    cause: 'tls-session-reuse-required',
    bare: true,
    all: [SESSION, RESUMED, /\b(?:tls|ssl)\b/i, DENIED],
    meaning: 'The words say that the TLS session of the control connection was not resumed on the data connection.',
    fix: 'Use a client that resumes the TLS session on the data connection, or switch the requirement off on the server.',
    named: true,
  },
  {
    cause: 'certificate-not-trusted',
    bare: true,
    all: [CERTIFICATE, TRUSTED, DENIED],
    meaning: 'The words say that the certificate is not trusted.',
    fix: 'Check name, dates and issuer of the certificate; let the server send the whole chain.',
    named: true,
  },
  {
    cause: 'tls-unclean-shutdown',
    bare: true,
    all: [/\b(?:tls|ssl)\b/i, PROPERLY, CLOSED],
    meaning: 'The words say that a TLS connection was not closed as it should be.',
    fix: "Compare the file's size on both sides: it may well be complete.",
    named: true,
  },
  {
    cause: 'wrong-protocol',
    bare: true,
    all: [/\bFTP\b/, /\bSFTP\b/, DENIED],
    meaning: 'The words say that an SFTP server was met.',
    fix: 'Choose SFTP in the client.',
    named: true,
  },
  {
    cause: 'prot-p-required',
    bare: true,
    all: [DATA, /\bPROT\b|\b(?:tls|ssl)\b/i, either(REQUIRED, /\(PROT\)/)],
    meaning: 'The words ask for an encrypted data connection.',
    fix: 'Send PBSZ 0 and PROT P after the login.',
    named: true,
  },
  {
    cause: 'tls-required',
    bare: true,
    all: [/\b(?:tls|ssl|ftps)\b|verschlüssel|chiffr|cifrad|crittograf|шифров|暗号|加密|암호화/i, REQUIRED],
    not: CERTIFICATE,
    meaning: 'The words ask for TLS.',
    fix: 'Switch the client to explicit FTP over TLS (AUTH TLS before the login).',
    named: true,
    codes: [331, 421, 500, 502, 503, 521, 522, 530, 533, 534, 550],
  },
  {
    cause: 'pasv-ip-mismatch',
    bare: true,
    all: [DATA, CONNECTION, PEER_ADDRESS, SAME, DENIED],
    meaning: 'The words say that the data connection came from another address than the control connection.',
    fix: "Keep the client's source address on both connections.",
    named: true,
  },
  {
    cause: 'passive-nat-private-address',
    bare: true,
    all: [PEER_ADDRESS, UNROUTABLE],
    meaning: 'The words say that the passive reply names an address that the client cannot reach.',
    fix: "Set the server's public address for passive mode.",
    named: true,
  },
  {
    cause: 'home-dir-missing',
    bare: true,
    all: [HOME, DENIED],
    codes: [421, 500, 530, 550],
    meaning: 'The words say that the home directory is missing or cannot be entered.',
    fix: 'Create the home directory with the account as owner.',
    named: true,
  },
  {
    cause: 'no-transfer-timeout',
    all: [NO_TRANSFER, TIME],
    codes: [421],
    meaning: 'The words say that nothing was transferred for too long.',
    fix: 'Transfer or list something in between, or raise the limit for sessions without a transfer.',
    named: true,
  },
  {
    cause: 'server-shutting-down',
    all: [SHUTTING],
    not: oneOf('verbindung*|connexion*|conexión|connessione|conexão|połączeni*|соединени*|接続|连接|連線|연결'),
    codes: [120, 421, 530],
    meaning: 'The words say that the server is going down or closed.',
    fix: 'Try again later.',
    named: true,
  },
  {
    cause: 'too-many-connections',
    bare: true,
    all: [
      TOO_MANY,
      /ftp|server|сервер|サーバ|服务器|伺服器|서버|sunucu|szerver|servidor|serveur|user|benutzer|utilis|usu|utent|gebruik|użytk|польз|用户|使用者|사용자|verbind|conne|conex|połącz|соедин|接続|连接|連線|연결|kullanıcı|bağlant/iu,
    ],
    codes: [421, 425, 450, 500, 530, 550],
    meaning: 'The words speak of a limit on connections.',
    fix: 'Open fewer connections at once, wait for old ones to end, or raise the limit on the server.',
    named: true,
  },
  {
    cause: 'active-mode-blocked',
    bare: true,
    all: [ACTIVE, /\bFTP\b/, CONNECTION, DENIED],
    codes: [425],
    meaning: 'The words say that the connection of active mode did not come up.',
    fix: 'Use passive mode.',
    named: true,
  },
  {
    cause: 'data-connection-reset-early',
    bare: true,
    all: [DATA, CONNECTION, BROKEN_OFF],
    not: TIME,
    codes: [425, 426, 450, 451],
    meaning: 'The words say that the data connection broke off.',
    fix: 'Repeat the transfer, and look for what cuts long or quiet connections.',
  },
  {
    cause: 'path-forbidden-by-policy',
    bare: true,
    all: [NAME, FORBIDDEN],
    codes: OF_NAMES,
    meaning: 'The words say that a rule of the server forbids the name or path.',
    fix: 'Choose another name or place (no leading dot, no special characters, no forbidden ending).',
    named: true,
  },
  {
    cause: 'bad-filename-encoding',
    bare: true,
    all: [CHARSET, CONVERTED, DENIED],
    meaning: 'The words say that a name is not in the encoding the other side expects.',
    fix: "Set the client to UTF-8, or to the server's own character set.",
    named: true,
  },
  {
    cause: 'resume-not-permitted',
    all: [TRANSFER_GOES_ON, DENIED, PERMITTED],
    codes: [451, 501, 503, 504, 550, 554],
    meaning: 'The words say that transfers may not be resumed.',
    fix: 'Send the whole file again, or delete the partial one first.',
    named: true,
  },
  {
    cause: 'rename-target-exists',
    all: [EXISTS],
    verbs: /^(?:RNTO|STOR|STOU|APPE)$/,
    codes: [450, ...OF_NAMES],
    meaning: 'The words say that the name is taken already.',
    fix: 'Delete the old file first, or choose another name.',
    named: true,
  },
  {
    cause: 'dir-exists',
    bare: true,
    all: [EXISTS],
    not: GOES_ON,
    codes: [521, ...OF_NAMES],
    meaning: 'The words say that the name exists already.',
    fix: 'Go on with the existing one, or choose another name.',
  },
  {
    cause: 'file-missing',
    bare: true,
    all: [FILE, MISSING],
    not: GOES_ON,
    codes: [...OF_NAMES, 501],
    meaning: 'The words say that the file or directory does not exist.',
    fix: 'Compare path, spelling and case with a listing; the path starts at the login directory.',
  },
  {
    cause: 'empty-argument',
    all: [PARAMETER, REQUIRED],
    codes: OF_COMMANDS,
    meaning: 'The words say that something is missing behind the command.',
    fix: 'Give the command its argument: a variable or template in the client is empty.',
  },
  {
    cause: 'command-not-supported',
    all: [UNDERSTOOD],
    codes: OF_COMMANDS,
    meaning: 'The words say that the server does not know the command or its form.',
    fix: 'Use what FEAT and HELP list, or switch the feature off in the client.',
  },
  {
    cause: 'wrong-password',
    bare: true,
    all: [LOGIN, WRONG],
    codes: [430, 530, 535],
    meaning: 'The words say that user name or password was not accepted.',
    fix: "Check the stored user name and password; the server's authentication log tells which of the two it was.",
  },
];

const isEnglish = (text: string): boolean => !/\P{ASCII}/u.test(text) && !NOT_ENGLISH.test(text);

/** The rules for texts in other languages than English; none for an English one. */
export const rulesAbroad = (text: string): readonly Rule[] => (isEnglish(text) ? [] : ABROAD);

/** What a text without a code says, where it is not English. */
export const readAbroad = (text: string): Rule | undefined => rulesAbroad(text).find((rule) => fits(rule, text, 0, ''));

/** Does a text in another language than English deny something, or tell that it failed? */
export const deniesAbroad = (text: string): boolean => !isEnglish(text) && (DENIED.test(text) || readAbroad(text) !== undefined);
