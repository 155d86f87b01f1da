// What the data files hold, read when first asked for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asset, findAsset } from './assets.ts';
import { parseCodes } from './codes/code.ts';
import { CodeTable } from './codes/table.ts';
import { Explainer } from './explain/explain.ts';
import { Catalogue } from './wordings/catalogue.ts';
import { parseWordings, type ServerWordings } from './wordings/wording.ts';

let table: CodeTable | undefined;

/** The code table of codes.json. */
export function codeTable(): CodeTable {
  table ??= new CodeTable(parseCodes(JSON.parse(asset('codes.json'))));
  return table;
}

let wordings: readonly ServerWordings[] | undefined;

/** What each server's own words mean: one file per server in the source tree, all of them in one file once built. */
export function serverWordings(): readonly ServerWordings[] {
  wordings ??= parseWordings(JSON.parse(findAsset('wordings.json') ?? gatherWordings()));
  return wordings;
}

function gatherWordings(): string {
  const folder = new URL('./wordings/', import.meta.url);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  return `[${files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join(',')}]`;
}

let shared: Explainer | undefined;

/** Explains replies with the table and all wordings. */
export function explainer(): Explainer {
  shared ??= new Explainer(codeTable(), new Catalogue(serverWordings()));
  return shared;
}

/** The program as one file, for worker threads; undefined in a tree that is not built, and inside the standalone executable. */
export function programPath(): string | undefined {
  const path = import.meta.url.startsWith('file:') ? fileURLToPath(import.meta.url) : '';
  return path.endsWith('ftpcode.cjs') && existsSync(path) ? path : undefined;
}

/** Where the scanner of the fast lane lies once built; undefined in a tree that is not. */
export function scannerUrl(): URL | undefined {
  return ['./scan.wasm', '../scan.wasm', '../dist/scan.wasm'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
}
