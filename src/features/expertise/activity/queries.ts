import { sql, type Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

/** What a person last posted in a community, whether to others, and how it was received. */
export async function lastPostsOf(db: Db, communityId: number, personId: number, limit: number) {
  return db
    .selectFrom('items as i')
    .innerJoin('posts as p', (join) => join.onRef('p.community_id', '=', 'i.community_id').onRef('p.item_id', '=', 'i.id'))
    .innerJoin('items as q', (join) => join.onRef('q.community_id', '=', 'p.community_id').onRef('q.id', '=', 'p.discussion_id'))
    .innerJoin('discussions as d', (join) => join.onRef('d.community_id', '=', 'p.community_id').onRef('d.item_id', '=', 'p.discussion_id'))
    .leftJoin('item_states as x', (join) => join.onRef('x.community_id', '=', 'i.community_id').onRef('x.item_id', '=', 'i.id').on('x.state', '=', 'deleted'))
    .leftJoin('reaction_counts as t', (join) => join.onRef('t.community_id', '=', 'i.community_id').onRef('t.item_id', '=', 'i.id').on('t.kind', '=', 'thanks'))
    .select(['i.space_id', 'p.created_at as at', 'p.number', 'q.author_id as asker_id', 't.count as thanks'])
    .select(sql<number>`case when d.answer_id = i.id then 1 else 0 end`.as('accepted'))
    .where('i.author_id', '=', personId)
    .where('i.community_id', '=', communityId)
    .where('x.item_id', 'is', null)
    .orderBy('i.created_at', 'desc')
    .limit(limit)
    .execute();
}

/** Replaces what is kept of a person's answering in a community. */
export async function replaceAnswering(db: Db, communityId: number, personId: number, rows: Insertable<Tables['answering']>[]): Promise<void> {
  await db.deleteFrom('answering').where('community_id', '=', communityId).where('person_id', '=', personId).execute();
  if (rows.length > 0) await db.insertInto('answering').values(rows).execute();
}

/** Who wrote in a community, a stretch at a time by id. */
export async function authorsAfter(db: Db, communityId: number, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('discussion_people')
    .select('person_id')
    .distinct()
    .where('community_id', '=', communityId)
    .where('person_id', '>', after)
    .orderBy('person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}

/** The authors of some items. */
export async function authorsOf(db: Db, communityId: number, itemIds: number[]): Promise<number[]> {
  if (itemIds.length === 0) return [];
  const rows = await db
    .selectFrom('items')
    .select('author_id')
    .distinct()
    .where('community_id', '=', communityId)
    .where('id', 'in', itemIds)
    .where('author_id', 'is not', null)
    .execute();
  return rows.map((row) => row.author_id!);
}
