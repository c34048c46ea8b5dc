import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';

export async function insertInvitation(db: Db, invitation: Insertable<Tables['invitations']>): Promise<number> {
  return (await db.insertInto('invitations').values(invitation).returning('id').executeTakeFirstOrThrow()).id;
}

/** An invitation that can still be taken, by the digest of its token. */
export async function openInvitation(db: Db, hash: string, now: number) {
  return db
    .selectFrom('invitations as v')
    .innerJoin('people as p', 'p.id', 'v.inviter_id')
    .selectAll('v')
    .select(['p.name as inviter_name', 'p.photo_key as inviter_photo', 'p.handle as inviter_handle'])
    .where('v.hash', '=', hash)
    .where('v.revoked_at', 'is', null)
    .where('v.expires_at', '>', now)
    .where((eb) => eb.or([eb('v.most_uses', 'is', null), eb('v.use_count', '<', eb.ref('v.most_uses'))]))
    .executeTakeFirst();
}
export type OpenInvitation = NonNullable<Awaited<ReturnType<typeof openInvitation>>>;

/** Takes one use of an invitation for somebody; false when none is left. */
export async function takeUse(db: Db, { community_id, id }: Pick<OpenInvitation, 'community_id' | 'id'>, personId: number, now: number): Promise<boolean> {
  const taken = await db
    .updateTable('invitations')
    .set((eb) => ({ use_count: eb('use_count', '+', 1), address: null }))
    .where('community_id', '=', community_id)
    .where('id', '=', id)
    .where((eb) => eb.or([eb('most_uses', 'is', null), eb('use_count', '<', eb.ref('most_uses'))]))
    .executeTakeFirst();
  if (taken.numUpdatedRows === 0n) return false;
  await db.insertInto('invitation_uses').values({ community_id, invitation_id: id, person_id: personId, at: now }).onConflict((c) => c.doNothing()).execute();
  return true;
}

/** Invitations to a space, newest first; of one inviter, or of all. */
export async function invitationsTo(db: Db, space: Space, inviterId: number | null, limit: number) {
  let query = db
    .selectFrom('invitations as v')
    .innerJoin('people as p', 'p.id', 'v.inviter_id')
    .select(['v.id', 'v.role', 'v.note', 'v.address', 'v.expires_at', 'v.most_uses', 'v.use_count', 'v.created_at', 'v.revoked_at', 'p.name as inviter_name', 'p.handle as inviter_handle'])
    .where('v.community_id', '=', space.community_id)
    .where('v.space_id', '=', space.id)
    .orderBy('v.id', 'desc')
    .limit(limit);
  if (inviterId !== null) query = query.where('v.inviter_id', '=', inviterId);
  return query.execute();
}

/** Who came by some invitations. */
export async function usesOf(db: Db, communityId: number, ids: number[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('invitation_uses as u')
    .innerJoin('people as p', 'p.id', 'u.person_id')
    .select(['u.invitation_id', 'p.name', 'p.handle'])
    .where('u.community_id', '=', communityId)
    .where('u.invitation_id', 'in', ids)
    .orderBy('u.at')
    .limit(500)
    .execute();
}

export async function revokeInvitation(db: Db, space: Space, id: number, inviterId: number | null, now: number): Promise<boolean> {
  let query = db
    .updateTable('invitations')
    .set({ revoked_at: now })
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .where('id', '=', id)
    .where('revoked_at', 'is', null);
  if (inviterId !== null) query = query.where('inviter_id', '=', inviterId);
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** How many addresses a person invited since a moment, at most `limit`. */
export async function invitedSince(db: Db, inviterId: number, since: number, limit: number): Promise<number> {
  const rows = await db.selectFrom('invitations').select('id').where('inviter_id', '=', inviterId).where('created_at', '>', since).where('address', 'is not', null).limit(limit).execute();
  return rows.length;
}

export async function refusesInvitations(db: Db, digest: string): Promise<boolean> {
  return (await db.selectFrom('invitation_refusals').select('at').where('digest', '=', digest).executeTakeFirst()) !== undefined;
}

export async function insertRefusal(db: Db, digest: string, now: number): Promise<void> {
  await db.insertInto('invitation_refusals').values({ digest, at: now }).onConflict((c) => c.doNothing()).execute();
}

export async function invitationById(db: Db, communityId: number, id: number) {
  return db.selectFrom('invitations').selectAll().where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst();
}
