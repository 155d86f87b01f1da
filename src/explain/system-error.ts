// Error texts of the operating system inside replies: strerror of Linux and the BSDs, Windows messages.
import { isWrite } from '../log/verb-kinds.ts';
import { anyOf } from '../any-of.ts';
import type { CauseId } from './cause-ids.ts';

/** A system error found in a reply's text. */
export interface SystemError {
  /** POSIX name, such as EACCES. */
  readonly name: string;
  readonly meaning: string;
  readonly fix: string;
  /** The cause's id that fits this error in reply to a command. */
  causeFor(code: number, command: string | undefined): CauseId | undefined;
}

interface Known {
  readonly name: string;
  readonly words: RegExp;
  readonly meaning: string;
  readonly fix: string;
  readonly cause?: CauseId | ((code: number, verb: string) => CauseId | undefined);
}

const KNOWN: readonly Known[] = [
  {
    name: 'EACCES',
    words: anyOf`
        permission denied
        access is denied
        zugriff verweigert
        keine berechtigung
        permission non accordée
        accès refusé
        permiso denegado
        acceso denegado
        permesso negato
        permissão negada
        отказано в доступе
        权限不够
        拒绝访问
        toegang geweigerd
        brak dostępu
        odmowa dostępu
        許可がありません
        アクセスが拒否
        åtkomst nekad
        tilgang nektet
        adgang nægtet
        přístup odepřen
        operace zamítnuta
        erişim engellendi
        hozzáférés megtagadva
        доступ запрещ
        доступ отказ
        拒絕
        存取被拒
        허가 거부
        액세스가 거부
      `,
    meaning: 'The file system refuses the access to the account that the server runs the session as.',
    fix: 'Give that account the right it needs on the file and search right (x) on every directory above it.',
    cause: (_code, verb) => (isWrite(verb) ? 'no-write-permission' : verb === '' ? undefined : 'no-read-permission'),
  },
  {
    name: 'ENOENT',
    words: anyOf`
        no such file or directory
        cannot find the (?:file|path)
        datei oder verzeichnis nicht gefunden
        aucun fichier ou dossier
        impossible de trouver
        no existe el (?:archivo|fichero)
        file o directory non esistente
        arquivo ou diretório (?:não encontrado|inexistente)
        нет такого файла
        没有那个文件
        bestand of map bestaat niet
        kan het opgegeven (?:bestand|pad) niet vinden
        nie ma takiego pliku
        nie można odnaleźć
        そのようなファイル
        指定された(?:ファイル|パス)が見つかりません
        filen eller katalogen finns inte
        adresář nebo soubor neexistuje
        böyle bir dosya
        nincs ilyen fájl
        ficheiro ou direct
        no se puede (?:encontrar|hallar) (?:el archivo|la ruta)
        impossibile trovare il (?:file|percorso)
        le fichier spécifié est introuvable
        chemin d.accès spécifié
        das system kann (?:die angegebene datei|den angegebenen pfad) nicht finden
        не удается найти (?:указанный|путь|файл)
        系统找不到指定的
        找不到指定的
        그런 파일이나
        지정된 (?:파일|경로)을 찾을 수 없
      `,
    meaning: 'The file or directory does not exist under that name, seen from where the session stands.',
    fix: 'List the parent directory and compare spelling and case; in a chroot, paths start at the login directory.',
    cause: 'file-missing',
  },
  {
    name: 'EEXIST',
    words:
      /file exists|already exists|datei existiert bereits|le fichier existe|el (?:archivo|fichero) ya existe|il file esiste|arquivo existe|文件已存在|plik istnieje|bestand bestaat al|wenn sie bereits vorhanden ist|fichier déjà existant|файл существует|невозможно создать файл, так как он уже|当文件已存在时|既に存在|soubor již existuje/i,
    meaning: 'The name exists already.',
    fix: 'Use the existing one, remove it first, or choose another name.',
    cause: (_code, verb) => (verb === 'RNTO' ? 'rename-target-exists' : 'dir-exists'),
  },
  {
    name: 'ENOTEMPTY',
    words:
      /directory not empty|directory is not empty|verzeichnis (?:ist )?nicht leer|n'est pas vide|no está vacío|non vide|non vuota|não (?:está )?vazi|не пуст|目录非空|目录不是空的|資料夾不是空的|ディレクトリ(?:ー)?(?:は|が)空では|map is niet leeg|nie jest pusty|není prázdný/i,
    meaning: 'The directory still holds files, hidden ones included.',
    fix: 'Delete its content first; list with LIST -a.',
    cause: 'dir-not-empty',
  },
  {
    name: 'ENOSPC',
    words: anyOf`
        no space left on device
        not enough space on the disk
        there is not enough space
        auf dem gerät ist kein speicherplatz
        kein weiterer speicherplatz
        aucun espace disponible
        no queda espacio
        espace insuffisant
        spazio (?:esaurito|insufficiente)
        não há espaço
        espaço insuficiente
        не осталось свободного места
        недостаточно места
        设备上没有空间
        磁盘空间不足
        geen ruimte meer
        brak miejsca
        nie ma wystarczającej
        空き領域(?:がありません|が不足)
        espacio (?:suficiente|insuficiente)
        nicht genügend speicherplatz
      `,
    meaning: 'The file system is full (blocks or inodes).',
    fix: 'Free space on the server; df -h and df -i show which file system and what is used up.',
    cause: 'disk-full',
  },
  {
    name: 'EDQUOT',
    words: /(?:disk )?quota exceeded|plattenkontingent überschritten|débordement du quota|se ha excedido la cuota/i,
    meaning: 'The quota of the account is used up.',
    fix: 'Delete files or have the quota raised.',
    cause: 'quota-exceeded',
  },
  {
    name: 'EROFS',
    words: /read-only file system|nur lesen|lecture seulement/i,
    meaning: 'The file system is mounted read-only.',
    fix: 'Mount it read-write, or write elsewhere; after disk errors the kernel may have remounted it.',
    cause: 'no-write-permission',
  },
  {
    name: 'EISDIR',
    words: /is a directory|not a plain file|not a regular file/i,
    meaning: 'The name is a directory where a file was wanted.',
    fix: 'Name a file, or use LIST, RMD or a recursive download for the directory.',
  },
  {
    name: 'ENOTDIR',
    words: /not a directory|directory name is invalid/i,
    meaning: 'A part of the path that should be a directory is a file.',
    fix: 'Check each part of the path.',
    cause: 'file-missing',
  },
  {
    name: 'ENAMETOOLONG',
    words: /file name too long|filename or extension is too long/i,
    meaning: 'The name is longer than the file system allows.',
    fix: 'Shorten the name.',
  },
  {
    name: 'ETXTBSY',
    words: anyOf`
        text file busy
        device or resource busy
        used by another process
        resource busy
        von einem anderen prozess verwendet
        utilisé par un autre processus
        siendo utilizado por otro proceso
        utilizzato da un altro processo
        sendo usado por outro processo
        занят другим процессом
        另一个程序正在使用
        别の(?:プロセス|プログラム)が使用中
        wordt gebruikt door een ander
        używany przez inny
        ressource (?:ist )?belegt
      `,
    meaning: 'The file is in use by another program.',
    fix: 'Stop or wait for the program that has it open, then repeat.',
    cause: 'file-locked',
  },
  {
    name: 'EIO',
    words:
      /input\/output error|eingabe-\/ausgabefehler|erreur d'entrée\/sortie|error de entrada\/salida|errore di input\/output|ошибка ввода-вывода|输入\/输出错误/i,
    meaning: 'The disk under the file does not take or give the data: it is full, broken or gone.',
    fix: "Look at df and at the kernel's log on the server.",
    cause: (_code, verb) => (isWrite(verb) ? 'disk-full' : undefined),
  },
  {
    name: 'EMFILE',
    words: /too many open files/i,
    meaning: 'The server process has no file descriptor left.',
    fix: 'Raise the limit of open files (ulimit -n, LimitNOFILE) or lower the number of sessions.',
  },
  {
    name: 'ECONNREFUSED',
    words: /connection refused|actively refused|verbindungsaufbau abgelehnt|connexion refusée|conexión rehusada/i,
    meaning: 'The other side answered that nothing listens on that port.',
    fix: 'Active mode: let the client listen and open its firewall; passive mode: check the port range and that the server still listens.',
    cause: (code) => (code === 425 ? 'active-mode-blocked' : undefined),
  },
  {
    name: 'ETIMEDOUT',
    words: /(?:connection|operation) timed out|host has failed to respond|zeitüberschreitung/i,
    meaning: 'No answer came in time: on the way a firewall drops the packets, or the address is wrong.',
    fix: 'Open the port on the firewall, or use passive mode.',
    cause: (code) => (code === 425 ? 'active-mode-blocked' : undefined),
  },
  {
    name: 'ECONNRESET',
    words: /connection reset by peer|broken pipe|connection reset|forcibly closed/i,
    meaning: 'The other side cut the connection.',
    fix: "Look at the other side's log for the same moment.",
    cause: (code) => (code === 426 || code === 425 ? 'data-connection-reset-early' : undefined),
  },
  {
    name: 'EADDRINUSE',
    words: /address already in use/i,
    meaning: 'The port is taken already.',
    fix: 'Widen the range of passive ports, or repeat.',
    cause: (code) => (code === 425 ? 'passive-port-unavailable' : undefined),
  },
  {
    name: 'TLS certificate',
    words:
      /certificate (?:verify failed|has expired|is not trusted|unknown|required)|unknown ca\b|bad certificate|self[- ]signed certificate|unable to get local issuer/i,
    meaning: 'One side does not accept the certificate of the other.',
    fix: 'Check name, dates and issuer of the certificate; let the server send the whole chain.',
    cause: 'certificate-not-trusted',
  },
  {
    name: 'TLS version or cipher',
    words:
      /no shared cipher|no ciphers available|unsupported protocol|wrong version number|protocol version|handshake failure|no common cipher|version too low|GnuTLS error -(?:8|12|21|87|112)\b/i,
    meaning: 'Client and server have no TLS version or cipher in common.',
    fix: 'Allow TLS 1.2 and 1.3 with common ciphers on both sides, and update the older one.',
    cause: 'tls-version-mismatch',
  },
  {
    name: 'TLS end',
    words: /unexpected eof|GnuTLS error -(?:9|110)\b|not properly terminated|non-properly terminated|close_notify|shutdown while in init/i,
    meaning: 'The TLS connection ended without the closing message that marks its regular end.',
    fix: 'Update the side that closes without it; compare sizes before repeating, for the file may be complete.',
    cause: 'tls-unclean-shutdown',
  },
  {
    name: 'ERROR_ACCESS_DENIED',
    words: /(?:win32 )?error:? ?(?:code )?5\b|os error 13\b|errno:? ?13\b/i,
    meaning: 'The system refuses the access (Windows error 5, errno 13).',
    fix: 'Give the account that the server runs the session as the right it needs.',
    cause: (_code, verb) => (isWrite(verb) ? 'no-write-permission' : verb === '' ? undefined : 'no-read-permission'),
  },
  {
    name: 'ERROR_FILE_NOT_FOUND',
    words: /(?:win32 )?error:? ?(?:code )?[23]\b|os error 2\b|errno:? ?2\b/i,
    meaning: 'The file or path does not exist (Windows error 2 or 3, errno 2).',
    fix: 'Compare path, spelling and case with a listing.',
    cause: 'file-missing',
  },
  {
    name: 'ERROR_SHARING_VIOLATION',
    words: /(?:win32 )?error:? ?(?:code )?32\b|sharing violation/i,
    meaning: 'Another program has the file open (Windows error 32).',
    fix: 'Close or stop that program, or wait and repeat.',
    cause: 'file-locked',
  },
  {
    name: 'ERROR_ALREADY_EXISTS',
    words: /(?:win32 )?error:? ?(?:code )?(?:80|183)\b/i,
    meaning: 'The name exists already (Windows error 183 or 80).',
    fix: 'Use the existing one, remove it first, or choose another name.',
    cause: (_code, verb) => (verb === 'RNTO' ? 'rename-target-exists' : 'dir-exists'),
  },
  {
    name: 'ERROR_DIR_NOT_EMPTY',
    words: /(?:win32 )?error:? ?(?:code )?145\b/i,
    meaning: 'The directory still holds files (Windows error 145).',
    fix: 'Delete its content first.',
    cause: 'dir-not-empty',
  },
  {
    name: 'ERROR_DISK_FULL',
    words: /(?:win32 )?error:? ?(?:code )?112\b|os error 28\b|errno:? ?28\b/i,
    meaning: 'The disk is full (Windows error 112, errno 28).',
    fix: 'Free space on the server.',
    cause: 'disk-full',
  },
  {
    name: 'EHOSTUNREACH',
    words: /no route to host|network is unreachable|host unreachable/i,
    meaning: 'There is no way to that address.',
    fix: 'Check the address in PORT or 227, routing and firewall.',
  },
];

/** Finds a system error text in a reply. */
export function readSystemError(text: string): SystemError | undefined {
  const head = text.slice(0, 2000);
  const known = KNOWN.find(({ words }) => words.test(head));
  if (!known) return undefined;
  const { name, meaning, fix, cause } = known;
  return {
    name,
    meaning,
    fix,
    causeFor: (code, command) => (typeof cause === 'function' ? cause(code, (command ?? '').split(' ')[0]?.toUpperCase() ?? '') : cause),
  };
}
