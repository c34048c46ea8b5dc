import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startOidc, type OidcHost } from '#test/oidc.ts';
import { client, makeWorld, type Client, type World } from '#test/world.ts';

let world: World;
let idp: OidcHost;
let start: string;
const ADMIN = '/admin/sign-in';
const FORM = () => ({ label: 'Ministry account', issuer: idp.issuer, client_id: idp.clientId, secret: idp.secret, domains: '', sign_up: 'yes' });

beforeAll(async () => {
  world = await makeWorld();
  idp = await startOidc(() => ['http://copse.test/sign-in/with/1/back', 'http://copse.test/sign-in/with/2/back']);
  const { headers } = await world.as('anjali').post(`${ADMIN}/new/oidc`, FORM());
  expect(headers.location).toBe(`${ADMIN}/1`);
  start = '/sign-in/with/1';
});
afterAll(async () => {
  await idp.close();
  await world.close();
});
beforeEach(() => world.as('anjali').post(`${ADMIN}/1`, FORM()));

const visitor = () => client(world.app, null, '');
const local = (url: URL) => url.pathname + url.search;

/** Sets out, signs in there as `user`, and answers with the address that the browser is sent back to. */
async function there(who: Client, user: OidcHost['user'], path = start): Promise<URL> {
  const out = await who.get(path);
  expect(out.statusCode, out.body.slice(0, 3000)).toBe(303);
  idp.user = user;
  return idp.visit(out.headers.location!);
}

async function signIn(user: OidcHost['user'], who = visitor()) {
  return { who, answer: await who.get(local(await there(who, user))) };
}

it('offers the provider, and keeps its secret to itself', async () => {
  expect((await world.anonymous.get('/sign-in')).body).toContain('Go on with Ministry account');
  const form = (await world.as('anjali').get(`${ADMIN}/1`)).body;
  expect(form).toContain('http://copse.test/sign-in/with/1/back');
  expect(form).not.toContain(idp.secret);
  const row = await world.services.database.db.selectFrom('sign_in_providers').selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(idp.secret);
  expect((await world.as('anjali').post(`${ADMIN}/new/oidc`, { ...FORM(), issuer: 'http://login.example.org' })).body).toContain('with https');
});

it('lets somebody new in with a confirmed address, and knows them again', async () => {
  const user = { sub: 'u1', email: 'Ines@Ministry.example', email_verified: true, name: 'Ines Prado' };
  const { who, answer } = await signIn(user);
  expect(answer.headers.location).toBe('/');
  expect((await who.get('/me/settings')).body).toContain('Ines Prado');
  const again = await signIn({ ...user, email: 'changed@elsewhere.example', email_verified: false });
  expect((await again.who.get('/me/settings')).body, 'known by the provider’s name for them').toContain('Ines Prado');
});

it('opens an account by an address only when the provider vouches for it', async () => {
  for (const claim of [{}, { email_verified: false }]) {
    const { who, answer } = await signIn({ sub: `thief-${JSON.stringify(claim)}`, email: 'tomasi@example.org', name: 'Thief', ...claim });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('did not say that your address is confirmed');
    expect((await who.get('/me/settings')).headers.location).toContain('/sign-in');
  }
  const { who } = await signIn({ sub: 'tomasi-there', email: 'tomasi@example.org', email_verified: true });
  expect((await who.get('/me/settings')).body).toContain('Tomasi');
  await world.work();
  expect((await world.mails()).some(({ to, subject }) => to === 'tomasi@example.org' && /Another way into/.test(subject))).toBe(true);
});

it('never hands over an account that somebody else made and could not confirm', async () => {
  await visitor().post('/sign-up', { name: 'Mallory', address: 'owner@ministry.example', password: 'what mallory knows' });
  await signIn({ sub: 'owner', email: 'owner@ministry.example', email_verified: true, name: 'Owner' });
  expect((await visitor().post('/sign-in', { address: 'owner@ministry.example', password: 'what mallory knows' })).statusCode).toBe(422);
});

it('keeps to the domains and to those who have accounts, where the host says so', async () => {
  await world.as('anjali').post(`${ADMIN}/1`, { ...FORM(), domains: 'ministry.example' });
  expect((await signIn({ sub: 'far', email: 'far@elsewhere.example', email_verified: true })).answer.statusCode).toBe(403);
  const { sign_up: _, ...closed } = FORM();
  await world.as('anjali').post(`${ADMIN}/1`, closed);
  const { answer } = await signIn({ sub: 'new', email: 'new@ministry.example', email_verified: true });
  expect(answer.body).toContain('There is no account for you here yet');
});

it('asks for the second step of an account all the same', async () => {
  const { db } = world.services.database;
  const { id } = await db.selectFrom('people').select('id').where('handle', '=', 'pavel').executeTakeFirstOrThrow();
  await db.insertInto('authenticators').values({ person_id: id, secret: 'x', created_at: 1, confirmed_at: 1 }).execute();
  const { answer } = await signIn({ sub: 'pavel', email: 'pavel@example.org', email_verified: true });
  expect(answer.headers.location).toBe('/sign-in/second');
});

it('believes nothing that does not belong to the way this browser set out on', async () => {
  const user = { sub: 'u9', email: 'u9@ministry.example', email_verified: true };
  const who = visitor();
  const back = await there(who, user);
  const refused = async (by: Client, url: URL, why: string) => {
    const answer = await by.get(local(url));
    expect(answer.statusCode, why).toBe(403);
    expect(answer.cookies.find(({ name, value }) => name.includes('session') && value), why).toBeUndefined();
  };
  await refused(visitor(), back, 'another browser');
  const wrongState = new URL(back);
  wrongState.searchParams.set('state', 'x'.repeat(43));
  await refused(who, wrongState, 'another state');
  await refused(who, back, 'the way was used up by that');

  const wrongIssuer = await there(who, user);
  wrongIssuer.searchParams.set('iss', 'https://evil.example');
  await refused(who, wrongIssuer, 'another issuer');

  // A code of another way of the same person: its nonce and verifier are others.
  const [other, mine] = [visitor(), visitor()];
  const foreign = await there(other, user);
  const own = await there(mine, user);
  own.searchParams.set('code', foreign.searchParams.get('code')!);
  await refused(mine, own, 'a code that was injected');

  const replayed = await there(who, user);
  expect((await who.get(local(replayed))).statusCode).toBe(303);
  await refused(who, replayed, 'replayed');
});

it('refuses a token with another nonce', async () => {
  const who = visitor();
  const out = new URL((await who.get(start)).headers.location!);
  out.searchParams.set('nonce', 'somebody-else-s');
  idp.user = { sub: 'u10', email: 'u10@ministry.example', email_verified: true };
  expect((await who.get(local(await idp.visit(out.href)))).statusCode).toBe(403);
});

it('links and unlinks in one’s own settings, to nobody else’s account', async () => {
  const leila = world.as('leila');
  const user = { sub: 'leila-there', email: 'whoever@elsewhere.example', email_verified: false };
  const linked = await leila.get(local(await there(leila, user, `${start}?link=1`)));
  expect(linked.headers.location).toBe('/me/settings/security');
  expect((await (await signIn(user)).who.get('/me/settings')).body).toContain('Leila');
  const stranger = world.as('stranger');
  expect((await stranger.get(local(await there(stranger, user, `${start}?link=1`)))).statusCode).toBe(409);
  expect((await world.anonymous.get(`${start}?link=1`)).headers.location).toContain('/sign-in');
  await leila.post('/me/ways/1/unlink');
  expect((await signIn(user)).answer.statusCode).toBe(403);
});

it('does not let anybody make it ask the provider without end', async () => {
  const strict = await makeWorld({ RATE_LIMIT: '0.1' });
  await strict.services.database.db.insertInto('sign_in_providers').values({ kind: 'oidc', label: 'x', settings: JSON.stringify({ issuer: idp.issuer, clientId: idp.clientId }), secret: null, domains: '', sign_up: 1, created_at: 1 }).execute();
  const codes: number[] = [];
  for (let n = 0; n < 4; n += 1) codes.push((await strict.anonymous.get(start)).statusCode);
  expect(codes).toEqual([303, 303, 303, 429]);
  await strict.close();
});

it('says so when the provider does not answer', async () => {
  await world.as('anjali').post(`${ADMIN}/1`, { ...FORM(), issuer: 'http://127.0.0.1:9' });
  const answer = await visitor().get(start);
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain('does not answer as it should');
});
