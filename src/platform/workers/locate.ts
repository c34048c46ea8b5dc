import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The file of a worker thread: beside the built server, or in `src` when running from source. */
export function workerFile(name: string): string {
  const candidates = [`./${name}.js`, `../${name}.js`, `../../${name}.ts`];
  const found = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url))).find((path) => existsSync(path));
  if (!found) throw new Error(`worker ${name} not found near ${import.meta.url}`);
  return found;
}
