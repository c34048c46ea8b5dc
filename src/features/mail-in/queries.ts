import type { Updateable } from 'kysely';
import { prepared, type Db, type Tables } from '#platform/db/index.ts';

const AT_ONCE = 500;
type Settled = Updateable<Tables['inbound_mails']>;

/** Writes down what became of a mail. */
export async function settleInbound(db: Db, id: number, values: Settled): Promise<void> {
  await db.updateTable('inbound_mails').set(values).where('id', '=', id).execute();
}

/** Lets a mail be read again, its sender being proven; false when it does not wait for that. */
export async function reopenAsked(db: Db, id: number): Promise<boolean> {
  const done = await db
    .updateTable('inbound_mails')
    .set({ status: 'waiting', proof: 'confirmed', settled_at: null })
    .where('id', '=', id)
    .where('status', '=', 'asked')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** How many mails somebody sent since a moment, at most `limit`. */
export async function mailsBy(db: Db, sender: string, since: number, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('inbound_mails')
    .select('id')
    .where('sender', '=', sender)
    .where('received_at', '>', since)
    .where('settled_at', 'is not', null)
    .limit(limit)
    .execute();
  return rows.length;
}

/** Counts one more automatic answer to an address on a day; false when it had enough of them. */
export async function takeAnswer(db: Db, answer: { address: string; kind: string; day: number }, most: number): Promise<boolean> {
  const { count } = await db
    .insertInto('mail_answers')
    .values({ ...answer, count: 1 })
    .onConflict((c) => c.columns(['address', 'kind', 'day']).doUpdateSet((eb) => ({ count: eb('mail_answers.count', '+', 1) })))
    .returning('count')
    .executeTakeFirstOrThrow();
  return count <= most;
}

const itemRows = prepared((db, v: { communityId: number; messageId: string }) =>
  db.selectFrom('message_ids').select('item_id').where('community_id', '=', v.communityId).where('message_id', '=', v.messageId),
);

/** The post that came as a message. */
export async function itemOfMessage(db: Db, communityId: number, messageId: string): Promise<number | null> {
  return (await itemRows(db, { communityId, messageId }))[0]?.item_id ?? null;
}

/** The mails that wait with what a moderator has to release. */
export async function heldMails(db: Db, heldKey: string) {
  return db.selectFrom('inbound_mails').selectAll().where('held_key', '=', heldKey).where('status', '=', 'held').orderBy('id').execute();
}

/** The mail that a post came as. */
export async function mailOfItem(db: Db, communityId: number, itemId: number) {
  return db
    .selectFrom('inbound_mails')
    .selectAll()
    .where('community_id', '=', communityId)
    .where('item_id', '=', itemId)
    .where('status', '=', 'posted')
    .orderBy('id')
    .executeTakeFirst();
}

/** Mails that are no posts, older than a moment: their files are deleted first. */
export async function oldMails(db: Db, before: number, limit: number) {
  return db
    .selectFrom('inbound_mails')
    .select(['id', 'raw_key'])
    .where('received_at', '<', before)
    .where('settled_at', 'is not', null)
    .where('status', '!=', 'posted')
    .limit(limit)
    .execute();
}

/** Whether other mails share a file. */
export async function rawInUse(db: Db, rawKey: string, except: number[]): Promise<boolean> {
  const rows = await db.selectFrom('inbound_mails').select('id').where('raw_key', '=', rawKey).execute();
  return rows.some(({ id }) => !except.includes(id));
}

export async function deleteMails(db: Db, ids: number[]): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE) await db.deleteFrom('inbound_mails').where('id', 'in', ids.slice(at, at + AT_ONCE)).execute();
}

export async function deleteAnswersBefore(db: Db, day: number): Promise<void> {
  await db.deleteFrom('mail_answers').where('day', '<', day).execute();
}

/** All mails of a person, or from their addresses; of one community, or all. */
export async function mailsOf(db: Db, personId: number, addresses: string[], communityId: number | null) {
  let query = db
    .selectFrom('inbound_mails')
    .select(['id', 'raw_key', 'received_at', 'recipient', 'sender', 'subject', 'status'])
    .where((eb) => eb.or([eb('person_id', '=', personId), ...(addresses.length > 0 ? [eb('sender', 'in', addresses), eb('envelope_from', 'in', addresses)] : [])]));
  if (communityId !== null) query = query.where('community_id', '=', communityId);
  return query.orderBy('id').execute();
}

export async function deleteAnswersTo(db: Db, addresses: string[]): Promise<void> {
  if (addresses.length > 0) await db.deleteFrom('mail_answers').where('address', 'in', addresses).execute();
}
