import { sql, type Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';
import type { Space } from '../queries.ts';
import type { SpaceState } from '../tables.ts';
import { freeMovedAddress, movedRoomsLeadTo } from './moved/queries.ts';

/** Takes a former address away from whatever it led to, since something new stands there. A community's is one on the host. */
export async function freeFormerSlug(db: Db, communityId: number, parentId: number, slug: string): Promise<void> {
  let query = db.deleteFrom('former_slugs').where('parent_id', '=', parentId).where('slug', '=', slug);
  if (parentId !== 0) query = query.where('community_id', '=', communityId);
  await query.execute();
  if (parentId !== 0) await freeMovedAddress(db, communityId, slug);
}

export async function insertFormerSlug(db: Db, row: Insertable<Tables['former_slugs']>): Promise<void> {
  await db.insertInto('former_slugs').values(row).execute();
}

/** The present address of the community that had this one. */
export async function communityOnceAt(db: Db, slug: string): Promise<string | null> {
  const row = await db
    .selectFrom('former_slugs as f')
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'f.community_id').onRef('s.id', '=', 'f.space_id'))
    .select('s.slug')
    .where('f.parent_id', '=', 0)
    .where('f.slug', '=', slug)
    .executeTakeFirst();
  return row?.slug ?? null;
}

/** The room of a community that had this address. */
export async function roomOnceAt(db: Db, communityId: number, slug: string): Promise<number | null> {
  const row = await db
    .selectFrom('former_slugs')
    .select('space_id')
    .where('community_id', '=', communityId)
    .where('parent_id', '=', communityId)
    .where('slug', '=', slug)
    .executeTakeFirst();
  return row?.space_id ?? null;
}

/** Changes the state of a room that is in one of some states; false when it is not. */
export async function setState(db: Db, room: Pick<Space, 'community_id' | 'id'>, from: SpaceState[], to: SpaceState, at: number, touch: boolean): Promise<boolean> {
  const done = await db
    .updateTable('spaces')
    .set({ state: to, state_at: at, ...(touch && { active_at: at }) })
    .where('community_id', '=', room.community_id)
    .where('id', '=', room.id)
    .where('parent_id', 'is not', null)
    .where('state', 'in', from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

const DAY = 86_400_000;

/** Active rooms in which nothing happened for as long as their community waits. Events that are still to come only seem quiet. */
export async function quietRooms(db: Db, now: number, limit: number): Promise<Space[]> {
  const today = new Date(now).toISOString().slice(0, 10);
  return db
    .selectFrom('spaces as r')
    .innerJoin('spaces as c', (join) => join.onRef('c.community_id', '=', 'r.community_id').onRef('c.id', '=', 'r.parent_id'))
    .selectAll('r')
    .where('r.parent_id', 'is not', null)
    .where('r.state', '=', 'active')
    .where(sql<boolean>`r.active_at < ${now} - c.dormant_days * ${sql.lit(DAY)}`)
    .where((eb) => eb.or([eb('r.ends_on', 'is', null), eb('r.ends_on', '<', today)]))
    .orderBy('r.id')
    .limit(limit)
    .execute();
}

/** Who facilitates each of some rooms, by name. */
export async function facilitatorsByRoom(db: Db, communityId: number, roomIds: number[]) {
  if (roomIds.length === 0) return [];
  return db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['m.space_id', 'p.id', 'p.name', 'p.handle', 'p.photo_key'])
    .where('m.community_id', '=', communityId)
    .where('m.space_id', 'in', roomIds)
    .where('m.role', 'in', ['facilitator', 'steward'])
    .orderBy('p.name')
    .execute();
}

/** When somebody became a member. */
export async function joinedAt(db: Db, space: Space, personId: number): Promise<number | null> {
  const row = await db
    .selectFrom('memberships')
    .select('joined_at')
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.joined_at ?? null;
}

/** Everybody in a space becomes part of another, with the role they had; those who are there stay what they are, the banned stay out. */
export async function copyMembers(db: Db, from: Space, to: Space, now: number): Promise<number[]> {
  const rows = await db
    .insertInto('memberships')
    .columns(['community_id', 'space_id', 'person_id', 'role', 'joined_at', 'grants'])
    .expression((eb) =>
      eb
        .selectFrom('memberships as m')
        .select(['m.community_id', sql<number>`${to.id}`.as('space_id'), 'm.person_id', 'm.role', 'm.joined_at', 'm.grants'])
        .where('m.community_id', '=', from.community_id)
        .where('m.space_id', '=', from.id)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('memberships as t').select('t.person_id').whereRef('t.community_id', '=', 'm.community_id').where('t.space_id', '=', to.id).whereRef('t.person_id', '=', 'm.person_id'))),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('bans as b')
                .select('b.person_id')
                .whereRef('b.community_id', '=', 'm.community_id')
                .where('b.space_id', '=', to.id)
                .whereRef('b.person_id', '=', 'm.person_id')
                .where((eb) => eb.or([eb('b.until', 'is', null), eb('b.until', '>', now)])),
            ),
          ),
        ),
    )
    .returning('person_id')
    .execute();
  return rows.map((row) => row.person_id);
}

export async function memberIds(db: Db, space: Space): Promise<number[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('person_id')
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Members to whom named roles give more than their role does. */
export async function memberIdsWithGrants(db: Db, space: Space): Promise<number[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('person_id')
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('grants', '!=', '[]')
    .execute();
  return rows.map((row) => row.person_id);
}

/** Gives what a room was called before, its log and its named roles to another room. */
export async function giveHistory(db: Db, from: Space, to: Space): Promise<void> {
  for (const table of ['former_slugs', 'space_log', 'named_roles', 'role_terms'] as const)
    await db.updateTable(table).set({ space_id: to.id }).where('community_id', '=', from.community_id).where('space_id', '=', from.id).execute();
  await movedRoomsLeadTo(db, from.id, to.id);
  await db.updateTable('room_requests').set({ room_id: to.id }).where('community_id', '=', from.community_id).where('room_id', '=', from.id).execute();
}

/** Something written or kept that still stands in a space. */
export async function holdsAnything(db: Db, { community_id, id }: Space): Promise<boolean> {
  for (const table of ['items', 'attachments'] as const) {
    const row = await db.selectFrom(table).select('id').where('community_id', '=', community_id).where('space_id', '=', id).limit(1).executeTakeFirst();
    if (row) return true;
  }
  return false;
}

export async function deleteSpace(db: Db, { community_id, id }: Space): Promise<void> {
  await db.deleteFrom('spaces').where('community_id', '=', community_id).where('id', '=', id).execute();
}
