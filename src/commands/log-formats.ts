// Log formats by their names: as an option names one, and as a list.
import { Exit, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { customFormat, isCustomSpec } from '../log/custom-format.ts';
import type { LogFormat } from '../log/format.ts';
import { formats } from '../log/formats/index.ts';
import { visible } from '../render/visible.ts';

/** A log format by its name, or one made from a ProFTPD LogFormat or a W3C field list. */
export function logFormatOf(given: string): LogFormat {
  const format = formats.find((one) => one.name === given);
  if (format) return format;
  if (isCustomSpec(given)) {
    try {
      return customFormat(given);
    } catch (error) {
      throw new UserError(`--log-format: ${visible((error as Error).message)}`, Exit.usage);
    }
  }
  throw new UserError(
    `no log format '${visible(given)}'. 'ftpcode explain-log --formats' lists them; a ProFTPD LogFormat such as '%h %t "%r" %s' or a W3C field list can be given too`,
    Exit.usage,
  );
}

/** Prints all log formats. */
export function listFormats(io: Io): number {
  const widest = Math.max(...formats.map(({ name }) => name.length));
  io.out(
    [...formats]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, side, title, docs }) => `${name.padEnd(widest)}  ${side.padEnd(6)}  ${title}\n${' '.repeat(widest + 10)}${docs}\n`)
      .join(''),
  );
  return Exit.ok;
}
