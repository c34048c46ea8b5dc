import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, it } from 'vitest';

/** The size in bytes, minified and compressed as a browser receives it, of everything that an entry needs at once. */
async function firstVisit(entry: string): Promise<number> {
  const output = (await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    build: { write: false, cssTarget: ['chrome123', 'firefox121', 'safari17.5'], rolldownOptions: { input: join(import.meta.dirname, entry) } },
  })) as Rolldown.RolldownOutput;
  const now = output.output.filter((file) => file.type === 'asset' || !file.isDynamicEntry);
  return now.reduce((sum, file) => sum + brotliCompressSync(file.type === 'asset' ? file.source : file.code).length, 0);
}

it('keeps the sheet below 9 kB', async () => expect(await firstVisit('styles/index.css')).toBeLessThan(9_000));
it('keeps the script of every page below 4 kB', async () => expect(await firstVisit('client/main.ts')).toBeLessThan(4_000));
