import { sql, type Insertable, type Selectable } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { WebBookmarkTable } from './tables.ts';

export type WebBookmark = Selectable<WebBookmarkTable>;
export interface Tag {
  slug: string;
  name: string;
}

export interface Shelf {
  personId: number;
  /** The owner sees all, others what is public. */
  own: boolean;
}

/** Bookmarks of a person, the newest first, from before a moment and id. */
export async function bookmarksOf(
  db: Db,
  { personId, own }: Shelf,
  page: { tag: string | null; before: { at: number; id: number } | null; limit: number },
): Promise<WebBookmark[]> {
  let query = db.selectFrom('web_bookmarks as b').selectAll('b').where('b.person_id', '=', personId).orderBy('b.created_at', 'desc').orderBy('b.id', 'desc').limit(page.limit);
  if (!own) query = query.where('b.public_at', 'is not', null);
  const { tag, before } = page;
  if (tag) query = query.where('b.id', 'in', (eb) => eb.selectFrom('web_bookmark_tags as t').select('t.bookmark_id').where('t.person_id', '=', personId).where('t.slug', '=', tag));
  if (before) query = query.where((eb) => eb.or([eb('b.created_at', '<', before.at), eb.and([eb('b.created_at', '=', before.at), eb('b.id', '<', before.id)])]));
  return query.execute();
}

export async function bookmarkById(db: Db, personId: number, id: number): Promise<WebBookmark | undefined> {
  return db.selectFrom('web_bookmarks').selectAll().where('person_id', '=', personId).where('id', '=', id).executeTakeFirst();
}

export async function tagsOfBookmarks(db: Db, ids: number[]): Promise<(Tag & { bookmark_id: number })[]> {
  if (ids.length === 0) return [];
  return db.selectFrom('web_bookmark_tags').select(['bookmark_id', 'slug', 'name']).where('bookmark_id', 'in', ids).orderBy('name').execute();
}

/** The tags that somebody uses most, of the bookmarks that may be seen. */
export async function tagsOfShelf(db: Db, { personId, own }: Shelf, limit: number): Promise<(Tag & { count: number })[]> {
  let query = db
    .selectFrom('web_bookmark_tags as t')
    .select(['t.slug', sql<string>`min(t.name)`.as('name'), sql<number>`count(*)`.as('count')])
    .where('t.person_id', '=', personId)
    .groupBy('t.slug')
    .orderBy('count', 'desc')
    .orderBy('t.slug')
    .limit(limit);
  if (!own)
    query = query.innerJoin('web_bookmarks as b', (join) => join.onRef('b.id', '=', 't.bookmark_id').on('b.public_at', 'is not', null));
  return query.execute();
}

export async function countBookmarks(db: Db, personId: number): Promise<number> {
  return (await db.selectFrom('web_bookmarks').select(sql<number>`count(*)`.as('count')).where('person_id', '=', personId).executeTakeFirstOrThrow()).count;
}

/** Adds bookmarks; those whose address is kept already stay as they are. Answers the ids of the new ones by address. */
export async function insertBookmarks(db: Db, rows: Insertable<WebBookmarkTable>[]): Promise<Map<string, number>> {
  const made = await db
    .insertInto('web_bookmarks')
    .values(rows)
    .onConflict((c) => c.columns(['person_id', 'url']).doNothing())
    .returning(['id', 'url'])
    .execute();
  return new Map(made.map((row) => [row.url, row.id]));
}

/** Changes a bookmark; false when another one of the person has the new address. */
export async function updateBookmark(db: Db, bookmark: WebBookmark, values: Pick<WebBookmark, 'url' | 'title' | 'note' | 'public_at'>): Promise<boolean> {
  const twin = await db
    .selectFrom('web_bookmarks')
    .select('id')
    .where('person_id', '=', bookmark.person_id)
    .where('url', '=', values.url)
    .where('id', '!=', bookmark.id)
    .executeTakeFirst();
  if (twin) return false;
  await db.updateTable('web_bookmarks').set(values).where('id', '=', bookmark.id).execute();
  return true;
}

export async function deleteBookmark(db: Db, { id, person_id }: WebBookmark): Promise<void> {
  await db.deleteFrom('web_bookmark_tags').where('bookmark_id', '=', id).execute();
  await db.deleteFrom('web_bookmarks').where('person_id', '=', person_id).where('id', '=', id).execute();
}

export async function replaceTags(db: Db, personId: number, bookmarkId: number, tags: Tag[]): Promise<void> {
  await db.deleteFrom('web_bookmark_tags').where('bookmark_id', '=', bookmarkId).execute();
  await insertTags(db, tags.map((tag) => ({ ...tag, person_id: personId, bookmark_id: bookmarkId })));
}

export async function insertTags(db: Db, rows: { person_id: number; slug: string; bookmark_id: number; name: string }[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('web_bookmark_tags').values(rows).execute();
}
