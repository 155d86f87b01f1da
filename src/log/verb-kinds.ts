// What kind of thing a command does. Verbs are in upper case.

const TRANSFER: ReadonlySet<string> = new Set(['RETR', 'STOR', 'STOU', 'APPE', 'LIST', 'NLST', 'MLSD']);
const LISTING: ReadonlySet<string> = new Set(['LIST', 'NLST', 'MLSD']);
const STORE: ReadonlySet<string> = new Set(['STOR', 'STOU', 'APPE']);

/** It moves data over a data connection. */
export const isTransfer = (verb: string): boolean => TRANSFER.has(verb);
/** It lists a directory over a data connection. */
export const isListing = (verb: string): boolean => LISTING.has(verb);
/** It stores a file. */
export const isStore = (verb: string): boolean => STORE.has(verb);
/** It changes something on the server. */
export const isWrite = (verb: string): boolean => /^(?:STOR|STOU|APPE|DELE|X?MKD|X?RMD|RNFR|RNTO|MFMT|ALLO|SITE)$/.test(verb);
/** It is about a name or path. */
export const isAboutPath = (verb: string): boolean =>
  /^(?:RETR|STOR|STOU|APPE|DELE|X?MKD|X?RMD|X?CWD|SIZE|MDTM|MFMT|RNFR|RNTO|LIST|NLST|MLSD|MLST)$/.test(verb);
