import type { KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCommunity, createRoom, readablePlace, type SpaceFor } from '../../communities/index.ts';
import { start } from '../index.ts';
import { makeWorld, type World } from '#test/world.ts';

const HOUR = 3_600_000;
const STATEMENTS = 8;

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

async function started(name: 'leila' | 'tomasi' | 'anjali', title: string, type = 'conversation', place = '/c/mel'): Promise<string> {
  world.pass(1000);
  return (await world.as(name).post(`${place}/discussions`, { title, body: 'About it', type })).headers.location!;
}

const home = async (name: 'leila' | 'tomasi' | 'stranger' | 'anjali') => (await world.as(name).get('/me')).body;

it('is for those signed in, and says so to whoever belongs nowhere', async () => {
  expect((await world.anonymous.get('/me')).headers.location).toBe('/sign-in?back=%2Fme');
  expect(await home('stranger')).toContain('You belong to no community yet');
  expect(await home('leila')).toContain('All quiet in your communities');
});

it('tells what is new in the spaces one joined, until one has seen it, and nothing of others', async () => {
  world.pass(HOUR);
  const at = await started('tomasi', 'Fresh ideas');
  await started('anjali', 'Secret plans', 'conversation', '/c/mel/r/core');
  expect(await home('leila')).toContain('Fresh ideas');
  expect(await home('leila')).toContain('new, by Tomasi');
  expect(await home('leila')).not.toContain('Secret plans');
  expect(await home('tomasi')).not.toContain('Fresh ideas');
  await world.as('leila').get(at);
  expect(await home('leila')).not.toContain('Fresh ideas');
});

it('keeps what is new through a visit, and not for the next', async () => {
  await started('tomasi', 'Seen at home only');
  expect(await home('leila')).toContain('Seen at home only');
  expect(await home('leila')).toContain('Seen at home only');
  world.pass(HOUR);
  await home('leila');
  world.pass(HOUR);
  expect(await home('leila')).not.toContain('Seen at home only');
});

it('tells replies to one’s questions first, then what moved in what one follows; and questions that wait', async () => {
  const asked = await started('leila', 'How many is enough?', 'question');
  expect(await home('leila')).toContain('your question, no reply yet');
  await world.as('tomasi').post(`${asked}/reply`, { body: 'Forty' });
  expect(await home('leila')).toContain('a reply to your question');
  const talk = await started('leila', 'A talk');
  await world.as('tomasi').post(`${talk}/reply`, { body: 'Yes' });
  const body = await home('leila');
  expect(body).toContain(`${talk}?page=1#continue`);
  expect(body.indexOf('How many is enough?')).toBeLessThan(body.indexOf('A talk'));
  await world.as('leila').get(asked);
  expect(await home('leila')).not.toContain('How many is enough?');
});

it('tells where one was named, and what awaits one as a moderator, once each, until one saw it', async () => {
  const at = await started('tomasi', 'Who knows about tanks');
  await world.as('leila').post(`${at}/reply`, { body: 'I know a little' });
  await world.as('tomasi').post(`${at}/reply`, { body: 'Then @leila, would you show us?' });
  await world.as('leila').post(`/c/mel/report/${/(\d+)-/.exec(at)![1]}`, { reason: 'off_topic' });
  await world.work();
  world.pass(HOUR);
  await world.work();
  const body = await home('leila');
  expect(body.match(/Who knows about tanks/g)).toHaveLength(1);
  expect(body).toMatch(/class="awaits"[^]*href="(\/me\/inbox\/\d+)"[^>]*>Who knows about tanks<\/a> <small>Tomasi[^<]* mentioned you/);
  expect(await home('anjali')).toMatch(/class="awaits"[^]*Something waits for a moderator in Monitoring/);
  await world.as('leila').get(at);
  expect(await home('leila')).not.toContain('Who knows about tanks');
});

it('keeps drafts at hand, with what they belong to', async () => {
  const at = await started('tomasi', 'About drafts');
  const id = /\/(\d+)-/.exec(at)![1]!;
  const leila = world.as('leila');
  const { id: space } = (await world.place('leila')).community;
  const save = (key: string, fields: object) => leila.send({ method: 'PUT', url: `/drafts/${key}`, payload: { fields } });
  expect((await save(`reply:${id}`, { body: 'Half a tho' })).statusCode).toBe(204);
  expect((await save(`new:${space}`, { body: 'x', title: 'Half a title' })).statusCode).toBe(204);
  const body = await home('leila');
  expect(body).toContain(`href="${at}#reply"`);
  expect(body).toContain('href="/c/mel/discussions/new" dir="auto">Half a title');
  expect(await home('tomasi')).not.toContain('Half a title');
});

it('shows a facilitator how much waits, and the way there', async () => {
  await started('tomasi', 'Nobody said anything', 'question');
  const body = await home('anjali');
  expect(body).toContain('One question waits for a first reply');
  expect(body).toContain('href="/c/mel/work"');
  expect(await home('tomasi')).not.toContain('/c/mel/work');
});

it('says nothing of what one may read no longer', async () => {
  await world.as('leila').post('/c/mel/r/surveys/join');
  const at = await started('leila', 'In the survey room', 'question', '/c/mel/r/surveys');
  await world.as('anjali').post(`${at}/reply`, { body: 'A reply there' });
  expect(await home('leila')).toContain('In the survey room');
  await world.as('anjali').post('/c/mel/r/surveys/settings', { name: 'Surveys', visibility: 'invited' });
  await world.as('leila').post('/c/mel/r/surveys/leave');
  expect(await home('leila')).not.toContain('In the survey room');
});

it('takes eight statements at most for somebody in 200 rooms of 20 communities, and offers to change between them', async () => {
  const anjali = () => world.ctx('anjali');
  for (let n = 0; n < 20; n += 1) {
    const { slug } = await createCommunity(await anjali(), { name: `Community ${n}`, slug: `many-${n}` });
    const community = (await readablePlace(await anjali(), slug, null)).community as SpaceFor<'rooms.open'>;
    for (let r = 0; r < 10; r += 1) await createRoom(await anjali(), community, { name: `Room ${r}`, slug: `room-${r}`, tagline: null, description: null, visibility: 'members' });
    const input = { type: 'question' as const, title: `Question in ${n}`, body: 'Well?', tags: '', attachments: [] };
    await start(await anjali(), await readablePlace(await anjali(), slug, 'room-3'), input);
  }
  let statements = 0;
  const counting: KyselyPlugin = { transformQuery: ({ node }) => node, transformResult: async ({ result }) => ((statements += 1), result) };
  world.services.database.db = world.services.database.db.withPlugin(counting);
  world.pass(HOUR);
  const client = world.as('anjali');
  await client.get('/communities');
  statements = 0;
  const first = await client.get('/me');
  expect(first.statusCode).toBe(200);
  expect(statements).toBeLessThanOrEqual(STATEMENTS);
  expect(first.body).toContain('Something is new here, too');
  expect(first.body.match(/class="lines"/g)!.length).toBeLessThanOrEqual(16);
  expect((await client.get('/c/many-3')).body).toContain('<a href="/c/many-4">Community 4</a>');
  expect((await client.get('/')).headers.location).toBe('/me');
  expect((await client.get('/communities')).statusCode).toBe(200);
});
