// Runs the built command as a user would, in an environment with nothing in it but PATH.
import { spawnSync } from 'node:child_process';

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | null;
}

export const bin: string = new URL('../../bin/ftpcode.js', import.meta.url).pathname;

/** Runs `ftpcode` with arguments; `input` goes to standard input. */
export function run(
  args: readonly string[],
  options: { readonly input?: string | Uint8Array; readonly env?: Record<string, string>; readonly cwd?: string } = {},
): Run {
  const { stdout, stderr, status } = spawnSync(process.execPath, [bin, ...args], {
    input: options.input ?? '',
    env: { PATH: process.env.PATH ?? '', ...options.env },
    ...(options.cwd && { cwd: options.cwd }),
    maxBuffer: 1 << 28,
  });
  return { stdout: stdout.toString(), stderr: stderr.toString(), status };
}
