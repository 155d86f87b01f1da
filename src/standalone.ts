// The way into the standalone executable: the assets are inside it, the rest is as everywhere.
import { getAsset } from 'node:sea';
import { readAssetsWith } from './assets.ts';
import { main } from './main.ts';

readAssetsWith((name) => getAsset(name, 'utf8'));
void main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
