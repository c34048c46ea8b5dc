import { afterAll, beforeAll, expect, it } from 'vitest';
import { newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
let mail: MailClient;
let newMails: ReturnType<typeof newMailsOf>;
beforeAll(async () => {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  mail = await receiveMail(world);
  newMails = newMailsOf(world);
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

const set = (form: Record<string, string>, at = '/c/mel') => world.as('anjali').post(`${at}/settings/mail`, form);
const start = async (title: string, at = '/c/mel') => (await world.as('tomasi').post(`${at}/discussions`, { title, body: 'x', type: 'conversation' })).headers.location!;
const bodies = async (at: string) => (await world.as('anjali').get(at)).body;

/** A discussion of Tomasi's, and the mail that tells him of Leila's reply. */
async function told(title: string, at = '/c/mel') {
  const href = await start(title, at);
  await world.as('leila').post(`${href}/reply`, { body: 'An answer' });
  const found = (await newMails()).find(({ recipient }) => recipient === 'tomasi@example.org')!;
  return { href, mail: found, replyTo: found.replyTo!.value[0]!.address! };
}

it('takes a reply to the discussion, and another to its author alone, who may answer by mail too; nobody sees an address', async () => {
  const { href, mail: sent, replyTo } = await told('As usual');
  expect(sent.text).toMatch(/answer is in the discussion for all to\s+read/);
  expect(sent.text).toMatch(/Answer Leila alone:\nhttp:\/\/copse\.test\/people\/leila\/write\?subject=Re%3A%20As%20usual/);
  expect(sent.html).toContain('>Answer Leila alone</a>');
  const [, privately] = /Answer Leila alone, by mail:\n(reply\+\S+)/.exec(sent.text!)!;
  await mail.send({ from: 'tomasi@example.org', to: privately!, subject: 'Re: As usual', text: 'Just between us', messageId: '<p1@example.org>' });
  await mail.send({ from: 'tomasi@example.org', to: privately!, subject: 'Re: As usual', text: 'Just between us', messageId: '<p1@example.org>' });
  const [message, ...others] = await newMails();
  expect(others).toEqual([]);
  expect(message).toMatchObject({ recipient: 'leila@example.org', subject: 'Re: As usual', from: { value: [{ name: 'Tomasi via Copse' }] } });
  expect(message!.text).toContain('> Just between us');
  expect(JSON.stringify([message!.text, message!.html, [...message!.headers]])).not.toContain('tomasi@example.org');
  await mail.send({ from: 'leila@example.org', to: message!.replyTo!.value[0]!.address!, subject: 'Re: As usual', text: 'Gladly' });
  const [back] = await newMails();
  expect(back).toMatchObject({ recipient: 'tomasi@example.org', subject: 'Re: As usual' });
  expect(back!.text).toContain('> Gladly');
  await mail.send({ from: 'tomasi@example.org', to: replyTo, subject: 'Re: As usual', text: 'For all of you' });
  await newMails();
  const page = await bodies(href);
  expect(page).toContain('For all of you');
  expect(page).not.toMatch(/between us|Gladly/);
});

it('takes replies to the author where the community wishes it, never to the discussion by accident', async () => {
  expect((await world.as('leila').get('/c/mel/settings/mail')).statusCode).toBe(403);
  expect((await set({ replies: 'author', prefix: 'none' })).statusCode).toBe(303);
  const { href, mail: sent, replyTo } = await told('Quietly');
  expect(sent.text).toContain('your answer reaches Leila alone');
  await mail.send({ from: 'tomasi@example.org', to: replyTo, subject: 'Re: Quietly', text: 'A secret', attachments: [{ filename: 'a.txt', content: 'a' }] });
  const mails = await newMails();
  expect(mails.map(({ recipient }) => recipient).toSorted()).toEqual(['leila@example.org', 'tomasi@example.org']);
  expect(mails.find(({ recipient }) => recipient === 'tomasi@example.org')!.text).toContain('The files were left out');
  const [, openly] = /Answer all who read it, by mail:\n(reply\+\S+)/.exec(sent.text!)!;
  await mail.send({ from: 'tomasi@example.org', to: openly!, subject: 'Re: Quietly', text: 'For all' });
  await newMails();
  expect(await bodies(href)).toContain('For all');
  expect(await bodies(href)).not.toContain('A secret');
  expect((await world.as('leila').get(href)).body).toContain('answers you alone');
});

it('sends nothing, and says so, when the author takes no private messages', async () => {
  await world.as('leila').post('/me/profile', { name: 'Leila', time_zone: 'UTC', 'audience.contact': 'nobody' });
  const { href, mail: sent, replyTo } = await told('Not reachable');
  expect(sent.text).not.toContain('/people/leila/write');
  await mail.send({ from: 'tomasi@example.org', to: replyTo, subject: 'Re: Not reachable', text: 'A secret' });
  const [refused, ...others] = await newMails();
  expect(others).toEqual([]);
  expect(refused!.recipient).toBe('tomasi@example.org');
  expect(refused!.text!.replace(/\s+/g, ' ')).toContain('Leila cannot be reached privately from here. Nothing was sent');
  expect(await bodies(href)).not.toContain('A secret');
  await world.as('leila').post('/me/profile', { name: 'Leila', time_zone: 'UTC', 'audience.contact': 'members' });
});

it('keeps to it in news and in gathered mail', async () => {
  await world.as('tomasi').post('/me/settings/notifications/preset', { preset: 'everything' });
  await world.as('anjali').post('/c/mel/news', { title: 'Rain gauges', summary: 'Six islands', body: 'All of it', type: 'news', do: 'publish' });
  const news = (await newMails()).find(({ recipient, subject }) => recipient === 'tomasi@example.org' && subject === 'Rain gauges')!;
  expect(news.text!.replace(/\s+/g, ' ')).toContain('to answer Anjali alone');
  await mail.send({ from: 'tomasi@example.org', to: news.replyTo!.value[0]!.address!, subject: 'Re: Rain gauges', text: 'Quietly' });
  expect((await newMails()).map(({ recipient }) => recipient)).toEqual(['anjali@example.org']);
  await world.as('tomasi').post('/me/settings/notifications/preset', { preset: 'weekly' });
  const href = await start('Gathered');
  await world.as('leila').post(`${href}/reply`, { body: 'An answer' });
  await newMails();
  world.pass(8 * 86_400_000);
  const digest = (await newMails()).find(({ recipient, text }) => recipient === 'tomasi@example.org' && text!.includes('Gathered'))!;
  const [, alone] = /Answer Leila alone, by mail:\s+(reply\+\S+)/.exec(digest.text!)!;
  await mail.send({ from: 'tomasi@example.org', to: alone!, subject: 'Re: Gathered', text: 'Quietly gathered' });
  expect((await newMails()).map(({ recipient }) => recipient)).toEqual(['leila@example.org']);
  expect(await bodies(href)).not.toContain('Quietly gathered');
  await world.as('tomasi').post('/me/settings/notifications/preset', { preset: 'usual' });
});

it('is inherited by rooms, which may choose for themselves', async () => {
  expect((await world.as('anjali').get('/c/mel/r/surveys/settings/mail')).body).toContain('Now: to the author alone.');
  expect((await told('In a room', '/c/mel/r/surveys')).mail.text).toContain('reaches Leila alone');
  await set({ replies: 'list', prefix: 'own', prefix_text: 'Surveys' }, '/c/mel/r/surveys');
  const { mail: sent } = await told('In a room again', '/c/mel/r/surveys');
  expect(sent.text).toMatch(/for all to\s+read/);
  expect(sent.subject).toBe('Re: [Surveys] In a room again');
});

it('marks subjects where that is wished, and takes the mark off again', async () => {
  for (const text of ['', '[★]', 'x'.repeat(31)]) expect((await set({ replies: 'list', prefix: 'own', prefix_text: text })).statusCode).toBe(422);
  await set({ replies: 'list', prefix: 'own', prefix_text: 'W\r\nBcc: a@b.example [Wash]' });
  expect((await told('Marked')).mail.subject).toBe('Re: [W Bcc: a@b.example Wash] Marked');
  await set({ replies: 'list', prefix: 'own', prefix_text: 'WASH' });
  const from = { from: 'tomasi@example.org', to: 'mel@copse.test', text: 'By mail' };
  await mail.send({ ...from, subject: 'Re: [WASH] AW: [WASH] Wells [urgent]' });
  await newMails();
  expect((await world.as('leila').get('/c/mel/discussions')).body).toContain('>Wells [urgent]<');
  const { mail: sent } = await told('[WASH] Named so already');
  expect(sent.subject).toBe('Re: [WASH] Named so already');
  const log = (await world.as('anjali').get('/c/mel/log')).body;
  expect(log).toContain('Changed the mark before subjects: WASH');
  expect(log).toContain('Changed where answers by mail go: to the author alone');
});

it('is there for programs', async () => {
  const send = (name: 'anjali' | 'leila', query: string, payload: object) => world.as(name).send({ method: 'PUT', url: `/api/v1/communities/mel/mail${query}`, payload });
  expect((await send('leila', '', { replies: 'list' })).statusCode).toBe(403);
  expect((await send('anjali', '', { replies: 'author', prefix: 'own', prefix_text: 'MEL' })).json()).toEqual({ replies: 'author', prefix: 'MEL' });
  expect((await send('anjali', '?room=surveys', {})).json()).toEqual({ replies: 'author', prefix: 'MEL' });
  expect((await world.as('leila').get('/api/v1/communities/mel')).json()).toMatchObject({ community: { mail: { replies: 'author', prefix: 'MEL' } } });
});
