import type { Insertable, Selectable } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { MemberMessageTable } from '../tables.ts';

export type MemberMessage = Selectable<MemberMessageTable>;

export async function insertMessage(db: Db, message: Insertable<MemberMessageTable>): Promise<number> {
  return (await db.insertInto('member_messages').values(message).returning('id').executeTakeFirstOrThrow()).id;
}

/** A message that was written to a person. */
export async function messageTo(db: Db, personId: number, id: number): Promise<MemberMessage | undefined> {
  return db.selectFrom('member_messages').selectAll().where('id', '=', id).where('to_id', '=', personId).executeTakeFirst();
}

export async function messageById(db: Db, id: number): Promise<MemberMessage | undefined> {
  return db.selectFrom('member_messages').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What somebody wrote of late: to whom each message went, and whether it answers one. */
export async function sentSince(db: Db, personId: number, since: number, limit: number) {
  return db
    .selectFrom('member_messages')
    .select(['to_id', 'answers_id'])
    .where('from_id', '=', personId)
    .where('created_at', '>', since)
    .limit(limit)
    .execute();
}

/** Whether somebody reported what another wrote to them. */
export async function reportedBy(db: Db, personId: number, fromId: number): Promise<boolean> {
  const row = await db
    .selectFrom('member_messages')
    .select('id')
    .where('to_id', '=', personId)
    .where('from_id', '=', fromId)
    .where('reported_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes a report; false when it was reported before. */
export async function setReported(db: Db, id: number, at: number, report: string | null): Promise<boolean> {
  const done = await db.updateTable('member_messages').set({ reported_at: at, report }).where('id', '=', id).where('reported_at', 'is', null).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Forgets messages that nobody reported. */
export async function deleteMessagesBefore(db: Db, before: number): Promise<void> {
  await db.deleteFrom('member_messages').where('created_at', '<', before).where('reported_at', 'is', null).execute();
}
