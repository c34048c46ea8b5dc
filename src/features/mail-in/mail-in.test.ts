import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
let mail: MailClient;

beforeAll(async () => {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1', MAIL_IN_LIMIT: '2' });
  mail = await receiveMail(world);
  newMails = newMailsOf(world);
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

let newMails: ReturnType<typeof newMailsOf>;
const from = (name: Cast) => `${name[0]!.toUpperCase()}${name.slice(1)} <${name}@example.org>`;
const log = async () => (await world.as('anjali').get('/admin/mail-in')).body;

/** Where the newest discussion of a place stands, as its list shows it. */
async function newest(place = '/c/mel', as: Cast = 'anjali'): Promise<{ href: string; title: string }> {
  const { body } = await world.as(as).get(`${place}/discussions`);
  const [, href, title] = /href="([^"]*\/discussions\/\d+-[^"#?]*)[^"]*"[^>]*>([^<]*)</.exec(body)!;
  return { href: href!, title: title! };
}

async function started(title: string, by: Cast = 'tomasi', place = '/c/mel'): Promise<string> {
  return (await world.as(by).post(`${place}/discussions`, { title, body: 'What do you think?', type: 'conversation' })).headers.location!;
}

/** A discussion, and the mail that told its author of the first reply. */
async function answered(title: string, by: Cast = 'tomasi') {
  const at = await started(title, by);
  await world.as('leila').post(`${at}/reply`, { body: 'First answer' });
  const told = (await newMails()).find((m) => m.recipient === `${by}@example.org`)!;
  return { at, told, replyTo: told.replyTo!.value[0]!.address! };
}

describe('starting a discussion', () => {
  it('is a mail to the community, with its files; twice sent is once posted', async () => {
    const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const message = {
      from: from('tomasi'),
      to: 'mel@copse.test',
      subject: 'Re: [Monitoring & Learning] How do you count wells?',
      text: 'We count by walking.\n\n-- \nTomasi\nSuva',
      messageId: '<wells.1@example.org>',
      attachments: [{ filename: 'wells.csv', content: 'a,b' }, { filename: 'well.png', content: picture }],
    };
    expect(await mail.send(message)).toContain('250');
    expect(await mail.send(message)).toContain('250');
    await world.work();
    const { href, title } = await newest();
    expect(title).toBe('How do you count wells?');
    const page = (await world.as('leila').get(href)).body;
    expect(page.match(/We count by walking/g)).toHaveLength(1);
    expect(page).not.toContain('Suva');
    expect(page).toContain('wells.csv');
    expect(page).toContain('well.webp');
    expect(await log()).toContain('by DMARC');
  });

  it('keeps the mail as it came for its author and facilitators, and for nobody else', async () => {
    const post = Number(/discussions\/(\d+)/.exec((await newest()).href)![1]);
    const path = `/c/mel/discussions/posts/${post}/original`;
    for (const name of ['tomasi', 'anjali'] as const) expect((await world.as(name).get(path)).body).toContain('Suva');
    expect((await world.as('leila').get(path)).statusCode).toBe(404);
    expect((await world.as('tomasi').get(`${path}/raw`)).body).toContain('Message-ID: <wells.1@example.org>');
  });

  it('looks the same for secret rooms, other communities and addresses that are nobody’s', async () => {
    await world.services.database.db.updateTable('spaces').set({ visibility: 'secret' }).where('slug', '=', 'core').execute();
    const refusal = (to: string, name: Cast) => mail.send({ from: from(name), to, subject: 'x', text: 'x' }).then(() => 'taken', (error: Error) => error.message);
    const missing = await refusal('mel.nowhere@copse.test', 'anjali');
    expect(missing).toContain('550');
    expect(await refusal('mel.core@copse.test', 'anjali')).toBe(missing.replace('nowhere', 'core'));
    expect(await refusal('mel.surveys@copse.test', 'stranger')).toBe(missing.replace('nowhere', 'surveys'));
    expect(await refusal('mel@elsewhere.test', 'anjali')).toContain('550');
    expect(await refusal('mel.surveys@copse.test', 'tomasi')).toBe('taken');
  });

  it('refuses what is too large, and says so', async () => {
    const large = { from: from('tomasi'), to: 'mel@copse.test', subject: 'Large', text: 'x'.repeat(2_500_000) };
    await expect(mail.send(large)).rejects.toThrow('552');
  });
});

describe('answering', () => {
  it('by the address that the mail gave, whoever’s mail program it is; quotes and tokens stay away', async () => {
    const { at, replyTo, told } = await answered('By token');
    expect(told.headers.get('list')).toMatchObject({ post: { mail: 'mel@copse.test' } });
    const text = `Agreed.\n\nOn Monday, Leila <${replyTo}> wrote:\n> First answer\n`;
    await mail.send({ from: 'Tomasi at home <tom@elsewhere.example>', to: replyTo, subject: 'Re: By token', text, signed: false });
    await world.work();
    const page = (await world.as('anjali').get(at)).body;
    expect(page).toContain('Agreed.');
    expect(page).not.toContain(replyTo);
    expect(page).toContain('by mail');
    // The answer goes on to Leila in the same thread.
    const [onward] = await newMails();
    expect(onward!.recipient).toBe('leila@example.org');
  });

  it('by the headers alone', async () => {
    const { at, told } = await answered('By headers');
    await mail.send({ from: from('tomasi'), to: 'mel@copse.test', subject: 'Something else', text: 'Threaded by its headers', inReplyTo: told.messageId, messageId: '<threaded@example.org>' });
    await world.work();
    expect((await world.as('anjali').get(at)).body).toContain('Threaded by its headers');
    // And an answer to that mail, from its own Message-ID.
    await mail.send({ from: from('pavel'), to: 'mel@copse.test', subject: 'Re: Something else', text: 'An answer to the mail itself', inReplyTo: '<threaded@example.org>' });
    await world.work();
    expect((await world.as('anjali').get(at)).body).toContain('An answer to the mail itself');
  });

  it('by guessing or changing an address is refused before the mail is sent', async () => {
    const { replyTo } = await answered('Guessing');
    const other = replyTo.replace(/\+d\.[0-9a-z]+\./, '+d.1.');
    for (const to of [other, replyTo.replace(/.@/, (at) => (at === 'a@' ? 'b@' : 'a@'))]) {
      expect(to).not.toBe(replyTo);
      await expect(mail.send({ from: from('tomasi'), to, subject: 'x', text: 'x' })).rejects.toThrow('550');
    }
  });

  it('with one word mutes; a machine’s answer, or our own mail, changes nothing', async () => {
    const { at, replyTo } = await answered('Muting');
    const before = (await world.as('anjali').get(at)).body.match(/class="post/g)!.length;
    const auto = { from: from('tomasi'), to: replyTo, text: 'I am away', signed: false };
    await mail.send({ ...auto, subject: 'Out of office', headers: { 'Auto-Submitted': 'auto-replied' } });
    await mail.send({ ...auto, subject: 'Loop', headers: { 'List-Id': '<mel.copse.test>' } });
    expect(await newMails()).toEqual([]);
    expect((await world.as('anjali').get(at)).body.match(/class="post/g)).toHaveLength(before);
    expect(await log()).toContain('An automatic answer');
    expect(await log()).toContain('It went in circles');
    await mail.send({ from: from('tomasi'), to: replyTo, subject: 'Re: Muting', text: 'mute\n', signed: false });
    const [told] = await newMails();
    expect(told!.subject).toContain('No more mail about');
    expect((await world.as('tomasi').get(`${at}/follow`)).body).toContain('You muted');
  });
});

describe('who sent it', () => {
  it('must be proven: a forged From leads to a question, and nothing is posted until it is answered', async () => {
    await newMails();
    await mail.send({ from: from('tomasi'), to: 'mel@copse.test', subject: 'Forged', text: 'Buy this', signed: false });
    const [asked] = await newMails();
    expect(asked!.recipient).toBe('tomasi@example.org');
    expect(asked!.subject).toBe('Did you send this? Forged');
    expect(asked!.headers.get('auto-submitted')).toBe('auto-replied');
    expect((await newest()).title).not.toBe('Forged');
    const link = new URL(/http:\/\/copse\.test\/mail\/sent\/\S+/.exec(asked!.text!)![0]).pathname;
    expect((await world.anonymous.get(link)).body).toContain('Buy this');
    await world.work();
    expect((await newest()).title).not.toBe('Forged');
    await world.anonymous.post(link, { sent: 'yes' });
    await world.work();
    expect((await newest()).title).toBe('Forged');
    await world.anonymous.post(link, { sent: 'yes' });
    expect(await newMails()).toEqual([]);
  });

  it('may be confirmed by answering; and disowned', async () => {
    await mail.send({ from: from('pavel'), to: 'mel@copse.test', subject: 'Really mine', text: 'From my phone', signed: false });
    await mail.send({ from: from('pavel'), to: 'mel@copse.test', subject: 'Not mine', text: 'From nobody', signed: false });
    const asked = await newMails();
    const answer = (subject: string, text: string) => mail.send({ from: from('pavel'), to: asked.find((m) => m.subject!.includes(subject))!.replyTo!.value[0]!.address!, subject: 'Re', text, signed: false });
    await answer('Really mine', 'Not sure what this is');
  await world.work();
  expect((await newest()).title).not.toBe('Really mine');
  await answer('Not mine', 'No');
    await answer('Really mine', 'yes');
    await world.work();
    expect((await newest()).title).toBe('Really mine');
    expect(await log()).toContain('somebody else sent it');
  });

  it('is told how to join when unknown: once a day, and never a machine', async () => {
    await newMails();
    const unknown = { from: 'Ana <ana@nowhere.example>', to: 'mel@copse.test', subject: 'Hello', text: 'Can I ask?', signed: false };
    await mail.send({ ...unknown, messageId: '<a1@nowhere.example>' });
    await mail.send({ ...unknown, messageId: '<a2@nowhere.example>' });
    await mail.send({ ...unknown, from: 'no-reply@nowhere.example', messageId: '<a3@nowhere.example>' });
    const told = await newMails();
    expect(told.map((m) => m.recipient)).toEqual(['ana@nowhere.example']);
    expect(told[0]!.text).toContain('mel-join@copse.test');
  });
});

describe('a member without the web', () => {
  it('joins by mail and an answer, writes, and leaves', async () => {
    await newMails();
    const ana = { from: 'Ana Silva <ana.silva@example.org>', text: ' ' };
    await mail.send({ ...ana, to: 'mel-join@copse.test', subject: 'join' });
    const [asked] = await newMails();
    await mail.send({ ...ana, to: asked!.replyTo!.value[0]!.address!, subject: 'Re', text: 'Yes' });
    const [welcome] = await newMails();
    expect(welcome!.subject).toBe('Welcome to Monitoring & Learning');
    expect((await world.as('anjali').get('/c/mel/members')).body).toContain('Ana Silva');
    await mail.send({ ...ana, to: 'mel@copse.test', subject: 'First words', text: 'Hello all' });
    await world.work();
    expect((await newest()).title).toBe('First words');
    await mail.send({ ...ana, to: 'mel-request@copse.test', subject: 'leave' });
    expect((await newMails()).at(-1)!.subject).toBe('You left Monitoring & Learning');
    expect((await world.as('anjali').get('/c/mel/members')).body).not.toContain('Ana Silva');
  });

  it('gets help', async () => {
    await newMails();
    await mail.send({ from: from('pavel'), to: 'mel-help@copse.test', subject: '', text: '' });
    const [help] = await newMails();
    expect(help!.text).toContain('join: become a member of Monitoring & Learning');
  });
});

it('who asks to be let in is let in by answering the mail about it', async () => {
  await world.as('anjali').post('/admin/communities', { name: 'By approval', slug: 'approval', visibility: 'public' });
  await world.services.database.db.updateTable('spaces').set({ joining: 'approval' }).where('slug', '=', 'approval').execute();
  await newMails();
  await mail.send({ from: from('leila'), to: 'approval-join@copse.test', subject: 'join', text: 'I count wells' });
  const mails = await newMails();
  expect(mails.map((m) => m.recipient).sort()).toEqual(['anjali@example.org', 'leila@example.org']);
  const asked = mails.find((m) => m.recipient === 'anjali@example.org')!;
  expect(asked.text).toContain('I count wells');
  const to = asked.replyTo!.value[0]!.address!;
  await mail.send({ from: from('anjali'), to, subject: 'Re', text: 'perhaps' });
  await world.work();
  expect((await world.as('anjali').get('/c/approval/members')).body).not.toContain('Leila');
  await mail.send({ from: from('anjali'), to, subject: 'Re', text: 'approve' });
  expect((await newMails()).find((m) => m.recipient === 'anjali@example.org' && m.subject === 'Leila and By approval')!.text).toContain('Leila is a member of By approval now.');
  expect((await world.as('anjali').get('/c/approval/members')).body).toContain('Leila');
});

it('what is held is approved by answering the mail about it, by moderators alone; and is the mail that it was', async () => {
  await world.as('anjali').post('/c/mel/moderation/rules', { hold_first: '1', newcomer_links: '2', newcomer_hourly: '10' });
  await world.newcomer('vera', 'mel');
  await newMails();
  const vera = { from: 'Vera <vera@example.org>', to: 'mel@copse.test' };
  await mail.send({ ...vera, subject: 'My first', text: 'I am new here\n\n-- \nVera of Vava’u', messageId: '<vera.1@example.org>' });
  const [held] = await newMails();
  expect(held!.subject).toBe('Your mail waits: My first');
  expect((await newest()).title).not.toBe('My first');
  world.pass(11 * 60_000);
  const waiting = (await newMails()).find((m) => m.recipient === 'anjali@example.org')!;
  expect(waiting.text).toContain('I am new here');
  const to = waiting.replyTo!.value[0]!.address!;
  await mail.send({ from: from('tomasi'), to, subject: 'Re', text: 'approve' });
  await world.work();
  expect((await newest()).title).not.toBe('My first');
  await mail.send({ from: from('anjali'), to, subject: 'Re', text: 'No problem' });
  await world.work();
  await mail.send({ from: from('anjali'), to, subject: 'Re', text: 'Approve\n\nWelcome' });
  expect((await newMails()).map((m) => m.subject)).toContain('Approved: My first');
  const { href, title } = await newest();
  expect(title).toBe('My first');
  const page = (await world.as('anjali').get(href)).body;
  expect(page).toContain('by mail');
  const id = Number(/discussions\/(\d+)/.exec(href)![1]);
  expect((await world.as('anjali').get(`/c/mel/discussions/posts/${id}/original`)).body).toContain('Vera of Vava’u');
  // Answers to the mail itself find it; the same mail once more does nothing.
  await mail.send({ from: from('tomasi'), to: 'mel@copse.test', subject: 'Hello', text: 'Welcome, Vera', inReplyTo: '<vera.1@example.org>' });
  await world.work();
  expect((await world.as('anjali').get(href)).body).toContain('Welcome, Vera');
  expect(await log()).not.toContain('It waits for a moderator');
});

it('a reply that is held stands, once released, below what it answered, as a mail', async () => {
  const at = await started('Where it belongs', 'leila');
  await mail.send({ from: from('pavel'), to: 'mel@copse.test', subject: 'Re', text: 'The one that is answered', messageId: '<below@example.org>', inReplyTo: `<post-${/discussions\/(\d+)/.exec(at)![1]}.${(await world.place('leila')).community.id}@copse.test>` });
  await world.work();
  await world.newcomer('wanda', 'mel');
  await mail.send({ from: 'Wanda <wanda@example.org>', to: 'mel@copse.test', subject: 'Re', text: 'Held for now', inReplyTo: '<below@example.org>', messageId: '<wanda.1@example.org>', attachments: [{ filename: 'count.csv', content: 'a' }] });
  await world.work();
  expect((await world.as('anjali').get(at)).body).not.toContain('Held for now');
  const [, decide] = /action="([^"]*\/moderation\/cases\/\d+)"/.exec((await world.as('anjali').get('/c/mel/moderation')).body)!;
  await newMails();
  await world.as('anjali').post(decide!, { do: 'release' });
  const told = (await newMails()).find((m) => m.recipient === 'leila@example.org')!;
  expect(told.messageId).toBe('<wanda.1@example.org>');
  const posts = await world.services.database.db.selectFrom('posts').select(['item_id', 'body', 'reply_to_id', 'via']).where('body', 'in', ['The one that is answered', 'Held for now']).orderBy('item_id').execute();
  expect(posts[1]).toMatchObject({ via: 'mail', reply_to_id: posts[0]!.item_id });
  expect((await world.as('leila').get(at)).body).toContain('count.csv');
  expect((await world.as('anjali').get(`/c/mel/discussions/posts/${posts[1]!.item_id}/original`)).body).toContain('Held for now');
});
