import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startSink, type Sink } from '#test/sink.ts';
import { makeWorld, type World } from '#test/world.ts';
import { dkimOf, dkimRecord } from '../dkim.ts';
import { connectInbound } from '../inbound.ts';
import type { OutgoingMail } from '../mailer.ts';
import { startOutbox, type Outbox } from './index.ts';
import { claimOutgoing, giveUpOutgoing, outgoingCounts, renewOutgoing } from './queries.ts';

let sink: Sink;
let world: World;
let outbox: Outbox;
let before: ReturnType<typeof connectInbound>;
beforeEach(async () => {
  sink = await startSink();
  world = await makeWorld({ SMTP_URL: sink.url });
  outbox = startOutbox(world.services, { watch: false });
  before = connectInbound({});
});
afterEach(async () => {
  connectInbound(before);
  await outbox.stop();
  await world.close();
  await sink.close();
});

const deliver = (mail: Partial<OutgoingMail>) =>
  world.services.mailer.deliver(world.services.database.db, { to: 'a@example.org', subject: 'x', text: 'y', ...mail }, world.services.clock());
const subjects = () => sink.taken.map(({ raw }) => /^Subject: (.*)$/m.exec(raw)![1]!.trim());
const counts = () => outgoingCounts(world.services.database.db);

it('takes a post to its readers as a list does: signed, threaded, to be left by one press', async () => {
  connectInbound({ bounceAddress: async (_at, personId) => `bounce+${personId}@copse.test`, mailDomain: () => 'copse.test', replyAddress: async () => 'reply+abc@copse.test' });
  const at = (await world.as('tomasi').post('/c/mel/r/surveys/discussions', { title: 'أسئلة قصيرة', body: 'x', type: 'conversation' })).headers.location!;
  await world.as('leila').post(`${at}/reply`, { body: 'Short words' });
  await world.work();
  await outbox.drain();
  expect(await counts()).toEqual({ waiting: 0, since: null, failed: 0 });
  const [{ from, to, raw }] = sink.taken.filter((mail) => mail.raw.includes('Archived-At')) as [(typeof sink.taken)[0]];
  expect({ from, to }).toEqual({ from: `bounce+${world.as('tomasi').personId}@copse.test`, to: 'tomasi@example.org' });
  const mail = await simpleParser(raw);
  expect(mail.subject).toBe('Re: أسئلة قصيرة');
  expect(mail.replyTo!.text).toBe('reply+abc@copse.test');
  expect(mail.headers.get('list')).toMatchObject({
    id: { name: 'surveys.mel.copse.test' },
    post: { mail: 'mel.surveys@copse.test' },
    archive: { url: 'http://copse.test/c/mel/r/surveys/discussions' },
    help: { mail: 'mel-help@copse.test' },
    owner: { mail: 'mel-owner@copse.test' },
  });
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  expect(Buffer.byteLength(raw)).toBeLessThan(25_000);
  const record = dkimRecord(await dkimOf(world.services));
  const { results } = await dkimVerify(raw, { resolver: async (name: string) => (name === record.name ? [[record.value]] : []) });
  expect(results.map((result) => [result.signingDomain, result.status.result])).toEqual([['copse.test', 'pass']]);
});

it('sends first what somebody waits for, keeps the order of a thread, and no more a minute than the provider takes', async () => {
  world.services.config.mailRate = 3;
  for (const n of [1, 2, 3, 4]) await deliver({ subject: `reply ${n}`, sequence: 'thread' });
  await deliver({ subject: 'gathered', priority: 7 });
  await deliver({ subject: 'a link to sign in', priority: 1 });
  await outbox.drain();
  expect(subjects().toSorted()).toEqual(['a link to sign in', 'gathered', 'reply 1']);
  world.pass(61_000);
  await outbox.drain();
  expect(subjects().slice(3)).toEqual(['reply 2', 'reply 3', 'reply 4']);
});

it('tries again what is refused for a while, and notes what is refused for good', async () => {
  const said: unknown[] = [];
  connectInbound({ undelivered: async (_at, failure) => void said.push(failure) });
  sink.answer((address) => (address.startsWith('gone') ? { code: 550, text: 'no such user' } : address.startsWith('full') ? { code: 452, text: 'mailbox full' } : null));
  await deliver({ to: 'gone@example.org', personId: 5 });
  await deliver({ to: 'full@example.org', subject: 'first', sequence: 's' });
  await deliver({ to: 'full@example.org', subject: 'second', sequence: 's' });
  await deliver({ to: 'well@example.org' });
  await outbox.drain();
  expect(sink.taken.map((mail) => mail.to)).toEqual(['well@example.org']);
  expect(said).toEqual([{ recipient: 'gone@example.org', personId: 5, bounce: null, hard: true, said: expect.stringContaining('no such user') }]);
  expect(await counts()).toMatchObject({ waiting: 2, failed: 1 });
  sink.answer(() => null);
  world.pass(61_000);
  await outbox.drain();
  expect(subjects()).toEqual(['x', 'first', 'second']);
});

it('sends once what a process had taken that was ended as by a power cut', async () => {
  for (const n of [1, 2, 3]) await deliver({ subject: String(n), sequence: 'thread' });
  const { db, engine } = world.services.database;
  await outbox.drain();
  await deliver({ subject: '4' });
  const now = world.services.clock();
  expect(await claimOutgoing(db, engine, { by: 'dead', now: now + 1000, lockUntil: now + 120_000, limit: 5 })).toHaveLength(1);
  await outbox.drain();
  expect(subjects()).toEqual(['1', '2', '3']);
  const after = startOutbox(world.services, { watch: false });
  world.pass(engine === 'sqlite' ? 0 : 121_000);
  await after.drain();
  await outbox.drain();
  expect(subjects()).toEqual(['1', '2', '3', '4']);
  await after.stop();
});

it('loses nothing and sends nothing twice when the mail server is away for a day', async () => {
  const { port } = new URL(sink.url);
  await sink.close();
  const mails = [1, 2, 3].flatMap((n) => ['wells', 'taps'].flatMap((thread) => ['a', 'b'].map((to) => ({ to: `${to}@example.org`, subject: `${thread} ${n}`, sequence: thread }))));
  for (const mail of mails) await deliver(mail);
  for (let hour = 0; hour < 24; hour += 1) {
    await outbox.drain();
    world.pass(3_600_000);
  }
  expect(await counts()).toMatchObject({ waiting: 12, failed: 0 });
  sink = await startSink(Number(port));
  await outbox.drain();
  await outbox.drain();
  expect(sink.taken).toHaveLength(12);
  for (const to of ['a', 'b'])
    for (const thread of ['wells', 'taps']) {
      const got = sink.taken.filter((mail) => mail.to.startsWith(to)).map(({ raw }) => /^Subject: (.*)$/m.exec(raw)![1]!.trim());
      expect(got.filter((subject) => subject.startsWith(thread))).toEqual([1, 2, 3].map((n) => `${thread} ${n}`));
    }
});

it('keeps what it has taken while it lives, and leaves to another what that one has taken since', async () => {
  const { db, engine } = world.services.database;
  const now = world.services.clock();
  await deliver({});
  const [mail] = await claimOutgoing(db, engine, { by: 'one', now: now + 1000, lockUntil: now + 120_000, limit: 5 });
  await renewOutgoing(db, 'one', [mail!.id], now + 200_000);
  await renewOutgoing(db, 'two', [mail!.id], now + 900_000);
  const other = { by: 'two', lockUntil: now + 400_000, limit: 5 };
  expect(await claimOutgoing(db, engine, { ...other, now: now + 150_000 })).toEqual([]);
  expect(await claimOutgoing(db, engine, { ...other, now: now + 210_000 })).toHaveLength(1);
  await giveUpOutgoing(db, { by: 'one', id: mail!.id }, 'too late', now);
  expect(await counts()).toMatchObject({ waiting: 1, failed: 0 });
});
