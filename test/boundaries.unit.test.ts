import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foreignNames, longFiles, missingPackages, rings, strayQueries, wrongImports } from '#test/boundaries.ts';
import { readSources } from '#test/sources.ts';
import { fingerprints, thawed } from '../migrations/frozen.ts';

const source = readSources('src', 'migrations');
const one = (path: string, text: string) => new Map([[path, text]]);

describe('who may import whom', () => {
  it('holds', () => {
    expect(source.size).toBeGreaterThan(200);
    expect(wrongImports(source)).toEqual([]);
    expect(rings(source)).toEqual([]);
  });

  it.each([
    ['src/platform/clock.ts', `import { page } from '#ui/page.ts';`],
    ['src/platform/clock.ts', `import { start } from '../main.ts';`],
    ['src/ui/page.ts', `import type { Person } from '#features/people/index.ts';`],
    ['src/ui/Page.svelte', `<script lang="ts">\n  import { join } from '../features/communities/index.ts';\n</script>`],
    ['src/features/wiki/pages.ts', `import { insertPost } from '../discussions/posts/queries.ts';`],
    ['src/features/wiki/pages.ts', `const late = await import('../discussions/posts/queries.ts');`],
    ['src/features/people/profile.ts', `export { search } from '../search/index.ts';`],
    ['src/features/search/index.ts', `import '../wiki/index.ts';`],
    ['src/features/wiki/pages.ts', `import { makeWorld } from '#test/world.ts';`],
    ['migrations/0009_wiki.ts', `import { slug } from '../src/platform/text/slug.ts';`],
  ])('refuses in %s: %s', (path, text) => {
    expect(wrongImports(one(path, text))).toHaveLength(1);
  });

  it('allows what is below', () => {
    const text = `import { page } from '#ui/page.ts';\nimport { join } from '../communities/index.ts';\nimport { find } from '../search/index.ts';\nimport pg from 'pg';`;
    expect(wrongImports(one('src/features/wiki/pages.ts', text))).toEqual([]);
  });

  it('finds a ring of features by types, and of files by what remains at run time', () => {
    const wiki = ['src/features/wiki/index.ts', `import type { Chat } from '../chat/index.ts';`] as const;
    const chat = ['src/features/chat/index.ts', `import type { Wiki } from '../wiki/index.ts';`] as const;
    expect(rings(new Map([wiki, chat]))).toEqual(['wiki -> chat -> wiki']);
    const files = (type: string) => new Map(['ab', 'bc', 'ca'].map(([a, b]) => [`src/ui/${a}.ts`, `import ${type}{ x } from './${b}.ts';`]));
    expect(rings(files(''))).toEqual(['src/ui/a.ts -> src/ui/b.ts -> src/ui/c.ts -> src/ui/a.ts']);
    expect(rings(files('type '))).toEqual([]);
  });
});

describe('how files are', () => {
  it('stops at 300 lines', () => {
    expect(longFiles(source)).toEqual([]);
    expect(longFiles(one('src/ui/page.ts', 'x\n'.repeat(301)))).toHaveLength(1);
    expect(longFiles(one('src/ui/page.ts', 'x\n'.repeat(300)))).toEqual([]);
  });

  it('keeps SQL in queries.ts', () => {
    expect(strayQueries(source)).toEqual([]);
    for (const text of ["db.selectFrom('people')", 'sql`select 1`', 'sql<{ n: number }>`select 1 as n`', 'trx\n  .updateTable("x")'])
      expect(strayQueries(one('src/features/wiki/actions.ts', text))).toHaveLength(1);
    expect(strayQueries(one('src/features/wiki/queries.ts', "db.selectFrom('people')"))).toEqual([]);
  });

  it('needs no development package for serving', () => {
    const { dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { dependencies: Record<string, string> };
    expect(missingPackages(source, dependencies)).toEqual([]);
    for (const text of ["import { build } from 'vite';", "await import('@acme/x/y')"]) expect(missingPackages(one('src/ui/a.ts', text), dependencies)).toHaveLength(1);
    expect(missingPackages(one('src/ui/a.ts', "import type { X } from 'vite';\nimport fs from 'node:fs';"), dependencies)).toEqual([]);
  });

  it('names no package host and nobody’s working folder', () => {
    const all = readSources('.');
    for (const expected of ['package.json', '.ci/run', 'src/main.ts', '.npmrc']) expect([...all.keys()]).toContain(expected);
    expect(foreignNames(all)).toEqual([]);
    for (const text of [`https://${'registry'}.example.org/x`, `cd /${'work'}/main`, `"/${'work'}/shared"`]) expect(foreignNames(one('a.md', text))).toHaveLength(1);
    expect(foreignNames(one('a.md', 'the network/working group, npm start, pull-requests'))).toEqual([]);
  });
});

describe('released migrations', () => {
  const recorded = JSON.parse(readFileSync(new URL('../migrations/frozen.json', import.meta.url), 'utf8')) as Record<string, string>;

  it('never change', () => expect(thawed(recorded, fingerprints())).toEqual([]));

  it('would be caught changing, vanishing or slipping in', () => {
    const first = (statement: string) => ({ '0001_a': () => [statement], '0003_c': () => ['c'] });
    const released = fingerprints(first('create table a (id integer)'));
    expect(thawed(released, fingerprints(first('create table a (id text)')))).toEqual(['0001_a']);
    expect(thawed(released, fingerprints({ '0003_c': () => ['c'] }))).toEqual(['0001_a']);
    expect(thawed(released, fingerprints({ ...first('create table a (id integer)'), '0002_b': () => [] }))).toEqual(['0002_b']);
    expect(thawed(released, fingerprints({ ...first('create table a (id integer)'), '0004_d': () => [] }))).toEqual([]);
  });
});
