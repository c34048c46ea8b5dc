import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** Makes the browser die when a context closes, or less strict than a reader's. */
const UNWANTED = new Set(['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content', '--no-sandbox']);

/** Starts the browser that comes with the npm packages. */
export async function launch(more: string[] = []): Promise<Browser> {
  // Chromium's sandbox needs a user who is not root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...chromium.args.filter((arg) => !UNWANTED.has(arg)), ...sandbox, ...more];
  return playwright.launch({ executablePath: await unpacked(), args });
}

/** The browser's file, unpacked once per version: in a folder beside and then moved, for tests run side by side. */
async function unpacked(): Promise<string> {
  const { version } = createRequire(import.meta.url)('../../node_modules/@sparticuz/chromium/package.json') as { version: string };
  const home = join(tmpdir(), `copse-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(home)) {
    const folder = mkdtempSync(`${home}-`);
    await inTempFolder(folder, () => chromium.executablePath());
    try {
      renameSync(folder, home);
    } catch {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return join(home, 'chromium');
}

// The package unpacks to the system's folder for temporary files, whatever that is.
async function inTempFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}
