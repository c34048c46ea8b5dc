import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simpleParser } from 'mailparser';
import { makeWorld, type World } from '#test/world.ts';

const LIST = '/c/mel/newsletters';
const DAY = 86_400_000;
const seen = new Set<string>();

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

async function newMails(subject: RegExp, to?: string) {
  await world.work();
  const fresh = (await world.mails()).filter(({ raw }) => !seen.has(raw));
  for (const { raw } of fresh) seen.add(raw);
  const parsed = await Promise.all(fresh.map(async (mail) => ({ ...(await simpleParser(mail.raw)), recipient: mail.to, raw: mail.raw })));
  return parsed.filter((mail) => subject.test(mail.subject ?? '') && (!to || mail.recipient === to));
}

/** The places whose newsletters somebody gets, as the form of their choices has them. */
const wantedBy = async (name: 'anjali') => [...(await world.as(name).get('/me/settings/newsletters')).body.matchAll(/value="(\d+\.\d+)" checked/g)].map(([, key]) => key!);
const linkIn = (text: string | undefined, path: string) => new RegExp(`http://copse.test(/newsletters/${path}/[\\w.-]+)`).exec(text ?? '')![1]!;

async function send(title: string, more: Record<string, string> = {}): Promise<number> {
  const made = await world.as('anjali').post(LIST, { template: 'letter', title });
  const id = Number(/\/newsletters\/(\d+)/.exec(made.headers.location!)![1]);
  await world.as('anjali').post(`${LIST}/${id}/compose`, { title, introduction: 'Hello. [Out](https://example.org/?a=1&b=2)', language: 'en', audience: 'readers', ...more });
  await world.as('anjali').post(`${LIST}/${id}/schedule`, { do: 'now' });
  return id;
}

const recipients = async (title: string) => (await newMails(new RegExp(`^${title}`))).map((mail) => mail.recipient).sort();
const MEMBERS = ['anjali', 'leila', 'pavel', 'tomasi'].map((name) => `${name}@example.org`);

describe('people from outside', () => {
  it('subscribe by a button in a mail, and end it by one, without signing in', async () => {
    const asked = await world.anonymous.post(`${LIST}/subscribe`, { address: 'Outside@Example.net' });
    expect(asked.statusCode).toBe(200);
    expect(await recipients('Nobody yet')).toEqual([]);
    await send('Too early');
    expect(await recipients('Too early')).toEqual(MEMBERS);
    world.pass(2 * 3_600_000);
    await world.anonymous.post(`${LIST}/subscribe`, { address: 'outside@example.net' });
    const [mail] = await newMails(/^Do you want/);
    expect(mail!.recipient).toBe('outside@example.net');
    const link = linkIn(mail!.text, 'confirm');
    const page = await world.anonymous.get(link);
    expect(page.body).toContain('Yes, send it to me');
    await send('Not confirmed');
    expect(await recipients('Not confirmed')).toEqual(MEMBERS);
    expect((await world.anonymous.post(link)).body).toContain('You are in');
    await send('First one');
    const [first] = await newMails(/^First one/, 'outside@example.net');
    expect(first!.text).toContain('because you subscribed');

    // Scanners open links: nothing happens. A mail program presses the button by itself (RFC 8058).
    const url = linkIn(first!.text, 'unsubscribe');
    expect(first!.raw.replace(/\r?\n\s+/g, ' ')).toContain(`List-Unsubscribe: <http://copse.test${url}>`);
    expect((await world.anonymous.get(url)).body).toContain('End the newsletter of Monitoring &amp; Learning?');
    const press = (payload: string) => world.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/x-www-form-urlencoded', host: 'copse.test' } });
    await send('Still there');
    expect(await recipients('Still there')).toContain('outside@example.net');
    const pressed = await press('List-Unsubscribe=One-Click');
    expect(pressed.statusCode).toBe(200);
    expect((await press('List-Unsubscribe=One-Click')).statusCode).toBe(200);
    await send('Gone');
    expect(await recipients('Gone')).toEqual(MEMBERS);
    expect((await press('do=back')).body).toContain('You are in again');
    await send('Back');
    expect(await recipients('Back')).toContain('outside@example.net');
    expect((await world.anonymous.post(`${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`)).statusCode).toBe(404);
  });

  it('get the same answer for every address, and one mail an hour at most', async () => {
    const answers = await Promise.all(['outside@example.net', 'leila@example.org', 'new@example.net', 'new@example.net'].map(async (address) => (await world.anonymous.post(`${LIST}/subscribe`, { address })).body.replaceAll(address, '')));
    expect(new Set(answers).size).toBe(1);
    expect((await newMails(/^Do you want/)).map((mail) => mail.recipient).filter((to) => to === 'new@example.net')).toHaveLength(1);
    const wrong = await world.anonymous.post(`${LIST}/subscribe`, { address: 'nobody' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Write a mail address');
    // A program fills in what people do not see.
    await world.anonymous.post(`${LIST}/subscribe`, { address: 'bot@example.net', homepage: 'x' });
    expect(await newMails(/^Do you want/)).toEqual([]);
  });

  it('find an old link gone', async () => {
    await world.anonymous.post(`${LIST}/subscribe`, { address: 'late@example.net' });
    const link = linkIn((await newMails(/^Do you want/))[0]!.text, 'confirm');
    world.pass(8 * DAY);
    expect((await world.anonymous.post(link)).statusCode).toBe(410);
    await send('Late');
    expect(await recipients('Late')).not.toContain('late@example.net');
  });
});

describe('members', () => {
  it('choose for each community and room, by page or by the link in a mail', async () => {
    await world.as('tomasi').post(`${LIST}/choice`, { wanted: 'no' });
    await send('Without Tomasi');
    const mails = await newMails(/^Without/);
    expect(mails.map((mail) => mail.recipient)).not.toContain('tomasi@example.org');
    const mine = (await world.as('tomasi').get('/me/settings/newsletters')).body;
    const { id } = (await world.place('anjali')).community;
    expect(mine).toMatch(new RegExp(`value="${id}.${id}"(?! checked)`));
    await world.as('tomasi').post('/me/settings/newsletters', { wanted: `${id}.${id}` });
    await world.anonymous.post(linkIn(mails.find((mail) => mail.recipient === 'pavel@example.org')!.text, 'unsubscribe'));
    await send('Without Pavel');
    const after = await recipients('Without Pavel');
    expect(after).toContain('tomasi@example.org');
    expect(after).not.toContain('pavel@example.org');
    expect((await world.as('stranger').post(`${LIST}/choice`, { wanted: 'yes' })).statusCode).toBe(403);
  });

  it('who left or were banned get nothing more, also when it is on its way', async () => {
    const leaver = await world.newcomer('leaver', 'mel');
    await send('On its way');
    await leaver.post('/c/mel/leave');
    expect(await recipients('On its way')).not.toContain('leaver@example.org');
  });

  it('who subscribed from outside too get it once', async () => {
    await world.anonymous.post(`${LIST}/subscribe`, { address: 'joins@example.org' });
    await world.anonymous.post(linkIn((await newMails(/^Do you want/, 'joins@example.org'))[0]!.text, 'confirm'));
    await send('As an outsider');
    expect((await recipients('As an outsider')).filter((to) => to === 'joins@example.org')).toHaveLength(1);
    const joined = await world.newcomer('joins', 'mel');
    await send('As a member');
    expect((await recipients('As a member')).filter((to) => to === 'joins@example.org')).toHaveLength(1);
    await joined.post(`${LIST}/choice`, { wanted: 'no' });
    await send('As nobody');
    expect(await recipients('As nobody')).not.toContain('joins@example.org');
  });
});

describe('links', () => {
  it('are counted only where the community says so and its reader agreed; small counts are not told', async () => {
    await send('Uncounted');
    const [plain] = await newMails(/^Uncounted/, 'anjali@example.org');
    expect(plain!.text).toContain('Out <https://example.org/?a=1&b=2>');
    expect(plain!.text).not.toContain('let us count');
    await world.as('anjali').post('/me/settings/newsletters', { wanted: await wantedBy('anjali'), counts: 'yes' });
    await world.as('anjali').post(`${LIST}/settings`, { zone: 'UTC', clicks: 'yes', monthly: 'yes' });
    await world.anonymous.post(`${LIST}/subscribe`, { address: 'counted@example.net' });
    const confirm = linkIn((await newMails(/^Do you want/))[0]!.text, 'confirm');
    expect((await world.anonymous.get(confirm)).body).toMatch(/name="counts"(?! checked)/);
    await world.anonymous.post(confirm, { do: 'confirm', counts: 'yes' });
    const id = await send('Counted');
    const mails = await newMails(/^Counted/);
    const counted = mails.filter(({ text }) => text!.includes('You let us count how often links are followed, never who'));
    expect(counted.map(({ recipient }) => recipient).sort()).toEqual(['anjali@example.org', 'counted@example.net']);
    expect(mails.find(({ recipient }) => recipient === 'leila@example.org')!.html).toContain('href="https://example.org/?a=1&amp;b=2"');
    const mail = counted[0];
    const link = `${LIST}/${id}/links/1`;
    expect(mail!.text).toContain(`Out <http://copse.test${link}>`);
    expect(mail!.html).toContain(`href="http://copse.test${link}"`);
    const follow = (headers = {}) => world.anonymous.get(link, headers);
    expect((await follow()).headers.location).toBe('https://example.org/?a=1&b=2');
    for (let n = 0; n < 3; n += 1) await follow();
    await follow({ 'sec-gpc': '1' });
    const page = () => world.as('anjali').get(`${LIST}/${id}-counted`);
    expect((await page()).body).toContain('fewer than 5');
    await follow();
    expect((await page()).body).toMatch(/example\.org[^]*?<td class="n">5<\/td>/);
    expect((await world.as('tomasi').get(`${LIST}/${id}-counted`)).body).not.toContain('Links that were followed');
    expect((await world.anonymous.get(`${LIST}/${id}/links/2`)).statusCode).toBe(404);
  });
});

describe('the monthly update', () => {
  it('drafts itself on the first, from what everybody may read, and tells who runs the place', async () => {
    const now = new Date(world.services.clock());
    const middle = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 14, 12);
    world.pass(middle - world.services.clock());
    await world.work();
    const ask = async (title: string, by: 'leila' | 'anjali' = 'leila', at = '/c/mel') => Number(/\/discussions\/(\d+)/.exec((await world.as(by).post(`${at}/discussions`, { title, body: 'Who knows?', type: 'question' })).headers.location!)![1]);
    const answered = await ask('How long is a panel?');
    await ask('Who translates?');
    await ask('A secret question', 'anjali', '/c/mel/r/core');
    await ask('A question of the room', 'anjali', '/c/mel/r/surveys');
    const reply = await world.as('tomasi').post(`/c/mel/discussions/${answered}/reply`, { body: 'Seven minutes, never more.' });
    const post = /#post-(\d+)/.exec(reply.headers.location!)![1];
    await world.as('leila').post(`/c/mel/discussions/posts/${post}/accept`);
    const useful = Number(/\/discussions\/(\d+)/.exec((await world.as('tomasi').post('/c/mel/discussions', { title: 'Our checklist', body: 'Use it', type: 'conversation' })).headers.location!)![1]);
    await world.as('leila').post(`/c/mel/discussions/posts/${useful}/react`, { kind: 'used' });
    await world.newcomer('newcomer', 'mel');
    await newMails(/./);

    const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 1, 7);
    world.pass(first - 2 * 3_600_000 - world.services.clock());
    expect(await newMails(/^A draft waits/)).toEqual([]);
    world.pass(first - world.services.clock());
    await world.work();
    world.pass(3_700_000);
    const mails = await newMails(/^A draft waits/);
    expect(mails.map((mail) => mail.recipient)).toEqual(['anjali@example.org']);
    const link = /http:\/\/copse.test(\/c\/mel\/newsletters\/\d+\/compose)/.exec(mails[0]!.text!)![1]!;
    const page = (await world.as('anjali').get(link)).body;
    const order = ['Answered this month', 'How long is a panel?', 'Found useful', 'Our checklist', 'Still waiting for an answer', 'Who translates?', 'Welcome', 'One person joined us'];
    const found = order.map((words) => page.indexOf(words));
    expect(found.every((at) => at > 0)).toBe(true);
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(page).toContain('asked by Leila, answered by Tomasi');
    expect(page).toContain('Seven minutes, never more.');
    for (const hidden of ['secret question', 'question of the room', 'Newcomer']) expect(page).not.toContain(hidden);

    const work = (await world.as('anjali').get('/c/mel/work')).body;
    expect(work).toContain('Newsletters to look at');
    expect(work).toContain(`href="${link}"`);

    // Once a month, whatever happens.
    for (let n = 0; n < 3; n += 1) {
      world.pass(3_700_000);
      expect(await newMails(/^A draft waits/)).toEqual([]);
    }
    // Nobody wants it next month.
    await world.as('anjali').post(`${LIST}/settings`, { zone: 'UTC' });
    world.pass(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 3, 2, 7) - world.services.clock());
    await world.work();
    world.pass(3_700_000);
    expect(await newMails(/^A draft waits/)).toEqual([]);
  });
});

describe('programs', () => {
  it('list, read, draft, approve, schedule and send', async () => {
    const api = '/api/v1/communities/mel/newsletters';
    const call = (name: 'anjali' | 'tomasi' | 'leila', method: 'GET' | 'POST', path: string, payload?: object) => world.as(name).send({ method, url: path, ...(payload && { payload }) });
    const item = Number(/\/discussions\/(\d+)/.exec((await world.as('leila').post('/c/mel/discussions', { title: 'For the API', body: 'x', type: 'conversation' })).headers.location!)![1]);
    const blocks = [{ kind: 'heading', text: 'One' }, { kind: 'text', text: '*Two*' }, { kind: 'item', source: 'discussion', item_id: item, text: 'Mine' }];
    expect((await call('tomasi', 'POST', api, { title: 'No' })).statusCode).toBe(403);
    expect((await call('anjali', 'POST', api, { title: 'No', blocks: [{ kind: 'item', source: 'discussion', item_id: 999_999 }] })).statusCode).toBe(422);
    const made = await call('anjali', 'POST', api, { title: 'By a program', introduction: 'Hi', blocks });
    expect(made.statusCode).toBe(201);
    const { newsletter } = made.json<{ newsletter: { id: number; state: string; blocks: unknown[] } }>();
    expect(newsletter).toMatchObject({ state: 'draft', blocks: [{ kind: 'heading', text: 'One' }, { kind: 'text', html: '<p dir="auto"><em>Two</em></p>\n' }, { kind: 'item', text: 'Mine', card: { title: 'For the API', credit: 'by Leila' } }] });
    expect((await call('tomasi', 'GET', `${api}/${newsletter.id}`)).statusCode).toBe(404);
    await world.as('anjali').post(`${LIST}/settings`, { zone: 'UTC', approval: 'yes' });
    await world.as('anjali').post('/c/mel/members/role', { person: world.as('leila').personId, role: 'facilitator' });
    expect((await call('anjali', 'POST', `${api}/${newsletter.id}/schedule`, {})).statusCode).toBe(409);
    expect((await call('anjali', 'POST', `${api}/${newsletter.id}/request`, {})).statusCode).toBe(204);
    expect((await call('leila', 'POST', `${api}/${newsletter.id}/approve`, {})).statusCode).toBe(204);
    expect((await call('anjali', 'POST', `${api}/${newsletter.id}/schedule`, { at: '2020-01-01T00:00:00Z' })).statusCode).toBe(422);
    expect((await call('anjali', 'POST', `${api}/${newsletter.id}/schedule`, {})).statusCode).toBe(204);
    await world.work();
    const read = (await call('tomasi', 'GET', `${api}/${newsletter.id}`)).json<{ newsletter: { state: string; sent_at: string; number: number } }>();
    expect(read.newsletter.state).toBe('sent');
    const list = (await world.anonymous.get(`${api}?limit=1`)).json<{ newsletters: { title: string }[] }>();
    expect(list.newsletters.map(({ title }) => title)).toEqual(['By a program']);
    expect((await world.anonymous.get(`${api}?limit=1`)).headers.link).toMatch(/before=\d+\.\d+/);
    expect((await world.anonymous.get(`${api}?drafts=true`)).statusCode).toBe(401);
    const { paths } = (await world.anonymous.get('/api/v1/openapi.json')).json<{ paths: Record<string, unknown> }>();
    expect(Object.keys(paths)).toContain('/communities/{community}/newsletters/{id}/approve');
  });
});
