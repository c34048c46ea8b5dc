import { createDecipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { trustOrigin } from '#platform/http/outward.ts';
import { makeWorld, type Cast, type World } from '#test/world.ts';

/** A browser's side of a subscription: its keys, to read what only it can. */
interface Device {
  ecdh: ECDH;
  auth: Buffer;
}

let world: World;
let origin: string;
let status = 201;
let stumbling: string | null = null;
const received: { path: string; headers: IncomingHttpHeaders; body: Buffer }[] = [];
const service = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    received.push({ path: request.url!, headers: request.headers, body: Buffer.concat(parts) });
    response.writeHead(request.url === stumbling ? 503 : status).end();
  });
});

beforeAll(async () => {
  world = await makeWorld();
  await new Promise<void>((done) => service.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  trustOrigin(origin);
});
afterAll(async () => {
  await world.close();
  service.close();
});

function device(): Device {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  return { ecdh, auth: randomBytes(16) };
}

const subscribe = (name: Cast, { ecdh, auth }: Device, endpoint: string) =>
  world.as(name).send({
    method: 'POST',
    url: '/me/push',
    headers: { accept: 'application/json', 'user-agent': 'Mozilla/5.0 (Android 14; Mobile) Gecko/140.0 Firefox/140.0' },
    payload: { endpoint, expirationTime: null, keys: { p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') } },
  });

/** Reads a message as the browser does (RFC 8291 §3.4, RFC 8188 §2). */
function decrypted({ ecdh, auth }: Device, body: Buffer): Record<string, unknown> {
  const [salt, sender, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12));
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString();
  return JSON.parse(text.slice(0, text.lastIndexOf('\u0002'))) as Record<string, unknown>;
}

const mention = async (name: Cast, title: string) => (await world.as('anjali').post('/c/mel/discussions', { title, body: `@${name}` })).headers.location!;

it('wakes a device once, with words that only it can read', async () => {
  const phone = device();
  expect((await subscribe('leila', phone, `${origin}/phone`)).statusCode).toBe(201);
  expect((await subscribe('leila', phone, `${origin}/phone`)).statusCode).toBe(201);
  const page = (await world.as('leila').get('/me/settings/notifications')).body;
  expect(page).toContain('Firefox · Android');
  expect(page).toContain('(this one)');
  await mention('leila', 'Can you look?');
  await world.work();
  expect(received).toHaveLength(1);
  const { path, headers, body } = received[0]!;
  expect(path).toBe('/phone');
  expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' });
  const { public_key } = (await world.as('leila').send({ method: 'GET', url: '/api/v1/me/push-subscriptions' })).json();
  expect(headers.authorization).toMatch(new RegExp(`^vapid t=.+, k=${public_key}$`));
  expect(body.toString('latin1')).not.toContain('Can you look');
  const message = decrypted(phone, body);
  expect(message).toMatchObject({ title: 'Can you look?', body: 'Anjali mentioned you · Monitoring & Learning', unread: 1 });
  expect((await world.as('leila').get(String(message.href))).statusCode).toBe(303);
});

it('tries a device again whose service stumbled, and not the others', async () => {
  received.length = 0;
  for (const path of ['laptop', 'tablet']) expect((await subscribe('tomasi', device(), `${origin}/${path}`)).statusCode).toBe(201);
  stumbling = '/tablet';
  await mention('tomasi', 'Two devices');
  await world.work();
  stumbling = null;
  world.pass(60_000);
  await world.work();
  expect(received.map(({ path }) => path).sort()).toEqual(['/laptop', '/tablet', '/tablet']);
});

it('keeps quiet at night, and tells afterwards unless it was read', async () => {
  received.length = 0;
  const at = (hours: number) => `${String((new Date(world.services.clock()).getUTCHours() + hours + 24) % 24).padStart(2, '0')}:00`;
  await world.as('leila').post('/me/settings/notifications', { quiet: 'yes', since: at(0), until: at(2) });
  const read = await mention('leila', 'Read at night');
  await mention('leila', 'Not read');
  await world.work();
  expect(received).toEqual([]);
  await world.as('leila').get(read);
  world.pass(2 * 3_600_000);
  await world.work();
  expect(received).toHaveLength(1);
  await world.as('leila').post('/me/settings/notifications', {});
});

it('forgets a device that is gone', async () => {
  status = 410;
  await mention('leila', 'Gone');
  await world.work();
  const devices = async () => (await world.as('leila').send({ method: 'GET', url: '/api/v1/me/push-subscriptions' })).json().devices;
  expect(await devices()).toEqual([]);
  status = 201;
});

it('ends with the sign-in that made it, and passes with a browser to whoever uses it', async () => {
  received.length = 0;
  const shared = device();
  const signedOut = await world.newcomer('ruth', 'mel');
  const send = (client: typeof signedOut) =>
    client.send({ method: 'POST', url: '/me/push', payload: { endpoint: `${origin}/shared`, keys: { p256dh: shared.ecdh.getPublicKey('base64url'), auth: shared.auth.toString('base64url') } } });
  expect((await send(signedOut)).statusCode).toBe(201);
  await signedOut.post('/sign-out');
  await mention('ruth' as Cast, 'For Ruth alone');
  await world.work();
  expect(received).toEqual([]);
  await send(world.as('pavel'));
  await mention('pavel', 'For Pavel');
  await world.work();
  expect(decrypted(shared, received[0]!.body).title).toBe('For Pavel');
});

it('reaches no place inside, takes no nonsense, and lets nobody remove what is another’s', async () => {
  for (const bad of ['http://push.example.org/x', 'https://127.0.0.1/x', 'https://10.0.0.1/x', 'https://localhost/x', 'nonsense', 'http://127.0.0.1:1/'])
    expect((await subscribe('tomasi', device(), bad)).statusCode, bad).toBe(422);
  expect((await world.anonymous.send({ method: 'POST', url: '/me/push', payload: {}, headers: { accept: 'application/json' } })).statusCode).toBe(401);
  const { id } = (await subscribe('tomasi', device(), `${origin}/own`)).json();
  expect((await world.as('leila').post(`/me/push/${id}/remove`)).statusCode).toBe(404);
  expect((await world.as('tomasi').post(`/me/push/${id}/remove`)).statusCode).toBe(303);
});
