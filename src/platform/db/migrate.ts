import { sql, type Transaction } from 'kysely';
import { migrations } from '#migrations';
import { kit } from '../../../migrations/kit.ts';
import type { Database, Db } from './index.ts';
import type { Tables } from './tables.ts';

// Any fixed number: nodes that start together take turns at it.
const MIGRATION_LOCK = 4_126_001;

/**
 * Brings the database to the newest schema, each migration in a transaction of its own.
 * Safe when several nodes start at once. Returns the names applied.
 */
export async function migrate(database: Database): Promise<string[]> {
  await alone(database, async (trx) => {
    await sql`create table if not exists migrations (name text primary key, applied_at bigint not null)`.execute(trx);
  });
  const applied: string[] = [];
  for (const name of Object.keys(migrations).sort()) {
    if (await alone(database, (trx) => applyOnce(trx, database, name))) applied.push(name);
  }
  return applied;
}

/** Throws when the database does not answer or has no schema yet. */
export async function assertReady(db: Db): Promise<void> {
  await sql`select 1 from migrations limit 1`.execute(db);
}

function alone<T>({ db, engine }: Database, work: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx);
    return work(trx);
  });
}

async function applyOnce(trx: Transaction<Tables>, { engine }: Database, name: string): Promise<boolean> {
  const seen = await trx.selectFrom('migrations').select('name').where('name', '=', name).executeTakeFirst();
  if (seen) return false;
  for (const statement of migrations[name]!(kit(engine))) await sql.raw(statement).execute(trx);
  await trx.insertInto('migrations').values({ name, applied_at: Date.now() }).execute();
  return true;
}
