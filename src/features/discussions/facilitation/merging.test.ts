import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
const started = new Map<string, string>();

async function start(at: string, title: string, tags = ''): Promise<void> {
  const answer = await world.as('anjali').post(`${at}/discussions`, { title, body: 'Text', tags });
  started.set(title, answer.headers.location!);
}

beforeAll(async () => {
  world = await makeWorld();
  await world.as('pavel').post('/c/mel/r/surveys/join');
  await world.as('anjali').post('/c/mel/r/surveys/members/role', { person: world.as('pavel').personId, role: 'facilitator' });
  await start('/c/mel', 'Phone panels after the floods', 'Panels, Floods');
  await start('/c/mel', 'A newsletter for donors');
  await start('/c/mel', 'Sampling by satellite', 'Panels');
  await start('/c/mel', 'Floods and phone surveys', 'Panels, Floods');
  await start('/c/mel', 'Panels of phones');
  await start('/c/mel/r/surveys', 'Panels in the room');
  await start('/c/mel/r/surveys', 'Panels by phone in the room', 'Panels');
  await world.work();
});
afterAll(() => world.close());

const idOf = (title: string) => /discussions\/(\d+)/.exec(started.get(title)!)![1]!;

/** The titles offered, and which is chosen. */
async function offered(who: 'anjali' | 'pavel', title: string, asked?: string) {
  const { body } = await world.as(who).get(`${started.get(title)!}/merge${asked === undefined ? '' : `?q=${encodeURIComponent(asked)}`}`);
  const rows = [...body.matchAll(/<input type="radio"([^>]*)>\s*<label[^>]*><span[^>]*>(.*?)<\/span>/g)];
  return { titles: rows.map((row) => row[2]), chosen: rows.filter((row) => row[1]!.includes('checked')).map((row) => row[2]) };
}

it('offers what has the words and tags of a discussion, the likeliest first, and nothing else', async () => {
  const { titles, chosen } = await offered('anjali', 'Phone panels after the floods');
  expect(titles[0]).toBe('Floods and phone surveys');
  expect(titles.toSorted()).toEqual(['Floods and phone surveys', 'Panels by phone in the room', 'Panels in the room', 'Panels of phones', 'Sampling by satellite']);
  expect(chosen).toEqual([]);
});

it('finds by words and by address, where one facilitates', async () => {
  const from = 'Phone panels after the floods';
  expect((await offered('anjali', from, 'donor newsl')).titles).toEqual(['A newsletter for donors']);
  for (const address of [`https://copse.test${started.get('A newsletter for donors')}?page=2#post-1`, idOf('A newsletter for donors')])
    expect(await offered('anjali', from, address)).toEqual({ titles: ['A newsletter for donors'], chosen: ['A newsletter for donors'] });
  for (const nothing of ['xylophone', started.get(from)!, '/c/mel/discussions/999999']) expect((await offered('anjali', from, nothing)).titles, nothing).toEqual([]);
});

it('keeps the facilitators of a room to it', async () => {
  const from = 'Panels in the room';
  expect((await offered('pavel', from)).titles).toEqual(['Panels by phone in the room']);
  for (const asked of ['phone', 'floods', started.get('A newsletter for donors')!]) expect((await offered('pavel', from, asked)).titles, asked).not.toContain('A newsletter for donors');
  expect((await offered('pavel', from, 'floods')).titles).toEqual([]);
  const outside = await world.as('pavel').post(`${started.get(from)!}/merge`, { into: idOf('A newsletter for donors') });
  expect([outside.statusCode, outside.body.includes('Choose a discussion')]).toEqual([422, true]);
});

it('asks again for a choice with what was found, and merges into what is chosen', async () => {
  const from = started.get('Panels in the room')!;
  const none = await world.as('pavel').post(`${from}/merge`, { q: 'phone' });
  expect(none.statusCode).toBe(422);
  expect(none.body).toContain('Choose a discussion, or paste its address above.');
  expect(none.body).toContain('value="phone"');
  expect(none.body).toContain('Panels by phone in the room');
  const done = await world.as('pavel').post(`${from}/merge`, { q: 'phone', into: idOf('Panels by phone in the room') });
  expect([done.statusCode, done.headers.location]).toEqual([303, started.get('Panels by phone in the room')]);
  expect((await world.as('anjali').get(from)).headers.location).toContain('panels-by-phone-in-the-room');
  await world.as('anjali').post(`/c/mel/discussions/posts/${idOf('Sampling by satellite')}/delete`);
  expect((await offered('anjali', 'Phone panels after the floods')).titles.toSorted()).toEqual(['Floods and phone surveys', 'Panels by phone in the room', 'Panels of phones']);
});
