// Prints the annotated log: all of it, or only what was chosen, with the lines around it.
import type { Explained } from '../analysis.ts';
import type { Io } from '../io.ts';
import { renderLine } from '../render/log-text.ts';
import { visible } from '../render/visible.ts';
import type { Printer } from './read-log.ts';
import type { Choice } from './choice.ts';
import type { Look } from './options.ts';

/** Lines kept to be shown before a hit: the context asked for, and the lines of a reply that ends in the hit. */
const MOST_KEPT = 1000;

/** Takes lines with their events and writes them, one write per block. */
export class LogPrinter implements Printer {
  readonly #choice: Choice;
  readonly #look: Look;
  readonly #io: Io;
  readonly #several: boolean;
  #pending = '';
  #file = '';
  #kept: { number: number; text: string }[] = [];
  #printed = 0;
  #after = 0;

  constructor(choice: Choice, look: Look, io: Io, several: boolean) {
    this.#choice = choice;
    this.#look = look;
    this.#io = io;
    this.#several = several;
  }

  line(line: string, explained: readonly Explained[], number: number, file: string): void {
    if (file !== this.#file) this.#begin(file);
    const { theme, width } = this.#look;
    if (!this.#choice.narrow) {
      this.#pending += renderLine(line, explained, theme, width);
      return;
    }
    const chosen = explained.filter((one) => (one.event.type === 'reply' || one.event.type === 'event') && this.#choice.takes(one));
    if (chosen.length > 0) this.#hit(line, chosen, number);
    else if (this.#after > 0) {
      this.#after -= 1;
      this.#printed = number;
      this.#pending += renderLine(line, [], theme, width);
    } else this.#keep(line, number);
  }

  flush(): boolean {
    const text = this.#pending;
    this.#pending = '';
    return text === '' || this.#io.out(text);
  }

  #begin(file: string): void {
    this.#file = file;
    this.#kept = [];
    this.#printed = 0;
    this.#after = 0;
    if (this.#several) this.#pending += `${this.#look.theme.heading(`==> ${visible(file === '-' ? 'standard input' : file)} <==`)}\n`;
  }

  #hit(line: string, chosen: readonly Explained[], number: number): void {
    const { theme, width } = this.#look;
    const from = Math.min(...chosen.map(({ event }) => event.line)) - this.#choice.context;
    const before = this.#kept.filter((kept) => kept.number >= from && kept.number > this.#printed);
    const first = before[0]?.number ?? number;
    if (this.#printed > 0 && first > this.#printed + 1) this.#pending += `${theme.dim('--')}\n`;
    for (const { text } of before) this.#pending += renderLine(text, [], theme, width);
    this.#pending += renderLine(line, chosen, theme, width);
    this.#printed = number;
    this.#after = this.#choice.context;
    this.#kept = [];
  }

  #keep(line: string, number: number): void {
    this.#kept.push({ number, text: line });
    if (this.#kept.length >= 2 * MOST_KEPT) this.#kept = this.#kept.slice(-MOST_KEPT);
  }
}
