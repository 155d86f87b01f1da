// The licences of what is bundled: those packages no longer come as dependencies with a licence file of their own.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** One text with the licences of all packages that these inputs of a bundle come from. */
export function noticesOf(inputs, root) {
  const packages = [
    ...new Set(inputs.map((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0]).filter((folder) => folder !== undefined)),
  ].sort();
  return packages.map((folder) => noticeOf(new URL(`${folder}/`, root))).join('\n');
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file: it cannot be bundled`);
  return `${name} ${version} (${license})\n\n${readFileSync(new URL(file, folder), 'utf8').trim()}\n`;
}
