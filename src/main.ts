// The way in: arguments to exit status. Whatever fails on the way becomes one sentence on standard error.
import { CommanderError } from 'commander';
import { makeProgram } from './cli.ts';
import { Exit, UserError } from './exit-status.ts';
import { type Io, nodeIo, WriteError } from './io.ts';

/**
 * Runs one command line.
 * @param argv arguments without node and script
 * @returns the exit status
 */
export async function main(argv: readonly string[], io: Io = nodeIo()): Promise<number> {
  let status: number = Exit.ok;
  try {
    await makeProgram(io, (result) => {
      status = result;
    }).parseAsync([...argv], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.ok : Exit.usage;
    if (error instanceof UserError) {
      io.err(`ftpcode: ${error.message}\n`);
      return error.status;
    }
    if (error instanceof WriteError) {
      io.err(`ftpcode: ${error.message}\n`);
      return Exit.ioError;
    }
    io.err(`ftpcode: a defect in ftpcode: ${(error as Error).message ?? error}. Please report it with the command that you ran\n`);
    if (io.env.FTPCODE_DEBUG) io.err(`${(error as Error).stack}\n`);
    return Exit.defect;
  }
}
