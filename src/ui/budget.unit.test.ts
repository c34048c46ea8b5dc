import { brotliCompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { built, textOf } from './gallery/browser.dev.ts';

/** The size in bytes, minified and compressed as a browser receives it, of everything that a module needs at once. */
async function firstVisit(entry: string, name?: string): Promise<number> {
  const files = await built(entry);
  const needed = new Set(files.filter((file) => (file.type === 'asset' ? !name : name ? file.name === name : file.isEntry)));
  // A set grows while it is walked: what is needed by what is needed is needed too.
  for (const file of needed) if (file.type === 'chunk') for (const other of files) if (file.imports.includes(other.fileName)) needed.add(other);
  return [...needed].reduce((sum, file) => sum + brotliCompressSync(textOf(file)).length, 0);
}

it('keeps the sheet below 12 kB', async () => expect(await firstVisit('styles/index.css')).toBeLessThan(12_000));
it('keeps the script of every page below 4 kB', async () => expect(await firstVisit('client/main.ts')).toBeLessThan(4_000));
it.each(['composer', 'discussion', 'moved'])('keeps the island %s below 5 kB', async (name) => expect(await firstVisit('client/main.ts', name)).toBeLessThan(5_000));
