import type { Insertable } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { Tables } from '#platform/db/tables.ts';
import type { Space } from '../queries.ts';

export async function namedRolesOf(db: Db, space: Space) {
  return db
    .selectFrom('named_roles')
    .selectAll()
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .orderBy('name')
    .limit(100)
    .execute();
}

export async function namedRole(db: Db, space: Space, id: number) {
  return db
    .selectFrom('named_roles')
    .selectAll()
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Who holds the named roles of a space now, the longest first. */
export async function termsOf(db: Db, space: Space) {
  return db
    .selectFrom('role_terms as t')
    .innerJoin('people as p', 'p.id', 't.person_id')
    .select(['t.id', 't.role_id', 't.began_at', 't.ends_at', 'p.name', 'p.handle', 'p.photo_key'])
    .where('t.community_id', '=', space.community_id)
    .where('t.space_id', '=', space.id)
    .where('t.ended_at', 'is', null)
    .orderBy('t.began_at')
    .limit(300)
    .execute();
}

export async function runningTerm(db: Db, space: Space, id: number) {
  return db
    .selectFrom('role_terms')
    .selectAll()
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
}

export async function insertNamedRole(db: Db, role: Insertable<Tables['named_roles']>): Promise<number> {
  return (await db.insertInto('named_roles').values(role).returning('id').executeTakeFirstOrThrow()).id;
}

export async function updateNamedRole(db: Db, communityId: number, id: number, values: { name: string; about: string | null; grants: string; term_months: number | null }) {
  await db.updateTable('named_roles').set(values).where('community_id', '=', communityId).where('id', '=', id).execute();
}

export async function deleteNamedRole(db: Db, communityId: number, id: number): Promise<void> {
  await db.deleteFrom('named_roles').where('community_id', '=', communityId).where('id', '=', id).execute();
}

export async function insertTerm(db: Db, term: Insertable<Tables['role_terms']>): Promise<number> {
  return (await db.insertInto('role_terms').values(term).returning('id').executeTakeFirstOrThrow()).id;
}

export async function endTerms(db: Db, communityId: number, ids: number[], now: number): Promise<void> {
  await db.updateTable('role_terms').set({ ended_at: now }).where('community_id', '=', communityId).where('id', 'in', ids).execute();
}

/** The people who hold a role now. */
export async function holdersOf(db: Db, communityId: number, roleId: number): Promise<number[]> {
  const rows = await db
    .selectFrom('role_terms')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('role_id', '=', roleId)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Running terms of a person in some spaces. */
export async function termsOfPerson(db: Db, communityId: number, spaceIds: number[], personId: number) {
  if (spaceIds.length === 0) return [];
  return db
    .selectFrom('role_terms')
    .select(['id', 'space_id'])
    .where('person_id', '=', personId)
    .where('community_id', '=', communityId)
    .where('space_id', 'in', spaceIds)
    .where('ended_at', 'is', null)
    .execute();
}

/** What the running terms of a person give them in a space. */
export async function grantsOf(db: Db, communityId: number, spaceId: number, personId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('role_terms as t')
    .innerJoin('named_roles as r', (join) => join.onRef('r.community_id', '=', 't.community_id').onRef('r.id', '=', 't.role_id'))
    .select('r.grants')
    .where('t.person_id', '=', personId)
    .where('t.community_id', '=', communityId)
    .where('t.space_id', '=', spaceId)
    .where('t.ended_at', 'is', null)
    .execute();
  return [...new Set(rows.flatMap((row) => JSON.parse(row.grants) as string[]))].sort();
}

export async function setGrants(db: Db, communityId: number, spaceId: number, personId: number, grants: string[]): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ grants: JSON.stringify(grants) })
    .where('community_id', '=', communityId)
    .where('space_id', '=', spaceId)
    .where('person_id', '=', personId)
    .execute();
}

/** Running terms that end before a moment, and of which nobody was reminded yet. */
export async function termsEndingBefore(db: Db, before: number, limit: number) {
  return db
    .selectFrom('role_terms as t')
    .innerJoin('named_roles as r', (join) => join.onRef('r.community_id', '=', 't.community_id').onRef('r.id', '=', 't.role_id'))
    .select(['t.id', 't.community_id', 't.space_id', 't.role_id', 't.person_id', 't.ends_at', 't.reminded_at', 'r.name'])
    .where('t.ended_at', 'is', null)
    .where('t.ends_at', '<', before)
    .where('t.reminded_at', 'is', null)
    .orderBy('t.ends_at')
    .limit(limit)
    .execute();
}

/** Running terms whose time is over. */
export async function termsOver(db: Db, now: number, limit: number) {
  return db
    .selectFrom('role_terms')
    .select(['id', 'community_id', 'space_id', 'person_id'])
    .where('ended_at', 'is', null)
    .where('ends_at', '<=', now)
    .orderBy('ends_at')
    .limit(limit)
    .execute();
}

export async function noteReminded(db: Db, communityId: number, id: number, now: number): Promise<void> {
  await db.updateTable('role_terms').set({ reminded_at: now }).where('community_id', '=', communityId).where('id', '=', id).execute();
}
