import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { startMailbox } from '#test/imap.ts';
import { example, receiveMail, type MailClient } from '#test/receive.ts';
import { makeWorld, type World } from '#test/world.ts';
import { startMailIn } from './index.ts';

let world: World | null = null;
let mail: MailClient | null = null;

async function receiving(environment: Record<string, string>): Promise<{ world: World; mail: MailClient }> {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1', ...environment });
  mail = await receiveMail(world);
  return { world, mail };
}

afterEach(async () => {
  await mail?.close();
  await world?.close();
  mail = null;
  world = null;
});

const tomasi = 'Tomasi <tomasi@example.org>';
const statuses = async ({ services }: World) =>
  (await services.database.db.selectFrom('inbound_mails').select(['status', 'reason', 'recipient']).orderBy('id').execute()).map(({ status, reason }) => `${status} ${reason}`);
const list = async (w: World) => (await w.as('anjali').get('/c/mel/discussions')).body;

it('is taken by LMTP, address by address, and a message to two addresses of a community is one post', async () => {
  const { world, mail } = await receiving({ MAIL_IN_PROTOCOL: 'lmtp' });
  await mail.send({ from: tomasi, to: ['mel@copse.test', 'mel.surveys@copse.test'], subject: 'Twice addressed', text: 'once posted', messageId: '<both@example.org>' });
  await world.work();
  expect(await statuses(world)).toHaveLength(2);
  expect(await world.services.database.db.selectFrom('posts').select('body').execute()).toEqual([{ body: 'once posted' }]);
});

it('does with each kind of odd mail what it says', async () => {
  const { world, mail } = await receiving({});
  const raw = (head: string[], body = 'x') => ({ envelope: { from: 'tomasi@example.org', to: ['mel@copse.test'] }, raw: [`From: ${tomasi}`, `Message-ID: <${Math.random()}@example.org>`, ...head, '', body].join('\r\n') });
  await mail.send(raw(['Subject: Accepted: Meeting', 'Content-Type: text/calendar; method=REPLY'], 'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR'));
  await mail.send(raw(['Subject: Secret', 'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b"'], '--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\nxyz\r\n--b--\r\n'));
  await mail.send(raw(['Subject: Only a quote'], '> nothing of my own\r\n\r\n-- \r\nTomasi'));
  await mail.send(raw(['Subject: =?utf-8?B?Q2Fm6Q==', 'Content-Type: multipart/mixed; boundary=lost'], 'Caf\u00e9 without an end'));
  await mail.send(raw(['Subject: Format', 'Content-Type: text/plain; format=flowed'], 'One line that \r\nwas broken.\r\n'));
  await world.work();
  expect(await statuses(world)).toEqual(['ignored calendar', 'refused encrypted', 'posted posted', 'posted posted', 'posted posted']);
  expect((await world.mails())[0]!.subject).toBe('Not posted: Secret');
  const href = /href="([^"]*\/discussions\/\d+-format)/.exec(await list(world))![1]!;
  expect((await world.as('anjali').get(href)).body).toContain('One line that was broken.');
});

it('is not read when one address sends without end', async () => {
  const { world, mail } = await receiving({ RATE_LIMIT: '0.05' });
  for (let n = 0; n < 5; n += 1) await mail.send({ from: 'robot@example.org', to: 'mel-owner@copse.test', subject: `Bomb ${n}`, text: 'x' });
  await world.work();
  expect((await statuses(world)).sort()).toEqual(['done owner', 'done owner', 'done owner', 'ignored rate', 'ignored rate']);
});

it('is not taken when it cannot be kept, and is when it can', async () => {
  const { world, mail } = await receiving({ RATE_LIMIT: '1' });
  const { write } = world.services.blobs;
  world.services.blobs.write = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
  const message = { from: tomasi, to: 'mel@copse.test', subject: 'Later', text: 'x', messageId: '<later@example.org>' };
  await expect(mail.send(message)).rejects.toThrow('451');
  world.services.blobs.write = write;
  expect(await mail.send(message)).toContain('250');
  await world.work();
  expect(await statuses(world)).toEqual(['posted posted']);
});

it('waits for the DNS when it does not answer, before asking the sender', async () => {
  const { world, mail } = await receiving({});
  world.services.resolver = () => Promise.reject(Object.assign(new Error('no answer'), { code: 'ESERVFAIL' }));
  await mail.send({ from: tomasi, to: 'mel@copse.test', subject: 'Patience', text: 'x' });
  await world.work();
  expect(await statuses(world)).toEqual(['waiting null']);
  world.services.resolver = example;
  world.pass(61_000);
  await world.work();
  expect(await statuses(world)).toEqual(['posted posted']);
});

it('is fetched from a mailbox elsewhere, and moved there once it is kept', async () => {
  const mailbox = await startMailbox();
  world = await makeWorld({ MAIL_IN_URL: mailbox.url });
  world.services.resolver = example;
  const raw = (id: string, subject: string) => `Return-Path: <tomasi@example.org>\r\nDelivered-To: mel@copse.test\r\nFrom: ${tomasi}\r\nTo: someone@else.example\r\nMessage-ID: <${id}@example.org>\r\nSubject: ${subject}\r\n\r\nFetched\r\n`;
  mailbox.arrive(raw('i1', 'There before'));
  const polling = await startMailIn(world.services);
  await expect.poll(() => mailbox.moved.length, { timeout: 5000 }).toBe(1);
  mailbox.arrive(raw('i2', 'There later'));
  await expect.poll(() => mailbox.moved.length, { timeout: 5000 }).toBe(2);
  expect(mailbox.inbox.size).toBe(0);
  await world.work();
  // Nobody vouches for them: Tomasi is asked.
  expect(await statuses(world)).toEqual(['asked unproven', 'asked unproven']);
  await polling.close();
  await mailbox.close();
});

it.runIf(existsSync('dist/server/cli.js'))('is taken from another mail server’s pipe, with the exit codes that it understands', async () => {
  world = await makeWorld({ MAIL_IN_DOMAIN: 'copse.test' });
  const { address, folder } = world.database;
  const file = join(folder, 'mail.eml');
  writeFileSync(file, `From: ${tomasi}\r\nTo: mel@copse.test\r\nMessage-ID: <piped@example.org>\r\nSubject: Piped\r\n\r\nIn\r\n`);
  const env = { PATH: process.env.PATH, DATA_DIR: folder, BASE_URL: 'http://copse.test', ...('url' in address && { DATABASE_URL: address.url }) };
  const run = (options: string[], more = {}) => spawnSync(process.execPath, ['dist/server/cli.js', 'mail-in', ...options], { env: { ...env, MAIL_IN_DOMAIN: 'copse.test', ...more } }).status;
  expect(run([file])).toBe(0);
  expect(run([file, '--to', 'nobody@copse.test'])).toBe(67);
  expect(run([join(folder, 'missing.eml')])).toBe(66);
  expect(run([file], { DATABASE_URL: 'postgres://127.0.0.1:9/none' })).toBe(75);
  await world.work();
  expect(await statuses(world)).toHaveLength(1);
}, 90_000);
