import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type Client, type World } from '#test/world.ts';

const DAY = 86_400_000;
let world: World;
let anjali: Client;

beforeAll(async () => {
  world = await makeWorld();
  anjali = world.as('anjali');
});
afterAll(() => world.close());

const open = async (form: Record<string, unknown>, client = anjali) => client.post('/c/mel/rooms', form);
const body = async (path: string, client = anjali) => (await client.get(path)).body;
const start = (client: Client, at: string) => client.post(`${at}/discussions`, { title: 'A word', body: 'Said here' });

describe('a room of its type', () => {
  it('begins with words of its type, and shows its days in lists and at home', async () => {
    expect(await body('/c/mel/rooms/new')).toContain('href="/c/mel/rooms/new?type=event"');
    const form = await body('/c/mel/rooms/new?type=event');
    expect(form).toContain('name="starts_on"');
    expect(form).not.toContain('name="product"');
    expect(form).toContain('Good that you are coming');
    const made = await open({ name: 'Gathering in Kigali', type: 'event', starts_on: '2027-05-12', ends_on: '2027-05-14', venue: 'Kigali', product: 'a book', purpose: 'Three days together', prompt: 'What do we bring?' });
    expect(made.headers.location).toBe('/c/mel/r/gathering-in-kigali');
    for (const path of ['/c/mel/rooms', '/c/mel/r/gathering-in-kigali']) {
      const page = await body(path, world.as('leila'));
      expect(page, path).toMatch(/May 12\s–\s14, 2027, Kigali/);
      expect(page, path).toContain('Three days together');
      expect(page, path).not.toContain('a book');
    }
    expect(await body('/c/mel/r/gathering-in-kigali')).toContain('What do we bring?');
  });

  it('says how far it is, asks what is asked at that time, and gives its days to calendars', async () => {
    const at = '/c/mel/r/gathering-in-kigali';
    await start(anjali, at);
    const asked = async (day: string) => {
      world.pass(Date.parse(`${day}T12:00:00Z`) - world.services.clock());
      return /<h2>([^<]*\?)<\/h2>/.exec(await body(at))?.[1];
    };
    const now = world.services.clock();
    expect(await asked('2027-05-10')).toBe('A question about coming?');
    expect(await body(at)).toContain('In 2 days');
    const ics = await world.anonymous.get(`${at}/event.ics`);
    expect(ics.statusCode, 'for members only').toBe(404);
    const { body: calendar, headers } = await anjali.get(`${at}/event.ics`);
    expect(headers['content-type']).toContain('text/calendar');
    for (const line of ['DTSTART;VALUE=DATE:20270512', 'DTEND;VALUE=DATE:20270515', 'SUMMARY:Gathering in Kigali', 'LOCATION:Kigali']) expect(calendar.split('\r\n')).toContain(line);
    expect(await asked('2027-05-13')).toBe('What was said just now?');
    expect(await body(at)).toContain('Day 2 of 3');
    expect(await asked('2027-05-20')).toBe('What did you take home?');
    expect(await body(at)).not.toContain('event.ics');
    world.pass(now - world.services.clock());
    await open({ name: 'Protocols', type: 'working_group', product: 'A shelf', due_on: new Date(now + 3 * DAY).toISOString().slice(0, 10) });
    expect(await body('/c/mel/r/protocols')).toContain('3 days left');
    expect((await anjali.get('/c/mel/r/protocols/event.ics')).statusCode).toBe(404);
  });

  it('needs its first day, and days in order; what was typed stays', async () => {
    const none = await open({ name: 'No day', type: 'event', venue: 'Suva' });
    expect(none.statusCode).toBe(422);
    expect(none.body).toContain('Say on which day it begins');
    expect(none.body).toContain('value="Suva"');
    const wrong = await open({ name: 'Backwards', type: 'event', starts_on: '2027-05-12', ends_on: '2027-05-10' });
    expect(wrong.body).toContain('It ends before it begins');
    expect((await open({ name: 'Odd', type: 'working_group', due_on: 'soon' })).body).toContain('Write the day as');
  });

  it('is opened by those who may, and by nobody else', async () => {
    expect((await open({ name: 'Mine' }, world.as('leila'))).statusCode).toBe(403);
    expect((await world.as('leila').get('/c/mel/rooms/new')).statusCode).toBe(403);
    expect(await body('/c/mel/rooms', world.as('leila'))).not.toContain('/rooms/new"');
  });
});

describe('the life of a room', () => {
  it('forms until three are there, rests when nobody speaks, wakes by a post', async () => {
    await open({ name: 'Lifelines', purpose: 'To see a room live' });
    const home = '/c/mel/r/lifelines';
    expect(await body(home)).toContain('2 more members and it begins');
    await world.as('leila').post(`${home}/join`);
    await world.as('pavel').post(`${home}/join`);
    expect(await body(home)).not.toContain('This room is forming');
    world.pass(59 * DAY);
    await world.work();
    expect(await body(home)).not.toContain('It is quiet here');
    world.pass(3 * DAY);
    await world.work();
    expect(await body(home)).toContain('It is quiet here');
    expect(await body('/c/mel/work')).toContain(`${home}/state`);
    const mail = (await world.mails()).find(({ subject }) => subject.includes('Is Lifelines still needed'))!;
    expect(mail.to).toContain('anjali@example.org');
    expect(mail.raw.replace(/=\r?\n/g, '')).toContain(`${home}/state#archive`);
    expect((await world.mails()).filter(({ subject, to }) => subject.includes('Lifelines') && to.includes('leila'))).toEqual([]);
    await start(world.as('leila'), home);
    expect(await body(home)).not.toContain('It is quiet here');
    expect(await body(`${home}/log`)).toContain('The room rests: nobody wrote for long');
  });

  it('waits for an event that is still to come', async () => {
    const soon = new Date((await world.ctx('anjali')).now + 200 * DAY).toISOString().slice(0, 10);
    await open({ name: 'Far ahead', type: 'event', starts_on: soon });
    await anjali.post('/c/mel/r/far-ahead/state', { to: 'active' });
    world.pass(100 * DAY);
    await world.work();
    expect(await body('/c/mel/r/far-ahead')).not.toContain('It is quiet here');
    world.pass(102 * DAY);
    await world.work();
    expect(await body('/c/mel/r/far-ahead')).toContain('It is quiet here');
  });

  it('is archived for reading only, and reopened', async () => {
    await open({ name: 'Done with' });
    const home = '/c/mel/r/done-with';
    const leila = world.as('leila');
    await leila.post(`${home}/join`);
    const started = await start(leila, home);
    const path = started.headers.location!;
    const [, id] = /discussions\/(\d+)/.exec(path)!;
    expect((await leila.post(`${home}/state`, { to: 'archived' })).statusCode).toBe(403);
    expect((await anjali.post(`${home}/state`, { to: 'archived' })).statusCode).toBe(303);
    for (const page of [home, path, `${home}/members`, `${home}/about`]) expect(await body(page, leila), page).toContain('This room is archived');
    expect(await body(path, leila)).not.toContain('<form class="composer');
    const attempts: [Client, string, Record<string, unknown>][] = [
      [leila, `${home}/discussions`, { title: 'More', body: 'More' }],
      [leila, `/c/mel/discussions/${id}/reply`, { body: 'More' }],
      [leila, `${home}/discussions/posts/${id}/react`, { kind: 'thanks' }],
      [leila, `${home}/discussions/posts/${id}/edit`, { title: 'Other', body: 'Other' }],
      [anjali, `${home}/discussions/${id}/reply`, { body: 'More' }],
      [anjali, `${home}/discussions/${id}/state`, { do: 'pin' }],
      [anjali, `${home}/discussions/${id}/move`, { space: '1' }],
      [anjali, `${home}/discussions/posts/${id}/delete`, {}],
      [anjali, `${home}/settings`, { name: 'Other', visibility: 'public' }],
      [world.as('pavel'), `${home}/join`, {}],
    ];
    for (const [client, url, form] of attempts) expect([403, 409], url).toContain((await client.post(url, form)).statusCode);
    const json = { method: 'POST' as const, url: `/api/v1/communities/mel/discussions/${id}/posts`, payload: { body: 'More' } };
    expect((await leila.send(json)).statusCode).toBe(403);
    expect(await body('/c/mel/rooms')).toContain('1 archived room');
    await anjali.post(`${home}/state`, { to: 'active' });
    expect((await leila.post(`${home}/discussions/${id}/reply`, { body: 'Back again' })).statusCode).toBe(303);
    const log = await body(`${home}/log`);
    for (const line of ['Archived the room', 'Reopened the room']) expect(log).toContain(line);
  });
});

describe('addresses', () => {
  it('go on leading to a room and to a community that are called otherwise now', async () => {
    await open({ name: 'Water', slug: 'water' });
    const [, id] = /discussions\/(\d+)/.exec((await start(anjali, '/c/mel/r/water')).headers.location!)!;
    const renamed = await anjali.post('/c/mel/r/water/settings', { name: 'Water and sanitation', slug: 'wash', visibility: 'members', type: 'interest' });
    expect(renamed.headers.location).toBe('/c/mel/r/wash/settings');
    const moved = await world.as('leila').get(`/c/mel/r/water/discussions/${id}?page=1`);
    expect([moved.statusCode, moved.headers.location]).toEqual([301, `/c/mel/r/wash/discussions/${id}?page=1`]);
    expect((await world.anonymous.get('/c/mel/r/water')).statusCode).toBe(404);
    expect((await world.as('leila').post('/c/mel/r/water/join')).statusCode).toBe(303);
    await open({ name: 'Water', slug: 'water' });
    expect((await world.as('leila').get('/c/mel/r/water')).statusCode).toBe(200);
    expect((await open({ name: 'Again', slug: 'wash' })).body).toContain('That address is taken');

    const settings = { name: 'Monitoring & Learning', visibility: 'public', hue: '155', language: 'en' };
    expect((await anjali.post('/c/mel/settings', { ...settings, slug: 'learning' })).headers.location).toBe('/c/learning/settings');
    expect((await world.anonymous.get('/c/mel/about')).headers.location).toBe('/c/learning/about');
    await anjali.post('/c/learning/settings', { ...settings, slug: 'mel' });
    expect((await world.anonymous.get('/c/mel/about')).statusCode).toBe(200);
    expect((await world.anonymous.get('/c/learning')).headers.location).toBe('/c/mel');
  });
});

it('names rooms by invitation to members, who may not read them, and to nobody else', async () => {
  await open({ name: 'The editors', slug: 'editors', visibility: 'invited', purpose: 'To edit the yearbook' });
  const page = await body('/c/mel/rooms', world.as('leila'));
  expect(page).toContain('The editors');
  expect(page).toContain('To edit the yearbook');
  expect(page).not.toContain('/r/editors');
  for (const client of [world.anonymous, world.as('stranger')]) expect(await body('/c/mel/rooms', client)).not.toContain('The editors');
  const hidden = await world.as('leila').get('/c/mel/r/editors');
  const missing = await world.as('leila').get('/c/mel/r/nowhere');
  expect(hidden.statusCode).toBe(404);
  expect(hidden.body.replaceAll('editors', 'nowhere')).toBe(missing.body);
  const api = (await world.as('leila').get('/api/v1/communities/mel/rooms')).json<{ by_invitation: { name: string }[]; rooms: { name: string }[] }>();
  expect(api.by_invitation.map(({ name }) => name)).toContain('The editors');
  expect(api.rooms.map(({ name }) => name)).not.toContain('The editors');
});

it('is kept by programs too', async () => {
  const send = (method: 'POST' | 'PUT' | 'GET', url: string, payload?: object) => anjali.send({ method, url: `/api/v1/communities/mel/rooms${url}`, ...(payload && { payload }) });
  const made = await send('POST', '', { name: 'By program', type: 'working_group', product: 'A handbook', due_on: '2027-03-01' });
  expect([made.statusCode, made.json()]).toEqual([201, expect.objectContaining({ slug: 'by-program', state: 'forming', product: 'A handbook', due_on: '2027-03-01' })]);
  expect((await send('PUT', '/by-program', { name: 'By a program', type: 'interest' })).json()).toMatchObject({ name: 'By a program', product: null });
  expect((await send('PUT', '/by-program/state', { to: 'archived' })).json()).toMatchObject({ state: 'archived' });
  expect((await world.as('leila').send({ method: 'PUT', url: '/api/v1/communities/mel/rooms/by-program/state', payload: { to: 'active' } })).statusCode).toBe(403);
});
