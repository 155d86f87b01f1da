// A world of its own for one command: what it writes is kept, and nothing else is touched.
import { main } from '../../src/main.ts';
import type { Io } from '../../src/io.ts';

export interface World {
  readonly out: string;
  readonly err: string;
  readonly status: number;
}

/** Runs a command line in a made-up world. */
export async function inWorld(args: readonly string[], world: Partial<Io> = {}): Promise<World> {
  let out = '';
  let err = '';
  const decoder = new TextDecoder();
  const status = await main(args, {
    out: (text) => {
      out += typeof text === 'string' ? text : decoder.decode(text);
      return true;
    },
    err: (text) => {
      err += text;
    },
    env: {},
    outIsTerminal: false,
    errIsTerminal: false,
    inIsTerminal: false,
    columns: undefined,
    ...world,
  });
  return { out, err, status };
}
