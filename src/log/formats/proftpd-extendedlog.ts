import { DEFAULT_FORM } from '../columns.ts';
import type { LogFormat } from '../format.ts';
import { who } from '../say.ts';
import { isVerb } from '../verbs.ts';

// The common log form of web servers too, so the command has to be one of FTP.
const WEB = /^(?:GET|POST|HEAD|PUT|OPTIONS|PROPFIND) /;

/** ProFTPD's ExtendedLog with the LogFormat that is there by default. */
export const proftpdExtendedLog: LogFormat = {
  name: 'proftpd-extendedlog',
  title: 'ProFTPD ExtendedLog, default LogFormat',
  docs: 'https://github.com/proftpd/proftpd/blob/master/doc/modules/mod_log.html',
  side: 'server',
  server: 'proftpd',
  marks: ['] "'],
  open: () => {
    let known = false;
    return ({ raw, body }) => {
      const found = DEFAULT_FORM.exec(body) ?? DEFAULT_FORM.exec(raw);
      if (!found) return undefined;
      const [, client, , name, stamp, command = '', code = ''] = found;
      if (/ HTTP\/\d(?:\.\d)?$/.test(command) || (WEB.test(command) && (!known || code === '200'))) return undefined;
      if (isVerb(/^[A-Za-z]{3,5}/.exec(command)?.[0] ?? '')) known = true;
      // Once it is known for an FTP log, what is no command (and drew a 500) is read as well.
      else if (!known && !/^50[02]$/.test(code)) return undefined;
      if (code === '-') return { kind: 'nothing' };
      const from = who({ session: undefined, client, user: name === '-' ? undefined : name, stamp });
      return { ...from, kind: 'exchange', code: Number(code), ...(command && { command: command.replace(/^PASS \S.*/, 'PASS ****') }) };
    };
  },
  samples: [
    {
      lines: ['192.0.2.1 UNKNOWN ann [03/Feb/2024:04:05:06 +0000] "RETR 230 a.txt" 550 -'],
      said: {
        kind: 'exchange',
        code: 550,
        command: 'RETR 230 a.txt',
        client: '192.0.2.1',
        user: 'ann',
        stamp: '03/Feb/2024:04:05:06 +0000',
      },
    },
    { lines: ['192.0.2.1 UNKNOWN - [03/Feb/2024:04:05:06 +0000] "OPTS UTF8 ON" - -'], said: { kind: 'nothing' } },
    {
      lines: ['192.0.2.1 UNKNOWN ann [03/Feb/2024:04:05:06 +0000] "XYZZY" 500 -'],
      said: { kind: 'exchange', code: 500, command: 'XYZZY', client: '192.0.2.1', user: 'ann', stamp: '03/Feb/2024:04:05:06 +0000' },
    },
  ],
};
