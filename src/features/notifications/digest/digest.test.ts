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
