// Builds dist/scan.wasm, the scanner of the fast lane, from src/fast/scan.as.ts.
import asc from 'assemblyscript/asc';

const root = new URL('../../', import.meta.url);
// The data of the program itself lies behind the counts and the list of hand-backs, in front of the text.
const { error, stderr } = await asc.main(
  [
    'src/fast/scan.as.ts',
    '--outFile',
    'dist/scan.wasm',
    '--runtime',
    'stub',
    '--enable',
    'simd',
    '-O3',
    '--noAssert',
    '--initialMemory',
    '96',
    '--memoryBase',
    '524288',
  ],
  { baseDir: root.pathname },
);
if (error) throw new Error(`the scanner does not build: ${error.message}\n${stderr.toString()}`);
