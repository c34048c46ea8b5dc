import { afterAll, beforeAll, expect, it } from 'vitest';
import { routesOf } from '#test/routes.ts';
import { makeWorld, type World } from '#test/world.ts';
import { createCommunity } from '../../communities/index.ts';

let world: World;
let at: string;
let reply: number;

beforeAll(async () => {
  world = await makeWorld();
  at = (await world.as('tomasi').post('/c/mel/discussions', { title: 'Open', body: 'What do you do?', type: 'question' })).headers.location!;
  const answer = await world.as('leila').post(`${at}/reply`, { body: 'This' });
  reply = Number(/post-(\d+)/.exec(answer.headers.location!)![1]);
});
afterAll(() => world.close());

it('asks whoever is not signed in to do so, and changes nothing', async () => {
  const before = (await world.anonymous.get(at)).body;
  const posts = '/c/mel/discussions/posts';
  const writes = ['/c/mel/discussions', `${at}/reply`, `${at}/follow`, `${at}/state`, `${at}/split`, `${at}/merge`, `${posts}/${reply}/react`, `${posts}/${reply}/edit`, `${posts}/${reply}/delete`, `${posts}/${reply}/accept`];
  for (const path of writes) {
    const answer = await world.anonymous.post(path, { title: 'x', body: 'x', kind: 'thanks', level: 'follow', do: 'close', into: '1' });
    expect(answer.statusCode, path).toBe(401);
  }
  expect((await world.anonymous.get(`${posts}/${reply}/edit`)).headers.location).toMatch(/^\/sign-in\?back=/);
  expect((await world.anonymous.get(at)).body).toBe(before);
});

it('takes nothing from another site, at any address', async () => {
  // The answer of a SAML provider is a form that another site sends; it is proven by its signature.
  const unsafe = routesOf(world.app).filter(({ method, path }) => method !== 'GET' && path !== '/sign-in/with/:id/saml');
  expect(unsafe.length).toBeGreaterThan(50);
  const foreign = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': '', origin: 'https://evil.example' }, { 'sec-fetch-site': '', origin: 'null' }];
  for (const { method, path } of unsafe)
    for (const headers of foreign) {
      const url = path.replace(':community', 'mel').replace(':room', 'surveys').replace(/:\w+/g, '1').replace(/\*/g, 'x');
      const answer = await world.as('anjali').send({ method, url, headers });
      expect(answer.statusCode, `${method} ${path} ${JSON.stringify(headers)}`).toBe(403);
    }
});

it('answers for a community of members only as for one that is not there', async () => {
  const anjali = await world.ctx('anjali');
  await createCommunity(anjali, { name: 'Secret circle', slug: 'circle', tagline: 'x', visibility: 'members' });
  const title = 'What nobody else may know';
  const secret = (await world.as('anjali').post('/c/circle/discussions', { title, body: 'Hush' })).headers.location!;
  await world.as('tomasi').get(at); // Takes the message about what was published before.
  const same = (body: string, slug: string) => body.replaceAll(slug, ':community');
  const clients = [world.as('tomasi'), world.as('stranger'), world.anonymous];
  for (const path of ['', '/discussions', secret.replace('/c/circle', ''), '/discussions.atom', '/members', '/search?q=nobody', '/discussions/new'])
    for (const client of clients) {
      const answer = await client.get(`/c/circle${path}`);
      expect(answer.statusCode, path).toBe(404);
      expect(same(answer.body, 'circle')).toBe(same((await client.get(`/c/absent${path}`)).body, 'absent'));
      expect((await client.post(`/c/circle${path}`, { body: 'x' })).statusCode).toBe(404);
    }
  await expect(world.place('tomasi', 'circle')).rejects.toMatchObject({ status: 404 });
  const id = /discussions\/(\d+)/.exec(secret)![1];
  expect((await world.as('anjali').get(`/c/mel/discussions/${id}`)).statusCode).toBe(404);
});

it('shows again, with a word beside it, what is too long, empty or of no known kind', async () => {
  const wrong = [
    [{ title: 't'.repeat(201), body: 'kept' }, 'within 200 characters'],
    [{ title: 'kept', body: ' \n\t ' }, 'Write a few words first'],
    [{ title: '\u00a0 \n', body: 'kept' }, 'Give it a title'],
    [{ title: 'kept', body: 'x', type: 'poll' }, 'Choose question or conversation'],
    [{ title: 'kept', body: 'x', tags: 't,'.repeat(300) }, 'too long'],
  ] as const;
  for (const [form, text] of wrong) {
    const answer = await world.as('tomasi').post('/c/mel/discussions', form);
    expect(answer.statusCode, text).toBe(422);
    expect(answer.body.toLowerCase()).toContain(text.toLowerCase());
    expect(answer.body).toContain('kept');
  }
  const long = await world.as('tomasi').post(`${at}/reply`, { body: 'ä'.repeat(50_001) });
  expect([long.statusCode, long.body.includes('within 50,000 characters')]).toEqual([422, true]);
  expect((await world.as('tomasi').post(`${at}/reply`, { body: 'x'.repeat(3_000_000) })).statusCode).toBe(413);
  expect((await world.as('tomasi').post(`${at}/reply`, { body: 'x', reply_to: reply + 1000 })).statusCode).toBe(422);
  expect((await world.as('tomasi').post(`/c/mel/discussions/posts/${reply}/react`, { kind: 'hate' })).statusCode).toBe(422);
  expect((await world.as('anjali').post(`${at}/state`, { do: 'toString' })).statusCode).toBe(400);
});

it('knows no post or discussion by a malformed id, whoever asks', async () => {
  for (const id of ['abc', '-1', '0', '1e3', '0x10', '12.5', '99999999999999999999', '999999999999999', '%00', '1%00', '%F0%9F%8C%B1', "1'--", '..%2f1', '１'])
    for (const client of [world.anonymous, world.as('anjali')])
      for (const path of [`/${id}`, `/${id}/continue`, `/posts/${id}`, `/posts/${id}/history`]) {
        const { statusCode } = await client.get(`/c/mel/discussions${path}`);
        expect(statusCode, path).toBe(404);
      }
  for (const path of ['/c/%00', '/c/mel%00/discussions', '/c/mel/r/%00', '/people/%00', '/c/mel/discussions?tag=%00', '/c/mel/search?q=a%00b']) expect((await world.anonymous.get(path)).statusCode, path).toBe(404);
});

it('makes no fault of numbers beyond all bounds, and of characters that no text has', async () => {
  const odd = ['1e20', '-1e20', '99999999999999999999', 'NaN', '', '\0', 'a\0b', '\ud800', '[]', '1.1e3.5', '9007199254740993.1'];
  const leila = world.as('leila');
  for (const value of odd) {
    const text = value.includes('\0') ? '' : encodeURIComponent(value.toWellFormed());
    for (const name of ['page', 'post', 'reply', 'quote']) {
      const { statusCode } = await leila.get(`${at}?${name}=${text}${name === 'quote' ? '&reply=1e20' : ''}`);
      expect(statusCode, `${name}=${value}`).toBeLessThan(400);
    }
    for (const name of ['before', 'tag', 'show']) expect((await leila.get(`/c/mel/discussions?${name}=${text}`)).statusCode, `${name}=${value}`).toBe(200);
    expect((await leila.get(`/c/mel/search?q=${text}&tag=${text}&author=${text}`)).statusCode).toBe(200);
    for (const form of [{ title: value, body: 'x' }, { title: 'x', body: value }, { title: 'x', body: 'y', tags: value }, { title: 'x', body: 'y', once: value }, { title: 'x', body: 'y', attachments: value }])
      expect((await leila.post('/c/mel/discussions', form)).statusCode, JSON.stringify(form)).toBeLessThan(500);
    expect((await leila.post(`${at}/reply`, { body: '', reply_to: value })).statusCode, `reply_to ${value}`).toBe(422);
    expect((await leila.post(`${at}/read`, { number: value })).statusCode, `read ${value}`).toBe(204);
  }
});
