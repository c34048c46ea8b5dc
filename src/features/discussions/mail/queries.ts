import type { Db } from '#platform/db/index.ts';

/** Which of these people muted an item. */
export async function mutedBy(db: Db, communityId: number, itemId: number, personIds: number[]): Promise<number[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('follows')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('item_id', '=', itemId)
    .where('level', '=', 'mute')
    .where('person_id', 'in', personIds)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Takes the mailing of a post to a person for one job; false when another job has it, or had. */
export async function takeMailing(
  db: Db,
  mailing: { community_id: number; item_id: number; person_id: number; job_id: number; at: number },
): Promise<boolean> {
  await db
    .insertInto('mailings')
    .values(mailing)
    .onConflict((c) => c.columns(['community_id', 'item_id', 'person_id']).doNothing())
    .execute();
  const row = await db
    .selectFrom('mailings')
    .select('job_id')
    .where('community_id', '=', mailing.community_id)
    .where('item_id', '=', mailing.item_id)
    .where('person_id', '=', mailing.person_id)
    .executeTakeFirst();
  return row?.job_id === mailing.job_id;
}

/** The Message-IDs of a thread by item, where its posts came by mail or went out before. */
export async function messageIdsOf(db: Db, communityId: number, itemIds: number[]): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('message_ids')
    .select(['item_id', 'message_id'])
    .where('community_id', '=', communityId)
    .where('item_id', 'in', itemIds)
    .execute();
  return new Map(rows.map((row) => [row.item_id!, row.message_id]));
}
