import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Client, type World } from '#test/world.ts';

const DAY = 86_400_000;
let world: World;
let farida: Client;

beforeAll(async () => {
  world = await makeWorld();
  farida = await world.newcomer('farida', 'mel');
});
afterAll(() => world.close());

const give = (client: Client, person: Client, role: string, room = '') => client.post(`/c/mel${room}/members/role`, { person: person.personId, role });
const start = (client: Client, at = '/c/mel') => client.post(`${at}/discussions`, { title: 'A question of rules', body: 'May I?' });
const logText = async (at = '/c/mel') => (await world.as('anjali').get(`${at}/log`)).body;

it('lets nobody give, or take, a role above their own', async () => {
  expect((await give(world.as('anjali'), farida, 'facilitator')).statusCode).toBe(303);
  expect((await give(farida, world.as('leila'), 'facilitator')).statusCode).toBe(303);
  expect((await give(farida, farida, 'steward')).statusCode).toBe(403);
  expect((await give(farida, world.as('anjali'), 'member')).statusCode).toBe(403);
  expect((await give(farida, world.as('leila'), 'member')).statusCode).toBe(303);
  const kept = await give(world.as('anjali'), world.as('anjali'), 'facilitator');
  expect((await world.as('anjali').get(kept.headers.location!)).body).toContain('You are the last steward here');
  expect(await logText()).toContain('Leila became Member; was Facilitator');
});

it('lets stewards say who may start discussions, here and in the rooms, and logs it', async () => {
  expect((await farida.post('/c/mel/permissions', { 'discussions.start': 'facilitator' })).statusCode).toBe(403);
  expect((await world.as('anjali').post('/c/mel/permissions', { 'discussions.start': 'facilitator', permissions: 'guest', nonsense: 'x' })).statusCode).toBe(303);
  for (const at of ['/c/mel', '/c/mel/r/surveys']) {
    expect((await start(world.as('tomasi'), at)).statusCode).toBe(403);
    expect((await world.as('tomasi').get(`${at}/discussions`)).body).not.toContain('/discussions/new');
    expect((await start(farida, at)).statusCode).toBe(303);
  }
  expect((await start(world.as('stranger'))).statusCode).toBe(403);
  expect((await world.as('tomasi').get('/c/mel/permissions')).body).not.toContain('<select');
  expect(await logText()).toContain('Start discussions and ask questions: from Facilitator on; was from Member on');
  await world.as('anjali').post('/c/mel/permissions', { 'discussions.start': 'member' });
  expect((await start(world.as('tomasi'))).statusCode).toBe(303);
  expect((await world.as('tomasi').post('/c/mel/permissions', { 'discussions.start': 'guest' })).statusCode).toBe(403);
});

it('lets a guest take part where they were asked in, and nowhere else', async () => {
  const guest = await world.newcomer('guest', 'mel');
  await give(world.as('anjali'), guest, 'guest');
  expect((await guest.get('/c/mel')).statusCode).toBe(200);
  expect((await guest.get('/c/mel/r/surveys')).statusCode).toBe(404);
  expect((await start(guest)).statusCode).toBe(403);
  const { headers } = await start(farida);
  expect((await guest.post(`${headers.location}/reply`, { body: 'As a guest I would say yes' })).statusCode).toBe(303);
});

it('lets a named role give what its giver may do, for its term, and reminds in time', async () => {
  const form = { name: 'Door keeper', about: 'Lets people in', term_months: '2', grants: ['settings', 'features'] };
  expect((await farida.post('/c/mel/roles', { ...form, term_months: '99' })).body).toContain('A term is 1 to 60 months');
  expect((await farida.post('/c/mel/roles', form)).statusCode).toBe(303);
  const page = (await farida.get('/c/mel/roles')).body;
  const id = /roles\/(\d+)\/edit/.exec(page)![1];
  expect(page).toContain('waiting for somebody');
  expect((await world.as('tomasi').get('/c/mel/settings')).statusCode).toBe(403);
  expect((await farida.post(`/c/mel/roles/${id}/appoint`, { handle: 'nobody' })).body).toContain('No member here has that name');
  expect((await farida.post(`/c/mel/roles/${id}/appoint`, { handle: '@tomasi' })).statusCode).toBe(303);
  expect((await world.as('tomasi').get('/c/mel/settings')).statusCode).toBe(200);
  // A facilitator has no say in features, and so cannot give it.
  expect((await world.as('tomasi').get('/c/mel/features')).statusCode).toBe(403);
  const soon = async () => (await world.anonymous.get('/c/mel/roles')).body.includes('goes round soon');
  expect(await soon()).toBe(false);
  world.pass(40 * DAY);
  await world.work();
  expect(await soon()).toBe(true);
  const mails = (await world.mails()).filter((mail) => mail.subject.includes('the term ends'));
  expect(mails.map((mail) => mail.to).sort()).toEqual(['anjali@example.org', 'farida@example.org', 'tomasi@example.org']);
  expect(mails.find((mail) => mail.to.startsWith('tomasi'))!.raw).toContain('Thank you for it');
  world.pass(2 * DAY);
  await world.work();
  expect((await world.mails()).filter((mail) => mail.subject.includes('the term ends'))).toHaveLength(3);
  world.pass(30 * DAY);
  await world.work();
  expect((await world.as('tomasi').get('/c/mel/settings')).statusCode).toBe(403);
});

it('does without what is switched off, and says what is used and why', async () => {
  const steward = world.as('anjali');
  expect((await farida.post('/c/mel/features', {})).statusCode).toBe(403);
  const long = await steward.post('/c/mel/features', { on: 'discussions', 'why.discussions': 'x'.repeat(301) });
  expect(long.statusCode).toBe(422);
  expect(long.body).toContain('x'.repeat(301));
  await steward.post('/c/mel/features', { on: 'discussions', 'why.discussions': 'Nobody reads long mails' });
  expect((await world.anonymous.get('/c/mel/what-we-use')).body).toContain('Nobody reads long mails');
  const all = /name="on" value="([^"]+)"/g;
  const others = [...(await steward.get('/c/mel/features')).body.matchAll(all)].map((m) => m[1]!).filter((name) => name !== 'discussions');
  await steward.post('/c/mel/features', { on: others });
  for (const path of ['/c/mel/discussions', '/c/mel/r/surveys/discussions', '/c/mel/discussions.atom', '/api/v1/communities/mel/discussions'])
    expect((await world.as('tomasi').get(path)).statusCode, path).toBe(404);
  const home = (await world.as('tomasi').get('/c/mel')).body;
  expect(home).not.toContain('href="/c/mel/discussions"');
  expect(await logText()).toContain('Switched off: Discussions');
  await steward.post('/c/mel/features', { on: ['discussions', ...others] });
  expect((await world.as('tomasi').get('/c/mel/discussions')).statusCode).toBe(200);
});
