import type { LogFormat } from '../format.ts';

// AT+UFTPER asks for the last error of an FTP command: class, then number. Class 0 is the FTP server's own reply code
// (u-blox, AT commands manual, section on AT+UFTPER and the appendix of FTP error codes).
const LINE = /^(?:.{0,60}[>:|] ?)?\+UFTPER: ?0, ?([1-6]\d\d)\s*$/;

/** Cellular modems of u-blox: the reply code that `AT+UFTPER` shows. */
export const ublox: LogFormat = {
  name: 'u-blox',
  title: 'u-blox modems: AT+UFTPER',
  docs: 'https://www.u-blox.com/en/product-resources',
  side: 'client',
  marks: ['+UFTPER:'],
  open:
    () =>
    ({ body, stamp }) => {
      const found = LINE.exec(body.slice(0, 200));
      return found ? { kind: 'exchange', code: Number(found[1]), ...(stamp && { stamp }) } : undefined;
    },
  samples: [{ lines: ['+UFTPER: 0,530'], said: { kind: 'exchange', code: 530 } }],
};
