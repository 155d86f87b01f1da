// Several logs at the same time: each is read by a worker thread of its own, and what they found is put together in the
// order of the logs, so that the result is the same as that of one thread. It pays where nothing is printed on the way.
import { availableParallelism } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { type AnalysisPart, LogAnalysis } from '../analysis.ts';
import { explainer, programPath, scannerUrl } from '../data.ts';
import { openSource, reopenedSource, type Source } from '../input/source.ts';
import type { Io } from '../io.ts';
import { Progress } from '../render/progress.ts';
import { logFormatOf } from './log-formats.ts';
import { type Failure, readLog } from './read-log.ts';

/** One log to read: what a worker is sent. */
interface Job {
  readonly name: string;
  /** The descriptor by which it is open already: threads share them. */
  readonly fd: number | undefined;
  readonly counts: boolean;
  readonly logFormat: string | undefined;
}

/** What a worker sends back. */
export interface PartResult {
  readonly part: AnalysisPart;
  readonly failed: Failure | undefined;
}

/** Together smaller logs than this are read before a second thread has started. */
const LEAST_BYTES = 16_000_000;
/** The same where only codes are counted, which is as fast as the disk. */
const LEAST_BYTES_TO_COUNT = 1_000_000_000;

/** How many threads to read with: what was asked for, else as many as help. One means that none is started. */
export function threadsFor(sources: readonly Source[], counts: boolean, asked: number | undefined): number {
  if (sources.length < 2 || programPath() === undefined || sources.some(({ size }) => size === undefined)) return 1;
  if (asked !== undefined) return Math.min(asked, sources.length);
  const bytes = sources.reduce((sum, { size = 0 }) => sum + size, 0);
  return bytes < (counts ? LEAST_BYTES_TO_COUNT : LEAST_BYTES) ? 1 : Math.min(availableParallelism(), sources.length);
}

/** What a worker thread runs: it is the whole program, which then waits for jobs. */
const START = "require(require('node:worker_threads').workerData.program).serveParts()";

/**
 * Reads logs at the same time, and gives what was found in each, in their order.
 * @param stop no further log is begun, and those that are being read end early
 */
export async function* readParts(
  sources: readonly Source[],
  threads: number,
  { counts, logFormat }: Pick<Job, 'counts' | 'logFormat'>,
  stop: AbortSignal | undefined,
): AsyncGenerator<PartResult> {
  const workers = Array.from({ length: threads }, () => new Worker(START, { eval: true, workerData: { program: programPath() } }));
  const end = () => {
    for (const worker of workers) worker.postMessage({ stop: stop?.reason });
  };
  stop?.addEventListener('abort', end, { once: true });
  let next = 0;
  const results = sources.map(() => deferred<PartResult | undefined>());
  const work = async (worker: Worker) => {
    while (next < sources.length) {
      const at = next;
      next += 1;
      const { name, fd } = sources[at] as Source;
      try {
        results[at]?.resolve(stop?.aborted ? undefined : await ask(worker, { name, fd, counts, logFormat }));
      } catch (error) {
        results[at]?.reject(error);
      }
    }
  };
  try {
    for (const worker of workers) void work(worker);
    for (const { promise } of results) {
      const result = await promise;
      if (result) yield result;
    }
  } finally {
    stop?.removeEventListener('abort', end);
    await Promise.all(workers.map((worker) => worker.terminate()));
    for (const source of sources) source.close?.();
  }
}

function ask(worker: Worker, job: Job): Promise<PartResult> {
  return new Promise((resolve, reject) => {
    const done = (result: PartResult) => {
      worker.off('error', failed);
      resolve(result);
    };
    const failed = (error: Error) => {
      worker.off('message', done);
      reject(error);
    };
    worker.once('message', done);
    worker.once('error', failed);
    worker.postMessage(job);
  });
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((good, bad) => {
    resolve = good;
    reject = bad;
  });
  // Whoever breaks off does not wait for the others.
  promise.catch(() => {});
  return { promise, resolve, reject };
}

/** The world of a worker: it prints nothing, and whoever asked tells what went wrong. */
const NOWHERE: Io = {
  out: () => true,
  err: () => {},
  env: {},
  outIsTerminal: false,
  errIsTerminal: false,
  inIsTerminal: false,
  columns: undefined,
};

/** The other side of `readParts`: waits for jobs and does them, one after the other. */
export function serveParts(): void {
  const port = parentPort;
  if (!port || !workerData) return;
  const stop = new AbortController();
  port.on('message', (message: Job | { readonly stop: unknown }) => {
    if ('stop' in message) stop.abort(message.stop);
    else void doJob(message, stop.signal).then((result) => port.postMessage(result));
  });
}

async function doJob({ name, fd, counts, logFormat }: Job, stop: AbortSignal): Promise<PartResult> {
  const analysis = new LogAnalysis(counts ? undefined : explainer(), logFormat === undefined ? undefined : logFormatOf(logFormat));
  const source = fd === undefined ? openSource(name, NOWHERE, stop) : reopenedSource(name, fd, stop);
  const failed = await readLog(source, {
    analysis,
    printer: undefined,
    io: NOWHERE,
    stop,
    progress: new Progress(NOWHERE, undefined),
    tell: undefined,
    scanner: counts && logFormat === undefined ? scannerUrl() : undefined,
  });
  return { part: analysis.part(), failed };
}
