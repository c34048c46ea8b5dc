import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeWorld, PASSWORD, type Cast, type World } from '#test/world.ts';
import { createPerson } from '../accounts.ts';
import { authOf } from '../auth.ts';
import { mailAddressOf } from '../queries.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const add = (who: Cast, address: string) => world.as(who).post('/me/addresses', { address });
const page = async (who: Cast) => (await world.as(who).get('/me/addresses')).body;
const receiving = (who: Cast) => mailAddressOf(world.services.database.db, world.as(who).personId!);

/** The newest mail to an address, in one piece, and the token of its link. */
async function mailTo(address: string) {
  await world.work();
  const mail = (await world.mails()).find(({ to }) => to === address);
  const raw = (mail?.raw ?? '').replace(/=\r?\n/g, '').replaceAll('=3D', '=');
  return { subject: mail?.subject, raw, token: /addresses\/confirm\?token=([\w-]+)/.exec(raw)?.[1] ?? '' };
}

async function confirmed(who: Cast, address: string): Promise<void> {
  await add(who, address);
  const { token } = await mailTo(address);
  expect((await world.as(who).post('/me/addresses/confirm', { token })).statusCode).toBe(303);
}

it('is added by the link that is mailed to it, which only shows a button', async () => {
  expect((await add('tomasi', 'Tomasi@Work.example')).headers.location).toBe('/me/addresses');
  const { token } = await mailTo('tomasi@work.example');
  const opened = await world.as('tomasi').get(`/me/addresses/confirm?token=${token}`);
  expect(opened.body).toContain('Add tomasi@work.example to your account, @tomasi?');
  expect(await page('tomasi')).toContain('open the link in that mail');
  await world.as('tomasi').post('/me/addresses/confirm', { token });
  expect(await page('tomasi')).not.toContain('open the link in that mail');
  expect(await page('tomasi')).toContain('tomasi@work.example');
  expect(await receiving('tomasi')).toBe('tomasi@example.org');
  expect((await mailTo('tomasi@example.org')).subject).toContain('An address was added');
  expect((await world.as('tomasi').post('/me/addresses/confirm', { token })).statusCode).toBe(422);
});

it('brings along what was written from it before there was an account', async () => {
  const { db } = world.services.database;
  const ctx = await world.ctx('anjali');
  const { id, handle } = await createPerson(ctx, { name: 'T. Old', address: 'tomasi@old.example' });
  const path = (await world.as('leila').post('/c/mel/discussions', { title: 'From an archive', body: 'Question' })).headers.location!;
  for (const who of ['pavel', 'tomasi'] as const) await world.as(who).post(`${path}/reply`, { body: `An answer of ${who}` });
  const pavel = world.as('pavel').personId!;
  // As an import leaves it: posts, a writer, a member and a name of somebody who never came.
  for (const [table, column] of [['posts', 'author_id'], ['items', 'author_id'], ['discussion_people', 'person_id'], ['memberships', 'person_id'], ['follows', 'person_id']] as const)
    await db.updateTable(table as 'posts').set({ [column]: id }).where(column as 'author_id', '=', pavel).execute();
  const members = async () => (await world.place('anjali')).community.member_count;
  const before = await members();
  await confirmed('tomasi', 'tomasi@old.example');
  await world.work();
  const page = (await world.as('leila').get(path)).body;
  // Two posts, and one person beside them.
  expect(page.match(/href="\/people\/tomasi"/g)).toHaveLength(3);
  expect(page).not.toContain('T. Old');
  expect((await world.anonymous.get(`/people/${handle}`)).headers.location).toBe('/people/tomasi');
  const discussion = await db.selectFrom('discussions as d').innerJoin('items as i', 'i.id', 'd.item_id').select(['d.people_count']).where('i.title', '=', 'From an archive').executeTakeFirstOrThrow();
  expect([discussion.people_count, await members()]).toEqual([2, before - 1]);
  expect(await db.selectFrom('people').select('id').where('id', '=', id).execute()).toEqual([]);
});

it('is nobody else’s to confirm, and no longer after three days', async () => {
  await add('leila', 'leila@work.example');
  const { token } = await mailTo('leila@work.example');
  expect((await world.as('pavel').post('/me/addresses/confirm', { token })).statusCode).toBe(422);
  expect((await world.as('pavel').get(`/me/addresses/confirm?token=${token}`)).body).not.toContain('leila@work.example');
  expect((await world.anonymous.get(`/me/addresses/confirm?token=${token}`)).headers.location).toContain('/sign-in');
  world.pass(3 * 86_400_000 + 1);
  expect((await world.as('leila').post('/me/addresses/confirm', { token })).statusCode).toBe(422);
  expect(await page('pavel')).not.toContain('work.example');
});

it('tells nobody whether an address is somebody else’s', async () => {
  const known = await add('pavel', 'tomasi@work.example');
  const unknown = await add('pavel', 'nobody@work.example');
  expect([known.statusCode, known.headers.location]).toEqual([unknown.statusCode, unknown.headers.location]);
  const body = await page('pavel');
  const row = (address: string) => new RegExp(`<li><b>${address}</b>.*?</li>`).exec(body)![0].replaceAll(address, '…');
  expect(row('tomasi@work.example')).toBe(row('nobody@work.example'));
  const { raw, token } = await mailTo('tomasi@work.example');
  expect(raw).toContain('It belongs to another account already');
  expect(token).toBe('');
});

it('cannot be had by two: who opens the link first has it', async () => {
  await add('pavel', 'shared@work.example');
  const pavel = (await mailTo('shared@work.example')).token;
  await confirmed('leila', 'shared@work.example');
  const late = await world.as('pavel').post('/me/addresses/confirm', { token: pavel });
  expect(late.statusCode).toBe(422);
  expect(late.body).toContain('belongs to another account');
});

it('receives when it is chosen, and is then the one to sign in with; the others open the account, too', async () => {
  const auth = await authOf(world.services);
  const context = await auth.$context;
  const hash = await context.password.hash(PASSWORD);
  const { user } = (await context.internalAdapter.findUserByEmail('tomasi@example.org'))!;
  await context.internalAdapter.linkAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hash });
  expect((await world.as('tomasi').post('/me/addresses/receive', { address: 'leila@example.org' })).statusCode).toBe(404);
  await world.as('tomasi').post('/me/addresses/receive', { address: 'tomasi@work.example' });
  expect(await receiving('tomasi')).toBe('tomasi@work.example');
  expect((await mailTo('tomasi@example.org')).subject).toContain('goes to another address');
  expect((await context.internalAdapter.findUserByEmail('tomasi@work.example'))!.user.id).toBe(user.id);
  for (const address of ['tomasi@work.example', 'tomasi@example.org'])
    expect((await world.anonymous.post('/sign-in', { address, password: PASSWORD })).statusCode, address).toBe(303);
  expect((await world.anonymous.post('/sign-in', { address: 'nobody@work.example', password: PASSWORD })).statusCode).toBe(422);
  await world.anonymous.post('/sign-in/mail', { address: 'tomasi@example.org' });
  expect((await mailTo('tomasi@work.example')).subject).toContain('link to sign in');
});

it('stays when it receives, and goes when another does', async () => {
  await world.as('tomasi').post('/me/addresses/remove', { address: 'tomasi@work.example' });
  expect(await receiving('tomasi')).toBe('tomasi@work.example');
  await world.as('leila').post('/me/addresses/remove', { address: 'leila@example.org' });
  expect(await receiving('leila')).toBe('leila@example.org');
  await world.as('tomasi').post('/me/addresses/remove', { address: 'tomasi@example.org' });
  expect(await page('tomasi')).not.toContain('<b>tomasi@example.org');
  await world.as('tomasi').post('/me/addresses/remove', { address: 'leila@example.org' });
  expect(await receiving('leila')).toBe('leila@example.org');
});

it('sends a few links at most', async () => {
  for (let n = 0; n < 5; n += 1) await add('stranger', `s${n}@work.example`);
  expect((await add('stranger', 's6@work.example')).statusCode).toBe(429);
  expect((await add('stranger', 'not an address')).statusCode).toBe(422);
});
