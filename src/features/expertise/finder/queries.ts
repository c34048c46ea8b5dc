import type { Db } from '#platform/db/index.ts';
import type { Role } from '../../communities/index.ts';

/** People as a list of helpers shows them, with their roles in some spaces. */
export async function peopleShown(db: Db, communityId: number, spaceIds: number[], ids: number[], weekAgo: number) {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('people as p')
    .leftJoin('helpers as h', 'h.person_id', 'p.id')
    .leftJoin('memberships as m', (join) => join.onRef('m.person_id', '=', 'p.id').on('m.community_id', '=', communityId).on('m.space_id', 'in', spaceIds))
    .select(['p.id', 'p.handle', 'p.name', 'p.photo_key', 'p.language', 'p.account_id', 'h.weekly', 'm.space_id', 'm.role'])
    .select(['p.audiences', 'p.headline', 'p.organisation', 'p.organisations', 'p.languages', 'p.can_help', 'p.practice_html', 'p.bio_html'])
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
  return [...Map.groupBy(rows, (row) => row.id).values()].map((own) => {
    const roles = new Map(own.flatMap(({ space_id, role }) => (space_id === null || role === null ? [] : [[space_id, role] as const])));
    return { ...own[0]!, roles };
  });
}

export type PersonShown = Awaited<ReturnType<typeof peopleShown>>[number];

/** The roles of a person in some spaces. */
export async function rolesOf(db: Db, communityId: number, spaceIds: number[], personId: number): Promise<Map<number, Role>> {
  const rows = await db
    .selectFrom('memberships')
    .select(['space_id', 'role'])
    .where('community_id', '=', communityId)
    .where('space_id', 'in', spaceIds)
    .where('person_id', '=', personId)
    .execute();
  return new Map(rows.map((row) => [row.space_id, row.role]));
}
