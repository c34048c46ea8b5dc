import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { Role } from '../../communities/index.ts';

/** Who wrote in a discussion. */
export async function writersOf(db: Db, communityId: number, discussionId: number, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('discussion_people')
    .select('person_id')
    .where('community_id', '=', communityId)
    .where('discussion_id', '=', discussionId)
    .limit(limit)
    .execute();
  return rows.map((row) => row.person_id);
}

/** Invitations of a discussion, the first ones first; whether the person has written there since. */
export async function invitationsOf(db: Db, communityId: number, discussionId: number) {
  return db
    .selectFrom('help_invitations as i')
    .innerJoin('people as p', 'p.id', 'i.person_id')
    .leftJoin('discussion_people as w', (join) =>
      join.onRef('w.community_id', '=', 'i.community_id').onRef('w.discussion_id', '=', 'i.discussion_id').onRef('w.person_id', '=', 'i.person_id'),
    )
    .select(['i.id', 'i.person_id', 'i.created_at', 'i.declined_at', 'p.name', 'p.handle', 'p.photo_key', 'w.post_count'])
    .where('i.community_id', '=', communityId)
    .where('i.discussion_id', '=', discussionId)
    .orderBy('i.id')
    .limit(50)
    .execute();
}

/** Adds an invitation; null when the person was invited before. */
export async function insertInvitation(
  db: Db,
  invitation: { community_id: number; discussion_id: number; person_id: number; by_id: number | null; created_at: number },
): Promise<number | null> {
  const row = await db
    .insertInto('help_invitations')
    .values(invitation)
    .onConflict((c) => c.columns(['community_id', 'discussion_id', 'person_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function countInvitationsBy(db: Db, byId: number, since: number): Promise<number> {
  const row = await db
    .selectFrom('help_invitations')
    .select(sql<number>`count(*)`.as('count'))
    .where('by_id', '=', byId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Holds a person's row until the transaction ends, so that two who ask at once do not ask too much. */
export async function lockPerson(db: Db, personId: number): Promise<void> {
  await db.updateTable('people').set((eb) => ({ name: eb.ref('name') })).where('id', '=', personId).execute();
}

export async function invitationById(db: Db, communityId: number, id: number) {
  return db
    .selectFrom('help_invitations as i')
    .leftJoin('people as b', 'b.id', 'i.by_id')
    .select(['i.id', 'i.community_id', 'i.discussion_id', 'i.person_id', 'i.declined_at', 'i.created_at', 'b.name as by_name'])
    .where('i.community_id', '=', communityId)
    .where('i.id', '=', id)
    .executeTakeFirst();
}

/** Notes that somebody declined; false when they had. */
export async function declineInvitation(db: Db, communityId: number, id: number, now: number): Promise<boolean> {
  const done = await db
    .updateTable('help_invitations')
    .set({ declined_at: now })
    .where('community_id', '=', communityId)
    .where('id', '=', id)
    .where('declined_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

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
