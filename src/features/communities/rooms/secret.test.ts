import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let anjali: Client;
let home: string;
let discussion: string;
/** In lower case it may be what was asked for. */
const WORDS = /Whistle|zanzibarite/;

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

it('is missing by every id and file of it, for whatever stranger; even whoever runs another room', async () => {
  const leila = world.as('leila');
  await anjali.post('/c/mel/r/surveys/members/role', { person: world.as('pavel').personId, role: 'facilitator' });
  const form = new FormData();
  for (const [name, value] of [['title', 'With a whistle'], ['body', 'zanzibarite']]) form.append(name!, value!);
  form.append('files', new Blob(['whistle file'], { type: 'text/plain' }), 'whistle.txt');
  const encoded = new Response(form);
  const sent = await leila.send({ method: 'POST', url: `${home}/discussions`, headers: { 'content-type': encoded.headers.get('content-type')! }, payload: Buffer.from(await encoded.arrayBuffer()) });
  const file = /href="([^"]+\/files\/[^"]+)"/.exec((await leila.get(sent.headers.location!)).body)![1]!;
  const news = (await leila.post(`${home}/news`, { do: 'publish', type: 'news', title: 'Whistle news', summary: 'zanzibarite', body: 'zanzibarite', language: 'en' })).headers.location!;
  const letter = (await leila.post(`${home}/newsletters`, { title: 'Whistle letter', template: 'digest' })).headers.location;
  await leila.post(`${home}/contact`, { name: 'Leila', address: 'leila@example.org', subject: 'whistle', body: 'zanzibarite' });
  await world.work();
  expect((await leila.get(file)).body).toBe('whistle file');
  const newsId = /news\/(\d+)/.exec(news)![1]!;
  const inRoom = [file, `${home}/discussions/${discussion}`, `${home}/discussions/posts/${discussion}`, `${home}/discussions/${discussion}.atom`, `${home}/discussions/live`, `${home}/discussions/${discussion}/live`, `${home}/news`, `${home}/news.atom`, `${home}/news/${newsId}`, `${home}/newsletters.atom`, ...(letter ? [letter] : []), `${home}/contact`, `${home}/share`, `${home}/shares`, `${home}/search?q=whistle`, `${home}/who-can-help?q=whistle`, `${home}/work`, `${home}/move`, `${home}/event.ics`, `${home}/members/print`];
  const byId = [file.replace(home, '/c/mel'), ...['', '/live', '/follow', '.atom'].map((end) => `/c/mel/discussions/${discussion}${end}`), `/c/mel/discussions/posts/${discussion}`, `/c/mel/news/${newsId}`, `/c/mel/news/${newsId}.md`, `/c/mel/r/surveys/discussions/${discussion}`, `/c/mel/report/${discussion}`, file.replace(home, '/c/mel/r/surveys')];
  for (const client of [world.anonymous, world.as('stranger'), world.as('tomasi'), world.as('pavel'), anjali])
    for (const path of [...inRoom, ...byId]) {
      const answer = await client.get(path);
      // Some ask whoever is not signed in to sign in first, whether there is anything or not.
      const missing = await client.get(path.replace(home, '/c/mel/r/nowhere').replaceAll(/\d+/g, '99999'));
      expect([answer.statusCode, WORDS.test(answer.body)], path).toEqual([missing.statusCode, false]);
      expect(missing.statusCode === 404 || answer.headers.location?.startsWith('/sign-in'), path).toBe(true);
    }
});

it('leaves no word of itself on any page of others', async () => {
  const pages = ['', '/rooms', '/rooms/requests', '/discussions', '/discussions.atom', '/members', '/about', '/log', '/search?q=zanzibarite', '/search?q=whistle', '/search?q=zanzibarlte', '/search/suggest?q=whistle', '/roles', '/what-we-use', '/who-can-help?q=whistle', '/news', '/news.atom', '/newsletters', '/newsletters.atom', '/work', '/moderation', '/moderation/log', '/contact/conversations', '/shares', '/members/mail', '/r/surveys/search?q=zanzibarite', '/news/archive', '/news/drafts', '/discussions/deleted', '/members/print', '/members/export'].map((path) => `/c/mel${path}`);
  const others = ['/', '/people/leila', '/admin', '/admin/jobs', '/me/settings', '/me', '/me/inbox', '/me/bookmarks', '/me/settings/notifications', '/people/leila', '/api/v1/communities', '/api/v1/communities/mel', '/api/v1/communities/mel/rooms', '/api/v1/communities/mel/discussions', '/api/v1/communities/mel/search?q=zanzibarite'];
  const [, mine] = /discussions\/(\d+)/.exec((await anjali.post('/c/mel/discussions', { title: 'Mine', body: 'To be moved' })).headers.location!)!;
  const steering = [`/c/mel/discussions/${mine}/move`, '/c/mel/r/surveys/merge', '/c/mel/r/surveys/split'];
  for (const path of [...pages, ...others, ...steering]) {
    const answer = await anjali.get(path);
    expect(answer.statusCode, path).toBeLessThan(400);
    expect(WORDS.exec(answer.body.replace(/(q=|q%3D|value="|<title>|for )[^<"&]*/g, '')), path).toBeNull();
  }
});

it('is in no count of others', async () => {
  const counted = async (client: Client) => (await client.get('/api/v1/communities/mel/discussions')).json<{ discussions: { title: string }[] }>().discussions.length;
  expect(await counted(world.as('leila'))).toBe((await counted(anjali)) + 2);
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
  expect((await world.mails()).filter(({ subject }) => subject.includes('You are in the room Whistleblowers')).map(({ to }) => to)).toEqual(['pavel@example.org']);
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
