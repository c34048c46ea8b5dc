import type { SelectQueryBuilder } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { ShownRow } from '../../search/index.ts';

function posts(db: Db, communityIds: number[], ids: number[]) {
  return db
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
    .where('p.community_id', 'in', communityIds)
    .where('p.item_id', 'in', ids)
    .where('x.item_id', 'is', null);
}

/** Posts of discussions that are not deleted, for the index. */
export async function foundPosts(db: Db, communityIds: number[], ids: number[]) {
  if (ids.length === 0 || communityIds.length === 0) return [];
  const rows = await posts(db, communityIds, ids)
    .select(['p.item_id', 'p.discussion_id', 'p.html', 'p.created_at', 'p.author_id'])
    .select(['i.title', 'i.language', 'i.space_id', 'd.type', 'd.answer_id'])
    .execute();
  return rows as ((typeof rows)[number] & { title: string })[];
}

/** The same as lists show them; of a question, the word says whether it is answered. */
export function shownPosts(db: Db, communityIds: number[], ids: number[]) {
  return posts(db, communityIds, ids)
    .select(['p.community_id', 'i.space_id', 'p.item_id as id', 'i.title', 'i.slug', 'p.html', 'p.created_at as at', 'i.language'])
    .select(['a.name as author_name', 'a.handle as author_handle', 'p.discussion_id as thread_id', 'p.number'])
    .select((eb) => eb.cast<string | null>(eb.lit(null), 'text').as('summary'))
    .select((eb) =>
      eb
        .case()
        .when(eb.and([eb('d.type', '=', 'question'), eb('p.number', '=', 1)]))
        .then(eb.case().when('d.answer_id', 'is', null).then(eb.val('waiting')).else(eb.val('answered')).end())
        .end()
        .as('word'),
    ) as unknown as SelectQueryBuilder<never, never, ShownRow>;
}
