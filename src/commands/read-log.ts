// One log from its bytes to its events, for whoever prints them.
import type { Explained, LogAnalysis } from '../analysis.ts';
import { Exit, UserError } from '../exit-status.ts';
import { FastLane } from '../fast/lane.ts';
import { LineSplitter } from '../input/lines.ts';
import { LARGE_BLOCK, type Source, SourceError } from '../input/source.ts';
import type { Finding } from '../findings/finding.ts';
import type { Io } from '../io.ts';
import { passwordHider } from '../password.ts';
import type { Progress } from '../render/progress.ts';
import { visible } from '../render/visible.ts';

/** An input that lets the reader wait this long, in milliseconds, is one that is still being written. */
const LIVE_PAUSE = 200;

/** Takes what is read of a log. */
export interface Printer {
  /** Takes a line with its events. */
  line(line: string, explained: readonly Explained[], number: number, file: string): void;
  /** A block of lines is done: print what is ready. False once nobody reads any more. */
  flush(): boolean;
}

/** Why a log could not be read to its end. */
export interface Failure {
  readonly message: string;
  readonly status: number;
}

/** What reading a log needs besides it. */
export interface Reading {
  readonly analysis: LogAnalysis;
  readonly printer: Printer | undefined;
  readonly io: Io;
  readonly stop: AbortSignal | undefined;
  readonly progress: Progress;
  /** Tells findings as soon as they are certain; asked only where the input keeps the reader waiting, as a live one does. */
  readonly tell: ((findings: readonly Finding[]) => void) | undefined;
  /** Where the scanner lies; only where nothing but counts is wanted. */
  readonly scanner: URL | undefined;
}

/** Reads one log. What could be read before a failure has been taken. */
export async function readLog(
  source: Source,
  { analysis, printer, io, stop, progress, tell, scanner }: Reading,
): Promise<Failure | undefined> {
  const log = analysis.open(source.name);
  const splitter = new LineSplitter();
  let lane: FastLane | undefined;
  let sample: string[] | undefined;
  let number = 0;
  const hide = passwordHider();
  let failed: Failure | undefined;
  let first = true;
  const take = (lines: Iterable<string>): boolean => {
    for (const whole of lines) {
      number += 1;
      // The reader of what the lane hands back must know what log it is in; most logs hand nothing back.
      if (sample) log.prime(sample);
      sample = undefined;
      const line = hide(whole);
      const explained = log.read(line);
      printer?.line(line, explained, number, source.name);
    }
    return printer?.flush() ?? true;
  };
  try {
    let asked = Date.now();
    for await (const chunk of source.chunks(scanner && LARGE_BLOCK)) {
      const live = Date.now() - asked > LIVE_PAUSE;
      progress.add(chunk.length);
      if (first) {
        if (isBinary(chunk))
          failed = {
            message: `'${visible(source.name)}' is no text: it looks like a binary file. What can be read as text is read`,
            status: Exit.badData,
          };
        lane = scanner && FastLane.open(chunk, scanner);
        sample = lane?.sample(chunk);
        first = false;
      }
      if (!take(lane ? lane.push(chunk) : splitter.push(chunk)) || (await io.drain?.()) === false) break;
      if (live) tell?.(analysis.certain());
      asked = Date.now();
    }
    take(lane ? lane.end() : splitter.end());
  } catch (error) {
    if (error instanceof UserError) failed = { message: error.message, status: error.status };
    else if (error instanceof SourceError) failed = { message: error.message, status: Exit.ioError };
    else throw error;
  } finally {
    progress.end();
  }
  if (lane) for (const [code, count] of lane.counts()) analysis.tally.addReplies(code, count);
  const last = log.end({
    ...(lane && { counted: lane.counted }),
    ...(splitter.cut > 0 && { limits: { longLines: splitter.cut } }),
    ...(failed ? { error: failed.message } : stop?.aborted && { error: 'interrupted before its end' }),
  });
  if (printer && last.length > 0) {
    printer.line('', last, number, source.name);
    printer.flush();
  }
  return failed;
}

/** Zero bytes that are not UTF-16, in numbers: no log. */
function isBinary(chunk: Uint8Array): boolean {
  const head = chunk.subarray(0, 4096);
  if (head[0] === 0xff || head[0] === 0xfe || !head.includes(0)) return false;
  let zeros = 0;
  let odd = 0;
  for (const [at, byte] of head.entries()) {
    if (byte !== 0) continue;
    zeros += 1;
    odd += at % 2;
  }
  const oneSided = odd > zeros * 0.9 || odd < zeros * 0.1;
  return zeros > head.length * 0.1 && !(oneSided && zeros > head.length * 0.3);
}
