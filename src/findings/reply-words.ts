// What a positive reply was to, by its own words. They tell where the code does not: 200 answers a dozen commands. Where a
// reply to one command stands as the answer to another, the two sides are out of step.

/** Commands that are answered in the same words. */
const WORDS: readonly (readonly [readonly string[], RegExp])[] = [
  [
    ['TYPE'],
    /^\W{0,4}(?:TYPE\b|type (?:is |now |set |has )|(?:switching|switched|using|set(?:ting)?) (?:to )?(?:ascii|binary|image)\b|(?:ascii|binary) (?:mode|type))/i,
  ],
  // Some servers answer EPSV as if it had been PASV.
  [['PASV', 'SPSV', 'CPSV', 'EPSV'], /^\W{0,4}entering passive/i],
  [['EPSV', 'LPSV'], /^\W{0,4}entering (?:extended|long) passive/i],
  [['PORT', 'EPRT', 'LPRT'], /^\W{0,4}(?:active data connection|e?port command)/i],
  [['PWD', 'XPWD', 'MKD', 'XMKD', 'CWD', 'XCWD', 'CDUP', 'XCUP', 'SMNT'], /^\W{0,4}"?\/[^"\n]{0,200}"? is (?:the |your )?current/i],
  [['SYST'], /^\W{0,4}(?:unix type|windows_nt)\b/i],
  [
    ['USER', 'PASS', 'ACCT', 'REIN', 'HOST'],
    /^\W{0,4}(?:please )?(?:specify the password|user [^\n]{0,60}ok\b|password required|login (?:successful|ok)|user [^\n]{0,60}logged in|logged (?:in|on))/i,
  ],
  [['PBSZ'], /^\W{0,4}PBSZ\b/],
  [['PROT'], /^\W{0,4}(?:PROT\b|protection (?:level )?set)/i],
  [['MLST'], /(?:^|[;\s'])(?:type|size|modify|unique)=[^;\s]{1,40};[^\n]{0,80}(?:type|size|modify|create|unique|perm)=/i],
  [
    ['RETR', 'STOR', 'STOU', 'APPE', 'LIST', 'NLST', 'MLSD', 'ABOR'],
    /^\W{0,4}(?:transfer (?:complete|done|ok)|file (?:successfully transferred|receive ok|send ok|transfer)|directory send ok|closing data connection|data connection already open|opening (?:ascii|binary) mode|here comes the directory|ok to send data|data transfer|transfer started)/i,
  ],
];

/** The commands that a positive reply with these words answers; undefined where they do not tell. */
export const answeredCommands = (text: string): readonly string[] | undefined => {
  const head = text.slice(0, 200);
  return WORDS.find(([, words]) => words.test(head))?.[0];
};

/** Do the words of a positive reply belong to another command than the one that it stands under? */
export const answersAnother = (verb: string, text: string): boolean => answeredCommands(text)?.includes(verb) === false;
