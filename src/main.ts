// The way in: arguments to exit status. Whatever fails on the way becomes one sentence on standard error.
import { CommanderError } from 'commander';
import { makeProgram } from './cli.ts';
import { Exit, UserError } from './exit-status.ts';
import { SourceError } from './input/source.ts';
import { type Io, nodeIo, WriteError } from './io.ts';
import { visibleLines } from './render/visible.ts';

// Worker threads run the same program.
export { serveParts } from './commands/parts.ts';

/**
 * Runs one command line.
 * @param argv arguments without node and script
 * @returns the exit status
 */
export async function main(argv: readonly string[], io: Io = catchingStrays(nodeIo())): Promise<number> {
  let status: number = Exit.ok;
  try {
    const program = makeProgram(io, (result) => {
      status = result;
    });
    // What commander says may quote an argument as it was given.
    const writeErr = (text: string) => io.err(visibleLines(text.replace(/^error: /, 'ftpcode: ')));
    for (const command of [program, ...program.commands]) command.configureOutput({ writeErr });
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    status = report(error, io);
  }
  try {
    await io.drain?.();
  } catch (error) {
    status = report(error, io);
  }
  return status;
}

/** Says what failed and returns the exit status for it. */
function report(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.ok : Exit.usage;
  const say = (text: string) => io.err(visibleLines(`ftpcode: ${text}\n`));
  if (error instanceof UserError) {
    say(error.message);
    return error.status;
  }
  if (error instanceof WriteError || error instanceof SourceError) {
    say(error.message);
    return Exit.ioError;
  }
  say(`a defect in ftpcode: ${error instanceof Error ? error.message : error}. Please report it with the command that you ran`);
  if (io.env.FTPCODE_DEBUG) io.err(visibleLines(`${(error as Error).stack}\n`));
  return Exit.defect;
}

/** Errors that no code is left to catch, as from a stream's event, end the process with a sentence too, not with a stack trace. */
function catchingStrays(io: Io): Io {
  process.once('uncaughtException', (error) => process.exit(report(error, io)));
  return io;
}
