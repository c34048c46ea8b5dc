import { importsOf, packagesOf, ringIn, type Import, type Sources } from './sources.ts';

const BASES = ['people', 'communities', 'items'];
const HUBS = ['notifications', 'moderation', 'search'];
/** Features may import those of their own rank and below. */
const rank = (feature: string) => (BASES.includes(feature) ? 0 : HUBS.includes(feature) ? 1 : 2);

const MAX_LINES = 300;

/** The part of the house a file stands in: platform, ui, demo, a feature's folder, or the top of src. */
function partOf(path: string): { layer: string; feature: string | null } {
  const [, feature] = /^src\/features\/([^/]+)\//.exec(path) ?? [];
  if (feature) return { layer: 'features', feature };
  const [, layer] = /^src\/([^/]+)\//.exec(path) ?? [];
  return { layer: layer ?? (path.startsWith('src/') ? 'top' : 'outside'), feature: null };
}

const isTest = (path: string) => /\.(?:test|fixture|dev|journey)\.ts$/.test(path) || path.startsWith('test/');

/** Why an import may not be; null when it may. */
function objection({ from, to }: Import): string | null {
  const [a, b] = [partOf(from), partOf(to)];
  if (a.layer === 'platform' && ['ui', 'features', 'demo'].includes(b.layer)) return 'platform knows nothing above it';
  if (a.layer === 'ui' && ['features', 'demo'].includes(b.layer)) return 'ui knows no feature';
  if (a.layer === 'features' && b.layer === 'demo') return 'features do not know the demo';
  if (b.layer === 'top' && ['platform', 'ui'].includes(a.layer) && to !== 'src/config.ts') return 'only config.ts is below everything';
  // Worker threads draw no pages: what they use of a feature stands in its heavy.ts.
  if (b.feature && a.feature !== b.feature && ![`features/${b.feature}/index.ts`, `features/${b.feature}/heavy.ts`].some((face) => to.endsWith(face))) return 'other features only through their index.ts';
  if (a.feature && b.feature && rank(a.feature) < rank(b.feature)) return 'bases <- hubs <- content';
  if (b.layer === 'outside' && a.layer !== 'platform') return 'migrations and tests are for the platform and tests only';
  return null;
}

export function wrongImports(sources: Sources): string[] {
  const checked = importsOf(sources).filter(({ from }) => from.startsWith('src/') && !isTest(from));
  const wrong = checked.flatMap((found) => {
    const reason = objection(found);
    return reason ? [`${found.from} imports ${found.to}: ${reason}`] : [];
  });
  const outward = importsOf(sources).filter(({ from, to }) => from.startsWith('migrations/') && !to.startsWith('migrations/'));
  return [...wrong, ...outward.map(({ from, to }) => `${from} imports ${to}: migrations are frozen and stand alone`)];
}

/** A ring of features (types count) or of files (types do not), if there is one. */
export function rings(sources: Sources): string[] {
  const imports = importsOf(sources).filter(({ from }) => !isTest(from));
  const features = imports.map(({ from, to }) => [partOf(from).feature, partOf(to).feature] as const);
  const between = features.filter((pair): pair is [string, string] => pair[0] !== null && pair[1] !== null && pair[0] !== pair[1]);
  const files = imports.filter((found) => !found.typeOnly).map(({ from, to }) => [from, to] as const);
  return [ringIn(between), ringIn(files)].flatMap((ring) => (ring ? [ring.join(' -> ')] : []));
}

export function longFiles(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => {
    const lines = text.split('\n').length - 1;
    return lines > MAX_LINES && !path.startsWith('src/demo/') ? [`${path} has ${lines} lines; stop at ${MAX_LINES}, split by noun`] : [];
  });
}

const QUERY = /\bsql(?:<[^`]*>)?`|\bsql\.raw\(|\.(?:selectFrom|selectNoFrom|insertInto|replaceInto|updateTable|deleteFrom|mergeInto)\(/;
const MAY_QUERY = /(?:^|\/)queries\.ts$|^src\/platform\/db\/|^migrations\//;

/** Files that ask the database without being `queries.ts`. */
export function strayQueries(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) => (QUERY.test(text) && !MAY_QUERY.test(path) && !isTest(path) ? [path] : []));
}

// Compiled into the build.
const BUILT_IN = ['svelte'];

/** Packages that serving needs and that an installation without development packages would miss. */
export function missingPackages(sources: Sources, dependencies: Record<string, string>): string[] {
  return packagesOf(sources)
    .filter(([path, name]) => path.startsWith('src/') && !isTest(path) && !(name in dependencies) && !BUILT_IN.includes(name))
    .map(([path, name]) => `${path} imports ${name}, which is not among the dependencies`);
}

const HOSTS = /\b(?:registry|pypi|mirror|artifactory|nexus)\.[a-z0-9-]+\.[a-z]{2,}|\bnpm[j]s\b|\bpkg\.dev\b/i;
const WORKPLACE = /(?<![\w.])\/(?:work|tmp\/copse)\/[a-z]/;

/** Lines that name a package host or the folder where somebody happened to work. */
export function foreignNames(sources: Sources): string[] {
  return [...sources].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, at) => (HOSTS.test(line) || WORKPLACE.test(line) ? [`${path}:${at + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}
