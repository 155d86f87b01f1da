// Which log formats show some of the commands only.
import { formats } from './formats/index.ts';

const OMITTING: ReadonlySet<string> = new Set(formats.filter(({ omits }) => omits).map(({ name }) => name));

/** Whether a log of this format leaves commands out, so that a silence in it is none. */
export const omitsCommands = (logFormat: string): boolean => OMITTING.has(logFormat);
