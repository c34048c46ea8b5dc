import { sql } from 'kysely';
import { prepared, type Db } from '#platform/db/index.ts';

const savedRows = prepared((db, v: { communityId: number; personId: number; from: number; to: number }) =>
  db
    .selectFrom('item_bookmarks')
    .select('item_id')
    .where('community_id', '=', v.communityId)
    .where('person_id', '=', v.personId)
    .where('item_id', '>=', v.from)
    .where('item_id', '<=', v.to)
    .where('removed_at', 'is', null),
);

/** Those of some items that a person saved. They are looked up from first to last: a person saves few, and the query stays the same. */
export async function savedAmong(db: Db, communityId: number, personId: number, itemIds: number[]): Promise<number[]> {
  const among = new Set(itemIds);
  const rows = await savedRows(db, { communityId, personId, from: Math.min(...itemIds), to: Math.max(...itemIds) });
  return rows.map((row) => row.item_id).filter((id) => among.has(id));
}

export async function kindOfItem(db: Db, communityId: number, itemId: number): Promise<string | null> {
  const row = await db.selectFrom('items').select('kind').where('community_id', '=', communityId).where('id', '=', itemId).executeTakeFirst();
  return row?.kind ?? null;
}

export interface Key {
  community_id: number;
  person_id: number;
  item_id: number;
}

/** Saves an item. One that was removed before comes back with its note and folder. */
export async function upsertBookmark(db: Db, bookmark: Key & { kind: string; words: string; saved_at: number }): Promise<void> {
  await db
    .insertInto('item_bookmarks')
    .values({ ...bookmark, folder_id: null, note: null, removed_at: null })
    .onConflict((c) => c.columns(['community_id', 'person_id', 'item_id']).doUpdateSet({ removed_at: null, saved_at: bookmark.saved_at }).where('item_bookmarks.removed_at', 'is not', null))
    .execute();
}

export async function bookmarkByKey(db: Db, key: Key) {
  return own(db, key).executeTakeFirst();
}

function own(db: Db, key: Key) {
  return db
    .selectFrom('item_bookmarks')
    .select(['kind', 'folder_id', 'note', 'words', 'removed_at'])
    .where('community_id', '=', key.community_id)
    .where('person_id', '=', key.person_id)
    .where('item_id', '=', key.item_id);
}

export async function updateBookmark(
  db: Db,
  key: Key,
  values: { folder_id?: number | null; note?: string | null; words?: string; removed_at?: number | null },
): Promise<void> {
  await db
    .updateTable('item_bookmarks')
    .set(values)
    .where('community_id', '=', key.community_id)
    .where('person_id', '=', key.person_id)
    .where('item_id', '=', key.item_id)
    .execute();
}

/** Forgets for good what a person removed before a moment. */
export async function purgeRemoved(db: Db, personId: number, before: number): Promise<void> {
  await db.deleteFrom('item_bookmarks').where('person_id', '=', personId).where('removed_at', '<', before).execute();
}

export async function countBookmarks(db: Db, personId: number): Promise<number> {
  const row = await db
    .selectFrom('item_bookmarks')
    .select(sql<number>`count(*)`.as('count'))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface BookmarkFilter {
  personId: number;
  folderId?: number | null;
  /** Folded words, all of which must occur. */
  words?: string[];
  before?: { at: number; id: number } | null;
  limit: number;
}

/** A person's bookmarks, the newest first, a page at a time by keyset. */
export async function bookmarksOf(db: Db, { personId, folderId, words = [], before, limit }: BookmarkFilter) {
  let query = db
    .selectFrom('item_bookmarks as b')
    .leftJoin('bookmark_folders as f', (join) => join.onRef('f.id', '=', 'b.folder_id').on('f.deleted_at', 'is', null))
    .select(['b.community_id', 'b.item_id', 'b.kind', 'b.note', 'b.saved_at', 'f.id as folder_id', 'f.name as folder_name'])
    .where('b.person_id', '=', personId)
    .where('b.removed_at', 'is', null)
    .orderBy('b.saved_at', 'desc')
    .orderBy('b.item_id', 'desc')
    .limit(limit);
  if (folderId) query = query.where('b.folder_id', '=', folderId);
  for (const word of words) query = query.where(sql<boolean>`b.words like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`);
  if (before)
    query = query.where((eb) =>
      eb.or([eb('b.saved_at', '<', before.at), eb.and([eb('b.saved_at', '=', before.at), eb('b.item_id', '<', before.id)])]),
    );
  return query.execute();
}

export type Bookmark = Awaited<ReturnType<typeof bookmarksOf>>[number];

/** A person's folders, and how many bookmarks each holds. */
export const foldersOf = prepared((db, v: { personId: number }) =>
  db
    .selectFrom('bookmark_folders as f')
    .select(['f.id', 'f.name'])
    .select(({ selectFrom }) =>
      selectFrom('item_bookmarks as b').select(sql<number>`count(*)`.as('n')).whereRef('b.folder_id', '=', 'f.id').where('b.removed_at', 'is', null).as('count'),
    )
    .where('f.person_id', '=', v.personId)
    .where('f.deleted_at', 'is', null)
    .orderBy('f.name'),
);

export async function insertFolder(db: Db, personId: number, name: string, now: number): Promise<number> {
  const row = await db.insertInto('bookmark_folders').values({ person_id: personId, name, created_at: now, deleted_at: null }).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** Changes a folder of a person; false when it is none of theirs. */
export async function updateFolder(db: Db, personId: number, id: number, values: { name?: string; deleted_at?: number | null }): Promise<boolean> {
  const done = await db.updateTable('bookmark_folders').set(values).where('id', '=', id).where('person_id', '=', personId).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Forgets for good the folders that a person deleted before a moment; what they held stays. */
export async function purgeFolders(db: Db, personId: number, before: number): Promise<void> {
  await db.deleteFrom('bookmark_folders').where('person_id', '=', personId).where('deleted_at', '<', before).execute();
}
