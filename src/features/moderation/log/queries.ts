import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

export async function insertAction(db: Db, action: Insertable<Tables['moderation_actions']>): Promise<number> {
  return (await db.insertInto('moderation_actions').values(action).returning('id').executeTakeFirstOrThrow()).id;
}

export async function actionById(db: Db, communityId: number, id: number) {
  return db.selectFrom('moderation_actions').selectAll().where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst();
}
export type ActionRow = NonNullable<Awaited<ReturnType<typeof actionById>>>;

export async function noteUndone(db: Db, communityId: number, id: number, now: number): Promise<void> {
  await db.updateTable('moderation_actions').set({ undone_at: now }).where('community_id', '=', communityId).where('id', '=', id).execute();
}

/** What moderators did in some spaces, newest first, from before an entry. */
export async function actionsIn(db: Db, communityId: number, spaceIds: number[], before: number | null, limit: number) {
  let query = db
    .selectFrom('moderation_actions as a')
    .leftJoin('people as p', 'p.id', 'a.person_id')
    .leftJoin('people as m', 'm.id', 'a.actor_id')
    .select(['a.id', 'a.space_id', 'a.action', 'a.reason', 'a.note', 'a.until', 'a.at', 'a.undone_at'])
    .select(['p.name as person_name', 'p.handle as person_handle', 'm.name as actor_name', 'm.handle as actor_handle'])
    .where('a.community_id', '=', communityId)
    .where('a.space_id', 'in', spaceIds)
    .orderBy('a.id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('a.id', '<', before);
  return query.execute();
}

/** What moderators did about a person in some spaces, newest first. */
export async function actionsAbout(db: Db, communityId: number, spaceIds: number[], personId: number, limit: number) {
  return db
    .selectFrom('moderation_actions as a')
    .leftJoin('people as m', 'm.id', 'a.actor_id')
    .select(['a.id', 'a.action', 'a.reason', 'a.note', 'a.until', 'a.at', 'a.undone_at', 'm.name as actor_name'])
    .where('a.person_id', '=', personId)
    .where('a.community_id', '=', communityId)
    .where('a.space_id', 'in', spaceIds)
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
}
