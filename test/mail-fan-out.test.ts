import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sql } from 'kysely';
import { transaction } from '#platform/context.ts';
import { outgoingCounts } from '#platform/mail/outbox/queries.ts';
import { startServer } from '#test/server.ts';
import { startSink, type Sink } from '#test/sink.ts';
import { makeWorld, type World } from '#test/world.ts';

let sink: Sink;
let world: World;
beforeEach(async () => {
  sink = await startSink(0, { pause: 10 });
  world = await makeWorld({ SMTP_URL: sink.url });
});
afterEach(async () => {
  await world.close();
  await sink.close();
});

const MEMBERS = 200;
/** What a mail server may have taken in the moment of the kill without our hearing of it (RFC 1047). */
const IN_FLIGHT = 100;

/** Members who want every post by mail. */
async function addMembers(): Promise<string[]> {
  const { id } = (await world.place('anjali')).community;
  const addresses = Array.from({ length: MEMBERS }, (_, n) => `m${n}@example.org`);
  await transaction(await world.ctx('anjali'), async ({ db }) => {
    for (const [n, address] of addresses.entries()) {
      await db.insertInto('auth_users' as never).values({ id: `m${n}`, name: 'M', email: address, email_verified: 1, created_at: '', updated_at: '' } as never).execute();
      const person = await db.insertInto('people').values({ account_id: `m${n}`, handle: `m${n}`, name: `M ${n}`, created_at: 1 } as never).returning('id').executeTakeFirstOrThrow();
      await db.insertInto('addresses').values({ address, person_id: person.id, confirmed_at: 1, created_at: 1 } as never).execute();
      await db.insertInto('memberships').values({ community_id: id, space_id: id, person_id: person.id, role: 'member', joined_at: 1 }).execute();
      await db.insertInto('notification_settings').values({ community_id: id, space_id: id, person_id: person.id, level: 'everything', mail: 'now', push: null, updated_at: 1 }).execute();
    }
  });
  return addresses;
}

async function until(done: () => boolean | Promise<boolean>, seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await done()) && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 25));
}

it.runIf(existsSync('dist/server/cli.js'))('brings a post to everyone, through kill -9 in the middle: to each once, or twice where SMTP cannot tell', async () => {
  const addresses = await addMembers();
  await world.as('tomasi').post('/c/mel/discussions', { title: 'To all of you', body: 'Some words', type: 'conversation' });
  const environment = { SMTP_URL: sink.url };
  const first = await startServer(world.database, environment);
  await until(() => sink.taken.length >= MEMBERS / 4, 60);
  await first.kill();
  const before = sink.taken.length;
  expect(before).toBeGreaterThanOrEqual(MEMBERS / 4);
  expect(before).toBeLessThan(MEMBERS);

  // Where other nodes may live, what the dead one had taken waits for its lock: that time goes by.
  const { db } = world.services.database;
  for (const table of ['jobs', 'outgoing_mails']) await sql`update ${sql.table(table)} set locked_until = locked_until - 600000 where locked_until is not null`.execute(db);
  const second = await startServer(world.database, environment);
  const reached = () => new Set(sink.taken.map(({ to }) => to));
  await until(() => reached().size >= MEMBERS, 90);
  await until(async () => (await outgoingCounts(db)).waiting === 0, 30);
  await second.stop();

  const copies = Map.groupBy(sink.taken, ({ to }) => to);
  expect(addresses.filter((address) => !copies.has(address))).toEqual([]);
  expect([...copies].filter(([, mails]) => mails.length > 2).map(([to]) => to)).toEqual([]);
  expect(sink.taken.length - copies.size).toBeLessThan(IN_FLIGHT);
  // All copies of a post are one message, so that mail programs show one of two.
  expect(new Set(sink.taken.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)![1])).size).toBe(1);
  expect(sink.taken.every(({ raw }) => raw.includes('DKIM-Signature:'))).toBe(true);
}, 240_000);
