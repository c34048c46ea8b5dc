import { sql } from 'kysely';
import type { Db } from '../db/index.ts';

/** Tells every node that listens, once the transaction commits. PostgreSQL only; at most 8000 bytes. */
export async function notify(db: Db, channel: string, text: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${text})`.execute(db);
}
