import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** The Message-IDs of items that came by mail, or went out with another than they would have now. */
export async function knownMessageIds(db: Db, communityId: number, itemIds: number[]): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('message_ids')
    .select(['item_id', 'message_id'])
    .where('community_id', '=', communityId)
    .where('item_id', 'in', itemIds)
    .execute();
  return new Map(rows.map((row) => [row.item_id!, row.message_id]));
}

/** Writes down the Message-IDs of items that have none of their own. */
export async function keepMessageIds(db: Db, kept: { communityId: number; itemIds: number[]; kinds: string[]; before: string; after: string }): Promise<void> {
  await sql`insert into message_ids (community_id, message_id, item_id, discussion_id)
    select i.community_id, cast(${kept.before} as text) || i.id || cast(${kept.after} as text), i.id, coalesce(i.parent_id, i.id) from items as i
    where i.community_id = ${kept.communityId} and i.id in (${sql.join(kept.itemIds)}) and i.kind in (${sql.join(kept.kinds)})
      and not exists (select 1 from message_ids as m where m.community_id = i.community_id and m.item_id = i.id)
    on conflict do nothing`.execute(db);
}
