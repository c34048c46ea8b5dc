import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type ServerProcess } from '#test/server.ts';
import { makeWorld, type World } from '#test/world.ts';
import { seed } from '../bench/seed.ts';

const MOST = 200_000_000;
const POSTS = 100_000;

/** The default installation: built, on the embedded engine, on a system that says what a process takes. */
const measurable = existsSync('dist/server/cli.js') && existsSync('/proc/self/status') && process.env.COPSE_TEST_ENGINE === 'sqlite';
let world: World;
let server: ServerProcess;

beforeAll(async () => {
  if (!measurable) return;
  world = await makeWorld();
  const db = new DatabaseSync((world.database.address as { file: string }).file);
  seed(db, 1, POSTS);
  db.close();
  server = await startServer(world.database);
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await world?.close();
});

const resident = () => 1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))![1]);
const read = (path: string, cookie = '') => fetch(server.url + path, { headers: { cookie } }).then((answer) => answer.text());

it.runIf(measurable)('takes at most 200 MB with 100,000 posts, for visitors and for who is signed in already', async () => {
  const { id } = await world.services.database.db.selectFrom('items').select('id').where('kind', '=', 'discussion').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
  expect(await read(`/c/mel/discussions/${id}`)).toContain('<article');
  expect(await read('/c/mel', world.as('leila').cookies())).toContain('/people/leila');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(resident()).toBeLessThan(MOST);
}, 60_000);
