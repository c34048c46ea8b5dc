import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';

export async function insertList(db: Db, list: Insertable<Tables['member_lists']>): Promise<number> {
  return (await db.insertInto('member_lists').values(list).returning('id').executeTakeFirstOrThrow()).id;
}

export async function listById(db: Db, space: Pick<Space, 'id' | 'community_id'>, id: number) {
  return db.selectFrom('member_lists').selectAll().where('community_id', '=', space.community_id).where('space_id', '=', space.id).where('id', '=', id).executeTakeFirst();
}

/** Begins the work on a list; false when it began before. */
export async function beginList(db: Db, communityId: number, id: number, mode: string, now: number): Promise<boolean> {
  const done = await db.updateTable('member_lists').set({ begun_at: now, mode }).where('community_id', '=', communityId).where('id', '=', id).where('begun_at', 'is', null).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Notes how far the work on a list is; at its end a plan takes the place of the first, without those it brought in. */
export async function noteProgress(db: Db, communityId: number, id: number, count: number, end: { at: number; plan: string } | null): Promise<void> {
  await db.updateTable('member_lists').set({ done_count: count, ...(end && { ended_at: end.at, plan: end.plan }) }).where('community_id', '=', communityId).where('id', '=', id).execute();
}

/** Members of a space among some addresses; only for adding, never shown. */
export async function membersByAddress(db: Db, space: Pick<Space, 'id' | 'community_id'>, addresses: string[]): Promise<Set<string>> {
  if (addresses.length === 0) return new Set();
  const rows = await db
    .selectFrom('addresses as a')
    .innerJoin('memberships as m', 'm.person_id', 'a.person_id')
    .select('a.address')
    .where('m.community_id', '=', space.community_id)
    .where('m.space_id', '=', space.id)
    .where('a.address', 'in', addresses)
    .execute();
  return new Set(rows.map((row) => row.address));
}
