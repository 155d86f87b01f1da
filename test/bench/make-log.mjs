// Writes a server log of any size that is the same every time: `make-log.mjs KIND MEGABYTES FILE`.
// Sessions overlap, some fail, replies of several lines occur: what a busy server writes.
import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const FEATURES = ['211-Features:', ' EPSV', ' MDTM', ' PASV', ' SIZE', ' UTF8', '211 End'];
const DIRECTORIES = ['/', '/pub', '/in', '/out/2026', '/backup/nightly', '/www/uploads'];

/** One session as steps of command and replies. */
function session(random) {
  const number = (most) => Math.floor(random() * most);
  const one = (list) => list[number(list.length)];
  const user = one(['alice', 'bob', 'deploy', 'camera7', 'backup', 'anonymous']);
  const file = () => `${one(['img', 'report', 'data', 'backup'])}-${number(99999)}.${one(['jpg', 'csv', 'zip', 'log'])}`;
  const steps = [
    [undefined, ['220 (vsFTPd 3.0.5)']],
    [`USER ${user}`, ['331 Please specify the password.']],
  ];
  if (random() < 0.15) return { user, steps: [...steps, ['PASS <password>', ['530 Login incorrect.']], ['QUIT', ['221 Goodbye.']]] };
  steps.push(['PASS <password>', ['230 Login successful.']], ['TYPE I', ['200 Switching to Binary mode.']]);
  if (random() < 0.3) steps.push(['FEAT', FEATURES]);
  for (let left = 3 + number(20); left > 0; left -= 1) {
    const what = random();
    if (what < 0.2)
      steps.push([`CWD ${one(DIRECTORIES)}`, [random() < 0.1 ? '550 Failed to change directory.' : '250 Directory successfully changed.']]);
    else if (what < 0.35) steps.push([`SIZE ${file()}`, [random() < 0.3 ? '550 Could not get file size.' : `213 ${number(9e6)}`]]);
    else {
      steps.push(['PASV', [`227 Entering Passive Mode (203,0,113,${number(255)},${100 + number(100)},${number(255)}).`]]);
      const failed = random();
      if (what < 0.7)
        steps.push([
          `STOR ${file()}`,
          failed < 0.05
            ? ['553 Could not create file.']
            : ['150 Ok to send data.', failed < 0.07 ? '426 Failure reading network stream.' : '226 Transfer complete.'],
        ]);
      else
        steps.push([
          `RETR ${file()}`,
          failed < 0.08 ? ['550 Failed to open file.'] : ['150 Opening BINARY mode data connection.', '226 Transfer complete.'],
        ]);
    }
  }
  steps.push(['QUIT', ['221 Goodbye.']]);
  return { user, steps };
}

const two = (number) => String(number).padStart(2, '0');
const WRITERS = {
  vsftpd(stamp, { pid, client, user }, command, replies) {
    const head = `${stamp.toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, (_, day, date, month, year, time) => `${day} ${month} ${date.replace(/^0/, ' ')} ${time} ${year}`)} [pid ${pid}] ${user ? `[${user}] ` : ''}`;
    return [
      ...(command ? [`${head}FTP command: Client "${client}", "${command}"`] : []),
      ...replies.map((reply) => `${head}FTP response: Client "${client}", "${reply}"`),
    ];
  },
  proftpd(stamp, { client, user }, command, replies) {
    const month = stamp.toUTCString().slice(8, 11);
    const time = `${two(stamp.getUTCDate())}/${month}/${stamp.getUTCFullYear()}:${two(stamp.getUTCHours())}:${two(stamp.getUTCMinutes())}:${two(stamp.getUTCSeconds())} +0000`;
    const code = replies.at(-1).slice(0, 3);
    return command
      ? [`${client} UNKNOWN ${user || '-'} [${time}] "${command.replace('<password>', '(hidden)')}" ${code} ${code === '226' ? 1024 : '-'}`]
      : [];
  },
  /** Lines of no known format, as long as those of a server's log. */
  unknown(stamp, { pid, client }, command) {
    return [
      `${stamp.toISOString()} worker[${pid}] handled request of ${client} in ${pid % 977} ms: ${command ?? 'open'} done, next step ${pid % 13}`,
    ];
  },
  short: () => ['ok', 'x 1'],
  long: (stamp, { client }) => [`${stamp.toISOString()} ${client} ${'payload '.repeat(1250)}`],
};

/** Writes the log. */
export function makeLog(kind, megabytes, file) {
  const random = seeded(20260101);
  const write = WRITERS[kind];
  const out = openSync(file, 'w');
  const running = [];
  let time = Date.UTC(2026, 0, 5, 2, 0, 0);
  let text = '';
  for (let left = megabytes * 1e6; left > 0; ) {
    while (running.length < 50)
      running.push({
        ...session(random),
        at: 0,
        pid: 1000 + Math.floor(random() * 90000),
        client: `198.51.100.${Math.floor(random() * 255)}`,
      });
    const index = Math.floor(random() * running.length);
    const one = running[index];
    const [command, replies] = one.steps[one.at];
    if (random() < 0.1) time += 1000;
    text += `${write(new Date(time), { ...one, user: one.at > 2 ? one.user : '' }, command, replies).join('\n')}\n`.replace(/^\n/, '');
    one.at += 1;
    if (one.at === one.steps.length) running.splice(index, 1);
    if (text.length > 1 << 20) {
      left -= writeSync(out, text);
      text = '';
    }
  }
  closeSync(out);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [kind, megabytes, file] = process.argv.slice(2);
  makeLog(kind, Number(megabytes), file);
}
