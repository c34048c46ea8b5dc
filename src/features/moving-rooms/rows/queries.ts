import { sql, type RawBuilder } from 'kysely';
import type { Db, Engine } from '#platform/db/index.ts';
import { communityRows, type GoesWith } from '../../communities/index.ts';

interface Way {
  from: number;
  to: number;
  roomId: number;
}

/** The next items of a room, in the order of the index that serves it. */
export async function nextItems(db: Db, { from, roomId }: Way, limit: number): Promise<number[]> {
  const rows = await db.selectFrom('items').select('id').where('community_id', '=', from).where('space_id', '=', roomId).orderBy('kind').orderBy('created_at').limit(limit).execute();
  return rows.map((row) => row.id);
}

/** What refers to what is looked at when the transaction ends: rows change their community one table after the other. */
export async function deferReferences(db: Db, engine: Engine): Promise<void> {
  if (engine === 'postgres') await sql`set constraints all deferred`.execute(db);
}

/** Takes to the other community all rows that go along with some items of a room. */
export async function carryItems(db: Db, way: Way, ids: number[]): Promise<void> {
  const list = sql.join(ids);
  await carry(db, way, (goes) => ('item' in goes ? sql`${sql.ref(goes.item)} in (${list})${goes.unless ? sql` and ${sql.ref(goes.unless)} is null` : sql``}` : null));
}

/** Takes along all rows that go with the room itself. */
export async function carryRoom(db: Db, way: Way): Promise<void> {
  await carry(db, way, (goes) => ('room' in goes ? sql`space_id = ${way.roomId}` : null));
}

type Condition = (goes: GoesWith) => RawBuilder<unknown> | null;

async function carry(db: Db, { from, to }: Way, condition: Condition): Promise<void> {
  const tables = [...communityRows()].flatMap(([table, ways]) => ('stays' in ways ? [] : [{ table, ways }]));
  const conditions = (ways: readonly GoesWith[]) => ways.flatMap((goes) => condition(goes) ?? []);
  // What hangs on other rows finds them where they are still.
  for (const { table, ways } of tables)
    for (const goes of ways)
      if ('table' in goes)
        for (const where of conditions(tables.find((parent) => parent.table === goes.table)!.ways))
          await sql`update ${sql.table(table)} set community_id = ${to} where community_id = ${from}
            and ${sql.ref(goes.by)} in (select id from ${sql.table(goes.table)} where community_id = ${from} and ${where})`.execute(db);
  for (const { table, ways } of tables)
    for (const goes of ways)
      for (const where of conditions([goes])) {
        if ('clash' in goes && goes.clash) await removeClashing(db, table, goes.clash, { from, to }, where);
        await sql`update ${sql.table(table)} set community_id = ${to} where community_id = ${from} and ${where}`.execute(db);
      }
}

async function removeClashing(db: Db, table: string, columns: readonly string[], { from, to }: Pick<Way, 'from' | 'to'>, where: RawBuilder<unknown>): Promise<void> {
  const same = sql.join(columns.map((column) => sql`o.${sql.ref(column)} = ${sql.table(table)}.${sql.ref(column)}`), sql` and `);
  await sql`delete from ${sql.table(table)} where community_id = ${from} and ${where}
    and exists (select 1 from ${sql.table(table)} as o where o.community_id = ${to} and ${same})`.execute(db);
}

/** Tags of items that are with the other community by now: it has them too, and both count them anew. */
export async function carryTags(db: Db, { from, to }: Way, ids: number[]): Promise<void> {
  const used = await db.selectFrom('item_tags').select(['tag', sql<number>`count(*)`.as('count')]).where('community_id', '=', to).where('item_id', 'in', ids).groupBy('tag').orderBy('tag').execute();
  for (const { tag, count } of used) {
    await sql`insert into tags (community_id, slug, name, item_count)
      select ${to}, slug, name, 0 from tags where community_id = ${from} and slug = ${tag} on conflict (community_id, slug) do nothing`.execute(db);
    await addToTag(db, to, tag, count);
    await addToTag(db, from, tag, -count);
  }
}

async function addToTag(db: Db, communityId: number, slug: string, by: number): Promise<void> {
  await db.updateTable('tags').set((eb) => ({ item_count: eb('item_count', '+', by) })).where('community_id', '=', communityId).where('slug', '=', slug).execute();
}

/** From now on addresses of the room in communities that it was in lead to where it is, also those that it had before. */
export async function leadHere(db: Db, { from, to, roomId }: Way, slugs: { now: string; before: string }, at: number): Promise<void> {
  const former = await db.deleteFrom('former_slugs').where('community_id', '=', from).where('space_id', '=', roomId).returning('slug').execute();
  await db.updateTable('moved_rooms').set({ to_community_id: to }).where('space_id', '=', roomId).execute();
  for (const slug of new Set([...former.map((row) => row.slug), slugs.before]))
    await db
      .insertInto('moved_rooms')
      .values({ community_id: from, slug, space_id: roomId, to_community_id: to, at })
      .onConflict((c) => c.columns(['community_id', 'slug']).doUpdateSet({ space_id: roomId, to_community_id: to, at }))
      .execute();
  // Come home, its addresses of then are its own again.
  const own = await db.deleteFrom('moved_rooms').where('community_id', '=', to).where('space_id', '=', roomId).returning('slug').execute();
  for (const { slug } of own)
    if (slug !== slugs.now)
      await db.insertInto('former_slugs').values({ community_id: to, parent_id: to, slug, space_id: roomId, at }).onConflict((c) => c.columns(['community_id', 'parent_id', 'slug']).doNothing()).execute();
}
