// One reply, explained: by the server's own words where they are known, by their sense where they are not, by the code
// where the words say nothing.
import type { CauseId } from './cause-ids.ts';
import type { CodeEntry } from '../codes/code.ts';
import { type Category, categoryOf, isNegative, replyClass } from '../codes/digits.ts';
import type { CodeTable } from '../codes/table.ts';
import { type Carried, readCarried } from '../reply/carried.ts';
import { Catalogue, type Context, type Match } from '../wordings/catalogue.ts';
import { readSense, type Sense } from './sense.ts';
import { readSystemError, type SystemError } from './system-error.ts';

/** How sure an explanation is: the server's source says so; it is likely; it is one of several readings. */
export type Confidence = 'certain' | 'likely' | 'possible';

/** What a server's own words mean. */
export interface WordingExplanation {
  /** Names of the servers that send these words. */
  readonly servers: readonly string[];
  readonly when: string;
  readonly fix: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** Id of a cause, where one fits. */
  readonly cause?: CauseId;
  readonly settings?: readonly { readonly name: string; readonly default?: string }[];
  /** Other conditions under which these words are sent, by the same or by other servers. */
  readonly others?: readonly { readonly servers: readonly string[]; readonly when: string; readonly fix: string }[];
}

/** A reply, explained. */
export interface Explanation {
  readonly code: number;
  readonly text: string;
  readonly category: Category;
  readonly entry: CodeEntry | undefined;
  readonly data: Carried | null;
  readonly wording: WordingExplanation | null;
  /** The server product that gives itself away by these words: no other sends any like them. */
  readonly server?: string;
  readonly systemError: SystemError | undefined;
  readonly sense: Sense | undefined;
  /** The words say that something failed although the code is positive. */
  readonly surprise: boolean;
  /** For a negative reply (or a surprise): why, and what to do, one sentence each; and the cause's id where there is one. */
  readonly cause?: string;
  readonly fix?: string;
  readonly causeId?: CauseId;
  readonly confidence: Confidence;
}

const MOST_OTHERS = 4;
/** Characters of a wording from which on it is a server's own, and no mere `{path}: {error}`. */
const OWN_WORDS = 16;

/** Explains replies. Pure: table and catalogue are given. */
export class Explainer {
  readonly table: CodeTable;
  readonly catalogue: Catalogue;
  #surprises: Catalogue | undefined;

  constructor(table: CodeTable, catalogue: Catalogue) {
    this.table = table;
    this.catalogue = catalogue;
  }

  /**
   * Explains a reply of a log, where most are positive and say only that all went well: their wordings are looked up only
   * where one of them might hide a failure.
   */
  explainInLog(code: number, text: string, context: Context): Explanation {
    if (isNegative(code) || this.#mayHideFailure(code, text, context)) return this.explain(code, text, context);
    return {
      code,
      text,
      category: categoryOf(code),
      entry: this.table.get(code),
      data: readCarried(code, text),
      wording: null,
      systemError: undefined,
      sense: undefined,
      surprise: false,
      confidence: 'possible',
    };
  }

  #mayHideFailure(code: number, text: string, context: Context): boolean {
    this.#surprises ??= new Catalogue(
      this.catalogue.servers.map((server) => ({ ...server, banners: [], replies: server.replies.filter(({ surprise }) => surprise) })),
    );
    return this.#surprises.knows(code) && this.#surprises.match(code, text, context).length > 0;
  }

  /**
   * Explains one reply.
   * @param text without the code; lines joined by line feeds
   */
  explain(code: number, text: string, context: Context = {}): Explanation {
    const entry = this.table.get(code);
    const matches = text === '' ? [] : this.catalogue.match(code, text, context);
    const best = matches[0];
    const shown = best?.captures.find(({ name }) => name === 'error')?.value;
    const error = readSystemError(shown ?? text);
    const sense = best?.wording.cause || !isNegative(code) ? undefined : readSense(text, code, context.command?.toUpperCase() ?? '');
    const wording = best ? wordingOf(matches, context) : null;
    const own = best && best.weight >= OWN_WORDS && matches.every(({ server }) => server === best.server) ? best.server.server : undefined;
    const surprise = !isNegative(code) && best?.wording.surprise === true;
    const why = isNegative(code) || surprise ? reasonOf(code, entry, wording, sense, error, shown !== undefined, context) : undefined;
    return {
      code,
      text,
      category: categoryOf(code),
      entry,
      data: readCarried(code, text),
      wording,
      ...(own && { server: own }),
      systemError: error,
      sense,
      surprise,
      confidence: why?.confidence ?? wording?.confidence ?? 'possible',
      ...(why && { cause: why.cause, fix: why.fix, ...(why.causeId && { causeId: why.causeId }) }),
    };
  }
}

function fixOf(match: Match): string {
  const { client, admin } = match.wording;
  if (client && admin) return `On the server: ${admin} In the client: ${client}`;
  return admin ?? client ?? '';
}

function wordingOf(matches: readonly Match[], context: Context): WordingExplanation {
  const best = matches[0] as Match;
  const same = (other: Match) =>
    other.wording.text.toLowerCase() === best.wording.text.toLowerCase() && other.wording.when === best.wording.when;
  const alike = matches.filter((match) => match.weight === best.weight);
  const servers = [...new Set([best, ...alike.filter((match) => match.server !== best.server)].map(({ server }) => server.name))];
  const known = best.server.server === context.server;
  const rest = matches
    .filter((match) => !same(match) && (match.weight === best.weight || match.server === best.server))
    .slice(0, MOST_OTHERS);
  const { when, cause, settings, source } = best.wording;
  return {
    servers: known ? [best.server.name] : servers,
    when,
    fix: fixOf(best),
    source: /^https:/.test(source) ? source : `${best.server.source} ${source}`,
    confidence: known || servers.length === 1 ? (rest.some((match) => match.server === best.server) ? 'likely' : 'certain') : 'likely',
    ...(cause && { cause }),
    ...(settings && { settings }),
    ...(rest.length > 0 && {
      others: rest.map((match) => ({ servers: [match.server.name], when: match.wording.when, fix: fixOf(match) })),
    }),
  };
}

function reasonOf(
  code: number,
  entry: CodeEntry | undefined,
  wording: WordingExplanation | null,
  sense: Sense | undefined,
  error: SystemError | undefined,
  /** The server shows the system's words within its own; else they only sound like them. */
  isShown: boolean,
  context: Context,
) {
  const errorCause = error?.causeFor(code, context.command);
  if (wording) {
    const causeId = wording.cause ?? (sense?.named ? sense.cause : undefined) ?? errorCause ?? sense?.cause;
    const cause = error && isShown && !wording.cause ? `${wording.when} The system's own error: ${error.meaning}` : wording.when;
    return { cause, fix: wording.fix || error?.fix || sense?.fix || fallbackFix(code, entry), confidence: wording.confidence, causeId };
  }
  // Words that name the cause tell more than the system's error that stands among them.
  if (sense?.named && errorCause !== sense.cause)
    return { cause: sense.meaning, fix: sense.fix, confidence: 'possible' as const, causeId: sense.cause };
  if (error) return { cause: error.meaning, fix: error.fix, confidence: 'likely' as const, causeId: errorCause ?? sense?.cause };
  if (sense) return { cause: sense.meaning, fix: sense.fix, confidence: 'possible' as const, causeId: sense.cause };
  const cause = entry?.causes[0] ?? replyClass(code)?.meaning ?? 'The reply has no meaning in any standard.';
  return { cause, fix: fallbackFix(code, entry), confidence: 'possible' as const, causeId: undefined };
}

function fallbackFix(code: number, entry: CodeEntry | undefined): string {
  return entry?.actions.client[0] ?? entry?.actions.server[0] ?? replyClass(code)?.next ?? '';
}
