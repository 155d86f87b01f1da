// Runs a shell line around the built command, for faults that only a real system makes: closed streams, full disks, signals.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { bin } from './run.ts';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit status of the line; null where a signal ended it or the time was up. */
  readonly status: number | null;
  readonly seconds: number;
  readonly timedOut: boolean;
}

/** The command, to stand in a shell line. */
export const ftpcode = `'${process.execPath}' '${bin}'`;

/** A folder that is removed by `remove`. */
export function folder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(`${tmpdir()}/ftpcode-test-`);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs a line of bash; whatever it started is ended with it after `limit` seconds. */
export function shell(
  line: string,
  options: { readonly cwd?: string; readonly env?: Record<string, string>; readonly limit?: number } = {},
): Promise<Outcome> {
  const start = performance.now();
  const env = { PATH: process.env.PATH ?? '', ...options.env };
  const child = spawn('bash', ['-c', line], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.cwd && { cwd: options.cwd }),
  });
  let stdout = '';
  let stderr = '';
  let timedOut = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const timer = setTimeout(
    () => {
      timedOut = true;
      process.kill(-(child.pid as number), 'SIGKILL');
    },
    (options.limit ?? 20) * 1000,
  );
  return new Promise((resolve) => {
    child.on('close', (status) => {
      clearTimeout(timer);
      resolve({ stdout, stderr, status, seconds: (performance.now() - start) / 1000, timedOut });
    });
  });
}
