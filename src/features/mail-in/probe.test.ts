import { afterEach, expect, it } from 'vitest';
import { examineMail } from '#platform/mail/doctor/index.ts';
import { dkimOf, dkimRecord } from '#platform/mail/dkim.ts';
import { startMailbox } from '#test/imap.ts';
import { receiveMail, type MailClient } from '#test/receive.ts';
import { startSink, type Sink } from '#test/sink.ts';
import { makeWorld, type World } from '#test/world.ts';
import { startMailIn } from './index.ts';

let world: World | null = null;
let sink: Sink | null = null;
let mail: MailClient | null = null;
afterEach(async () => {
  await mail?.close();
  await world?.close();
  await sink?.close();
  mail = sink = world = null;
});

const nothing = () => Promise.reject(Object.assign(new Error('nothing there'), { code: 'ENOTFOUND' }));
const find = async (w: World, check: string, patienceMs = 400) => (await examineMail(w.services, nothing, patienceMs)).find((finding) => finding.check === check)!;

it('a mail to ourselves goes out, is signed, comes in by SMTP and is proven; nothing else becomes of it', async () => {
  world = await makeWorld({ SMTP_URL: 'smtp://127.0.0.1:1', MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  mail = await receiveMail(world);
  const { services } = world;
  services.config.smtpUrl = `smtp://127.0.0.1:${mail.port}?ignoreTLS=true`;
  expect(await find(world, 'Round trip')).toMatchObject({ state: 'note', said: expect.stringContaining('nothing in it proves') });
  const { name, value } = dkimRecord(await dkimOf(services));
  services.resolver = async (asked, type) => (type === 'TXT' && asked === name ? [[value]] : nothing());
  expect(await find(world, 'Round trip')).toMatchObject({ state: 'good', said: expect.stringMatching(/came back by SMTP after [\d.]+ seconds, proven by DKIM/) });
  await world.work();
  const rows = await services.database.db.selectFrom('inbound_mails').select(['status', 'reason']).execute();
  expect(rows).toEqual([{ status: 'done', reason: 'round_trip' }, { status: 'done', reason: 'round_trip' }]);
});

it('says where a mail stayed: taken and lost, refused, or nowhere to come back to', async () => {
  sink = await startSink();
  world = await makeWorld({ SMTP_URL: sink.url, MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  expect(await find(world, 'Round trip')).toMatchObject({ state: 'bad', said: expect.stringMatching(/took a mail to reply\+t\.\S+@copse\.test, but it did not arrive within/), todo: expect.stringContaining('Copse must be running') });
  sink.answer(() => ({ code: 550, text: '5.7.1 Relaying denied' }));
  expect(await find(world, 'Round trip')).toMatchObject({ state: 'bad', said: expect.stringContaining('Relaying denied') });
  world.services.config.mailIn.domain = null;
  expect(await find(world, 'Round trip')).toMatchObject({ state: 'note', said: expect.stringContaining('No mail is received here') });
});

it('comes back by a mailbox that is polled; one that lets nobody in is named', async () => {
  const mailbox = await startMailbox();
  sink = await startSink();
  world = await makeWorld({ SMTP_URL: sink.url, MAIL_IN_URL: mailbox.url });
  const polling = await startMailIn(world.services);
  const finding = find(world, 'Round trip', 5000);
  await expect.poll(() => sink!.taken.length, { timeout: 5000 }).toBe(1);
  mailbox.arrive(`Delivered-To: ${sink.taken[0]!.to}\r\n${sink.taken[0]!.raw}`);
  expect(await finding).toMatchObject({ said: expect.stringContaining('came back by IMAP') });
  expect(await find(world, 'Mailbox')).toMatchObject({ state: 'good' });
  await polling.close();
  await mailbox.close();
  expect(await find(world, 'Mailbox')).toMatchObject({ state: 'bad', todo: expect.stringContaining('MAIL_IN_URL') });
});
