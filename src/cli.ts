// The command line: verbs, options and help in one place, from which completions and the man page are made too.
import { Argument, Command, Option } from 'commander';
import { asset } from './assets.ts';
import { completion, shells } from './commands/completion.ts';
import { examplesOf, showsExamples } from './commands/examples.ts';
import { explainLog, type ExplainLogOptions } from './commands/explain-log.ts';
import { classValues, codeValues, commandValues, groupValues, logFormatValues, serverValues } from './commands/known-words.ts';
import { grep, list, statuses } from './commands/list.ts';
import { lookup } from './commands/lookup.ts';
import { merge } from './commands/merge.ts';
import { files, takes, words } from './commands/values.ts';
import { Exit, UserError } from './exit-status.ts';
import type { Io } from './io.ts';
import { type PagingOptions, paged } from './paging.ts';
import { fieldSets } from './render/field-names.ts';
import { visible } from './render/visible.ts';
import { rowsFormats } from './render/rows.ts';

const VERBS = ['lookup', 'list', 'grep', 'explain-log', 'merge', 'completion', 'help'];

/** The version of the installed package. */
export function version(): string {
  return (JSON.parse(asset('package.json')) as { version: string }).version;
}

const STATUSES = `
Exit status: 0 found, 1 nothing found, 64 wrong usage, 65 no reply code or no
text, 66 a file cannot be opened, 74 reading or writing failed, 130 interrupted.
With -e the kind of reply: 0 2yz, 1 1yz, 3 3yz, 4 4yz (try later), 5 5yz (change
something), 6 6yz, 10 a network error; of several the worst.`;

/**
 * The program with all verbs.
 * @param done is told the exit status of the verb that ran
 */
export function makeProgram(io: Io, done: (status: number) => void): Command {
  const program = new Command('ftpcode');
  const colour = () =>
    takes(new Option('--color <when>', 'colour: auto, always or never').default('auto'), words('when', ['auto', 'always', 'never']));
  const hyperlink = () =>
    takes(
      new Option('--hyperlink <when>', 'links to the sources: auto, always or never').default('auto'),
      words('when', ['auto', 'always', 'never']),
    );
  const pager = () => new Option('--pager', 'through a pager, also where it is short or comes bit by bit');
  const noPager = () => new Option('--no-pager', 'never through a pager, however long');
  const format = (known: readonly string[], standard = 'text') =>
    takes(new Option('--format <form>', `output form: ${known.join(', ')}`).default(standard), words('form', known));

  /** Runs a verb whose output may be longer than the screen. */
  const inPager = async (options: PagingOptions, run: (io: Io) => number | Promise<number>, live = false) =>
    done(await paged(io, options, live, run));

  showsExamples(program, [
    ['ftpcode 550', 'what the code means, why, and what to do'],
    ["ftpcode '530 Permission denied.'", "what a server's own words mean"],
    ['ftpcode 55x WSAECONNRESET 530.33', 'masks, network errors, IIS sub-status'],
    ['ftpcode explain-log vsftpd.log', 'every reply of a log explained'],
    ['lftp ... 2>&1 | ftpcode explain-log', 'the same from a pipe'],
    ['ftpcode explain-log --findings *.log', 'what went wrong, and how to mend it'],
    ['ftpcode list --class 4', 'the table, filtered'],
    ['ftpcode grep passive', 'the table, searched'],
  ])
    .description('Looks up and explains FTP reply codes, one by one or in any log.')
    .version(`ftpcode ${version()}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', STATUSES)
    .configureOutput({ writeOut: (text) => void io.out(text), writeErr: (text) => io.err(text.replace(/^error: /, 'ftpcode: ')) })
    .configureHelp({ helpWidth: 80 })
    .exitOverride()
    .showHelpAfterError("(see 'ftpcode --help')")
    .enablePositionalOptions();

  showsExamples(program.command('lookup', { isDefault: true }), [
    ['ftpcode 550', ''],
    ["ftpcode '425 Unable to build data connection: Operation not permitted'", ''],
    ['ftpcode -e 450; echo $?', 'prints 4 after the answer'],
  ])
    .description("explain codes, masks, names and whole reply lines; '-' reads them from standard input")
    .addArgument(
      takes(new Argument('[query...]', 'a code (550), mask (55x), name (ECONNRESET), sub-status (530.33) or reply line'), codeValues),
    )
    .option('-e, --exit-category', 'exit status by the kind of reply')
    .option('-s, --short', 'one line for each')
    .addOption(takes(new Option('--server <name>', 'what this server means by it'), serverValues))
    .addOption(takes(new Option('--command <verb>', 'the command that drew the reply'), commandValues))
    .addOption(format(['text', 'json', 'ndjson']))
    .addOption(colour())
    .addOption(hyperlink())
    .addOption(pager())
    .addOption(noPager())
    .action(async (queries: string[], options) => {
      if (queries.length === 0) return done(await withoutWords(program, io));
      refuseVerbLike(queries);
      await inPager(options, (world) => lookup(queries, options, world), queries.includes('-'));
    });

  showsExamples(program.command('list'), [
    ['ftpcode list --class 4', 'all transient negative replies'],
    ['ftpcode list --command STOR', 'what STOR may draw'],
    ['ftpcode list --server vsftpd', "vsftpd's replies"],
  ])
    .description('the table of codes, with filters')
    .addOption(takes(new Option('--class <digit>', 'first digit, 1 to 6, or 10 for network errors'), classValues))
    .addOption(
      takes(new Option('--group <name>', 'function group: syntax, information, connections, authentication, file system'), groupValues),
    )
    .addOption(takes(new Option('--command <verb>', 'codes that a command may draw'), commandValues))
    .option('--source <name>', "part of a source's name, such as 'RFC 4217'")
    .addOption(takes(new Option('--status <status>', statuses.join(', ')), words('status', statuses)))
    .addOption(takes(new Option('--server <name>', "this server's own replies instead"), serverValues))
    .addOption(format(rowsFormats))
    .addOption(colour())
    .addOption(hyperlink())
    .addOption(pager())
    .addOption(noPager())
    .action((options) => inPager(options, (world) => list(options, world)));

  showsExamples(program.command('grep'), [
    ['ftpcode grep passive', ''],
    ["ftpcode grep -F '(|||port|)'", ''],
  ])
    .description("search the table's texts")
    .argument('<pattern>', 'regular expression; case matters only where it has capitals')
    .option('-F, --fixed-strings', 'the pattern is a plain text')
    .addOption(format(rowsFormats))
    .addOption(colour())
    .addOption(hyperlink())
    .addOption(pager())
    .addOption(noPager())
    .action((pattern: string, options) => inPager(options, (world) => grep(pattern, options, world)));

  showsExamples(program.command('explain-log'), [
    ['ftpcode explain-log vsftpd.log', 'the log, each reply explained'],
    ['ftpcode explain-log --findings access.log.gz', 'what went wrong'],
    ['curl -v ftp://... 2>&1 | ftpcode explain-log', 'from a pipe'],
  ])
    .description("explain logs and transcripts; nothing or '-' reads standard input")
    .addArgument(takes(new Argument('[file...]', 'log files, also gzipped; any server or client, found without a flag'), files))
    .option('--counts', 'replies per code, nothing else')
    .option('--summary', 'counts, findings, who and when')
    .option('--findings', 'what went wrong, alone')
    .addOption(takes(new Option('--only <codes>', 'only these codes and masks: 4xx,530'), codeValues))
    .option('--session <id>', 'only this session')
    .option('--client <address>', 'only this client')
    .option('--user <name>', 'only this user')
    .option('--since <time>', 'from this time on: 2026-11-23T02:00 or 02:00')
    .option('--until <time>', 'up to this time')
    .option('-C, --context <lines>', 'lines around what was chosen')
    .addOption(takes(new Option('--log-format <name>', 'read as this format instead of finding it'), logFormatValues))
    .option('--formats', 'list the log formats')
    .option('-f, --follow', 'go on reading as the file grows, through rotation')
    .option('-j, --jobs <threads>', 'read so many logs at once (summaries of several files); as many as help by default')
    .option('--redact', 'stand-ins instead of addresses, user names and paths')
    .option('-e, --exit-category', 'exit status 5, 10 or 4 where the log has such a failure')
    .addOption(format(['text', 'json', 'ndjson']))
    .addOption(
      takes(
        new Option('--fields <set>', `field names of json and ndjson: ${fieldSets.join(' (Elastic) or ')} (OpenTelemetry)`),
        words('set', fieldSets),
      ),
    )
    .addOption(colour())
    .addOption(pager())
    .addOption(noPager())
    .action((files: string[], options) => inPager(options, (world) => explainLog(files, options, world), readsLive(files, options)));

  showsExamples(program.command('merge'), [
    ['ftpcode merge part*.json', ''],
    ['parallel -k ftpcode explain-log --format json ::: log.* | ftpcode merge -', ''],
  ])
    .description('put the json results of the parts of a log together')
    .addArgument(takes(new Argument('<summary...>', "files written by 'explain-log --format json'; '-' reads standard input"), files))
    .addOption(format(['json', 'text'], 'json'))
    .addOption(colour())
    .addOption(pager())
    .addOption(noPager())
    .action((files: string[], options) => inPager(options, (world) => merge(files, options, world)));

  showsExamples(program.command('completion'), [
    ['source <(ftpcode completion bash)', ''],
    ['ftpcode completion fish > ~/.config/fish/completions/ftpcode.fish', ''],
  ])
    .description(`completion script for ${shells.join(', ')}`)
    .addArgument(takes(new Argument('<shell>', shells.join(', ')), words('shell', shells)))
    .action((shell: string) => done(completion(shell, program, io)));

  for (const command of program.commands)
    command.exitOverride().helpOption('-h, --help', 'print this help').showHelpAfterError(`(see 'ftpcode ${command.name()} --help')`);
  return program;
}

/** Most lines that somebody sees who gave nothing. */
const MOST_LINES = 10;

/** Nothing was asked: a log that was piped in is explained, everybody else sees what there is. */
async function withoutWords(program: Command, io: Io): Promise<number> {
  if (await io.inHasData?.()) {
    io.err("ftpcode: standard input is read as a log, as 'ftpcode explain-log' does; 'ftpcode -' looks up queries from it\n");
    return explainLog([], {}, io);
  }
  const examples = examplesOf(program).slice(0, MOST_LINES - 2);
  const widest = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, what]) => `  ${line.padEnd(widest)}  ${what}`);
  io.out([program.description(), ...lines, "'ftpcode --help' tells more, and 'ftpcode VERB --help' all about one verb.", ''].join('\n'));
  return Exit.ok;
}

/** Whether a log is still being written, or comes from a program that is. */
function readsLive(files: readonly string[], { follow, formats }: ExplainLogOptions): boolean {
  return !formats && (follow === true || files.length === 0 || files.includes('-'));
}

/** A first word that is nearly a verb is a slip, not a query. */
function refuseVerbLike(queries: readonly string[]): void {
  const first = queries[0] as string;
  if (!/^[a-z][a-z-]{2,}$/.test(first)) return;
  const near = VERBS.find(
    (verb) =>
      verb !== first &&
      (verb.startsWith(first) || first.startsWith(verb) || verb.replace('-', '') === first.replace('-', '') || isOneOff(verb, first)),
  );
  if (near) throw new UserError(`there is no verb '${visible(first)}'. Did you mean 'ftpcode ${near}'?`, Exit.usage);
}

/** One letter more, less, other, or two swapped. */
function isOneOff(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return (
    Math.max(a.length, b.length) - start - end <= 1 ||
    (a.length === b.length && a.length - start - end === 2 && a[start] === b[start + 1] && a[start + 1] === b[start])
  );
}
