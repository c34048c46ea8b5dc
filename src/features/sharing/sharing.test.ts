import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
let open: string;
let closed: string;
beforeAll(async () => {
  world = await makeWorld();
  const start = async (at: string, title: string) => (await world.as('anjali').post(`${at}/discussions`, { title, body: 'Forty households, once.' })).headers.location!;
  [open, closed] = [await start('/c/mel', 'An open thread'), await start('/c/mel/r/core', 'A closed thread')];
});
afterAll(() => world.close());

const refOf = (at: string) => ({ kind: 'discussion', id: /discussions\/(\d+)/.exec(at)![1]! });
const share = (by: Cast, more: Record<string, unknown>, at = '/c/mel') => world.as(by).post(`${at}/share`, { ...refOf(open), ...more });
async function mails() {
  await world.work();
  const own = (await world.mails()).filter(({ raw }) => raw.includes('/share/stop/')).reverse();
  return Promise.all(own.map(async ({ to, raw }) => ({ ...(await simpleParser(raw)), to, raw })));
}

it('stands on every page that is there to be read, and on no other', async () => {
  for (const path of [open, '/c/mel', '/c/mel/about', '/c/mel/discussions', '/c/mel/members', '/c/mel/news', '/c/mel/news/archive', '/c/mel/newsletters', '/c/mel/rooms', '/c/mel/roles', '/c/mel/permissions', '/c/mel/what-we-use', '/c/mel/who-can-help', '/c/mel/r/surveys', closed]) {
    const { body } = await world.as('anjali').get(path);
    const [, href] = /href="([^"]+\/share\?[^"]+)"/.exec(body) ?? [];
    expect(href, path).toBeDefined();
    expect((await world.as('anjali').get(href!.replaceAll('&amp;', '&'))).statusCode, href).toBe(200);
  }
  for (const path of ['/c/mel/settings', '/c/mel/discussions/new', '/c/mel/log']) expect((await world.as('anjali').get(path)).body, path).not.toContain('/share?');
  expect((await world.as('stranger').get(open)).body).not.toContain('/share?');
  expect((await world.anonymous.get('/c/mel/share?path=')).headers.location).toContain('/sign-in');
  for (const query of ['path=/settings', 'kind=discussion&id=99999', 'kind=x', '']) expect((await world.as('leila').get(`/c/mel/share?${query}`)).statusCode, query).toBe(404);
});

it('brings a link and a note to members and others, who see nobody else, once', async () => {
  const answer = await share('leila', { people: '@tomasi, pavel leila', outside: 'boss@away.example', note: 'Look at the end', once: 'k' });
  expect(answer.headers.location).toBe(open);
  await share('leila', { people: '@tomasi, pavel leila', outside: 'boss@away.example', note: 'Look at the end', once: 'k' });
  const sent = await mails();
  expect(sent.map(({ to }) => to).sort()).toEqual(['boss@away.example', 'pavel@example.org', 'tomasi@example.org']);
  for (const mail of sent) {
    expect(mail.subject).toBe('An open thread');
    expect(mail.text).toMatch(/Leila thought[^]*> Look at the end[^]*Forty households, once\./);
    expect(mail.text).toContain(`http://copse.test${open}`);
    expect(mail.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    for (const { to } of sent) if (to !== mail.to) expect(mail.raw).not.toContain(to);
  }
  const { body } = await world.as('leila').get(open);
  expect(body).toContain('On its way to 3 people.');
});

it('leaves out those who may not read it, without a name, and refuses to send outside what is not public', async () => {
  const before = (await mails()).length;
  await world.as('anjali').post('/c/mel/r/core/members', {});
  const to = { ...refOf(closed), people: 'tomasi, pavel' };
  expect((await world.as('anjali').post('/c/mel/r/core/share', to)).statusCode).toBe(303);
  expect((await world.as('anjali').get(closed)).body).toContain('2 were left out');
  expect(await mails()).toHaveLength(before);
  const refused = await world.as('anjali').post('/c/mel/r/core/share', { ...refOf(closed), outside: 'boss@away.example', note: 'keep me' });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('for members only');
  expect(refused.body).toContain('keep me');
  expect((await share('tomasi', { ...refOf(closed), people: 'leila' })).statusCode).toBe(404);
  expect((await share('stranger', { people: 'leila' })).statusCode).toBe(403);
  expect((await share('leila', { people: 'nobody-here' })).body).toContain('Nobody is called nobody-here');
  expect((await share('leila', { outside: 'x@y' })).body).toContain('no mail address');
  expect((await share('leila', {})).body).toContain('Name at least one');
});

it('goes to facilitators for anybody, to all members for those who may', async () => {
  const before = (await mails()).length;
  await share('tomasi', { audience: 'facilitators' });
  expect((await mails()).slice(before).map(({ to }) => to)).toEqual(['anjali@example.org']);
  const { id } = (await world.place('anjali')).community;
  expect((await share('tomasi', { audience: id })).statusCode).toBe(422);
  await share('anjali', { audience: id, note: 'To all' });
  expect((await mails()).slice(before + 1).map(({ to }) => to).sort()).toEqual(['leila@example.org', 'pavel@example.org', 'tomasi@example.org']);
});

it('goes to all who hold a role, and to nobody for a role of another place', async () => {
  const anjali = world.as('anjali');
  await anjali.post('/c/mel/roles', { name: 'Broker', term_months: '12' });
  const [, role] = /roles\/(\d+)\/edit/.exec((await anjali.get('/c/mel/roles')).body)!;
  for (const handle of ['tomasi', 'pavel']) await anjali.post(`/c/mel/roles/${role}/appoint`, { handle });
  expect((await world.as('leila').get(`/c/mel/share?${new URLSearchParams(refOf(open))}`)).body).toContain('Everybody with the role: Broker');
  const before = (await mails()).length;
  await share('leila', { audience: `role.${role}` });
  expect((await mails()).slice(before).map(({ to }) => to).sort()).toEqual(['pavel@example.org', 'tomasi@example.org']);
  expect((await share('leila', { audience: `role.${role}`, ...refOf(open) }, '/c/mel/r/surveys')).statusCode).toBe(422);
  expect((await share('leila', { audience: 'role.999' })).statusCode).toBe(422);
  expect((await anjali.get('/c/mel/shares')).body).toContain('a role');
});

it('offers several roles and places by a list, whose choice stays when something else is wrong', async () => {
  const anjali = world.as('anjali');
  await anjali.post('/c/mel/roles', { name: 'Scribe', term_months: '12' });
  const form = (await anjali.get(`/c/mel/share?${new URLSearchParams(refOf(open))}`)).body;
  const [, scribe] = /<option value="(\d+)"[^>]*>Scribe</.exec(form)!;
  const [, surveys] = /<option value="(\d+)"[^>]*>Room surveys: \d/.exec(form)!;
  await anjali.post(`/c/mel/roles/${scribe}/appoint`, { handle: 'leila' });
  const before = (await mails()).length;
  await share('anjali', { audience: 'role', role: scribe, whole: surveys });
  expect((await mails()).slice(before).map(({ to }) => to)).toEqual(['leila@example.org']);
  const refused = await share('anjali', { audience: 'all', role: scribe, whole: surveys, note: 'x'.repeat(2000) });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toMatch(new RegExp(`value="${surveys}"[^>]*selected`));
  expect(refused.body).toMatch(/value="all"[^>]*checked/);
  expect((await share('anjali', { audience: 'all', whole: surveys })).statusCode).toBe(303);
  expect((await share('leila', { audience: 'all', whole: surveys })).statusCode).toBe(422);
});

it('brings somebody’s page with what its reader may see of it', async () => {
  const id = world.as('tomasi').personId!;
  await world.as('tomasi').post('/me/profile', { name: 'Tomasi', time_zone: 'UTC', headline: 'Counts wells', 'audience.headline': 'members' });
  expect((await world.as('leila').get('/people/tomasi')).body).toContain(`href="/share/person/${id}"`);
  expect((await world.as('stranger').get('/people/tomasi')).body).not.toContain('/share/person');
  expect((await world.as('stranger').get(`/share/person/${id}`)).statusCode).toBe(403);
  const at = (await world.as('leila').get(`/share/person/${id}`)).headers.location!;
  expect((await world.as('leila').get(at)).body).toContain('Counts wells');
  const before = (await mails()).length;
  const sent = await world.as('leila').post('/c/mel/share', { kind: 'person', id, people: 'pavel', outside: 'friend@away.example' });
  expect(sent.headers.location).toBe('/people/tomasi');
  const got = new Map((await mails()).slice(before).map((mail) => [mail.to, mail.text!]));
  expect(got.get('pavel@example.org')).toContain('Counts wells');
  expect(got.get('friend@away.example')).toContain('http://copse.test/people/tomasi');
  expect(got.get('friend@away.example')).not.toContain('Counts wells');
  expect((await world.as('leila').get('/c/mel/share?kind=person&id=99999')).statusCode).toBe(404);
});

it('brings pages of no place, searches and earlier versions; what is for members goes to no others', async () => {
  const leila = world.as('leila');
  const id = world.as('tomasi').personId!;
  for (const [path, kind, at] of [['/communities', 'communities', 0], ['/people/tomasi/bookmarks', 'web_bookmarks', id], ['/people/tomasi/contributions', 'contributions', id]] as const) {
    expect((await leila.get(path)).body, path).toContain(`href="/share/${kind}/${at}"`);
    expect((await world.as('stranger').get(path)).body, path).not.toContain('/share/');
    expect((await leila.get(`/share/${kind}/${at}`)).headers.location).toBe(`/c/mel/share?kind=${kind}&id=${at}`);
    expect((await leila.post('/c/mel/share', { kind, id: at, outside: 'reader@away.example' })).headers.location, path).toBe(path);
  }
  expect((await leila.get('/share/nothing/1')).statusCode).toBe(404);
  expect((await leila.get('/c/mel/search?q=wells+%26+pumps')).body).toContain('/c/mel/share?path=%2Fsearch%3Fq%3Dwells%2B%2526%2Bpumps');
  const history = `/discussions/posts/${refOf(open).id}/history`;
  expect((await leila.get(`/c/mel${history}`)).body).toContain(`&amp;path=${encodeURIComponent(history)}`);
  const before = (await mails()).length;
  await leila.post('/c/mel/share', { path: '/search?q=wells+%26+pumps', people: 'pavel' });
  await leila.post('/c/mel/share', { ...refOf(open), path: history, people: 'pavel' });
  const [versions, search] = (await mails()).slice(before).sort((a, b) => a.subject!.localeCompare(b.subject!));
  expect(search).toMatchObject({ subject: expect.stringMatching(/^Search: wells & pumps · /), text: expect.stringContaining('/c/mel/search?q=wells+%26+pumps') });
  expect(versions).toMatchObject({ subject: 'Earlier versions of An open thread', text: expect.stringContaining(`http://copse.test/c/mel${history}`) });
  expect((await leila.get(`/c/mel/share?kind=discussion&id=${refOf(open).id}&path=/discussions/posts/99/history`)).statusCode).toBe(404);
  expect((await leila.post('/c/mel/share', { path: '/moderation/log', people: 'pavel' })).statusCode).toBe(303);
  expect((await leila.post('/c/mel/share', { path: '/moderation/log', outside: 'boss@away.example' })).body).toContain('for members only');
});

it('is ended by a click, logged for facilitators, and limited by day', async () => {
  const [mail] = (await mails()).filter(({ to }) => to === 'pavel@example.org');
  const [, stop] = /http:\/\/copse\.test(\/share\/stop\/\S+)/.exec(mail!.text!)!;
  expect((await world.anonymous.get(stop!)).body).toContain('Send me none');
  expect((await world.anonymous.post(stop!, { 'List-Unsubscribe': 'One-Click' })).body).toContain('You will get no more');
  expect((await world.anonymous.post(`${stop!.slice(0, -1)}!`)).statusCode).toBe(404);
  const before = (await mails()).length;
  await share('leila', { people: 'pavel' });
  expect(await mails()).toHaveLength(before);
  expect((await world.as('anjali').get('/c/mel/shares')).body).toMatch(/An open thread[^]*all members/);
  expect((await world.as('leila').get('/c/mel/shares')).statusCode).toBe(403);
  for (let n = 0; n < 3; n += 1) expect((await share('pavel', { outside: Array.from({ length: 5 }, (_, i) => `a${n}${i}@away.example`).join(' ') })).statusCode).toBe(303);
  expect((await share('pavel', { outside: 'one@away.example' })).statusCode).toBe(429);
});

it('is there for programs', async () => {
  const send = (payload: object) => world.as('anjali').send({ method: 'POST', url: '/api/v1/communities/mel/shares', headers: { 'content-type': 'application/json' }, payload: JSON.stringify(payload) });
  expect((await send({ path: '/about', people: 'leila' })).json()).toEqual({ members: 1, outside: 0, left_out: 0 });
  expect((await send({ path: '/settings', people: 'leila' })).statusCode).toBe(404);
});
