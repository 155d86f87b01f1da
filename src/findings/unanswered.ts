// The command that was never answered: the control connection ended, or the client gave up waiting.
import type { Session } from './session.ts';

type Waiting = Session['waiting'][number];

/** Commands that any server answers at once. A transfer may take its time, and NOOP is how a client finds out that it was cut off. */
const NEEDS_NO_TIME = /^(?:USER|PASS|AUTH|PBSZ|PROT|SYST|FEAT|X?PWD|OPTS|TYPE|X?CWD|MLST|SIZE|MDTM|SITE|HELP|STAT|CLNT|HOST)$/;
/** What a client says when it has waited in vain. */
const GIVES_UP = /^(?:QUIT|ABOR)$/;

/** The one command that the server owed an answer when its session ended; undefined where it owed none, or several. */
export function unansweredIn({ waiting, closed, stalled, tls }: Session): Waiting | undefined {
  const [first, second] = waiting;
  if (!(closed || stalled) || !first || !NEEDS_NO_TIME.test(first.verb)) return undefined;
  // The answer came, and was paired with another command.
  if (first.verb === 'AUTH' && tls) return undefined;
  return second === undefined || GIVES_UP.test(second.verb) ? first : undefined;
}
