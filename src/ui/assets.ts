import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ManifestEntry {
  file: string;
  css?: string[];
}

/** The built client files: `dist/client`, where `manifest.json` maps sources to hashed names. */
export const CLIENT_FOLDER = join(import.meta.dirname, clientFolder());
const manifest = readManifest();

function clientFolder(): string {
  const near = ['../client', '../../client', '../../dist/client'];
  return near.find((path) => existsSync(join(import.meta.dirname, path))) ?? '../../dist/client';
}

function readManifest(): Record<string, ManifestEntry> {
  const file = join(CLIENT_FOLDER, '.vite/manifest.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, ManifestEntry>) : {};
}

/** The name of a built file in the folder of client files; null where nothing was built. */
export function builtFile(source: string): string | null {
  return manifest[source]?.file ?? null;
}

/** The address of a built file by its source path, such as `src/ui/client/main.ts`. */
export function asset(source: string): string {
  const file = builtFile(source);
  return file ? `/assets/${file.replace(/^assets\//, '')}` : `/assets/missing/${source}`;
}
