import { sql, type Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

const ROWS_AT_ONCE = 100;

/** Adds items and answers their ids in the same order. */
export async function insertItems(db: Db, items: Insertable<Tables['items']>[]): Promise<number[]> {
  const ids: number[] = [];
  for (let at = 0; at < items.length; at += ROWS_AT_ONCE) {
    const rows = await db
      .insertInto('items')
      .values(items.slice(at, at + ROWS_AT_ONCE))
      .returning('id')
      .execute();
    ids.push(...rows.map((row) => row.id));
  }
  return ids;
}

export async function insertPosts(db: Db, posts: Insertable<Tables['posts']>[]): Promise<void> {
  for (let at = 0; at < posts.length; at += ROWS_AT_ONCE)
    await db
      .insertInto('posts')
      .values(posts.slice(at, at + ROWS_AT_ONCE))
      .execute();
}

/**
 * Numbers the posts of a discussion 1, 2, 3 … by their time, the opening post first. In two steps,
 * because numbers are unique at every moment.
 */
export async function renumber(db: Db, communityId: number, discussionId: number): Promise<void> {
  await sql`
    update posts set number = -ordered.place
    from (
      select item_id, row_number() over (order by case when item_id = ${discussionId} then 0 else 1 end, created_at, item_id) as place
      from posts where community_id = ${communityId} and discussion_id = ${discussionId}
    ) as ordered
    where posts.community_id = ${communityId} and posts.item_id = ordered.item_id`.execute(db);
  await db
    .updateTable('posts')
    .set((eb) => ({ number: sql<number>`-${eb.ref('number')}` }))
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .where('number', '<', 0)
    .execute();
}

/** Counts the posts and people of a discussion anew, and finds its latest post. */
export async function recount(db: Db, communityId: number, discussionId: number): Promise<void> {
  await db
    .deleteFrom('discussion_people')
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .execute();
  await db
    .insertInto('discussion_people')
    .columns(['community_id', 'discussion_id', 'person_id', 'post_count'])
    .expression((eb) =>
      eb
        .selectFrom('posts')
        .select((p) => ['community_id', 'discussion_id', p.ref('author_id').$notNull().as('person_id'), p.fn.countAll<number>().as('post_count')])
        .where('community_id', '=', communityId)
        .where('discussion_id', '=', discussionId)
        .where('author_id', 'is not', null)
        .groupBy(['community_id', 'discussion_id', 'author_id']),
    )
    .execute();
  await sql`
    update discussions set post_count = found.posts, people_count = found.people,
      last_post_at = latest.created_at, last_author_id = latest.author_id, last_item_id = latest.item_id
    from (
      select count(*) as posts, count(distinct author_id) as people, max(number) as last
      from posts where community_id = ${communityId} and discussion_id = ${discussionId}
    ) as found
    join posts as latest on latest.community_id = ${communityId} and latest.discussion_id = ${discussionId} and latest.number = found.last
    where discussions.community_id = ${communityId} and discussions.item_id = ${discussionId}`.execute(db);
}
