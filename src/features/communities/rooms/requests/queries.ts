import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';
import type { RequestState } from '../tables.ts';

export async function insertRequest(db: Db, request: Insertable<Tables['room_requests']>): Promise<number> {
  return (await db.insertInto('room_requests').values(request).returning('id').executeTakeFirstOrThrow()).id;
}

const selected = ['r.id', 'r.community_id', 'r.requester_id', 'r.name', 'r.type', 'r.purpose', 'r.why', 'r.visibility', 'r.state', 'r.answer', 'r.decided_at', 'r.room_id', 'r.created_at'] as const;

const requests = (db: Db, communityId: number) =>
  db
    .selectFrom('room_requests as r')
    .innerJoin('people as p', 'p.id', 'r.requester_id')
    .select(selected)
    .select(['p.name as requester_name', 'p.handle as requester_handle', 'p.photo_key as requester_photo_key'])
    .where('r.community_id', '=', communityId);

/** Requests in a state, the newest first. */
export async function requestsIn(db: Db, communityId: number, states: RequestState[], limit: number) {
  return requests(db, communityId).where('r.state', 'in', states).orderBy('r.id', 'desc').limit(limit).execute();
}

export async function requestById(db: Db, communityId: number, id: number) {
  return requests(db, communityId).where('r.id', '=', id).executeTakeFirst();
}

export type ListedRequest = NonNullable<Awaited<ReturnType<typeof requestById>>>;

export async function countOpenBy(db: Db, communityId: number, personId: number): Promise<number> {
  const rows = await db
    .selectFrom('room_requests')
    .select('id')
    .where('community_id', '=', communityId)
    .where('state', '=', 'open')
    .where('requester_id', '=', personId)
    .execute();
  return rows.length;
}

/** Ends an open request; false when it is not open any more. */
export async function settleRequest(
  db: Db,
  communityId: number,
  id: number,
  end: { state: Exclude<RequestState, 'open'>; answer: string | null; decided_by: number | null; decided_at: number },
): Promise<boolean> {
  const done = await db.updateTable('room_requests').set(end).where('community_id', '=', communityId).where('id', '=', id).where('state', '=', 'open').executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function setRequestRoom(db: Db, communityId: number, id: number, roomId: number): Promise<void> {
  await db.updateTable('room_requests').set({ room_id: roomId }).where('community_id', '=', communityId).where('id', '=', id).execute();
}

/** Who would join what was asked for, the first first. */
export async function wouldJoin(db: Db, communityId: number, requestIds: number[]) {
  if (requestIds.length === 0) return [];
  return db
    .selectFrom('room_request_people as w')
    .innerJoin('people as p', 'p.id', 'w.person_id')
    .select(['w.request_id', 'p.id', 'p.name', 'p.handle'])
    .where('w.community_id', '=', communityId)
    .where('w.request_id', 'in', requestIds)
    .orderBy('w.at')
    .execute();
}

export async function insertWish(db: Db, communityId: number, requestId: number, personId: number, at: number): Promise<void> {
  await db
    .insertInto('room_request_people')
    .values({ community_id: communityId, request_id: requestId, person_id: personId, at })
    .onConflict((c) => c.columns(['community_id', 'request_id', 'person_id']).doNothing())
    .execute();
}

export async function deleteWish(db: Db, communityId: number, requestId: number, personId: number): Promise<void> {
  await db.deleteFrom('room_request_people').where('community_id', '=', communityId).where('request_id', '=', requestId).where('person_id', '=', personId).execute();
}

/** Requests that wait, as the work list reads them: they are the community's. */
export function roomRequestsToAnswer(db: Db, communityId: number, spaceIds: number[]) {
  return db
    .selectFrom('room_requests')
    .select((eb) => [eb.val('room_request').as('kind'), 'id', 'community_id as space_id', 'name as title', 'created_at as at', 'requester_id as person_id'])
    .where('community_id', '=', communityId)
    .where('community_id', 'in', spaceIds)
    .where('state', '=', 'open') as never;
}
