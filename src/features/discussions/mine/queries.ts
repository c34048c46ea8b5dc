import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import { inNoState } from '../../items/index.ts';

/** Discussions that a person follows and that moved, and their own questions that still wait: from their follows, in every community. */
export async function followedNews(db: Db, personId: number, communityIds: number[], since: number, limit: number) {
  if (communityIds.length === 0) return [];
  const rows = await db
    .selectFrom('follows as f')
    .innerJoin('discussions as d', (join) => join.onRef('d.community_id', '=', 'f.community_id').onRef('d.item_id', '=', 'f.item_id'))
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'd.community_id').onRef('i.id', '=', 'd.item_id'))
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'd.community_id').onRef('s.id', '=', 'd.space_id'))
    .leftJoin('read_marks as r', (join) =>
      join.onRef('r.community_id', '=', 'f.community_id').onRef('r.discussion_id', '=', 'f.item_id').on('r.person_id', '=', personId),
    )
    .leftJoin('people as l', 'l.id', 'd.last_author_id')
    .select(['i.id', 'i.community_id', 'i.title', 'i.slug', 'i.author_id', 'd.type', 'd.post_count', 'd.last_post_at', 'd.answer_id', 'r.number as read'])
    .select(['s.id as space_id', 's.slug as space_slug', 's.parent_id', 's.visibility', 'l.name', 'l.handle', 'l.photo_key'])
    .where('f.person_id', '=', personId)
    .where('f.community_id', 'in', communityIds)
    .where('f.level', '=', 'follow')
    // The sign keeps SQLite from beginning at all that moved lately, and not at the person's own rows.
    .where(sql<number>`+d.last_post_at`, '>', since)
    .where(({ eb, or, and }) =>
      or([
        and([eb('d.post_count', '>', eb.fn.coalesce('r.number', sql.lit(0))), eb('d.last_author_id', '!=', personId)]),
        and([eb('i.author_id', '=', personId), eb('d.type', '=', 'question'), eb('d.post_count', '=', 1)]),
      ]),
    )
    .where(inNoState(['deleted'], 'd.community_id', 'd.item_id'))
    .orderBy('d.last_post_at', 'desc')
    .limit(limit)
    .execute();
  return rows as ((typeof rows)[number] & { title: string; slug: string })[];
}

/** Discussions started since a moment in the spaces that a person joined, and that they have not opened. */
export async function startedSince(db: Db, personId: number, since: number, limit: number) {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'm.community_id').onRef('i.space_id', '=', 'm.space_id').on('i.kind', '=', 'discussion'))
    .leftJoin('people as a', 'a.id', 'i.author_id')
    .leftJoin('read_marks as r', (join) =>
      join.onRef('r.community_id', '=', 'i.community_id').onRef('r.discussion_id', '=', 'i.id').on('r.person_id', '=', personId),
    )
    .select(['i.id', 'i.community_id', 'i.space_id', 'i.title', 'i.slug', 'i.created_at', 'a.name', 'a.handle', 'a.photo_key'])
    .where('m.person_id', '=', personId)
    .where('i.created_at', '>', since)
    .where('r.number', 'is', null)
    .where((eb) => eb.or([eb('i.author_id', 'is', null), eb('i.author_id', '!=', personId)]))
    .where(inNoState(['deleted'], 'i.community_id', 'i.id'))
    .orderBy('i.created_at', 'desc')
    .limit(limit)
    .execute();
  return rows as ((typeof rows)[number] & { title: string; slug: string })[];
}

/** What a person began to write, the newest first, after a draft that was seen already. */
export async function draftsOf(db: Db, personId: number, limit: number, before: { at: number; key: string } | null = null) {
  let query = db.selectFrom('drafts').select(['key', 'fields', 'updated_at']).where('person_id', '=', personId);
  if (before) query = query.where(({ eb, or, and }) => or([eb('updated_at', '<', before.at), and([eb('updated_at', '=', before.at), eb('key', '<', before.key)])]));
  return query.orderBy('updated_at', 'desc').orderBy('key', 'desc').limit(limit).execute();
}

/** What drafts belong to: the discussion replied to, or that of the post being changed. */
export async function draftedItems(db: Db, communityIds: number[], ids: number[]) {
  if (ids.length === 0 || communityIds.length === 0) return [];
  return db
    .selectFrom('items as i')
    .leftJoin('items as d', (join) => join.onRef('d.community_id', '=', 'i.community_id').onRef('d.id', '=', 'i.parent_id'))
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'i.community_id').onRef('s.id', '=', 'i.space_id'))
    .select(['i.id', 'i.community_id', 'i.slug', 's.id as space_id', 's.slug as space_slug', 's.parent_id', 's.visibility'])
    .select((eb) => eb.fn.coalesce('d.title', 'i.title').as('title'))
    .where('i.community_id', 'in', communityIds)
    .where('i.id', 'in', ids)
    .execute();
}

/** Questions without a reply in the spaces that a person facilitates, how many in each community. */
export async function waitingWhere(db: Db, spaces: { communityIds: number[]; spaceIds: number[] }) {
  if (spaces.spaceIds.length === 0) return [];
  return db
    .selectFrom('discussions as d')
    .select(['d.community_id', sql<number>`count(*)`.as('count'), sql<number>`min(d.last_post_at)`.as('since')])
    .where('d.community_id', 'in', spaces.communityIds)
    .where('d.space_id', 'in', spaces.spaceIds)
    .where('d.type', '=', sql.lit('question' as const))
    .where('d.answer_id', 'is', null)
    .where('d.post_count', '=', sql.lit(1))
    .where(inNoState(['deleted', 'closed'], 'd.community_id', 'd.item_id'))
    .groupBy('d.community_id')
    .execute();
}
