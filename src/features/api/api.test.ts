import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InjectOptions } from 'fastify';
import { createToken } from '../people/index.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
const tokens = new Map<string, string>();
beforeAll(async () => {
  world = await makeWorld();
  for (const name of ['anjali', 'tomasi', 'leila'] as const) tokens.set(name, await createToken(await world.ctx(name), { name: 'test', scope: 'write', days: null }));
  tokens.set('reader', await createToken(await world.ctx('tomasi'), { name: 'test', scope: 'read', days: null }));
});
afterAll(() => world.close());

/** A program: a token, JSON, no cookies. Every answer is held against the published description. */
async function call(who: Cast | 'reader' | null, method: InjectOptions['method'], path: string, body?: object, headers: Record<string, string> = {}) {
  const authorization = who && { authorization: `Bearer ${tokens.get(who)}` };
  const answer = await world.app.inject({ method: method!, url: `/api/v1${path}`, headers: { ...authorization, ...headers }, ...(body && { payload: body }) });
  const data = answer.body ? (answer.json() as Record<string, never>) : null;
  await agrees(method!, path, answer.statusCode, data);
  return { status: answer.statusCode, data: data as any, headers: answer.headers };
}

/** Finds the operation of a request in the description, and checks the answer's fields against it. */
async function agrees(method: string, path: string, status: number, data: unknown): Promise<void> {
  const { paths, components } = (await world.app.inject('/api/v1/openapi.json')).json() as any;
  const wanted = path.split('?')[0]!.split('/');
  const fits = (template: string) => {
    const parts = template.split('/');
    return parts.length === wanted.length && parts.every((part, index) => part.startsWith('{') || part === wanted[index]);
  };
  const template = Object.keys(paths).find((candidate) => fits(candidate) && paths[candidate][method.toLowerCase()])!;
  expect(template, `${method} ${path} is not described`).toBeDefined();
  const { responses } = paths[template][method.toLowerCase()];
  const response = responses[status] ?? responses.default;
  if (status >= 400) return conforms(data, components.schemas.Error, path);
  expect(responses[status], `${method} ${path} answered ${status}`).toBeDefined();
  const schema = response.content?.['application/json']?.schema;
  if (schema) conforms(data, schema, path);
  else expect(data).toBeNull();
}

function conforms(value: any, schema: any, at: string): void {
  if (schema.anyOf) return expect(schema.anyOf.some((one: any) => (one.type === 'null') === (value === null)), at).toBe(true);
  if (schema.type === 'array') return void value.forEach((item: unknown, index: number) => conforms(item, schema.items, `${at}[${index}]`));
  if (schema.type !== 'object' || !schema.properties) return void expect(value, at).not.toBeUndefined();
  expect(Object.keys(value).sort(), at).toEqual(Object.keys(schema.properties).sort());
  for (const [name, inner] of Object.entries(schema.properties)) conforms(value[name], inner, `${at}.${name}`);
}

it('starts, replies, edits, reacts, accepts and deletes as the pages do', async () => {
  const { status, data } = await call('tomasi', 'POST', '/communities/mel/discussions', { type: 'question', title: 'By program', body: 'Does **it** work?', tags: 'API' });
  expect(status).toBe(201);
  const { id } = data.discussion;
  expect(data.discussion).toMatchObject({ title: 'By program', posts: 1, tags: [{ slug: 'api', name: 'API' }] });
  const reply = await call('leila', 'POST', `/communities/mel/discussions/${id}/posts`, { body: 'It does.' });
  const post = reply.data.post.id;
  expect(reply.data.post).toMatchObject({ number: 2, via: 'api', body: 'It does.' });
  expect((await call('leila', 'PATCH', `/communities/mel/posts/${post}`, { body: 'It does now.' })).data.post.edited_at).not.toBeNull();
  expect((await call('tomasi', 'PUT', `/communities/mel/posts/${post}/reactions/thanks`)).status).toBe(204);
  expect((await call('tomasi', 'PUT', `/communities/mel/posts/${post}/accepted`)).status).toBe(204);
  expect((await call(null, 'GET', `/communities/mel/discussions/${id}`)).data.discussion.answer_id).toBe(post);
  expect((await call('tomasi', 'PUT', `/communities/mel/discussions/${id}/follow`, { level: 'mute' })).status).toBe(204);
  expect((await call('leila', 'DELETE', `/communities/mel/posts/${post}`)).status).toBe(204);
  const posts = (await call(null, 'GET', `/communities/mel/discussions/${id}/posts`)).data.posts;
  expect(posts[1]).toMatchObject({ deleted: true, html: '', body: null });
  expect((await call('anjali', 'PUT', `/communities/mel/discussions/${id}/closed`)).status).toBe(204);
  expect((await call('leila', 'POST', `/communities/mel/discussions/${id}/posts`, { body: 'late' })).status).toBe(409);
});

it('pages lists by links and does repeated sendings once', async () => {
  const send = () => call('tomasi', 'POST', '/communities/mel/discussions', { title: 'Once', body: 'x' }, { 'idempotency-key': 'k-1' });
  const [a, b] = await Promise.all([send(), send()]);
  expect(a.data.discussion.id).toBe(b.data.discussion.id);
  const first = await call(null, 'GET', '/communities/mel/discussions?limit=1');
  const next = /<\/api\/v1([^>]+)>; rel="next"/.exec(String(first.headers.link))![1]!;
  const second = await call(null, 'GET', next);
  expect(second.data.discussions[0].id).not.toBe(first.data.discussions[0].id);
});

it('refuses with a code, a text and the fields', async () => {
  const missing = await call('tomasi', 'POST', '/communities/mel/discussions', { body: 'no title' });
  expect(missing.status).toBe(422);
  expect(missing.data.error).toMatchObject({ code: 'invalid', fields: { title: expect.any(String) } });
  expect((await call(null, 'POST', '/communities/mel/discussions', { title: 'x', body: 'y' })).status).toBe(401);
  expect((await call('reader', 'POST', '/communities/mel/discussions', { title: 'x', body: 'y' })).status).toBe(403);
  expect((await call('reader', 'GET', '/me')).data.handle).toBe('tomasi');
  const wrong = await world.app.inject({ url: '/api/v1/me', headers: { authorization: 'Bearer copse_wrong' } });
  expect(wrong.statusCode).toBe(401);
  const malformed = await world.app.inject({ method: 'POST', url: '/api/v1/communities/mel/discussions', headers: { authorization: `Bearer ${tokens.get('tomasi')}`, 'content-type': 'application/json' }, payload: '{"title":' });
  expect([malformed.statusCode, malformed.json().error.code]).toEqual([400, 'malformed']);
});

it('answers for a private thing as for a missing one', async () => {
  const { data } = await call('anjali', 'POST', '/communities/mel/discussions?room=core', { title: 'Secret', body: 'secret' });
  const [secret, missing] = await Promise.all([data.discussion.id, 999_999].map((id) => call('tomasi', 'GET', `/communities/mel/discussions/${id}`)));
  expect(secret!.status).toBe(404);
  expect(secret!.data).toEqual(missing!.data);
  expect((await call('tomasi', 'GET', '/communities/mel')).data.rooms.map((room: any) => room.slug)).toEqual(['surveys']);
  expect((await call('tomasi', 'GET', `/communities/mel/posts/${data.discussion.id}`)).status).toBe(404);
  expect(JSON.stringify((await call('tomasi', 'GET', '/communities/mel/discussions')).data)).not.toContain('Secret');
});

it('searches, joins and leaves', async () => {
  await world.work();
  const { data } = await call(null, 'GET', '/communities/mel/search?q=program');
  expect(data).toMatchObject({ total: 1, results: [{ kind: 'discussion', title: 'By program' }] });
  expect((await call('leila', 'DELETE', '/communities/mel/membership')).status).toBe(204);
  expect((await call('leila', 'PUT', '/communities/mel/membership')).status).toBe(204);
  expect((await call(null, 'GET', '/communities/mel/members')).data.members[0].name).toBe('Leila');
  expect((await call('anjali', 'DELETE', '/communities/mel/membership')).status).toBe(409);
});
