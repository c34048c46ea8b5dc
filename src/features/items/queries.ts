import { sql, type Selectable } from 'kysely';
import { prepared, type Db } from '#platform/db/index.ts';
import type { FollowLevel, ItemState, ItemTable, ReactionKind } from './tables.ts';

type NewItem = Omit<Selectable<ItemTable>, 'id' | 'visibility'>;

const itemRow = prepared((db, v: NewItem) =>
  db
    .insertInto('items')
    .values({
      ...{ community_id: v.community_id, space_id: v.space_id, parent_id: v.parent_id, kind: v.kind, title: v.title, slug: v.slug },
      ...{ author_id: v.author_id, language: v.language, created_at: v.created_at, updated_at: v.updated_at },
    })
    .returning('id'),
);

export async function insertItem(db: Db, item: NewItem): Promise<number> {
  return (await itemRow(db, item))[0]!.id;
}

/** Notes a state of an item with who and when; false when it had it already. */
export async function insertState(
  db: Db,
  communityId: number,
  itemId: number,
  state: ItemState,
  by: { id: number | null; at: number; note?: string | null },
): Promise<boolean> {
  const done = await db
    .insertInto('item_states')
    .values({ community_id: communityId, item_id: itemId, state, by_id: by.id, at: by.at, note: by.note ?? null })
    .onConflict((c) => c.columns(['community_id', 'item_id', 'state']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteState(db: Db, communityId: number, itemId: number, state: ItemState): Promise<boolean> {
  const done = await db
    .deleteFrom('item_states')
    .where('community_id', '=', communityId)
    .where('item_id', '=', itemId)
    .where('state', '=', state)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

export async function statesOf(db: Db, communityId: number, itemIds: number[]) {
  if (itemIds.length === 0) return [];
  return db
    .selectFrom('item_states as s')
    .leftJoin('people as p', 'p.id', 's.by_id')
    .select(['s.item_id', 's.state', 's.at', 's.by_id', 's.note', 'p.name as by_name'])
    .where('s.community_id', '=', communityId)
    .where('s.item_id', 'in', itemIds)
    .execute();
}

/** A condition: the item that two columns name has none of these states. */
export function inNoState(states: ItemState[], communityColumn: string, itemColumn: string) {
  return sql<boolean>`not exists (select 1 from item_states as ns where ns.community_id = ${sql.ref(communityColumn)}
    and ns.item_id = ${sql.ref(itemColumn)} and ns.state in (${sql.join(states)}))`;
}

/** Items in a state, newest first; for pinned ones. */
export async function itemsInState(db: Db, communityId: number, state: ItemState): Promise<number[]> {
  const rows = await db
    .selectFrom('item_states')
    .select('item_id')
    .where('community_id', '=', communityId)
    .where('state', '=', state)
    .orderBy('at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => row.item_id);
}

export interface Tag {
  slug: string;
  name: string;
}

/** Makes exactly these the tags of an item, and keeps the tags' counts. */
export async function replaceTags(db: Db, communityId: number, itemId: number, tags: Tag[]): Promise<void> {
  const before = (await tagsOf(db, communityId, [itemId])).map((t) => t.slug);
  const gone = before.filter((slug) => !tags.some((t) => t.slug === slug));
  const added = tags.filter((t) => !before.includes(t.slug));
  if (gone.length > 0) {
    await db
      .deleteFrom('item_tags')
      .where('community_id', '=', communityId)
      .where('item_id', '=', itemId)
      .where('tag', 'in', gone)
      .execute();
    await countTags(db, communityId, gone, -1);
  }
  for (const tag of added) {
    await db
      .insertInto('tags')
      .values({ community_id: communityId, ...tag })
      .onConflict((c) => c.columns(['community_id', 'slug']).doNothing())
      .execute();
    await db.insertInto('item_tags').values({ community_id: communityId, item_id: itemId, tag: tag.slug }).execute();
  }
  if (added.length > 0) await countTags(db, communityId, added.map((t) => t.slug), 1);
}

async function countTags(db: Db, communityId: number, slugs: string[], by: number): Promise<void> {
  await db
    .updateTable('tags')
    .set((eb) => ({ item_count: eb('item_count', '+', by) }))
    .where('community_id', '=', communityId)
    .where('slug', 'in', slugs)
    .execute();
}

export async function tagsOf(db: Db, communityId: number, itemIds: number[]) {
  if (itemIds.length === 0) return [];
  return db
    .selectFrom('item_tags as it')
    .innerJoin('tags as t', (join) => join.onRef('t.community_id', '=', 'it.community_id').onRef('t.slug', '=', 'it.tag'))
    .select(['it.item_id', 't.slug', 't.name'])
    .where('it.community_id', '=', communityId)
    .where('it.item_id', 'in', itemIds)
    .orderBy('t.name')
    .execute();
}

/** What tags are called, in the order of their names. */
export async function tagsBySlugs(db: Db, communityId: number, slugs: string[]): Promise<Tag[]> {
  if (slugs.length === 0) return [];
  return db.selectFrom('tags').select(['slug', 'name']).where('community_id', '=', communityId).where('slug', 'in', slugs).orderBy('name').execute();
}

/** The tags used most, of those that stand in some spaces: a tag must not tell of what one may not read. */
export async function commonTags(db: Db, communityId: number, spaceIds: number[], limit: number) {
  return db
    .selectFrom('tags as t')
    .select(['t.slug', 't.name'])
    .where('t.community_id', '=', communityId)
    .where('t.item_count', '>', 0)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('item_tags as it')
          .innerJoin('items as i', (join) => join.onRef('i.community_id', '=', 'it.community_id').onRef('i.id', '=', 'it.item_id'))
          .select('i.id')
          .whereRef('it.community_id', '=', 't.community_id')
          .whereRef('it.tag', '=', 't.slug')
          .where('i.space_id', 'in', spaceIds),
      ),
    )
    .orderBy('t.item_count', 'desc')
    .orderBy('t.slug')
    .limit(limit)
    .execute();
}

interface ReactionKey {
  community_id: number;
  item_id: number;
  person_id: number;
  kind: ReactionKind;
}

/** Adds a reaction and counts it; reacting twice is reacting once. */
export async function insertReaction(db: Db, reaction: ReactionKey & { created_at: number }): Promise<boolean> {
  const done = await db
    .insertInto('reactions')
    .values(reaction)
    .onConflict((c) => c.columns(['community_id', 'item_id', 'person_id', 'kind']).doNothing())
    .executeTakeFirst();
  if (!done.numInsertedOrUpdatedRows) return false;
  const { community_id, item_id, kind } = reaction;
  await db
    .insertInto('reaction_counts')
    .values({ community_id, item_id, kind, count: 1 })
    .onConflict((c) => c.columns(['community_id', 'item_id', 'kind']).doUpdateSet({ count: sql`reaction_counts.count + 1` }))
    .execute();
  return true;
}

export async function deleteReaction(db: Db, key: ReactionKey): Promise<boolean> {
  const done = await db
    .deleteFrom('reactions')
    .where('community_id', '=', key.community_id)
    .where('item_id', '=', key.item_id)
    .where('person_id', '=', key.person_id)
    .where('kind', '=', key.kind)
    .executeTakeFirst();
  if (done.numDeletedRows === 0n) return false;
  await db
    .updateTable('reaction_counts')
    .set((eb) => ({ count: eb('count', '-', 1) }))
    .where('community_id', '=', key.community_id)
    .where('item_id', '=', key.item_id)
    .where('kind', '=', key.kind)
    .execute();
  return true;
}

interface Follow {
  community_id: number;
  item_id: number;
  person_id: number;
  level: FollowLevel;
  created_at: number;
}

const firstFollow = prepared((db, v: Follow) =>
  db
    .insertInto('follows')
    .values({ community_id: v.community_id, item_id: v.item_id, person_id: v.person_id, level: v.level, created_at: v.created_at })
    .onConflict((c) => c.columns(['community_id', 'item_id', 'person_id']).doNothing()),
);

/** Sets how a person follows an item; a level given before is replaced only when `replace` is asked for. */
export async function setFollow(
  db: Db,
  follow: Follow,
  replace: boolean,
): Promise<void> {
  if (!replace) return void (await firstFollow(db, follow));
  await db
    .insertInto('follows')
    .values(follow)
    .onConflict((c) => c.columns(['community_id', 'item_id', 'person_id']).doUpdateSet({ level: follow.level }))
    .execute();
}

export async function deleteFollow(db: Db, communityId: number, itemId: number, personId: number): Promise<void> {
  await db
    .deleteFrom('follows')
    .where('community_id', '=', communityId)
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .execute();
}

export async function followLevel(db: Db, communityId: number, itemId: number, personId: number): Promise<FollowLevel | null> {
  const row = await db
    .selectFrom('follows')
    .select('level')
    .where('community_id', '=', communityId)
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.level ?? null;
}

const followerRows = prepared((db, v: { communityId: number; itemId: number; after: number; limit: number }) =>
  db
    .selectFrom('follows')
    .select('person_id')
    .where('community_id', '=', v.communityId)
    .where('item_id', '=', v.itemId)
    .where('level', '=', 'follow')
    .where('person_id', '>', v.after)
    .orderBy('person_id')
    .limit(v.limit),
);

/** Everyone who follows an item, a stretch at a time by person id. */
export async function followersOf(db: Db, communityId: number, itemId: number, after: number, limit: number): Promise<number[]> {
  const rows = await followerRows(db, { communityId, itemId, after, limit });
  return rows.map((row) => row.person_id);
}

/** Keeps what a text was before it was changed. */
export async function insertRevision(
  db: Db,
  revision: { community_id: number; item_id: number; title: string | null; body: string; editor_id: number | null; created_at: number },
): Promise<void> {
  await db
    .insertInto('revisions')
    .values((eb) => ({
      ...revision,
      number: eb
        .selectFrom('revisions as r')
        .select(sql<number>`coalesce(max(r.number), 0) + 1`.as('next'))
        .where('r.community_id', '=', revision.community_id)
        .where('r.item_id', '=', revision.item_id),
    }))
    .execute();
}

export async function revisionsOf(db: Db, communityId: number, itemId: number) {
  return db
    .selectFrom('revisions as r')
    .leftJoin('people as p', 'p.id', 'r.editor_id')
    .select(['r.number', 'r.title', 'r.body', 'r.created_at', 'p.name as editor_name', 'p.handle as editor_handle'])
    .where('r.community_id', '=', communityId)
    .where('r.item_id', '=', itemId)
    .orderBy('r.number')
    .limit(200)
    .execute();
}
