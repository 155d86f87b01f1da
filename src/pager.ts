// The edge to the pager: a program that shows a long output screen by screen.
import { type ChildProcess, spawn } from 'node:child_process';

type Environment = Readonly<Record<string, string | undefined>>;

/** A command line of blanks and plain words needs no shell, so that a pager that is not there is noticed. */
const PLAIN = /^[\w\s/.:=+,@%-]+$/;
const NOT_FOUND = 127;

/** A pager that runs. */
export class Pager {
  readonly #child: ChildProcess;
  readonly #instead: (text: string) => boolean;
  readonly #ended: Promise<void>;
  /** What was written before the pager was known to run. */
  #kept: string[] | undefined = [];
  #failed = false;
  #open = true;
  #waiting: (() => void)[] = [];

  /**
   * Starts the pager on the terminal.
   * @param instead takes the output where it cannot be started
   * @param complain is told in one sentence where the shell did not find it
   */
  constructor(command: string, env: Environment, instead: (text: string) => boolean, complain: (text: string) => void) {
    this.#instead = instead;
    const options = { stdio: ['pipe', 'inherit', 'inherit'] as ['pipe', 'inherit', 'inherit'], env: { LESS: 'FRX', LV: '-c', ...env } };
    const [program = '', ...args] = command.split(/\s+/);
    this.#child = PLAIN.test(command) ? spawn(program, args, options) : spawn(command, { ...options, shell: true });
    // The pager takes Ctrl-C for itself; whoever left before it would leave the terminal to two.
    const hold = () => {};
    process.on('SIGINT', hold);
    this.#ended = new Promise((resolve) => {
      const end = () => {
        process.off('SIGINT', hold);
        this.#open = this.#failed && this.#open;
        this.#settle();
        resolve();
      };
      this.#child.on('spawn', () => {
        this.#kept = undefined;
      });
      this.#child.on('error', () => {
        this.#fail();
        end();
      });
      this.#child.on('close', (status) => {
        if (status === NOT_FOUND)
          complain(`ftpcode: the pager '${command}' was not found: set FTPCODE_PAGER to another, or give --no-pager\n`);
        end();
      });
    });
    // A reader that leaves is no error.
    this.#child.stdin?.on('error', () => {
      this.#open = false;
      this.#settle();
    });
    this.#child.stdin?.on('drain', () => this.#settle());
  }

  /** False once the pager was left. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Writes; false once the pager was left. */
  write(text: string): boolean {
    if (!this.#open) return false;
    if (this.#failed) {
      this.#open = this.#instead(text);
      return this.#open;
    }
    this.#kept?.push(text);
    this.#child.stdin?.write(text);
    return true;
  }

  /** Waits until the pager wants more. False once it was left. */
  async drain(): Promise<boolean> {
    if (this.#open && !this.#failed && this.#child.stdin?.writableNeedDrain)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.#open;
  }

  /** That was all: waits until the user leaves the pager. */
  async close(): Promise<void> {
    this.#child.stdin?.end();
    await this.#ended;
  }

  #fail(): void {
    this.#failed = true;
    for (const text of this.#kept ?? []) this.#open &&= this.#instead(text);
    this.#kept = undefined;
  }

  #settle(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
