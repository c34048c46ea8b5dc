import { afterAll, beforeAll, expect, it } from 'vitest';
import { keyDevice } from '#test/passkey.ts';
import { client, makeWorld, type Cast, type Client, type World } from '#test/world.ts';
import { authOf } from '../auth.ts';
import { openSession } from '../sessions/session.ts';
import { resetSecondFactor } from './command.ts';
import { codeAt, stepAt } from './totp.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const ORIGIN = 'http://copse.test';
const STEP_MS = 30_000;
const DAY_MS = 86_400_000;
const plain = (raw: string) => raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=');
const visitor = () => client(world.app, null, '');
const subjectsTo = async (name: Cast) => {
  await world.work();
  return (await world.mails()).filter(({ to }) => to === `${name}@example.org`).map(({ subject }) => subject);
};

/** Signs in by a mailed link, as far as the first factor leads. */
async function byLink(name: string, who: Client) {
  await who.post('/sign-in/mail', { address: `${name}@example.org` });
  await world.work();
  const mail = (await world.mails()).find(({ to, raw }) => to === `${name}@example.org` && raw.includes('/sign-in/link'))!;
  const token = decodeURIComponent(/sign-in\/link\?token=([\w%-]+)/.exec(plain(mail.raw))![1]!);
  return who.post('/sign-in/link', { token });
}

/** Turns the authenticator on; answers its secret and the recovery codes. */
async function withApp(who: Client): Promise<{ secret: string; codes: string[] }> {
  const { body } = await who.get('/me/settings/security/authenticator');
  const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(body)![1]!.replaceAll(' ', '');
  expect(body).toContain('<svg');
  const shown = await who.post('/me/authenticator', { code: codeAt(secret, stepAt(world.services.clock())) });
  expect(shown.headers['cache-control']).toBe('no-store');
  const codes = [...shown.body.matchAll(/<code>([a-z2-9]{5}-[a-z2-9]{5})<\/code>/g)].map((match) => match[1]!);
  return { secret, codes };
}

/** A code that was not used yet: each step has one. */
function nextCode(secret: string): string {
  world.pass(STEP_MS);
  return codeAt(secret, stepAt(world.services.clock()));
}

it('makes the codes of RFC 6238', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect([59, 1111111109, 1234567890, 20000000000].map((seconds) => codeAt(secret, stepAt(seconds * 1000)))).toEqual(['287082', '081804', '005924', '353130']);
});

it('asks for the second step after a mailed link, once per code, and not in a trusted browser', async () => {
  const who = world.as('tomasi');
  expect((await who.post('/me/authenticator', { code: '000000' })).statusCode, 'nothing scanned yet').toBe(422);
  const { secret, codes } = await withApp(who);
  expect(codes).toHaveLength(10);
  const first = visitor();
  expect((await byLink('tomasi', first)).headers.location).toBe('/sign-in/second');
  expect((await first.get('/me/settings')).headers.location, 'not in yet').toContain('/sign-in');
  const code = nextCode(secret);
  expect((await first.post('/sign-in/second', { code: String(Number(code) + 1).padStart(6, '0').slice(-6) })).statusCode).toBe(422);
  expect((await first.post('/sign-in/second', { code, trust: 'yes' })).headers.location).toBe('/');
  expect((await first.get('/me/settings')).statusCode).toBe(200);
  const other = visitor();
  await byLink('tomasi', other);
  expect((await other.post('/sign-in/second', { code })).statusCode, 'a code works once').toBe(422);
  expect((await byLink('tomasi', first)).headers.location, 'trusted').toBe('/');
  world.pass(31 * 86_400_000);
  expect((await byLink('tomasi', first)).headers.location, 'for thirty days').toBe('/sign-in/second');
  expect(await subjectsTo('tomasi')).toContain('Your account on Copse has a second step now');
});

it('takes each recovery code once, and new ones instead of the old', async () => {
  const who = visitor();
  await byLink('leila', who);
  const { codes } = await withApp(who);
  const enter = async (code: string) => {
    const next = visitor();
    await byLink('leila', next);
    return (await next.post('/sign-in/second', { code })).statusCode;
  };
  expect(await enter(codes[0]!)).toBe(303);
  expect(await enter(codes[0]!)).toBe(422);
  expect(await enter(codes[1]!.toUpperCase().replace('-', ' '))).toBe(303);
  expect((await who.get('/me/settings/security')).body).toContain('8 recovery codes are left');
  expect(await subjectsTo('leila')).toContain('A recovery code was used on Copse');
  const renewed = await who.post('/me/authenticator/codes');
  expect(renewed.body).not.toContain(codes[2]);
  expect(await enter(codes[2]!)).toBe(422);
});

it('lets the host take the second step off, and tells the owner', async () => {
  const who = visitor();
  await byLink('anjali', who);
  await withApp(who);
  const ctx = await world.ctx('anjali');
  expect(await resetSecondFactor(ctx, 'nobody@example.org')).toBe('nobody');
  expect(await resetSecondFactor(ctx, 'Anjali@example.org')).toBe('done');
  expect(await resetSecondFactor(ctx, '@anjali')).toBe('none');
  expect((await byLink('anjali', visitor())).headers.location).toBe('/');
  expect(await subjectsTo('anjali')).toContain('The second step of your account on Copse was taken off');
});

it('keeps a passkey, signs in with it alone, and refuses what does not fit', async () => {
  const who = visitor();
  await byLink('pavel', who);
  const device = keyDevice(ORIGIN);
  const challenge = async () => (await who.post('/me/passkeys/options')).json() as { challenge: string };
  const add = (credential: string) => who.post('/me/passkeys', { name: 'My phone', credential });
  expect((await add(device.make(await challenge(), 'http://evil.test'))).statusCode, 'made for another site').toBe(422);
  expect((await add(device.make({ challenge: 'bm90IG91cnM' }))).statusCode, 'not our challenge').toBe(422);
  expect((await add('nonsense')).statusCode).toBe(422);
  const made = device.make(await challenge());
  expect((await add(made)).headers.location).toBe('/me/settings/security');
  expect((await add(made)).statusCode, 'a challenge is answered once').toBe(422);
  expect((await who.get('/me/settings/security')).body).toContain('My phone');

  const fresh = visitor();
  const options = async () => (await fresh.post('/sign-in/passkey/options')).json() as { challenge: string };
  const use = (credential: string) => fresh.post('/sign-in/passkey', { credential, back: '/me/settings' });
  expect((await use(device.use(await options(), { flags: 0x01 }))).statusCode, 'nobody touched or unlocked it').toBe(422);
  expect((await use(device.use(await options(), { at: 'http://evil.test' }))).statusCode).toBe(422);
  expect((await use(keyDevice(ORIGIN).use(await options()))).statusCode, 'unknown key').toBe(422);
  const used = device.use(await options(), { counter: 5 });
  expect((await use(used)).headers.location).toBe('/me/settings');
  expect((await fresh.get('/me/settings')).body).toContain('Pavel');
  expect((await use(used)).statusCode, 'replayed').toBe(422);
  expect((await use(device.use(await options(), { counter: 4 }))).statusCode, 'a copy of the key').toBe(422);

  const id = /passkeys\/(\d+)\/remove/.exec((await who.get('/me/settings/security')).body)![1]!;
  const other = visitor();
  await byLink('anjali', other);
  expect((await other.post(`/me/passkeys/${id}/remove`)).statusCode).toBe(404);
  expect((await who.post(`/me/passkeys/${id}/remove`)).statusCode).toBe(303);
  expect((await use(device.use(await options(), { counter: 9 }))).statusCode, 'removed').toBe(422);
  expect(await subjectsTo('pavel')).toEqual(expect.arrayContaining(['A passkey was added to your account on Copse', 'A passkey of your account on Copse was removed']));
});

it('asks who it is again before what protects the account, by passkey, code or mail', async () => {
  const who = visitor();
  await byLink('stranger', who);
  const sensitive = ['/me/passkeys/options', '/me/passkeys', '/me/authenticator', '/me/authenticator/off', '/me/tokens'];
  const add = async () => {
    const device = keyDevice(ORIGIN);
    await who.post('/me/passkeys', { name: 'Key', credential: device.make((await who.post('/me/passkeys/options')).json()) });
    return device;
  };
  const device = await add();
  world.pass(16 * 60_000);
  for (const path of sensitive) expect((await who.post(path)).headers.location, path).toContain('/me/confirm?back=');
  const confirm = (form: object) => who.post('/me/confirm', { back: '/me/settings/security', ...form });
  expect((await confirm({ password: 'a guess of mine' })).statusCode).toBe(422);
  expect((await confirm({ code: '123456' })).statusCode).toBe(422);
  const challenge = async () => (await who.post('/sign-in/passkey/options')).json() as { challenge: string };
  expect((await confirm({ credential: keyDevice(ORIGIN).use(await challenge()) })).statusCode).toBe(422);
  expect((await confirm({ credential: device.use(await challenge()) })).headers.location).toBe('/me/settings/security');
  expect((await who.get('/me/settings/security/passkey')).statusCode).toBe(200);

  world.pass(16 * 60_000);
  const mailed = async () => {
    await who.post('/me/confirm/mail', { back: '/me/settings/tokens' });
    await world.work();
    const mail = (await world.mails()).find(({ to, raw }) => to === 'stranger@example.org' && raw.includes('/me/confirm/link'))!;
    return { token: decodeURIComponent(/me\/confirm\/link\?token=([\w%-]+)/.exec(plain(mail.raw))![1]!) };
  };
  const stolen = await mailed();
  expect((await world.as('stranger').post('/me/confirm/link', stolen)).statusCode, 'another session of hers').toBe(422);
  expect((await who.post('/me/confirm/link', stolen)).statusCode, 'used up').toBe(422);
  expect((await who.post('/me/tokens', { name: 'x', scope: 'read' })).headers.location).toContain('/me/confirm');
  expect((await who.post('/me/confirm/link', await mailed())).headers.location).toBe('/me/settings/tokens');
  expect((await who.post('/me/tokens', { name: 'x', scope: 'read' })).body).toContain('copse_');
});

it('lets no token of an application change what protects the account', async () => {
  const who = visitor();
  await byLink('stranger', who);
  const token = /copse_[\w-]+/.exec((await who.post('/me/tokens', { name: 'script', scope: 'write' })).body)![0];
  for (const path of ['/me/passkeys/options', '/me/authenticator/off', '/me/tokens', '/me/data/leave'])
    expect((await visitor().post(path, { keep: 'keep', sure: 'yes' }, { authorization: `Bearer ${token}` })).statusCode, path).toBe(403);
});

it('lists sessions and ends one, or all but this', async () => {
  const [first, second] = [visitor(), visitor()];
  const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
  await byLink('pavel', first);
  await second.post('/sign-in/mail', { address: 'pavel@example.org' });
  await world.work();
  const mail = (await world.mails()).find(({ to, raw }) => to === 'pavel@example.org' && raw.includes('/sign-in/link'))!;
  await second.post('/sign-in/link', { token: decodeURIComponent(/sign-in\/link\?token=([\w%-]+)/.exec(plain(mail.raw))![1]!) }, agent);
  const { body } = await first.get('/me/settings/sessions');
  expect(body).toContain('Firefox on Linux');
  const [id] = [...body.matchAll(/\/me\/sessions\/([\w-]+)\/end"/g)].map((match) => match[1]!).slice(0, 1);
  expect((await world.as('leila').post(`/me/sessions/${id}/end`)).statusCode, 'somebody else’s').toBe(404);
  await first.post('/me/sessions/end-others');
  expect((await second.get('/me/settings')).headers.location).toContain('/sign-in');
  expect((await first.get('/me/settings/sessions')).body).not.toContain('Firefox');
  expect((await first.get('/me/settings')).statusCode).toBe(200);
});

it('opens a session by its cookie exactly where the accounts library does', async () => {
  const who = visitor();
  await byLink('pavel', who);
  const [name, value] = who.cookies().split('; ').find((cookie) => cookie.startsWith('copse.session_token='))!.split(/=(.*)/s) as [string, string];
  const cookie = decodeURIComponent(value);
  const [token, signature] = cookie.split('.') as [string, string];
  const theirs = async (cookie: string) => (await (await authOf(world.services)).api.getSession({ headers: new Headers({ cookie: `${name}=${encodeURIComponent(cookie)}` }) }))?.user.id;
  const ours = async (cookie: string) => (await openSession(world.services, cookie))?.account.id;
  expect(await ours(cookie)).toBe(await theirs(cookie));
  expect(await ours(cookie)).toMatch(/./);
  for (const wrong of [token, `${token}.`, `.${signature}`, `${token}x.${signature}`, `${token}.${signature.toLowerCase()}`, `${token}.${signature}.`, `${token}.${signature.slice(0, -1)}`, `no-such.${signature}`, '.', ''])
    expect([await ours(wrong), await theirs(wrong)], wrong).toEqual([undefined, undefined]);

  const { db } = world.services.database;
  const endsIn = (ms: number) => db.updateTable('auth_sessions').set({ expires_at: new Date(Date.now() + ms).toISOString() }).where('token', '=', token).execute();
  const ends = async () => Date.parse((await db.selectFrom('auth_sessions').select('expires_at').where('token', '=', token).executeTakeFirstOrThrow()).expires_at);
  await endsIn(28 * DAY_MS);
  world.services.live.deliver([{ channel: 'viewer', data: { personId: world.as('pavel').personId } }]);
  expect((await who.get('/me/settings')).statusCode).toBe(200);
  expect((await ends()) - Date.now(), 'prolonged').toBeGreaterThan(29.9 * DAY_MS);
  await endsIn(-1);
  expect([await ours(cookie), await theirs(cookie)], 'over').toEqual([undefined, undefined]);
});
