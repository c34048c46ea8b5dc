import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** The ids of a discussion's posts, in order. */
export async function postIdsOf(db: Db, communityId: number, discussionId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('posts')
    .select('item_id')
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .orderBy('number')
    .execute();
  return rows.map((row) => row.item_id);
}

/** Posts of a discussion from a number on, for choosing some of them. */
export async function postsFrom(db: Db, communityId: number, discussionId: number, number: number, limit: number) {
  return db
    .selectFrom('posts as p')
    .leftJoin('people as a', 'a.id', 'p.author_id')
    .select(['p.item_id as id', 'p.number', 'p.created_at', 'a.name as author_name', sql<string>`substr(p.html, 1, 400)`.as('html')])
    .where('p.community_id', '=', communityId)
    .where('p.discussion_id', '=', discussionId)
    .where('p.number', '>=', number)
    .orderBy('p.number')
    .limit(limit)
    .execute();
}

/** Moves all items of a discussion, and their files, to another space. */
export async function moveItems(db: Db, communityId: number, discussionId: number, spaceId: number): Promise<void> {
  const posts = db.selectFrom('posts').select('item_id').where('community_id', '=', communityId).where('discussion_id', '=', discussionId);
  await db.updateTable('items').set({ space_id: spaceId }).where('community_id', '=', communityId).where('id', 'in', posts).execute();
  await db.updateTable('attachments').set({ space_id: spaceId }).where('community_id', '=', communityId).where('item_id', 'in', posts).execute();
  await db
    .updateTable('discussions')
    .set({ space_id: spaceId })
    .where('community_id', '=', communityId)
    .where('item_id', '=', discussionId)
    .execute();
}

/** Takes the highest number away from posts for good, so that they can join another discussion. */
export async function giveTo(db: Db, communityId: number, postIds: number[], discussionId: number): Promise<void> {
  // Numbers are unique in a discussion at every moment: newcomers get ids as numbers until all are numbered anew.
  for (let at = 0; at < postIds.length; at += 500) {
    const some = postIds.slice(at, at + 500);
    await db
      .updateTable('posts')
      .set((eb) => ({ discussion_id: discussionId, number: sql<number>`1000000000 + ${eb.ref('item_id')}` }))
      .where('community_id', '=', communityId)
      .where('item_id', 'in', some)
      .execute();
    await db
      .updateTable('items')
      .set({ parent_id: discussionId })
      .where('community_id', '=', communityId)
      .where('id', 'in', some)
      .where('id', '!=', discussionId)
      .execute();
  }
}

export async function deleteDiscussion(db: Db, communityId: number, itemId: number): Promise<void> {
  for (const table of ['read_marks', 'discussion_people'] as const)
    await db.deleteFrom(table).where('community_id', '=', communityId).where('discussion_id', '=', itemId).execute();
  await db.deleteFrom('discussions').where('community_id', '=', communityId).where('item_id', '=', itemId).execute();
}

/** Everyone who follows one item follows the other too; what they chose there stays. */
export async function copyFollows(db: Db, communityId: number, from: number, to: number): Promise<void> {
  await sql`
    insert into follows (community_id, item_id, person_id, level, created_at)
    select community_id, ${to}, person_id, level, created_at from follows
    where community_id = ${communityId} and item_id = ${from}
    on conflict (community_id, item_id, person_id) do nothing`.execute(db);
}

/** Nobody has read further than there is to read. */
export async function limitReadMarks(db: Db, communityId: number, discussionId: number, most: number): Promise<void> {
  await db
    .updateTable('read_marks')
    .set({ number: most })
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .where('number', '>', most)
    .execute();
}

export async function deletedDiscussions(db: Db, communityId: number, spaceIds: number[]) {
  return db
    .selectFrom('item_states as s')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 's.community_id').onRef('i.id', '=', 's.item_id'))
    .leftJoin('people as p', 'p.id', 's.by_id')
    .select(['i.id', 'i.title', 's.at', 's.note', 'p.name as by_name'])
    .where('s.community_id', '=', communityId)
    .where('s.state', '=', 'deleted')
    .where('i.kind', '=', 'discussion')
    .where('i.space_id', 'in', spaceIds)
    .orderBy('s.at', 'desc')
    .limit(100)
    .execute();
}
