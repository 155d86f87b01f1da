import type { LogFormat } from '../format.ts';

// `Response: 331 Password required [<1ms]`, `Command:  USER bob`, `Status:   Connecting`; calls as `# Connect()` or
// `>         Connect()`. The duration follows the decimal sign of the user's country. Microsoft's logging and a trace
// listener may both be attached: every line comes twice. Versions before 33 print a reply's last line first.
const LINE = /^\s{0,8}(Response: (?! {2})|(?:Command: {2}|Status: {3}|Warning: {2}|Error: {4})(?! ))(.*)$/;
const CALL =
  /^(?:# |> {6,12})[A-Z]\w{2,40}\(|^(?:Open(?:Active|Passive)?DataStream|Open(?:Read|Write|Append)|GetListing|CloseDataStream|(?:Up|Down)loadFile)\(/;
/** It names the command once more. */
const WAITS = /^\s{0,8}Waiting for response to: /;
const TOOK = / \[<?\d{1,6}(?:[.,]\d{1,6})?m?s\]$/;

/** The log of FluentFTP (.NET). */
export const fluentFtp: LogFormat = {
  name: 'fluentftp',
  title: 'FluentFTP (.NET)',
  docs: 'https://github.com/robinrodricks/FluentFTP/wiki/Logging',
  side: 'client',
  open: () => {
    let known = false;
    let before = '';
    let whole = 0;
    return ({ body, raw, stamp }) => {
      const found = LINE.exec(body);
      if (!found) {
        const call = CALL.test(raw);
        known ||= call;
        return call || (known && WAITS.test(body)) ? { kind: 'nothing' } : undefined;
      }
      const [, label = '', rest = ''] = found;
      const took = TOOK.exec(rest);
      known ||= label !== 'Response: ' || took !== null;
      if (!known) return undefined;
      const text = took ? rest.slice(0, took.index) : rest;
      const who = stamp ? { stamp } : {};
      const again = before === label + rest && took !== null;
      before = again ? '' : label + rest;
      if (again) return { kind: 'nothing' };
      if (label === 'Command:  ') {
        whole = 0;
        return { kind: 'client', text, ...who };
      }
      if (label !== 'Response: ') return { kind: 'note', text, ...who };
      const code = /^([1-6]\d\d)([ -])/.exec(text);
      // The lines before the last, printed after it: they belong to the reply that has been told.
      if (code?.[2] === '-' && Number(code[1]) === whole) return { kind: 'nothing' };
      whole = code?.[2] === ' ' ? Number(code[1]) : code ? 0 : whole;
      return { kind: 'server', text, ...who };
    };
  },
  samples: [
    { lines: ['Response: 331 Password required for *** [<1ms]'], said: { kind: 'server', text: '331 Password required for ***' } },
    { lines: ['Command:  TYPE I'], said: { kind: 'client', text: 'TYPE I' } },
    { lines: ['Status:   Connecting', 'Response: 230 Logged in. [2ms]', 'Response: 230-Hello'], said: { kind: 'nothing' } },
    { lines: ['Command:  SIZE /a', 'Waiting for response to: SIZE /a'], said: { kind: 'nothing' } },
    { lines: ['# GetListing("/", Auto)'], said: { kind: 'nothing' } },
    { lines: ['OpenActiveDataStream(AutoActive, "RETR /a.txt", 0)'], said: { kind: 'nothing' } },
  ],
};
