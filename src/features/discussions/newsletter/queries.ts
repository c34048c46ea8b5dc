import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

export interface CardRow {
  id: number;
  space_id: number;
  title: string;
  slug: string;
  language: string;
  type: string;
  html: string;
  at: number;
  author_name: string | null;
  answer_html: string | null;
  answerer_name: string | null;
}

/** Discussions with their opening posts and accepted answers, as far as nothing of them was deleted. */
function cards(db: Db, communityId: number) {
  return db
    .selectFrom('discussions as d')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'd.community_id').onRef('i.id', '=', 'd.item_id'))
    .innerJoin('posts as p', (join) => join.onRef('p.community_id', '=', 'd.community_id').onRef('p.item_id', '=', 'd.item_id'))
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'd.community_id').onRef('x.item_id', '=', 'd.item_id').on('x.state', '=', 'deleted'),
    )
    .leftJoin('posts as a', (join) => join.onRef('a.community_id', '=', 'd.community_id').onRef('a.item_id', '=', 'd.answer_id'))
    .leftJoin('people as pp', 'pp.id', 'p.author_id')
    .leftJoin('people as ap', 'ap.id', 'a.author_id')
    .select(['i.id', 'i.space_id', 'i.title', 'i.slug', 'i.language', 'd.type', 'p.html', 'd.last_post_at as at', 'pp.name as author_name', 'a.html as answer_html', 'ap.name as answerer_name'])
    .where('d.community_id', '=', communityId)
    .where('x.item_id', 'is', null);
}

interface Span {
  communityId: number;
  spaceIds: number[];
  since: number;
  until: number;
  limit: number;
}

/** Discussions that were written in during a time, the latest first. */
export async function movedIn(db: Db, { communityId, spaceIds, since, until, limit }: Span): Promise<CardRow[]> {
  const rows = await cards(db, communityId)
    .where('d.space_id', 'in', spaceIds)
    .where('d.last_post_at', '>=', since)
    .where('i.created_at', '<', until)
    .orderBy('d.last_post_at', 'desc')
    .orderBy('d.item_id', 'desc')
    .limit(limit)
    .execute();
  return rows as CardRow[];
}

export async function cardsByIds(db: Db, communityId: number, spaceIds: number[], ids: number[]): Promise<CardRow[]> {
  if (ids.length === 0) return [];
  return (await cards(db, communityId).where('d.space_id', 'in', spaceIds).where('d.item_id', 'in', ids).execute()) as CardRow[];
}

/** Questions that were answered, or asked and not answered, in a time: ids, the latest first. */
export async function questionsIn(db: Db, { communityId, spaceIds, since, until, limit }: Span, answered: boolean): Promise<number[]> {
  let query = db
    .selectFrom('discussions as d')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'd.community_id').onRef('i.id', '=', 'd.item_id'))
    .leftJoin('posts as a', (join) => join.onRef('a.community_id', '=', 'd.community_id').onRef('a.item_id', '=', 'd.answer_id'))
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'd.community_id').onRef('x.item_id', '=', 'd.item_id').on('x.state', '=', 'deleted'),
    )
    .leftJoin('item_states as c', (join) =>
      join.onRef('c.community_id', '=', 'd.community_id').onRef('c.item_id', '=', 'd.item_id').on('c.state', '=', 'closed'),
    )
    .select('d.item_id as id')
    .where('d.community_id', '=', communityId)
    .where('d.space_id', 'in', spaceIds)
    .where('d.type', '=', 'question')
    .where('d.last_post_at', '>=', since)
    .where('x.item_id', 'is', null)
    .orderBy('d.last_post_at', 'desc')
    .orderBy('d.item_id', 'desc')
    .limit(limit);
  query = answered
    ? query.where('a.created_at', '>=', since).where('a.created_at', '<', until)
    : query.where('d.post_count', '=', 1).where('i.created_at', '>=', since).where('i.created_at', '<', until).where('c.item_id', 'is', null);
  return (await query.execute()).map((row) => row.id);
}

/** Discussions in which people used or thanked for what was written in a time, the most useful first. */
export async function usefulIn(db: Db, { communityId, spaceIds, since, until, limit }: Span): Promise<number[]> {
  const rows = await db
    .selectFrom('reactions as r')
    .innerJoin('posts as p', (join) => join.onRef('p.community_id', '=', 'r.community_id').onRef('p.item_id', '=', 'r.item_id'))
    .innerJoin('discussions as d', (join) => join.onRef('d.community_id', '=', 'p.community_id').onRef('d.item_id', '=', 'p.discussion_id'))
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'd.community_id').onRef('x.item_id', '=', 'd.item_id').on('x.state', '=', 'deleted'),
    )
    .select('d.item_id as id')
    .select(sql<number>`sum(case r.kind when 'used' then 3 when 'thanks' then 1 else 0 end)`.as('worth'))
    .where('r.community_id', '=', communityId)
    .where('d.space_id', 'in', spaceIds)
    .where('d.last_post_at', '>=', since)
    .where('r.created_at', '>=', since)
    .where('r.created_at', '<', until)
    .where('r.kind', 'in', ['used', 'thanks'])
    .where('x.item_id', 'is', null)
    .groupBy('d.item_id')
    .orderBy('worth', 'desc')
    .orderBy('d.item_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
