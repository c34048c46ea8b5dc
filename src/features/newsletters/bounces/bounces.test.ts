import { afterAll, beforeAll, expect, it } from 'vitest';
import { startOutbox, type Outbox } from '#platform/mail/outbox/index.ts';
import { receiveMail, type MailClient } from '#test/receive.ts';
import { startSink, type Sink, type Taken } from '#test/sink.ts';
import { makeWorld, type World } from '#test/world.ts';

const LIST = '/c/mel/newsletters';
const HYGIENE = '/c/mel/members/mail';
const HOUR = 3_600_000;

let sink: Sink;
let world: World;
let mail: MailClient;
let outbox: Outbox;
beforeAll(async () => {
  sink = await startSink();
  world = await makeWorld({ SMTP_URL: sink.url, MAIL_IN_PORT: '0', MAIL_IN_HOST: '127.0.0.1' });
  mail = await receiveMail(world);
  outbox = startOutbox(world.services, { watch: false });
});
afterAll(async () => {
  await outbox.stop();
  await mail.close();
  await world.close();
  await sink.close();
});

async function sent(to: string): Promise<Taken[]> {
  await world.work();
  await outbox.drain();
  return sink.taken.splice(0).filter((taken) => taken.to === to);
}

async function publish(title: string): Promise<void> {
  const made = await world.as('anjali').post(LIST, { template: 'letter', title });
  const self = made.headers.location!.replace(/\/compose$/, '');
  await world.as('anjali').post(`${self}/compose`, { title, introduction: 'Hello', language: 'en', audience: 'readers' });
  await world.as('anjali').post(`${self}/schedule`, { do: 'now' });
}

async function subscribe(address: string): Promise<void> {
  await world.anonymous.post(`${LIST}/subscribe`, { address });
  await confirm((await sent(address))[0]!);
}
async function confirm({ raw }: Taken): Promise<void> {
  const [, link] = /http:\/\/copse\.test(\/newsletters\/confirm\/[\w.-]+)/.exec(raw.replace(/=\r\n/g, ''))!;
  await world.anonymous.post(link!, { do: 'confirm' });
}

/** What a mail system far away says of a mail, to the address that the mail came from. */
const report = (about: Taken, status: string, said: string) =>
  mail.send({
    envelope: { from: '', to: [about.from] },
    signed: false,
    raw: [
      'From: MAILER-DAEMON@mx.example.net', `To: ${about.from}`, 'Subject: Undelivered Mail Returned to Sender', `Message-ID: <${Math.random()}@mx.example.net>`, 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'I could not deliver your message.', '',
      '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example.net', '', `Final-Recipient: rfc822; ${about.to}`, 'Action: failed', `Status: ${status}`, `Diagnostic-Code: smtp; ${said}`, '', '--b--', '',
    ].join('\r\n'),
  });

it('a dead address outside gets no more issues, is listed for facilitators, and comes back by confirming anew', async () => {
  await subscribe('reader@example.net');
  await publish('First');
  const [first] = await sent('reader@example.net');
  expect(first!.from).toMatch(/^bounce\+nl\.0\./);
  await report(first!, '5.1.1', '550 5.1.1 <reader@example.net>: user unknown');
  await world.work();
  await publish('Second');
  expect(await sent('reader@example.net')).toEqual([]);

  const { body } = await world.as('anjali').get(HYGIENE);
  expect(body).toContain('r…@example.net');
  expect(body).toContain('user unknown');
  expect(body).not.toContain('reader@example.net');
  expect((await world.as('leila').get(HYGIENE)).statusCode).toBe(403);
  const [, id] = /name="id" value="(\d+)"/.exec(body)!;
  world.pass(2 * HOUR);
  expect((await world.as('leila').post(`${LIST}/subscribers/ask`, { id: id! })).statusCode).toBe(403);
  expect((await world.as('anjali').post(`${LIST}/subscribers/ask`, { id: '999999' })).statusCode).toBe(422);
  expect((await world.as('anjali').post(`${LIST}/subscribers/ask`, { id: id! })).statusCode).toBe(303);
  const [asked] = await sent('reader@example.net');
  await confirm(asked!);
  expect((await world.as('anjali').get(HYGIENE)).body).not.toContain('@example.net');
  await publish('Third');
  expect(await sent('reader@example.net')).toHaveLength(1);
});

it('a refusal while sending counts at once, a full mailbox when it stays full, and a member by their account', async () => {
  await subscribe('refused@example.net');
  await subscribe('full@example.net');
  sink.answer((address) => (address === 'refused@example.net' ? { code: 550, text: '5.1.1 No such user' } : null));
  await publish('Fourth');
  await world.work();
  await outbox.drain();
  sink.answer(() => null);
  const taken = sink.taken.splice(0);
  const full = taken.find(({ to }) => to === 'full@example.net')!;
  for (let n = 0; n < 4; n += 1) await report(full, '4.2.2', '452 4.2.2 mailbox full');
  await world.work();
  await publish('Fifth');
  expect((await sent('full@example.net')).length).toBe(1);
  await report(full, '4.2.2', '452 4.2.2 mailbox full');
  await report(taken.find(({ to }) => to === 'pavel@example.org')!, '5.1.1', '550 5.1.1 user unknown');
  await publish('Sixth');
  await world.work();
  await outbox.drain();
  const left = sink.taken.splice(0).map(({ to }) => to);
  expect(left).toContain('leila@example.org');
  for (const gone of ['refused@example.net', 'full@example.net', 'pavel@example.org']) expect(left).not.toContain(gone);
  const { body } = await world.as('anjali').get(HYGIENE);
  for (const listed of ['r…@example.net', 'f…@example.net', 'Pavel']) expect(body).toContain(listed);
});
