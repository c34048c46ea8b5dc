import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineJob } from '#platform/jobs/index.ts';
import { transaction } from '#platform/context.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const PAGES = ['/admin', '/admin/mailbox', '/admin/mail-out', '/admin/jobs', '/admin/communities/new'];

it('is there for those who run the host, and for nobody else', async () => {
  for (const path of PAGES) {
    expect((await world.as('anjali').get(path)).statusCode, path).toBe(200);
    expect((await world.as('tomasi').get(path)).statusCode, path).toBe(404);
    expect((await world.anonymous.get(path)).headers.location, path).toContain('/sign-in');
  }
});

it('shows kept mail with working links', async () => {
  await world.anonymous.post('/forgot', { address: 'leila@example.org' });
  await world.work();
  const list = (await world.as('anjali').get('/admin/mailbox')).body;
  expect(list).toContain('leila@example.org');
  const id = /mailbox\/(\d+)/.exec(list)![1];
  expect((await world.as('anjali').get(`/admin/mailbox/${id}`)).body).toMatch(/href="http:\/\/copse.test\/reset\?token=/);
  expect((await world.as('tomasi').get(`/admin/mailbox/${id}/raw`)).statusCode).toBe(404);
});

it('founds communities, and says what is wrong with an address', async () => {
  const wrong = await world.as('anjali').post('/admin/communities', { name: 'Water', slug: 'Wa ter', visibility: 'public' });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('Water');
  const taken = await world.as('anjali').post('/admin/communities', { name: 'Again', slug: 'mel', visibility: 'public' });
  expect(taken.body).toContain('That address is taken');
  expect((await world.as('anjali').post('/admin/communities', { name: 'Water', slug: 'water', visibility: 'members' })).headers.location).toBe('/c/water');
  expect((await world.anonymous.get('/c/water')).statusCode).toBe(404);
  const unnamed = () => world.as('anjali').post('/admin/communities', { name: 'Field notes', slug: '', visibility: 'public' });
  expect((await unnamed()).headers.location).toBe('/c/field-notes');
  expect((await unnamed()).headers.location).toMatch(/^\/c\/field-notes-[a-z2-9]{6}$/);
});

it('sets work aside that keeps failing, and runs it again when asked', async () => {
  let fail = true;
  let ran = 0;
  defineJob('test.fails', async () => {
    ran += 1;
    if (fail) throw new Error('the mail server is on holiday');
  }, { attempts: 2 });
  await transaction(await world.ctx('anjali'), (ctx) => ctx.services.jobs.enqueue(ctx, 'test.fails', {}));
  await world.work();
  world.pass(60_000);
  await world.work();
  expect(ran).toBe(2);
  const page = (await world.as('anjali').get('/admin/jobs')).body;
  expect(page).toContain('the mail server is on holiday');
  fail = false;
  await world.as('anjali').post(`/admin/jobs/${/jobs\/(\d+)\/again/.exec(page)![1]}/again`);
  await world.work();
  expect(ran).toBe(3);
  expect((await world.as('anjali').get('/admin/jobs')).body).toContain('Nothing has failed');
});
