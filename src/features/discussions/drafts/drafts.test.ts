import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Cast, type World } from '#test/world.ts';
import { draftByKey } from './queries.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const DAY = 86_400_000;
const json = { 'content-type': 'application/json', accept: 'application/json' };

function save(name: Cast, key: string, fields: object, age = 0) {
  return world.as(name).send({ method: 'PUT', url: `/drafts/${key}`, headers: json, payload: JSON.stringify({ fields, age }) });
}

async function kept(name: Cast, key: string): Promise<string | undefined> {
  return (await draftByKey(world.services.database.db, world.as(name).personId!, key))?.fields;
}

async function discussion(): Promise<{ at: string; id: number }> {
  const answer = await world.as('tomasi').post('/c/mel/discussions', { title: 'For drafts', body: 'x', type: 'conversation' });
  const at = answer.headers.location!;
  return { at, id: Number(/discussions\/(\d+)/.exec(at)![1]) };
}

describe('a draft', () => {
  it('fills the form on any device, for its author alone, until the reply is published', async () => {
    const { at, id } = await discussion();
    expect((await save('leila', `reply:${id}`, { body: 'Half a thought' })).statusCode).toBe(204);
    const page = await world.as('leila').get(at);
    expect(page.body).toContain('>Half a thought</textarea>');
    expect(page.body).toContain(`/drafts/reply:${id}/discard`);
    expect((await world.as('pavel').get(at)).body).not.toContain('Half a thought');
    expect((await world.anonymous.get(at)).body).not.toContain('Half a thought');
    expect((await world.as('leila').post(`${at}/reply`, { body: 'A whole one' })).statusCode).toBe(303);
    expect(await kept('leila', `reply:${id}`)).toBeUndefined();
    expect((await world.as('leila').get(at)).body).not.toContain('Half a thought');
  });

  it('of a new discussion brings back title, tags and type, and goes when it is started', async () => {
    const { id } = (await world.place('pavel')).space;
    await save('pavel', `new:${id}`, { title: 'Unfinished title', body: 'b', tags: 'one, two', type: 'question' });
    const form = (await world.as('pavel').get('/c/mel/discussions/new')).body;
    expect(form).toContain('value="Unfinished title"');
    expect(form).toContain('value="one, two"');
    await world.as('pavel').post('/c/mel/discussions', { title: 'Finished', body: 'b', type: 'question' });
    expect(await kept('pavel', `new:${id}`)).toBeUndefined();
  });

  it('of an edit goes when it is saved', async () => {
    const { at, id } = await discussion();
    await save('tomasi', `edit:${id}`, { title: 'Better title', body: 'Better text' });
    const form = `${at.replace(/\/\d+-.*/, '')}/posts/${id}/edit`;
    expect((await world.as('tomasi').get(form)).body).toContain('>Better text</textarea>');
    await world.as('tomasi').post(form, { title: 'Best', body: 'Best', type: 'conversation' });
    expect(await kept('tomasi', `edit:${id}`)).toBeUndefined();
  });

  it('gives way to a newer one only', async () => {
    await save('leila', 'reply:1', { body: 'new' });
    expect((await save('leila', 'reply:1', { body: 'typed an hour ago, offline' }, 3_600_000)).statusCode).toBe(409);
    expect(await kept('leila', 'reply:1')).toContain('"new"');
    expect((await save('leila', 'reply:1', { body: 'newest' })).statusCode).toBe(204);
    expect(await kept('leila', 'reply:1')).toContain('"newest"');
  });

  it('is discarded by its button, also without script', async () => {
    await save('leila', 'reply:2', { body: 'no' });
    const answer = await world.as('leila').post('/drafts/reply:2/discard', { back: '/c/mel', body: 'no' });
    expect(answer.headers.location).toBe('/c/mel');
    expect(await kept('leila', 'reply:2')).toBeUndefined();
    expect((await world.as('leila').post('/drafts/reply:2/discard', { back: '//evil.example' })).headers.location).toBe('/');
    await save('leila', 'reply:2', { body: 'no' });
    expect((await world.as('leila').send({ method: 'DELETE', url: '/drafts/reply:2' })).statusCode).toBe(204);
    expect(await kept('leila', 'reply:2')).toBeUndefined();
  });

  it('is nothing for visitors, odd keys and odd fields', async () => {
    const send = (key: string, payload: unknown) =>
      world.as('leila').send({ method: 'PUT', url: `/drafts/${key}`, headers: json, payload: JSON.stringify(payload) });
    expect((await world.anonymous.send({ method: 'PUT', url: '/drafts/reply:1', headers: json, payload: '{}' })).statusCode).toBe(401);
    expect((await send('other:1', { fields: { body: 'x' } })).statusCode).toBe(404);
    expect((await send('reply:1', { fields: { body: 5 } })).statusCode).toBe(422);
    expect((await send('reply:1', { fields: { body: 'x'.repeat(200_000) } })).statusCode).toBe(422);
    expect((await send('reply:1', null)).statusCode).toBeGreaterThanOrEqual(400);
  });

  it('is forgotten after 90 days', async () => {
    await save('anjali', 'reply:3', { body: 'old' });
    world.pass(60 * DAY);
    await save('anjali', 'reply:4', { body: 'later' });
    await world.work();
    expect(await kept('anjali', 'reply:3')).toContain('old');
    world.pass(31 * DAY);
    await world.work();
    expect(await kept('anjali', 'reply:3')).toBeUndefined();
    expect(await kept('anjali', 'reply:4')).toContain('later');
  });
});

it('counts what a page keeps by itself apart from what its person sends', async () => {
  const limited = await makeWorld({ RATE_LIMIT: '1' });
  const put = (name: Cast) => limited.as(name).send({ method: 'PUT', url: '/drafts/reply:1', headers: json, payload: '{"fields":{"body":"x"}}' });
  let last = 204;
  for (let sent = 0; sent < 121; sent += 1) last = (await put('leila')).statusCode;
  expect(last).toBe(429);
  expect((await put('tomasi')).statusCode).toBe(204);
  expect((await limited.as('leila').post('/c/mel/discussions', { title: 'Still', body: 'writes', type: 'conversation' })).statusCode).toBe(303);
  await limited.close();
});
