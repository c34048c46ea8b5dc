import { sql, type Selectable, type SelectQueryBuilder } from 'kysely';
import { prepared, type Db } from '#platform/db/index.ts';
import type { ShownRow } from '../search/index.ts';
import type { NewsTable, NewsType } from './tables.ts';

/** A post as its page and the lists show it. */
export type NewsRow = Omit<Selectable<NewsTable>, 'item_id'> & {
  id: number;
  title: string;
  slug: string;
  language: string;
  author_id: number | null;
  created_at: number;
  author_name: string | null;
  author_handle: string | null;
  pinned_at: number | null;
  deleted_at: number | null;
  picture_alt: string | null;
  picture_width: number | null;
  picture_height: number | null;
};

/** A post in a list: without its text. */
export type ListedNews = Omit<NewsRow, 'body' | 'html'>;

function posts(db: Db) {
  return db
    .selectFrom('news as n')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'n.community_id').onRef('i.id', '=', 'n.item_id'))
    .leftJoin('people as a', 'a.id', 'i.author_id')
    .leftJoin('attachments as f', (join) => join.onRef('f.community_id', '=', 'n.community_id').onRef('f.id', '=', 'n.picture_id'))
    .leftJoin('item_states as s', (join) =>
      join.onRef('s.community_id', '=', 'n.community_id').onRef('s.item_id', '=', 'n.item_id').on('s.state', '=', 'pinned'),
    )
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'n.community_id').onRef('x.item_id', '=', 'n.item_id').on('x.state', '=', 'deleted'),
    )
    .select(['i.id', 'i.community_id', 'i.space_id', 'i.title', 'i.slug', 'i.language', 'i.author_id', 'i.created_at'])
    .select(['n.type', 'n.summary', 'n.credit', 'n.picture_id', 'n.starts_at', 'n.ends_at', 'n.deadline_at', 'n.place', 'n.link'])
    .select(['n.publish_at', 'n.published_at', 'n.expires_at', 'n.edited_at', 'n.edit_count', 'n.discussion_id'])
    .select(['a.name as author_name', 'a.handle as author_handle', 's.at as pinned_at', 'x.at as deleted_at'])
    .select(['f.alt as picture_alt', 'f.width as picture_width', 'f.height as picture_height']);
}

const newsRows = prepared((db, v: { communityId: number; id: number }) =>
  posts(db).select(['n.body', 'n.html']).where('n.community_id', '=', v.communityId).where('n.item_id', '=', v.id),
);

export async function newsById(db: Db, communityId: number, id: number): Promise<NewsRow | undefined> {
  return (await newsRows(db, { communityId, id }))[0] as NewsRow | undefined;
}

/** Published posts of several communities, with their texts: for the index, the feeds, and what is found. */
export async function newsByIds(db: Db, communityIds: number[], ids: number[]): Promise<NewsRow[]> {
  if (ids.length === 0 || communityIds.length === 0) return [];
  const rows = await posts(db)
    .select(['n.body', 'n.html'])
    .where('n.community_id', 'in', communityIds)
    .where('n.item_id', 'in', ids)
    .where('n.published_at', 'is not', null)
    .where('x.item_id', 'is', null)
    .execute();
  return rows as NewsRow[];
}

/** The same as lists of all kinds show them; the word is the type. */
export function shownNews(db: Db, communityIds: number[], ids: number[]) {
  return db
    .selectFrom('news as n')
    .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'n.community_id').onRef('i.id', '=', 'n.item_id'))
    .leftJoin('people as a', 'a.id', 'i.author_id')
    .leftJoin('item_states as x', (join) =>
      join.onRef('x.community_id', '=', 'n.community_id').onRef('x.item_id', '=', 'n.item_id').on('x.state', '=', 'deleted'),
    )
    .select(['i.community_id', 'i.space_id', 'i.id', 'i.title', 'i.slug', 'n.summary', 'n.html', 'n.published_at as at', 'i.language'])
    .select(['a.name as author_name', 'a.handle as author_handle', 'i.id as thread_id', 'n.type as word'])
    .select((eb) => eb.lit(1).as('number'))
    .where('n.community_id', 'in', communityIds)
    .where('n.item_id', 'in', ids)
    .where('n.published_at', 'is not', null)
    .where('x.item_id', 'is', null) as unknown as SelectQueryBuilder<never, never, ShownRow>;
}

export interface NewsFilter {
  communityId: number;
  spaceIds: number[];
  types?: readonly NewsType[] | undefined;
  /** What expired before stands in the archive only; null for the archive. */
  now: number | null;
  span?: { from: number; to: number } | undefined;
  pinned?: boolean;
  /** Whose muted types stay away. */
  viewerId?: number | null;
  before?: { at: number; id: number } | undefined;
  limit: number;
}

function published(db: Db, { communityId, spaceIds, types, now, span, pinned, viewerId, before, limit }: NewsFilter) {
  let query = posts(db)
    .where('n.community_id', '=', communityId)
    .where('n.space_id', 'in', spaceIds)
    .where('n.published_at', 'is not', null)
    .where('x.item_id', 'is', null)
    .orderBy('n.published_at', 'desc')
    .orderBy('n.item_id', 'desc')
    .limit(limit);
  if (types) query = query.where('n.type', 'in', types);
  if (now !== null) query = query.where((eb) => eb.or([eb('n.expires_at', 'is', null), eb('n.expires_at', '>', now)]));
  if (span) query = query.where('n.published_at', '>=', span.from).where('n.published_at', '<', span.to);
  if (pinned) query = query.where('s.item_id', 'is not', null);
  if (viewerId)
    query = query.where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('news_choices as c').select('c.person_id').whereRef('c.community_id', '=', 'n.community_id').where('c.person_id', '=', viewerId).where(sql<boolean>`c.muted like '%"' || n.type || '"%'`))),
    );
  if (before)
    query = query.where((eb) =>
      eb.or([eb('n.published_at', '<', before.at), eb.and([eb('n.published_at', '=', before.at), eb('n.item_id', '<', before.id)])]),
    );
  return query;
}

/** Published posts, the latest first, a page at a time by keyset. */
export async function latestNews(db: Db, filter: NewsFilter): Promise<ListedNews[]> {
  return (await published(db, filter).execute()) as ListedNews[];
}

/** The same with their texts, for feeds. */
export async function latestTexts(db: Db, filter: NewsFilter): Promise<NewsRow[]> {
  return (await published(db, filter).select(['n.body', 'n.html']).execute()) as NewsRow[];
}

/** Drafts and scheduled posts: those of one person, or all of a space. */
export async function unpublishedNews(db: Db, communityId: number, spaceId: number, authorId: number | null, limit: number): Promise<ListedNews[]> {
  let query = posts(db)
    .where('n.community_id', '=', communityId)
    .where('n.space_id', '=', spaceId)
    .where('n.published_at', 'is', null)
    .where('x.item_id', 'is', null)
    .orderBy('i.updated_at', 'desc')
    .limit(limit);
  if (authorId !== null) query = query.where('i.author_id', '=', authorId);
  return (await query.execute()) as ListedNews[];
}

/** The months of the archive with their posts, the latest first. */
export async function monthsOf(db: Db, communityId: number, spaceIds: number[]) {
  return db
    .selectFrom('news_months')
    .select((eb) => ['month', eb.fn.sum<number | string>('count').as('count')])
    .where('community_id', '=', communityId)
    .where('space_id', 'in', spaceIds)
    .where('count', '>', 0)
    .groupBy('month')
    .orderBy('month', 'desc')
    .limit(600)
    .execute();
}
