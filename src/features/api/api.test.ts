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

it('tells what a post was, to whom may read it, and nothing of a deleted one', async () => {
  const { id } = (await call('leila', 'POST', '/communities/mel/discussions', { title: 'Draft plan', body: 'First words' })).data.discussion;
  const path = `/communities/mel/posts/${id}`;
  expect((await call(null, 'GET', `${path}/history`)).data.revisions).toEqual([]);
  await call('leila', 'PATCH', path, { title: 'The plan', body: 'Second words' });
  const first = { number: 1, title: 'Draft plan', body: 'First words', replaced_at: expect.any(String), replaced_by: { name: 'Leila', handle: 'leila' } };
  expect((await call(null, 'GET', `${path}/history`)).data.revisions).toEqual([first]);
  const reply = (await call('tomasi', 'POST', `/communities/mel/discussions/${id}/posts`, { body: 'Secret slip' })).data.post.id;
  await call('tomasi', 'PATCH', `/communities/mel/posts/${reply}`, { body: 'Mended' });
  expect((await call('leila', 'GET', `/communities/mel/posts/${reply}/history`)).data.revisions[0]).toMatchObject({ title: null, body: 'Secret slip' });
  await call('tomasi', 'DELETE', `/communities/mel/posts/${reply}`);
  expect((await call('leila', 'GET', `/communities/mel/posts/${reply}/history`)).data.revisions).toEqual([]);
  await call('leila', 'DELETE', path);
  expect((await call('leila', 'GET', `${path}/history`)).status).toBe(404);
  expect((await call('anjali', 'GET', '/communities/mel/discussions')).data.discussions.map((one: any) => one.id)).not.toContain(id);
});

it('keeps how far each has read', async () => {
  const write = async (title: string) => (await call('tomasi', 'POST', '/communities/mel/discussions', { title, body: 'x' })).data.discussion.id as number;
  const [a, b] = [await write('Read a'), await write('Read b')];
  for (const id of [a, b]) for (const body of ['2', '3', '4']) await call('anjali', 'POST', `/communities/mel/discussions/${id}/posts`, { body });
  const unread = async (who: 'leila' | 'tomasi', more = '') => (await call(who, 'GET', `/communities/mel/unread${more}`)).data.discussions.map((one: any) => [one.title, one.read, one.unread]);
  expect(await unread('leila')).toEqual([]);
  expect((await call('leila', 'PUT', `/communities/mel/discussions/${a}/read`, { number: 2 })).data).toEqual({ read: 2, unread: 2 });
  await call('leila', 'PUT', `/communities/mel/discussions/${b}/read`, { number: 1 });
  expect(await unread('leila')).toEqual([['Read b', 1, 3], ['Read a', 2, 2]]);
  expect(await unread('leila', '?room=surveys')).toEqual([]);
  const first = await call('leila', 'GET', '/communities/mel/unread?limit=1');
  const next = /<\/api\/v1([^>]+)>; rel="next"/.exec(String(first.headers.link))![1]!;
  expect((await call('leila', 'GET', next)).data.discussions.map((one: any) => one.title)).toEqual(['Read a']);
  expect((await call('leila', 'PUT', `/communities/mel/discussions/${a}/read`, { number: 1 })).data).toEqual({ read: 2, unread: 2 });
  expect((await call('leila', 'PUT', `/communities/mel/discussions/${a}/read`, { number: 99 })).data).toEqual({ read: 4, unread: 0 });
  await call('leila', 'PUT', `/communities/mel/discussions/${b}/follow`, { level: 'mute' });
  expect(await unread('leila')).toEqual([]);
  expect(await unread('tomasi')).toContainEqual(['Read a', 1, 3]);
  expect((await call('leila', 'PUT', `/communities/mel/discussions/${a}/read`, { number: 0 })).status).toBe(422);
  expect((await call(null, 'PUT', `/communities/mel/discussions/${a}/read`, { number: 1 })).status).toBe(401);
  expect((await call(null, 'GET', '/communities/mel/unread')).status).toBe(401);
  const secret = (await call('anjali', 'POST', '/communities/mel/discussions?room=core', { title: 'Secret read', body: 'x' })).data.discussion.id;
  expect((await call('leila', 'PUT', `/communities/mel/discussions/${secret}/read`, { number: 1 })).status).toBe(404);
});

it('keeps drafts, of each person their own, and the newest of each', async () => {
  const put = (who: 'leila' | 'tomasi', key: string, fields: object, age = 0) => call(who, 'PUT', `/me/drafts/${key}`, { fields, age });
  const kept = async (who: 'leila' | 'tomasi') => (await call(who, 'GET', '/me/drafts')).data.drafts.map((one: any) => [one.key, one.body]);
  expect((await put('leila', 'new:1', { title: 'Later', body: 'Half', type: 'question', tags: 'A, B' }, 60_000)).data.draft).toMatchObject({ key: 'new:1', title: 'Later', body: 'Half', type: 'question', tags: 'A, B', reply_to: null, attachments: [] });
  await put('leila', 'reply:7', { body: 'Also half' });
  await put('tomasi', 'reply:7', { body: 'Mine' });
  expect(await kept('leila')).toEqual([['reply:7', 'Also half'], ['new:1', 'Half']]);
  const first = await call('leila', 'GET', '/me/drafts?limit=1');
  const next = /<\/api\/v1([^>]+)>; rel="next"/.exec(String(first.headers.link))![1]!;
  expect((await call('leila', 'GET', next)).data.drafts.map((one: any) => one.key)).toEqual(['new:1']);
  expect((await put('leila', 'reply:7', { body: 'older' }, 3_600_000)).status).toBe(409);
  expect((await put('leila', 'other:7', { body: 'x' })).status).toBe(404);
  expect((await put('leila', 'reply:7', { body: 'x'.repeat(200_000) })).status).toBe(422);
  expect((await call('leila', 'DELETE', '/me/drafts/reply:7')).status).toBe(204);
  expect(await kept('leila')).toEqual([['new:1', 'Half']]);
  expect(await kept('tomasi')).toEqual([['reply:7', 'Mine']]);
  for (const [method, path] of [['GET', '/me/drafts'], ['PUT', '/me/drafts/new:1'], ['DELETE', '/me/drafts/new:1']] as const) expect((await call(null, method, path, method === 'PUT' ? { fields: {} } : undefined)).status).toBe(401);
  expect((await call('reader', 'PUT', '/me/drafts/new:1', { fields: {} })).status).toBe(403);
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
  // Nor does a page send a program to the sign-in page, which would not know it either.
  for (const url of ['/c/mel', '/sign-in']) expect((await world.app.inject({ url, headers: { authorization: 'Bearer copse_wrong' } })).statusCode, url).toBe(401);
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

it('keeps pages of the web, with tags and files, each person their own', async () => {
  const made = await call('leila', 'POST', '/me/web-bookmarks', { url: 'https://example.org/tanks', title: 'Tanks', tags: ['Water', 'Rain'], public: true });
  expect([made.status, made.data.bookmark]).toMatchObject([201, { title: 'Tanks', tags: ['Rain', 'Water'], public: true }]);
  const at = `/me/web-bookmarks/${made.data.bookmark.id}`;
  expect((await call('leila', 'POST', '/me/web-bookmarks', { url: 'https://example.org/tanks' })).status).toBe(422);
  expect((await call('leila', 'POST', '/me/web-bookmarks', { url: 'javascript:alert(1)' })).status).toBe(422);
  expect((await call(null, 'GET', '/people/leila/web-bookmarks')).data.bookmarks).toHaveLength(1);
  expect((await call('tomasi', 'PUT', at, { url: 'https://example.org/mine' })).status).toBe(404);
  expect((await call('leila', 'PUT', at, { url: 'https://example.org/tanks', title: 'Rain tanks' })).data.bookmark).toMatchObject({ title: 'Rain tanks', tags: [], public: false });
  expect((await call(null, 'GET', '/people/leila/web-bookmarks')).data.bookmarks).toEqual([]);
  const { file } = (await call('leila', 'GET', '/me/web-bookmarks/file')).data;
  expect((await call('tomasi', 'POST', '/me/web-bookmarks/file', { file })).data).toEqual({ added: 1, known: 0, refused: 0 });
  expect((await call('tomasi', 'GET', '/me/web-bookmarks?limit=1')).data.bookmarks[0].title).toBe('Rain tanks');
  expect((await call('leila', 'DELETE', at)).status).toBe(204);
});

it('lets facilitators answer what was written to them', async () => {
  await world.anonymous.post('/c/mel/contact', { name: 'Ines', address: 'ines@example.org', subject: 'May I join?', body: 'I count wells.' });
  const path = '/communities/mel/contact/conversations';
  const [{ id, ...open }] = (await call('anjali', 'GET', path)).data.conversations;
  expect(open).toMatchObject({ subject: 'May I join?', name: 'Ines', address: 'ines@example.org', state: 'open', assigned_to: null });
  for (const who of ['leila', null] as const) expect((await call(who, 'GET', `${path}/${id}`)).status).toBe(who ? 403 : 401);
  for (let n = 0; n < 2; n += 1) expect((await call('anjali', 'POST', `${path}/${id}/answers`, { body: 'You may.', once: 'the-same' })).status).toBe(201);
  expect((await call('anjali', 'POST', `${path}/${id}/notes`, { body: 'From Lisbon' })).data.messages.map((one: any) => one.kind)).toEqual(['asked', 'answer', 'note']);
  await world.work();
  expect((await world.mails()).filter((mail) => mail.to === 'ines@example.org' && mail.raw.includes('You may.'))).toHaveLength(1);
  expect((await call('anjali', 'POST', `${path}/${id}/state`, { do: 'close' })).status).toBe(204);
  expect((await call('anjali', 'GET', `${path}?state=closed`)).data.conversations[0].id).toBe(id);
  expect((await call('anjali', 'POST', `${path}/${id}/state`, { do: 'delete' })).status).toBe(204);
  expect((await call('anjali', 'GET', `${path}/${id}`)).status).toBe(404);
});

it('lets those who run the host set ways of signing in, and never tells a secret', async () => {
  const path = '/admin/sign-in-providers';
  const oidc = { kind: 'oidc', label: 'Ministry', issuer: 'https://login.example.org', client_id: 'copse', secret: 'very-secret', domains: ['example.org'] };
  expect((await call('leila', 'POST', path, oidc)).status).toBe(404);
  const made = await call('anjali', 'POST', path, oidc);
  const { id } = made.data.provider;
  expect([made.status, made.data.provider]).toMatchObject([201, { label: 'Ministry', issuer: 'https://login.example.org', client_id: 'copse', sign_up: true, entity_id: null }]);
  expect((await call('anjali', 'PUT', `${path}/${id}`, { ...oidc, label: 'The ministry', secret: '', sign_up: false })).data.provider).toMatchObject({ label: 'The ministry', sign_up: false });
  expect(JSON.stringify((await call('anjali', 'GET', path)).data)).not.toContain('very-secret');
  expect((await call('anjali', 'POST', path, { ...oidc, issuer: 'not an address' })).status).toBe(422);
  expect((await call('anjali', 'POST', path, { kind: 'saml', label: 'X', domains: [], metadata: '<x/>' })).status).toBe(422);
  expect((await world.anonymous.get('/sign-in')).body).toContain('The ministry');
  expect((await call('anjali', 'DELETE', `${path}/${id}`)).status).toBe(204);
  expect((await world.anonymous.get('/sign-in')).body).not.toContain('The ministry');
});

it('moderates a room by its own moderators, tells members in outline, and looks again', async () => {
  await world.as('tomasi').post('/c/mel/r/surveys/join');
  await world.as('anjali').post('/c/mel/r/surveys/members/role', { person: world.as('tomasi').personId, role: 'facilitator' });
  const at = '/communities/mel/moderation';
  expect((await call('tomasi', 'GET', `${at}/rules`)).status).toBe(403);
  expect((await call('tomasi', 'PUT', `${at}/rules?room=surveys`, { newcomer_links: 1 })).status).toBe(204);
  expect((await call('tomasi', 'GET', `${at}/rules?room=surveys`)).data).toEqual({ hold_first: 0, newcomer_links: 1, newcomer_hourly: 10 });
  expect((await call('tomasi', 'POST', `${at}/people/leila`, { do: 'slowed', reason: 'off_topic' })).status).toBe(403);
  expect((await call('tomasi', 'POST', `${at}/people/leila?room=surveys`, { do: 'slowed', reason: 'off_topic', note: 'Slowly' })).status).toBe(204);
  await world.as('leila').post('/c/mel/r/surveys/join');
  const [entry] = (await call('leila', 'GET', `${at}/log?room=surveys`)).data.entries;
  expect(entry).toMatchObject({ action: 'slowed', reason: 'off_topic', undone: false, note: null, person: null, by: null });
  expect((await call('tomasi', 'GET', `${at}/log?room=surveys`)).data.entries[0]).toMatchObject({ note: 'Slowly', person: 'leila' });
  const appeal = `/appeals/${(await world.place('leila')).community.id}/${entry.id}`;
  expect((await call('anjali', 'POST', appeal, { text: 'Not mine' })).status).toBe(404);
  expect((await call('leila', 'POST', appeal, { text: '' })).status).toBe(422);
  expect((await call('leila', 'POST', appeal, { text: 'It was on topic' })).status).toBe(204);
  const [{ id }] = (await call('tomasi', 'GET', `${at}/cases?room=surveys`)).data.cases;
  expect((await call('tomasi', 'POST', `${at}/cases/${id}?room=surveys`, { do: 'undo' })).status).toBe(204);
  expect((await call('leila', 'GET', `${at}/log?room=surveys`)).data.entries.map((one: any) => [one.action, one.undone])).toEqual([['undone', false], ['slowed', true]]);
});
