import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openDatabase, type Database, type DatabaseAddress, type Db, type Tables } from '#platform/db/index.ts';
import { startPostgres } from '../test/support/postgres.ts';
import { random, text, word } from './seed.ts';

/** What the benches of people share: a community of 20,000 members, and how the time of each thing is taken. */
export const MEMBERS = 20_000;
export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const now = Date.UTC(2026, 0, 1);
const ROWS_AT_ONCE = 500;
const TIMES = 120;
const WARM = 20;

export const range = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
export const one = (all: string[]) => all[Math.floor(random() * all.length)]!;
export const COUNTRIES = ['KE', 'FR', 'PE', 'IN', 'ID', 'DE', 'BR', 'NG'];
const ORGANISATIONS = range(3000).map(() => text(3));
const OFFERS = range(5000).map(() => text(3));

export async function insert<T extends keyof Tables & string>(db: Db, table: T, rows: object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) await db.insertInto(table).values(rows.slice(at, at + ROWS_AT_ONCE) as never).execute();
}

/** One community, and its members with accounts, profiles and addresses. */
export async function populate(db: Db): Promise<void> {
  await insert(db, 'spaces', [{ id: 1, community_id: 1, kind: 'community', slug: 'bench', name: 'Bench', visibility: 'public', created_at: now, active_at: now }]);
  await insert(db, 'auth_users', range(MEMBERS).map((n) => ({ id: `u${n}`, name: `P ${n}`, email: `p${n}@example.org`, email_verified: 1, created_at: '', updated_at: '' })));
  const profile = () => ({ headline: text(6), organisation: one(ORGANISATIONS), country: one(COUNTRIES), languages: one(['en', 'en,fr', 'es', 'en,sw']), can_help: `${one(OFFERS)}\n${one(OFFERS)}`, audiences: one(['{}', '{"country":"public"}', '{"can_help":"spaces"}']) });
  await insert(db, 'people', range(MEMBERS).map((id) => ({ id, account_id: `u${id}`, handle: `p${id}`, name: `${word()} ${word()}`, created_at: now, ...profile() })));
  await insert(db, 'addresses', range(MEMBERS).map((id) => ({ address: `p${id}@example.org`, person_id: id, confirmed_at: now, created_at: now })));
  await insert(db, 'memberships', range(MEMBERS).map((id) => ({ community_id: 1, space_id: 1, person_id: id, role: 'member', joined_at: now - id * MINUTE })));
}

export async function measure(name: string, run: (n: number) => Promise<unknown>): Promise<void> {
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
  // On a busy machine the processor's time tells more than the clock; on PostgreSQL it leaves out the server's.
  console.log(`${name.padEnd(44)} p50 ${p(taken, 0.5)} ms, p95 ${p(taken, 0.95)} ms; of the processor ${p(spent, 0.5)} and ${p(spent, 0.95)} ms`);
}

/** Runs on a new database of its own: of PostgreSQL where `--postgres` is said. */
export async function onOwnDatabase(bench: (database: Database) => Promise<void>): Promise<void> {
  const run = async (address: DatabaseAddress) => {
    const database = openDatabase(address);
    await migrate(database);
    database.sqlite?.exec('pragma synchronous = off; pragma foreign_keys = off');
    await bench(database).finally(() => database.close());
  };
  if (process.argv.includes('--postgres')) {
    const server = await startPostgres();
    return run({ url: server.url('postgres') }).finally(() => server.stop());
  }
  const folder = mkdtempSync(join(tmpdir(), 'copse-bench-'));
  return run({ file: join(folder, 'copse.sqlite') }).finally(() => rmSync(folder, { recursive: true, force: true }));
}
