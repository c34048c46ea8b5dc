import type { Db } from '#platform/db/index.ts';

/** Members of a community among these people. */
export async function peopleOfCommunity(db: Db, communityId: number, ids: number[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .select(['p.id', 'p.name', 'p.handle', 'p.headline', 'p.organisation', 'p.organisations', 'p.can_help', 'p.looking_for', 'p.practice', 'p.bio', 'p.bio_html', 'p.photo_key', 'p.language', 'p.audiences'])
    .where('m.community_id', '=', communityId)
    .where('m.space_id', '=', communityId)
    .where('m.person_id', 'in', ids)
    .execute();
}

/** The communities that a person belongs to. */
export async function communitiesOf(db: Db, personId: number): Promise<number[]> {
  const rows = await db.selectFrom('memberships').select('community_id').distinct().where('person_id', '=', personId).execute();
  return rows.map((row) => row.community_id);
}
