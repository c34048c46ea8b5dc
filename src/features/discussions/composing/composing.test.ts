import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const preview = '/c/mel/discussions/preview';
const people = '/c/mel/discussions/people';

describe('the preview', () => {
  it('shows a text as it will look, made harmless', async () => {
    const answer = await world.as('tomasi').post(preview, { body: '**Bold** @leila <img src=x onerror=alert(1)>' });
    const { html } = answer.json<{ html: string }>();
    expect(html).toContain('<strong>Bold</strong>');
    expect(html).toContain('href="/people/leila"');
    expect(html).not.toContain('<img');
  });

  it('is for those who may write, and for texts of a post’s length', async () => {
    const json = { accept: 'application/json' };
    expect((await world.anonymous.post(preview, { body: 'x' }, json)).statusCode).toBe(401);
    expect((await world.as('stranger').post(preview, { body: 'x' })).statusCode).toBe(200);
    expect((await world.as('tomasi').post(preview, { body: 'x'.repeat(60_000) }, json)).statusCode).toBe(422);
    expect((await world.as('stranger').post('/c/mel/r/surveys/discussions/preview', { body: 'x' }, json)).statusCode).toBe(404);
  });
});

describe('whom one may mean', () => {
  const offered = async (path: string) => (await world.as('tomasi').get(path)).json<{ people: { handle: string }[] }>().people.map((p) => p.handle);

  it('offers members by the beginning of a name or handle', async () => {
    expect(await offered(`${people}?q=le`)).toEqual(['leila']);
    expect(await offered(`${people}?q=LEI`)).toEqual(['leila']);
    expect(await offered(`${people}?q=%25`)).toEqual([]);
    expect(await offered(`${people}?q=`)).toEqual([]);
    expect(await offered(`${people}?q=stran`)).toEqual([]);
  });

  it('offers in a room by invitation only those who are in it', async () => {
    const found = await world.as('anjali').get('/c/mel/r/core/discussions/people?q=a');
    expect(found.json<{ people: { handle: string }[] }>().people.map((p) => p.handle)).toEqual(['anjali']);
    expect((await world.as('tomasi').get('/c/mel/r/core/discussions/people?q=a')).statusCode).toBe(404);
  });

  it('names nobody to strangers', async () => {
    expect((await world.anonymous.get(`${people}?q=le`, { accept: 'application/json' })).statusCode).toBe(401);
    const { community } = await world.place('anjali');
    await world.changeSpace(community, { visibility: 'members' });
    expect((await world.as('stranger').get(`${people}?q=le`)).statusCode).toBe(404);
    expect((await world.anonymous.get(`${people}?q=le`)).statusCode).toBe(404);
    await world.changeSpace(community, { visibility: 'public' });
  });
});
