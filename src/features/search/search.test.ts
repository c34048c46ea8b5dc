import type { KyselyPlugin } from 'kysely';
import { start } from '../discussions/index.ts';
import { showItemsAcross } from './index.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
const found = async (query: string, who?: 'tomasi' | 'anjali') => {
  const client = who ? world.as(who) : world.anonymous;
  const { body } = await client.get(`/c/mel/search?q=${encodeURIComponent(query)}`);
  return [...body.matchAll(/<h2 class="h3"[^>]*><a href="[^"]*">(.*?)<\/a>/g)].map((m) => m[1]!.replace(/<[^>]+>/g, ''));
};

beforeAll(async () => {
  world = await makeWorld();
  const write = (title: string, body: string, more = {}) => world.as('tomasi').post('/c/mel/discussions', { title, body, ...more });
  await write('Baselines and firms', 'Households were asked twice about their wells.', { type: 'question', tags: 'Data quality' });
  await write('Wells', 'A household panel in the hills.');
  await write('Évaluations des ménages', 'Comment mesurer la qualité des enquêtes auprès des ménages dans les villages de la région ?');
  await write('The panel of experts', 'Experts met; no attrition was seen in the panel data.');
  await write('Modules', 'Use gen_server in OTP-21 and not code_server.');
  const secret = await world.as('anjali').post('/c/mel/r/core/discussions', { title: 'Layoffs planned', body: 'Confidential layoffs of enumerators' });
  expect(secret.statusCode).toBe(303);
  await world.work();
});
afterAll(() => world.close());

it('finds words in all their forms, the title first', async () => {
  expect(await found('well')).toEqual(['Wells', 'Baselines and firms']);
  expect(await found('household')).toHaveLength(2);
});

it('finds French by French stems, with and without accents', async () => {
  expect(await found('evaluation menage')).toContain('Évaluations des ménages');
  expect(await found('enquête')).toContain('Évaluations des ménages');
});

it('takes phrases and exclusions strictly', async () => {
  expect(await found('"panel data"')).toEqual(['The panel of experts']);
  expect(await found('"data panel"')).toEqual([]);
  expect(await found('panel -experts')).toEqual(['Wells']);
});

it('finds nothing where no word was asked for, and everything but what was excluded', async () => {
  for (const signs of ['*', '"', '?!', '"..."', 'x'.repeat(200)]) expect(await found(signs), signs).toEqual([]);
  expect(await found('-panel -households kind:discussions')).toContain('Modules');
});

it('finds identifiers whole and by part', async () => {
  expect(await found('gen_server')).toEqual(['Modules']);
  expect(await found('OTP')).toEqual(['Modules']);
});

it('filters by tag, author and state', async () => {
  expect(await found('tag:data-quality households')).toEqual(['Baselines and firms']);
  expect(await found('panel by:leila')).toEqual([]);
  expect(await found('is:unanswered households')).toEqual(['Baselines and firms']);
});

it('counts tags and answers of what the viewer may see, and no others', async () => {
  const write = (who: 'leila' | 'anjali', at: string, title: string, tags: string, type = 'conversation') => world.as(who).post(`${at}/discussions`, { title, body: 'kumquat', tags, type });
  await write('leila', '/c/mel', 'First', 'Fruit trees, Soil', 'question');
  const asked = await write('leila', '/c/mel', 'Second', 'Fruit trees', 'question');
  await write('anjali', '/c/mel/r/core', 'Hidden', 'Fruit trees, Severance', 'question');
  await world.as('pavel').post(`${asked.headers.location!}/reply`, { body: 'yes' });
  const [, answer] = [...(await world.anonymous.get(asked.headers.location!)).body.matchAll(/id="post-(\d+)"/g)].map((m) => m[1]!);
  await world.as('leila').post(`/c/mel/discussions/posts/${answer}/accept`);
  await world.work();
  const facets = async (client: typeof world.anonymous, more = '') => (await client.get(`/api/v1/communities/mel/search?q=kumquat${more}`)).json<{ facets: Record<string, { value: string; label: string; count: number }[]> }>().facets;
  const [trees, soil] = [{ value: 'fruit-trees', label: 'Fruit trees', count: 2 }, { value: 'soil', label: 'Soil', count: 1 }];
  expect(await facets(world.anonymous)).toMatchObject({ tag: [trees, soil], is: [{ value: 'answered', label: 'Answered', count: 1 }, { value: 'unanswered', label: 'Unanswered', count: 1 }] });
  expect((await facets(world.as('anjali'))).tag).toEqual([{ ...trees, count: 3 }, { value: 'severance', label: 'Severance', count: 1 }, soil]);
  expect(await facets(world.anonymous, '&tag=fruit-trees&is=answered')).toMatchObject({ tag: [{ value: 'fruit-trees', count: 1 }], is: [{ value: 'answered', count: 1 }] });
  expect((await facets(world.anonymous, '&tag=severance')).tag).toEqual([]);
  const { body } = await world.as('tomasi').get('/c/mel/search?q=kumquat');
  expect(body).toMatch(/<a href="[^"]*tag=fruit-trees"[^>]*>Fruit trees <span class="count">2<\/span>/);
  expect(body).toMatch(/<a href="[^"]*is=unanswered"[^>]*>Unanswered <span class="count">1<\/span>/);
  expect(body).not.toMatch(/severance/i);
});

it('offers what is found while one types, each discussion once, and nothing that the viewer may not see', async () => {
  const started = await world.as('leila').post('/c/mel/discussions', { title: 'Marmalade', body: 'marmalade' });
  for (let n = 0; n < 3; n += 1) await world.as('pavel').post(`${started.headers.location!}/reply`, { body: `marmalade ${n}` });
  await world.work();
  const offered = async (text: string) => JSON.parse((await world.anonymous.get(`/c/mel/search/suggest?q=${encodeURIComponent(text)}`)).body).results as { title: string; kind: string; href: string }[];
  expect(await offered('marma')).toEqual([{ title: 'Marmalade', kind: 'Discussions', href: expect.stringContaining('/c/mel/discussions/') }]);
  expect(await offered('layo')).toEqual([]);
  expect(await offered('m')).toEqual([]);
});

it('puts slips right', async () => {
  expect((await world.anonymous.get('/c/mel/search?q=houshold')).body).toContain('<em>household');
});

it('gives people no year', async () => {
  const { body } = await world.anonymous.get('/c/mel/search?q=Leila');
  expect(body).toContain('/people/leila');
  expect(body).not.toContain('1970');
});

it('finds members by name', async () => {
  expect(await found('leila')).toContain('Leila');
});

it('neither finds, counts nor suggests what the viewer may not see', async () => {
  expect(await found('layoffs', 'anjali')).toEqual(['Layoffs planned']);
  expect(await found('layoffs')).toEqual([]);
  const page = (await world.as('tomasi').get('/c/mel/search?q=layofs')).body;
  expect(page).not.toContain('layoff');
  expect(page).toContain('Nothing found');
});

it('forgets what was deleted and learns what was edited', async () => {
  const started = await world.as('leila').post('/c/mel/discussions', { title: 'Ephemeral', body: 'zanzibar' });
  await world.work();
  expect(await found('zanzibar')).toEqual(['Ephemeral']);
  const id = /discussions\/(\d+)/.exec(started.headers.location!)![1];
  await world.as('leila').post(`/c/mel/discussions/posts/${id}/edit`, { title: 'Ephemeral', body: 'timbuktu', type: 'conversation', tags: '' });
  await world.work();
  expect(await found('zanzibar')).toEqual([]);
  expect(await found('timbuktu')).toEqual(['Ephemeral']);
  await world.as('leila').post(`/c/mel/discussions/posts/${id}/delete`);
  await world.work();
  expect(await found('timbuktu')).toEqual([]);
});

it('merges many small segments without losing or doubling anything', async () => {
  for (let n = 0; n < 20; n += 1) {
    await world.as('pavel').post('/c/mel/discussions', { title: `Serial ${n}`, body: 'quokka' });
    await world.work();
  }
  const { body } = await world.anonymous.get('/c/mel/search?q=quokka');
  expect(body).toContain('20 results.');
  world.pass(10_000);
  await world.work();
  expect((await world.anonymous.get('/c/mel/search?q=quokka')).body).toContain('20 results.');
  const segments = await world.services.database.db.selectFrom('search_segments').select('id').execute();
  expect(segments.length).toBeLessThan(20);
});

it('finds each of many that are indexed at once, on another thread', async () => {
  const ctx = await world.ctx('leila');
  const place = await world.place('leila');
  for (let n = 0; n < 120; n += 1) await start(ctx, place, { title: `Crate ${n}`, body: `numbat${n} among numbats`, type: 'conversation', tags: '', attachments: [] });
  await world.work();
  expect((await world.anonymous.get('/c/mel/search?q=numbat77')).body).toContain('Crate 77');
  expect((await world.anonymous.get('/c/mel/search?q=numbats')).body).toContain('120 results.');
});

it('shows items of all kinds in one statement', async () => {
  const ctx = await world.ctx('leila');
  const place = await world.place('leila');
  const [, id] = /\/discussions\/(\d+)/.exec((await world.as('leila').post('/c/mel/discussions', { title: 'Shown beside others', body: 'Here' })).headers.location!)!;
  let statements = 0;
  const counting: KyselyPlugin = { transformQuery: ({ node }) => node, transformResult: async ({ result }) => ((statements += 1), result) };
  const items = ['discussion', 'reply', 'news', 'newsletter', 'nothing'].map((kind) => ({ kind, communityId: place.community.id, id: kind === 'discussion' ? Number(id) : 0 }));
  const shown = await showItemsAcross({ ...ctx, db: ctx.db.withPlugin(counting) }, new Map([[place.community.id, place]]), items);
  expect([...shown.values()].map((found) => found.title)).toEqual(['Shown beside others']);
  expect(statements).toBe(1);
});
