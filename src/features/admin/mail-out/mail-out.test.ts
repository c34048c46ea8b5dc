import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOutbox, type Outbox } from '#platform/mail/outbox/index.ts';
import { startSink, type Sink } from '#test/sink.ts';
import { makeWorld, type World } from '#test/world.ts';

let sink: Sink;
let world: World;
let outbox: Outbox;
beforeAll(async () => {
  sink = await startSink();
  world = await makeWorld({ SMTP_URL: sink.url });
  outbox = startOutbox(world.services, { watch: false });
  sink.answer(() => ({ code: 550, text: 'relaying denied' }));
  for (const [to, subject] of [['a@away.example', 'First'], ['a@away.example', 'Second'], ['b@away.example', 'Third'], ['c@away.example', 'Fourth']] as const)
    await world.services.mailer.deliver(world.services.database.db, { to, subject, text: 'reply+secret@copse.test' }, world.services.clock());
  await outbox.drain();
});
afterAll(async () => {
  await outbox.stop();
  await world.close();
  await sink.close();
});

const page = async (query = '') => (await world.as('anjali').get(`/admin/mail-out${query}`)).body;
const post = (path: string, form = {}) => world.as('anjali').post(`/admin/mail-out${path}`, form);
const idOf = async (subject: string) => (await world.as('anjali').get('/api/v1/host/mails')).json<{ mails: { id: number; subject: string }[] }>().mails.find((mail) => mail.subject === subject)!.id;

it('shows what was given up and why, of all or of one address, and not what stood in it', async () => {
  expect((await world.as('anjali').get('/admin')).body).toContain('4 were given up');
  const all = await page();
  for (const words of ['First', 'Second', 'Third', 'Fourth', 'a@away.example', 'relaying denied']) expect(all).toContain(words);
  expect(all).not.toContain('secret');
  const one = await page('?to=b@away.example');
  expect(one).toContain('Third');
  expect(one).not.toMatch(/First|Second|Fourth/);
});

it('sends again or discards: one, those to an address, all', async () => {
  sink.answer(() => null);
  expect((await world.as('leila').post(`/admin/mail-out/${await idOf('Fourth')}/again`)).statusCode).toBe(404);
  expect((await post(`/${await idOf('Third')}/again`)).statusCode).toBe(303);
  await outbox.drain();
  expect(sink.taken.map(({ to }) => to)).toEqual(['b@away.example']);
  await post('/again', { to: 'a@away.example' });
  expect(await page()).toContain('2 mails go out again');
  await outbox.drain();
  expect(sink.taken.map(({ to }) => to).slice(1)).toEqual(['a@away.example', 'a@away.example']);
  expect((await post('/discard')).statusCode).toBe(303);
  expect(await page()).toContain('Nothing was given up');
  expect((await post('/discard', { to: 'a@away.example' })).statusCode).toBe(404);
});

it('is there for programs', async () => {
  sink.answer(() => ({ code: 550, text: 'no such user' }));
  for (const subject of ['Fifth', 'Sixth']) await world.services.mailer.deliver(world.services.database.db, { to: 'd@away.example', subject, text: 'x' }, world.services.clock());
  await outbox.drain();
  const api = (method: 'GET' | 'POST' | 'DELETE', path = '') => world.as('anjali').send({ method, url: `/api/v1/host/mails${path}` });
  expect((await api('GET')).json()).toMatchObject({ waiting: 0, failed: 2, mails: [{ to: 'd@away.example', error: expect.stringContaining('no such user') }, {}] });
  expect((await world.as('leila').send({ method: 'GET', url: '/api/v1/host/mails' })).statusCode).toBe(404);
  expect((await api('DELETE', `/${await idOf('Fifth')}`)).statusCode).toBe(204);
  expect((await api('POST', `/${await idOf('Sixth')}/again`)).statusCode).toBe(204);
  expect((await api('GET')).json()).toMatchObject({ waiting: 1, failed: 0, mails: [] });
});
