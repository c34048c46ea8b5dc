import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

/** What is known of message ids in a community: their discussion, and whether the message itself is here. */
export async function knownMessageIds(db: Db, communityId: number, ids: string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('message_ids')
    .select(['message_id', 'item_id', 'discussion_id'])
    .where('community_id', '=', communityId)
    .where('message_id', 'in', ids)
    .execute();
}

export async function itemsOfMessages(db: Db, communityId: number, ids: string[]): Promise<Map<string, number>> {
  const rows = await knownMessageIds(db, communityId, ids);
  return new Map(rows.flatMap((row) => (row.item_id === null ? [] : [[row.message_id, row.item_id] as const])));
}

/** Notes ids of messages; a message that comes replaces what was only named before. */
export async function noteMessageIds(db: Db, rows: Insertable<Tables['message_ids']>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 200)
    await db
      .insertInto('message_ids')
      .values(rows.slice(at, at + 200))
      .onConflict((c) =>
        c.columns(['community_id', 'message_id']).doUpdateSet((eb) => ({
          item_id: eb.fn.coalesce('excluded.item_id', 'message_ids.item_id'),
          discussion_id: eb.ref('excluded.discussion_id'),
        })),
      )
      .execute();
}

export async function archiveAuthor(db: Db, communityId: number, key: string): Promise<number | null> {
  const row = await db
    .selectFrom('archive_authors')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('author_key', '=', key)
    .executeTakeFirst();
  return row?.person_id ?? null;
}

export async function insertArchiveAuthor(db: Db, communityId: number, key: string, personId: number): Promise<void> {
  await db.insertInto('archive_authors').values({ community_id: communityId, author_key: key, person_id: personId }).execute();
}
