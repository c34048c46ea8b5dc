import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** Everything that a person wrote, by community. */
export async function writtenBy(db: Db, personId: number) {
  return db
    .selectFrom('posts as p')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'p.community_id').onRef('i.id', '=', 'p.item_id'))
    .innerJoin('items as d', (join) => join.onRef('d.community_id', '=', 'p.community_id').onRef('d.id', '=', 'p.discussion_id'))
    .innerJoin('spaces as c', 'c.id', 'p.community_id')
    .select(['p.community_id', 'p.item_id', 'p.discussion_id', 'p.number', 'p.body', 'p.created_at', 'p.edited_at', 'p.via', 'i.space_id', 'd.title', 'd.slug', 'c.slug as community'])
    .where('p.author_id', '=', personId)
    .orderBy('p.community_id')
    .orderBy('p.item_id')
    .execute();
}

/** Makes one writer of two, where both wrote in a discussion too. */
export async function joinWriters(db: Db, { from, to }: { from: number; to: number }): Promise<void> {
  const both = await db
    .selectFrom('discussion_people as f')
    .innerJoin('discussion_people as o', (join) => join.onRef('o.community_id', '=', 'f.community_id').onRef('o.discussion_id', '=', 'f.discussion_id').on('o.person_id', '=', to))
    .select(['f.community_id', 'f.discussion_id', 'f.post_count'])
    .where('f.person_id', '=', from)
    .execute();
  for (const { community_id, discussion_id, post_count } of both) {
    const writers = db.updateTable('discussion_people').where('community_id', '=', community_id).where('discussion_id', '=', discussion_id);
    await writers.where('person_id', '=', to).set((eb) => ({ post_count: eb('post_count', '+', post_count) })).execute();
    await db.updateTable('discussions').set((eb) => ({ people_count: eb('people_count', '-', 1) })).where('community_id', '=', community_id).where('item_id', '=', discussion_id).execute();
    await db.deleteFrom('discussion_people').where('community_id', '=', community_id).where('discussion_id', '=', discussion_id).where('person_id', '=', from).execute();
  }
  await db.updateTable('discussion_people').set({ person_id: to }).where('person_id', '=', from).execute();
}

/** Whether others wrote in a discussion too. */
export async function othersWrote(db: Db, communityId: number, discussionId: number, personId: number): Promise<boolean> {
  const row = await db
    .selectFrom('discussion_people')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .where('person_id', '!=', personId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Empties a post: text, earlier texts and files. Answers where the files are kept. */
export async function emptyPost(db: Db, communityId: number, itemId: number, text: { body: string; html: string }): Promise<string[]> {
  await db.updateTable('posts').set({ ...text, edited_at: null, edit_count: 0 }).where('community_id', '=', communityId).where('item_id', '=', itemId).execute();
  await db.deleteFrom('revisions').where('community_id', '=', communityId).where('item_id', '=', itemId).execute();
  const files = await db.deleteFrom('attachments').where('community_id', '=', communityId).where('item_id', '=', itemId).returning(['blob_key', 'preview_key']).execute();
  return files.flatMap((file) => [file.blob_key, file.preview_key]).filter((key) => key !== null);
}

/** Discussions that had this post as their answer have none. */
export async function dropAnswer(db: Db, communityId: number, discussionId: number, itemId: number): Promise<void> {
  await db
    .updateTable('discussions')
    .set({ answer_id: sql<null>`null` })
    .where('community_id', '=', communityId)
    .where('item_id', '=', discussionId)
    .where('answer_id', '=', itemId)
    .execute();
}
