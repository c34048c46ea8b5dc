import { afterAll, beforeAll, expect, it } from 'vitest';
import { newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import sharp from 'sharp';
import { makeWorld, type Cast, type World } from '#test/world.ts';

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

const DAY = 86_400_000;
const post = async (title: string, more = {}) => (await world.as('anjali').post('/c/mel/news', { title, summary: `About ${title}.`, do: 'publish', ...more })).headers.location!;
const ask = (who: Cast) => world.as(who).post('/c/mel/news/choices', { show: ['news', 'call'], mail: 'yes' });
const wish = (who: Cast, mode: string) => world.as(who).post('/me/settings/notifications', { 'mail.0.0': mode, at: '07:00' });
const to = async (who: Cast) => (await newMails()).filter(({ recipient }) => recipient === `${who}@example.org`);

it('comes by mail in the one way that its reader chose for everything', async () => {
  for (const who of ['tomasi', 'leila', 'pavel'] as const) await ask(who);
  await wish('leila', 'daily');
  await wish('pavel', 'off');
  const read = await post('Read on the web');
  await post('A new dashboard', { type: 'call', credit: 'The statistics office' });
  expect((await newMails()).map(({ recipient }) => recipient)).toEqual(['tomasi@example.org', 'tomasi@example.org']);
  await world.as('leila').get(read);
  await post('Of a muted kind', { type: 'vacancy' });
  world.pass(DAY);
  const [digest, ...others] = await to('leila');
  expect(others).toEqual([]);
  expect(digest!.text).toContain('* A new dashboard\nYou asked to be told of news here.\n\nCall · The statistics office: About A new dashboard.\n');
  for (const absent of ['Read on the web', 'muted kind']) expect(digest!.text).not.toContain(absent);
  world.pass(DAY);
  expect(await newMails()).toEqual([]);
});

it('is answered by mail, from a digest or from its own mail, in one discussion', async () => {
  const at = await post('Rain gauges');
  const [letter] = await to('tomasi');
  world.pass(DAY);
  const [digest] = await to('leila');
  const reply = /Answer by mail: (\S+)/.exec(digest!.text!)![1]!;
  expect(digest!.html).toContain(`mailto:${reply}?subject=Re%3A%20Rain%20gauges`);
  await mail.send({ from: 'leila@example.org', to: reply, subject: 'Re: Rain gauges', text: 'Ours rust after a year.\n' });
  const picture = await sharp({ create: { width: 300, height: 200, channels: 3, noise: { type: 'gaussian', mean: 120, sigma: 60 }, background: '#888' } }).png().toBuffer();
  const attachments = [{ filename: 'gauges.csv', content: 'a,b' }, { filename: 'brass.png', content: picture, cid: 'brass@example.org', contentDisposition: 'inline' as const }];
  const withFiles = { from: 'tomasi@example.org', to: letter!.replyTo!.value[0]!.address!, subject: 'Re: Rain gauges', html: '<p>Use brass.</p><img src="cid:brass@example.org">', text: 'Use brass.\n', attachments };
  await mail.send(withFiles);
  await mail.send({ ...withFiles, html: '', text: '', attachments: [{ filename: 'more.csv', content: 'c,d' }] });
  await world.work();
  const [, discussion] = /href="([^"]+\/discussions\/\d+[^"]*)"/.exec((await world.anonymous.get(at)).body.replaceAll('/share?', ''))!;
  const page = (await world.anonymous.get(discussion!)).body;
  for (const words of ['Ours rust after a year.', 'Use brass.']) expect(page).toContain(words);
  expect(page).toContain(`href="${at}"`);
  expect(page).toContain('alt="brass.webp"');
  for (const [name, text] of [['gauges.csv', 'a,b'], ['more.csv', 'c,d']]) expect((await world.anonymous.get(new RegExp(`href="([^"]+/files/\\d+/${name})"`).exec(page)![1]!)).body).toBe(text);
});

it('is a source of newsletters, and tells of itself in the monthly update', async () => {
  const iso = (days: number) => new Date(world.services.clock() + days * DAY).toISOString().slice(0, 10);
  await post('A clinic', { type: 'event', starts_at: `${iso(90)}T10:00`, place: 'Suva' });
  await world.as('anjali').post('/c/mel/r/core/news', { title: 'Kept to the room', summary: 'x', do: 'publish' });
  const made = (await world.as('anjali').post('/c/mel/newsletters', { template: 'letter', title: 'With news' })).headers.location!;
  const self = made.replace(/\/compose$/, '');
  const offered = (await world.as('anjali').get(`${self}/pick`)).body;
  expect(offered).toContain('A clinic');
  expect(offered).not.toContain('Kept to the room');
  const [, clinic] = /value="(news:\d+)"[^]*?A clinic/.exec(offered)!;
  expect((await world.as('anjali').post(`${self}/pick`, { items: clinic })).statusCode).toBe(303);
  expect((await world.as('anjali').get(made)).body).toMatch(/A clinic[^]*Event · \d+ \w+ \d{4} · Suva/);
  const month = (await world.as('anjali').post('/c/mel/newsletters', { template: 'monthly', title: '' })).headers.location!;
  const draft = (await world.as('anjali').get(month)).body;
  expect(draft).toMatch(/value="Coming up"[^]*A clinic/);
  expect(draft).not.toContain('Kept to the room');
});
