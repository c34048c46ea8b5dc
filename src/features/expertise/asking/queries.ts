import type { Db } from '#platform/db/index.ts';

/** How often a week somebody may be asked; null where they never said. */
export async function weeklyOf(db: Db, personId: number): Promise<number | null> {
  const row = await db.selectFrom('helpers').select('weekly').where('person_id', '=', personId).executeTakeFirst();
  return row?.weekly ?? null;
}

export async function setWeekly(db: Db, personId: number, weekly: number, now: number): Promise<void> {
  await db
    .insertInto('helpers')
    .values({ person_id: personId, weekly, changed_at: now })
    .onConflict((c) => c.column('person_id').doUpdateSet({ weekly, changed_at: now }))
    .execute();
}
