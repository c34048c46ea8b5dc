import { sql } from 'kysely';
import { afterEach, expect, it, vi } from 'vitest';
import { defineJob, startRunner } from '#platform/jobs/index.ts';
import { setHostSetting } from '#platform/settings/index.ts';
import { makeWorld, type World } from '#test/world.ts';

let world: World;
afterEach(() => world.close());

const A_WHILE = 11_000;
defineJob('test.nothing', async () => {});
const sqlite = process.env.COPSE_TEST_ENGINE === 'sqlite';

async function ready() {
  const { statusCode, body } = await world.anonymous.get('/readyz');
  return [statusCode, body.trim()];
}

const probed = async () => (await world.services.database.db.selectFrom('host_settings').select('value').where('key', '=', 'write_probe').executeTakeFirst())?.value;

it('is ready by what was written lately, and tries where that is long ago, seldom', async () => {
  world = await makeWorld();
  await world.as('tomasi').post('/c/mel/discussions', { title: 'Kept', body: 'x' });
  expect(await ready()).toEqual([200, 'ready']);
  expect(await probed()).toBeUndefined();
  world.pass(A_WHILE);
  expect(new Set((await Promise.all([ready(), ready(), ready()])).map(String))).toEqual(new Set(['200,ready']));
  const first = await probed();
  expect(Number(first)).toBeGreaterThan(0);
  world.pass(2000);
  await ready();
  expect(await probed()).toBe(first);
  world.pass(A_WHILE);
  await ready();
  expect(await probed()).not.toBe(first);
});

/** Lets nothing be written, or lets it again. What PostgreSQL keeps read-only as a whole is its server: here the table is gone. */
async function forbid(on: boolean): Promise<void> {
  const [from, to] = on ? ['host_settings', 'taken_away'] : ['taken_away', 'host_settings'];
  const statement = sqlite ? sql`pragma query_only = ${sql.lit(on ? 1 : 0)}` : sql`alter table ${sql.table(from!)} rename to ${sql.table(to!)}`;
  await statement.execute(world.services.database.db);
}

it('is not ready when it cannot write, says why, and is again when it can', async () => {
  world = await makeWorld();
  world.pass(A_WHILE);
  await forbid(true);
  expect(await ready()).toEqual([503, sqlite ? 'nothing can be written: the database may only be read' : 'nothing can be written: a small write failed']);
  expect((await world.anonymous.get('/healthz')).statusCode).toBe(200);
  await forbid(false);
  expect((await ready())[0]).toBe(503);
  world.pass(A_WHILE);
  expect(await ready()).toEqual([200, 'ready']);
});

it.runIf(sqlite)('is not ready from the first write that finds no room until there is some', async () => {
  world = await makeWorld();
  const { db } = world.services.database;
  await setHostSetting(db, 'write_probe', '0');
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(db);
  await sql`pragma max_page_count = ${sql.lit(pages.rows[0]!.page_count)}`.execute(db);
  expect(await ready()).toEqual([200, 'ready']);
  expect((await world.as('tomasi').post('/c/mel/discussions', { title: 'Long', body: 'x'.repeat(45_000) })).statusCode).toBe(507);
  for (const pass of [0, A_WHILE, A_WHILE]) {
    world.pass(pass);
    expect(await ready()).toEqual([503, 'nothing can be written: the disk is full']);
  }
  await sql`pragma max_page_count = 1073741823`.execute(db);
  world.pass(A_WHILE);
  expect(await ready()).toEqual([200, 'ready']);
});

it.runIf(sqlite)('tells the log once that jobs cannot be taken, and when they can again', async () => {
  world = await makeWorld();
  const { log, jobs } = world.services;
  const error = vi.spyOn(log, 'error').mockImplementation(() => {});
  const info = vi.spyOn(log, 'info').mockImplementation(() => {});
  await jobs.enqueue(await world.ctx('tomasi'), 'test.nothing', {});
  await forbid(true);
  const runner = startRunner(world.services);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(error.mock.calls.filter(([, words]) => words === 'jobs could not be taken')).toHaveLength(1);
  expect((await ready())[0]).toBe(503);
  await forbid(false);
  world.pass(A_WHILE);
  await vi.waitFor(() => expect(info.mock.calls.map(([, words]) => words)).toContain('jobs can be taken again'), 5000);
  await runner.stop();
});
