import type { Db } from '#platform/db/index.ts';

/** Which of these people have read a discussion up to a post. */
export async function readersOf(db: Db, communityId: number, discussionId: number, number: number, personIds: number[]): Promise<number[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('read_marks')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .where('number', '>=', number)
    .where('person_id', 'in', personIds)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Posts with how far a person has read their discussions. */
export async function postsWithMarks(db: Db, personId: number, items: { communityId: number; id: number }[]) {
  if (items.length === 0) return [];
  return db
    .selectFrom('posts as p')
    .leftJoin('people as a', 'a.id', 'p.author_id')
    .leftJoin('read_marks as r', (join) =>
      join.onRef('r.community_id', '=', 'p.community_id').onRef('r.discussion_id', '=', 'p.discussion_id').on('r.person_id', '=', personId),
    )
    .innerJoin('discussions as d', (join) => join.onRef('d.community_id', '=', 'p.community_id').onRef('d.item_id', '=', 'p.discussion_id'))
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'd.community_id').onRef('s.id', '=', 'd.space_id'))
    .innerJoin('spaces as c', (join) => join.onRef('c.community_id', '=', 'd.community_id').onRef('c.id', '=', 'd.community_id'))
    .select(['p.community_id', 'p.item_id', 'p.number', 'p.html', 'p.author_id', 'a.name as author_name', 'r.number as read'])
    .select((eb) => eb.fn.coalesce('s.mail_replies', 'c.mail_replies').as('replies'))
    .where('p.community_id', 'in', [...new Set(items.map((item) => item.communityId))])
    .where('p.item_id', 'in', items.map((item) => item.id))
    .execute();
}
