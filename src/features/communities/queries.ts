import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { prepared, type Db } from '#platform/db/index.ts';
import type { Role, SpaceTable } from './tables.ts';

export type Space = Selectable<SpaceTable>;

const communityBySlugRows = prepared((db, v: { slug: string }) =>
  db.selectFrom('spaces').selectAll().where('slug', '=', v.slug).where('parent_id', 'is', null),
);

export async function communityBySlug(db: Db, slug: string): Promise<Space | undefined> {
  return (await communityBySlugRows(db, { slug }))[0];
}

export async function spaceById(db: Db, communityId: number, id: number): Promise<Space | undefined> {
  return db
    .selectFrom('spaces')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
}

const spacesBySlugRows = prepared((db, v: { slug: string }) =>
  db
    .selectFrom('spaces')
    .selectAll()
    .where('community_id', '=', (eb) =>
      eb.selectFrom('spaces as c').select('c.id').where('c.slug', '=', v.slug).where('c.parent_id', 'is', null),
    )
    .orderBy('name'),
);

/** The community with this address and all its rooms; nothing when there is none. */
export async function spacesBySlug(db: Db, slug: string): Promise<Space[]> {
  return spacesBySlugRows(db, { slug });
}

const spacesOfCommunityRows = prepared((db, v: { communityId: number }) =>
  db.selectFrom('spaces').selectAll().where('community_id', '=', v.communityId).orderBy('name'),
);

/** The community and all its rooms. */
export async function spacesOfCommunity(db: Db, communityId: number): Promise<Space[]> {
  return spacesOfCommunityRows(db, { communityId });
}

/** Several communities and all their rooms. */
export async function spacesOfCommunities(db: Db, communityIds: number[]): Promise<Space[]> {
  if (communityIds.length === 0) return [];
  return db.selectFrom('spaces').selectAll().where('community_id', 'in', communityIds).orderBy('name').execute();
}

export async function listCommunities(db: Db): Promise<Space[]> {
  return db.selectFrom('spaces').selectAll().where('parent_id', 'is', null).orderBy('name').limit(500).execute();
}

/** Adds a space. A community is its own community: its id is known only once the row is there. */
export async function insertSpace(db: Db, space: Insertable<SpaceTable>): Promise<number> {
  const { id } = await db.insertInto('spaces').values(space).returning('id').executeTakeFirstOrThrow();
  if (space.parent_id === null) await db.updateTable('spaces').set({ community_id: id }).where('id', '=', id).execute();
  return id;
}

export async function updateSpace(db: Db, space: Space, values: Updateable<SpaceTable>): Promise<void> {
  await db
    .updateTable('spaces')
    .set(values)
    .where('community_id', '=', space.community_id)
    .where('id', '=', space.id)
    .execute();
}

const counted = prepared((db, v: { communityId: number; spaceId: number; discussions: number; posts: number; members: number; at: number | null }) =>
  db
    .updateTable('spaces')
    .set((eb) => ({
      discussion_count: eb('discussion_count', '+', v.discussions),
      post_count: eb('post_count', '+', v.posts),
      member_count: eb('member_count', '+', v.members),
      active_at: sql<number>`coalesce(${v.at}, active_at)`,
    }))
    .where('community_id', '=', v.communityId)
    .where('id', '=', v.spaceId),
);

/** Keeps the counts of a space and notes that something happened in it. */
export async function countInSpace(
  db: Db,
  communityId: number,
  spaceId: number,
  { discussions = 0, posts = 0, members = 0 }: { discussions?: number; posts?: number; members?: number },
  at: number | null = null,
): Promise<void> {
  await counted(db, { communityId, spaceId, discussions, posts, members, at });
}

/** Adds a member; false when already one. */
export async function insertMembership(db: Db, space: Space, personId: number, role: Role, now: number): Promise<boolean> {
  const done = await db
    .insertInto('memberships')
    .values({ community_id: space.community_id, space_id: space.id, person_id: personId, role, joined_at: now })
    .onConflict((c) => c.columns(['community_id', 'space_id', 'person_id']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether somebody may not come into a space, or into its community. */
export async function isBanned(db: Db, space: Space, personId: number, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('bans')
    .select('at')
    .where('community_id', '=', space.community_id)
    .where('space_id', 'in', [space.id, space.community_id])
    .where('person_id', '=', personId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes a person from the given spaces; returns those that were left. */
export async function membershipsOf(db: Db, personId: number): Promise<{ community_id: number; space_id: number }[]> {
  return db.selectFrom('memberships').select(['community_id', 'space_id']).where('person_id', '=', personId).execute();
}

export async function moveMembership(db: Db, communityId: number, spaceId: number, { from, to }: { from: number; to: number }): Promise<void> {
  await db.updateTable('memberships').set({ person_id: to }).where('community_id', '=', communityId).where('space_id', '=', spaceId).where('person_id', '=', from).execute();
}

export async function deleteMemberships(db: Db, communityId: number, spaceIds: number[], personId: number): Promise<number[]> {
  const rows = await db
    .deleteFrom('memberships')
    .where('community_id', '=', communityId)
    .where('space_id', 'in', spaceIds)
    .where('person_id', '=', personId)
    .returning('space_id')
    .execute();
  return rows.map((row) => row.space_id);
}

export async function setRole(db: Db, space: Space, personId: number, role: Role): Promise<boolean> {
  const done = await db
    .updateTable('memberships')
    .set({ role })
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** The people who have one of some roles in a space. */
export async function peopleWithRole(db: Db, space: Space, roles: readonly Role[]): Promise<number[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('person_id')
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('role', 'in', roles)
    .execute();
  return rows.map((row) => row.person_id);
}

export async function roleOf(db: Db, space: Space, personId: number): Promise<Role | null> {
  const row = await db
    .selectFrom('memberships')
    .select('role')
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.role ?? null;
}

export interface Member {
  id: number;
  handle: string;
  name: string;
  headline: string | null;
  organisation: string | null;
  country: string | null;
  photo_key: string | null;
  audiences: string;
  role: Role;
  joined_at: number;
}

/** Members of a space, newest first, from before a moment and id. */
export async function membersOf(
  db: Db,
  space: Space,
  before: { at: number; id: number } | null,
  limit: number,
): Promise<Member[]> {
  let query = db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.handle', 'p.name', 'p.headline', 'p.organisation', 'p.country', 'p.photo_key', 'p.audiences', 'm.role', 'm.joined_at'])
    .where('m.community_id', '=', space.community_id)
    .where('m.space_id', '=', space.id)
    .orderBy('m.joined_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit);
  if (before)
    query = query.where((eb) =>
      eb.or([
        eb('m.joined_at', '<', before.at),
        eb.and([eb('m.joined_at', '=', before.at), eb('p.id', '<', before.id)]),
      ]),
    );
  return query.execute();
}

export async function facilitatorsOf(db: Db, space: Space): Promise<Member[]> {
  return db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.handle', 'p.name', 'p.headline', 'p.organisation', 'p.country', 'p.photo_key', 'p.audiences', 'm.role', 'm.joined_at'])
    .where('m.community_id', '=', space.community_id)
    .where('m.space_id', '=', space.id)
    .where('m.role', 'in', ['facilitator', 'steward'])
    .orderBy('p.name')
    .limit(20)
    .execute();
}
