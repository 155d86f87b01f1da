// Writes dist/ftpcode.1. The date is that of the build, or SOURCE_DATE_EPOCH's, so that a build can be repeated.
import { writeFileSync } from 'node:fs';
import { makeProgram, version } from '../../dist/lib/cli.js';
import { manPage } from '../../dist/lib/man-page.js';

const silent = {
  out: () => true,
  err: () => {},
  env: {},
  outIsTerminal: false,
  errIsTerminal: false,
  inIsTerminal: false,
  columns: undefined,
};
const epoch = process.env.SOURCE_DATE_EPOCH;
const date = (epoch ? new Date(Number(epoch) * 1000) : new Date()).toISOString().slice(0, 10);
writeFileSync(
  new URL('../../dist/ftpcode.1', import.meta.url),
  manPage(
    makeProgram(silent, () => {}),
    { version: version(), date },
  ),
);
