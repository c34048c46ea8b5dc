import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let anjali: Client;
let home: string;
let discussion: string;
const WORDS = /Whistle|whistle|zanzibarite/;

beforeAll(async () => {
  world = await makeWorld();
  anjali = world.as('anjali');
  // Leila opens the room: Anjali, who runs community and host, is not in it.
  await anjali.post('/c/mel/members/role', { person: world.as('leila').personId, role: 'facilitator' });
  home = (await world.as('leila').post('/c/mel/rooms', { name: 'Whistleblowers', slug: 'whistle', visibility: 'secret', purpose: 'Whistle safely' })).headers.location!;
  const started = await world.as('leila').post(`${home}/discussions`, { title: 'The whistle case', body: 'zanzibarite', tags: 'whistle-tag' });
  discussion = /discussions\/(\d+)/.exec(started.headers.location!)![1]!;
  await world.work();
  await read();
});
afterAll(() => world.close());

/** Takes the message that is left for the next page. */
const read = () => anjali.get('/c/mel');

it('has an address that nobody can guess, and is there for its members', async () => {
  expect(home).toMatch(/^\/c\/mel\/r\/whistle-[a-z2-9]{6}$/);
  expect((await world.as('leila').get(home)).body).toContain('Whistle safely');
  expect((await world.as('leila').get('/c/mel/rooms')).body).toContain('Whistleblowers');
  expect((await world.as('leila').get('/c/mel/search?q=zanzibarite')).body).toContain('The whistle case');
});

it('answers everybody else exactly as if it were missing', async () => {
  for (const client of [anjali, world.as('tomasi'), world.as('stranger'), world.anonymous])
    for (const path of ['', '/about', '/members', '/discussions', '/settings', '/state', '/merge', '/split', '/log', '/discussions.atom']) {
      const hidden = await client.get(home + path);
      const missing = await client.get(`/c/mel/r/nowhere-abcdef${path}`);
      expect([hidden.statusCode, hidden.body.replaceAll(home.split('/').pop()!, 'nowhere-abcdef')], path).toEqual([404, missing.body]);
    }
  const slug = home.split('/').pop()!;
  for (const path of [`/rooms/${slug}`, `/discussions?room=${slug}`, `/discussions/${discussion}`, `/posts/${discussion}`])
    expect((await anjali.get(`/api/v1/communities/mel${path}`)).statusCode, path).toBe(404);
});

it('leaves no word of itself on any page of others', async () => {
  const pages = ['', '/rooms', '/rooms/requests', '/discussions', '/discussions.atom', '/members', '/about', '/log', '/search?q=zanzibarite', '/search?q=whistle', '/search?q=zanzibarlte', '/search/suggest?q=whistle', '/roles', '/what-we-use'].map((path) => `/c/mel${path}`);
  const others = ['/', '/people/leila', '/admin', '/admin/jobs', '/me/settings', '/api/v1/communities', '/api/v1/communities/mel', '/api/v1/communities/mel/rooms', '/api/v1/communities/mel/discussions', '/api/v1/communities/mel/search?q=zanzibarite'];
  const [, mine] = /discussions\/(\d+)/.exec((await anjali.post('/c/mel/discussions', { title: 'Mine', body: 'To be moved' })).headers.location!)!;
  const steering = [`/c/mel/discussions/${mine}/move`, '/c/mel/r/surveys/merge', '/c/mel/r/surveys/split'];
  for (const path of [...pages, ...others, ...steering]) {
    const answer = await anjali.get(path);
    expect(answer.statusCode, path).toBeLessThan(400);
    expect(answer.body.replace(/(q=|value="|<title>|for )[^<"&]*/g, ''), path).not.toMatch(WORDS);
  }
});

it('is in no count of others', async () => {
  const counted = async (client: Client) => (await client.get('/api/v1/communities/mel/discussions')).json<{ discussions: { title: string }[] }>().discussions.length;
  expect(await counted(world.as('leila'))).toBe((await counted(anjali)) + 1);
  const total = async (client: Client) => Number(/<h1>[^]*?(\d+) discussion/.exec((await client.get('/c/mel/about')).body)?.[1] ?? 0);
  expect(await total(world.as('leila'))).toBe(await total(anjali));
});

it('lets in members of the community by name, and tells them', async () => {
  const add = (client: Client, handles: string) => client.post(`${home}/members/add`, { handles });
  const wrong = await add(world.as('leila'), 'pavel, stranger');
  expect([wrong.statusCode, wrong.body.includes('No member of the community is called stranger'), wrong.body.includes('pavel, stranger')]).toEqual([422, true, true]);
  expect((await world.as('pavel').get(home)).statusCode).toBe(404);
  expect((await add(anjali, 'anjali')).statusCode).toBe(404);
  expect((await add(world.as('leila'), '@pavel')).statusCode).toBe(303);
  expect((await world.as('pavel').get(home)).statusCode).toBe(200);
  expect((await add(world.as('pavel'), 'tomasi')).statusCode).toBe(403);
  await world.work();
  expect((await world.mails()).filter(({ subject }) => subject.includes('Whistleblowers')).map(({ to }) => to)).toEqual(['pavel@example.org']);
});

it('is in nobody’s way: its address and name can be had by others, who learn nothing', async () => {
  const made = await anjali.post('/c/mel/rooms', { name: 'Whistleblowers', slug: 'whistle' });
  expect(made.headers.location).toBe('/c/mel/r/whistle');
  expect((await world.as('leila').get(home)).statusCode).toBe(200);
  // A room that becomes secret takes an address that nobody knew; the one that everybody knew is missing.
  const hide = (client: Client) => client.send({ method: 'PUT', url: '/api/v1/communities/mel/rooms/whistle', payload: { name: 'Whistleblowers', visibility: 'secret' } });
  expect((await hide(world.as('leila'))).statusCode, 'who is not in it would not find it again').toBe(422);
  const { slug } = (await hide(anjali)).json<{ slug: string }>();
  expect(slug).toMatch(/^whistle-[a-z2-9]{6}$/);
  expect((await world.as('tomasi').get('/c/mel/r/whistle')).statusCode).toBe(404);
  expect((await world.as('leila').get('/c/mel/r/whistle')).statusCode).toBe(404);
});

it('cannot be merged into, moved to or asked for by those who do not know of it', async () => {
  const leila = await world.ctx('leila');
  await read();
  const secret = [...leila.viewer.roles.keys()];
  const form = await anjali.post('/c/mel/r/surveys/merge', { into: Math.max(...secret) });
  expect(form.statusCode).toBe(422);
  const nothing = await anjali.post('/c/mel/r/surveys/merge', { into: 999_999 });
  expect(form.body.replaceAll(/\d+/g, '')).toBe(nothing.body.replaceAll(/\d+/g, ''));
});
