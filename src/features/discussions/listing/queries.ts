import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import { inNoState } from '../../items/index.ts';
import { HEAD, type Discussion } from '../queries.ts';
import type { DiscussionType } from '../tables.ts';

const LISTED = [...HEAD, 'a.name as author_name', 'a.handle as author_handle', 'a.photo_key as author_photo_key', 'l.name as last_author_name'] as const;

export interface ListedDiscussion extends Discussion {
  author_name: string | null;
  author_handle: string | null;
  author_photo_key: string | null;
  last_author_name: string | null;
}

/** What stands in a relation to a person: followed, written in, or with replies since they were there. */
export type OwnFilter = 'following' | 'mine' | 'unread';

export interface ListFilter {
  communityId: number;
  spaceIds: number[];
  type?: DiscussionType | undefined;
  unanswered?: boolean | undefined;
  own?: { filter: OwnFilter; personId: number } | undefined;
  tag?: string | undefined;
  before?: { at: number; id: number } | undefined;
  limit: number;
}

/** Discussions that were not deleted by their latest post, a page at a time by keyset. */
export async function recentDiscussions(db: Db, filter: ListFilter): Promise<ListedDiscussion[]> {
  let query = db
    .selectFrom('discussions as d')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'd.community_id').onRef('i.id', '=', 'd.item_id'))
    .leftJoin('people as a', 'a.id', 'i.author_id')
    .leftJoin('people as l', 'l.id', 'd.last_author_id')
    .select(LISTED)
    .where('d.community_id', '=', filter.communityId)
    .where('d.space_id', 'in', filter.spaceIds)
    .where(inNoState(['deleted'], 'd.community_id', 'd.item_id'))
    .orderBy('d.last_post_at', 'desc')
    .orderBy('d.item_id', 'desc')
    .limit(filter.limit);
  if (filter.type) query = query.where('d.type', '=', filter.type);
  if (filter.unanswered) query = query.where('d.type', '=', 'question').where('d.answer_id', 'is', null);
  const { own, tag, before } = filter;
  if (own) query = query.where('d.item_id', 'in', ownIds(db, filter.communityId, own));
  if (tag)
    query = query.where('d.item_id', 'in', (eb) =>
      eb.selectFrom('item_tags').select('item_id').where('community_id', '=', filter.communityId).where('tag', '=', tag),
    );
  if (before)
    query = query.where((eb) =>
      eb.or([
        eb('d.last_post_at', '<', before.at),
        eb.and([eb('d.last_post_at', '=', before.at), eb('d.item_id', '<', before.id)]),
      ]),
    );
  return (await query.execute()) as ListedDiscussion[];
}

// From the person's own rows, which are few beside all discussions, to the discussions.
function ownIds(db: Db, communityId: number, { filter, personId }: { filter: OwnFilter; personId: number }) {
  const follows = db
    .selectFrom('follows as f')
    .select('f.item_id as id')
    .where('f.person_id', '=', personId)
    .where('f.community_id', '=', communityId);
  if (filter === 'following') return follows.where('f.level', '=', 'follow');
  if (filter === 'mine')
    return db
      .selectFrom('discussion_people')
      .select('discussion_id as id')
      .where('community_id', '=', communityId)
      .where('person_id', '=', personId);
  return db
    .selectFrom('read_marks as r')
    .innerJoin('discussions as now', (join) =>
      join.onRef('now.community_id', '=', 'r.community_id').onRef('now.item_id', '=', 'r.discussion_id'),
    )
    .select('r.discussion_id as id')
    .where('r.community_id', '=', communityId)
    .where('r.person_id', '=', personId)
    .whereRef('r.number', '<', 'now.post_count')
    .where('r.discussion_id', 'not in', follows.where('f.level', '=', 'mute'));
}

export async function discussionsByIds(db: Db, communityId: number, ids: number[]): Promise<ListedDiscussion[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('discussions as d')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'd.community_id').onRef('i.id', '=', 'd.item_id'))
    .leftJoin('people as a', 'a.id', 'i.author_id')
    .leftJoin('people as l', 'l.id', 'd.last_author_id')
    .select(LISTED)
    .where('d.community_id', '=', communityId)
    .where('d.item_id', 'in', ids)
    .execute();
  return rows as ListedDiscussion[];
}

/** The beginnings of discussions, for lists. */
export async function openings(db: Db, communityId: number, discussionIds: number[]) {
  if (discussionIds.length === 0) return [];
  return db
    .selectFrom('posts')
    .select(['item_id', sql<string>`substr(html, 1, 600)`.as('html')])
    .where('community_id', '=', communityId)
    .where('item_id', 'in', discussionIds)
    .execute();
}
