import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';
import { build, type Rolldown } from 'vite';
import { featureStyles } from '../../../bin/feature-styles.ts';

const unsafe = new Set(['--single-process', '--no-zygote', '--disable-web-security']);

/** The browser from the npm package, without the arguments that make it die when a context closes. */
export async function launch(): Promise<Browser> {
  const args = [...chromium.args.filter((arg) => !unsafe.has(arg)), '--no-sandbox'];
  return playwright.launch({ executablePath: await chromium.executablePath(), args });
}

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
