import type { Db } from '#platform/db/index.ts';
import type { Role } from '../../communities/index.ts';

/** People as a list of helpers shows them. */
export async function peopleShown(db: Db, ids: number[], weekAgo: number) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('people as p')
    .leftJoin('helpers as h', 'h.person_id', 'p.id')
    .select(['p.id', 'p.handle', 'p.name', 'p.headline', 'p.organisation', 'p.photo_key', 'p.language', 'p.account_id', 'h.weekly'])
    .select((eb) =>
      eb
        .selectFrom('help_invitations as i')
        .select((e) => e.fn.countAll<number>().as('count'))
        .whereRef('i.person_id', '=', 'p.id')
        .where('i.created_at', '>', weekAgo)
        .as('asked'),
    )
    .where('p.id', 'in', ids)
    .execute();
}

export type PersonShown = Awaited<ReturnType<typeof peopleShown>>[number];

/** The roles of some people in some spaces: by person, by space. */
export async function rolesOf(db: Db, communityId: number, spaceIds: number[], personIds: number[]): Promise<Map<number, Map<number, Role>>> {
  const roles = new Map<number, Map<number, Role>>(personIds.map((id) => [id, new Map()]));
  if (personIds.length === 0) return roles;
  const rows = await db
    .selectFrom('memberships')
    .select(['person_id', 'space_id', 'role'])
    .where('community_id', '=', communityId)
    .where('space_id', 'in', spaceIds)
    .where('person_id', 'in', personIds)
    .execute();
  for (const row of rows) roles.get(row.person_id)!.set(row.space_id, row.role);
  return roles;
}
