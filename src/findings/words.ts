// What the words of lines without a code mean.
import { isNegative } from '../codes/digits.ts';
import type { Explainer } from '../explain/explain.ts';
import { readSense } from '../explain/sense.ts';
import { normalise } from '../wordings/pattern.ts';
import type { CauseId } from '../explain/cause-ids.ts';
import { type TlsTrouble, tlsTrouble } from './tls-words.ts';

const CODES = [530, 550, 421, 553, 552, 500, 425, 426, 451, 450, 501, 502, 503, 522, 534, 452, 504, 521];
/** Literal characters that a wording must share with a line before it is believed without its code. */
const LEAST = 18;

/** `got 550 [' No such file']`, `status 530: Login incorrect`. */
const STATED =
  /(?:\bgot|received|return\w{0,3}|repl(?:y|ied)|respon\w{2,6}|error|code|status|failed|exception)["']?\W{1,6}([45]\d\d)\b\W{1,6}([A-Za-z'"][^\n]{4,200})/i;

const MOST_KEPT = 2000;

/** What the words of a TLS library stand for where the step of the session does not matter. */
const TOLD_BY_LIBRARY = /^(?:certificate-not-trusted|tls-cert-missing|tls-version-mismatch|tls-session-reuse-required)$/;
const OF_TLS_TROUBLE: Readonly<Partial<Record<TlsTrouble, CauseId>>> = {
  'not-resumed': 'tls-session-reuse-required',
  untrusted: 'certificate-not-trusted',
  'no-certificate': 'tls-cert-missing',
  'nothing-common': 'tls-version-mismatch',
};

function endsOf(explainer: Explainer | undefined): Set<string> {
  const ends = new Set<string>();
  for (const { replies } of explainer?.catalogue.servers ?? []) {
    for (const { code, cause, text } of replies) {
      if (!cause || !isNegative(code)) continue;
      for (const line of text.split('\n')) {
        const words = normalise(line).split(' ');
        for (const word of [words[0], words.at(-1)]) if (word && !word.includes('{')) ends.add(word);
      }
    }
  }
  return ends;
}

/** With its link to the manual where PHP is set to show it. */
const PHP_SAID =
  /\bftp_\w{3,12}\(\)(?: \[(?:<a [^>\n]{1,100}>)?[\w.-]{1,60}(?:<\/a>)?\])?: ([^\n]{4,300}?)(?: in (?:<b>)?\/?\S{1,300} on line (?:<b>)?\d{1,6}(?:<\/b>)?)?$/;
const codeFor = (verb: string): number => (verb === 'PASS' ? 530 : verb === '' ? 0 : 550);

/** What curl means by its exit codes (libcurl-errors), where its words say no more. */
const CURL: Readonly<Record<string, CauseId>> = {
  8: 'malformed-reply',
  9: 'file-missing',
  10: 'active-mode-blocked',
  12: 'active-mode-blocked',
  13: 'malformed-reply',
  14: 'malformed-reply',
  18: 'data-connection-reset-early',
  19: 'file-missing',
  25: 'no-write-permission',
  30: 'port-bounce-refused',
  31: 'resume-not-permitted',
  35: 'tls-version-mismatch',
  36: 'resume-not-permitted',
  51: 'certificate-not-trusted',
  60: 'certificate-not-trusted',
  64: 'tls-unsupported',
  67: 'wrong-password',
  70: 'disk-full',
  73: 'rename-target-exists',
  78: 'file-missing',
  84: 'pret-required',
};
const CURL_CODE = /\bcurl: ?\((\d{1,2})\)|\bcURL error (\d{1,2})\b|CURLE?_?[A-Z_]{0,40}\((\d{1,2})\)/i;

/** Understands words without a code by the replies that servers word alike. */
export class WordSense {
  readonly #explainer: Explainer | undefined;
  readonly #kept = new Map<string, CauseId | undefined>();
  /** The same for lines as they stand. */
  readonly #exact = new Map<string, CauseId | undefined>();
  /** First and last words of the wordings that have a cause: most lines have neither, and need not be compared. */
  #ends: Set<string> | undefined;

  constructor(explainer: Explainer | undefined) {
    this.#explainer = explainer;
  }

  /** Id of the cause that the words stand for, if any. */
  hint(line: string, verb = ''): CauseId | undefined {
    const same = verb === '' ? line : `${verb} ${line}`;
    const known = this.#exact.get(same);
    if (known !== undefined || this.#exact.has(same)) return known;
    const hint = this.#likely(line, verb);
    if (this.#exact.size > MOST_KEPT) this.#exact.clear();
    if (line.length < 300) this.#exact.set(same, hint);
    return hint;
  }

  #likely(line: string, verb: string): CauseId | undefined {
    const text = line.trim().slice(0, 400);
    // Numbers decide nothing here, and lines that differ in nothing else are many.
    const key = `${verb} ${text.replace(/\d+/g, '#')}`;
    if (this.#kept.has(key)) return this.#kept.get(key);
    const hint = this.#read(text, verb);
    if (this.#kept.size > MOST_KEPT) this.#kept.clear();
    this.#kept.set(key, hint);
    return hint;
  }

  #mayMatch(text: string): boolean {
    this.#ends ??= endsOf(this.#explainer);
    const words = normalise(text.replace(/^["']|["']$/g, '')).split(' ');
    return this.#ends.has(words[0] ?? '') || this.#ends.has(words.at(-1) ?? '');
  }

  #read(text: string, verb: string): CauseId | undefined {
    if (this.#explainer) {
      // A client that names the code it got, and the words with it.
      const stated = STATED.exec(text);
      const told = stated && this.#explainer.explain(Number(stated[1]), (stated[2] as string).replace(/['")\]},]{1,6}$/, ''));
      if (told?.causeId) return told.causeId;
      // PHP drops the code and keeps the server's words.
      const php = PHP_SAID.exec(text)?.[1];
      if (php !== undefined && verb !== '') {
        // 553 is the code for names that cannot be created.
        for (const code of verb === 'STOR' ? [553, 550] : [codeFor(verb)]) {
          const meant = this.#explainer.explain(code, php, { command: verb });
          if (meant.causeId) return meant.causeId;
        }
      }
      if (/^permission denied\W*$/i.test(text)) return undefined;
      // A client puts labels before the server's words: `Error: `, `Server said: `, a time stamp.
      const starts = [text, ...[...text.matchAll(/[:>\]]\s+/g)].slice(0, 4).map(({ index, 0: gap }) => text.slice(index + gap.length))];
      for (const start of starts) {
        // What everybody says of everything names nothing.
        if (/^(?:\S{1,200}: )?permission denied\W*$/i.test(start)) continue;
        if (!this.#mayMatch(start)) continue;
        for (const code of CODES) {
          const match = this.#explainer.catalogue.match(code, start.replace(/^["']|["']$/g, ''))[0];
          if (match?.wording.cause && isNegative(match.wording.code) && match.weight >= LEAST) return match.wording.cause;
        }
      }
    }
    const trouble = tlsTrouble(text);
    if (trouble) return OF_TLS_TROUBLE[trouble];
    const sense = readSense(text, 0)?.cause;
    if (sense !== undefined) return TOLD_BY_LIBRARY.test(sense) ? undefined : sense;
    const curl = CURL_CODE.exec(text);
    // A refusal in the place of the address: one of the two commands is not taken.
    if (curl && /PASV\/EPSV response: [45]\d\d\b/.test(text)) return 'epsv-unsupported';
    return curl ? CURL[curl[1] ?? curl[2] ?? curl[3] ?? ''] : undefined;
  }
}
