import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { prepared, type Db, type Tables } from '#platform/db/index.ts';

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

const numberTaken = prepared((db, v: { communityId: number; discussionId: number; itemId: number; authorId: number | null; at: number }) =>
  db
    .updateTable('discussions')
    .set((eb) => ({ post_count: eb('post_count', '+', 1), last_post_at: v.at, last_author_id: v.authorId, last_item_id: v.itemId }))
    .where('community_id', '=', v.communityId)
    .where('item_id', '=', v.discussionId)
    .returning(['post_count', 'space_id']),
);

/**
 * Counts one more post, and answers its number and where the discussion stands now; nothing when it is
 * gone. Locks the discussion until the transaction ends.
 */
export async function takeNumber(
  db: Db,
  post: { communityId: number; discussionId: number; itemId: number; authorId: number | null; at: number },
): Promise<{ number: number; spaceId: number } | undefined> {
  const [row] = await numberTaken(db, post);
  return row && { number: row.post_count, spaceId: row.space_id };
}

type NewPost = Omit<Selectable<Tables['posts']>, 'format' | 'edit_count'>;

const postRow = prepared((db, v: NewPost) =>
  db.insertInto('posts').values({
    ...{ community_id: v.community_id, item_id: v.item_id, discussion_id: v.discussion_id, number: v.number, author_id: v.author_id },
    ...{ reply_to_id: v.reply_to_id, body: v.body, html: v.html, via: v.via, created_at: v.created_at, edited_at: v.edited_at },
  }),
);

export async function insertPost(db: Db, post: NewPost): Promise<void> {
  await postRow(db, post);
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

const authorCounted = prepared((db, v: { communityId: number; discussionId: number; personId: number }) =>
  db
    .insertInto('discussion_people')
    .values({ community_id: v.communityId, discussion_id: v.discussionId, person_id: v.personId, post_count: 1 })
    .onConflict((c) => c.columns(['community_id', 'discussion_id', 'person_id']).doUpdateSet({ post_count: sql`discussion_people.post_count + 1` }))
    .returning('post_count'),
);

/** Counts the person among those who wrote here; and in the discussion's number of people when new. */
export async function countAuthor(db: Db, communityId: number, discussionId: number, personId: number): Promise<void> {
  const [counted] = await authorCounted(db, { communityId, discussionId, personId });
  if (counted!.post_count > 1) return;
  await db
    .updateTable('discussions')
    .set((eb) => ({ people_count: eb('people_count', '+', 1) }))
    .where('community_id', '=', communityId)
    .where('item_id', '=', discussionId)
    .execute();
}

interface ReadMark {
  communityId: number;
  personId: number;
  discussionId: number;
  number: number;
  at: number;
}

const readMark = prepared((db, v: ReadMark) =>
  db
    .insertInto('read_marks')
    .values({ community_id: v.communityId, person_id: v.personId, discussion_id: v.discussionId, number: v.number, at: v.at })
    .onConflict((c) =>
      c.columns(['community_id', 'person_id', 'discussion_id']).doUpdateSet({ number: v.number, at: v.at }).where('read_marks.number', '<', v.number),
    ),
);

/** Notes how far a person has read; never back. */
export async function markRead(db: Db, mark: ReadMark): Promise<void> {
  await readMark(db, mark);
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
