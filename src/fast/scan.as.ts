// Counts replies in the two bulk formats of servers, sixteen bytes at a time. AssemblyScript, built to dist/scan.wasm.
// It knows only the plainest lines; every other line it hands back, by offset, to the reader that knows all of them.
// The figures that justify it stand in the benchmark: no string is made for a line that is merely counted.

/** Layout of the memory: counts per code, then the hand-backs, then the block of text. */
const COUNTS: usize = 0;
const BACK: usize = 4096;
const MOST_BACK: u32 = 60_000;
export const TEXT: usize = 1 << 20;

/** Lines handed back: pairs of start and length. */
let back: u32 = 0;

/** Sessions in the middle of a reply of several lines: process id and the reply's code. */
const MOST_OPEN: i32 = 1024;
const open = new StaticArray<u32>(MOST_OPEN);
const openCode = new StaticArray<u32>(MOST_OPEN);
let openCount: i32 = 0;

export function countOf(code: u32): u32 {
  return load<u32>(COUNTS + code * 4);
}

/** Lines that were not handed back, and those among them that tell an event without a code. */
let lines: u32 = 0;
let events: u32 = 0;

export function lineCount(): u32 {
  return lines;
}

export function eventCount(): u32 {
  return events;
}

export function backList(): usize {
  return BACK;
}

/** The end of the log: replies that were cut off count too. */
export function finish(): void {
  while (openCount > 0) close(openCount - 1);
}

// @ts-ignore: decorator
@inline
function count(code: u32): void {
  const at = COUNTS + code * 4;
  store<u32>(at, load<u32>(at) + 1);
}

// @ts-ignore: decorator
@inline
function handBack(from: usize, to: usize): void {
  store<u32>(BACK + back * 8, <u32>(from - TEXT));
  store<u32>(BACK + back * 8 + 4, <u32>(to - from));
  back++;
}

/** Where a byte stands first from `at` on, or `end`. Sixteen bytes at once: half the time of one by one. */
// @ts-ignore: decorator
@inline
function find(byte: i8, at: usize, end: usize): usize {
  const sought = i8x16.splat(byte);
  while (at < end) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(at), sought));
    if (hits !== 0) {
      const found = at + <usize>ctz(hits);
      return found < end ? found : end;
    }
    at += 16;
  }
  return end;
}

// @ts-ignore: decorator
@inline
function digit(at: usize): u32 {
  return <u32>load<u8>(at) - 0x30;
}

/** Three digits of a reply code that begin with 1 to 6, or 0. */
// @ts-ignore: decorator
@inline
function codeAt(at: usize): u32 {
  const a = digit(at);
  const b = digit(at + 1);
  const c = digit(at + 2);
  return a - 1 < 6 && b < 10 && c < 10 ? a * 100 + b * 10 + c : 0;
}

function openAt(pid: u32): i32 {
  for (let i = 0; i < openCount; i++) if (unchecked(open[i]) === pid) return i;
  return -1;
}

const PID: u32 = 0x6469705b; // "[pid"
const RESPONSE: u64 = 0x7073657220505446; // "FTP resp"
const RESPONSE_2: u64 = 0x696c43203a65736e; // "nse: Cli", nine further
const COMMAND: u64 = 0x6d6d6f6320505446; // "FTP comm"
const FTP: u32 = 0x20505446; // "FTP "
const DEBUG: u32 = 0x55424544; // "DEBU"
const OK: u32 = 0x204b4f; // "OK " in 24 bits
const FAIL: u32 = 0x4c494146; // "FAIL"
const CONN: u32 = 0x4e4e4f43; // "CONN"

/**
 * vsftpd's protocol log: `Sun Aug 13 10:25:17 2023 [pid 9380] [user1] FTP response: Client "203.0.113.235", "331 Please ..."`.
 * @param size bytes of text, which end with a whole line
 * @returns number of lines handed back
 */
export function vsftpd(size: usize): u32 {
  back = 0;
  const end = TEXT + size;
  let from: usize = TEXT;
  while (from < end && back < MOST_BACK) {
    const to = find(0x0a, from, end);
    if (vsftpdLine(from, to)) lines++;
    else handBack(from, to);
    from = to + 1;
  }
  if (from < end) handBack(from, end);
  return back;
}

// @ts-ignore: decorator
@inline
function vsftpdLine(from: usize, to: usize): bool {
  if (to - from < 40 || load<u32>(from + 25) !== PID) return false;
  let at = from + 30;
  let pid: u32 = 0;
  for (; digit(at) < 10 && at < from + 40; at++) pid = pid * 10 + digit(at);
  if (load<u16>(at) !== 0x205d) return false; // "] "
  at += 2;
  if (load<u8>(at) === 0x5b) {
    // the user, whose name may hold anything: up to the first "] " with a known word behind it
    at = find(0x5d, at, to);
    while (at < to && !(load<u8>(at + 1) === 0x20 && isWord(load<u32>(at + 2)))) at = find(0x5d, at + 1, to);
    at += 2;
  }
  if (at + 8 > to) return false;
  const isOpen = openCount === 0 ? -1 : openAt(pid);
  const head = load<u64>(at);
  if (head === RESPONSE) {
    if (load<u64>(at + 9) !== RESPONSE_2) return false;
    // past `FTP response: Client "`, over the address, to `", "`
    at += 22;
    at = find(0x22, at, to);
    if (at + 8 > to || load<u32>(at) !== 0x22202c22) return false;
    at += 4;
    let last = to - 1;
    if (load<u8>(last) === 0x0d) last--;
    if (load<u8>(last) !== 0x22) return false;
    const code = codeAt(at);
    const after = load<u8>(at + 3);
    if (isOpen >= 0) {
      // RFC 959 section 4.2: only the same code without a hyphen ends the reply.
      if (code === unchecked(openCode[isOpen]) && after !== 0x2d) close(isOpen);
      return true;
    }
    if (code === 0) return false;
    if (after === 0x2d) begin(pid, code);
    else if (after === 0x20 || after === 0x22) count(code);
    else return false;
    return true;
  }
  if (head === COMMAND) {
    // A reply that was cut off ends where the client goes on.
    if (isOpen >= 0) close(isOpen);
    return true;
  }
  const word = load<u32>(at);
  if (word === FTP || !isWord(word)) return false;
  if (word !== DEBUG) events++;
  return true;
}

// @ts-ignore: decorator
@inline
function isWord(word: u32): bool {
  return word === FTP || word === DEBUG || word === FAIL || word === CONN || (word & 0xffffff) === OK;
}

function begin(pid: u32, code: u32): void {
  if (openCount === MOST_OPEN) close(0);
  unchecked((open[openCount] = pid));
  unchecked((openCode[openCount] = code));
  openCount++;
}

/** The end of a reply of several lines: it counts once. */
function close(at: i32): void {
  count(unchecked(openCode[at]));
  openCount--;
  unchecked((open[at] = open[openCount]));
  unchecked((openCode[at] = openCode[openCount]));
}

/**
 * ProFTPD's ExtendedLog in the default form: `192.0.2.7 UNKNOWN bob [11/Mar/2008:04:46:51 -0400] "STOR a.txt" 226 1024`.
 * Read from the end, where the code stands in front of the size; the verb behind `] "` tells it from a web server's log.
 * @returns number of lines handed back
 */
export function extendedLog(size: usize): u32 {
  back = 0;
  const end = TEXT + size;
  let from: usize = TEXT;
  while (from < end && back < MOST_BACK) {
    const to = find(0x0a, from, end);
    if (torn > 0) {
      torn -= <i32>(to - from) + 1;
      handBack(from, to);
    } else if (extendedLine(from, to)) lines++;
    else {
      if (isBegun(from, to)) torn = LONGEST_COMMAND;
      handBack(from, to);
    }
    from = to + 1;
  }
  if (from < end) {
    handBack(from, end);
    torn = LONGEST_COMMAND;
  }
  return back;
}

/** Characters of log that may belong to a record torn by a line feed: all of them are handed back (src/log/torn-record.ts). */
const LONGEST_COMMAND: i32 = 3 * 4200;
let torn: i32 = 0;

/** A line that is no whole record and holds `] "`: its end may stand in a later line. */
function isBegun(from: usize, to: usize): bool {
  for (let at = from; at + 3 < to; at++) if ((load<u32>(at) & 0xffffff) === 0x22205d) return true;
  return false;
}

// @ts-ignore: decorator
@inline
function extendedLine(from: usize, to: usize): bool {
  if (to - from < 48) return false;
  let at = to - 1;
  if (load<u8>(at) === 0x0d) at--;
  if (load<u8>(at) === 0x2d) at--;
  else while (digit(at) < 10) at--;
  // `" 226 ` in front of the size
  if (load<u8>(at) !== 0x20 || load<u16>(at - 5) !== 0x2022) return false;
  const code = codeAt(at - 3);
  if (code === 0) return false;
  // `[11/Mar/2008:04:46:51 -0400] "VERB`: behind address, ident and user
  const open = find(0x5b, from, at - 38);
  if ((load<u32>(open + 27) & 0xffffff) !== 0x22205d) return false; // `] "`
  if (!isVerb(load<u32>(open + 30))) return false;
  count(code);
  return true;
}

/** Verbs of three letters have a blank or the closing quote as fourth byte. */
// @ts-ignore: decorator
@inline
function isVerb(word: u32): bool {
  switch (word) {
    case 0x52455355: // USER
    case 0x53534150: // PASS
    case 0x54495551: // QUIT
    case 0x54535953: // SYST
    case 0x54414546: // FEAT
    case 0x45505954: // TYPE
    case 0x56534150: // PASV
    case 0x56535045: // EPSV
    case 0x54524f50: // PORT
    case 0x54525045: // EPRT
    case 0x5453494c: // LIST
    case 0x54534c4e: // NLST
    case 0x44534c4d: // MLSD
    case 0x54534c4d: // MLST
    case 0x524f5453: // STOR
    case 0x52544552: // RETR
    case 0x45505041: // APPE
    case 0x454c4544: // DELE
    case 0x455a4953: // SIZE
    case 0x4d54444d: // MDTM
    case 0x52464e52: // RNFR
    case 0x4f544e52: // RNTO
    case 0x45544953: // SITE
    case 0x5354504f: // OPTS
    case 0x48545541: // AUTH
    case 0x5a534250: // PBSZ
    case 0x544f5250: // PROT
    case 0x54534552: // REST
    case 0x504f4f4e: // NOOP
    case 0x50554443: // CDUP
    case 0x524f4241: // ABOR
    case 0x54415453: // STAT
    case 0x504c4548: // HELP
    case 0x55525453: // STRU
    case 0x45444f4d: // MODE
    case 0x4f4c4c41: // ALLO
    case 0x54434341: // ACCT
    case 0x4e494552: // REIN
    case 0x544e4d53: // SMNT
    case 0x554f5453: // STOU
    case 0x544e4c43: // CLNT
    case 0x474e414c: // LANG
    case 0x54534f48: // HOST
    case 0x544d464d: // MFMT
    case 0x444b4d58: // XMKD
    case 0x44575058: // XPWD
    case 0x44574358: // XCWD
    case 0x444d5258: // XRMD
    case 0x50554358: // XCUP
    case 0x43524358: // XCRC
    case 0x35444d58: // XMD5
    case 0x41485358: // XSHA
    case 0x48534148: // HASH
    case 0x4c425641: // AVBL
    case 0x44495343: // CSID
    case 0x54455250: // PRET
    case 0x5443464d: // MFCT
    case 0x20445743: // CWD
    case 0x20445750: // PWD
    case 0x22445750: // PWD"
    case 0x20444b4d: // MKD
    case 0x20444d52: // RMD
      return true;
    default:
      return false;
  }
}
