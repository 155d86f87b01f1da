import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LogAnalysis } from '../src/analysis.ts';
import { explainer } from '../src/data.ts';
import { CAUSE_IDS } from '../src/explain/cause-ids.ts';
import { causes } from '../src/findings/causes/index.ts';
import type { Finding } from '../src/findings/finding.ts';
import { Findings } from '../src/findings/findings.ts';
import { tellsTrouble } from '../src/findings/trouble.ts';
import { hidePasswords } from '../src/password.ts';

/** What is found in a log that stands in a string. */
function findingsOf(log: string): readonly Finding[] {
  const analysis = new LogAnalysis(explainer());
  const open = analysis.open('sample.log');
  for (const line of log.split('\n')) open.read(hidePasswords(line));
  open.end();
  return analysis.summary().findings;
}

describe('the causes', () => {
  it('are those of the list, each in one place', () => {
    expect(causes.map(({ id }) => id).sort()).toEqual([...CAUSE_IDS].sort());
  });

  for (const { id, samples } of causes) {
    it(`${id} is found in its samples, and only there`, () => {
      expect(samples.finds.length).toBeGreaterThan(0);
      for (const log of samples.finds) expect(findingsOf(log)[0]?.cause, log).toBe(id);
      for (const log of samples.spares)
        expect(
          findingsOf(log).map(({ cause }) => cause),
          log,
        ).not.toContain(id);
    });
  }

  it('each spare something that tells of trouble too', () => {
    const tells = (line: string) => /(?:^|[<>\s])[45]\d\d[ -]/.test(line) || tellsTrouble(line);
    for (const { id, samples } of causes)
      expect(
        samples.spares.some((log) => log.split('\n').some(tells)),
        id,
      ).toBe(true);
  });

  it('say what happened and how to mend it', () => {
    for (const { samples } of causes) {
      for (const finding of samples.finds.flatMap(findingsOf)) {
        expect(finding.title).toMatch(/^["A-Z\d].*[.!]$/s);
        expect(finding.title).not.toMatch(/undefined|NaN/);
        expect(finding.fix.length, finding.cause).toBeGreaterThan(20);
        expect(finding.evidence.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('logs of a real server with a fault put in on purpose', () => {
  const cases: readonly [string, string | undefined][] = [
    ['vsftpd-pasv-address', 'passive-nat-private-address'],
    ['vsftpd-writable-chroot', 'chroot-writable-root'],
    ['vsftpd-session-reuse', 'tls-session-reuse-required'],
    ['vsftpd-prot-c', 'prot-p-required'],
    ['vsftpd-userlist', 'user-in-deny-list'],
    ['vsftpd-pasv-disabled', 'passive-disabled'],
    ['vsftpd-bad-certificate', 'certificate-not-trusted'],
    ['vsftpd-upload-denied', 'no-write-permission'],
    ['vsftpd-max-per-ip', 'too-many-connections'],
    ['vsftpd-disk-full', 'disk-full'],
    ['vsftpd-tls-required', 'tls-required'],
    ['vsftpd-upload-ok', undefined],
  ];
  for (const [name, cause] of cases) {
    it(name, () => {
      expect(findingsOf(readFileSync(new URL(`logs/finding-${name}.log`, import.meta.url), 'utf8'))[0]?.cause).toBe(cause);
    });
  }
});

const FAIL_LOGIN = 'Feb  3 04:05:08 host1 vsftpd[76]: [ann] FAIL LOGIN: Client "192.0.2.9"';
const PAM_KNOWN = `Feb  3 04:05:06 host1 vsftpd[77]: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=ann rhost=192.0.2.9  user=ann
${FAIL_LOGIN}`;
const PAM_UNKNOWN = `Feb  3 04:05:06 host1 vsftpd[77]: pam_unix(vsftpd:auth): check pass; user unknown
Feb  3 04:05:06 host1 vsftpd[77]: pam_unix(vsftpd:auth): authentication failure; logname= uid=0 euid=0 tty=ftp ruser=ann rhost=192.0.2.9
${FAIL_LOGIN}`;

describe('the account of findings', () => {
  it('counts sessions, clients and users', () => {
    const log = [1, 2, 3]
      .map((n) => `Mon Apr 12 15:19:2${n} 2021 [pid ${n}] [user${n}] FTP response: Client "192.0.2.${n}", "530 Login incorrect."`)
      .join('\n');
    const [finding] = findingsOf(log);
    expect(finding).toMatchObject({ cause: 'wrong-password', count: 3, clients: ['192.0.2.1', '192.0.2.2', '192.0.2.3'] });
    expect(finding?.confidence).not.toBe('certain');
    expect(finding?.alternatives).toContain('user-in-deny-list');
  });

  it('sees that passwords are guessed', () => {
    const log = Array.from(
      { length: 12 },
      (_, n) => `Mon Apr 12 15:19:${10 + n} 2021 [pid ${n}] [root] FTP response: Client "192.0.2.66", "530 Login incorrect."`,
    ).join('\n');
    expect(findingsOf(log)[0]?.title).toMatch(/guessed: 12 refused logins from 192\.0\.2\.66/);
  });

  it('tells a limit that bites at certain hours only, and who it falls to', () => {
    const line = (day: number, minute: number, client: string) =>
      `Mon Apr ${day} 02:${minute} 2021 [pid ${day}${minute}] [${client}] FTP response: Client "${client}", "421 There are too many connected users, please try later."`;
    const log = [12, 13, 14].flatMap((day) =>
      [10, 20, 30, 40].map((minute) => line(day, minute, minute === 40 && day === 12 ? '192.0.2.8' : '192.0.2.9')),
    );
    const [finding] = findingsOf(log.map((one) => one.replace(/(\d\d:\d\d) 2021/, '$1:00 2021')).join('\n'));
    expect(finding?.cause).toBe('too-many-connections');
    expect(finding?.pattern).toMatch(/on 3 days, only between 02:00 and 03:00/);
    expect(finding?.pattern).toMatch(/11 of 12 fell to the client 192\.0\.2\.9/);
  });

  it('tells what had worked, and when it happened, as it was when the trouble came', () => {
    const after = '> RETR e\n< 150 ok\n< 226 ok\n'.repeat(3);
    const missing = ['a', 'b', 'c'].map((name) => `> RETR ${name}\n< 550 ${name}: No such file or directory\n`).join('');
    const login = '< 220 ready\n> USER ann\n< 331 pw\n> PASS x\n< 230 in\n';
    expect(findingsOf(`${login}${missing}${after}`)[0]?.pattern ?? '').not.toMatch(/never again/);
    expect(findingsOf(`${login}${after}${missing}`)[0]?.pattern).toMatch(/Up to line 14 RETR worked, afterwards never again/);
    // The session stays open for hours after its failure.
    const hours = [12, 13, 14].flatMap((day) =>
      [9, 10, 11, 12].map((hour) =>
        [
          '02:10:00 2021 [pid P] [ann] FTP response: Client "192.0.2.9", "230 Login successful."',
          '02:10:01 2021 [pid P] [ann] FTP command: Client "192.0.2.9", "RETR a.txt"',
          '02:10:01 2021 [pid P] [ann] FTP response: Client "192.0.2.9", "550 Failed to open file."',
          `${String(hour).padStart(2, '0')}:00:00 2021 [pid P] [ann] FTP response: Client "192.0.2.9", "221 Goodbye."`,
        ]
          .map((line) => `Mon Apr ${day} ${line.replace('pid P', `pid ${day}${hour}`)}`)
          .join('\n'),
      ),
    );
    expect(findingsOf(hours.join('\n'))[0]?.pattern).toMatch(/only between 02:00 and 03:00/);
  });

  it.each([
    ['pam_unix knows the user', PAM_KNOWN, 'The password given for "ann" from 192.0.2.9 is not that of', undefined],
    ['pam_unix does not', PAM_UNKNOWN, 'named a user whom the server does not have', undefined],
    ['only the refusal is logged', FAIL_LOGIN, 'does not tell which of the two', 'The transcript cannot tell'],
  ])('says which of name and password was wrong where the log does: %s', (_, log, title, further) => {
    const [finding] = findingsOf(log);
    expect(finding?.cause).toBe('wrong-password');
    expect(finding?.title).toContain(title);
    if (further) expect(finding?.furtherEvidence).toContain(further);
    else expect(finding?.furtherEvidence).toBeUndefined();
  });

  it('names the settings of the server whose log it is', () => {
    const iis = [
      '#Software: Microsoft Internet Information Services 10.0',
      '#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status sc-win32-status sc-substatus x-session',
      '2024-05-01 10:00:01 192.0.2.9 - 192.0.2.1 21 USER ann 331 0 0 a-1',
      '2024-05-01 10:00:02 192.0.2.9 - 192.0.2.1 21 PASS *** 530 5 33 a-1',
    ].join('\n');
    expect(findingsOf(iis)[0]?.fix).toMatch(/^On the server \(IIS\)/);
    const fileZilla = [
      '<Date/Time> Info [Type] Message',
      '<2024-05-01 10:00:00> FTP Session 1 192.0.2.9 ann [Response] 425 Could not open the data connection.',
    ].join('\n');
    expect(findingsOf(fileZilla)[0]?.fix).toMatch(/On the server \(FileZilla Server\)/);
  });

  it('says nothing of hours where the failures are spread over the day', () => {
    const log = Array.from(
      { length: 24 },
      (_, hour) =>
        `Mon Apr ${12 + (hour % 2)} ${String(hour).padStart(2, '0')}:10:00 2021 [pid ${hour}] [u] FTP response: Client "192.0.2.9", "421 There are too many connected users, please try later."`,
    ).join('\n');
    const [finding] = findingsOf(log);
    expect(finding?.cause).toBe('too-many-connections');
    expect(finding?.pattern ?? '').not.toMatch(/only between/);
  });

  it('lets a symptom give way to the line that states its cause', () => {
    const findings = findingsOf(
      '> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n> LIST\nError: data connection failed\nError: the TLS session of the data connection was not resumed\n',
    );
    expect(findings.map(({ cause }) => cause)).toEqual(['tls-session-reuse-required']);
  });

  it('folds what fails after replies and commands are out of step', () => {
    const findings = findingsOf(
      '> TYPE I\n< 226 done\n> SIZE a\n< 200 Type set to I\n> EPSV\n< 550 a: No such file\n> PASV\n< 229 ok (|||5000|)\nError: no address in the reply',
    );
    expect(findings.map(({ cause }) => cause)).toEqual(['pipelining-out-of-sequence']);
  });

  it('takes a few lines of an error for what they are, and a long foreign log for nothing', () => {
    const error = 'Verzeichnis /alt: Das Verzeichnis ist nicht leer';
    expect(findingsOf(error)[0]?.cause).toBe('dir-not-empty');
    const long = Array.from({ length: 100 }, (_, n) => `step ${n} of the build is done`);
    expect(findingsOf([...long, error].join('\n'))).toEqual([]);
  });

  it('tells where more than one name failed', () => {
    const login = '< 220 ready\n> USER ann\n< 331 pw\n> PASS x\n< 230 in\n';
    const missing = (name: string) => `> RETR ${name}\n< 550 ${name}: No such file or directory\n`;
    expect(findingsOf(`${login}${missing('a')}${missing('b')}`)[0]?.pattern).toBe('It happened with more than one name or path.');
    expect(findingsOf(`${login}${missing('a')}${missing('a')}`)[0]?.pattern).toBeUndefined();
  });

  it('takes a directory that cannot be made for the trouble, and not that it was looked for', () => {
    const log =
      '< 220 ready\n> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> CWD in\n< 550 in: No such file or directory\n> MKD in\n< 550 in: Permission denied\n';
    expect(findingsOf(log).map(({ cause }) => cause)).toEqual(['no-write-permission']);
  });

  it('holds a refusal against the listing of the same directory only', () => {
    const listed = '230 in\nftp> ls\n200 PORT command successful.\n150 here\ndrwxr-x---    2 0  0   6 Jan 17 20:26 staff\n226 done\n';
    const refused = 'ftp> cd staff\n550 Failed to change directory.\nftp> bye\n221 bye';
    expect(findingsOf(`${listed}${refused}`)[0]?.cause).toBe('no-read-permission');
    expect(findingsOf(`${listed}ftp> cd in\n250 ok\n${refused}`)[0]?.cause).toBe('file-missing');
  });

  it('folds what only follows from a failed directory change', () => {
    const findings = findingsOf(
      '> CWD nowhere\n< 550 Failed to change directory.\n> STOR a.txt\n< 553 Could not create file.\n> STOR b.txt\n< 553 Could not create file.',
    );
    expect(findings.map(({ cause }) => cause)).toEqual(['file-missing']);
  });

  it('keeps its bounds', () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, n) => `Mon Apr 12 15:19:22 2021 [pid ${n}] [u${n}] FTP response: Client "192.0.${n % 250}.${n % 251}", "530 Login incorrect."`,
    );
    const [finding] = findingsOf(lines.join('\n'));
    expect(finding?.count).toBe(30_000);
    expect(finding?.evidence.length).toBeLessThanOrEqual(5);
    expect(finding?.clients.length).toBeLessThanOrEqual(10);
  });

  it('tells live what has become certain, once', () => {
    const findings = new Findings(explainer());
    findings.observe(
      {
        type: 'reply',
        file: '-',
        line: 1,
        code: 500,
        text: 'OOPS: vsftpd: refusing to run with writable root inside chroot()',
        logFormat: 'arrows',
      },
      explainer().explain(500, 'OOPS: vsftpd: refusing to run with writable root inside chroot()'),
    );
    expect(findings.certain().map(({ cause }) => cause)).toEqual(['chroot-writable-root']);
    expect(findings.certain()).toEqual([]);
  });
});

describe('the name of a file is no word', () => {
  const login = '< 220 ready\n> USER ann\n< 331 pw\n> PASS x\n< 230 Login successful.\n';
  it.each([
    ['CWD /u/user/ssl', "550 Can't change directory to /u/user/ssl: No such file or directory", 'file-missing'],
    ['RETR user/encrypted.zip', '550 user/encrypted.zip: No such file or directory', 'file-missing'],
    ['RETR certificates/server.crt', '550 certificates/server.crt: No such file or directory', 'file-missing'],
    ['RETR home.png', "550 Can't open home.png: No such file or directory", 'file-missing'],
    ['RETR shell.php', "550 Can't open shell.php: No such file or directory", 'file-missing'],
    ['RETR resume.pdf', "550 Can't open resume.pdf: No such file or directory", 'file-missing'],
    ['RETR счёт.pdf', '550 счёт.pdf: No such file or directory', 'file-missing'],
    ['STOR includes/connection.php', '553 includes/connection.php: Permission denied.', 'no-write-permission'],
    ['STOR data/usernames.csv', '553 data/usernames.csv: Permission denied.', 'no-write-permission'],
    ['STOR ldap.conf', '550 ldap.conf: Permission denied', 'no-write-permission'],
    ['RETR readme.txt', '550 readme.txt: Permission denied', 'no-read-permission'],
  ])('%s', (command, reply, cause) => expect(findingsOf(`${login}> ${command}\n< ${reply}`)[0]?.cause).toBe(cause));
});

describe('an ordinary log has no finding', () => {
  const login = '< 220 ready\n> USER ann\n< 331 pw\n> PASS x\n< 230 Login successful.\n';
  const passive = '> PASV\n< 227 Entering Passive Mode (198,51,100,7,195,80).\n';
  it.each([
    [
      'MODE is answered in words like those of TYPE',
      `${login}${'> TYPE I\n< 200 Switching to Binary mode.\n> MODE S\n< 200 Mode set to S.\n'.repeat(2)}${passive}> STOR a\n< 150 ok\n< 226 done`,
    ],
    [
      'XCWD and XCUP tell the path as PWD does',
      `${login}> PWD\n< 257 "/" is the current directory.\n> XCWD /a\n< 250 "/a" is the current directory.\n> PWD\n< 257 "/a" is the current directory.\n> XCUP\n< 250 "/" is the current directory.`,
    ],
    [
      'AUTH is refused, and the login goes on without TLS, under another process (vsftpd)',
      [
        '[pid 1] FTP response: Client "192.0.2.9", "220 ready"',
        '[pid 1] FTP command: Client "192.0.2.9", "AUTH TLS"',
        '[pid 1] FTP response: Client "192.0.2.9", "530 Please login with USER and PASS."',
        '[pid 1] FTP command: Client "192.0.2.9", "USER ann"',
        '[pid 1] [ann] FTP response: Client "192.0.2.9", "331 Please specify the password."',
        '[pid 1] [ann] FTP command: Client "192.0.2.9", "PASS <password>"',
        '[pid 3] [ann] FTP response: Client "192.0.2.9", "230 Login successful."',
        '[pid 3] [ann] FTP command: Client "192.0.2.9", "QUIT"',
        '[pid 3] [ann] FTP response: Client "192.0.2.9", "221 Goodbye."',
      ]
        .map((line) => `Sat Nov 28 11:19:23 2026 ${line}`)
        .join('\n'),
    ],
    [
      'two connections write into one transcript',
      '<--- 220 ready\n---> USER ann\n<--- 220 ready\n---> USER ann\n<--- 331 pw\n---> PASS x\n<--- 331 pw\n---> PASS x\n<--- 230 ok\n---> PASV\n<--- 230 ok\n---> PASV\n<--- 227 Entering Passive Mode (198,51,100,7,195,80)\n---> RETR a\n<--- 227 Entering Passive Mode (198,51,100,7,195,81)\n---> RETR b\n<--- 150 ok\n<--- 150 ok\n<--- 226 done\n<--- 226 done',
    ],
    [
      'an upload whose date the server does not set',
      `${login}${passive}> STOR a\n< 150 ok\n< 226 Transfer complete.\n> SITE UTIME 20261128111922 a\n< 550 Permission denied.\n> QUIT\n< 221 bye`,
    ],
    ['it is told how long will be waited', 'INFO connecting to ftp.example.org:21 with timeout 30 s\nINFO upload of a.zip done'],
    [
      'the user breaks off while TLS is asked for',
      'Response:\t220 ready\nCommand:\tAUTH TLS\nError:\tConnection attempt interrupted by user\nStatus:\tDisconnected from server',
    ],
    ['settings are printed, one of them for errors', 'Passive mode: on, timeout: 30 s, retries: 3, on error: continue'],
    [
      'a program with a long name in syslog speaks of connections',
      'Jul  3 16:31:13 host1 com.apple.AddressBook.InternetAccountsBridge[34203]: stub: connect() failed path:/var/run/m Err:-1 Operation not permitted\nJul  3 16:32:13 host1 kernel[0]: hibernate image path: /var/vm/sleepimage',
    ],
    [
      'a directory is made at the prompt that is there already',
      '220 ready\n331 pw\n230 Login successful.\nftp> mkdir in\n550 in: File exists\nftp> cd in\n250 CWD command successful\nftp> bye\n221 bye',
    ],
    [
      'EPSV is refused at the prompt, and PASV works',
      "220 ready\n331 pw\n230 Login successful.\nftp> ls\n500 'EPSV': command not understood.\n227 Entering Passive Mode (198,51,100,7,195,80)\n150 here\n226 done\nftp> bye\n221 bye",
    ],
    [
      'a file is shown on the terminal',
      '220 ready\n331 pw\n230 Login successful.\nftp> more todo.txt\nThe disk is full again, and the login failed: permission denied\nftp> bye\n221 bye',
    ],
    [
      'names in a listing',
      'ftp> ls\n229 ok (|||40000|)\n150 Opening\naccess denied\nquota exceeded\n226 ok\nftp> get "login failed"\nlocal: login failed remote: login failed\n229 ok (|||40001|)\n150 Opening\n226 ok',
    ],
    [
      'the user breaks a download off',
      'Command:\tPASV\nResponse:\t227 Entering Passive Mode (198,51,100,7,195,80)\nCommand:\tRETR a\nResponse:\t150 Opening\nError:\tFile transfer aborted by user\nStatus:\tDisconnected from server',
    ],
    [
      'an HTTP proxy opens the way',
      '> CONNECT ftp.example.org:21 HTTP/1.1\n< HTTP/1.1 200 Connection established\n< 220 ready\n> USER ann\n< 331 pw\n> PASS x\n< 230 in\n> QUIT\n< 221 bye',
    ],
    [
      'a name that is looked up and does not match',
      'Jan  5 10:00:01 host proftpd[11]: 192.0.2.1 (192.0.2.9[192.0.2.9]) - host name/name mismatch: a.example != b.example',
    ],
    [
      'wget warns of a certificate and goes on',
      "WARNING: cannot verify ftp.example.org's certificate, issued by x:\n  Self-signed certificate encountered.\nLogging in as ann ... Logged in!\n==> SYST ... done.    ==> PWD ... done.",
    ],
    [
      'a first address does not answer',
      'Connecting to ftp.example.org|2001:db8::5|:21... failed: Connection timed out.\nConnecting to ftp.example.org|198.51.100.7|:21... connected.\nLogging in as ann ... Logged in!',
    ],
    [
      'Zeek leaves the listing out that came over the data connection',
      '#path\tftp\n#fields\tts\tuid\tid.orig_h\tuser\tcommand\targ\treply_code\treply_msg\n1\tCa\t192.0.2.9\tann\tPASS\tx\t230\tin\n1\tCa\t192.0.2.9\tann\tEPSV\t-\t229\tEntering Extended Passive Mode (|||60931|)\n1\tCa\t192.0.2.9\tann\tRETR\ta\t221\tBye',
    ],
    [
      'configure, programs of this machine, and notes of what is made good',
      [
        'ftp backup of the site',
        'checking whether FTP support is disabled... no',
        'mkdir: cannot create directory ‘tmp’: File exists',
        '/bin/sh: 8: chattr: not found',
        'INFO ftp_sync: Directory /in does not exist, creating it',
        'DEBUG : a.txt: Need to transfer - File not found at Destination',
        'Cannot list files in directory: error due directory does not exist, ignoring',
        'Quota: 10 GB, used 1 GB, not exceeded',
      ].join('\n'),
    ],
    [
      'the user breaks ftp(1) off',
      '220 ready\n331 pw\n230 Login successful.\nftp> ls\n421 Service not available, user interrupt. Connection closed.\nftp> bye',
    ],
    [
      'a machine whose name is a word of refusals',
      'Jan  5 10:00:01 host uftpd[11]: 30668> Not allowed to start TFTP service.  Privileged port.\nJan  5 10:00:02 host uftpd[11]: 30669> Sent: 220 uftpd (2.7) ready.',
    ],
    [
      'a host name that holds a word',
      'Jul  9 22:53:19 combo ftpd[24085]: connection from 198.51.100.7 (host7.maximumasp.example) at Sat Jul  9 22:53:19 2005',
    ],
    [
      'TLS is refused, and the login needs no password',
      '> AUTH TLS\n< 530 Please login with USER and PASS.\n> USER anonymous\n< 230 Login successful.\n> QUIT\n< 221 bye',
    ],
    [
      'TLS is asked for, and used the second time',
      '> USER a\n< 530 SSL required\n> AUTH TLS\n< 234 ok\n> USER a\n< 331 p\n> PASS b\n< 230 ok\n> QUIT\n< 221 bye',
    ],
    [
      'an option of LIST is refused, and done without',
      `${login}${passive}> LIST -a\n< 550 -a: No such file\n${passive}> LIST\n< 150 ok\n< 226 ok`,
    ],
    [
      'a file is looked at as a directory first',
      `${login}> CWD a.txt\n< 550 a.txt: Not a directory\n> SIZE a.txt\n< 213 12\n${passive}> RETR a.txt\n< 150 ok\n< 226 ok`,
    ],
    ['a directory is there already, and is listed', `${login}> MKD a\n< 550 a: File exists\n${passive}> LIST a\n< 150 ok\n< 226 ok`],
    [
      'a file is deleted that is not there, and sent',
      `${login}> DELE a\n< 550 Delete operation failed.\n${passive}> STOR a\n< 150 ok\n< 226 ok`,
    ],
    ['a directory is emptied and removed', `${login}> RMD a\n< 550 a: Directory not empty\n> DELE a/b\n< 250 ok\n> RMD a\n< 250 ok`],
    ['a database refuses a password', '2024-05-01 10:00:00.000 UTC [1] FATAL:  password authentication failed for user "postgres"'],
    [
      'a web server refuses a request',
      '[Sun Jun 09 07:57:47 2013] [error] [client 192.0.2.10] script /cgi-bin/a.php not found or unable to stat',
    ],
    ['settings are shown', 'FTP backup started\nPassive mode: on\nTLS: not required\nTimeoutNoTransfer 600'],
    ["telnet's goodbye", '220 ready\nUSER ann\n331 pw\nPASS x\n230 in\nQUIT\n221 bye\nConnection closed by foreign host.'],
    ['another service is not there', 'ftp x\nERROR  dial tcp 10.0.0.5:3000: connect: connection refused'],
    ['a file is called like a crash', 'ftp> put "kernel panic.txt"\n200 ok\n226 done'],
    ['the log was cut off', `${login}> PWD\n> QUIT`],
    [
      'a file is called like a refused login',
      '{"level":"warn","time":"2024-02-03T04:05:06.789","sender":"FTP","protocol":"FTP","message":"upload slow","file_path":"/in/login failed report.txt"}',
    ],
    ['a pattern fits no file', `${login}${passive}> NLST *.csv\n< 550 No files found.`],
    ['a data connection is made, in Russian', `${login}${passive}> LIST\n< 150 ok\nСоединение для передачи данных установлено\n< 226 done`],
    ['a data connection is made, in Chinese', '正在连接 198.51.100.7:21...\n数据连接已建立 (ftp)'],
    ['plain FTP is in use', 'Status:\tPlain FTP is insecure. Please switch to FTP over TLS.\nStatus:\tLogged in'],
    ['a server knows no UTF-8, in Turkish', 'Durum:\tSunucu ASCII dışındaki karakterleri desteklemiyor. (ftp)'],
    ['TLS is up, in Galician', 'Estado:\tEstabeleceuse a conexión TLS. (ftp)'],
    ['a user came in over TLS', 'ftp: User ann logged in over TLS, not as guest'],
    ['settings are shown', 'ftp.timeout=30000 ftp.tls.required=false ftp.maxConnections=5 ftp.ssl=false'],
    ['a file is called like a log of errors', 'ftp: Transfer done: "C:\\data\\error.log" => "/in/error.log" [1024]'],
    ['a file is called like a list', 'Status:\tStarting upload of /home/ann/blacklist.txt\nStatus:\tFile transfer successful (ftp)'],
    ['a file is there already, in Russian', 'ftp: Файл «a.txt» уже существует — не загружается.'],
    ['a directory is made where it is missing, in German', 'ftp-sync: Verzeichnis existiert nicht, wird angelegt'],
    ['somebody else mistyped a password', 'May  6 10:00:05 host sudo: pam_unix(sudo:auth): authentication failure; logname=ann'],
    [
      'another program speaks',
      'May  6 10:00:05 host mysqld[7]: Access denied for user root\nMay  6 10:00:06 host kernel: Out of memory: Killed process 12 (java)',
    ],
    [
      'a mail comes back',
      'May  6 10:00:00 ftp postfix/smtp[7]: A1: relay=mx.b.example[198.51.100.9]:25, status=bounced (550 5.7.1 blocked, your IP is blacklisted)',
    ],
    ['the client broke it off', `${login}${passive}> RETR a\n< 150 ok\n> ABOR\n< 426 Connection closed; transfer aborted.\n< 226 ABOR ok`],
    [
      'a name was taken, and then freed',
      `${login}> RNFR a\n< 350 ok\n> RNTO z\n< 550 z: File exists\n> DELE z\n< 250 ok\n> RNFR a\n< 350 ok\n> RNTO z\n< 250 ok`,
    ],
    ['directories above are there', `${login}> MKD /home\n< 550 /home: Permission denied\n> MKD /home/ann/x\n< 257 "/home/ann/x" created`],
    ['it was looked for first', `${login}${passive}> LIST new\n< 550 new: No such file or directory\n> MKD new\n< 257 "/new" created`],
    ['it was there the next time', `${login}> RETR z\n< 450 z: temporarily unavailable\n${passive}> RETR z\n< 150 ok\n< 226 done`],
    [
      'the control connection ended without a word',
      `${login}> QUIT\n< 221 bye\ngnutls_record_recv: The TLS connection was non-properly terminated.`,
    ],
  ])('%s', (_what, log) => expect(findingsOf(log)).toEqual([]));
});
