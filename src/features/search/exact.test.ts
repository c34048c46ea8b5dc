import { afterAll, beforeAll, expect, it } from 'vitest';
import { indexDocuments, search, type SearchDocument, type SearchRequest } from '#platform/search/index.ts';
import { makeWorld, type World } from '#test/world.ts';

const COMMUNITY = 4711;
const NOW = Date.UTC(2026, 0, 1);
const WORDS = ['bax', 'dux', 'fox', 'gax', 'hux', 'jax', 'kox', 'lux', 'mix', 'nox', 'pax', 'rox'];

let world: World;
let seed = 7;
const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
const words = (most: number) => Array.from({ length: Math.ceil(random() * most) }, () => WORDS[Math.floor(random() ** 2 * WORDS.length)]!);

const documents: SearchDocument[] = Array.from({ length: 900 }, (_, n) => ({
  kind: 1 + (n % 3),
  id: n + 1,
  spaceId: COMMUNITY + Math.floor(n / 300),
  authorId: n % 7 === 0 ? null : n % 41,
  createdAt: n % 50 === 0 ? 0 : NOW - n * 86_400_000,
  title: n % 4 === 0 ? words(5).join(' ') : '',
  body: words(40).join(' '),
  language: 'xx',
  labels: [...(n % 5 === 0 ? ['tag:five'] : []), ...(n % 8 === 0 ? ['tag:eight', 'is:answered'] : [])],
}));

beforeAll(async () => {
  world = await makeWorld();
  const { db } = world.services.database;
  for (const [from, to] of [[0, 500], [500, 800], [800, 900]]) await db.transaction().execute((trx) => indexDocuments(trx, COMMUNITY, documents.slice(from, to), []));
  await db.transaction().execute((trx) => indexDocuments(trx, COMMUNITY, [], documents.slice(10, 20)));
});
afterAll(() => world.close());

const living = documents.filter((_, n) => n < 10 || n >= 20);
const count = (text: string, word: string) => text.split(' ').filter((one) => one === word).length;
const lengthOf = (text: string) => (text === '' ? 0 : text.split(' ').length);

const holding = new Map(WORDS.map((word) => [word, documents.filter((one) => count(`${one.title} ${one.body}`, word) > 0).length]));

/** The formulas as they are written in books, without an index. */
function plainly(query: string[], allowed: (document: SearchDocument) => boolean): Map<number, number> {
  const average = (of: (document: SearchDocument) => string) => documents.reduce((sum, one) => sum + lengthOf(of(one)), 0) / documents.length;
  const [title, body] = [average((one) => one.title), average((one) => one.body)];
  const scored = living.filter(allowed).map((one) => {
    const held = query.filter((word) => count(`${one.title} ${one.body}`, word) > 0);
    const parts = held.map((word) => {
      const df = Math.min(holding.get(word)!, living.length);
      const idf = Math.log(1 + (living.length - df + 0.5) / (df + 0.5));
      const tf = (2.5 * count(one.title, word)) / (0.5 + (0.5 * lengthOf(one.title)) / title) + count(one.body, word) / (0.25 + (0.75 * lengthOf(one.body)) / body);
      return (idf * tf * 2.9) / (1.9 + tf);
    });
    const days = (NOW - one.createdAt) / 86_400_000;
    const fresh = one.createdAt === 0 ? 0 : 0.04 / (1 + days / 365);
    return { id: one.id, held: held.length, score: parts.reduce((sum, part) => sum + part, 0) * (0.8 + (0.2 * held.length) / query.length) * (1 + fresh) };
  });
  const some = scored.filter((one) => one.held > 0);
  const full = some.filter((one) => one.held === query.length);
  const narrowed = query.length > 1 && query.length <= 3 && full.length >= 10 ? full : some;
  return new Map(narrowed.map(({ id, score }) => [id, score]));
}

const filters: [SearchRequest['filter'], (one: SearchDocument) => boolean][] = [
  [undefined, () => true],
  [{ kinds: [2] }, (one) => one.kind === 2],
  [{ authorId: 5 }, (one) => one.authorId === 5],
  [{ labels: ['tag:five'] }, (one) => one.labels.includes('tag:five')],
  [{ after: NOW - 400 * 86_400_000, before: NOW - 100 * 86_400_000 }, ({ createdAt }) => createdAt >= NOW - 400 * 86_400_000 && createdAt < NOW - 100 * 86_400_000],
];

function labelCounts(found: SearchDocument[]) {
  const counts = ['is:answered', 'tag:eight', 'tag:five'].map((value) => ({ value, count: found.filter((one) => one.labels.includes(value)).length }));
  return counts.filter(({ count }) => count > 0);
}

it('finds, counts and sorts exactly as the formulas say', async () => {
  const spaces = [COMMUNITY, COMMUNITY + 2];
  for (const [n, [filter, passes]] of [...filters, ...filters, ...filters].entries()) {
    const query = [...new Set(words(5))];
    const allowed = (one: SearchDocument) => (n % 2 === 0 ? spaces.includes(one.spaceId) : true) && passes(one);
    const spaceIds = n % 2 === 0 ? spaces : [...spaces, COMMUNITY + 1];
    const answer = await search(world.services.database.db, { communityId: COMMUNITY, query: query.join(' '), spaceIds, limit: 20, offset: 0, now: NOW, ...(filter && { filter }) });
    const expected = plainly(query, allowed);
    expect(answer.total, query.join(' ')).toBe(expected.size);
    const best = [...expected.values()].sort((a, b) => b - a).slice(0, 20);
    expect(answer.hits.length).toBe(best.length);
    for (const [place, { id, score }] of answer.hits.entries()) {
      expect(score).toBeCloseTo(best[place]!, 4);
      expect(score).toBeCloseTo(expected.get(id)!, 4);
    }
    const found = living.filter((one) => expected.has(one.id));
    for (const { value, count: times } of answer.facets.kinds) expect(times).toBe(found.filter((one) => one.kind === value).length);
    for (const { value, count: times } of answer.facets.authors) expect(times).toBe(found.filter((one) => one.authorId === value).length);
    expect(answer.labels.toSorted((a, b) => (a.value < b.value ? -1 : 1))).toEqual(labelCounts(found));
    for (const { value, count: times } of answer.facets.years) expect(times).toBe(found.filter((one) => one.createdAt > 0 && 1970 + Math.floor(one.createdAt / 1000 / 31_556_952) === value).length);
  }
});
