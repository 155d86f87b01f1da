// One try to get a data connection (RFC 959 section 3.2, RFC 2428): from PASV, EPSV, PORT or EPRT to what came of it.
import type { Explanation } from '../explain/explain.ts';
import type { Evidence } from './finding.ts';

export interface DataTry {
  readonly mode: 'PASV' | 'EPSV' | 'PORT' | 'EPRT' | 'unknown';
  readonly at: Evidence;
  readonly address?: string;
  readonly port?: number;
  /** Why a client elsewhere cannot reach the address. */
  readonly unreachable?: string;
  /** The reply holds no address that can be read: what stands there instead. */
  readonly unreadable?: string;
  /** The reply has not the form that it must have. */
  readonly broken?: boolean;
  /** It is the reply to the other question for a port, or to none. */
  readonly misfit?: boolean;
  /** It holds an IPv6 address, for which 227 has no room. */
  readonly ipv6?: boolean;
  /** The transfer command that uses it. */
  command?: { readonly verb: string; readonly argument: string; readonly at: Evidence };
  /** A preliminary reply (125, 150) has come. */
  begun: boolean;
  /** The server has said that the connection stands (125). */
  stands?: boolean;
  /** The client has told that some of it was moved. */
  moved?: boolean;
  state: 'open' | 'done' | 'failed';
}

/** The try that a command of the client begins. @param argument as in `PORT 192,0,2,1,4,1` or `EPRT |1|192.0.2.1|1025|` */
export const activeTry = (mode: 'PORT' | 'EPRT', argument: string, at: Evidence): DataTry => ({
  mode,
  at,
  begun: false,
  state: 'open',
  ...target(mode, argument),
});

/** The try that a reply 227 or 229 begins. @param verb the command that drew it */
export function passiveTry(code: 227 | 229, verb: string, at: Evidence, explanation: Explanation | undefined): DataTry {
  const carried = explanation?.data;
  const unreadable = code === 227 && !carried?.address ? named(at.text) : undefined;
  const broken = code === 227 ? !carried?.address && unreadable === undefined && brokenPasv(at.text) : brokenEpsv(at.text);
  return {
    mode: code === 227 ? 'PASV' : 'EPSV',
    at,
    begun: false,
    state: 'open',
    ...(carried?.address && { address: carried.address }),
    ...(carried?.port !== undefined ? { port: carried.port } : portBehind(at.text)),
    ...(carried?.unreachable && { unreachable: carried.unreachable }),
    ...(unreadable !== undefined && { unreadable }),
    ...(broken && { broken }),
    ...(verb === (code === 227 ? 'EPSV' : 'PASV') && { misfit: true }),
    ...(code === 227 && holdsIpv6(at.text) && { ipv6: true }),
  };
}

const IPV6_IN_227 = /\(?(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4},\d{1,3},\d{1,3}/i;
/** The colon is looked for first: the pattern alone takes a hundredth of the time of a whole log. */
const holdsIpv6 = (text: string): boolean => text.includes(':') && IPV6_IN_227.test(text);

/** The port behind an address that somebody has hidden: `(x,x,x,x,7,197)`. */
function portBehind(text: string): { port?: number } {
  const found = /^227[ -][^\n]{0,60}\((?:[^,()\n]{1,20},){1,4}(\d{1,3}),(\d{1,3})\)/.exec(text);
  return found ? { port: Number(found[1]) * 256 + Number(found[2]) } : {};
}

/** What stands in 227 in the place of the address, where that is a name. Placeholders of somebody who hid the address are none. */
function named(text: string): string | undefined {
  const found = /\(([^)\d]{0,100}[A-Za-z][^)]{0,100})\)?/.exec(text)?.[1];
  return found === undefined || PLACEHOLDER.test(found) ? undefined : found;
}

/** Signs, one letter several times over (`xxx,yy,z`), names of variables. */
const PLACEHOLDER =
  /^[xX*#.,_ \dnhp]*$|^<|^[A-Z\d]{2,30}_[A-Z\d_]{2,60}(?:,|$)|^(?:(?:([A-Za-z*#?])\1{0,4}|\d{1,3})[,. ]{1,2}){2,5}(?:([A-Za-z*#?])\2{0,4}|\d{1,3})$/;

/** A 227 with brackets around numbers that are not six. */
const brokenPasv = (text: string): boolean =>
  holdsIpv6(text) ||
  /\([\d, ]{0,60}$|\(\)/.test(text.trimEnd()) ||
  (/\([\d,. ]{3,60}\)/.test(text) && !/\((?:\d{1,3}, ?){5}\d{1,3}\)/.test(text));

/** A 229 whose brackets do not hold the port between four equal signs (RFC 2428 section 3). */
const brokenEpsv = (text: string): boolean => /\([^)\n]{0,30}\d[^)\n]{0,30}\)/.test(text) && !/\(([!-/:-~])\1{2}\d{1,5}\1\)/.test(text);

function target(mode: 'PORT' | 'EPRT', argument: string): { address?: string; port?: number } {
  const port = /^(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3}),(\d{1,3})$/.exec(argument.trim());
  if (mode === 'PORT' && port) return { address: port.slice(1, 5).join('.'), port: Number(port[5]) * 256 + Number(port[6]) };
  const eprt = /^\|[12]\|([^|]{1,60})\|(\d{1,5})\|/.exec(argument.trim());
  return eprt ? { address: eprt[1] as string, port: Number(eprt[2]) } : {};
}
