// Replies in words that no server of the catalogue uses are still read by their sense, with less confidence.

/** What a text says by its words alone. */
export interface Sense {
  /** Id of a cause. */
  readonly cause: string;
  readonly meaning: string;
  readonly fix: string;
}

interface Rule extends Sense {
  readonly words: RegExp;
  /** Codes that the sense goes with; absent: any negative one. */
  readonly codes?: readonly number[];
}

/** First match wins: what is more special stands first. */
const RULES: readonly Rule[] = [
  {
    cause: 'quota-exceeded',
    words: /\bquota|exceeded.{0,30}(?:allocation|storage)|storage limit/i,
    meaning: 'The words speak of a quota that is used up.',
    fix: 'Delete files, or have the quota raised.',
  },
  {
    cause: 'disk-full',
    words: /disk.{0,12}full|no space|out of space|not enough (?:disk )?space|insufficient (?:disk |storage )?space/i,
    meaning: 'The words say that the disk is full.',
    fix: 'Free space on the file system of the target directory.',
  },
  {
    cause: 'too-many-connections',
    words:
      /too many (?:\w+ ){0,3}(?:connection|user|client|session|login)|maximum (?:number|login|connection|client|session|user)|(?:connection|login|client|user|session) limit|limit.{0,20}(?:reached|exceeded)/i,
    meaning: 'The words speak of a limit on connections.',
    fix: 'Open fewer connections at once, wait for old ones to end, or raise the limit on the server.',
  },
  {
    cause: 'tls-required',
    words:
      /(?:tls|ssl|encrypt\w{0,12}|secure (?:connection|login|access)|ftps).{0,40}(?:requir|must|need|only|first|mandatory)|(?:requir|must|need|use).{0,40}(?:tls|ssl|encrypt|secure (?:connection|access)|ftps)/i,
    codes: [421, 500, 502, 503, 521, 522, 530, 533, 534, 550, 331],
    meaning: 'The words ask for TLS.',
    fix: 'Switch the client to explicit FTP over TLS (AUTH TLS before the login).',
  },
  {
    cause: 'idle-timeout',
    words: /\bidle\b|inactiv|no activity|timeout.{0,20}(?:command|closing)|^timeout/i,
    codes: [421, 426],
    meaning: 'The words say that the connection was idle for too long.',
    fix: 'Reconnect; send NOOP during long pauses, or raise the idle time-out.',
  },
  {
    cause: 'ban-by-policy',
    words: /\bbanned\b|blacklist|blocked|not allowed from|(?:ip|host|address).{0,30}(?:denied|refused|not allowed)/i,
    codes: [421, 500, 530, 550],
    meaning: "The words say that the client's address is not let in.",
    fix: 'Ask for the address to be allowed, or wait until a temporary ban ends.',
  },
  {
    cause: 'file-locked',
    words: /being used by another|in use\b|\blocked\b|text file busy|file busy|\bbusy\b/i,
    codes: [450, 451, 550, 553],
    meaning: 'The words say that the file is in use.',
    fix: 'Wait until the other program has closed the file, then repeat.',
  },
  {
    cause: 'dir-not-empty',
    words: /not empty/i,
    meaning: 'The words say that the directory is not empty.',
    fix: 'Delete what is in it first, hidden files included.',
  },
  {
    cause: 'dir-exists',
    words: /(?:director|folder).{0,40}exist|exist.{0,20}director|already exists/i,
    codes: [521, 550, 553],
    meaning: 'The words say that the name exists already.',
    fix: 'Go on with the existing one, or choose another name.',
  },
  {
    cause: 'file-missing',
    words: /no such (?:file|directory|path)|not found|does(?: not|n't) exist|cannot find|can't find|non-existent/i,
    meaning: 'The words say that the file or directory does not exist.',
    fix: 'Compare path, spelling and case with a listing; the path starts at the login directory.',
  },
  {
    cause: 'command-not-supported',
    words:
      /(?:command|option|parameter).{0,60}(?:not (?:understood|implemented|supported|recogni[sz]ed)|unknown|invalid)|unknown command|not (?:implemented|supported|understood)|unrecogni[sz]ed/i,
    codes: [500, 501, 502, 504],
    meaning: 'The words say that the server does not know the command or its form.',
    fix: 'Use what FEAT and HELP list, or switch the feature off in the client.',
  },
  {
    cause: 'no-write-permission',
    words: /permission denied|access (?:is )?denied|not permitted|no permission|insufficient (?:rights|privileges|permission)|read-only/i,
    codes: [450, 451, 532, 550, 553],
    meaning: 'The words say that the rights do not suffice.',
    fix: 'Check the rights of the login on the file and on its directory.',
  },
  {
    cause: 'wrong-password',
    words:
      /(?:login|password|passwd|authentication|credentials|user(?:name)?).{0,40}(?:incorrect|fail|wrong|invalid|denied|bad|rejected)|(?:incorrect|invalid|wrong|bad).{0,30}(?:login|password|user|credential)/i,
    codes: [430, 530],
    meaning: 'The words say that user name or password was not accepted.',
    fix: "Check the stored user name and password; the server's authentication log tells which of the two it was.",
  },
  {
    cause: 'login-not-completed',
    words: /(?:not|please|must|first).{0,20}log(?:ged)? ?in|login first|user and pass|not authenticated/i,
    codes: [503, 530, 550],
    meaning: 'The words say that nobody is logged in yet.',
    fix: 'Send USER and PASS before this command.',
  },
];

/** Reads a text by its sense, or undefined where its words say nothing that is known. */
export function readSense(text: string, code: number): Sense | undefined {
  const head = text.slice(0, 600);
  return RULES.find(({ words, codes }) => (codes === undefined || codes.includes(code)) && words.test(head));
}
