import { existsSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { sql } from 'kysely';
import { createToken } from '../src/features/people/index.ts';
import { openDatabase } from '#platform/db/index.ts';
import { startServer } from '#test/server.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
afterEach(() => world.close());

const WRITERS = 8;
const ENOUGH = 40;

it.runIf(existsSync('dist/server/cli.js'))('keeps every acknowledged post through kill -9 under load', async () => {
  world = await makeWorld();
  const started = await world.as('tomasi').post('/c/mel/discussions', { title: 'Under load', body: 'begin' });
  const id = /discussions\/(\d+)/.exec(started.headers.location!)![1];
  const token = await createToken(await world.ctx('tomasi'), { name: 'load', scope: 'write', days: null });
  const server = await startServer(world.database);
  const acknowledged: number[] = [];
  let killed = false;
  const write = async (writer: number) => {
    for (let n = 0; !killed; n += 1) {
      const answer = await fetch(`${server.url}/api/v1/communities/mel/discussions/${id}/posts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ body: `writer ${writer}, post ${n}` }),
      }).then((r) => (r.status === 201 ? (r.json() as Promise<{ post: { id: number } }>) : null), () => null);
      if (answer) acknowledged.push(answer.post.id);
    }
  };
  const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
  for (let waited = 0; acknowledged.length < ENOUGH && waited < 15_000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
  await server.kill();
  killed = true;
  await Promise.all(writers);
  expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH);

  const again = openDatabase(world.database.address);
  const rows = await again.db.selectFrom('posts').select(['item_id', 'number']).where('discussion_id', '=', Number(id)).orderBy('number').execute();
  const head = await again.db.selectFrom('discussions').select('post_count').where('item_id', '=', Number(id)).executeTakeFirstOrThrow();
  await again.close();
  const kept = new Set(rows.map((row) => row.item_id));
  expect(acknowledged.filter((post) => !kept.has(post))).toEqual([]);
  // Nothing half-written either: numbers without gaps, and the kept count is the count.
  expect(rows.map((row) => row.number)).toEqual(rows.map((_, index) => index + 1));
  expect(head.post_count).toBe(rows.length);

  const revived = await startServer(world.database);
  expect((await fetch(`${revived.url}/c/mel/discussions/${id}`)).status).toBe(200);
  await revived.stop();
});

it.runIf(process.env.COPSE_TEST_ENGINE === 'sqlite')('says so when the disk is full, writes nothing half, and goes on afterwards', async () => {
  world = await makeWorld();
  const started = await world.as('tomasi').post('/c/mel/discussions', { title: 'Before', body: 'fits' });
  const at = started.headers.location!;
  const { db } = world.services.database;
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit(pages.rows[0]!.page_count)}`.execute(db);
  const full = await world.as('tomasi').post(`${at}/reply`, { body: `too much ${'x'.repeat(40_000)}` });
  expect(full.statusCode).toBe(507);
  expect(full.body).toContain('no room left');
  // What was typed comes back to be copied or sent again, and reading goes on for everyone.
  expect(full.body).toContain('too much xxx');
  expect((await world.as('leila').get(at)).statusCode).toBe(200);
  const counts = async () => [
    (await db.selectFrom('posts').select('item_id').execute()).length,
    (await db.selectFrom('items').select('id').execute()).length,
    (await db.selectFrom('events').select('id').where('name', '=', 'discussions.replied').execute()).length,
  ];
  expect(await counts()).toEqual([1, 1, 0]);
  expect((await world.anonymous.get(at)).statusCode).toBe(200);
  await sql`pragma max_page_count = 1073741823`.execute(db);
  expect((await world.as('tomasi').post(`${at}/reply`, { body: 'fits again' })).statusCode).toBe(303);
  expect(await counts()).toEqual([2, 2, 1]);
});

it.runIf(process.env.COPSE_TEST_ENGINE === 'sqlite')('says so when it may only read', async () => {
  world = await makeWorld();
  const { db } = world.services.database;
  const started = await world.as('tomasi').post('/c/mel/discussions', { title: 'Before', body: 'readable' });
  await sql`pragma query_only = 1`.execute(db);
  const refused = await world.as('tomasi').post('/c/mel/discussions', { title: 'No', body: 'kept?' });
  expect(refused.statusCode).toBe(503);
  expect(refused.body).toContain('cannot write');
  expect(refused.body).toContain('kept?');
  expect((await world.as('leila').get(started.headers.location!)).statusCode).toBe(200);
  expect((await world.anonymous.get('/c/mel')).statusCode).toBe(200);
});
