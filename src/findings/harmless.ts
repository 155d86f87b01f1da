// What looks like a failure and is none: probes, features that a client tries before it falls back, directories that are
// made when they are missing. Whether a failure was harmless is known only from what the session does afterwards.
import { isTransfer, isListing, isStore } from '../log/verb-kinds.ts';
import type { Moment } from './cause.ts';
import type { CauseId } from '../explain/cause-ids.ts';
import { controlTrouble } from './control-trouble.ts';
import type { Recent, Session } from './session.ts';

/** A reason to wait before a failure is called one. */
export interface Hope {
  /** Does this later reply show that the failure did no harm? */
  forgives(reply: Recent, session: Session): boolean;
  /** Words that show the same. */
  readonly goesOn?: RegExp;
  /** A mere probe: if nothing follows, it still says little. */
  readonly weak?: boolean;
  /** Nothing that could follow makes trouble of it. */
  readonly harmless?: boolean;
}

const PROBE = /^(?:SIZE|MDTM|MLST|STAT|HASH|XCRC|XMD5|XSHA\d*|MD5|MFMT|MFF|RANG)$/;
const OPTIONAL =
  /^(?:FEAT|OPTS|CLNT|SITE|HELP|LANG|HOST|SYST|MODE|STRU|ALLO|ACCT|X?PWD|CSID|NOOP|ABOR|PBSZ|PROT|TYPE|AVBL|COMB|DSIZ|THMB|XQUOTA|SSCN|CPSV|IDLE|UMASK|ADAT|CCC|REST|UTF8|EPSV|EPRT|LPSV|LPRT|MLSD|PRET|DOSIZE|DIRSIZE|NLST)$/;
/** Names under which clients keep a record of their own on the server. */
const RECORD = /^\.[\w-]{0,60}(?:sync|state|deploy|git-ftp|revision|manifest|lock)[\w.-]{0,60}$|sync-state/i;
const FALLS_BACK: Readonly<Record<string, RegExp>> = {
  MLSD: /^(?:LIST|NLST)$/,
  EPSV: /^(?:PASV|PORT|EPRT)$/,
  EPRT: /^(?:PORT|PASV|EPSV)$/,
  NLST: /^(?:LIST|MLSD)$/,
  REST: /^(?:RETR|STOR|APPE)$/,
};

const good = ({ code }: Recent): boolean => code >= 200 && code < 400;
const done = ({ code, verb }: Recent): boolean => code === 226 || (code === 250 && isTransfer(verb));
const tail = (path: string): string =>
  path
    .replace(/(?<!\/)\/+$/, '')
    .split('/')
    .at(-1) ?? '';

/** Is a path one below a directory? */
const isBelow = (path: string, directory: string): boolean => path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);

/** What would show that this moment did no harm; undefined where it is trouble at once. */
export function hopeFor(moment: Moment, cause: CauseId): Hope | undefined {
  if (moment.kind === 'words') return hopeForWords(cause, moment);
  if (moment.kind !== 'reply') return undefined;
  return (
    hopeOfLogin(moment, cause) ??
    (moment.verb === '' ? hopeAtPrompt(moment, cause) : undefined) ??
    hopeOfFeature(moment) ??
    hopeOfDirectory(moment, cause) ??
    hopeOfFile(moment, cause)
  );
}

/** TLS and the login: what was refused may be asked for once more, as the server wants it. */
function hopeOfLogin({ verb, code }: Moment, cause: CauseId): Hope | undefined {
  if (cause === 'unexpected-positive-reply' && code < 400) return { weak: true, forgives: (reply) => good(reply) };
  if (verb === 'AUTH' || (verb === '' && cause === 'tls-unsupported'))
    return { forgives: (reply) => reply.code === 230 || reply.code === 234 };
  if (cause === 'tls-required') return { forgives: (reply) => reply.code === 230 };
  // What was asked too early does no harm to the login that follows.
  if (cause === 'login-not-completed') return { forgives: (reply) => reply.code === 230 || reply.code === 331 };
  return undefined;
}

/** What a refusal is about, where it says so first. */
const NAMED_FIRST = /^["']?(\/?[^\s"':][^"':\n]{1,200})["']?: /;

/** At a prompt, where the log does not show what the client sends. */
function hopeAtPrompt({ text }: Moment, cause: CauseId): Hope | undefined {
  const missed = cause === 'file-missing' ? NAMED_FIRST.exec(text)?.[1] : undefined;
  // The directory is made then.
  if (missed !== undefined) return { forgives: ({ code, at }) => code === 257 && at.text.includes(`"${missed}"`) };
  if (cause === 'epsv-unsupported') return { forgives: (reply) => reply.code === 227 || done(reply) };
  // It may have been EPSV, EPRT or PORT: the transfer came about another way.
  if (cause === 'port-bounce-refused' && /cannot accept argument/i.test(text)) return { forgives: done };
  if (cause === 'dir-exists' || (cause === 'no-write-permission' && /create directory/i.test(text)))
    return { forgives: ({ code, at }) => code === 250 && /director|cwd/i.test(at.text) };
  if (cause === 'command-not-supported' || /\bOPTS\b/.test(text)) return { forgives: (reply) => good(reply) && reply.code !== 221 };
  return undefined;
}

/** Probes, and features that a client can do without. */
function hopeOfFeature({ verb, code, session, argument }: Moment): Hope | undefined {
  // A failure that the words name precisely is not taken for a missing feature.
  const unknown = (code >= 500 && code <= 504) || code === 522 || (code === 550 && verb === 'OPTS') || code === 202;
  // A deployment looks for the record of the last one.
  if (PROBE.test(verb) && code >= 450 && RECORD.test(tail(argument))) return { weak: true, harmless: true, forgives: () => false };
  if (PROBE.test(verb) && code >= 450 && code !== 530) return { weak: true, forgives: (reply) => good(reply) && reply.verb !== 'QUIT' };
  // What is done to a file after it was sent: the session ends well without it.
  if (/^(?:SITE|MFMT|MFF|MDTM)$/.test(verb) && (unknown || code === 550) && session.dataWorked > 0) return { weak: true, forgives: good };
  if (OPTIONAL.test(verb) && (unknown || code === 550 || code === 530)) {
    const back = FALLS_BACK[verb];
    return {
      // Whoever only asks what there is goes without it.
      ...(/^(?:FEAT|OPTS|CLNT|HELP|SYST)$/.test(verb) && { weak: true }),
      forgives: (reply) =>
        good(reply) &&
        reply.verb !== 'QUIT' &&
        reply.code !== 221 &&
        (back === undefined || back.test(reply.verb) || done(reply) || (reply.verb === '' && reply.code < 230)),
    };
  }
  if (verb === 'PORT')
    return {
      forgives: (reply, now) =>
        done(reply) &&
        now.dataWorked > session.dataWorked - 1 &&
        now.data?.mode !== 'PORT' &&
        // What was to go from server to server did not, whatever the client does with each of them.
        !now.wordsSay(/site to site transfer failed/i),
    };
  return undefined;
}

/** Directories that are there already, are made when they are missing, or are emptied before they go. */
function hopeOfDirectory({ verb, argument, text }: Moment, cause: CauseId): Hope | undefined {
  const name = tail(argument);
  if (cause === 'list-option-taken-as-name')
    return { forgives: (reply) => done(reply) && isListing(reply.verb) && !reply.argument.startsWith('-') };
  if (cause === 'dir-not-empty') return { forgives: (reply) => /^X?RMD$/.test(reply.verb) && good(reply) && tail(reply.argument) === name };
  if (/^X?CWD$/.test(verb))
    return {
      forgives: (reply) =>
        good(reply) &&
        // It has been made, or is a file.
        (/^X?MKD$/.test(reply.verb) ||
          (tail(reply.argument) === name && (/^(?:X?CWD|SIZE|MDTM|RETR)$/.test(reply.verb) || (done(reply) && isStore(reply.verb))))),
    };
  if (/^X?MKD$/.test(verb)) {
    const denied = /denied|permi/i.test(text);
    return {
      forgives: (reply) =>
        // A directory above it that is there already, though it may not be made.
        (argument !== '' && good(reply) && /^(?:X?MKD|X?CWD|STOR|RNTO)$/.test(reply.verb) && isBelow(reply.argument, argument)) ||
        // It is there, and can be listed.
        (argument !== '' && done(reply) && isListing(reply.verb) && tail(reply.argument) === name) ||
        (/^X?CWD$/.test(reply.verb) && good(reply) && (!denied || tail(reply.argument) === name)) ||
        (!denied && ((done(reply) && isStore(reply.verb)) || (/^X?MKD$/.test(reply.verb) && reply.code === 257))),
    };
  }
  return undefined;
}

/** Files that are sent or asked for once more, or were only to be gone. */
function hopeOfFile({ verb, argument, text, session }: Moment, cause: CauseId): Hope | undefined {
  const name = tail(argument);
  const { place } = session;
  if (isStore(verb) && argument !== '' && (cause === 'no-write-permission' || cause === 'file-missing'))
    // In another directory it is another file.
    return {
      forgives: (reply, now) =>
        done(reply) && isStore(reply.verb) && reply.argument === argument && (now.place === place || argument.startsWith('/')),
    };
  if (cause === 'rename-target-exists' && verb === 'RNTO')
    return { forgives: (reply) => reply.verb === 'RNTO' && good(reply) && reply.argument === argument };
  // A deployment looks for the record of the last one, which is not there the first time.
  if (verb === 'RETR' && cause === 'file-missing' && RECORD.test(name)) return { forgives: (reply) => done(reply) && isStore(reply.verb) };
  // It was looked for first, and then made or sent; or it was there the next time.
  if (cause === 'file-missing' && argument !== '' && /^(?:LIST|NLST|MLSD|RETR)$/.test(verb))
    return {
      forgives: (reply) =>
        tail(reply.argument) === name &&
        good(reply) &&
        (/^X?(?:MKD|CWD)$/.test(reply.verb) || (done(reply) && (isStore(reply.verb) || reply.verb === verb))),
    };
  // What is not there cannot be deleted, and is sent then; a directory is deleted otherwise than a file.
  if (
    /^(?:DELE|RNFR|X?RMD)$/.test(verb) &&
    (cause === 'file-missing' || cause === 'path-relative-to-chroot' || (cause === 'no-write-permission' && !/denied|permi/i.test(text)))
  )
    return {
      forgives: (reply) =>
        (done(reply) && isStore(reply.verb)) ||
        (reply.verb === 'RNTO' && good(reply)) ||
        (verb === 'DELE' && /^X?RMD$/.test(reply.verb) && good(reply) && tail(reply.argument) === name),
    };
  return undefined;
}

/** Stands for the words of a client that it is connected, where a log shows no greeting. */
export const CONNECTED = 0;

/** A client that counts the transfer as failed does so whatever the server says of it: GnuTLS ends what it was reading. */
const GAVE_UP = /gnutls_record_recv|read from transfer socket: ECONNABORTED/i;

/** Causes that a control connection which did not come up is told as. */
const OF_CONTROL: ReadonlySet<CauseId> = new Set(['ban-by-policy', 'too-many-connections', 'server-bug']);

/** Another module of PAM knows the user whom the one before it did not. */
const PAM_LETS_IN = /\bpam_\w{1,30}\b[^\n]{0,80}(?:authentication success|granted access)/;

/** lftp's status line shows where it stands at that moment, and again that bytes come in. */
const WAITING = /\[(?:Making data connection|FEAT negotiation)/;
const MOVING = /\[(?:Receiving|Sending) data|\b\d[\d.]{0,8}[KMG]?i?(?:B\/s|\/s)\b|\b\d{1,15} bytes transferred/;

function hopeForWords(cause: CauseId, moment: Moment): Hope | undefined {
  const { text, session } = moment;
  // It was there already.
  if (moment.event === 'mkdir-failed') return { forgives: (reply) => done(reply) && isStore(reply.verb) };
  if (WAITING.test(text)) return { forgives: good, goesOn: MOVING };
  // The next try came through.
  const control = OF_CONTROL.has(cause) ? controlTrouble(moment) : undefined;
  if (control) return { forgives: ({ code }) => (code === CONNECTED && control !== 'not greeted') || code === 220 || code === 230 };
  // A client may only warn and go on.
  if (
    cause === 'certificate-not-trusted' ||
    cause === 'tls-version-mismatch' ||
    cause === 'implicit-vs-explicit-tls' ||
    cause === 'tls-unsupported' ||
    cause === 'tls-cert-missing'
  )
    return { forgives: (reply) => good(reply) && reply.code !== 234 && reply.code !== 220 && reply.code !== 221 };
  // The next module of PAM may know the user.
  if (cause === 'wrong-password' && /\bpam_\w/.test(text)) return { forgives: (reply) => reply.code === 230, goesOn: PAM_LETS_IN };
  if (cause === 'tls-unclean-shutdown' && GAVE_UP.test(text)) return undefined;
  if (cause === 'tls-unclean-shutdown') return { forgives: ({ code }, now) => (code === 226 || code === 250) && !now.wordsSay(GAVE_UP) };
  if (cause === 'passive-nat-private-address' || cause === 'unexpected-positive-reply')
    return { forgives: (reply) => reply.code === 226 || reply.code === 250 };
  if (cause === 'passive-ports-blocked' && session.failedTry) {
    // A client that tries the next address: what it wanted was sent after all, and no other port was asked for.
    const attempt = session.failedTry;
    return { forgives: ({ code }, now) => code === 226 && now.failedTry === attempt && now.data?.mode === 'unknown' };
  }
  if (cause === 'tls-required') return { forgives: (reply) => reply.code === 230 };
  if (cause === 'command-not-supported' || cause === 'file-missing' || cause === 'dir-exists' || cause === 'login-not-completed')
    return { forgives: (reply) => good(reply) && reply.code !== 221 };
  return undefined;
}
