import type { LogFormat } from '../format.ts';

// `STATUS:>`, `COMMAND:>` and `ERROR:>`; what the server sent stands after two tabs. Later versions put a time stamp in
// brackets after either.
const LABEL = /^(STATUS|COMMAND|ERROR):>\s{0,4}(?:\[([\d:./ APM-]{6,30})\] ?)?/;
const REPLY = /^\t{2} ?(?:\[([\d:./ APM-]{6,30})\] ?)?/;

/** CuteFTP's session log. */
export const cuteFtp: LogFormat = {
  name: 'cuteftp',
  title: 'CuteFTP log',
  docs: 'https://www.globalscape.com/cuteftp',
  side: 'client',
  open: () => {
    let known = false;
    return ({ body }) => {
      const label = LABEL.exec(body);
      if (label) {
        known = true;
        const text = body.slice(label[0].length).trim();
        const who = label[2] ? { stamp: label[2] } : {};
        return { kind: label[1] === 'COMMAND' ? 'client' : 'note', text, ...who };
      }
      const reply = known ? REPLY.exec(body) : null;
      return reply ? { kind: 'server', text: body.slice(reply[0].length).trimEnd(), ...(reply[1] && { stamp: reply[1] }) } : undefined;
    };
  },
  samples: [
    { lines: ['COMMAND:>\tUSER bob', '\t\t331 Password required'], said: { kind: 'server', text: '331 Password required' } },
    { lines: ['COMMAND:>\t[5/1/2012 3:04:05 PM] TYPE I'], said: { kind: 'client', text: 'TYPE I', stamp: '5/1/2012 3:04:05 PM' } },
    { lines: ["ERROR:>  \tCan't login."], said: { kind: 'note', text: "Can't login." } },
  ],
};
