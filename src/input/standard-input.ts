// Standard input where it is a pipe or socket: opened once, so that it can be asked whether anything comes before it is read.
import { fstatSync } from 'node:fs';
import { Socket } from 'node:net';

let opened: Socket | undefined;

/** The stream of a pipe or socket on standard input. */
export function standardInputStream(): Socket {
  opened ??= new Socket({ fd: 0, readable: true, writable: false });
  return opened;
}

/**
 * Whether standard input holds anything. Nothing is taken from it. A pipe is given some time: whoever starts a program
 * without thinking of its input often leaves an empty pipe there that is never closed.
 * @param patience milliseconds
 */
export async function standardInputHasData(patience: number): Promise<boolean> {
  const stat = statOrNothing();
  if (stat?.isFile()) return stat.size > 0;
  if (!stat || !(stat.isFIFO() || stat.isSocket())) return false;
  const stream = standardInputStream();
  const found = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), patience);
    const tell = (data: boolean) => () => {
      clearTimeout(timer);
      resolve(data);
    };
    stream.once('readable', () => tell(stream.readableLength > 0)());
    stream.once('end', tell(false));
    stream.once('error', tell(false));
  });
  // What is held open would keep the process alive.
  if (!found) stream.destroy();
  return found;
}

function statOrNothing(): ReturnType<typeof fstatSync> | undefined {
  try {
    return fstatSync(0);
  } catch {
    return undefined;
  }
}
