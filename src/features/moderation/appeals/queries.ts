import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

/** Opens an appeal; false when there was one about this before. */
export async function insertAppeal(db: Db, opened: Insertable<Tables['moderation_cases']>): Promise<boolean> {
  const done = await db.insertInto('moderation_cases').values(opened).onConflict((c) => c.doNothing()).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function appealOf(db: Db, communityId: number, actionId: number) {
  return db
    .selectFrom('moderation_cases')
    .select(['decision', 'opened_at'])
    .where('community_id', '=', communityId)
    .where('action_id', '=', actionId)
    .executeTakeFirst();
}
