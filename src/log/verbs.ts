// FTP commands as logs show them.

// RFC 959, 2228, 2389, 2428, 2640, 3659, 4217, 7151, 1639, RFC 775's X forms, and what clients really send besides.
const VERBS = new Set(
  (
    'USER PASS ACCT CWD CDUP SMNT QUIT REIN PORT PASV TYPE STRU MODE RETR STOR STOU APPE ALLO REST RNFR RNTO ABOR DELE RMD MKD PWD LIST NLST SITE SYST STAT HELP NOOP ' +
    'AUTH ADAT PBSZ PROT CCC MIC CONF ENC FEAT OPTS EPRT EPSV LPRT LPSV LANG MDTM MLSD MLST SIZE HOST TVFS ' +
    'XCWD XCUP XPWD XMKD XRMD XCRC XMD5 XSHA XSHA1 XSHA256 XSHA512 HASH RANG COMB MFMT MFCT MFF CLNT CSID AVBL DSIZ PRET CPSV SSCN MD5 MMD5 SPSV THMB MACB ALGS ESTA ESTP XSEN XRSQ CKSM'
  ).split(' '),
);

/** Letters of the shortest and of the longest command. */
const SHORTEST = 3;
const LONGEST = Math.max(...[...VERBS].map((verb) => verb.length));

/** True for a word that is an FTP command, in any case. */
export function isVerb(word: string): boolean {
  return VERBS.has(word.toUpperCase());
}

/** Commands that stand alone or are followed by one fixed word: enough to know a line for a command whatever is around it. */
const PLAIN =
  /^(?:PASV|EPSV(?: (?:ALL|[12]))?|FEAT|SYST|PWD|XPWD|CDUP|QUIT|NOOP|ABOR|REIN|TYPE [AIEL](?: ?[NTC8])?|USER \S.*|PASS(?: .*)?|AUTH (?:TLS|SSL|TLS-[CP]|GSSAPI|KERBEROS_V[45])|PBSZ \d+|PROT [CPSE]|OPTS [A-Z].*|STRU [FRP]|MODE [SBCZ]|CWD \S.*|RETR \S.*|STOR \S.*|APPE \S.*|LIST(?: .*)?|NLST(?: .*)?|MLSD(?: .*)?|MLST(?: .*)?|SIZE \S.*|MDTM \S.*|DELE \S.*|MKD \S.*|RMD \S.*|RNFR \S.*|RNTO \S.*|REST \d+|PORT \d.*|EPRT \S.*|SITE \S.*|STAT(?: .*)?|ALLO \d+|CLNT \S.*|HOST \S.*|MFMT \S.*|PRET \S.*|CCC|ACCT .*|HELP.*)$/;

/** The verb and argument of a line that a client sent, or undefined where it is no command. */
export function readCommand(text: string): { readonly verb: string; readonly argument: string } | undefined {
  const trimmed = text.trimEnd();
  const blank = trimmed.indexOf(' ');
  const word = blank < 0 ? trimmed : trimmed.slice(0, blank);
  if (word.length < SHORTEST || word.length > LONGEST) return undefined;
  // Nearly all commands are sent in capitals.
  const capitals = VERBS.has(word);
  const verb = capitals ? word : word.toUpperCase();
  if (!capitals && !VERBS.has(verb)) return undefined;
  return { verb, argument: blank < 0 ? '' : trimmed.slice(blank + 1) };
}

/** True for a line that can only be an FTP command in capitals, as clients print it. */
export function isPlainCommand(text: string): boolean {
  return PLAIN.test(text.trimEnd());
}

/** What is said of a command, and more words: `STOR denied: quota exceeded`, `LIST failed, giving up`. */
const VERDICT =
  /^[A-Z]{3,4} (?:denied|failed|failure|fails|refused|rejected|error|not|is|was|has|command|request|response|reply|completed|succeeded|successful|aborted|timed|timeout|disabled|disallowed|blocked|forbidden|ignored|unsupported|operation)\b\W{1,3}\p{L}|^[A-Z]{3,4} (?:response|reply)\W{1,3}\d|^[A-Z]{3,4} .{1,300} failed ?: \p{L}/iu;

/** True for words about a command that look like one. */
export function isVerdict(text: string): boolean {
  return VERDICT.test(text);
}
