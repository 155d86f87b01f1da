// Queries from the command line; `-` reads more from standard input, one a line, answered as they come.
import { createReadStream } from 'node:fs';
import { Exit, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';

/** Yields each query. Standard input that is a terminal is refused, so that nothing hangs. */
export async function* readQueries(queries: readonly string[], io: Io): AsyncGenerator<string> {
  for (const query of queries) {
    if (query === '-') yield* readLines(io);
    else yield query;
  }
}

async function* readLines(io: Io): AsyncGenerator<string> {
  if (io.inIsTerminal) throw new UserError("standard input is a terminal: pipe queries in, one a line, as in 'printf \"550\\n\" | ftpcode lookup -'", Exit.usage);
  let rest = '';
  for await (const chunk of createReadStream('', { fd: 0, encoding: 'utf8', autoClose: false })) {
    const lines = (rest + (chunk as string)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield line;
  }
  if (rest.trim() !== '') yield rest;
}
