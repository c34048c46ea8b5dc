import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let anjali: Client;

beforeAll(async () => {
  world = await makeWorld();
  anjali = world.as('anjali');
});
afterAll(() => world.close());

const idOf = (location: unknown) => Number(/discussions\/(\d+)/.exec(String(location))![1]);
async function room(name: string, more: Record<string, unknown> = {}) {
  const answer = await anjali.send({ method: 'POST', url: '/api/v1/communities/mel/rooms', payload: { name, ...more } });
  return answer.json<{ id: number; slug: string }>();
}
const start = async (client: Client, slug: string, title: string) => idOf((await client.post(`/c/mel/r/${slug}/discussions`, { title, body: `About ${title}` })).headers.location);
const counts = async (slug: string) => {
  const { members, discussions } = (await anjali.get(`/api/v1/communities/mel/rooms/${slug}`)).json<{ members: number; discussions: number }>();
  return { members, discussions };
};
const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** Rows of any table that name a space, but for those that a room takes with it when it ends. */
async function namedIn(spaceId: number): Promise<string[]> {
  const { db } = world.services.database;
  const tables = (await db.introspection.getTables()).filter(({ columns }) => columns.some(({ name }) => name === 'space_id'));
  expect(tables.length).toBeGreaterThan(5);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)} where space_id = ${spaceId}`.execute(db);
    if (Number(rows[0]!.n) > 0) found.push(name);
  }
  return found;
}

it('merges a room into another with everything and everybody, and leads there', async () => {
  const from = await room('Panels');
  const into = await room('Sampling');
  const [leila, pavel, tomasi] = [world.as('leila'), world.as('pavel'), world.as('tomasi')];
  for (const client of [leila, pavel]) await client.post('/c/mel/r/panels/join');
  for (const client of [leila, tomasi]) await client.post('/c/mel/r/sampling/join');
  const kept = await start(leila, 'panels', 'Quetzal weights');
  const gone = await start(pavel, 'panels', 'Deleted later');
  await pavel.post(`/c/mel/r/panels/discussions/posts/${gone}/delete`);
  await start(leila, 'sampling', 'Here already');
  await tomasi.post(`/c/mel/discussions/${kept}/follow`, { level: 'follow' });
  await tomasi.post(`/c/mel/discussions/${kept}/reply`, { body: 'Seen' });
  await anjali.post('/c/mel/r/panels/settings', { name: 'Panel studies', slug: 'panel-studies', visibility: 'members' });

  const choice = await anjali.get('/c/mel/r/panel-studies/merge');
  expect(choice.body).toContain('Sampling');
  const preview = text((await anjali.get(`/c/mel/r/panel-studies/merge?into=${into.id}`)).body);
  for (const words of ['1 discussion go into Sampling', 'All 3 members will be in Sampling; one is new there', 'Panel studies is no more']) expect(preview).toContain(words);
  expect((await leila.post('/c/mel/r/panel-studies/merge', { into: into.id })).statusCode).toBe(403);
  const done = await anjali.post('/c/mel/r/panel-studies/merge', { into: into.id });
  expect(done.headers.location).toBe('/c/mel/r/sampling');

  expect(await counts('sampling')).toEqual({ members: 4, discussions: 2 });
  expect(await namedIn(from.id)).toEqual([]);
  for (const slug of ['panels', 'panel-studies']) expect((await leila.get(`/c/mel/r/${slug}/discussions/${kept}`)).headers.location).toBe(`/c/mel/r/sampling/discussions/${kept}`);
  const page = (await tomasi.get(`/c/mel/r/sampling/discussions/${kept}-quetzal-weights`)).body;
  expect(page).toContain('Seen');
  expect((await pavel.get('/c/mel/r/sampling/discussions')).body).toContain('Quetzal weights');
  await anjali.post(`/c/mel/r/sampling/discussions/${gone}/restore`);
  expect(await counts('sampling')).toEqual({ members: 4, discussions: 3 });
  await world.work();
  const found = (await tomasi.get('/api/v1/communities/mel/search?q=quetzal&in=sampling')).body;
  expect(found).toContain(`/c/mel/r/sampling/discussions/${kept}`);
  expect((await anjali.get('/c/mel/r/sampling/log')).body).toContain('Merged another room into this one: Panel studies');
  expect((await anjali.get('/c/mel/log')).body).toContain('Merged a room into another: Panel studies into Sampling');
});

it('says who will read what they could not before', async () => {
  await room('Closed circle', { slug: 'circle', visibility: 'invited' });
  const into = await room('Open door', { visibility: 'public' });
  const preview = text((await anjali.get(`/c/mel/r/circle/merge?into=${into.id}`)).body);
  expect(preview).toContain('what was written for those who were let in will be read by everyone');
});

it('splits off a room with chosen discussions and members, after saying what will happen', async () => {
  const old = await room('Everything');
  const [leila, pavel] = [world.as('leila'), world.as('pavel')];
  for (const client of [leila, pavel]) await client.post('/c/mel/r/everything/join');
  const goes = await start(leila, 'everything', 'Axolotl counting');
  const stays = await start(leila, 'everything', 'All the rest');
  const elsewhere = await start(anjali, 'surveys', 'Not from here');
  const at = '/c/mel/r/everything/split';
  const form = { name: 'Axolotls', visibility: 'members', type: 'interest', content: [`discussions:${goes}`, `discussions:${elsewhere}`], people: [leila.personId, world.as('tomasi').personId], leave: 'yes' };
  const none = await anjali.post(at, { ...form, content: [], people: [] });
  expect([none.statusCode, none.body.includes('Choose something, or somebody')]).toEqual([422, true]);
  const preview = text((await anjali.post(at, form)).body);
  for (const words of ['One discussion goes there', 'One member goes there and leaves Everything']) expect(preview).toContain(words);
  expect(await counts('everything')).toEqual({ members: 3, discussions: 2 });
  expect((await leila.post(at, { ...form, confirm: 'yes' })).statusCode).toBe(403);
  expect((await anjali.post(at, { ...form, confirm: 'yes' })).headers.location).toBe('/c/mel/r/axolotls');

  expect(await counts('axolotls')).toEqual({ members: 2, discussions: 1 });
  expect(await counts('everything')).toEqual({ members: 2, discussions: 1 });
  expect((await leila.get(`/c/mel/r/everything/discussions/${goes}`)).headers.location).toContain('/c/mel/r/axolotls/discussions/');
  expect((await leila.get(`/c/mel/discussions/${stays}`)).headers.location).toContain('/c/mel/r/everything/');
  expect((await leila.get(`/c/mel/discussions/${elsewhere}`)).headers.location).toContain('/c/mel/r/surveys/');
  await world.work();
  expect((await leila.get('/api/v1/communities/mel/search?q=axolotl&in=axolotls')).body).toContain('Axolotl counting');
  expect(old.id).toBeGreaterThan(0);
});
