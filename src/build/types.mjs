// The library's types without those of the command: a declaration file, and what it imports, and so on.
import { cpSync, existsSync, readFileSync } from 'node:fs';

/** Copies a declaration file and all that it leads to. */
export function copyTypes(from, to, entry) {
  const copied = new Set();
  const copy = (path) => {
    if (copied.has(path)) return;
    copied.add(path);
    const source = new URL(path, from);
    if (!existsSync(source)) throw new Error(`${path} is missing in ${from}`);
    cpSync(source, new URL(path, to));
    for (const [, specifier] of readFileSync(source, 'utf8').matchAll(/from '(\.[^']+)\.(?:ts|js)'/g)) {
      copy(new URL(`${specifier}.d.ts`, new URL(path, 'file:///')).pathname.slice(1));
    }
  };
  copy(entry);
}
