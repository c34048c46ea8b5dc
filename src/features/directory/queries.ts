import type { Db } from '#platform/db/index.ts';

/** A member of a space as the directory reads them. */
export interface MemberRow {
  id: number;
  handle: string;
  name: string;
  photo_key: string | null;
  headline: string | null;
  organisation: string | null;
  country: string | null;
  languages: string | null;
  can_help: string | null;
  audiences: string;
  role: string;
  /** The named roles that they hold in the space now, one a line. */
  named: string | null;
  joined_at: number;
}

/** All members of a space, the newest first: for the worker that keeps them. */
export async function allMembers(db: Db, communityId: number, spaceId: number): Promise<MemberRow[]> {
  return withNamedRoles(db, communityId, spaceId, await members(db, communityId, spaceId).orderBy('m.joined_at', 'desc').orderBy('p.id', 'desc').execute());
}

/** Those among some people who are members. */
export async function membersAmong(db: Db, communityId: number, spaceId: number, ids: number[]): Promise<MemberRow[]> {
  return withNamedRoles(db, communityId, spaceId, await members(db, communityId, spaceId).where('m.person_id', 'in', ids).execute());
}

/** Few hold a role with a name, so they are read apart. */
async function withNamedRoles(db: Db, communityId: number, spaceId: number, rows: Omit<MemberRow, 'named'>[]): Promise<MemberRow[]> {
  const held = await db
    .selectFrom('role_terms as t')
    .innerJoin('named_roles as r', (join) => join.onRef('r.community_id', '=', 't.community_id').onRef('r.id', '=', 't.role_id'))
    .select(['t.person_id', 'r.name'])
    .where('t.community_id', '=', communityId)
    .where('t.space_id', '=', spaceId)
    .where('t.ended_at', 'is', null)
    .orderBy('r.name')
    .execute();
  const names = Map.groupBy(held, (term) => term.person_id);
  return rows.map((row) => ({ ...row, named: names.get(row.id)?.map((term) => term.name).join('\n') ?? null }));
}

function members(db: Db, communityId: number, spaceId: number) {
  return db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.handle', 'p.name', 'p.photo_key', 'p.headline', 'p.organisation', 'p.country', 'p.languages', 'p.can_help', 'p.audiences', 'm.role', 'm.joined_at'])
    .where('m.community_id', '=', communityId)
    .where('m.space_id', '=', spaceId);
}

/** The address that receives, of each member of a space: chosen ones after the others, so that the last one counts. */
export async function addressesOfMembers(db: Db, communityId: number, spaceId: number): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('addresses as a', 'a.person_id', 'm.person_id')
    .select(['a.person_id', 'a.address'])
    .where('m.community_id', '=', communityId)
    .where('m.space_id', '=', spaceId)
    .where('a.confirmed_at', 'is not', null)
    .orderBy((eb) => eb('a.receives_at', 'is', null), 'desc')
    .orderBy('a.receives_at')
    .orderBy('a.created_at', 'desc')
    .orderBy('a.address', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.address]));
}
