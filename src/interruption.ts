// SIGINT, SIGTERM and SIGHUP as a request to end soon, for commands that still have something to say then.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Listens from now on. The first signal aborts what is returned, with the signal's name as the reason; after it the usual
 * effect is back, so that a second one ends the process at once.
 */
export function listen(): AbortSignal {
  const controller = new AbortController();
  const heard = (name: NodeJS.Signals) => {
    for (const other of SIGNALS) process.off(other, heard);
    controller.abort(name);
  };
  for (const name of SIGNALS) process.on(name, heard);
  return controller.signal;
}
