import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

async function thread(title: string, replies: string[], type = 'conversation'): Promise<string> {
  const started = await world.as('tomasi').post('/c/mel/discussions', { title, body: `About ${title}`, type });
  for (const body of replies) await world.as('leila').post(`${started.headers.location}/reply`, { body });
  return started.headers.location!;
}

/** The ids of the posts on the first page of a discussion, in order. */
async function posts(at: string): Promise<number[]> {
  return [...(await world.anonymous.get(at)).body.matchAll(/<article class="post[^"]*" id="post-(\d+)"/g)].map((m) => Number(m[1]));
}

async function counts() {
  const rows = await world.services.database.db.selectFrom('discussions').select(['item_id', 'post_count', 'people_count']).execute();
  return new Map(rows.map((row) => [row.item_id, row]));
}

it('pins and closes for facilitators only', async () => {
  const at = await thread('Pinned', ['one']);
  expect((await world.as('leila').post(`${at}/state`, { do: 'close' })).statusCode).toBe(403);
  expect((await world.as('anjali').post(`${at}/state`, { do: 'close' })).statusCode).toBe(303);
  expect((await world.as('leila').post(`${at}/reply`, { body: 'too late, but kept' })).body).toContain('too late, but kept');
  expect((await world.as('leila').post(`${at}/reply`, { body: 'x' })).statusCode).toBe(409);
  await world.as('anjali').post(`${at}/state`, { do: 'pin' });
  expect((await world.anonymous.get('/c/mel/discussions')).body).toContain('Pinned: '.slice(0, 6));
});

it('lets the one who asked accept an answer', async () => {
  const at = await thread('A question', ['The answer'], 'question');
  const [, answer] = await posts(at);
  const accept = `/c/mel/discussions/posts/${answer}/accept`;
  expect((await world.as('pavel').post(accept)).statusCode).toBe(403);
  expect((await world.as('tomasi').post(accept)).statusCode).toBe(303);
  expect((await world.anonymous.get(at)).body).toContain('The answer is by Leila');
});

it('splits posts off, keeps numbers without gaps and leads from old addresses', async () => {
  const at = await thread('Mixed', ['stays', 'goes 1', 'goes 2', 'stays too']);
  const [, , first, second] = await posts(at);
  expect((await world.as('anjali').post(`${at}/split`, { title: 'Split off' })).statusCode).toBe(422);
  const done = await world.as('anjali').post(`${at}/split`, { title: 'Split off', posts: [first, second] });
  expect(done.headers.location).toContain(`/discussions/${first}-split-off`);
  expect(await posts(at)).toHaveLength(3);
  expect(await posts(done.headers.location!)).toEqual([first, second]);
  expect((await counts()).get(first!)).toMatchObject({ post_count: 2, people_count: 1 });
  const merged = await world.as('anjali').post(`${done.headers.location}/merge`, { into: at });
  expect(merged.statusCode, merged.body).toBe(303);
  expect(await posts(at)).toHaveLength(5);
  expect((await world.anonymous.get(done.headers.location!)).headers.location).toContain(`#post-${first}`);
});

it('moves a discussion into a room that others may not see', async () => {
  const at = await thread('Confidential', ['reply']);
  const { spaces } = await world.place('anjali');
  const core = spaces.find((space) => space.slug === 'core')!;
  expect((await world.as('tomasi').get(`${at}/move`)).statusCode).toBe(403);
  const moved = await world.as('anjali').post(`${at}/move`, { space: core.id });
  expect(moved.headers.location).toContain('/r/core/discussions/');
  const missing = await world.anonymous.get('/c/mel/discussions/999999');
  for (const client of [world.anonymous, world.as('tomasi')]) {
    const gone = await client.get(at);
    expect(gone.statusCode).toBe(404);
    expect((await client.get(moved.headers.location!)).statusCode).toBe(404);
    expect((await client.get('/c/mel/discussions')).body).not.toContain('Confidential');
  }
  const plain = (body: string, path: string) => body.replaceAll(path, '').replaceAll(encodeURIComponent(path), '');
  expect(plain((await world.anonymous.get(at)).body, at)).toBe(plain(missing.body, '/c/mel/discussions/999999'));
  const counted = (await world.place('anjali')).spaces.find((space) => space.id === core.id)!;
  expect(counted).toMatchObject({ discussion_count: 1, post_count: 2 });
});

it('counts a reaction once and takes it back', async () => {
  const at = await thread('Thanked', []);
  const [post] = await posts(at);
  const react = () => world.as('leila').post(`/c/mel/discussions/posts/${post}/react`, { kind: 'thanks' });
  await react();
  expect((await world.anonymous.get(at)).body).toMatch(/Thanks\s*<b>1<\/b>/);
  await react();
  expect((await world.anonymous.get(at)).body).not.toMatch(/Thanks\s*<b>/);
  expect((await world.as('stranger').post(`/c/mel/discussions/posts/${post}/react`, { kind: 'thanks' })).statusCode).toBe(403);
});

it('leaves a trace of a deleted reply, and brings it back', async () => {
  const at = await thread('Deleted', ['regretted']);
  const [, reply] = await posts(at);
  const path = `/c/mel/discussions/posts/${reply}`;
  expect((await world.as('pavel').post(`${path}/delete`)).statusCode).toBe(403);
  await world.as('leila').post(`${path}/delete`, { reason: 'wrong place' });
  const page = (await world.anonymous.get(at)).body;
  expect(page).not.toContain('regretted');
  expect(page).toContain('Leila deleted this post.');
  expect((await world.as('leila').post(`${path}/restore`)).statusCode).toBe(403);
  await world.as('anjali').post(`${path}/restore`);
  expect((await world.anonymous.get(at)).body).toContain('regretted');
});

it('keeps what a post was before it was edited', async () => {
  const at = await thread('Edited', []);
  const [post] = await posts(at);
  await world.as('tomasi').post(`/c/mel/discussions/posts/${post}/edit`, { title: 'Edited better', body: 'New words', type: 'conversation', tags: '' });
  const moved = await world.anonymous.get(at);
  expect(moved.headers.location).toContain('edited-better');
  expect((await world.anonymous.get(moved.headers.location!)).body).toContain('New words');
  expect((await world.anonymous.get(`/c/mel/discussions/posts/${post}/history`)).body).toContain('About Edited');
});
