import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

export async function insertExport(db: Db, personId: number, now: number, expiresAt: number): Promise<number> {
  const row = { person_id: personId, blob_key: null, size: null, created_at: now, ready_at: null, expires_at: expiresAt };
  return (await db.insertInto('data_exports').values(row).returning('id').executeTakeFirstOrThrow()).id;
}

export async function exportById(db: Db, id: number) {
  return db.selectFrom('data_exports').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function finishExport(db: Db, id: number, values: { blob_key: string; size: number; ready_at: number }): Promise<void> {
  await db.updateTable('data_exports').set(values).where('id', '=', id).execute();
}

export async function exportsOf(db: Db, personId: number, now: number) {
  return db
    .selectFrom('data_exports')
    .select(['id', 'size', 'created_at', 'ready_at', 'expires_at'])
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();
}

export async function deleteExport(db: Db, id: number): Promise<string | null> {
  return (await db.deleteFrom('data_exports').where('id', '=', id).returning('blob_key').executeTakeFirst())?.blob_key ?? null;
}

export async function deleteExportsOf(db: Db, personId: number): Promise<string[]> {
  const rows = await db.deleteFrom('data_exports').where('person_id', '=', personId).returning('blob_key').execute();
  return rows.map((row) => row.blob_key).filter((key) => key !== null);
}

/** Notes that somebody leaves; asking again changes what becomes of their writing, not the day. */
export async function insertDeparture(db: Db, departure: { person_id: number; keep: number; asked_at: number; due_at: number }): Promise<void> {
  await db.insertInto('departures').values(departure).onConflict((c) => c.column('person_id').doUpdateSet({ keep: departure.keep })).execute();
}

export async function departureOf(db: Db, personId: number) {
  return db.selectFrom('departures').selectAll().where('person_id', '=', personId).executeTakeFirst();
}

export async function deleteDeparture(db: Db, personId: number): Promise<boolean> {
  return (await db.deleteFrom('departures').where('person_id', '=', personId).executeTakeFirst()).numDeletedRows > 0n;
}

/** Where nobody else could look after the place when this person goes, and others are still there. */
export async function heldTogether(db: Db, personId: number): Promise<{ name: string; slug: string; parent: string | null }[]> {
  const others = (role: boolean) =>
    sql<boolean>`exists (select 1 from memberships o where o.community_id = m.community_id and o.space_id = m.space_id and o.person_id <> m.person_id ${role ? sql`and o.role in ('steward', m.role)` : sql``})`;
  return db
    .selectFrom('memberships as m')
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'm.community_id').onRef('s.id', '=', 'm.space_id'))
    .leftJoin('spaces as p', (join) => join.onRef('p.community_id', '=', 's.community_id').onRef('p.id', '=', 's.parent_id'))
    .select(['s.name', 's.slug', 'p.slug as parent'])
    .where('m.person_id', '=', personId)
    .where('m.role', '=', (eb) => eb.case().when('s.parent_id', 'is', null).then('steward').else('facilitator').end() as never)
    .where(others(false))
    .where((eb) => eb.not(others(true)))
    .execute();
}

/** Whether somebody else runs the host, or this person does not. */
export async function hostIsSafe(db: Db, personId: number): Promise<boolean> {
  const admins = await db.selectFrom('host_roles').select('person_id').where('role', '=', 'admin').execute();
  return admins.some((row) => row.person_id !== personId) || admins.every((row) => row.person_id !== personId);
}
