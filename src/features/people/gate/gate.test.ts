import { afterAll, beforeAll, expect, it } from 'vitest';
import { client, makeWorld, type Client, type World } from '#test/world.ts';
import { countAttempt } from './attempts.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld({ RATE_LIMIT: '1' });
});
afterAll(() => world.close());

const PASSWORD = 'four words in a row';
const visitor = () => client(world.app, null, '');
/** From an address of its own, so that one test's attempts do not count in another. */
const from = (ip: string, path: string, form: Record<string, string>, who = visitor()) =>
  who.send({ method: 'POST', url: path, remoteAddress: ip, payload: new URLSearchParams(form).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });

async function linkFor(address: string, path: string): Promise<string> {
  await world.work();
  const mail = (await world.mails()).find(({ to, raw }) => to === address && plain(raw).includes(path));
  return new RegExp(`http://copse\\.test(${path}\\?token=[\\w.%-]+)`).exec(plain(mail?.raw ?? ''))?.[1] ?? '';
}
const plain = (raw: string) => raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=');
const tokenOf = (link: string) => decodeURIComponent(link.split('token=')[1]!);

async function signedUp(address: string, ip: string): Promise<Client> {
  const who = visitor();
  await from(ip, '/sign-up', { name: 'Ruth Achieng', address, password: PASSWORD });
  const link = await linkFor(address, '/confirm');
  const answer = await from(ip, '/confirm', { token: tokenOf(link) }, who);
  expect(answer.statusCode).toBe(303);
  return who;
}

it('signs in by password, and answers alike for a wrong one and for nobody', async () => {
  await signedUp('ruth@example.org', '10.0.0.1');
  const who = visitor();
  const right = await from('10.0.0.1', '/sign-in', { address: 'ruth@example.org', password: PASSWORD, back: '/me/settings' }, who);
  expect(right.headers.location).toBe('/me/settings');
  expect((await who.get('/me/settings')).body).toContain('Ruth Achieng');
  const same = (body: string) => body.replaceAll(/(?:ruth|nobody)@example\.org/g, 'X');
  const wrong = await from('10.0.0.1', '/sign-in', { address: 'ruth@example.org', password: 'not at all this' });
  const nobody = await from('10.0.0.1', '/sign-in', { address: 'nobody@example.org', password: 'not at all this' });
  expect(wrong.statusCode).toBe(422);
  expect(same(nobody.body)).toBe(same(wrong.body));
});

it('stops guessing at an account from many places, existing or not, and forgets it in time', async () => {
  for (const address of ['leila@example.org', 'ghost@example.org']) {
    const codes: number[] = [];
    for (let n = 0; n < 12; n += 1) codes.push((await from(`10.1.${address.length}.${n}`, '/sign-in', { address, password: `guess number ${n}` })).statusCode);
    expect(codes, address).toEqual([...Array<number>(10).fill(422), 429, 429]);
  }
  await signedUp('late@example.org', '10.0.0.9');
  for (let n = 0; n < 10; n += 1) await from(`10.2.0.${n}`, '/sign-in', { address: 'late@example.org', password: `guess number ${n}` });
  expect((await from('10.2.1.1', '/sign-in', { address: 'late@example.org', password: PASSWORD })).statusCode).toBe(429);
  world.pass(16 * 60_000);
  expect((await from('10.2.1.1', '/sign-in', { address: 'late@example.org', password: PASSWORD })).statusCode).toBe(303);
});

it('stops one visitor who tries many accounts', async () => {
  const ctx = await world.ctx('anjali');
  const attempt = (n: number, visitor: string) => countAttempt(ctx, { account: `name${n}@example.org`, visitor });
  for (let n = 0; n < 60; n += 1) await attempt(n, '10.3.0.1');
  await expect(attempt(61, '10.3.0.1')).rejects.toMatchObject({ code: 'too_many' });
  await attempt(61, '10.3.0.2');
});

it('tells nobody who has an account: sign-up, link and reset answer and act alike', async () => {
  const answers = async (path: string, address: string) => {
    const { statusCode, body } = await from('10.4.0.1', path, { name: 'Someone Else', address, password: PASSWORD });
    return `${statusCode} ${body.replaceAll(address, 'X')}`;
  };
  for (const path of ['/sign-up', '/sign-in/mail', '/forgot']) {
    expect(await answers(path, 'tomasi@example.org'), path).toBe(await answers(path, 'fresh@example.org'));
  }
  await world.work();
  const to = (address: string) => world.mails().then((mails) => mails.filter((mail) => mail.to === address).length);
  expect(await to('tomasi@example.org')).toBe(3);
  expect(await to('fresh@example.org'), 'only the sign-up').toBe(1);
});

it('takes about as long for nobody as for somebody', async () => {
  const took = async (address: string, n: number) => {
    const start = performance.now();
    await from(`10.5.${n}.1`, '/sign-in', { address, password: 'not at all this' });
    return performance.now() - start;
  };
  const middle = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
  const [known, unknown]: [number[], number[]] = [[], []];
  for (let n = 0; n < 7; n += 1) {
    known.push(await took('ruth@example.org', n));
    unknown.push(await took(`ghost${n}@example.org`, n + 20));
  }
  expect(middle(unknown) / middle(known)).toBeGreaterThan(0.4);
  expect(middle(unknown) / middle(known)).toBeLessThan(2.5);
});

it('lets a mailed link in once, in time, and never somebody whose address is not confirmed', async () => {
  await from('10.6.0.1', '/sign-in/mail', { address: 'pavel@example.org' });
  const link = await linkFor('pavel@example.org', '/sign-in/link');
  expect((await visitor().get(link)).body).toContain('Sign in');
  const who = visitor();
  expect((await from('10.6.0.1', '/sign-in/link', { token: tokenOf(link) }, who)).headers.location).toBe('/');
  expect((await who.get('/me/settings')).body).toContain('Pavel');
  expect((await from('10.6.0.1', '/sign-in/link', { token: tokenOf(link) })).statusCode).toBe(422);
  await from('10.6.0.1', '/sign-in/mail', { address: 'pavel@example.org' });
  const second = await linkFor('pavel@example.org', '/sign-in/link');
  world.pass(31 * 60_000);
  expect((await from('10.6.0.1', '/sign-in/link', { token: tokenOf(second) })).statusCode).toBe(422);
});

it('gives an account to its owner, not to whoever named the address first', async () => {
  await from('10.7.0.1', '/sign-up', { name: 'Mallory', address: 'owner@example.org', password: 'what mallory knows' });
  await world.work();
  const who = await signedUp('owner@example.org', '10.7.0.2');
  expect((await who.get('/me/settings')).body).toContain('Ruth Achieng');
  expect((await from('10.7.0.1', '/sign-in', { address: 'owner@example.org', password: 'what mallory knows' })).statusCode).toBe(422);
});

it('resets a password once, ends all sessions and tells so', async () => {
  const before = await signedUp('reset@example.org', '10.8.0.1');
  await from('10.8.0.1', '/forgot', { address: 'reset@example.org' });
  const link = await linkFor('reset@example.org', '/reset');
  expect((await from('10.8.0.1', '/reset', { token: tokenOf(link), password: 'quite another one' })).headers.location).toBe('/sign-in');
  expect((await from('10.8.0.1', '/reset', { token: tokenOf(link), password: 'and once again so' })).statusCode).toBe(422);
  expect((await before.get('/me/settings')).headers.location).toContain('/sign-in');
  expect((await from('10.8.0.1', '/sign-in', { address: 'reset@example.org', password: 'quite another one' })).statusCode).toBe(303);
  await world.work();
  expect((await world.mails()).some(({ to, subject }) => to === 'reset@example.org' && /password.*was changed/.test(subject))).toBe(true);
});

it('goes back to a path of this site only', async () => {
  await signedUp('back@example.org', '10.9.0.1');
  for (const back of ['//evil.example/x', 'https://evil.example', '/\\evil.example']) {
    const { headers } = await from('10.9.0.1', '/sign-in', { address: 'back@example.org', password: PASSWORD, back });
    expect(headers.location).toMatch(/^\/(?!\/|\\)/);
  }
});
