import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type World } from '#test/world.ts';
import { createContext } from '#platform/context.ts';
import { ANONYMOUS } from '#platform/viewer.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const DESK = '/c/mel/contact/conversations';
const write = (more: Record<string, unknown> = {}) => world.anonymous.post('/c/mel/contact', { name: 'Mele', address: 'mele@away.example', subject: 'May we join?', body: 'We are six\nin Tonga.', ...more });
const mailsTo = async (address: string) => {
  await world.work();
  const own = (await world.mails()).filter(({ to }) => to === address).reverse();
  return Promise.all(own.map(async ({ raw }) => ({ raw, ...(await simpleParser(raw)) })));
};
const idOf = (subject: string, html: string) => new RegExp(`conversations/(\\d+)">${subject.replace('?', '\\?')}<`).exec(html)?.[1];

it('carries a question to the facilitators and the answer back, by mail and page, without an address', async () => {
  const form = await world.anonymous.get('/c/mel/contact');
  expect(form.body).toContain('Anjali reads it');
  expect((await world.anonymous.get('/c/mel')).body).toContain('href="/c/mel/contact"');
  expect((await write({ once: 'k1' })).body).toContain('mele@away.example');
  await write({ once: 'k1' });
  const [receipt, ...others] = await mailsTo('mele@away.example');
  expect(others).toEqual([]);
  expect(receipt!.text).not.toContain('Tonga');
  const [told] = (await mailsTo('anjali@example.org')).slice(-1);
  expect(told!.text).toContain('We are six\nin Tonga.');
  expect(told!.raw).not.toContain('mele@away.example');

  const work = await world.as('anjali').get('/c/mel/work');
  expect(work.body).toContain('May we join?');
  const at = `${DESK}/${idOf('May we join?', (await world.as('anjali').get(DESK)).body)}`;
  await world.as('anjali').post(`${at}/note`, { body: 'Tomasi knows them' });
  await world.as('anjali').post(`${at}/answer`, { body: 'You are welcome.', once: 'a1' });
  await world.as('anjali').post(`${at}/answer`, { body: 'You are welcome.', once: 'a1' });
  const [, answer, ...more] = await mailsTo('mele@away.example');
  expect(more).toEqual([]);
  expect(answer!.subject).toBe('Re: May we join?');
  expect(answer!.text).toContain('You are welcome.');
  expect(answer!.from!.value[0]).toEqual({ name: 'Anjali · Monitoring & Learning', address: 'noreply@copse.test' });
  expect(answer!.inReplyTo).toBe(receipt!.messageId);
  expect((await world.as('anjali').get(`${DESK}?show=answered`)).body).toContain('May we join?');
  expect((await world.as('anjali').get('/c/mel/work')).body).not.toContain('May we join?');

  const [, own] = /http:\/\/copse\.test(\/contact\/\S+)/.exec(answer!.text!)!;
  const page = await world.anonymous.get(own!);
  expect(page.body).toContain('You are welcome.');
  expect(page.body).not.toContain('Tomasi knows them');
  expect((await world.anonymous.get(`${own!.slice(0, -2)}xx`)).statusCode).toBe(404);
  expect((await world.anonymous.post(own!, { body: '' })).statusCode).toBe(422);
  await world.anonymous.post(own!, { body: 'Thank you <b>all</b>' });
  const shown = await world.as('anjali').get(at);
  expect(shown.body).toMatch(/Waits for an answer[^]*Thank you &lt;b>all&lt;\/b>|Waits for an answer[^]*Thank you &lt;b&gt;all/);
});

it('is kept from those who may not answer, and can be closed and deleted for good', async () => {
  await write({ subject: 'To be deleted', address: 'x@away.example' });
  const at = `${DESK}/${idOf('To be deleted', (await world.as('anjali').get(DESK)).body)}`;
  for (const path of [DESK, at]) expect((await world.as('leila').get(path)).statusCode).toBe(403);
  expect((await world.as('leila').post(`${at}/answer`, { body: 'x' })).statusCode).toBe(403);
  await world.as('anjali').post(`${at}/state`, { do: 'close' });
  expect((await world.as('anjali').get(`${DESK}?show=closed`)).body).toContain('To be deleted');
  await world.as('anjali').post(`${at}/state`, { do: 'delete' });
  expect((await world.as('anjali').get(at)).statusCode).toBe(404);
});

it('keeps programs and floods out, and what people typed', async () => {
  await world.work();
  const before = (await world.mails()).length;
  expect((await write({ subject: 'Caught', address: 'bot@away.example', homepage: 'https://x.example' })).statusCode).toBe(200);
  await world.work();
  expect((await world.mails()).length).toBe(before);
  expect((await world.as('anjali').get(DESK)).body).not.toContain('Caught');
  const wrong = await write({ address: 'nobody', body: 'Keep "this"', name: '' });
  expect(wrong.statusCode).toBe(422);
  for (const text of ['This is no mail address', 'Tell us your name', 'Keep "this"']) expect(wrong.body).toContain(text);
  expect((await write({ body: 'https://a.example '.repeat(4) })).body).toContain('At most 3 web addresses');
  for (let n = 0; n < 5; n += 1) expect((await write({ address: 'many@away.example', subject: `Number ${n}` })).statusCode).toBe(200);
  expect((await write({ address: 'many@away.example' })).statusCode).toBe(429);
});

it('forgets after a year', async () => {
  await write({ subject: 'Long ago', address: 'old@away.example' });
  world.pass(366 * 86_400_000);
  const ctx = createContext(world.services, ANONYMOUS);
  await world.services.jobs.enqueue(ctx, 'contact.retention', {});
  await world.work();
  expect((await world.as('anjali').get(DESK)).body).not.toContain('Long ago');
});

it('reaches the facilitators of a room by the room, and nobody else; merged, it goes along', async () => {
  const leila = world.as('leila');
  const anjali = world.as('anjali');
  const { slug } = (await anjali.send({ method: 'POST', url: '/api/v1/communities/mel/rooms', payload: { name: 'Panels', visibility: 'public' } })).json<{ slug: string }>();
  const at = `/c/mel/r/${slug}`;
  await leila.post(`${at}/join`);
  await anjali.post(`${at}/members/role`, { person: leila.personId, role: 'facilitator' });
  await anjali.post(`${at}/members/role`, { person: anjali.personId, role: 'member' });
  const form = await world.anonymous.get(`${at}/contact`);
  expect([form.body.includes('Leila reads it'), form.body.includes(`action="${at}/contact"`)]).toEqual([true, true]);
  expect((await world.anonymous.get('/c/mel/r/surveys/contact')).statusCode, 'a room for members').toBe(404);
  await world.anonymous.post(`${at}/contact`, { name: 'Sione', address: 'sione@away.example', subject: 'About panels', body: 'Which phones?' });
  expect((await mailsTo('leila@example.org')).at(-1)!.subject).toBe('[Panels] About panels');
  expect((await mailsTo('anjali@example.org')).some(({ subject }) => subject?.includes('About panels'))).toBe(false);
  const id = idOf('About panels', (await leila.get(`${at}/contact/conversations`)).body)!;
  expect((await leila.get(`${at}/work`)).body.includes(`${at}/contact/conversations/${id}`)).toBe(true);
  expect((await leila.get(`/c/mel/contact/conversations/${id}`)).statusCode).toBe(403);
  expect((await anjali.get(`${DESK}/${id}`)).statusCode, 'it is not the community’s').toBe(404);
  expect((await world.as('tomasi').get(`${at}/contact/conversations`)).statusCode).toBe(403);
  await leila.post(`${at}/contact/conversations/${id}/answer`, { body: 'Any.', once: 'p1' });
  expect((await mailsTo('sione@away.example')).at(-1)!.subject).toBe('Re: About panels');
  const into = (await anjali.get('/api/v1/communities/mel/rooms/core')).json<{ id: number }>().id;
  expect((await anjali.post(`${at}/merge`, { into })).statusCode).toBe(303);
  expect((await anjali.get('/c/mel/r/core/contact/conversations?show=answered')).body.includes('About panels')).toBe(true);
});
