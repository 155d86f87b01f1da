// A command whose output goes through a pager where it is longer than the screen.
import type { Io } from './io.ts';
import { Pager } from './pager.ts';
import { displayWidth } from './render/display-width.ts';
import { withoutLinks } from './render/hyperlink.ts';

/**
 * The pager where nobody said otherwise: it ends at once where all fits, and keeps colours. That it does not clear the screen
 * (X) is told by LESS (pager.ts), since busybox knows no such option. bin/ftpcode.js starts the same.
 */
const USUAL = 'less -FIR';

/** The command line of the pager, as git chooses its own; undefined for none. */
export function pagerCommand(env: Io['env']): string | undefined {
  if (env.TERM === 'dumb') return undefined;
  const command = (env.FTPCODE_PAGER ?? env.PAGER ?? USUAL).trim();
  return command === '' || command === 'cat' ? undefined : command;
}

/** What decides about the pager. */
export interface PagingOptions {
  /** True: also where the output is short or comes bit by bit; false: never. */
  readonly pager?: boolean;
  readonly hyperlink?: string;
}

/**
 * Runs a command, with its output through a pager where that helps: on a terminal only, and only where it is longer than
 * the screen.
 * @param live the output comes as the input does, and nobody wants to wait until a screen is full
 */
export async function paged(io: Io, options: PagingOptions, live: boolean, run: (io: Io) => number | Promise<number>): Promise<number> {
  const command = pagerCommand(io.env);
  const wanted = options.pager ?? !live;
  if (!wanted || !io.outIsTerminal || io.rows === undefined || command === undefined) return run(io);
  const start: StartPager = (instead) => new Pager(command, io.env, instead, (text) => io.err(text));
  const paging = new Paging(io, start, options.pager ? 0 : io.rows, options.hyperlink !== 'always');
  try {
    return await run(paging.io);
  } finally {
    await paging.close();
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours take no room
const COLOURS = /\u001b\[[\d;]*m/g;

/** Starts the pager. @param instead takes the output where that fails */
type StartPager = (instead: (text: string) => boolean) => Pager;

/** Holds output back until the screen is full, then starts the pager. */
class Paging {
  readonly io: Io;
  readonly #world: Io;
  readonly #startPager: StartPager;
  readonly #screen: number;
  readonly #plain: boolean;
  readonly #decoder = new TextDecoder();
  #held: { readonly text: string; readonly error: boolean }[] = [];
  #rows = 0;
  #pager: Pager | undefined;

  /** @param plain the pager gets no links: older ones show them as rubbish */
  constructor(world: Io, startPager: StartPager, screen: number, plain: boolean) {
    this.#world = world;
    this.#startPager = startPager;
    this.#screen = screen;
    this.#plain = plain;
    const pager = () => this.#pager;
    this.io = {
      ...world,
      out: (text) => this.#out(typeof text === 'string' ? text : this.#decoder.decode(text, { stream: true })),
      err: (text) => this.#err(text),
      get outIsOpen() {
        return pager()?.isOpen ?? world.outIsOpen ?? true;
      },
      drain: async () => (await pager()?.drain()) ?? (await world.drain?.()) ?? true,
    };
  }

  /** Shows what was held back, or waits until the pager is left. */
  async close(): Promise<void> {
    if (this.#pager) return this.#pager.close();
    for (const { text, error } of this.#held) {
      if (error) this.#world.err(text);
      else this.#world.out(text);
    }
    this.#held = [];
  }

  #out(text: string): boolean {
    if (this.#pager) return this.#pager.write(this.#bare(text));
    this.#held.push({ text, error: false });
    this.#rows += this.#rowsOf(text);
    // The last row is the shell's.
    if (this.#rows >= this.#screen) this.#start();
    return true;
  }

  #err(text: string): void {
    // On the same terminal it would tear the pager's screen apart; elsewhere it goes where it was sent.
    if (!this.#world.errIsTerminal) this.#world.err(text);
    else if (this.#pager) this.#pager.write(text);
    else this.#held.push({ text, error: true });
  }

  #start(): void {
    this.#pager = this.#startPager((text) => this.#world.out(text));
    for (const { text } of this.#held) this.#pager.write(this.#bare(text));
    this.#held = [];
  }

  #bare(text: string): string {
    return this.#plain ? withoutLinks(text) : text;
  }

  #rowsOf(text: string): number {
    const lines = withoutLinks(text).replace(COLOURS, '').split('\n');
    const columns = this.#world.columns ?? 80;
    // What stands behind the last line feed is no row yet.
    return lines.slice(0, -1).reduce((rows, line) => rows + Math.max(1, Math.ceil(displayWidth(line) / columns)), 0);
  }
}
