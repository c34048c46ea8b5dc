import type { Insertable, Selectable } from 'kysely';
import { prepared, type Db, type Tables } from '../../db/index.ts';

export type InboundMail = Selectable<Tables['inbound_mails']>;

/** Notes a mail; null when the same message came to the same address before. */
export async function insertInbound(db: Db, mail: Insertable<Tables['inbound_mails']>): Promise<number | null> {
  const row = await db
    .insertInto('inbound_mails')
    .values(mail)
    .onConflict((c) => c.columns(['recipient', 'message_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

const inboundRows = prepared((db, v: { id: number }) => db.selectFrom('inbound_mails').selectAll().where('id', '=', v.id));

export async function inboundById(db: Db, id: number): Promise<InboundMail | undefined> {
  return (await inboundRows(db, { id }))[0];
}

/** How many mails wait to be read, at most `limit`. */
export async function countWaiting(db: Db, limit: number): Promise<number> {
  const rows = await db.selectFrom('inbound_mails').select('id').where('settled_at', 'is', null).limit(limit).execute();
  return rows.length;
}

/** A mail that came to an address. */
export async function inboundTo(db: Db, recipient: string): Promise<InboundMail | undefined> {
  return db.selectFrom('inbound_mails').selectAll().where('recipient', '=', recipient).limit(1).executeTakeFirst();
}
