import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Cast, type World } from '#test/world.ts';
import { createCommunity } from '../../communities/index.ts';
import { nextDigest, type Period } from './when.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

let seen = 0;
async function newMails(to: string) {
  await world.work();
  const all = (await world.mails()).reverse();
  const fresh = all.slice(seen);
  seen = all.length;
  return Promise.all(fresh.filter((mail) => mail.to === to).map((mail) => simpleParser(mail.raw)));
}

const start = async (by: Cast, at: string, title: string, body: string) => (await world.as(by).post(`${at}/discussions`, { title, body, type: 'conversation' })).headers.location!;
const wish = (by: Cast, values: Record<string, string>) => world.as(by).post('/me/settings/notifications', values);
/** Goes to just before, and just after, the next digest of a reader in UTC. */
function passTo(period: Period, minute: number, before = false) {
  const now = world.services.clock();
  world.pass(nextDigest(period, { timeZone: 'UTC', minute }, now) - now + (before ? -60_000 : 1000));
}

it('brings what two communities have in one mail, at the hour of its reader, and once', async () => {
  await createCommunity(await world.ctx('anjali'), { name: 'Water', slug: 'water', tagline: 'Taps', visibility: 'public' });
  for (const name of ['leila', 'tomasi'] as const) await world.as(name).post('/c/water/join');
  expect((await wish('tomasi', { 'level.0.0': 'everything', 'mail.0.0': 'daily', at: '18:30' })).statusCode).toBe(303);
  passTo('daily', 18 * 60 + 30);
  await newMails('tomasi@example.org');
  const tanks = await start('leila', '/c/water', 'Leaking tanks', 'Rust **everywhere** in the old tanks.');
  await start('leila', '/c/mel', 'A <short> survey', 'Four questions for @tomasi are enough.');
  await world.as('pavel').post(`${tanks}/reply`, { body: 'x' });
  const read = await start('pavel', '/c/mel', 'Read meanwhile', 'seen on the web');
  expect(await newMails('tomasi@example.org')).toEqual([]);
  await world.as('tomasi').get(read);
  passTo('daily', 18 * 60 + 30, true);
  expect(await newMails('tomasi@example.org')).toEqual([]);
  world.pass(120_000);
  const [mail, ...others] = await newMails('tomasi@example.org');
  expect(others).toEqual([]);
  expect(mail!.subject).toBe('[Copse] 3 new things: A <short> survey');
  expect(mail!.text).toMatch(/Monitoring & Learning\n=+\n\n\* A <short> survey\nYou get this because you are mentioned in it\.\n\nLeila: Four questions for @tomasi are enough\.\nhttp:\/\/copse\.test\/c\/mel\/discussions\/posts\/\d+/);
  expect(mail!.text).toContain('Leila: Rust everywhere in the old tanks.');
  expect(mail!.text).not.toContain('Read meanwhile');
  expect(Math.max(...mail!.text!.split('\n').map((line) => (line.includes('http') ? 0 : line.length)))).toBeLessThanOrEqual(72);
  expect(mail!.html).toContain('A &lt;short&gt; survey');
  expect(mail!.html).not.toContain('<img');
  expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
  passTo('daily', 18 * 60 + 30);
  expect(await newMails('tomasi@example.org')).toEqual([]);
});

it('waits for the period of each place, sends what is meant for one at once, and follows what is chosen meanwhile', async () => {
  expect((await world.as('leila').post('/me/settings/notifications/preset', { preset: 'weekly' })).statusCode).toBe(303);
  const at = await start('leila', '/c/mel', 'By the week', 'x');
  await newMails('leila@example.org');
  await world.as('pavel').post(`${at}/reply`, { body: 'An answer for later' });
  const page = await world.as('leila').get('/me/settings/notifications');
  expect(page.body).toMatch(/checked="" id="f-near"/);
  expect(await newMails('leila@example.org')).toEqual([]);
  await start('pavel', '/c/mel', 'To you', 'Dear @leila');
  expect((await newMails('leila@example.org')).map((mail) => mail.subject)).toEqual(['To you']);
  passTo('weekly', 420);
  const [mail] = await newMails('leila@example.org');
  expect(mail!.text).toContain('Pavel: An answer for later');
  expect(mail!.text).not.toContain('To you');
  const leave = /No more mail:\s+(\S+)/.exec(mail!.text!)![1]!;
  await world.as('pavel').post(`${at}/reply`, { body: 'After leaving' });
  await world.anonymous.post(new URL(leave).pathname);
  passTo('weekly', 420);
  expect(await newMails('leila@example.org')).toEqual([]);
});

it('sends one’s own posts to those who wish a mailing list, to nobody else', async () => {
  await start('pavel', '/c/mel', 'Not echoed', 'x');
  expect(await newMails('pavel@example.org')).toEqual([]);
  await world.as('pavel').post('/me/settings/notifications/preset', { preset: 'everything' });
  await start('pavel', '/c/mel', 'Echoed', 'x');
  const [mail] = await newMails('pavel@example.org');
  expect(mail!.subject).toBe('Echoed');
  expect(mail!.text).toContain('You wrote this');
});

it('follows a changed hour from the next digest on, in every period', async () => {
  await wish('tomasi', { 'level.0.0': 'everything', 'mail.0.0': 'weekly', at: '07:00' });
  passTo('weekly', 420);
  await newMails('tomasi@example.org');
  await start('pavel', '/c/mel', 'Before the change', 'x');
  world.pass(2 * 86_400_000);
  const saved = await world.as('tomasi').send({ method: 'PUT', url: '/api/v1/me/notifications/settings', payload: { digest: { at: '18:30', near: true } } });
  expect(saved.statusCode).toBe(204);
  expect((await world.as('tomasi').send({ method: 'GET', url: '/api/v1/me/notifications/settings' })).json()).toMatchObject({ digest: { at: '18:30', near: true, own: false } });
  const wrong = await world.as('tomasi').send({ method: 'PUT', url: '/api/v1/me/notifications/settings', payload: { digest: { at: '25:00' } } });
  expect(wrong.statusCode).toBe(422);
  await world.work();
  passTo('weekly', 420);
  expect(await newMails('tomasi@example.org')).toEqual([]);
  passTo('daily', 18 * 60 + 30);
  const [mail] = await newMails('tomasi@example.org');
  expect(mail!.text).toContain('Before the change');
});

it('stays short and light, however much there is, and says where the rest is', async () => {
  await wish('pavel', { 'level.0.0': 'everything', 'mail.0.0': 'daily', at: '07:00' });
  passTo('daily', 420);
  await newMails('pavel@example.org');
  const words = 'वर्षा के बाद कुएँ का स्तर '.repeat(12);
  for (let n = 0; n < 30; n += 1) await start('leila', '/c/mel', `Topic ${n}: ${words.slice(0, 80)}`, words);
  expect(await newMails('pavel@example.org')).toEqual([]);
  passTo('daily', 420);
  const [mail, ...others] = await newMails('pavel@example.org');
  expect(others).toEqual([]);
  expect(mail!.subject).toContain('30 new things');
  const { raw } = (await world.mails()).find(({ to, subject }) => to === 'pavel@example.org' && subject.includes('30 new things'))!;
  expect(Buffer.byteLength(raw)).toBeLessThan(25_000);
  expect(mail!.text).toContain('Much more is in your inbox:\nhttp://copse.test/me/inbox');
});

it('comes once a day also when clocks change, by the clock of its reader', async () => {
  // The last Sunday of March, when clocks in Berlin go from two to three.
  const year = new Date(world.services.clock()).getUTCFullYear() + 1;
  const march = Date.UTC(year, 2, 31);
  const change = march - new Date(march).getUTCDay() * 86_400_000;
  world.pass(change - 3 * 86_400_000 - world.services.clock());
  const [reader, writer] = [await world.newcomer('greta', 'mel'), await world.newcomer('otto', 'mel')];
  expect((await reader.post('/me/profile', { name: 'Greta', time_zone: 'Europe/Berlin' })).statusCode).toBe(303);
  expect((await reader.post('/me/settings/notifications', { 'level.0.0': 'everything', 'mail.0.0': 'daily', at: '02:30' })).statusCode).toBe(303);
  await newMails('greta@example.org');
  const arrivals: string[] = [];
  for (let hour = 0; hour < 5 * 24; hour += 1) {
    if (hour % 24 === 12) await writer.post('/c/mel/discussions', { title: `Noon of day ${hour}`, body: 'x', type: 'conversation' });
    world.pass(3_600_000);
    for (const mail of await newMails('greta@example.org')) arrivals.push(`${new Date(world.services.clock()).toISOString().slice(5, 13)} ${mail.subject}`);
  }
  expect(arrivals).toHaveLength(4);
  // Half past two in winter is 01:30 UTC; there is no such time that night, so half past three; then 00:30 UTC.
  const day = (n: number) => new Date(change + n * 86_400_000).toISOString().slice(5, 10);
  expect(arrivals.map((arrival) => arrival.slice(0, 8))).toEqual([`${day(-2)}T02`, `${day(-1)}T02`, `${day(0)}T02`, `${day(1)}T01`]);
});
