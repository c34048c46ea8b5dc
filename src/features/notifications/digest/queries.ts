import { prepared, type Db } from '#platform/db/index.ts';
import type { Notification } from '../ledger/queries.ts';

/** How a person wishes their mail. */
export interface Wishes {
  /** The minute of the day, in their time zone, at which digests come. */
  minute: number;
  /** Mentions and answers come at once, whatever else is gathered. */
  near: boolean;
  /** Their own posts come too, as from a mailing list. */
  own: boolean;
}

const USUAL: Wishes = { minute: 7 * 60, near: false, own: false };

const wishRows = prepared((db, v: { personId: number }) => wishes(db).where('p.id', '=', v.personId));

function wishes(db: Db) {
  return db.selectFrom('people as p').leftJoin('mail_wishes as w', 'w.person_id', 'p.id').select(['p.id', 'p.time_zone', 'w.minute', 'w.near', 'w.own']);
}

export async function wishesOf(db: Db, personIds: number[]): Promise<Map<number, Wishes & { timeZone: string }>> {
  if (personIds.length === 0) return new Map();
  const rows = personIds.length === 1 ? await wishRows(db, { personId: personIds[0]! }) : await wishes(db).where('p.id', 'in', personIds).execute();
  return new Map(rows.map(({ id, time_zone, minute, near, own }) => [id, { timeZone: time_zone, minute: minute ?? USUAL.minute, near: near === 1, own: own === 1 }]));
}

export async function keepWishes(db: Db, personId: number, { minute, near, own }: Wishes): Promise<void> {
  const values = { minute, near: Number(near), own: Number(own) };
  await db
    .insertInto('mail_wishes')
    .values({ person_id: personId, ...values })
    .onConflict((c) => c.column('person_id').doUpdateSet(values))
    .execute();
}

/** What waits for a digest of a person and was not read meanwhile, newest first. */
export async function gatheredOf(db: Db, personId: number, limit: number): Promise<Notification[]> {
  return db
    .selectFrom('notifications')
    .selectAll()
    .where('person_id', '=', personId)
    .where('gathered', '=', 1)
    .where('read_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function noLongerGathered(db: Db, personId: number, ids: number[]): Promise<void> {
  if (ids.length > 0) await db.updateTable('notifications').set({ gathered: 0 }).where('person_id', '=', personId).where('id', 'in', ids).execute();
}

/** How a person stands to threads, by community and thread. */
export async function levelsOfThreads(db: Db, personId: number, threadIds: number[]): Promise<Map<string, 'follow' | 'mute'>> {
  if (threadIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('follows')
    .select(['community_id', 'item_id', 'level'])
    .where('person_id', '=', personId)
    .where('item_id', 'in', threadIds)
    .execute();
  return new Map(rows.map((row) => [`${row.community_id} ${row.item_id}`, row.level]));
}
