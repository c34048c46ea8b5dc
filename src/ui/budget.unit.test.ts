import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { built, textOf } from './gallery/browser.dev.ts';

/** The size in bytes, minified and compressed as a browser receives it, of everything that an entry needs at once. */
async function firstVisit(entry: string): Promise<number> {
  const files = (await built(entry)).filter((file) => file.type === 'asset' || !file.isDynamicEntry);
  return files.reduce((sum, file) => sum + brotliCompressSync(textOf(file)).length, 0);
}

it('keeps the sheet below 9 kB', async () => expect(await firstVisit('styles/index.css')).toBeLessThan(9_000));
it('keeps the script of every page below 4 kB', async () => expect(await firstVisit('client/main.ts')).toBeLessThan(4_000));
