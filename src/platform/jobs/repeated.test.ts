import { afterAll, beforeAll, expect, it } from 'vitest';
import { repeatJob } from '#platform/jobs/index.ts';
import { makeWorld, type World } from '#test/world.ts';

const HOUR = 3_600_000;
let world: World;
let ran = 0;

beforeAll(async () => {
  repeatJob('hourly.test', HOUR, async () => {
    ran += 1;
    if (ran === 2) throw new Error('once in a while it fails');
  });
  world = await makeWorld();
});
afterAll(() => world.close());

it('does it about every hour, also after it failed', async () => {
  await world.work();
  expect(ran).toBe(0);
  for (const expected of [1, 2]) {
    world.pass(HOUR + 1000);
    await world.work();
    expect(ran).toBe(expected);
  }
  world.pass(10_000);
  await world.work();
  expect(ran).toBe(3);
  world.pass(HOUR);
  await world.work();
  expect(ran).toBe(4);
});
