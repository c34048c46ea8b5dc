import type { Db } from '#platform/db/index.ts';

/** Posts of discussions that are not deleted, with what results of a search show. */
export async function foundPosts(db: Db, communityIds: number[], ids: number[]) {
  if (ids.length === 0 || communityIds.length === 0) return [];
  const rows = await db
    .selectFrom('posts as p')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'p.community_id').onRef('i.id', '=', 'p.discussion_id'))
    .innerJoin('discussions as d', (join) => join.onRef('d.community_id', '=', 'p.community_id').onRef('d.item_id', '=', 'p.discussion_id'))
    .leftJoin('people as a', 'a.id', 'p.author_id')
    .leftJoin('item_states as x', (join) =>
      join
        .onRef('x.community_id', '=', 'p.community_id')
        .on((eb) => eb.or([eb('x.item_id', '=', eb.ref('p.item_id')), eb('x.item_id', '=', eb.ref('p.discussion_id'))]))
        .on('x.state', '=', 'deleted'),
    )
    .select(['p.community_id', 'p.item_id', 'p.discussion_id', 'p.number', 'p.html', 'p.created_at', 'p.author_id', 'a.name as author_name', 'a.handle as author_handle'])
    .select(['i.title', 'i.slug', 'i.language', 'i.space_id', 'd.type', 'd.answer_id'])
    .where('p.community_id', 'in', communityIds)
    .where('p.item_id', 'in', ids)
    .where('x.item_id', 'is', null)
    .execute();
  return rows as ((typeof rows)[number] & { title: string; slug: string })[];
}
