import { afterAll, beforeAll, expect, it } from 'vitest';
import { translator } from '#platform/i18n/index.ts';
import { unfolded } from '#test/mail.ts';
import { makeWorld, type Client, type World } from '#test/world.ts';

const DAY = 86_400_000;
const WEEK = 7 * DAY;

let world: World;
let asked: string;

beforeAll(async () => {
  world = await makeWorld();
  asked = await started('leila', 'Who pays the enumerators?', 'question');
  await started('pavel', 'Only telling', 'conversation');
  await started('anjali', 'Kept inside', 'question', '/r/core');
});
afterAll(() => world.close());

async function started(name: 'leila' | 'pavel' | 'anjali', title: string, type: string, room = ''): Promise<string> {
  return (await world.as(name).post(`/c/mel${room}/discussions`, { title, body: 'About it', type })).headers.location!;
}

/** The titles on a work list, by heading. */
async function work(client: Client, place = '/c/mel'): Promise<Record<string, string[]>> {
  const { body, statusCode } = await client.get(`${place}/work`);
  expect(statusCode, body).toBe(200);
  const sections = body.split('<section class="section work">').slice(1);
  return Object.fromEntries(sections.map((part) => [/<h2>([^<]+)/.exec(part)![1], [...part.matchAll(/<h3 class="h3"><a href="[^"]+" dir="auto">([^<]+)/g)].map((m) => m[1]!)]));
}

const QUESTIONS = 'Questions without a reply';
const NEWCOMERS = 'Newcomers to welcome';
const QUIET = 'Conversations about to go quiet';

it('shows facilitators what waits, rooms included, and nobody else', async () => {
  const lists = await work(world.as('anjali'));
  expect(lists[QUESTIONS]).toEqual(['Who pays the enumerators?', 'Kept inside']);
  expect([...lists[NEWCOMERS]!].sort()).toEqual(['Leila', 'Pavel', 'Tomasi']);
  expect(await work(world.as('anjali'), '/c/mel/r/core')).toEqual({ [QUESTIONS]: ['Kept inside'] });
  expect((await world.as('tomasi').get('/c/mel/work')).statusCode).toBe(403);
  expect((await world.as('tomasi').get('/c/mel/r/core/work')).statusCode).toBe(404);
  expect((await world.anonymous.get('/c/mel/work')).headers.location).toMatch(/^\/sign-in/);
});

it('leads to where the thing can be done', async () => {
  const { body } = await world.as('anjali').get('/c/mel/work');
  expect(body).toContain(`href="${asked}#reply"`);
  expect(body).toContain('href="/c/mel/discussions/new?body=%40tomasi+"');
  expect(/href="(\/c\/mel\/discussions\/posts\/\d+)" dir="auto">Leila/.exec(body)).not.toBeNull();
});

it('forgets what was dealt with: a reply answers the question and greets its asker', async () => {
  await world.as('pavel').post(`${asked}/reply`, { body: 'We do' });
  const lists = await work(world.as('anjali'));
  expect(lists[QUESTIONS]).toEqual(['Kept inside']);
  expect([...lists[NEWCOMERS]!].sort()).toEqual(['Pavel', 'Tomasi']);
});

it('sets aside for a week or for good, for all facilitators, and takes up again', async () => {
  const anjali = world.as('anjali');
  const key = /name="key" value="(newcomer\.\d+:\d+)"[^>]*>(?:(?!<li>).)*: Tomasi</s.exec((await anjali.get('/c/mel/work')).body)![1]!;
  const settled = async (what: string) => anjali.post('/c/mel/work', { key, do: what });
  expect((await settled('later')).headers.location).toBe(`/c/mel/work?undo=${encodeURIComponent(key)}`);
  expect((await work(anjali))[NEWCOMERS]).toEqual(['Pavel']);
  expect((await anjali.get(`/c/mel/work?undo=${key}`)).body).toContain('Take it up again');
  await settled('again');
  expect((await work(anjali))[NEWCOMERS]).toContain('Tomasi');
  await settled('later');
  world.pass(WEEK + 1);
  expect((await work(anjali))[NEWCOMERS]).toContain('Tomasi');
  await settled('done');
  world.pass(WEEK + 1);
  expect((await work(anjali))[NEWCOMERS]).toEqual(['Pavel']);
});

it('sets nothing aside that is not on one’s own list', async () => {
  const refused = async (client: Client, place: string, key: string) => (await client.post(`${place}/work`, { key, do: 'done' })).statusCode;
  const question = /name="key" value="(question:\d+)"/.exec((await world.as('anjali').get('/c/mel/work')).body)![1]!;
  expect(await refused(world.as('anjali'), '/c/mel/r/surveys', question)).toBe(404);
  expect(await refused(world.as('leila'), '/c/mel', question)).toBe(403);
  expect((await work(world.as('anjali')))[QUESTIONS]).toEqual(['Kept inside']);
});

it('finds conversations that fall silent', async () => {
  const talk = await started('leila', 'A lively one', 'conversation');
  for (const name of ['pavel', 'anjali'] as const) await world.as(name).post(`${talk}/reply`, { body: 'And then' });
  expect((await work(world.as('anjali')))[QUIET]).toBeUndefined();
  world.pass(WEEK);
  expect((await work(world.as('anjali')))[QUIET]).toEqual(['A lively one']);
  world.pass(3 * WEEK);
  expect((await work(world.as('anjali')))[QUIET]).toBeUndefined();
});

it('writes on Mondays to whoever facilitates, once, when something waits, until they stop it', async () => {
  const letters = async () => (await world.mails()).filter((mail) => /waits? for you/.test(mail.subject));
  const monday = async () => {
    world.pass(DAY);
    await world.work();
    world.pass(WEEK);
    await world.work();
    return letters();
  };
  const before = (await letters()).length;
  const sent = await monday();
  expect(sent).toHaveLength(before + 1);
  expect(sent[0]!.to).toBe('anjali@example.org');
  expect(unfolded(sent[0]!.raw)).toContain('Kept inside');
  expect(sent[0]!.raw).toContain('http://copse.test/c/mel/work');
  await world.as('anjali').post('/c/mel/work-letter', { letters: 'no' });
  expect(await monday()).toHaveLength(before + 1);
  await world.as('anjali').post('/c/mel/work-letter', { letters: 'yes' });
  expect(await monday()).toHaveLength(before + 2);
});

it('speaks of one newcomer by name and country', () => {
  const say = (values: object) => translator('en')('discussions.work.newcomers_letter', { name: 'Serah', ...values });
  expect(say({ count: 1, from: 'Vanuatu' })).toBe('One newcomer from Vanuatu is waiting for a hello: Serah.');
  expect(say({ count: 1, from: 'none' })).toBe('One newcomer is waiting for a hello: Serah.');
  expect(say({ count: 3, from: 'Vanuatu' })).toBe('3 newcomers are waiting for a hello, Serah among them.');
});

it('does the same for programs', async () => {
  const anjali = world.as('anjali');
  const list = async (search = '') => JSON.parse((await anjali.get(`/api/v1/communities/mel/work${search}`)).body) as { work: { label: string; rows: { key: string; title: string; url: string }[] }[] };
  const { rows } = (await list('?room=core')).work[0]!;
  expect(rows).toMatchObject([{ title: 'Kept inside', note: 'nobody has replied', who: { name: 'Anjali' } }]);
  const settle = (client: Client, what: string) => client.send({ method: 'POST', url: '/api/v1/communities/mel/work?room=core', payload: { key: rows[0]!.key, do: what } });
  expect((await settle(world.as('leila'), 'done')).statusCode).toBe(404);
  expect((await settle(anjali, 'done')).statusCode).toBe(204);
  expect((await list()).work.map((part) => part.label)).not.toContain(QUESTIONS);
  expect((await world.as('leila').get('/api/v1/communities/mel/work')).statusCode).toBe(403);
});

it('shows what was reported, to be decided in the queue', async () => {
  const id = /\/(\d+)-/.exec(asked)![1]!;
  const form = await world.as('pavel').post(`/c/mel/report/${id}`, { reason: 'spam' });
  expect(form.statusCode, form.body).toBe(303);
  const { body } = await world.as('anjali').get('/c/mel/work');
  expect(body).toMatch(/href="\/c\/mel\/moderation#case-\d+"/);
});

it('congratulates where nothing waits', async () => {
  const { body } = await world.as('anjali').get('/c/mel/r/surveys/work');
  expect(body).toContain('Nobody is waiting for you');
});
