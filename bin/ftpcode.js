#!/usr/bin/env node
'use strict';

/**
 * The short way: `ftpcode 550` prints an answer that was drawn when the package was built, without loading the program.
 * It takes one plain code and nothing else; whatever it does not fully understand goes the long way, which gives the same bytes.
 * @returns {boolean} whether the answer was printed
 */
function printedAnswer(args, env) {
  if (args.length !== 1 || !/^\d{3,5}$/.test(args[0]) || env.FORCE_COLOR || env.CLICOLOR_FORCE) return false;
  const fs = require('node:fs');
  try {
    // Only a character device can be a terminal; asking the terminal itself costs milliseconds.
    const terminal = fs.fstatSync(1).isCharacterDevice() && require('node:tty').isatty(1);
    // In a terminal narrower than the answer was drawn for, and in one that may show links, the program draws it anew.
    if (terminal && ((process.stdout.columns || 0) < 80 || mayShowLinks(env))) return false;
    const colour = terminal && !env.NO_COLOR && env.TERM !== 'dumb';
    const answers = fs.readFileSync(`${__dirname}/../dist/answers.${colour ? 'colour' : 'plain'}`);
    const head = `\0${args[0]}\n`;
    const from = answers.indexOf(head);
    if (from < 0) return false;
    const answer = answers.subarray(from + head.length, answers.indexOf(0, from + head.length));
    // A terminal that does not know how long it is gets no pager.
    if (terminal && process.stdout.rows > 0 && rowsOf(answer) >= process.stdout.rows) return paged(answer, env);
    for (let at = 0; at < answer.length; ) {
      try {
        at += fs.writeSync(1, answer, at);
      } catch (error) {
        // A non-blocking pipe that is full: try until it has room.
        if (error.code !== 'EAGAIN') throw error;
      }
    }
    return true;
  } catch (error) {
    // A reader that left is no error. Anything else is told by the long way.
    return error.code === 'EPIPE';
  }
}

/**
 * Shows what is longer than the screen with the usual pager. Where somebody chose another (src/paging.ts), or there is no
 * less, the answer goes the long way.
 * @returns {boolean} whether it was shown
 */
function paged(answer, env) {
  if (env.FTPCODE_PAGER !== undefined || env.PAGER !== undefined || env.TERM === 'dumb') return false;
  // Ctrl-C is the pager's: whoever left before it would leave the terminal to two.
  const hold = () => {};
  process.on('SIGINT', hold);
  const { error } = require('node:child_process').spawnSync('less', ['-FIR'], {
    input: answer,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS: 'FRX', LV: '-c', ...env },
  });
  process.off('SIGINT', hold);
  // A pager that is left early closes its input: that is no error.
  return error === undefined || error.code === 'EPIPE';
}

/** Names more terminals than get links in the end: src/render/hyperlink.ts decides. */
function mayShowLinks({ TERM, TERM_PROGRAM, VTE_VERSION, KONSOLE_VERSION, WT_SESSION, DOMTERM }) {
  return (
    Boolean(TERM_PROGRAM || VTE_VERSION || KONSOLE_VERSION || WT_SESSION || DOMTERM) ||
    /kitty|ghostty|foot|alacritty|contour|wezterm|rio/.test(TERM)
  );
}

/** At least as many rows as an answer takes in 80 columns: colours are counted too. */
function rowsOf(answer) {
  return answer
    .toString('latin1')
    .split('\n')
    .reduce((rows, line) => rows + Math.ceil(line.length / 80 || 1), 0);
}

/**
 * Keeps what V8 has compiled for the next start, which is then a sixth shorter: Node can from version 22 on, by itself where
 * NODE_COMPILE_CACHE is set. It goes into the user's own cache: what lies in /tmp anybody may have put there, and root must
 * not run what a user's folder holds.
 */
function keepCompiled(env) {
  const { enableCompileCache } = require('node:module');
  const cache = env.XDG_CACHE_HOME || (env.HOME && `${env.HOME}/.cache`) || env.LOCALAPPDATA;
  if (!enableCompileCache || !cache || env.NODE_COMPILE_CACHE) return;
  const owner = require('node:fs').statSync(cache, { throwIfNoEntry: false });
  if (owner && (!process.getuid || owner.uid === process.getuid())) enableCompileCache(`${cache}/ftpcode`);
}

if (!printedAnswer(process.argv.slice(2), process.env)) {
  keepCompiled(process.env);
  require('../dist/ftpcode.cjs')
    .main(process.argv.slice(2))
    .then((status) => {
      process.exitCode = status;
    });
}
