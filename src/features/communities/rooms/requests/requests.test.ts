import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let leila: Client;
const at = '/c/mel/rooms/requests';
const ask = (client: Client, name: string, more: Record<string, unknown> = {}) => client.post(at, { name, purpose: `To talk of ${name}`, type: 'interest', visibility: 'members', ...more });
const idOf = async (name: string) => new RegExp(`id="request-(\\d+)"(?:(?!id="request-)[^])*${name}`).exec((await world.as('anjali').get(at)).body)?.[1];

beforeAll(async () => {
  world = await makeWorld();
  leila = world.as('leila');
});
afterAll(() => world.close());

it('is asked for by members, once, and joined by others; facilitators open it and whoever asked facilitates', async () => {
  const once = 'one-sending';
  for (const why of ['Three of us keep asking', 'Three of us keep asking']) expect((await ask(leila, 'Gender data', { once, why })).statusCode).toBe(303);
  const id = await idOf('Gender data');
  expect((await world.as('tomasi').get(at)).body.match(/Three of us keep asking/g)).toHaveLength(1);
  expect((await world.as('anjali').get('/c/mel/work')).body).toContain(`${at}#request-${id}`);
  await world.as('tomasi').post(`${at}/${id}/join`, { would: 'yes' });
  await world.as('pavel').post(`${at}/${id}/join`, { would: 'yes' });
  await world.as('pavel').post(`${at}/${id}/join`, { would: 'no' });
  expect((await leila.get(at)).body).toContain('Would join: Leila and Tomasi');
  expect((await world.as('pavel').post(`${at}/${id}/decide`, { decision: 'approve' })).statusCode).toBe(403);
  expect((await world.as('anjali').post(`${at}/${id}/decide`, { decision: 'approve', answer: 'Go ahead' })).statusCode).toBe(303);
  await world.work();
  const mail = (await world.mails()).find(({ subject }) => subject === 'Gender data is open')!;
  expect(mail.to).toContain('leila@example.org');
  expect(mail.raw).toContain('Go ahead');
  const room = (await leila.get('/api/v1/communities/mel/rooms/gender-data')).json<{ members: number; state: string; prompt: string }>();
  expect(room).toMatchObject({ members: 2, state: 'forming' });
  expect(room.prompt).not.toBe('');
  expect((await leila.get('/c/mel/r/gender-data/settings')).statusCode).toBe(200);
  expect((await world.as('tomasi').get('/c/mel/r/gender-data/settings')).statusCode).toBe(403);
  expect((await world.as('anjali').post(`${at}/${id}/decide`, { decision: 'decline', answer: 'no' })).statusCode).toBe(409);
});

it('opens a room for an event whose day is not known yet', async () => {
  await ask(leila, 'Suva meeting', { type: 'event' });
  expect((await world.as('anjali').post(`${at}/${await idOf('Suva meeting')}/decide`, { decision: 'approve' })).statusCode).toBe(303);
  expect((await leila.get('/c/mel/r/suva-meeting')).body).toContain('Face-to-face event');
});

it('is declined with a reason, which comes by mail; and taken back by whoever asked', async () => {
  await ask(world.as('pavel'), 'Chess');
  const id = await idOf('Chess');
  const bare = await world.as('anjali').post(`${at}/${id}/decide`, { decision: 'decline' });
  expect([bare.statusCode, bare.body.includes('A no needs a reason')]).toEqual([422, true]);
  await world.as('anjali').post(`${at}/${id}/decide`, { decision: 'decline', answer: 'Not what we are about' });
  await world.work();
  expect((await world.mails()).find(({ subject }) => subject === 'About the room Chess')!.raw).toContain('Not what we are about');
  await ask(leila, 'A whim');
  const whim = await idOf('A whim');
  expect((await world.as('pavel').post(`${at}/${whim}/withdraw`)).statusCode).toBe(403);
  expect((await leila.post(`${at}/${whim}/withdraw`)).statusCode).toBe(303);
  expect(await idOf('A whim')).toBeUndefined();
});

it('keeps out strangers, and those who ask without end', async () => {
  expect((await world.as('stranger').get(at)).statusCode).toBe(403);
  expect((await ask(world.as('stranger'), 'Mine')).statusCode).toBe(403);
  const empty = await ask(world.as('tomasi'), '', { why: 'Kept as typed' });
  expect([empty.statusCode, empty.body.includes('Kept as typed')]).toEqual([422, true]);
  for (const name of ['One', 'Two', 'Three']) expect((await ask(world.as('tomasi'), name)).statusCode).toBe(303);
  const more = await ask(world.as('tomasi'), 'Four');
  expect([more.statusCode, more.body.includes('Three of your requests wait')]).toEqual([409, true]);
});
