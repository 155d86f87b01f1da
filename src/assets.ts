// The edge to the files that ftpcode ships with: on disk beside the code, or inside the standalone executable.
import { readFileSync } from 'node:fs';

/** A file that ftpcode ships with. */
export type AssetName = 'codes.json' | 'wordings.json' | 'package.json';

/** Gives the text of an asset, or undefined where there is none of this name. */
export type AssetReader = (name: AssetName) => string | undefined;

// src/ and dist/ have them beside or one level above themselves, dist/lib/ two levels.
const PLACES = ['./', '../', '../../'];

let read: AssetReader = (name) => {
  for (const place of PLACES) {
    try {
      return readFileSync(new URL(place + name, import.meta.url), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return undefined;
};

/** Takes the assets from somewhere else than the disk: the standalone executable carries them in itself. */
export function readAssetsWith(reader: AssetReader): void {
  read = reader;
}

/** The text of an asset; undefined where it was not made yet, which only the wordings in a source tree may be. */
export function findAsset(name: AssetName): string | undefined {
  return read(name);
}

/** The text of an asset that must be there. */
export function asset(name: AssetName): string {
  const text = read(name);
  if (text === undefined) throw new Error(`${name} is missing: the installation is damaged; install ftpcode again`);
  return text;
}
