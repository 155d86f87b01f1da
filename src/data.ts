// The edge to the data files: codes.json at the package's root, the wordings beside this module. Read when first asked for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseCodes } from './codes/code.ts';
import { CodeTable } from './codes/table.ts';
import { Explainer } from './explain/explain.ts';
import { Catalogue } from './wordings/catalogue.ts';
import { parseWordings, type ServerWordings } from './wordings/wording.ts';

// The same three levels hold for src/, dist/lib/ and the bundle in dist/: walk up until codes.json is there.
function find(name: string): URL {
  for (const up of ['../', '../../']) {
    const url = new URL(up + name, import.meta.url);
    try {
      readFileSync(url, { flag: 'r' });
      return url;
    } catch {
      // one level further up
    }
  }
  throw new Error(`${name} is missing: the installation is damaged; install ftpcode again`);
}

let table: CodeTable | undefined;

/** The code table of codes.json. */
export function codeTable(): CodeTable {
  table ??= new CodeTable(parseCodes(JSON.parse(readFileSync(find('codes.json'), 'utf8'))));
  return table;
}

let wordings: readonly ServerWordings[] | undefined;

/** What each server's own words mean: one file per server, or all of them in one file once built. */
export function serverWordings(): readonly ServerWordings[] {
  wordings ??= readWordings();
  return wordings;
}

function readWordings(): ServerWordings[] {
  const folder = new URL('./wordings/', import.meta.url);
  try {
    return parseWordings(JSON.parse(readFileSync(new URL('../wordings.json', folder), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return parseWordings(files.sort().map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
}

let shared: Explainer | undefined;

/** Explains replies with the table and all wordings. */
export function explainer(): Explainer {
  shared ??= new Explainer(codeTable(), new Catalogue(serverWordings()));
  return shared;
}

/** Where the scanner of the fast lane lies once built; undefined in a tree that is not. */
export function scannerUrl(): URL | undefined {
  return ['./scan.wasm', '../scan.wasm', '../dist/scan.wasm'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
}
