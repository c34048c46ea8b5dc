import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simpleParser, type ParsedMail } from 'mailparser';
import { makeWorld, type Cast, type World } from '#test/world.ts';
import { createContext } from '#platform/context.ts';
import { ANONYMOUS } from '#platform/viewer.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

let seen = 0;

/** The mails that left since this was last asked, oldest first. */
async function newMails(): Promise<(ParsedMail & { recipient: string; raw: string })[]> {
  await world.work();
  const all = (await world.mails()).filter((mail) => mail.raw.includes('Archived-At')).reverse();
  const fresh = all.slice(seen);
  seen = all.length;
  return Promise.all(fresh.map(async (mail) => ({ ...(await simpleParser(mail.raw)), recipient: mail.to, raw: mail.raw })));
}

async function started(title: string, body = 'x', by: Cast = 'tomasi'): Promise<string> {
  return (await world.as(by).post('/c/mel/discussions', { title, body, type: 'conversation' })).headers.location!;
}

const idOf = (location: string) => Number(/(?:discussions\/|#post-)(\d+)(?!.*#post)/.exec(location)![1]);
const reply = async (by: Cast, at: string, body: string, more = {}) =>
  idOf((await world.as(by).post(`${at}/reply`, { body, ...more })).headers.location!);

describe('a reply', () => {
  it('goes to those who follow, and not to its author; threaded, readable, easy to leave', async () => {
    const at = await started('Who reads “this”?');
    expect(await newMails()).toEqual([]);
    const first = await reply('leila', at, `Some **words** ${'and more words '.repeat(20)}`);
    const [mail, ...others] = await newMails();
    expect(others).toEqual([]);
    expect(mail!.recipient).toBe('tomasi@example.org');
    expect(mail!.subject).toBe('Re: Who reads “this”?');
    expect(mail!.from!.value[0]).toEqual({ name: 'Leila via Monitoring & Learning', address: 'noreply@copse.test' });
    const { id } = (await world.place('anjali')).community;
    expect(mail!.messageId).toBe(`<post-${first}.${id}@copse.test>`);
    expect(mail!.inReplyTo).toBe(`<post-${idOf(at)}.${id}@copse.test>`);
    expect(mail!.headers.get('list')).toMatchObject({ id: { name: 'mel.copse.test' }, unsubscribe: { url: expect.stringMatching(/^http:\/\/copse\.test\/unsubscribe\/[\w.-]+$/) } });
    expect(mail!.raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(mail!.headers.get('archived-at')).toBe(`<http://copse.test/c/mel/discussions/posts/${first}>`);
    expect(mail!.raw).toMatch(/^Precedence: list$/m);
    expect(mail!.raw).not.toContain('Auto-Submitted');
    expect(mail!.text).toContain('Some *words*');
    expect(Math.max(...mail!.text!.split('\n').map((line) => (line.includes('http') ? 0 : line.length)))).toBeLessThanOrEqual(72);
    expect(mail!.html).toContain('<strong>words</strong>');

    const second = await reply('pavel', at, 'Answering Leila', { reply_to: first });
    const mails = await newMails();
    expect(mails.map((m) => m.recipient).sort()).toEqual(['leila@example.org', 'tomasi@example.org']);
    expect(mails[0]!.inReplyTo).toBe(`<post-${first}.${id}@copse.test>`);
    expect(mails[0]!.references).toEqual([`<post-${idOf(at)}.${id}@copse.test>`, `<post-${first}.${id}@copse.test>`]);
    expect(mails[0]!.messageId).toBe(`<post-${second}.${id}@copse.test>`);
  });

  it('goes out once, even when the event is told again', async () => {
    const at = await started('Only once');
    const itemId = await reply('leila', at, 'once');
    const communityId = (await world.place('anjali')).community.id;
    const payload = { communityId, discussionId: idOf(at), itemId, authorId: world.as('leila').personId, mentioned: [] };
    const ctx = createContext(world.services, ANONYMOUS);
    await world.services.jobs.enqueue(ctx, 'discussions.notify', payload);
    expect(await newMails()).toHaveLength(1);
    await world.services.jobs.enqueue(ctx, 'discussions.notify', payload);
    expect(await newMails()).toEqual([]);
  });

  it('stays when it was deleted, read or muted meanwhile', async () => {
    const at = await started('Meanwhile');
    const gone = await reply('leila', at, 'deleted at once');
    await world.as('leila').post(`/c/mel/discussions/posts/${gone}/delete`);
    expect(await newMails()).toEqual([]);
    await reply('leila', at, 'read at once');
    await world.as('tomasi').get(at);
    expect(await newMails()).toEqual([]);
    await reply('leila', at, 'muted at once');
    await world.as('tomasi').post(`${at}/follow`, { level: 'mute' });
    expect(await newMails()).toEqual([]);
    await reply('leila', at, 'muted, even when you are mentioned, @tomasi');
    expect(await newMails()).toEqual([]);
  });

  it('stays when the reader may no longer read it, or has no confirmed address', async () => {
    const at = (await world.as('tomasi').post('/c/mel/r/surveys/discussions', { title: 'Room', body: 'x' })).headers.location!;
    await reply('pavel', at, 'first');
    await newMails();
    await world.as('tomasi').post('/c/mel/leave');
    await reply('pavel', at, 'after you left');
    expect(await newMails()).toEqual([]);
    const place = (await world.as('pavel').post('/c/mel/discussions', { title: 'No address', body: 'x' })).headers.location!;
    await world.services.database.db.updateTable('addresses').set({ confirmed_at: null }).where('person_id', '=', world.as('pavel').personId!).execute();
    await reply('leila', place, 'cannot reach you');
    expect(await newMails()).toEqual([]);
    await world.services.database.db.updateTable('addresses').set({ confirmed_at: 1 }).where('person_id', '=', world.as('pavel').personId!).execute();
  });
});

it('a new discussion goes to those whom it mentions and who may read it', async () => {
  await started('Asking you', 'What do you think, @leila and @stranger?', 'pavel');
  const mails = await newMails();
  expect(mails.map((m) => m.recipient).sort()).toEqual(['leila@example.org', 'stranger@example.org']);
  expect(mails[0]!.subject).toBe('Asking you');
  expect(mails[0]!.inReplyTo).toBeUndefined();
  await world.as('pavel').post('/c/mel/r/surveys/discussions', { title: 'Not for you', body: '@stranger @leila' });
  expect((await newMails()).map((m) => m.recipient)).toEqual(['leila@example.org']);
});

it('the link to leave opens a page that changes nothing until its button is pressed', async () => {
  const at = await started('Leaving', 'x', 'anjali');
  const page = await world.as('anjali').get(`${at}/follow`);
  expect(page.body).toContain('Nothing more about this');
  await reply('leila', at, 'still told');
  expect(await newMails()).toHaveLength(1);
  expect((await world.as('anjali').post(`${at}/follow`, { level: 'mute' })).statusCode).toBe(303);
  expect((await world.as('anjali').get(`${at}/follow`)).body).toContain('You muted this discussion');
  expect((await world.anonymous.get(`${at}/follow`)).headers.location).toContain('/sign-in?back=');
});
