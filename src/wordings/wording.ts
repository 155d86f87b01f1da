// What a server's own words mean. One file per server product in this folder; this module is the guide to its fields.
import type { CauseId } from '../explain/cause-ids.ts';

/** One reply as a server words it. */
export interface Wording {
  readonly code: number;
  /** The text after the code, with placeholders: {text} {path} {user} {error} {address} {port} {number} {size} {time} {command} {hostport}. */
  readonly text: string;
  /** Verbs that draw it; `connect` for a greeting. Absent: any. */
  readonly commands?: readonly string[];
  /** The precise condition that makes the server send it. */
  readonly when: string;
  /** What the client's user can do. */
  readonly client?: string;
  /** What the server's administrator can do. */
  readonly admin?: string;
  readonly settings?: readonly { readonly name: string; readonly default?: string }[];
  /** Id of the cause that a finding would name. */
  readonly cause?: CauseId;
  /** A positive reply that in fact means failure, or misleads. */
  readonly surprise?: boolean;
  /** File in the server's source, or an address. */
  readonly source: string;
  /** Absent: read from the source code. */
  readonly confidence?: 'documentation' | 'seen';
}

/** All replies of one server product. */
export interface ServerWordings {
  /** Id: the file's name. */
  readonly server: string;
  readonly name: string;
  readonly documentation: string;
  /** What the replies were read from. */
  readonly source: string;
  /** How often the server is met, 1 the most: decides between servers that use the same words. Absent: seldom. */
  readonly rank?: number;
  /** Texts of a 220 reply that only this server sends. */
  readonly banners: readonly string[];
  readonly replies: readonly Wording[];
}

/** Checks parsed files. @throws Error that names the file and field */
export function parseWordings(files: unknown): ServerWordings[] {
  if (!Array.isArray(files)) throw new Error('wordings: not a list');
  for (const file of files as Partial<ServerWordings>[]) {
    if (!file.server || !file.name || !Array.isArray(file.replies))
      throw new Error(`wordings/${file.server}: needs server, name and replies`);
  }
  return files as ServerWordings[];
}
