import type { Db } from '#platform/db/index.ts';

/** The newest posts of a discussion that were not deleted, newest first. */
export async function newestPosts(db: Db, communityId: number, discussionId: number, limit: number) {
  return db
    .selectFrom('posts as p')
    .leftJoin('people as a', 'a.id', 'p.author_id')
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'p.community_id').onRef('x.item_id', '=', 'p.item_id').on('x.state', '=', 'deleted'),
    )
    .select(['p.item_id as id', 'p.number', 'p.html', 'p.created_at', 'p.edited_at', 'a.name as author_name', 'a.handle as author_handle'])
    .where('p.community_id', '=', communityId)
    .where('p.discussion_id', '=', discussionId)
    .where('x.item_id', 'is', null)
    .orderBy('p.number', 'desc')
    .limit(limit)
    .execute();
}

/** The discussions that were started last in these spaces, with their opening posts, newest first. */
export async function newestDiscussions(db: Db, communityId: number, spaceIds: number[], limit: number) {
  const rows = await db
    .selectFrom('items as i')
    .innerJoin('posts as p', (join) => join.onRef('p.community_id', '=', 'i.community_id').onRef('p.item_id', '=', 'i.id'))
    .leftJoin('people as a', 'a.id', 'p.author_id')
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'i.community_id').onRef('x.item_id', '=', 'i.id').on('x.state', '=', 'deleted'),
    )
    .select(['i.id', 'i.space_id', 'i.title', 'i.slug', 'i.language', 'p.html', 'p.created_at', 'p.edited_at'])
    .select(['a.name as author_name', 'a.handle as author_handle'])
    .where('i.community_id', '=', communityId)
    .where('i.space_id', 'in', spaceIds)
    .where('i.kind', '=', 'discussion')
    .where('x.item_id', 'is', null)
    .orderBy('i.created_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit)
    .execute();
  return rows as ((typeof rows)[number] & { title: string; slug: string })[];
}
