import type { Db } from '#platform/db/index.ts';

/** Which of these people have read a discussion up to a post. */
export async function readersOf(db: Db, communityId: number, discussionId: number, number: number, personIds: number[]): Promise<number[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('read_marks')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .where('number', '>=', number)
    .where('person_id', 'in', personIds)
    .execute();
  return rows.map((row) => row.person_id);
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
