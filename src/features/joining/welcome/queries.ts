import { sql } from 'kysely';
import { prepared, type Db } from '#platform/db/index.ts';

const newcomerRows = prepared((db, v: { communityId: number; personId: number; since: number }) =>
  db
    .selectFrom('memberships as m')
    .innerJoin('people as p', 'p.id', 'm.person_id')
    .leftJoin('first_steps_done as d', (join) => join.onRef('d.community_id', '=', 'm.community_id').onRef('d.person_id', '=', 'm.person_id'))
    .leftJoin('entrances as e', (join) => join.onRef('e.community_id', '=', 'm.community_id').onRef('e.space_id', '=', 'm.space_id'))
    .leftJoin('people as c', 'c.id', 'e.contact_id')
    .select(['m.joined_at', 'p.photo_key', 'p.headline', 'e.welcome_html', 'e.introduce'])
    .select(['c.name as contact_name', 'c.handle as contact_handle', 'c.photo_key as contact_photo', 'c.headline as contact_headline'])
    .select((eb) => [
      eb.exists(eb.selectFrom('items as i').select(sql<number>`1`.as('one')).where('i.author_id', '=', v.personId).where('i.community_id', '=', v.communityId)).as('wrote'),
      eb.exists(eb.selectFrom('follows as f').select(sql<number>`1`.as('one')).where('f.person_id', '=', v.personId).where('f.community_id', '=', v.communityId)).as('follows'),
    ])
    .where('m.community_id', '=', v.communityId)
    .where('m.space_id', '=', v.communityId)
    .where('m.person_id', '=', v.personId)
    .where('m.joined_at', '>', v.since)
    .where('d.at', 'is', null),
);

/** What a member who came lately has done so far, and what the community says to them; nothing for those who are at home. */
export async function newcomerOf(db: Db, communityId: number, personId: number, since: number) {
  const [row] = await newcomerRows(db, { communityId, personId, since });
  return row && { ...row, wrote: Boolean(row.wrote), follows: Boolean(row.follows) };
}
export type Newcomer = NonNullable<Awaited<ReturnType<typeof newcomerOf>>>;

export async function noteStepsDone(db: Db, communityId: number, personId: number, now: number): Promise<void> {
  await db.insertInto('first_steps_done').values({ community_id: communityId, person_id: personId, at: now }).onConflict((c) => c.doNothing()).execute();
}
