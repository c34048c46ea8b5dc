import { afterAll, beforeAll, expect, it } from 'vitest';
import { bounceAddress } from '#platform/mail/answers/index.ts';
import { newMailsOf, receiveMail, type MailClient } from '#test/receive.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
let mail: MailClient;
let newMails: ReturnType<typeof newMailsOf>;

beforeAll(async () => {
  world = await makeWorld({ MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  mail = await receiveMail(world);
  newMails = newMailsOf(world);
});
afterAll(async () => {
  await mail.close();
  await world.close();
});

const report = (to: string, returned: string, status = '5.1.1') => ({
  envelope: { from: '', to: ['noreply@copse.test'] },
  raw: [
    'From: MAILER-DAEMON@mx.example.org', 'To: noreply@copse.test', 'Subject: Undelivered Mail Returned to Sender', `Message-ID: <${Math.random()}@mx.example.org>`, 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'I could not deliver your message.', '',
    '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example.org', '', `Final-Recipient: rfc822; ${to}`, 'Action: failed', `Status: ${status}`, `Diagnostic-Code: smtp; ${status === '4.2.2' ? '452 4.2.2 mailbox full' : '550 5.1.1 user unknown'}`, '',
    '--b', 'Content-Type: message/rfc822', '', returned, '', '--b--', '',
  ].join('\r\n'),
  signed: false,
});

it('mail that comes back stops mail to an address; its owner sees it and lets it come again; facilitators see whom it is', async () => {
  const at = (await world.as('pavel').post('/c/mel/discussions', { title: 'Bouncing', body: 'x', type: 'conversation' })).headers.location!;
  await world.as('leila').post(`${at}/reply`, { body: 'First answer' });
  const replyTo = (await newMails()).find((m) => m.recipient === 'pavel@example.org')!.replyTo!.value[0]!.address!;
  await mail.send(report('pavel@example.org', 'Subject: made up\r\nMessage-ID: <x@elsewhere.test>\r\n\r\nx'));
  await world.work();
  expect((await world.as('pavel').get('/c/mel')).body).not.toContain('came back');
  await mail.send(report('pavel@example.org', `Reply-To: ${replyTo}\r\nMessage-ID: <post-1.1@copse.test>\r\n\r\nx`));
  await newMails();
  await world.as('leila').post(`${at}/reply`, { body: 'Nobody gets this' });
  expect(await newMails()).toEqual([]);
  expect((await world.as('pavel').get('/c/mel')).body).toContain('Mail to pavel@example.org came back');
  const hygiene = (await world.as('anjali').get('/c/mel/members/mail')).body;
  expect(hygiene).toContain('Pavel');
  expect(hygiene).toContain('user unknown');
  expect((await world.as('leila').get('/c/mel/members/mail')).statusCode).toBe(403);
  await world.as('pavel').post('/me/mail', { address: 'pavel@example.org' });
  const [again] = await newMails();
  const link = new URL(/http:\/\/copse\.test\/mail\/again\/\S+/.exec(again!.text!)![0]).pathname;
  expect((await world.anonymous.get(link)).body).toContain('Mail will go to pavel@example.org again');
  await world.anonymous.post(link);
  expect((await world.as('pavel').get('/c/mel')).body).not.toContain('came back');
  await world.as('leila').post(`${at}/reply`, { body: 'This arrives' });
  expect((await newMails()).map((m) => m.recipient)).toContain('pavel@example.org');
});

it('a failure in words counts by the empty envelope that it came in; the same words by a person do not', async () => {
  const to = (await bounceAddress(world, world.as('anjali').personId!))!;
  const said = (from: string) => ['From: Postmaster <postmaster@mx.example.org>', `To: ${to}`, 'Subject: Mail System Error - Returned Mail', `Message-ID: <${Math.random()}@mx.example.org>`, '', '<anjali@example.org>: 550 5.1.1 User unknown', ''].join('\r\n').replace('Postmaster <postmaster@mx.example.org>', from);
  const stopped = async () => (await world.as('anjali').get('/me/mail')).body.includes('anjali@example.org</h2>');
  await mail.send({ envelope: { from: 'postmaster@mx.example.org', to: [to] }, raw: said('Postmaster <postmaster@mx.example.org>'), signed: false });
  await mail.send({ envelope: { from: '', to: [to] }, raw: said('Kim <kim@mx.example.org>'), signed: false });
  await world.work();
  expect(await stopped()).toBe(false);
  await mail.send({ envelope: { from: '', to: [to] }, raw: said('Postmaster <postmaster@mx.example.org>'), signed: false });
  await world.work();
  expect(await stopped()).toBe(true);
  await world.as('anjali').post('/me/mail', { address: 'anjali@example.org' });
  const again = (await newMails()).map((m) => /\/mail\/again\/\S+/.exec(m.text!)?.[0]).find(Boolean)!;
  await world.anonymous.post(again);
});

it('a delay stops nothing; five failures within two weeks do, and a complaint at once', async () => {
  const bounces = async (name: 'tomasi' | 'leila') => (await bounceAddress(world, world.as(name).personId!))!;
  const soft = async () => ({ ...report('tomasi@example.org', 'Subject: x\r\n\r\nx', '4.2.2'), envelope: { from: '', to: [await bounces('tomasi')] } });
  const stopped = async (name: 'tomasi' | 'leila') => (await world.as(name).get('/me/mail')).body.includes(`${name}@example.org</h2>`);
  for (let n = 0; n < 4; n += 1) await mail.send(await soft());
  await world.work();
  expect(await stopped('tomasi')).toBe(false);
  await mail.send(await soft());
  await world.work();
  expect(await stopped('tomasi')).toBe(true);
  const complaint = ['From: fbl@mx.example.org', 'To: x@copse.test', 'Subject: complaint', 'Message-ID: <arf@mx.example.org>', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=feedback-report; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'Abuse.', '', '--b', 'Content-Type: message/feedback-report', '', 'Feedback-Type: abuse', 'User-Agent: x/1', 'Version: 1', '', '--b', 'Content-Type: message/rfc822', '', `Return-Path: <${await bounces('leila')}>`, 'To: leila@example.org', 'Subject: x', '', 'x', '', '--b--', ''];
  await mail.send({ envelope: { from: 'fbl@mx.example.org', to: ['abuse@copse.test'] }, raw: complaint.join('\r\n'), signed: false });
  await world.work();
  expect(await stopped('leila')).toBe(true);
});
