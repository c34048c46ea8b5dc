import type { Insertable } from 'kysely';
import type { Db, Tables } from '../db/index.ts';

export async function insertMailboxMessage(db: Db, message: Insertable<Tables['mailbox']>): Promise<void> {
  await db.insertInto('mailbox').values(message).execute();
}

export async function mailboxMessages(db: Db, before: number, limit: number) {
  return db
    .selectFrom('mailbox')
    .select(['id', 'recipient', 'subject', 'created_at'])
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function mailboxMessage(db: Db, id: number) {
  return db.selectFrom('mailbox').selectAll().where('id', '=', id).executeTakeFirst();
}
