import type { Db } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';

/** Notes that somebody asks to be let in; false when they ask already. */
export async function insertRequest(db: Db, space: Space, personId: number, reason: string, now: number): Promise<number | null> {
  const row = await db
    .insertInto('join_requests')
    .values({ community_id: space.community_id, space_id: space.id, person_id: personId, reason, at: now, decided_at: null, decided_by: null, decision: null, note: null })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Who asks to be let into some spaces, the longest waiting first. */
export async function waitingRequests(db: Db, communityId: number, spaceIds: number[], limit: number) {
  if (spaceIds.length === 0) return [];
  return db
    .selectFrom('join_requests as r')
    .innerJoin('people as p', 'p.id', 'r.person_id')
    .select(['r.id', 'r.space_id', 'r.reason', 'r.at', 'r.person_id', 'p.name', 'p.handle', 'p.photo_key'])
    .where('r.community_id', '=', communityId)
    .where('r.space_id', 'in', spaceIds)
    .where('r.decided_at', 'is', null)
    .orderBy('r.at')
    .orderBy('r.id')
    .limit(limit)
    .execute();
}

export async function requestById(db: Db, communityId: number, id: number) {
  return db.selectFrom('join_requests').selectAll().where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst();
}
export type RequestRow = NonNullable<Awaited<ReturnType<typeof requestById>>>;

/** The last request of a person for a space. */
export async function lastRequest(db: Db, space: Space, personId: number) {
  return db
    .selectFrom('join_requests')
    .select(['id', 'at', 'decided_at', 'decision'])
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function decideRequest(db: Db, communityId: number, id: number, by: { decision: string; note: string | null; personId: number | null; at: number }): Promise<boolean> {
  const done = await db
    .updateTable('join_requests')
    .set({ decision: by.decision, note: by.note, decided_by: by.personId, decided_at: by.at })
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .where('decided_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Requests that wait, as the work list reads them. */
export function requestsToAnswer(db: Db, communityId: number, spaceIds: number[]) {
  return db
    .selectFrom('join_requests')
    .select((eb) => [eb.val('join_request').as('kind'), 'id', 'space_id', 'reason as title', 'at', 'person_id'])
    .where('community_id', '=', communityId)
    .where('space_id', 'in', spaceIds)
    .where('decided_at', 'is', null) as never;
}
