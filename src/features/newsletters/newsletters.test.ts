import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simpleParser } from 'mailparser';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const LIST = '/c/mel/newsletters';
const idIn = (location: unknown) => Number(/\/newsletters\/(\d+)/.exec(String(location))![1]);
const head = (more = {}) => ({ title: 'What we learned', introduction: 'Read **this** first: [ours](/c/mel).', language: 'en', audience: 'readers', ...more });

async function discussion(by: Cast, title: string, body: string, more: Record<string, unknown> = {}, at = '/c/mel'): Promise<number> {
  const answer = await world.as(by).post(`${at}/discussions`, { title, body, type: 'conversation', ...more });
  return Number(/\/discussions\/(\d+)/.exec(answer.headers.location!)![1]);
}

async function draft(more: Record<string, string> = {}, by: Cast = 'anjali', list = LIST): Promise<number> {
  const made = await world.as(by).post(list, { template: 'letter', title: more.title ?? 'What we learned' });
  const id = idIn(made.headers.location);
  expect((await world.as(by).post(`${list}/${id}/compose`, { ...head(), ...more })).statusCode).toBe(303);
  return id;
}

const seen = new Set<string>();
/** Mails that left since this was last asked, of which the subject says something. */
async function newMails(subject: RegExp) {
  await world.work();
  const fresh = (await world.mails()).filter(({ raw }) => !seen.has(raw));
  for (const { raw } of fresh) seen.add(raw);
  const parsed = await Promise.all(fresh.map(async ({ to, raw }) => ({ ...(await simpleParser(raw)), recipient: to, raw })));
  return parsed.filter((mail) => subject.test(mail.subject ?? ''));
}

const linkIn = (text: string | undefined, path: string) => new RegExp(`http://copse.test(/newsletters/${path}/[\\w.-]+)`).exec(text ?? '')![1]!;
const blockIds = (body: string) => [...body.matchAll(/id="block-(\d+)"/g)].map(([, id]) => Number(id));

describe('composing', () => {
  it('keeps everything that was typed, and adds, moves and removes by buttons', async () => {
    const id = await draft();
    const at = `${LIST}/${id}/compose`;
    const post = (fields: Record<string, unknown>) => world.as('anjali').post(at, { ...head(), ...fields });
    const [first, second] = [await post({ do: 'add.heading' }), await post({ do: 'add.text' })].map(({ headers }) => Number(/#block-(\d+)$/.exec(String(headers.location))![1])) as [number, number];
    const moved = await post({ [`text.${first}`]: 'A heading', [`text.${second}`]: 'Some *words*', title: 'Another title', do: `up.${second}` });
    expect(moved.headers.location).toBe(`${at}#block-${second}`);
    const page = (await world.as('anjali').get(at)).body;
    const [text] = blockIds(page);
    expect(blockIds(page)).toEqual([text, second, first]);
    expect(page).toContain('value="A heading"');
    expect(page).toContain('Some *words*</textarea>');
    expect(page).toContain('value="Another title"');
    await post({ do: `remove.${second}` });
    expect(blockIds((await world.as('anjali').get(at)).body)).toEqual([text, first]);
  });

  it('names every wrong field, and keeps what was typed beside it', async () => {
    const id = await draft();
    const at = `${LIST}/${id}/compose`;
    const block = Number(/#block-(\d+)$/.exec(String((await world.as('anjali').post(at, { ...head(), do: 'add.heading' })).headers.location))![1]);
    const wrong = await world.as('anjali').post(at, head({ title: ' ', audience: 'all', [`text.${block}`]: 'x'.repeat(121), introduction: 'typed' }));
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Give it a title.');
    expect(wrong.body).toContain('Choose for whom it is.');
    expect(wrong.body).toContain(`id="f-text.${block}-error"`);
    expect(wrong.body).toContain('typed</textarea>');
  });

  it('overwrites nobody unseen', async () => {
    const id = await draft();
    const at = `${LIST}/${id}/compose`;
    const version = /name="version" value="(\d+)"/.exec((await world.as('anjali').get(at)).body)![1];
    expect((await world.as('anjali').post(at, head({ version, title: 'First' }))).statusCode).toBe(303);
    const late = await world.as('anjali').post(at, head({ version, title: 'Second' }));
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('value="Second"');
    const again = /name="version" value="(\d+)"/.exec(late.body)![1];
    expect((await world.as('anjali').post(at, head({ version: again, title: 'Second' }))).statusCode).toBe(303);
  });

  it('offers and takes only what every reader may read', async () => {
    const open = await discussion('leila', 'For everybody', 'Look at https://example.org');
    const closed = await discussion('leila', 'For the room alone', 'Hush', {}, '/c/mel/r/surveys');
    const id = await draft();
    const offered = (await world.as('anjali').get(`${LIST}/${id}/pick`)).body;
    expect(offered).toContain('For everybody');
    expect(offered).not.toContain('For the room alone');
    expect((await world.as('anjali').post(`${LIST}/${id}/pick`, { items: `discussion:${closed}` })).statusCode).toBe(422);
    expect((await world.as('anjali').post(`${LIST}/${id}/pick`, { items: [`discussion:${open}`, `discussion:${open}`] })).statusCode).toBe(303);
    const page = (await world.as('anjali').get(`${LIST}/${id}/compose`)).body;
    expect(page).toContain('by Leila');
    // In an issue for members, rooms for members may be told of; made for everybody again, it is left out.
    await world.as('anjali').post(`${LIST}/${id}/compose`, head({ audience: 'members' }));
    expect((await world.as('anjali').post(`${LIST}/${id}/pick`, { items: `discussion:${closed}` })).statusCode).toBe(303);
    expect((await world.as('anjali').get(`${LIST}/${id}/compose`)).body).toContain('For the room alone');
    await world.as('anjali').post(`${LIST}/${id}/compose`, head());
    const back = (await world.as('anjali').get(`${LIST}/${id}/compose`)).body;
    expect(back).not.toContain('For the room alone');
    expect(back).toContain('One thing in it cannot be read by all readers');
  });
});

describe('sending', () => {
  it('sends one mail to each member, readable in every form, and publishes it', async () => {
    const id = await draft({ title: 'Issue “one” & more' });
    const item = await discussion('leila', 'A <b>question</b>', 'x'.repeat(40) + ' answer');
    await world.as('anjali').post(`${LIST}/${id}/pick`, { items: `discussion:${item}` });
    expect((await world.anonymous.get(`${LIST}/${id}`)).statusCode).toBe(404);
    const preview = await world.as('anjali').get(`${LIST}/${id}/preview?as=text`);
    expect(preview.body).toContain('Reads well as plain text.');
    await world.as('anjali').post(`${LIST}/${id}/test`);
    const [test] = await newMails(/^Test: Issue/);
    expect(test!.recipient).toBe('anjali@example.org');
    expect((await world.as('anjali').post(`${LIST}/${id}/schedule`, { do: 'now' })).statusCode).toBe(303);
    const mails = await newMails(/^Issue/);
    expect(mails.map((mail) => mail.recipient).sort()).toEqual(['anjali', 'leila', 'pavel', 'tomasi'].map((name) => `${name}@example.org`));
    const mail = mails[0]!;
    expect(mail.from!.value[0]).toEqual({ name: 'Monitoring & Learning via Copse', address: 'noreply@copse.test' });
    const unsubscribe = linkIn(mail.text, 'unsubscribe');
    const archive = `http://copse.test${LIST}/${id}-issue-one-more`;
    expect(mail.headers.get('list')).toMatchObject({ id: { name: 'newsletters.mel.copse.test' }, unsubscribe: { url: `http://copse.test${unsubscribe}` }, archive: { url: `http://copse.test${LIST}` } });
    expect(mail.raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    expect(mail.headers.get('archived-at')).toBe(`<${archive}>`);
    expect(mail.headers.get('precedence')).toBe('bulk');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(mail.text).toContain('Read this first: ours <http://copse.test/c/mel>.');
    expect(mail.text).toMatch(/A <b>question<\/b>\nby Leila\n/);
    expect(mail.text).toContain(`http://copse.test/c/mel/discussions/${item}-`);
    for (const line of mail.text!.split('\n')) if (!line.includes('http')) expect(line.length).toBeLessThanOrEqual(72);
    expect(mail.html).toContain('Issue “one” &amp; more</h1>');
    expect(mail.html).toContain('A &lt;b&gt;question&lt;/b&gt;</a>');
    expect(String(mail.html)).not.toMatch(/<img|<script|url\(|<link/i);
    expect(Buffer.byteLength(mail.raw)).toBeLessThan(25_000);

    const page = await world.anonymous.get(`${LIST}/${id}-issue-one-more`);
    expect(page.body).toContain('A &lt;b>question&lt;/b>');
    expect((await world.anonymous.get(LIST)).body).toContain('Issue “one” &amp; more');
    expect((await world.anonymous.get(`${LIST}/${id}.md`)).body).toMatch(/^# Issue “one” & more\n/);
    const feed = await world.anonymous.get(`${LIST}.atom`);
    expect(feed.headers['content-type']).toContain('application/atom+xml');
    expect(feed.body).toContain(`<link rel="alternate" type="text/html" href="${archive}"/>`);
    await world.work();
    expect((await world.as('stranger').get('/c/mel/search?q=learned+first')).body).toContain(`${LIST}/${id}-issue-one-more`);
    expect((await world.as('anjali').post(`${LIST}/${id}/compose`, head())).statusCode).toBe(409);

    // What is deleted afterwards is not shown any more.
    await world.as('leila').post(`/c/mel/discussions/posts/${item}/delete`);
    const after = (await world.anonymous.get(`${LIST}/${id}-issue-one-more`)).body;
    expect(after).toContain('What stood here was taken away since');
    expect(after).not.toContain('question&lt;/b>');
  });

  it('goes to each once, whatever is run again', async () => {
    const id = await draft({ title: 'Only once' });
    await world.as('anjali').post(`${LIST}/${id}/schedule`, { do: 'now' });
    expect(await newMails(/^Only once/)).toHaveLength(4);
    const { id: communityId } = (await world.place('anjali')).community;
    const ctx = await world.ctx('anjali');
    const { jobs } = world.services;
    await jobs.enqueue(ctx, 'newsletters.stretch', { communityId, issueId: id, from: 'p0' });
    await jobs.enqueue(ctx, 'newsletters.mail', { communityId, issueId: id, recipient: `p${world.as('leila').personId}` });
    await jobs.enqueue(ctx, 'newsletters.begin', { communityId, issueId: id, at: ctx.now });
    expect(await newMails(/^Only once/)).toEqual([]);
    expect((await world.as('anjali').get(`${LIST}/${id}-only-once`)).body).toContain('Went to 4 recipients');
  });

  it('waits for its time in its zone, and can be called off', async () => {
    const id = await draft({ title: 'In Fiji' });
    const at = `${LIST}/${id}`;
    const day = new Date(world.services.clock() + 3 * 86_400_000).toISOString().slice(0, 10);
    const past = await world.as('anjali').post(`${at}/schedule`, { date: '2020-01-01', time: '09:00', zone: 'UTC' });
    expect(past.statusCode).toBe(422);
    expect(past.body).toContain('This time is over.');
    expect((await world.as('anjali').post(`${at}/schedule`, { date: '2026-02-31', time: '9', zone: 'Mars/Base' })).body).toMatch(/Choose a time, such as[\s\S]*Choose a time zone/);
    expect((await world.as('anjali').post(`${at}/schedule`, { date: '2026-02-31', time: '09:00', zone: 'UTC' })).body).toContain('Choose a day that there is.');
    const appoint = () => world.as('anjali').post(`${at}/schedule`, { date: day, time: '09:00', zone: 'Pacific/Fiji' });
    expect((await appoint()).statusCode).toBe(303);
    const page = (await world.as('anjali').get(`${at}/preview`)).body;
    expect(page).toMatch(/09:00 GMT\+12/);
    expect(page).toMatch(/for you, .* 21:00 UTC/);
    expect((await world.as('anjali').post(`${at}/cancel`)).statusCode).toBe(303);
    world.pass(4 * 86_400_000);
    expect(await newMails(/^In Fiji/)).toEqual([]);
    const later = new Date(world.services.clock() + 2 * 86_400_000).toISOString().slice(0, 10);
    await world.as('anjali').post(`${at}/schedule`, { date: later, time: '09:00', zone: 'Pacific/Fiji' });
    expect(await newMails(/^In Fiji/)).toEqual([]);
    world.pass(3 * 86_400_000);
    expect(await newMails(/^In Fiji/)).toHaveLength(4);
  });

  it('refuses to send nothing', async () => {
    const id = await draft({ introduction: '' });
    const answer = await world.as('anjali').post(`${LIST}/${id}/schedule`, { do: 'now' });
    expect(answer.statusCode).toBe(409);
    expect(answer.body).toContain('There is nothing in it yet.');
  });

  it('keeps an issue for members to members', async () => {
    const id = await draft({ title: 'Among us', audience: 'members' });
    await world.as('anjali').post(`${LIST}/${id}/schedule`, { do: 'now' });
    expect(await newMails(/^Among us/)).toHaveLength(4);
    const at = `${LIST}/${id}-among-us`;
    expect((await world.as('tomasi').get(at)).statusCode).toBe(200);
    for (const client of [world.anonymous, world.as('stranger')]) {
      for (const path of [at, `${LIST}/${id}.md`]) expect((await client.get(path)).statusCode).toBe(404);
      for (const path of [LIST, `${LIST}.atom`, '/c/mel/search?q=among', '/api/v1/communities/mel/newsletters']) expect((await client.get(path)).body, path).not.toContain('Among us');
    }
  });

  it('works in a room, for its members alone', async () => {
    await world.as('pavel').post('/c/mel/r/surveys/join');
    const list = '/c/mel/r/surveys/newsletters';
    const id = await draft({ title: 'From the room', audience: 'members' }, 'anjali', list);
    await world.as('anjali').post(`${list}/${id}/schedule`, { do: 'now' });
    expect((await newMails(/^From the room/)).map((mail) => mail.recipient).sort()).toEqual(['anjali@example.org', 'pavel@example.org']);
    expect((await world.as('pavel').get(list)).body).toContain('From the room');
    expect((await world.as('tomasi').get(`${LIST}/${id}`)).statusCode).toBe(404);
    expect((await world.as('stranger').get(list)).statusCode).toBe(404);
    expect((await world.anonymous.post(`${list}/subscribe`, { address: 'x@example.net' })).statusCode).toBe(404);
  });
});

it('goes along, with its readers, when a room goes into another', async () => {
  const anjali = world.as('anjali');
  expect((await anjali.post('/c/mel/rooms', { name: 'Old room', slug: 'old', visibility: 'public' })).statusCode).toBe(303);
  const list = '/c/mel/r/old/newsletters';
  await world.anonymous.post(`${list}/subscribe`, { address: 'along@example.net' });
  const link = linkIn((await newMails(/^Do you want/))[0]!.text, 'confirm');
  await world.anonymous.post(link);
  const id = await draft({ title: 'From the old room' }, 'anjali', list);
  await anjali.post(`${list}/${id}/schedule`, { do: 'now' });
  expect((await newMails(/^From the old/)).map((mail) => mail.recipient)).toContain('along@example.net');
  expect((await anjali.post('/c/mel/rooms', { name: 'New room', slug: 'new-room', visibility: 'public' })).statusCode).toBe(303);
  const into = (await world.place('anjali', 'mel', 'new-room')).space.id;
  expect((await anjali.post('/c/mel/r/old/merge', { into })).statusCode).toBe(303);
  expect((await world.anonymous.get(`/c/mel/r/new-room/newsletters/${id}-from-the-old-room`)).statusCode).toBe(200);
  const next = await draft({ title: 'From the new room' }, 'anjali', '/c/mel/r/new-room/newsletters');
  await anjali.post(`/c/mel/r/new-room/newsletters/${next}/schedule`, { do: 'now' });
  expect((await newMails(/^From the new/)).map((mail) => mail.recipient)).toContain('along@example.net');
});

describe('approval', () => {
  const settings = (values: Record<string, string>) => world.as('anjali').post(`${LIST}/settings`, { zone: 'UTC', monthly: 'yes', ...values });
  beforeAll(async () => {
    await world.as('anjali').post('/c/mel/members/role', { person: world.as('leila').personId, role: 'facilitator' });
    expect((await settings({ approval: 'yes' })).statusCode).toBe(303);
  });
  afterAll(() => settings({}));

  it('takes a second person, by web or by a mailed link whose opening does nothing', async () => {
    const id = await draft({ title: 'Look at this' });
    const at = `${LIST}/${id}`;
    expect((await world.as('anjali').post(`${at}/schedule`, { do: 'now' })).statusCode).toBe(409);
    await world.as('anjali').post(`${at}/request`, { note: 'Is the tone right?' });
    expect((await world.as('anjali').post(`${at}/approve`)).statusCode).toBe(409);
    const [mail, ...others] = await newMails(/^May this go out/);
    expect(others).toEqual([]);
    expect(mail!.recipient).toBe('leila@example.org');
    expect(mail!.text).toContain('“Is the tone right?”');
    expect(mail!.text).toContain('Read this first');
    const lines = async (who: Cast) => (await world.as(who).get('/api/v1/me/notifications')).json<{ notifications: { kind: string; title: string; text: string; why: string; unread: boolean }[] }>().notifications.filter(({ kind }) => kind === 'newsletters.step');
    expect((await lines('leila'))[0]).toMatchObject({ unread: true, text: 'Anjali asks you to look at it before it goes out.', why: 'You get this because you help to run Monitoring & Learning.' });
    const link = linkIn(mail!.text, 'approve');
    expect((await world.anonymous.get(`${link}x`)).statusCode).toBe(404);
    expect((await world.anonymous.get(link)).body).toContain('Leila, somebody asks');
    expect((await world.as('anjali').get(`${at}/preview`)).body).toContain('It waits for somebody else to look');
    expect((await world.anonymous.post(link, { do: 'return' })).statusCode).toBe(422);
    expect((await world.anonymous.post(link, { do: 'return', note: 'Too long' })).statusCode).toBe(303);
    const [back] = await newMails(/^Sent back/);
    expect(back!.recipient).toBe('anjali@example.org');
    expect([(await lines('leila'))[0]!.unread, (await lines('anjali'))[0]]).toMatchObject([false, { unread: true, text: 'Leila sent it back.' }]);
    expect(back!.text).toContain('“Too long”');
    // An answered link does nothing more; asked anew, the second person says yes on the web.
    expect((await world.anonymous.post(link, { do: 'approve' })).statusCode).toBe(409);
    await world.as('anjali').post(`${at}/compose`, { ...head(), title: 'Look at this' });
    await world.as('anjali').post(`${at}/request`);
    expect((await world.anonymous.post(link, { do: 'approve' })).statusCode).toBe(409);
    expect((await world.as('leila').post(`${at}/approve`)).statusCode).toBe(303);
    expect((await newMails(/^Approved: Look/))[0]!.text).toContain('Leila approved');
    // Taken up again, it has to be approved again.
    await world.as('anjali').post(`${at}/reopen`);
    expect((await world.as('anjali').post(`${at}/schedule`, { do: 'now' })).statusCode).toBe(409);
    await world.as('leila').post(`${at}/request`);
    await world.as('anjali').post(`${at}/approve`);
    await world.as('leila').post(`${at}/schedule`, { do: 'now' });
    expect(await newMails(/^Look at this/)).toHaveLength(4);
  });

  it('is not given by somebody who makes newsletters no more', async () => {
    const id = await draft({ title: 'No longer hers' });
    await world.as('anjali').post(`${LIST}/${id}/request`);
    const link = linkIn((await newMails(/^May this go out/))[0]!.text, 'approve');
    await world.as('anjali').post('/c/mel/members/role', { person: world.as('leila').personId, role: 'member' });
    expect((await world.anonymous.post(link, { do: 'approve' })).statusCode).toBe(404);
    await world.as('anjali').post(`${LIST}/${id}/reopen`);
    expect((await world.as('anjali').post(`${LIST}/${id}/request`)).body).toContain('Nobody else makes newsletters here');
  });
});
