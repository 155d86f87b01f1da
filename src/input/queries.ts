// Queries from the command line; `-` reads more from standard input, one a line, answered as they come.
import { Exit, UserError } from '../exit-status.ts';
import type { Io } from '../io.ts';
import { LineSplitter, LONGEST_LINE } from './lines.ts';
import { readStandardInput } from './source.ts';

/** Yields each query. Standard input that is a terminal is refused, so that nothing hangs. */
export async function* readQueries(queries: readonly string[], io: Io): AsyncGenerator<string> {
  for (const query of queries) {
    if (query === '-') yield* readLines(io);
    else yield query;
    if (io.outIsOpen === false) return;
  }
}

async function* readLines(io: Io): AsyncGenerator<string> {
  if (io.inIsTerminal)
    throw new UserError(
      'standard input is a terminal: pipe queries in, one a line, as in \'printf "550\\n" | ftpcode lookup -\'',
      Exit.usage,
    );
  const splitter = new LineSplitter();
  const wanted = (line: string) => line.trim() !== '' && io.outIsOpen !== false;
  for await (const chunk of readStandardInput()) {
    for (const line of splitter.push(chunk)) if (wanted(line)) yield line;
    // Nobody reads the answers any more: an endless input ends here.
    if (io.outIsOpen === false) return;
  }
  for (const line of splitter.end()) if (wanted(line)) yield line;
  if (splitter.cut > 0)
    io.err(`ftpcode: ${splitter.cut} of the queries had more than ${LONGEST_LINE} bytes; only the beginning was looked at\n`);
}
