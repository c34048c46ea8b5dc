import type { Db } from '#platform/db/index.ts';

export async function insertOldHandle(db: Db, row: { handle: string; person_id: number; changed_at: number }): Promise<void> {
  await db.insertInto('old_handles').values(row).execute();
}

/** Somebody takes a handle again that was theirs before. */
export async function deleteOldHandle(db: Db, personId: number, handle: string): Promise<void> {
  await db.deleteFrom('old_handles').where('person_id', '=', personId).where('handle', '=', handle).execute();
}
