import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase, type Db, type Tables } from '#platform/db/index.ts';
import { directory, type DirectoryRequest } from '../src/features/directory/heavy.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { random, text, word } from './seed.ts';

/** How long the directory of 20,000 members takes: `node bench/directory.ts [--postgres]`. Runs what the worker thread runs. */
const MEMBERS = 20_000;
const ROWS_AT_ONCE = 500;
const TIMES = 120;
const WARM = 20;
const MINUTE = 60_000;
const now = Date.UTC(2026, 0, 1);
const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const one = (all: string[]) => all[Math.floor(random() * all.length)]!;
const COUNTRIES = ['KE', 'FR', 'PE', 'IN', 'ID', 'DE', 'BR', 'NG'];
const ORGANISATIONS = range(3000).map(() => text(3));
const OFFERS = range(5000).map(() => text(3));

async function insert<T extends keyof Tables & string>(db: Db, table: T, rows: object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await db.insertInto(table).values(rows.slice(at, at + ROWS_AT_ONCE) as never).execute();
}

async function populate(db: Db): Promise<void> {
  await insert(db, 'spaces', [{ id: 1, community_id: 1, kind: 'community', slug: 'bench', name: 'Bench', visibility: 'public', created_at: now, active_at: now }]);
  const profile = () => ({ headline: text(6), organisation: one(ORGANISATIONS), country: one(COUNTRIES), languages: one(['en', 'en,fr', 'es', 'en,sw']), can_help: `${one(OFFERS)}\n${one(OFFERS)}`, audiences: one(['{}', '{"country":"public"}', '{"can_help":"spaces"}']) });
  await insert(db, 'people', range(MEMBERS).map((id) => ({ id, handle: `p${id}`, name: `${word()} ${word()}`, created_at: now, ...profile() })));
  await insert(db, 'memberships', range(MEMBERS).map((id) => ({ community_id: 1, space_id: 1, person_id: id, role: 'member', joined_at: now - id * MINUTE })));
}

async function measure(name: string, run: (n: number) => Promise<unknown>): Promise<void> {
  const [taken, spent]: [number[], number[]] = [[], []];
  for (let n = 0; n < TIMES; n += 1) {
    const [began, used] = [performance.now(), process.cpuUsage()];
    await run(n);
    const { user, system } = process.cpuUsage(used);
    if (n < WARM) continue;
    taken.push(performance.now() - began);
    spent.push((user + system) / 1000);
  }
  const p = (times: number[], share: number) => times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!.toFixed(0).padStart(4);
  // On a busy machine the processor's time tells more than the clock.
  console.log(`${name.padEnd(44)} p50 ${p(taken, 0.5)} ms, p95 ${p(taken, 0.95)} ms; of the processor ${p(spent, 0.5)} and ${p(spent, 0.95)} ms`);
}

async function bench(address: Parameters<typeof openDatabase>[0]): Promise<void> {
  const database = openDatabase(address);
  await migrate(database);
  database.sqlite?.exec('pragma synchronous = off; pragma foreign_keys = off');
  await populate(database.db);
  const stamp = { era: 'a', version: 0, people: [] as number[] };
  const ask = (more: Partial<DirectoryRequest['asked']> = {}, at = stamp) =>
    directory(database, { communityId: 1, spaceId: 1, closeness: 2, stamp: at, asked: { text: '', chosen: {}, sort: 'newest', after: null, limit: 48, now, ...more } });
  console.log(`\n${database.engine}: ${MEMBERS.toLocaleString('en')} members`);
  await measure('everyone read anew', (n) => ask({}, { era: `${n}`, version: 0, people: [] }));
  await measure('the newest members', () => ask());
  await measure('the same, a minute later each', (n) => ask({ now: now + n * MINUTE }));
  await measure('by name', (n) => ask({ sort: 'name', after: { key: word(), id: n } }));
  await measure('by two words', () => ask({ text: `${word()} ${word().slice(0, 3)}` }));
  await measure('by two letters, as one types', () => ask({ text: word().slice(0, 2) }));
  await measure('in a country, speaking a language', () => ask({ chosen: { country: one(COUNTRIES), language: 'en' } }));
  let version = 0;
  const changed = async (n: number) => {
    await database.db.updateTable('people').set({ headline: text(6) }).where('id', '=', n + 1).execute();
    return { era: 'a', version: (version += 1), people: [n + 1] };
  };
  await measure('the newest, after somebody changed', async (n) => ask({}, await changed(n)));
  await measure('by name, after somebody changed', async (n) => ask({ sort: 'name' }, await changed(n)));
  await database.close();
}

if (process.argv.includes('--postgres')) {
  const server = await startPostgres();
  await bench({ url: server.url('postgres') }).finally(() => server.stop());
} else {
  const folder = mkdtempSync(join(tmpdir(), 'copse-bench-'));
  await bench({ file: join(folder, 'copse.sqlite') }).finally(() => rmSync(folder, { recursive: true, force: true }));
}
