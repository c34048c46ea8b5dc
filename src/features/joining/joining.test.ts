import { afterAll, beforeAll, expect, it } from 'vitest';
import { unfolded } from '#test/mail.ts';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const steward = () => world.as('anjali');
const door = (form: Record<string, string>, at = '/c/mel') => steward().post(`${at}/settings/joining`, { joining: 'open', ...form });
const mailsTo = async (name: string) => {
  await world.work();
  return (await world.mails()).filter((mail) => mail.to.startsWith(name)).map((mail) => ({ ...mail, raw: unfolded(mail.raw) }));
};
const isMember = async (client: Client, at = '/c/mel') => (await client.get(`${at}/leave`)).statusCode === 200;

async function upload(client: Client, csv: Buffer | string, at = '/c/mel') {
  const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="list.csv"\r\ncontent-type: text/csv\r\n\r\n';
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(csv), Buffer.from('\r\n--b--\r\n')]);
  return client.send({ method: 'POST', url: `${at}/member-lists`, payload, headers: { 'content-type': 'multipart/form-data; boundary=b' } });
}

it('lets in on request: asks why, tells the facilitators, and answers from a page or from the mail', async () => {
  expect((await door({ joining: 'approval', question: 'What do you work on?' })).statusCode).toBe(303);
  const [one, two] = [await world.newcomer('oana', null), await world.newcomer('petra', null)];
  expect((await one.post('/c/mel/join')).statusCode).toBe(403);
  expect((await one.get('/c/mel')).body).toContain('href="/c/mel/join"');
  expect((await one.get('/c/mel/join')).body).toContain('What do you work on?');
  expect((await one.post('/c/mel/join/ask', { reason: ' ' })).body).toContain('Please say why, in a sentence.');
  for (const client of [one, two, one]) expect((await client.post('/c/mel/join/ask', { reason: 'Rural water' })).headers.location).toBe('/c/mel/join');
  expect((await one.get('/c/mel/join')).body).toContain('have not answered yet');
  expect((await world.as('leila').get('/c/mel/requests')).statusCode).toBe(403);
  const queue = (await steward().get('/c/mel/requests')).body;
  expect(queue.match(/Rural water/g)).toHaveLength(2);
  expect((await steward().get('/c/mel/work')).body).toContain('Asking to come in');
  const [first] = /requests\/(\d+)"/.exec(queue)!.slice(1);
  expect((await steward().post(`/c/mel/requests/${first}`, { do: 'approve', note: 'Good to have you' })).statusCode).toBe(303);
  expect(await isMember(one)).toBe(true);
  expect((await mailsTo('oana'))[0]!.raw).toContain('Good to have you');
  const link = (await mailsTo('anjali')).map(({ raw }) => /\/requests\/\d+\/\d+\/\d+\/\S+/.exec(raw)?.[0]).filter(Boolean);
  const open = (await Promise.all(link.map(async (path) => ({ path, page: (await world.anonymous.get(path!)).body })))).find(({ page }) => page.includes('Petra'))!;
  expect((await world.anonymous.get(`${open.path!.slice(0, -3)}abc`)).statusCode).toBe(404);
  expect((await world.anonymous.post(open.path!, { do: 'decline' })).statusCode).toBe(303);
  expect(await isMember(two)).toBe(false);
  expect((await mailsTo('petra'))[0]!.raw).toContain('not now');
  expect((await two.post('/c/mel/join/ask', { reason: 'Please' })).statusCode).toBe(409);
});

it('lets owners of some addresses in by themselves, and others by invitation only', async () => {
  expect((await door({ joining: 'invitation', domains: 'not a domain!' })).body).toContain('One of these is not a domain');
  await door({ joining: 'invitation', domains: '@example.net\nexample.com' });
  const outside = await world.newcomer('quentin', null);
  expect((await outside.post('/c/mel/join/ask', {})).statusCode).toBe(403);
  await door({ joining: 'invitation', domains: 'example.org' });
  expect((await outside.post('/c/mel/join/ask', {})).headers.location).toBe('/c/mel');
  expect(await isMember(outside)).toBe(true);
  await door({ joining: 'open' });
});

it('lets members ask for a room by invitation, of which others know nothing', async () => {
  const id = (await world.place('anjali', 'mel', 'core')).space.id;
  expect((await world.as('tomasi').get('/c/mel/rooms')).body).toContain(`/c/mel/join/rooms/${id}`);
  for (const client of [world.as('stranger'), world.anonymous]) expect([404, 303]).toContain((await client.get(`/c/mel/join/rooms/${id}`)).statusCode);
  expect((await world.as('stranger').post(`/c/mel/join/rooms/${id}/ask`, { reason: 'x' })).statusCode).toBe(404);
  expect((await world.as('tomasi').post(`/c/mel/join/rooms/${id}/ask`, { reason: 'I run such a group' })).statusCode).toBe(303);
  expect((await world.as('tomasi').get('/c/mel/r/core')).statusCode).toBe(404);
  const request = /requests\/(\d+)"/.exec((await steward().get('/c/mel/r/core/requests')).body)![1];
  await steward().post(`/c/mel/r/core/requests/${request}`, { do: 'approve' });
  expect((await world.as('tomasi').get('/c/mel/r/core')).statusCode).toBe(200);
});

it('invites by a link that holds for so many, and by mail to addresses of which it says nothing', async () => {
  const rita = await world.newcomer('rita', null);
  expect((await rita.get('/c/mel/invitations')).statusCode).toBe(403);
  expect((await world.as('leila').post('/c/mel/invitations/link', { role: 'facilitator' })).body).toContain('You can invite to what you are yourself');
  const made = (await world.as('leila').post('/c/mel/r/surveys/invitations/link', { role: 'guest', uses: '1', note: 'You would like it' })).body;
  const link = /\/invitations\/[\w-]{20,}/.exec(made)![0];
  expect((await world.as('leila').get('/c/mel/r/surveys/invitations')).body).not.toContain(link);
  const seen = (await world.anonymous.get(link)).body;
  expect(seen).toContain('You would like it');
  expect(seen).toContain('/sign-up?back=');
  expect((await rita.post(link)).headers.location).toBe('/c/mel/r/surveys');
  expect((await rita.get('/c/mel/r/surveys')).statusCode).toBe(200);
  expect((await rita.post('/c/mel/discussions', { title: 'As a guest', body: 'May I?' })).statusCode).toBe(403);
  const second = await (await world.newcomer('sven', null)).post(link);
  expect([second.statusCode, second.body.includes('does not hold any more')]).toEqual([404, true]);
  const wrong = await world.as('leila').post('/c/mel/invitations/letters', { addresses: 'a@example.com\nnot one' });
  expect(wrong.body).toContain('a@example.com\nnot one');
  const form = { addresses: 'tomasi@example.org, New One <uma@example.com>', note: 'Come and see' };
  expect((await world.as('leila').post('/c/mel/invitations/letters', form)).statusCode).toBe(303);
  const [letter] = await mailsTo('uma@example.com');
  expect(letter!.raw).toContain('Come and see');
  expect(letter!.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  const noMore = /\/invitations\/no-more\/\S+/.exec(letter!.raw.replace(/>/g, ' '))![0];
  expect((await world.anonymous.get(noMore)).statusCode).toBe(200);
  await world.as('leila').post('/c/mel/invitations/letters', { addresses: 'uma@example.com' });
  expect(await mailsTo('uma@example.com')).toHaveLength(2);
  expect((await world.anonymous.post(noMore)).body).toContain('gets no more invitations');
  await world.as('leila').post('/c/mel/invitations/letters', { addresses: 'uma@example.com' });
  expect(await mailsTo('uma@example.com')).toHaveLength(2);
});

it('welcomes with words, a face and first steps, until they are done or put away', async () => {
  expect((await door({ contact: 'nobody' })).body).toContain('No member here has that name');
  await door({ welcome: 'We are **glad** that you came.', contact: 'leila', introduce: '/c/mel/discussions/new?title=Hello' });
  const vera = await world.newcomer('vera', 'mel');
  expect((await mailsTo('vera'))[0]!.raw).toContain('glad');
  const home = (await vera.get('/c/mel')).body;
  for (const part of ['Welcome to Monitoring', '<strong>glad</strong>', 'href="/people/leila"', '/c/mel/discussions/new?title=Hello']) expect(home).toContain(part);
  await vera.post('/c/mel/discussions', { title: 'Hello', body: 'I am Vera' });
  expect((await vera.get('/c/mel')).body).toContain('<s>Say hello');
  await vera.post('/c/mel/first-steps/done');
  expect((await vera.get('/c/mel')).body).not.toContain('Welcome to Monitoring');
});

it('brings in a list: says line by line what would happen, then does it once', async () => {
  const csv = 'Nom;Courriel;Pays;Organisme\nZoé Martin;zoe@example.com;Côte d’Ivoire;Eau\nSans adresse;;France;\nZoé encore;ZOE@example.com;;\nTomasi;tomasi@example.org;;\nUlla;ulla@example.org;;\n';
  const ulla = await world.newcomer('ulla', null);
  expect((await upload(world.as('leila'), csv)).statusCode).toBe(403);
  expect((await upload(steward(), 'Name\nAda\n')).body).toContain('No column of e-mail addresses was found');
  const planned = await upload(steward(), Buffer.from(csv, 'latin1'));
  const path = planned.headers.location!;
  const plan = (await steward().get(path)).body;
  for (const part of ['Zoé Martin', 'stands there twice', 'not an address', '5 lines, 3 of them usable']) expect(plan).toContain(part);
  expect(await mailsTo('zoe')).toHaveLength(0);
  expect((await steward().post(path, { mode: 'add' })).body).toContain('Adding people takes their consent');
  for (let n = 0; n < 2; n += 1) await steward().post(path, { mode: 'add', consent: 'yes' });
  await world.work();
  expect((await steward().get(path)).body).toContain('everybody on the list is a member');
  expect((await steward().get('/c/mel/members?q=Zo')).body).toContain('Zoé Martin');
  // Who has an account already is told, once; nobody else is written to.
  expect((await mailsTo('ulla')).map(({ subject }) => subject)).toContain('You are a member of Monitoring & Learning');
  expect((await ulla.get('/api/v1/me/notifications')).body).toContain('Anjali has made you a member of Monitoring & Learning.');
  expect([await mailsTo('zoe'), (await mailsTo('tomasi')).filter(({ subject }) => subject.includes('You are a member'))]).toEqual([[], []]);
});

it('lets members leave with or without their name, and takes out with a reason whoever must go', async () => {
  const [wanda, xenia] = [await world.newcomer('wanda', 'mel'), await world.newcomer('xenia', 'mel')];
  const path = (await wanda.post('/c/mel/discussions', { title: 'From Wanda', body: 'Hello' })).headers.location!;
  await world.as('leila').post(`${path}/reply`, { body: 'Thank you @wanda' });
  expect((await wanda.get('/c/mel/leave')).body).toContain('This cannot be undone');
  expect((await wanda.post('/c/mel/leave', { posts: 'unname' })).statusCode).toBe(303);
  await world.work();
  const page = (await world.anonymous.get(path)).body;
  expect(page).toContain('From Wanda');
  expect(page).not.toContain('/people/wanda');
  expect((await steward().post('/c/mel/leave', {})).statusCode).toBe(409);
  expect((await world.as('leila').post('/c/mel/members/xenia/remove', { reason: 'x' })).statusCode).toBe(403);
  expect((await steward().post('/c/mel/members/xenia/remove', { reason: '' })).body).toContain('they will read it');
  expect((await steward().post('/c/mel/members/xenia/remove', { reason: 'You said you moved on' })).statusCode).toBe(303);
  expect(await isMember(xenia)).toBe(false);
  expect((await mailsTo('xenia'))[0]!.raw).toContain('You said you moved on');
});

it('tells what comes of asking in the inbox too, once, and takes it from the others who look after the door', async () => {
  await door({ joining: 'approval', question: '' });
  await world.as('anjali').post('/c/mel/members/role', { person: world.as('pavel').personId, role: 'facilitator' });
  const yusuf = await world.newcomer('yusuf', null);
  await yusuf.post('/me/settings/notifications/preset', { preset: 'quiet' });
  await yusuf.post('/c/mel/join/ask', { reason: 'I count wells' });
  const inbox = async (client: Client) => (await client.get('/me/inbox')).body;
  const id = /requests\/(\d+)"/.exec((await steward().get('/c/mel/requests')).body)![1];
  for (const keeper of [steward(), world.as('pavel')]) expect(await inbox(keeper)).toMatch(/class="row unread"[^]*Somebody asks to come into Monitoring[^]*Yusuf asks to come in[^]*because you look after Monitoring/);
  await steward().post(`/c/mel/requests/${id}`, { do: 'approve', note: 'Welcome' });
  expect(await inbox(world.as('pavel'))).not.toMatch(/class="row unread"(?:(?!class="row)[^])*Somebody asks to come into/);
  expect(await inbox(yusuf)).toMatch(/You are in: Monitoring[^]*because you asked to come into Monitoring/);
  expect(await mailsTo('yusuf')).toEqual([]);
  await steward().post('/c/mel/members/yusuf/remove', { reason: 'You said you moved on' });
  expect(await inbox(yusuf)).toMatch(/You are no longer a member[^]*You said you moved on[^]*It comes whatever you chose/);
  expect(await mailsTo('yusuf')).toHaveLength(1);
});
