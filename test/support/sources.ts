import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** Paths from the root of the repository, with the texts. */
export type Sources = Map<string, string>;

const ROOT = join(import.meta.dirname, '../..');
const OUTSIDE = ['node_modules', 'dist', 'data', '.git', 'test-results'];
const BINARY = /\.(?:png|jpe?g|webp|avif|ico|woff2?|gz|br|pdf|zip|sqlite|mbox)$/;

/** The files below these folders (`.`: all), installed and built ones left out. */
export function readSources(...folders: string[]): Sources {
  const paths = folders.flatMap((folder) => walk(folder)).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

function walk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (OUTSIDE.includes(path)) return [];
    if (entry.isDirectory()) return walk(path);
    return entry.isFile() && !BINARY.test(path) ? [path] : [];
  });
}

export interface Import {
  from: string;
  to: string;
  /** Gone at run time: `import type`. */
  typeOnly: boolean;
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^;'"]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g;

/** The packages that files import at run time, by file. */
export function packagesOf(sources: Sources): [path: string, name: string][] {
  return [...sources].flatMap(([path, text]) =>
    [...text.matchAll(IMPORT)].flatMap(([, type, named, dynamic]) => {
      const target = named ?? dynamic!;
      if (type || /^(?:[.#/]|node:)/.test(target)) return [];
      return [[path, target.split('/').slice(0, target.startsWith('@') ? 2 : 1).join('/')] as [string, string]];
    }),
  );
}

/** What files of the repository import from it; packages are left out. */
export function importsOf(sources: Sources): Import[] {
  return [...sources].flatMap(([from, text]) =>
    [...text.matchAll(IMPORT)].flatMap(([, type, named, dynamic]) => {
      const to = resolve(from, named ?? dynamic!);
      return to ? [{ from, to, typeOnly: type !== undefined }] : [];
    }),
  );
}

// As `imports` in package.json says.
function resolve(from: string, target: string): string | null {
  if (target.startsWith('.')) return posix.join(dirname(from), target);
  if (target === '#migrations') return 'migrations/index.ts';
  if (target.startsWith('#test/')) return target.replace('#test/', 'test/support/');
  return target.startsWith('#') ? target.replace('#', 'src/') : null;
}

/** The first ring found in a graph, as the names along it; null when there is none. */
export function ringIn(edges: Iterable<readonly [string, string]>): string[] | null {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (name: string, path: string[]): string[] | null => {
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    if (done.has(name)) return null;
    for (const to of next.get(name) ?? []) {
      const ring = visit(to, [...path, name]);
      if (ring) return ring;
    }
    done.add(name);
    return null;
  };
  for (const name of next.keys()) {
    const ring = visit(name, []);
    if (ring) return ring;
  }
  return null;
}
