import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '#platform/context.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';
import { addNotificationKind, notify } from './index.ts';

let world: World;
let communityId: number;
beforeAll(async () => {
  world = await makeWorld();
  communityId = (await world.place('anjali')).community.id;
  addNotificationKind({
    name: 'test.approved',
    reasons: { approved: { interest: 'standing', why: 'You get this because you asked to join.' } },
    toAnyone: true,
    render: (_ctx, line) => ({ title: 'Welcome', href: '/c/mel', text: `${line.actors[0]?.name} let you in` }),
  });
});
afterAll(() => world.close());

const started = async (by: Cast, title: string, more: object = {}, at = '/c/mel') =>
  (await world.as(by).post(`${at}/discussions`, { title, body: 'x', type: 'conversation', ...more })).headers.location!;
const reply = (by: Cast, at: string, body = 'a reply') => world.as(by).post(`${at}/reply`, { body });
const count = async (name: Cast) => Number(/class="bell"[^]*?<b aria-hidden="true"[^>]*>(\d+)/.exec((await world.as(name).get('/me/inbox?in=none')).body)![1]);
const inbox = async (name: Cast) => (await world.as(name).get('/me/inbox')).body;
const set = (name: Cast, place: string, values: Record<string, string>) =>
  world.as(name).post('/me/settings/notifications', Object.fromEntries(Object.entries(values).map(([key, value]) => [`${key}.${place}`, value])));
const clear = async (name: Cast) => {
  await world.work();
  await world.as(name).post('/me/inbox/read');
};
let seen = 0;
async function mailed(): Promise<string[]> {
  await world.work();
  const all = (await world.mails()).reverse();
  const fresh = all.slice(seen);
  seen = all.length;
  return fresh.map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`);
}

describe('the inbox', () => {
  it('bundles what is of one discussion, keeps what is meant for you apart, and counts lines', async () => {
    await clear('tomasi');
    const at = await started('tomasi', 'Bundled');
    await reply('leila', at);
    await reply('pavel', at);
    await reply('leila', at, 'What do you say, @tomasi?');
    await world.work();
    expect(await count('tomasi')).toBe(2);
    const page = await inbox('tomasi');
    expect(page).toMatch(/2 replies, by (?:Pavel and Leila|Leila and Pavel)/);
    expect(page).toContain('Leila mentioned you');
    expect(page.match(/class="row unread"/g)).toHaveLength(2);
    expect([await count('leila'), await count('pavel')]).toEqual([0, 1]);
  });

  it('says why, by which setting, and leads to where that is changed', async () => {
    const page = await inbox('tomasi');
    expect(page).toContain('You get this because you follow the discussion.');
    expect(page).toMatch(/href="\/c\/mel\/discussions\/\d+\/follow"/);
    expect(page).toContain('You get this because you are mentioned in it.');
    expect(page).toContain('Your setting everywhere is “Mentions, what I follow”, as it is for everybody at first.');
    expect(page).toContain('href="/me/settings/notifications#place-0"');
  });

  it('is read by reading the discussion, by opening a line, one by one, or all at once', async () => {
    await clear('tomasi');
    const at = await started('tomasi', 'To be read');
    const other = await started('tomasi', 'Opened from the inbox');
    const third = await started('tomasi', 'Left for the end');
    for (const thread of [at, other, third]) await reply('leila', thread);
    await world.work();
    expect(await count('tomasi')).toBe(3);
    expect((await world.as('tomasi').get(at)).body).toMatch(/class="bell"[^]*?<b aria-hidden="true">2</);
    const [, line] = /href="\/me\/inbox\/(\d+)"[^>]*>Opened from the inbox/.exec(await inbox('tomasi'))!;
    expect((await world.as('leila').get(`/me/inbox/${line}`)).statusCode).toBe(404);
    expect((await world.as('tomasi').get(`/me/inbox/${line}`)).headers.location).toMatch(/\/discussions\/posts\/\d+$/);
    expect(await count('tomasi')).toBe(1);
    const [, last] = /href="\/me\/inbox\/(\d+)"[^>]*>Left for the end/.exec(await inbox('tomasi'))!;
    await world.as('tomasi').post('/me/inbox/read', { newest: Number(last) - 1 });
    expect(await count('tomasi')).toBe(1);
    await world.as('tomasi').post('/me/inbox/read', { newest: last! });
    expect(await count('tomasi')).toBe(0);
    expect(await inbox('tomasi')).toContain('Left for the end');
  });

  it('shows nothing of what was deleted, nor of what one may no longer read', async () => {
    await clear('pavel');
    const gone = await started('leila', 'Soon deleted', { body: '@pavel' });
    const room = await started('tomasi', 'Soon out of sight', { body: '@pavel' }, '/c/mel/r/surveys');
    await world.work();
    expect(await count('pavel')).toBe(2);
    await world.as('anjali').post(`/c/mel/discussions/posts/${/\/(\d+)-/.exec(gone)![1]}/delete`);
    await world.work();
    expect(await count('pavel')).toBe(1);
    await world.as('pavel').post('/c/mel/leave');
    for (const text of ['Soon deleted', 'Soon out of sight']) expect(await inbox('pavel')).not.toContain(text);
    expect(await count('pavel')).toBe(0);
    await world.as('pavel').post('/c/mel/join');
    expect(room).toContain('/r/surveys/');
  });

  it('never tells somebody of what they may not read', async () => {
    const at = await started('anjali', 'In the core', { body: '@leila @stranger' }, '/c/mel/r/core');
    await clear('leila');
    await reply('anjali', at, 'Once more, @leila @stranger');
    await world.work();
    expect([await count('leila'), await count('stranger')]).toEqual([0, 0]);
    expect(await mailed()).not.toContain(expect.stringContaining('In the core'));
  });

  it('holds answers, accepted answers and thanks, each told once and thanks without mail', async () => {
    await clear('leila');
    const question = await started('leila', 'Who knows?', { type: 'question' });
    const [, post] = /#post-(\d+)/.exec((await reply('tomasi', question)).headers.location!)!;
    await mailed();
    await clear('tomasi');
    await world.as('leila').post(`/c/mel/discussions/posts/${post}/accept`);
    for (const name of ['leila', 'pavel', 'pavel', 'pavel'] as const) await world.as(name).post(`/c/mel/discussions/posts/${post}/react`, { kind: 'thanks' });
    expect(await mailed()).toEqual(['tomasi: [Monitoring & Learning] Who knows?']);
    expect(await inbox('leila')).toContain('Tomasi replied to your question');
    const page = await inbox('tomasi');
    expect(page).toContain('Leila marked your reply as the answer');
    expect(page).toMatch(/(?:Pavel and Leila|Leila and Pavel) thanked you for your post/);
    expect(await count('tomasi')).toBe(2);
  });

  it('takes what other parts tell, in their own words, also of those who are not members', async () => {
    await clear('stranger');
    const anjali = await world.ctx('anjali');
    const tell = () =>
      transaction(anjali, (ctx) => notify(ctx, { kind: 'test.approved', communityId, key: 'join', actorId: anjali.viewer.personId, to: [{ personId: world.as('stranger').personId!, reason: 'approved' }] }));
    await tell();
    await tell();
    expect(await mailed()).toEqual(['stranger: [Monitoring & Learning] Welcome']);
    expect(await inbox('stranger')).toContain('Anjali let you in');
    expect(await count('stranger')).toBe(1);
    const mail = (await world.mails())[0]!.raw;
    expect(mail).toContain('You get this because you asked to join.');
  });

  it('asks whoever is not signed in to do so', async () => {
    expect((await world.anonymous.get('/me/inbox')).headers.location).toBe('/sign-in?back=%2Fme%2Finbox');
    expect((await world.anonymous.post('/me/inbox/read')).statusCode).toBe(401);
  });
});

describe('settings', () => {
  it('hold for a room as for its community, for a community as for everything, and say so', async () => {
    await world.as('pavel').post('/c/mel/r/surveys/join');
    expect((await set('pavel', `${communityId}.${communityId}`, { level: 'nothing', mail: '', push: '' })).statusCode).toBe(303);
    const page = (await world.as('pavel').get('/me/settings/notifications')).body;
    expect(page).toContain('As everywhere (Mentions, what I follow)');
    expect(page).toContain('As in the community (Nothing)');
    expect(page).toContain('Weekly');
    await mailed();
    await clear('pavel');
    await started('leila', 'Silence', { body: '@pavel' });
    await set('pavel', `${communityId}.${(await world.place('anjali', 'mel', 'surveys')).space.id}`, { level: 'everything', mail: '', push: '' });
    await started('leila', 'But here', {}, '/c/mel/r/surveys');
    expect(await mailed()).toEqual(['pavel: But here']);
    expect(await inbox('pavel')).toContain('Your setting for Room surveys is “Everything”.');
    await set('pavel', `${communityId}.${communityId}`, { level: '', mail: '', push: '' });
  });

  it('bring every question to those who wish it, and mail only where it is on', async () => {
    await world.as('tomasi').post('/me/settings/notifications/preset', { preset: 'questions' });
    await mailed();
    await clear('tomasi');
    await started('leila', 'A question', { type: 'question' });
    await started('leila', 'A conversation');
    expect(await mailed()).toEqual(['tomasi: A question']);
    await world.as('tomasi').post('/me/settings/notifications/preset', { preset: 'quiet' });
    await started('leila', 'No mail', { body: '@tomasi' });
    expect(await mailed()).toEqual([]);
    expect(await count('tomasi')).toBe(2);
    await world.as('tomasi').post('/me/settings/notifications/preset', { preset: 'usual' });
  });

  it('refuse what is not offered, and places that one is not in', async () => {
    expect((await set('tomasi', '0.0', { level: 'loud' })).statusCode).toBe(422);
    expect((await set('tomasi', '0.0', { mail: 'hourly' })).statusCode).toBe(422);
    expect((await set('stranger', `${communityId}.${communityId}`, { level: 'everything' })).statusCode).toBe(404);
    const wrong = await world.as('tomasi').post('/me/settings/notifications', { quiet: 'yes', since: '25:00', until: '07:00' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Give a time such as 22:00.');
    expect(wrong.body).toContain('value="25:00"');
    expect((await world.as('tomasi').post('/me/settings/notifications/preset', { preset: 'constructor' })).statusCode).toBe(422);
  });
});

describe('the link of a mail', () => {
  const linkTo = async (name: string) => {
    await world.work();
    const { raw } = (await world.mails()).find(({ to }) => to.startsWith(name))!;
    return new URL(/List-Unsubscribe: <([^>]+)>/.exec(raw.replace(/\r?\n\s+/g, ' '))![1]!).pathname;
  };

  it('ends it by one press, by a mail program that has no cookies; opening it changes nothing', async () => {
    const at = await started('tomasi', 'Enough of this');
    await reply('leila', at);
    const link = await linkTo('tomasi');
    const page = await world.anonymous.get(link);
    expect(page.body).toContain('No more about this discussion');
    expect(page.body).not.toContain('Enough of this');
    await reply('leila', at, 'still comes');
    expect((await mailed()).at(-1)).toBe('tomasi: Re: Enough of this');
    // RFC 8058 §3.1 lets the program choose between the two.
    for (const [type, payload] of [['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'], ['multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n']])
      expect((await world.app.inject({ method: 'POST', url: link, headers: { 'content-type': type! }, payload: payload! })).statusCode).toBe(200);
    await reply('leila', at, 'comes no more');
    expect(await mailed()).toEqual([]);
    expect((await world.as('tomasi').get(`${at}/follow`)).body).toContain('You muted this discussion');
  });

  it('also ends mail of a community, as in the settings', async () => {
    const at = await started('leila', 'Less of all', {});
    await reply('tomasi', at);
    await world.anonymous.post(await linkTo('leila'), { scope: 'space' });
    await mailed();
    await reply('pavel', at);
    expect((await mailed()).filter((mail) => mail.startsWith('leila'))).toEqual([]);
    expect((await world.as('leila').get('/me/settings/notifications')).body).toMatch(/<option value="off" selected=""[^>]*>Not by mail/);
    expect(await inbox('leila')).toContain('Less of all');
  });

  it('is good for nothing when somebody changed it', async () => {
    const link = await linkTo('leila');
    for (const bad of [link.replace(/\/unsubscribe\/\w/, '/unsubscribe/z'), `${link}x`, '/unsubscribe/x', '/unsubscribe/1.1.1.1.0123456789012345678901'])
      for (const answer of [await world.anonymous.get(bad), await world.anonymous.post(bad)]) expect(answer.statusCode).toBe(404);
  });
});

it('offers programs the same', async () => {
  await clear('pavel');
  const at = await started('leila', 'For programs', { body: '@pavel' });
  await world.work();
  const api = async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: object) =>
    world.as('pavel').send({ method, url: `/api/v1/me/notifications${path}`, ...(payload && { payload }), headers: { accept: 'application/json' } });
  const { notifications, unread_count } = (await api('GET', '')).json();
  expect(unread_count).toBe(1);
  expect(notifications[0]).toMatchObject({ kind: 'discussions.post', reason: 'mention', title: 'For programs', unread: true, community: 'Monitoring & Learning' });
  expect(notifications[0].url).toContain(`/posts/${/\/(\d+)-/.exec(at)![1]}`);
  expect((await api('POST', '/read', { id: notifications[0].id })).statusCode).toBe(204);
  expect((await api('POST', '/read', { id: 999_999 })).statusCode).toBe(404);
  expect((await api('GET', '')).json().unread_count).toBe(0);
  const put = await api('PUT', '/settings', { places: [{ community: 'mel', room: null, level: 'questions', mail: null, push: 'off' }], quiet_hours: { since: '21:30', until: '06:00' } });
  expect(put.statusCode).toBe(204);
  const { places, quiet_hours } = (await api('GET', '/settings')).json();
  expect(quiet_hours).toEqual({ since: '21:30', until: '06:00' });
  expect(places.find((p: { room: string | null }) => p.room === 'surveys').from).toEqual({ level: 'room', mail: 'default', push: 'community' });
  expect((await api('PUT', '/settings', { places: [{ community: 'elsewhere', room: null, level: 'nothing' }] })).statusCode).toBe(404);
  expect((await world.anonymous.get('/api/v1/me/notifications')).statusCode).toBe(401);
});

it('takes what a device kept from nobody but whoever wrote it', async () => {
  const at = await started('leila', 'Written offline');
  const send = (name: Cast, whose: Cast) => world.as(name).post(`${at}/reply`, { body: 'from the outbox', once: 'kept-1' }, { 'x-viewer': String(world.as(whose).personId), accept: 'application/json' });
  expect((await send('pavel', 'tomasi')).statusCode).toBe(401);
  expect((await world.as('leila').get(at)).body).not.toContain('from the outbox');
  for (let n = 0; n < 2; n += 1) expect((await send('tomasi', 'tomasi')).statusCode).toBe(303);
  expect((await world.as('leila').get(at)).body.match(/from the outbox/g)).toHaveLength(1);
});

it('forgets what is old', async () => {
  await clear('tomasi');
  const rows = async () => (await world.as('tomasi').send({ method: 'GET', url: '/api/v1/me/notifications' })).json().notifications.length as number;
  expect(await rows()).toBeGreaterThan(0);
  world.pass(181 * 86_400_000);
  await (await import('./ledger/tidy.ts')).tidy(await world.ctx('anjali'));
  const { db } = (await world.ctx('tomasi'));
  expect(await db.selectFrom('notifications').select('id').where('person_id', '=', world.as('tomasi').personId!).execute()).toEqual([]);
});
