import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

export async function insertNews(db: Db, post: Insertable<Tables['news']>): Promise<void> {
  await db.insertInto('news').values(post).execute();
}

export async function updateNews(db: Db, communityId: number, itemId: number, values: Updateable<Tables['news']>): Promise<void> {
  await db.updateTable('news').set(values).where('community_id', '=', communityId).where('item_id', '=', itemId).execute();
}

export async function updateItem(db: Db, communityId: number, itemId: number, values: Updateable<Tables['items']>): Promise<void> {
  await db.updateTable('items').set(values).where('community_id', '=', communityId).where('id', '=', itemId).execute();
}

/** Publishes a draft; false when it is published already. */
export async function setPublished(db: Db, communityId: number, itemId: number, at: number): Promise<boolean> {
  const done = await db
    .updateTable('news')
    .set({ published_at: at, publish_at: null })
    .where('community_id', '=', communityId)
    .where('item_id', '=', itemId)
    .where('published_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Keeps how many posts a month has. */
export async function countInMonth(db: Db, post: { community_id: number; space_id: number; month: string }, by: 1 | -1): Promise<void> {
  await db
    .insertInto('news_months')
    .values({ ...post, count: by })
    .onConflict((c) => c.columns(['community_id', 'space_id', 'month']).doUpdateSet({ count: sql`news_months.count + ${sql.lit(by)}` }))
    .execute();
}

/** The discussion about a post, which nobody else changes for the rest of the transaction. */
export async function holdDiscussion(db: Db, communityId: number, itemId: number): Promise<number | null> {
  const row = await db
    .updateTable('news')
    .set((eb) => ({ discussion_id: eb.ref('discussion_id') }))
    .where('community_id', '=', communityId)
    .where('item_id', '=', itemId)
    .returning('discussion_id')
    .executeTakeFirst();
  return row?.discussion_id ?? null;
}

export async function setDiscussion(db: Db, communityId: number, itemId: number, discussionId: number): Promise<void> {
  await db.updateTable('news').set({ discussion_id: discussionId }).where('community_id', '=', communityId).where('item_id', '=', itemId).execute();
}

export async function insertPicture(db: Db, picture: Insertable<Tables['attachments']>): Promise<number> {
  return (await db.insertInto('attachments').values(picture).returning('id').executeTakeFirstOrThrow()).id;
}

/** Makes a picture that the person uploaded that of a post, with what it shows in words; false when it is not theirs to use. */
export async function bindPicture(
  db: Db,
  picture: { communityId: number; id: number; itemId: number; personId: number | null; alt: string | null },
): Promise<boolean> {
  const done = await db
    .updateTable('attachments')
    .set({ item_id: picture.itemId, alt: picture.alt })
    .where('community_id', '=', picture.communityId)
    .where('id', '=', picture.id)
    .where('width', 'is not', null)
    .where((eb) => eb.or([eb('item_id', '=', picture.itemId), eb.and([eb('item_id', 'is', null), eb('uploader_id', '=', picture.personId ?? 0)])]))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** A picture of a post, or one that the person uploaded and nothing uses yet. */
export async function pictureById(db: Db, communityId: number, id: number) {
  return db.selectFrom('attachments').selectAll().where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst();
}
