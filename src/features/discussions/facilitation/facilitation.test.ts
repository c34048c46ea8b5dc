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

/** What is kept in counts and numbers must be what a count of the rows finds. */
async function consistent(): Promise<void> {
  const { db } = world.services.database;
  const posts = await db.selectFrom('posts').selectAll().orderBy('discussion_id').orderBy('number').execute();
  const states = await db.selectFrom('item_states').selectAll().where('state', '=', 'deleted').execute();
  const gone = new Set(states.map((state) => state.item_id));
  const people = await db.selectFrom('discussion_people').selectAll().execute();
  const discussions = await db.selectFrom('discussions').selectAll().execute();
  for (const discussion of discussions) {
    const own = posts.filter((post) => post.discussion_id === discussion.item_id);
    const authors = new Set(own.map((post) => post.author_id));
    const last = own.at(-1)!;
    expect(own.map((post) => post.number), `numbers of ${discussion.item_id}`).toEqual(own.map((_, index) => index + 1));
    expect(own[0]!.item_id).toBe(discussion.item_id);
    expect(discussion).toMatchObject({ post_count: own.length, people_count: authors.size, last_item_id: last.item_id, last_post_at: last.created_at });
    expect(people.filter((row) => row.discussion_id === discussion.item_id).reduce((sum, row) => sum + row.post_count, 0)).toBe(own.length);
    if (discussion.answer_id !== null) expect(own.map((post) => post.item_id)).toContain(discussion.answer_id);
  }
  const kept = discussions.filter((discussion) => !gone.has(discussion.item_id));
  for (const space of await db.selectFrom('spaces').selectAll().execute()) {
    const here = kept.filter((discussion) => discussion.space_id === space.id).map((discussion) => discussion.item_id);
    const read = posts.filter((post) => here.includes(post.discussion_id) && !gone.has(post.item_id));
    expect(space, space.name).toMatchObject({ discussion_count: here.length, post_count: read.length });
  }
  for (const item of await db.selectFrom('items').selectAll().where('kind', 'in', ['reply', 'discussion']).execute()) {
    const post = posts.find((p) => p.item_id === item.id)!;
    const home = discussions.find((d) => d.item_id === post.discussion_id)!;
    expect(item).toMatchObject({ space_id: home.space_id, parent_id: item.kind === 'reply' ? home.item_id : null });
  }
}

const remove = (post: number) => world.as('anjali').post(`/c/mel/discussions/posts/${post}/delete`);

async function readUpTo(name: 'tomasi' | 'pavel', discussion: string | number): Promise<number | undefined> {
  const id = typeof discussion === 'number' ? discussion : Number(/discussions\/(\d+)/.exec(discussion)![1]);
  const marks = world.services.database.db.selectFrom('read_marks').select('number').where('discussion_id', '=', id);
  return (await marks.where('person_id', '=', world.as(name).personId).executeTakeFirst())?.number;
}

it('keeps what everyone read when posts are split off and put together again', async () => {
  const at = await thread('Read by Pavel', ['stays', 'goes', 'stays too']);
  await world.as('pavel').get(at);
  world.pass(1000);
  await world.as('leila').post(`${at}/reply`, { body: 'goes, unread' });
  const [, , goes, , unread] = await posts(at);
  const done = await world.as('anjali').post(`${at}/split`, { title: 'The rest', posts: [goes, unread] });
  const made = done.headers.location!;
  expect([await readUpTo('pavel', at), await readUpTo('pavel', made)]).toEqual([3, 1]);
  await consistent();
  await world.as('anjali').post(`${made}/merge`, { into: `http://copse.test${at}?page=1#post-7` });
  expect(await readUpTo('pavel', at)).toBe(4);
  expect(await readUpTo('pavel', made)).toBeUndefined();
  await consistent();
});

it('keeps counts right however posts are deleted, moved and brought back', async () => {
  const at = await thread('Counted', ['one', 'two', 'three']);
  const [opening, one, two] = await posts(at);
  await remove(one!);
  await consistent();
  expect((await world.as('anjali').post(`${at}/split`, { title: 'Ghosts', posts: [one] })).statusCode).toBe(422);
  expect((await world.as('anjali').get(`${at}/split`)).body).not.toContain('one</small>');
  const split = await world.as('anjali').post(`${at}/split`, { title: 'Two alone', posts: [one, two] });
  expect(split.headers.location).toContain(`/${two}-two-alone`);
  await consistent();
  const { spaces } = await world.place('anjali');
  const surveys = spaces.find((space) => space.slug === 'surveys')!;
  await world.as('anjali').post(`${at}/move`, { space: surveys.id });
  await consistent();
  const list = '/c/mel/r/surveys/discussions';
  expect((await remove(opening!)).headers.location).toBe(list);
  await consistent();
  expect((await world.as('tomasi').get(`${list}/${opening}`)).statusCode).toBe(404);
  expect((await world.as('leila').get(`${list}/deleted`)).statusCode).toBe(403);
  expect((await world.as('anjali').get(`${list}/deleted`)).body).toContain('Counted');
  expect((await world.as('leila').post(`${list}/${opening}/restore`)).statusCode).toBe(403);
  expect((await world.as('anjali').post(`${list}/${opening}/restore`)).statusCode).toBe(303);
  expect((await world.as('tomasi').get(`${list}/${opening}-counted`)).statusCode).toBe(200);
  await world.as('anjali').post(`/c/mel/discussions/posts/${one}/restore`);
  await consistent();
});

it('merges what others wrote by its time, with follows and tags, and drops what was only the other’s', async () => {
  const at = await thread('Into', ['early', 'late']);
  const question = await world.as('tomasi').post('/c/mel/discussions', { title: 'From', body: 'What?', type: 'question', tags: 'panels' });
  const from = question.headers.location!;
  await world.as('leila').post(`${from}/reply`, { body: 'The answer' });
  const [opening, answer] = await posts(from);
  await world.as('anjali').post(`/c/mel/discussions/posts/${answer}/accept`);
  await world.as('anjali').post(`${from}/state`, { do: 'pin' });
  await world.as('pavel').post(`${from}/follow`, { level: 'follow' });
  expect((await world.as('anjali').post(`${from}/merge`, { into: from })).body).toContain('That is this same discussion.');
  for (const wrong of ['', 'nonsense', '999999', '/c/mel/discussions/999999-x', 'https://copse.test/members'])
    expect((await world.as('anjali').post(`${from}/merge`, { into: wrong })).statusCode, wrong).toBe(422);
  expect((await world.as('tomasi').post(`${from}/merge`, { into: at })).statusCode).toBe(403);
  expect((await world.as('anjali').post(`${from}/merge`, { into: at })).statusCode).toBe(303);
  expect((await posts(at)).slice(-2)).toEqual([opening, answer]);
  const page = (await world.as('pavel').get(at)).body;
  expect(page).toContain('panels');
  expect(page).toContain('Following');
  expect(page).not.toContain('The answer is by');
  const states = await world.services.database.db.selectFrom('item_states').select('state').where('item_id', '=', opening!).execute();
  expect(states).toEqual([]);
  await consistent();
});

it('no longer calls a post the answer once it stands elsewhere', async () => {
  const at = await thread('Answered', ['first', 'second'], 'question');
  const [opening, first, second] = await posts(at);
  const accept = (post: number, what = 'accept') => world.as('tomasi').post(`/c/mel/discussions/posts/${post}/${what}`);
  expect((await accept(opening!)).statusCode).toBe(409);
  await accept(second!);
  await accept(first!, 'unaccept');
  expect((await world.anonymous.get(at)).body).toContain('The answer is by');
  await world.as('anjali').post(`${at}/split`, { title: 'Elsewhere', posts: [second] });
  expect((await world.anonymous.get(at)).body).not.toContain('The answer is by');
  await accept(first!);
  await world.as('leila').post(`/c/mel/discussions/posts/${first}/delete`);
  expect((await world.anonymous.get(at)).body).not.toContain('The answer is by');
  const conversation = await thread('No question', ['reply']);
  expect((await accept((await posts(conversation))[1]!)).statusCode).toBe(403);
});

it('loses no reply that comes while posts are rearranged', async () => {
  const at = await thread('Busy', ['a', 'b', 'c']);
  const other = await thread('Other', ['d']);
  const [, , b] = await posts(at);
  const replies = () => Array.from({ length: 6 }, (_, n) => world.as('leila').post(`${at}/reply`, { body: `Reply ${n}` }));
  const answers = await Promise.all([...replies(), world.as('anjali').post(`${at}/split`, { title: 'Part', posts: [b] }), ...replies()]);
  expect(answers.map((answer) => answer.statusCode)).toEqual(answers.map(() => 303));
  await consistent();
  const merged = await Promise.all([...replies(), world.as('anjali').post(`${at}/merge`, { into: other }), world.as('anjali').post(`${other}/merge`, { into: at }), ...replies()]);
  expect(merged.filter((answer) => answer.statusCode >= 500)).toEqual([]);
  await consistent();
});
