import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let asked: string;
let told: string;

beforeAll(async () => {
  world = await makeWorld();
  asked = await started('leila', 'Leila asks');
  told = await started('tomasi', 'Tomasi tells');
});
beforeEach(() => world.pass(1000));
afterAll(() => world.close());

async function started(name: 'leila' | 'tomasi', title: string, room = ''): Promise<string> {
  world.pass(1000);
  return (await world.as(name).post(`/c/mel${room}/discussions`, { title, body: 'About it' })).headers.location!;
}

/** The titles in a list, in order. */
async function titles(client: Client, search: string, list = '/c/mel/discussions'): Promise<string[]> {
  const page = await client.get(`${list}${search}`);
  expect(page.statusCode, page.body).toBe(200);
  return [...page.body.matchAll(/<article class="row.*?<a href="[^"]+">([^<]+)<\/a><\/h2>/gs)].map((m) => m[1]!);
}

it('lists the latest for everyone, and what is one’s own only to those signed in', async () => {
  expect(await titles(world.anonymous, '')).toEqual(['Tomasi tells', 'Leila asks']);
  const { body } = await world.anonymous.get('/c/mel/discussions');
  for (const own of ['unread', 'following', 'mine']) {
    expect(body).not.toContain(`?show=${own}`);
    const asked = await world.anonymous.get(`/c/mel/discussions?show=${own}`);
    expect(asked.headers.location).toBe(`/sign-in?back=${encodeURIComponent(`/c/mel/discussions?show=${own}`)}`);
  }
  expect((await world.as('leila').get('/c/mel/discussions')).body).toContain('?show=unread');
});

it('lists what one wrote in, and what one follows', async () => {
  expect(await titles(world.as('leila'), '?show=mine')).toEqual(['Leila asks']);
  await world.as('leila').post(`${told}/reply`, { body: 'Me too' });
  expect(await titles(world.as('leila'), '?show=mine')).toEqual(['Tomasi tells', 'Leila asks']);
  expect(await titles(world.as('pavel'), '?show=following')).toEqual([]);
  await world.as('pavel').post(`${asked}/follow`, { level: 'follow' });
  expect(await titles(world.as('pavel'), '?show=following')).toEqual(['Leila asks']);
  expect(await titles(world.as('pavel'), '?show=mine')).toEqual([]);
});

it('lists what has new replies since one was there, until they are read or muted', async () => {
  const unread = () => titles(world.as('tomasi'), '?show=unread');
  await world.as('tomasi').get(told);
  await world.as('tomasi').get(asked);
  expect(await unread()).toEqual([]);
  world.pass(1000);
  await world.as('leila').post(`${told}/reply`, { body: 'One' });
  world.pass(1000);
  await world.as('leila').post(`${asked}/reply`, { body: 'Two' });
  expect(await unread()).toEqual(['Leila asks', 'Tomasi tells']);
  await world.as('tomasi').get(told);
  expect(await unread()).toEqual(['Leila asks']);
  await world.as('tomasi').post(`${asked}/follow`, { level: 'mute' });
  expect(await unread()).toEqual([]);
});

it('leads on to older ones with the filter kept', async () => {
  const leila = world.as('leila');
  for (let n = 0; n < 31; n += 1) await started('leila', `Number ${n}`, '/r/surveys');
  const list = '/c/mel/r/surveys/discussions';
  const first = await leila.get(`${list}?show=mine`);
  const older = /href="(\?show=mine&amp;before=[^"]+)"/.exec(first.body)![1]!.replaceAll('&amp;', '&');
  expect(await titles(leila, '?show=mine', list)).toHaveLength(30);
  expect(await titles(leila, older, list)).toEqual(['Number 0']);
});
