import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const ROOT = join(import.meta.dirname, '..');

/** Adds the `styles.css` of every feature to the one sheet, in the layer `features`. */
export function featureStyles(): Plugin {
  return {
    name: 'copse-feature-styles',
    enforce: 'pre',
    transform(code, id) {
      if (!id.split('?')[0]!.endsWith('src/ui/styles/index.css')) return null;
      const sheets = globSync('src/features/*/styles.css', { cwd: ROOT }).sort();
      for (const sheet of sheets) this.addWatchFile(join(ROOT, sheet));
      return [code, ...sheets.map((sheet) => `@import '${join(ROOT, sheet)}' layer(features);`)].join('\n');
    },
  };
}
