import { prepared, type Db } from '#platform/db/index.ts';

/** Every space that a person joined, and when they were on their home, from their own rows. */
export const joinedSpaces = prepared((db, v: { personId: number }) =>
  db
    .selectFrom('memberships as m')
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'm.community_id').onRef('s.id', '=', 'm.space_id'))
    .leftJoin('home_visits as h', 'h.person_id', 'm.person_id')
    .selectAll('s')
    .select(['h.at as visited_at', 'h.before_at as visited_before'])
    .where('m.person_id', '=', v.personId)
    .orderBy('s.name'),
);

/** The communities of a person, for a menu. */
export const joinedCommunities = prepared((db, v: { personId: number }) =>
  db
    .selectFrom('memberships as m')
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'm.community_id').onRef('s.id', '=', 'm.space_id'))
    .select(['s.name', 's.slug'])
    .where('m.person_id', '=', v.personId)
    .where('s.parent_id', 'is', null)
    .orderBy('s.name'),
);

export async function noteVisit(db: Db, personId: number, at: number, before: number): Promise<void> {
  await db
    .insertInto('home_visits')
    .values({ person_id: personId, at, before_at: before })
    .onConflict((c) => c.column('person_id').doUpdateSet({ at, before_at: before }))
    .execute();
}
