import { afterAll, beforeAll, expect, it } from 'vitest';
import { simpleParser } from 'mailparser';
import { makeWorld, type Cast, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const write = (from: Cast, to: string, more: Record<string, unknown> = {}) => world.as(from).post(`/people/${to}/write`, { subject: 'A question', body: 'Would you look\nat my draft?', ...more });

async function mailsTo(address: string) {
  await world.work();
  const own = (await world.mails()).filter((mail) => mail.to === address);
  return Promise.all(own.map(async (mail) => ({ raw: mail.raw, ...(await simpleParser(mail.raw)) })));
}

it('carries words without addresses, there and back', async () => {
  expect((await write('leila', 'tomasi', { once: 'k' })).headers.location).toBe('/people/tomasi');
  await write('leila', 'tomasi', { once: 'k' });
  const [mail, ...others] = await mailsTo('tomasi@example.org');
  expect(others).toEqual([]);
  expect(mail!.raw).not.toContain('leila@example.org');
  expect(mail!.from!.value[0]).toEqual({ name: 'Leila via Copse', address: 'noreply@copse.test' });
  expect(mail!.replyTo).toBeUndefined();
  expect(mail!.text).toContain('> at my draft?');
  const [, answers] = /write\?answers=(\d+)/.exec(mail!.text!)!;

  const page = await world.as('tomasi').get(`/people/leila/write?answers=${answers}`);
  expect(page.body).toContain('at my draft?');
  expect(page.body).toContain('value="Re: A question"');
  await write('tomasi', 'leila', { answers, subject: 'Re: A question', body: 'Gladly.' });
  const [answer] = await mailsTo('leila@example.org');
  expect(answer!.text).toContain('Gladly.');
  expect(answer!.raw).not.toContain('tomasi@example.org');
});

it('reaches those who let one write, and answers always', async () => {
  expect((await write('stranger', 'tomasi')).statusCode).toBe(403);
  expect((await world.anonymous.get('/people/tomasi/write')).headers.location).toContain('/sign-in');
  await world.as('pavel').post('/me/profile', { name: 'Pavel', time_zone: 'UTC', 'audience.contact': 'nobody' });
  expect((await world.as('leila').get('/people/pavel')).body).not.toContain('/people/pavel/write');
  expect((await write('leila', 'pavel')).statusCode).toBe(403);
  expect((await write('anjali', 'pavel')).statusCode).toBe(403);
  await write('pavel', 'leila', { subject: 'Yours' });
  const [mail] = await mailsTo('leila@example.org');
  const [, answers] = /write\?answers=(\d+)/.exec(mail!.text!)!;
  expect((await write('leila', 'pavel', { answers })).statusCode).toBe(303);
  // Somebody else's message opens nothing.
  expect((await write('tomasi', 'pavel', { answers })).statusCode).toBe(404);
  expect((await world.as('tomasi').get(`/people/pavel/write?answers=${answers}`)).statusCode).toBe(404);
  expect((await write('leila', 'leila')).statusCode).toBe(403);
  expect((await write('leila', 'nobody-here')).statusCode).toBe(404);
});

it('keeps what was typed when something is missing, and refuses headers in the subject', async () => {
  const again = await write('leila', 'anjali', { subject: '', body: 'Kept words' });
  expect(again.statusCode).toBe(422);
  expect(again.body).toContain('Kept words');
  expect((await write('leila', 'anjali', { body: 'x'.repeat(10_001) })).statusCode).toBe(422);
  await write('leila', 'anjali', { subject: 'Hello\r\nBcc: all@example.org' });
  const [mail] = await mailsTo('anjali@example.org');
  expect(mail!.subject).toBe('Hello Bcc: all@example.org');
  expect(mail!.bcc).toBeUndefined();
});

it('is not for writing to everyone, or to one again and again', async () => {
  for (let n = 0; n < 2; n += 1) expect((await write('leila', 'anjali')).statusCode).toBe(303);
  const more = await write('leila', 'anjali');
  expect(more.statusCode).toBe(429);
  expect(more.body).toContain('Would you look');
  world.pass(86_400_001);
  expect((await write('leila', 'anjali')).statusCode).toBe(303);
});

it('can be reported by the one who got it: the host reads it, and its sender is heard no more', async () => {
  await write('pavel', 'tomasi', { subject: 'Buy', body: 'Cheap pills' });
  const [mail] = await mailsTo('tomasi@example.org');
  const path = /http:\/\/copse\.test(\/me\/messages\/\d+\/report)/.exec(mail!.text!)![1]!;
  expect((await world.as('leila').get(path)).statusCode).toBe(404);
  expect((await world.as('pavel').post(path, {})).statusCode).toBe(404);
  expect((await world.as('tomasi').get(path)).body).toContain('Cheap pills');
  for (const reason of ['Spam', 'Spam again']) expect((await world.as('tomasi').post(path, { report: reason })).statusCode).toBe(303);
  const reports = (await mailsTo('anjali@example.org')).filter(({ subject }) => subject!.includes('reported'));
  expect(reports).toHaveLength(1);
  expect(reports[0]!.text).toContain('Cheap pills');
  const before = (await mailsTo('tomasi@example.org')).length;
  expect((await write('pavel', 'tomasi')).statusCode).toBe(303);
  expect(await mailsTo('tomasi@example.org')).toHaveLength(before);
});
