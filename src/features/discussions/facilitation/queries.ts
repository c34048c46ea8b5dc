import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import { livePosts } from '../posts/queries.ts';

/** Numbers are unique in a discussion at every moment: newcomers stand above this until all are numbered anew. */
const NEWCOMERS = sql.lit(1_000_000_000);

/** Makes replies to these discussions wait until the transaction ends; false when one is no longer there. */
export async function lockDiscussions(db: Db, communityId: number, ids: number[]): Promise<boolean> {
  // One after the other by id, so that two transactions never wait for each other.
  for (const id of ids.toSorted((a, b) => a - b)) {
    const locked = await db
      .updateTable('discussions')
      .set((eb) => ({ post_count: eb.ref('post_count') }))
      .where('community_id', '=', communityId)
      .where('item_id', '=', id)
      .executeTakeFirst();
    if (locked.numUpdatedRows === 0n) return false;
  }
  return true;
}

/** The ids of a discussion's posts that were not deleted, in order. */
export async function livePostIdsOf(db: Db, communityId: number, discussionId: number): Promise<number[]> {
  const rows = await livePosts(db, communityId, discussionId).select('p.item_id').orderBy('p.number').execute();
  return rows.map((row) => row.item_id);
}

/** Posts of a discussion from a number on, for choosing some of them. */
export async function postsFrom(db: Db, communityId: number, discussionId: number, number: number, limit: number) {
  return livePosts(db, communityId, discussionId)
    .leftJoin('people as a', 'a.id', 'p.author_id')
    .select(['p.item_id as id', 'p.number', 'p.created_at', 'a.name as author_name', sql<string>`substr(p.html, 1, 400)`.as('html')])
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

/** Gives posts to another discussion, above its own and in their order, to be numbered anew. */
export async function giveTo(db: Db, communityId: number, postIds: number[], discussionId: number): Promise<void> {
  for (let at = 0; at < postIds.length; at += 500) {
    const some = postIds.slice(at, at + 500);
    await db
      .updateTable('posts')
      .set((eb) => ({ discussion_id: discussionId, number: sql<number>`${NEWCOMERS} + ${eb.ref('number')}` }))
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
    await db
      .updateTable('message_ids')
      .set({ discussion_id: discussionId })
      .where('community_id', '=', communityId)
      .where('item_id', 'in', some)
      .execute();
  }
}

/** Takes away what makes an item a discussion, once its posts are given to another; mail that names it goes there too. */
export async function dissolveDiscussion(db: Db, communityId: number, itemId: number, into: number): Promise<void> {
  for (const table of ['read_marks', 'discussion_people'] as const)
    await db.deleteFrom(table).where('community_id', '=', communityId).where('discussion_id', '=', itemId).execute();
  await db
    .updateTable('message_ids')
    .set({ discussion_id: into })
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', itemId)
    .execute();
  await db.deleteFrom('follows').where('community_id', '=', communityId).where('item_id', '=', itemId).execute();
  await db
    .deleteFrom('item_states')
    .where('community_id', '=', communityId)
    .where('item_id', '=', itemId)
    .where('state', 'in', ['pinned', 'closed'])
    .execute();
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

/** Counts how far everyone read in both parts of a discussion. Posts were given away, and not yet numbered anew. */
export async function splitReadMarks(db: Db, communityId: number, from: number, to: number): Promise<void> {
  const given = sql`(
    select count(*) from posts as p where p.community_id = ${communityId} and p.discussion_id = ${to}
      and p.number <= ${NEWCOMERS} + read_marks.number)`;
  await sql`
    insert into read_marks (community_id, person_id, discussion_id, number, at)
    select community_id, person_id, ${to}, ${given}, at from read_marks
    where community_id = ${communityId} and discussion_id = ${from} and ${given} > 0`.execute(db);
  await sql`
    update read_marks set number = number - ${given}
    where community_id = ${communityId} and discussion_id = ${from}`.execute(db);
}

/** Ties read marks to the post last read instead of its number, which is about to change. */
export async function tieReadMarks(db: Db, communityId: number, discussionIds: number[]): Promise<void> {
  const ids = sql.join(discussionIds);
  const post = sql`(
    select p.item_id from posts as p
    where p.community_id = ${communityId} and p.discussion_id = read_marks.discussion_id and p.number = read_marks.number)`;
  await sql`
    update read_marks set number = ${NEWCOMERS} + ${post}
    where community_id = ${communityId} and discussion_id in (${ids}) and ${post} is not null`.execute(db);
}

/** Numbers tied read marks anew, and gives those of one discussion to the other: whoever read further in either keeps that. */
export async function mergeReadMarks(db: Db, communityId: number, from: number, to: number): Promise<void> {
  await sql`
    update read_marks set number = (
      select p.number from posts as p where p.community_id = ${communityId} and p.item_id = read_marks.number - ${NEWCOMERS})
    where community_id = ${communityId} and discussion_id in (${from}, ${to}) and number > ${NEWCOMERS}`.execute(db);
  await sql`
    insert into read_marks (community_id, person_id, discussion_id, number, at)
    select community_id, person_id, ${to}, number, at from read_marks
    where community_id = ${communityId} and discussion_id = ${from}
    on conflict (community_id, person_id, discussion_id) do update set number = excluded.number, at = excluded.at
      where excluded.number > read_marks.number`.execute(db);
}

/** Discussions with tags of a discussion, those first that share the most. */
export async function discussionsTaggedAlike(db: Db, { communityId, id, spaceIds, limit }: { communityId: number; id: number; spaceIds: number[]; limit: number }) {
  const own = db.selectFrom('item_tags').select('tag').where('community_id', '=', communityId).where('item_id', '=', id);
  const rows = await db
    .selectFrom('item_tags as t')
    .innerJoin('discussions as d', (join) => join.onRef('d.community_id', '=', 't.community_id').onRef('d.item_id', '=', 't.item_id'))
    .select(['d.item_id', sql<number>`count(*)`.as('shared')])
    .where('t.community_id', '=', communityId)
    .where('t.tag', 'in', own)
    .where('d.item_id', '!=', id)
    .where('d.space_id', 'in', spaceIds)
    .groupBy(['d.item_id', 'd.last_post_at'])
    .orderBy('shared', 'desc')
    .orderBy('d.last_post_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, shared: Number(row.shared) }));
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

/** The ids of all posts in a space, those of deleted discussions too. */
export async function postIdsIn(db: Db, communityId: number, spaceId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('items')
    .select('id')
    .where('community_id', '=', communityId)
    .where('space_id', '=', spaceId)
    .where('kind', 'in', ['discussion', 'reply'])
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Moves all that discussions keep in a space, files that no post uses yet too. */
export async function moveSpace(db: Db, communityId: number, from: number, to: number): Promise<void> {
  for (const table of ['discussions', 'attachments'] as const)
    await db.updateTable(table).set({ space_id: to }).where('community_id', '=', communityId).where('space_id', '=', from).execute();
  await db
    .updateTable('items')
    .set({ space_id: to })
    .where('community_id', '=', communityId)
    .where('space_id', '=', from)
    .where('kind', 'in', ['discussion', 'reply'])
    .execute();
}

/** Those of some discussions that stand in a space and were not deleted. */
export async function presentIn(db: Db, communityId: number, spaceId: number, ids: number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('discussions as d')
    .leftJoin('item_states as x', (join) => join.onRef('x.community_id', '=', 'd.community_id').onRef('x.item_id', '=', 'd.item_id').on('x.state', '=', 'deleted'))
    .select('d.item_id')
    .where('d.community_id', '=', communityId)
    .where('d.space_id', '=', spaceId)
    .where('d.item_id', 'in', ids)
    .where('x.item_id', 'is', null)
    .execute();
  return rows.map((row) => row.item_id);
}
