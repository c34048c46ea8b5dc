import { sql, type Insertable, type Selectable } from 'kysely';
import type { Db, Engine, Tables } from '#platform/db/index.ts';
import type { Space, SpaceState } from '../communities/index.ts';

export type Move = Selectable<Tables['room_moves']>;
type Room = Pick<Space, 'id' | 'community_id'>;

/** What a room holds, by kind of thing. */
export async function countThings(db: Db, room: Space) {
  const files = await db.selectFrom('attachments').select(sql<number>`count(*)`.as('n')).where('community_id', '=', room.community_id).where('space_id', '=', room.id).where('item_id', 'is not', null).executeTakeFirstOrThrow();
  const others = await db.selectFrom('items').select(sql<number>`count(*)`.as('n')).where('community_id', '=', room.community_id).where('space_id', '=', room.id).where('kind', 'not in', ['discussion', 'reply']).executeTakeFirstOrThrow();
  return { discussions: room.discussion_count, posts: room.post_count, files: files.n, others: others.n };
}

export async function countItems(db: Db, room: Room): Promise<number> {
  return (await db.selectFrom('items').select(sql<number>`count(*)`.as('n')).where('community_id', '=', room.community_id).where('space_id', '=', room.id).executeTakeFirstOrThrow()).n;
}

const bannedFrom = (communityId: number, now: number) => sql<boolean>`exists (select 1 from bans as b where b.community_id = ${communityId} and b.space_id = ${communityId}
  and b.person_id = m.person_id and (b.until is null or b.until > ${now}))`;

const outsiders = (db: Db, room: Room, communityId: number) =>
  db
    .selectFrom('memberships as m')
    .where('m.community_id', '=', room.community_id)
    .where('m.space_id', '=', room.id)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('memberships as t').select('t.person_id').where('t.community_id', '=', communityId).where('t.space_id', '=', communityId).whereRef('t.person_id', '=', 'm.person_id'))));

/** Members of a room who are not in another community: how many, how many of them are banned from it, and some names. */
export async function outsidersOf(db: Db, room: Room, communityId: number, now: number, named: number) {
  const { count, banned } = await outsiders(db, room, communityId)
    .select([sql<number>`count(*)`.as('count'), sql<number>`count(*) filter (where ${bannedFrom(communityId, now)})`.as('banned')])
    .executeTakeFirstOrThrow();
  const people = await outsiders(db, room, communityId).innerJoin('people as p', 'p.id', 'm.person_id').select(['p.name', 'p.handle']).orderBy('p.name').limit(named).execute();
  return { count, banned, people };
}

/** Of the tags in a room: those that another community has too, and those that it gets. */
export async function countTags(db: Db, room: Room, communityId: number): Promise<{ joined: number; made: number }> {
  const { rows } = await sql<{ joined: number; made: number }>`
    select count(*) filter (where t.slug is not null) as joined, count(*) filter (where t.slug is null) as made
    from (select distinct it.tag from item_tags as it join items as i on i.community_id = it.community_id and i.id = it.item_id
      where it.community_id = ${room.community_id} and i.space_id = ${room.id}) as used
    left join tags as t on t.community_id = ${communityId} and t.slug = used.tag`.execute(db);
  return rows[0]!;
}

/** The room itself, with everybody who would write into it waiting until the transaction ends. */
export async function lockRoom(db: Db, engine: Engine, room: Room): Promise<Space | undefined> {
  const query = db.selectFrom('spaces').selectAll().where('community_id', '=', room.community_id).where('id', '=', room.id);
  return (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst();
}

export async function insertMove(db: Db, move: Insertable<Tables['room_moves']>): Promise<number> {
  return (await db.insertInto('room_moves').values(move).returning('id').executeTakeFirstOrThrow()).id;
}

export async function moveById(db: Db, id: number): Promise<Move | undefined> {
  return db.selectFrom('room_moves').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The move that a room is on. */
export async function moveOf(db: Db, roomId: number): Promise<Move | undefined> {
  return db.selectFrom('room_moves').selectAll().where('space_id', '=', roomId).where('ended_at', 'is', null).executeTakeFirst();
}

export async function countMoved(db: Db, id: number, by: number): Promise<void> {
  await db.updateTable('room_moves').set((eb) => ({ moved_count: eb('moved_count', '+', by) })).where('id', '=', id).execute();
}

export async function endMove(db: Db, id: number, plan: string, at: number): Promise<void> {
  await db.updateTable('room_moves').set({ plan, ended_at: at }).where('id', '=', id).execute();
}

/**
 * On PostgreSQL a row belongs to its community by its key: what arrives refers to the room there, what has not
 * left yet to the room here. So there are two until all has arrived, and the one there is seen by nobody.
 */
export async function insertArriving(db: Db, engine: Engine, room: Space, to: number, slug: string): Promise<void> {
  if (engine === 'postgres') await db.insertInto('spaces').values({ ...room, community_id: to, parent_id: to, slug, visibility: 'secret', state: 'arriving' as SpaceState }).execute();
}

/** Makes the room one of the other community, in which everything of it stands by now. */
export async function replaceRoom(db: Db, engine: Engine, room: Space, to: number, values: Partial<Space>): Promise<void> {
  const { id, community_id, ...rest } = room;
  const own = db.updateTable('spaces').where('id', '=', id);
  if (engine === 'sqlite') await own.set({ ...values, community_id: to, parent_id: to }).where('community_id', '=', community_id).execute();
  else {
    await db.deleteFrom('spaces').where('community_id', '=', community_id).where('id', '=', id).execute();
    await own.set({ ...rest, ...values, parent_id: to }).where('community_id', '=', to).execute();
  }
}
