import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { featureStyles } from '../../../bin/feature-styles.ts';

export { launch } from '#test/chromium.ts';

/** What the release's build makes of an entry of src/ui. */
export async function built(entry: string): Promise<Rolldown.RolldownOutput['output']> {
  const root = join(import.meta.dirname, '..');
  const answer = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [featureStyles()],
    build: { write: false, target: 'es2022', modulePreload: { polyfill: false }, rolldownOptions: { input: join(root, entry) } },
  });
  return (answer as Rolldown.RolldownOutput).output;
}

/** The text of a built file. */
export function textOf(file: Rolldown.OutputAsset | Rolldown.OutputChunk): string {
  return file.type === 'asset' ? String(file.source) : file.code;
}
