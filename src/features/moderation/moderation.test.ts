import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Cast, type Client, type World } from '#test/world.ts';

const DAY = 86_400_000;
let world: World;
let checker: Server;

beforeAll(async () => {
  checker = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => response.end(JSON.stringify({ spam: (JSON.parse(body) as { text: string }).text.includes('casino') })));
  }).listen(0, '127.0.0.1');
  await once(checker, 'listening');
  const { port } = checker.address() as AddressInfo;
  world = await makeWorld({ SPAM_CHECK_URL: `http://127.0.0.1:${port}/` });
  await world.as('pavel').post('/c/mel/r/surveys/join');
  await world.as('anjali').post('/c/mel/r/surveys/members/role', { person: world.as('pavel').personId, role: 'facilitator' });
});
afterAll(async () => {
  await world.close();
  checker.close();
});

async function start(client: Client, body: string, at = '/c/mel', more: Record<string, string> = {}) {
  const answer = await client.post(`${at}/discussions`, { title: `On ${body.slice(0, 30)}`, body, ...more });
  const id = /\/discussions\/(\d+)/.exec(String(answer.headers.location))?.[1] ?? null;
  return { answer, id, path: `${at}/discussions/${id}` };
}
const queue = async (who: Cast, at = '/c/mel') => (await world.as(who).get(`${at}/moderation`)).body;
const caseOf = (body: string) => /\/moderation\/cases\/(\d+)"/.exec(body)![1]!;
const decide = (who: Cast, id: string, form: Record<string, string>, at = '/c/mel') => world.as(who).post(`${at}/moderation/cases/${id}`, form);
const mailsTo = async (name: string) => (await world.mails()).filter((mail) => mail.to.startsWith(name));

it('stands in the inbox with its reason, comes once and to whoever wants no mail, until somebody saw to it', async () => {
  const zoe = await world.newcomer('zoe', 'mel');
  for (const client of [world.as('anjali'), world.as('tomasi'), zoe]) await client.post('/me/settings/notifications/preset', { preset: 'quiet' });
  await world.work();
  const before = (await world.mails()).length;
  const unread = async (client: Client) => {
    const { notifications } = (await client.get('/api/v1/me/notifications')).json<{ notifications: { unread: boolean; title: string; text: string; why: string }[] }>();
    return notifications.filter((line) => line.unread);
  };
  const { id } = await start(zoe, 'Buy filters here');
  await world.as('tomasi').post(`/c/mel/report/${id}`, { reason: 'spam' });
  world.pass(11 * 60_000);
  await world.work();
  expect((await unread(world.as('anjali')))[0]).toMatchObject({ title: expect.stringContaining('Something waits for a moderator'), why: expect.stringContaining('because you look after Monitoring') });
  await decide('anjali', caseOf(await queue('anjali')), { do: 'hide', reason: 'spam', note: 'Not here' });
  await world.work();
  expect((await unread(world.as('anjali'))).map((line) => line.title).join()).not.toContain('waits for a moderator');
  const [line] = await unread(zoe);
  expect(line!.title).toMatch(/Something you wrote in Monitoring.* was hidden/);
  expect([line!.text, line!.why].join()).toMatch(/Advertising or spam · You can ask for another look.*It comes whatever you chose/);
  const mails = (await world.mails()).slice(0, -before);
  expect(mails.map((mail) => mail.to)).toEqual(['zoe@example.org']);
  expect(mails[0]!.raw).toContain('Not here');
  expect(mails[0]!.raw).not.toContain('List-Unsubscribe');
  expect((await zoe.get(/\/appeals\/\d+\/\d+/.exec(mails[0]!.raw)![0])).body).toContain('A contribution was hidden</b>: Advertising or spam');
  expect(await unread(zoe)).toEqual([]);
  for (const name of ['anjali', 'tomasi'] as const) await world.as(name).post('/me/settings/notifications/preset', { preset: 'usual' });
});

it('brings a report to the moderators, hides what they hide, tells its author, and looks again', async () => {
  const { id, path } = await start(world.as('tomasi'), 'Water filters, cheap');
  expect((await world.anonymous.get(`/c/mel/report/${id}`)).headers.location).toMatch(/^\/sign-in/);
  const silent = await world.as('leila').post(`/c/mel/report/${id}`, { reason: 'other' });
  expect(silent.body).toContain('Please say it in a few words');
  for (let n = 0; n < 2; n += 1) expect((await world.as('leila').post(`/c/mel/report/${id}`, { reason: 'spam', note: 'He sells these' })).statusCode).toBe(303);
  expect((await world.as('tomasi').post(`/c/mel/report/${id}`, { reason: 'spam' })).body).toContain('This is your own');
  world.pass(11 * 60_000);
  await world.work();
  expect((await mailsTo('anjali'))[0]!.subject).toContain('Something waits');
  const body = await queue('anjali');
  expect(body.match(/He sells these/g)).toHaveLength(1);
  expect((await decide('anjali', caseOf(body), { do: 'release' })).statusCode).toBe(422);
  expect((await decide('anjali', caseOf(body), { do: 'hide', reason: 'spam', note: 'Please offer them under opportunities' })).statusCode).toBe(303);
  expect((await decide('anjali', caseOf(body), { do: 'hide', reason: 'spam' })).statusCode).toBe(404);
  expect((await world.as('leila').get(path)).statusCode).toBe(404);
  await world.work();
  const [mail] = await mailsTo('tomasi');
  expect(mail!.raw).toContain('Please offer them under opportunities');
  const appeal = /\/appeals\/\d+\/\d+/.exec(mail!.raw)![0];
  expect((await world.as('leila').get(appeal)).statusCode).toBe(404);
  expect((await world.as('tomasi').post(appeal, { text: '' })).body).toContain('Please say it in a few words');
  expect((await world.as('tomasi').post(appeal, { text: 'I give them away' })).statusCode).toBe(303);
  expect((await world.as('tomasi').post(appeal, { text: 'Really' })).statusCode).toBe(409);
  const again = await queue('anjali');
  expect(again).toContain('I give them away');
  await decide('anjali', caseOf(again), { do: 'undo', note: 'Sorry' });
  expect((await world.as('leila').get(path)).statusCode).toBe(302);
  const outline = (await world.as('leila').get('/c/mel/moderation/log')).body;
  expect(outline).toContain('A contribution was hidden</b>: Advertising or spam (taken back)');
  expect(outline).not.toMatch(/people\/tomasi"[^]*moderation-log|by Anjali|Please offer/);
  expect((await world.as('anjali').get('/c/mel/moderation/log')).body).toContain('by Anjali');
});

it('tells everybody who reported something, each once, what became of it and no more; they see it in their own list', async () => {
  const { id } = await start(world.as('tomasi'), 'Cheap visas');
  const { id: fine } = await start(world.as('tomasi'), 'All is well');
  for (const who of ['leila', 'pavel', 'anjali'] as const) await world.as(who).post(`/c/mel/report/${id}`, { reason: 'spam', note: `${who} says so` });
  await world.as('leila').post(`/c/mel/report/${fine}`, { reason: 'off_topic' });
  const own = async (who: Cast) => (await world.as(who).get('/api/v1/me/reports')).json<{ reports: Record<string, unknown>[] }>().reports.filter(({ note, reason }) => reason === 'off_topic' || String(note).includes('says so'));
  expect(await own('leila')).toMatchObject([{ reason: 'off_topic', outcome: 'waits', title: 'On All is well' }, { note: 'leila says so', outcome: 'waits', outcome_at: null, title: 'On Cheap visas', url: `http://copse.test/c/mel/discussions/${id}-on-cheap-visas#post-${id}` }]);
  await world.work();
  const before = (await world.mails()).length;
  const cases = [...(await queue('anjali')).matchAll(/\/moderation\/cases\/(\d+)"/g)].map(([, found]) => found!);
  await decide('anjali', cases.at(-2)!, { do: 'hide', reason: 'spam', note: 'A word to Tomasi alone' });
  await decide('anjali', cases.at(-1)!, { do: 'dismiss' });
  await world.work();
  const told = (await world.mails()).toReversed().slice(before).filter(({ subject }) => subject.includes('looked at what you reported'));
  expect(told.map(({ to }) => to.split('@')[0]).sort()).toEqual(['leila', 'leila', 'pavel']);
  const words = told.map(({ raw }) => raw).join();
  for (const outcome of ['They hid it', 'They left it as it is']) expect(words).toContain(outcome);
  expect(words).not.toMatch(/Anjali|Tomasi|says so|A word to/);
  expect((await world.as('pavel').get('/api/v1/me/notifications')).body).toContain('because you told the moderators of Monitoring & Learning of something');
  expect(await own('leila')).toMatchObject([{ outcome: 'stays', title: 'On All is well' }, { outcome: 'hidden', title: null, url: null, outcome_at: expect.any(String) }]);
  const page = (await world.as('pavel').get('/me/reports')).body;
  expect(page).toContain('Something you can no longer see');
  expect(page).not.toMatch(/Cheap visas|leila says so|by Anjali|Tomasi/);
  expect(await own('tomasi')).toEqual([]);
  expect((await world.as('pavel').get('/api/v1/me/notifications')).json<{ notifications: { kind: string; unread: boolean }[] }>().notifications.filter(({ kind, unread }) => unread && kind === 'moderation.report_answered')).toEqual([]);
  // Another look takes it back: told once more, and shown again in the list.
  const appeal = /\/appeals\/\d+\/\d+/.exec((await mailsTo('tomasi'))[0]!.raw)![0];
  await world.as('tomasi').post(appeal, { text: 'It was a joke' });
  await decide('anjali', caseOf(await queue('anjali')), { do: 'undo' });
  expect(await own('pavel')).toMatchObject([{ outcome: 'undone', title: 'On Cheap visas' }]);
  expect((await world.as('pavel').get('/me/inbox')).body).toContain('They hid it, looked again, and show it now');
});

it('holds first contributions until somebody looked, once, and then does what was meant', async () => {
  await world.as('anjali').post('/c/mel/moderation/rules', { hold_first: '1', newcomer_links: '2', newcomer_hourly: '10' });
  const newcomer = await world.newcomer('nadia', null);
  for (let n = 0; n < 2; n += 1) {
    const { answer } = await start(newcomer, 'My first question', '/c/mel', { once: 'the-same' });
    expect(answer.headers.location).toBe('/c/mel/discussions');
  }
  expect((await newcomer.get('/c/mel/discussions')).body).not.toContain('On My first question');
  const shown = await queue('anjali');
  expect(shown.match(/My first question<\/p>/g)).toHaveLength(1);
  await decide('anjali', caseOf(shown), { do: 'release' });
  const list = (await world.anonymous.get('/c/mel/discussions')).body;
  expect(list.match(/On My first question/g)!.length).toBeGreaterThan(0);
  await world.work();
  expect((await mailsTo('nadia'))[0]!.subject).toContain('is published');
  expect((await start(newcomer, 'My second question')).id).not.toBeNull();
  const api = await newcomer.send({ method: 'POST', url: '/api/v1/communities/mel/discussions', headers: { 'content-type': 'application/json' }, payload: { title: 'Links', body: 'http://a.example http://b.example http://c.example' } });
  expect(api.statusCode).toBe(202);
  expect(api.json()).toMatchObject({ error: { code: 'held' } });
  await decide('anjali', caseOf(await queue('anjali')), { do: 'decline', reason: 'spam' });
  await world.as('anjali').post('/c/mel/moderation/rules', { hold_first: '0', newcomer_links: '2', newcomer_hourly: '10' });
});

it('catches programs by a field that people do not see, and asks a checker', async () => {
  expect((await start(world.as('leila'), 'Filled in by a program', '/c/mel', { homepage: 'http://spam.example' })).id).toBeNull();
  expect((await start(world.as('leila'), 'Come to our casino')).id).toBeNull();
  const before = (await world.mails()).length;
  const form = { name: 'Bot', address: 'bot@example.org', password: 'a long enough password', homepage: 'x' };
  expect((await world.anonymous.post('/sign-up', form)).statusCode).toBe(200);
  await world.work();
  expect((await world.mails()).filter((mail) => mail.to === 'bot@example.org')).toEqual([]);
  expect((await world.mails()).length).toBeGreaterThanOrEqual(before);
  for (let n = 0; n < 2; n += 1) await decide('anjali', caseOf(await queue('anjali')), { do: 'decline', reason: 'spam' });
  expect(await queue('anjali')).toContain('Nothing waits');
});

it('holds, slows and bans somebody here, for as long as it was said, and nobody who facilitates', async () => {
  const person = (form: Record<string, string>, who: Cast = 'anjali', at = '/c/mel') => world.as(who).post(`${at}/moderation/people/tomasi`, { reason: 'hurtful', ...form });
  expect((await person({ do: 'banned', days: '7' }, 'leila')).statusCode).toBe(403);
  const facilitator = await world.as('pavel').post('/c/mel/r/surveys/moderation/people/anjali', { do: 'banned', reason: 'hurtful' });
  expect(facilitator.statusCode).toBe(409);
  expect((await person({ do: 'held', days: '1' })).statusCode).toBe(303);
  expect((await start(world.as('tomasi'), 'While I am held')).id).toBeNull();
  world.pass(DAY + 1000);
  const free = await start(world.as('tomasi'), 'After a day');
  expect(free.id).not.toBeNull();
  await person({ do: 'slowed', days: '' });
  const slow = await start(world.as('tomasi'), 'And again at once');
  expect(slow.answer.statusCode).toBe(429);
  expect(slow.answer.body).toContain('And again at once');
  await world.as('anjali').post('/c/mel/moderation/people/tomasi/lift', { lift: 'slowed' });
  expect((await start(world.as('tomasi'), 'And again at once')).id).not.toBeNull();
  await person({ do: 'banned', days: '7' });
  expect((await world.as('tomasi').get('/c/mel')).statusCode).toBe(200);
  expect((await world.as('tomasi').get('/c/mel/r/surveys')).statusCode).toBe(404);
  expect((await start(world.as('tomasi'), 'While I am banned')).answer.statusCode).toBe(403);
  expect((await world.as('tomasi').post('/c/mel/join')).statusCode).toBe(403);
  world.pass(7 * DAY);
  // Who somebody is, is remembered for a minute, or until something about them changes.
  await world.as('tomasi').post('/theme', { theme: 'dark' });
  expect((await world.as('tomasi').post('/c/mel/join')).statusCode).toBe(303);
  expect((await start(world.as('tomasi'), 'A week later')).id).not.toBeNull();
});

it('keeps the moderators of one room to that room', async () => {
  const there = await start(world.as('leila'), 'Said in the community');
  const here = await start(world.as('leila'), 'Said in the room', '/c/mel/r/surveys');
  await world.as('tomasi').post(`/c/mel/report/${there.id}`, { reason: 'off_topic' });
  await world.as('tomasi').post(`/c/mel/r/surveys/report/${here.id}`, { reason: 'off_topic' });
  expect((await world.as('pavel').get('/c/mel/moderation')).statusCode).toBe(403);
  const room = await queue('pavel', '/c/mel/r/surveys');
  expect(room).toContain('Said in the room');
  expect(room).not.toContain('Said in the community');
  const both = await queue('anjali');
  expect(both).toContain('Said in the room');
  const foreign = [...both.matchAll(/case-(\d+)-title" dir="auto">On Said in the community/g)][0]![1]!;
  expect((await decide('pavel', foreign, { do: 'hide' }, '/c/mel/r/surveys')).statusCode).toBe(404);
  expect((await decide('pavel', foreign, { do: 'hide' })).statusCode).toBe(403);
  expect((await decide('pavel', caseOf(room), { do: 'hide', reason: 'off_topic' }, '/c/mel/r/surveys')).statusCode).toBe(303);
  expect((await world.as('pavel').post('/c/mel/moderation/people/leila', { do: 'banned', reason: 'spam' })).statusCode).toBe(403);
  await world.as('pavel').post('/c/mel/r/surveys/moderation/people/leila', { do: 'banned', reason: 'spam' });
  expect((await start(world.as('leila'), 'In the room', '/c/mel/r/surveys')).answer.statusCode).toBe(404);
  expect((await start(world.as('leila'), 'Still in the community')).id).not.toBeNull();
});

it('tells authors whose posts others edit, and lets nobody edit round a look', async () => {
  const { id } = await start(world.as('leila'), 'With a telephone number');
  await world.as('anjali').post(`/c/mel/discussions/posts/${id}/edit`, { title: 'On a number', body: 'Without it', reason: 'It was private' });
  await world.work();
  const mail = (await mailsTo('leila')).find(({ subject }) => subject.includes('was edited'));
  expect(mail!.raw).toContain('It was private');
  await world.as('anjali').post('/c/mel/moderation/people/leila', { do: 'held', reason: 'hurtful' });
  const edit = await world.as('leila').post(`/c/mel/discussions/posts/${id}/edit`, { title: 'On a number', body: 'Hurtful words' });
  expect(edit.statusCode).toBe(409);
  expect(edit.body).toContain('Hurtful words');
});
