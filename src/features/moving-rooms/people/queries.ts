import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** Members of a room of a community who are not in the community, and which of them may not be. */
export async function membersNotIn(db: Db, communityId: number, roomId: number, now: number): Promise<{ person_id: number; banned: boolean }[]> {
  const rows = await db
    .selectFrom('memberships as m')
    .leftJoin('memberships as t', (join) => join.on('t.community_id', '=', communityId).on('t.space_id', '=', communityId).onRef('t.person_id', '=', 'm.person_id'))
    .select(['m.person_id', sql<number>`(select count(*) from bans as b where b.community_id = ${communityId} and b.space_id = ${communityId}
      and b.person_id = m.person_id and (b.until is null or b.until > ${now}))`.as('bans')])
    .where('m.community_id', '=', communityId)
    .where('m.space_id', '=', roomId)
    .where('t.person_id', 'is', null)
    .orderBy('m.person_id')
    .execute();
  return rows.map(({ person_id, bans }) => ({ person_id, banned: bans > 0 }));
}

export async function insertGuests(db: Db, communityId: number, people: number[], at: number): Promise<void> {
  for (let n = 0; n < people.length; n += 500)
    await db
      .insertInto('memberships')
      .values(people.slice(n, n + 500).map((person_id) => ({ community_id: communityId, space_id: communityId, person_id, role: 'guest' as const, joined_at: at })))
      .onConflict((c) => c.columns(['community_id', 'space_id', 'person_id']).doNothing())
      .execute();
}

export async function deleteMember(db: Db, communityId: number, roomId: number, personId: number): Promise<void> {
  await db.deleteFrom('memberships').where('community_id', '=', communityId).where('space_id', '=', roomId).where('person_id', '=', personId).execute();
}

/** Everybody in a room, a stretch at a time by person. */
export async function memberStretch(db: Db, communityId: number, roomId: number, after: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('space_id', '=', roomId)
    .where('person_id', '>', after)
    .orderBy('person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}
