import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { transaction, type Ctx } from '#platform/context.ts';
import { makeWorld, type World } from '#test/world.ts';
import { chosen } from './choosing.ts';
import { defineJob, retireJobs } from './kinds.ts';

let world: World;
let ctx: Ctx;
const connections = new Set<unknown>();
let [side, most] = [0, 0];

defineJob<{ key: string; bad?: boolean }>(
  'test.light',
  (ctx, { key, bad }) =>
    transaction(ctx, async ({ db }) => {
      connections.add(db);
      await db.insertInto('host_settings').values({ key, value: '' }).execute();
      if (bad) throw new Error('it cannot be done');
    }),
  { attempts: 2, light: true },
);
for (const [kind, alone] of [['test.alone', true], ['test.usual', false]] as const)
  defineJob(
    kind,
    async () => {
      most = Math.max(most, (side += 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      side -= 1;
    },
    { alone },
  );

beforeAll(async () => {
  world = await makeWorld();
  ctx = await world.ctx('tomasi');
});
beforeEach(() => {
  connections.clear();
  most = 0;
});
afterAll(() => world.close());

const ask = (kind: string, payload: object = {}) => ctx.services.jobs.enqueue(ctx, kind, payload);
const kept = async () => (await ctx.db.selectFrom('host_settings').select('key').where('key', 'like', 'light %').orderBy('key').execute()).map(({ key }) => key.slice(6));
const jobs = () => ctx.db.selectFrom('jobs').select(['attempts', 'dead_at', 'last_error']).where('kind', 'like', 'test.%').execute();

it('runs light jobs in one transaction, and takes them away with it', async () => {
  for (const key of ['light a', 'light b', 'light c']) await ask('test.light', { key });
  await world.work();
  expect(connections.size).toBe(1);
  expect(await kept()).toEqual(['a', 'b', 'c']);
  expect(await jobs()).toEqual([]);
});

it('tries the one again that fails among them, undone, and sets it aside at last', async () => {
  vi.spyOn(ctx.services.log, 'warn').mockImplementation(() => {});
  for (const key of ['light d', 'light e', 'light f']) await ask('test.light', { key, bad: key === 'light e' });
  await world.work();
  expect(connections.size).toBeGreaterThan(1);
  expect((await kept()).slice(3)).toEqual(['d', 'f']);
  expect(await jobs()).toEqual([{ attempts: 1, dead_at: null, last_error: expect.stringContaining('cannot be done') }]);
  world.pass(60_000);
  await world.work();
  expect(await jobs()).toEqual([{ attempts: 2, dead_at: expect.any(Number), last_error: expect.any(String) }]);
});

it('runs others side by side, and one of a kind that runs alone', async () => {
  for (let n = 0; n < 6; n += 1) await ask('test.usual');
  await world.work();
  expect(most).toBe(4);
  most = 0;
  for (let n = 0; n < 3; n += 1) await ask('test.alone');
  await world.work();
  expect(most).toBe(1);
  expect((await jobs()).length).toBe(1);
});

it('chooses by room, kind and what runs', () => {
  const due = ['test.usual', 'test.alone', 'test.light', 'test.alone', 'test.usual', 'test.light'].map((kind, id) => ({ id, kind }));
  expect(chosen(due, 4, [])).toEqual([0, 1, 2, 4, 5]);
  expect(chosen(due, 2, [])).toEqual([0, 1]);
  expect(chosen(due, 3, ['test.alone'])).toEqual([0, 2, 4, 5]);
  expect(chosen(due, 0, [])).toEqual([]);
});

it('drops what waits of a kind that is no more, and sets aside what nobody knows', async () => {
  vi.spyOn(ctx.services.log, 'warn').mockImplementation(() => {});
  await ctx.db.deleteFrom('jobs').where('kind', 'like', 'test.%').execute();
  retireJobs('test.retired');
  for (const kind of ['test.retired', 'test.unknown']) await ask(kind);
  for (let tries = 0; tries < 3; tries += 1) {
    await world.work();
    world.pass(60_000);
  }
  expect(await jobs()).toEqual([{ attempts: 3, dead_at: expect.any(Number), last_error: expect.stringContaining('no handler for jobs of kind test.unknown') }]);
});
