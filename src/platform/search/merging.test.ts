import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';
import { indexDocuments, mergeSegments, type SearchDocument, type Transact } from './index.ts';

const COMMUNITY = 77;
let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const document = (id: number): SearchDocument => ({ kind: 1, id, spaceId: 1, authorId: null, createdAt: 0, title: '', body: `quoll ${Array.from({ length: 60 }, (_, n) => `word${n}of${id}`).join(' ')}`, language: 'en', labels: [] });

it('merges many segments a bounded number at a time, reading a bounded number of terms, and loses nothing', async () => {
  let most = 0;
  const watching: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (result.rows[0] && 'positions' in result.rows[0]) most = Math.max(most, result.rows.length);
      return result;
    },
  };
  const db = world.services.database.db.withPlugin(watching);
  const transact: Transact = (work) => db.transaction().execute(work);
  for (let id = 1; id <= 150; id += 1) await indexDocuments(db, COMMUNITY, [document(id)], []);
  const segments = async () => (await db.selectFrom('search_segments').select('doc_count').where('community_id', '=', COMMUNITY).execute()).map((row) => row.doc_count);
  const left: number[] = [];
  const terms: number[] = [];
  while (await mergeSegments(db, transact, COMMUNITY)) {
    left.push((await segments()).length);
    terms.push(most);
    most = 0;
  }
  expect(left).toEqual([87, 24, 3]);
  // The last one reads all the 122 terms that a segment has: it is of 22 segments.
  expect(terms).toEqual([50, 50, 122]);
  expect((await segments()).toSorted((a, b) => a - b)).toEqual([22, 64, 64]);
  const places = await db.selectFrom('search_postings').select('doc_count').where('community_id', '=', COMMUNITY).where('term', '=', '=quoll').execute();
  expect(places.reduce((sum, row) => sum + row.doc_count, 0)).toBe(150);
});
