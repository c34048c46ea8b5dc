import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

export async function insertDiscussion(db: Db, discussion: Insertable<Tables['discussions']>): Promise<void> {
  await db.insertInto('discussions').values(discussion).execute();
}

/** The posts of a discussion that were not deleted. */
export function livePosts(db: Db, communityId: number, discussionId: number) {
  return db
    .selectFrom('posts as p')
    .where('p.community_id', '=', communityId)
    .where('p.discussion_id', '=', discussionId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('item_states as x')
            .select('x.item_id')
            .whereRef('x.community_id', '=', 'p.community_id')
            .whereRef('x.item_id', '=', 'p.item_id')
            .where('x.state', '=', 'deleted'),
        ),
      ),
    );
}

/** How many posts of a discussion are to be read: what it adds to the count of its space. */
export async function countLivePosts(db: Db, communityId: number, discussionId: number): Promise<number> {
  const row = await livePosts(db, communityId, discussionId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * Counts one more post, and answers its number and where the discussion stands now; nothing when it is
 * gone. Locks the discussion until the transaction ends.
 */
export async function takeNumber(
  db: Db,
  post: { communityId: number; discussionId: number; itemId: number; authorId: number | null; at: number },
): Promise<{ number: number; spaceId: number } | undefined> {
  const row = await db
    .updateTable('discussions')
    .set((eb) => ({
      post_count: eb('post_count', '+', 1),
      last_post_at: post.at,
      last_author_id: post.authorId,
      last_item_id: post.itemId,
    }))
    .where('community_id', '=', post.communityId)
    .where('item_id', '=', post.discussionId)
    .returning(['post_count', 'space_id'])
    .executeTakeFirst();
  return row && { number: row.post_count, spaceId: row.space_id };
}

export async function insertPost(db: Db, post: Insertable<Tables['posts']>): Promise<void> {
  await db.insertInto('posts').values(post).execute();
}

export async function updatePost(db: Db, communityId: number, itemId: number, values: Updateable<Tables['posts']>): Promise<void> {
  await db.updateTable('posts').set(values).where('community_id', '=', communityId).where('item_id', '=', itemId).execute();
}

export async function updateItem(db: Db, communityId: number, itemId: number, values: Updateable<Tables['items']>): Promise<void> {
  await db.updateTable('items').set(values).where('community_id', '=', communityId).where('id', '=', itemId).execute();
}

export async function updateDiscussion(
  db: Db,
  communityId: number,
  itemId: number,
  values: Updateable<Tables['discussions']>,
): Promise<void> {
  await db.updateTable('discussions').set(values).where('community_id', '=', communityId).where('item_id', '=', itemId).execute();
}

/** Counts the person among those who wrote here; and in the discussion's number of people when new. */
export async function countAuthor(db: Db, communityId: number, discussionId: number, personId: number): Promise<void> {
  const { post_count } = await db
    .insertInto('discussion_people')
    .values({ community_id: communityId, discussion_id: discussionId, person_id: personId, post_count: 1 })
    .onConflict((c) =>
      c.columns(['community_id', 'discussion_id', 'person_id']).doUpdateSet({ post_count: sql`discussion_people.post_count + 1` }),
    )
    .returning('post_count')
    .executeTakeFirstOrThrow();
  if (post_count > 1) return;
  await db
    .updateTable('discussions')
    .set((eb) => ({ people_count: eb('people_count', '+', 1) }))
    .where('community_id', '=', communityId)
    .where('item_id', '=', discussionId)
    .execute();
}

/** Notes how far a person has read; never back. */
export async function markRead(
  db: Db,
  mark: { communityId: number; personId: number; discussionId: number; number: number; at: number },
): Promise<void> {
  await db
    .insertInto('read_marks')
    .values({
      community_id: mark.communityId,
      person_id: mark.personId,
      discussion_id: mark.discussionId,
      number: mark.number,
      at: mark.at,
    })
    .onConflict((c) =>
      c
        .columns(['community_id', 'person_id', 'discussion_id'])
        .doUpdateSet({ number: mark.number, at: mark.at })
        .where('read_marks.number', '<', mark.number),
    )
    .execute();
}

/** How far a person has read each of these discussions. */
export async function readMarks(db: Db, communityId: number, personId: number, discussionIds: number[]) {
  if (discussionIds.length === 0) return [];
  return db
    .selectFrom('read_marks')
    .select(['discussion_id', 'number'])
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .where('discussion_id', 'in', discussionIds)
    .execute();
}

/** Keeps the Message-ID of a post; the first one holds. */
export async function insertMessageId(db: Db, row: Tables['message_ids']): Promise<void> {
  await db.insertInto('message_ids').values(row).onConflict((c) => c.doNothing()).execute();
}

/** Binds loose attachments of the person to the item they are used in; others' are left alone. */
export async function bindAttachments(
  db: Db,
  communityId: number,
  itemId: number,
  personId: number,
  attachmentIds: number[],
): Promise<void> {
  if (attachmentIds.length === 0) return;
  await db
    .updateTable('attachments')
    .set({ item_id: itemId })
    .where('community_id', '=', communityId)
    .where('id', 'in', attachmentIds)
    .where('uploader_id', '=', personId)
    .where('item_id', 'is', null)
    .execute();
}
