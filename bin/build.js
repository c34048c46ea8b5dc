// Builds the files of the browser and the server when a source is newer than the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'dist/.stamp';
const SOURCES = ['src', 'bin', 'migrations', 'public', 'locales', 'package-lock.json', 'vite.config.ts', 'svelte.config.js'];

function* files(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) return yield path;
  for (const name of readdirSync(path).sort()) yield* files(join(path, name));
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES) for (const file of files(source)) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

/** Builds when needed. Returns whether what stands in `dist` is good. */
export function build() {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return true;
  process.stdout.write('Building ... ');
  const began = Date.now();
  for (const more of [[], ['--ssr']]) {
    const vite = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn', ...more], { encoding: 'utf8' });
    if (vite.status !== 0) {
      process.stdout.write(`failed\n${vite.stdout}${vite.stderr}\n`);
      return false;
    }
  }
  mkdirSync('dist', { recursive: true });
  writeFileSync(STAMP, wanted);
  process.stdout.write(`done in ${((Date.now() - began) / 1000).toFixed(1)} s\n`);
  return true;
}

if (import.meta.main && !build()) process.exitCode = 1;
