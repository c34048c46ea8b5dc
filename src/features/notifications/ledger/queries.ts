import type { Insertable, Selectable } from 'kysely';
import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';
import type { Channel, NotificationTable } from '../tables.ts';

export type Notification = Selectable<NotificationTable>;

/** Adds lines to the ledger; answers those that were not there yet. */
export async function insertNotifications(db: Db, rows: Insertable<NotificationTable>[]): Promise<{ id: number; person_id: number }[]> {
  if (rows.length === 0) return [];
  return db
    .insertInto('notifications')
    .values(rows)
    .onConflict((c) => c.columns(['community_id', 'person_id', 'kind', 'key']).doNothing())
    .returning(['id', 'person_id'])
    .execute();
}

/** The roles of people in a community and its rooms. */
export async function rolesOf(db: Db, communityId: number, personIds: number[]): Promise<Map<number, Map<number, string>>> {
  const rows = await db
    .selectFrom('memberships')
    .select(['person_id', 'space_id', 'role'])
    .where('community_id', '=', communityId)
    .where('person_id', 'in', personIds)
    .execute();
  const roles = new Map<number, Map<number, string>>();
  for (const { person_id, space_id, role } of rows) roles.set(person_id, (roles.get(person_id) ?? new Map<number, string>()).set(space_id, role));
  return roles;
}

/** How people stand to a thread. */
export async function threadLevels(db: Db, communityId: number, threadId: number | null, personIds: number[]) {
  if (threadId === null || personIds.length === 0) return new Map<number, 'follow' | 'mute'>();
  const rows = await db
    .selectFrom('follows')
    .select(['person_id', 'level'])
    .where('community_id', '=', communityId)
    .where('item_id', '=', threadId)
    .where('person_id', 'in', personIds)
    .execute();
  return new Map(rows.map((row) => [row.person_id, row.level]));
}

export async function notificationById(db: Db, communityId: number, id: number): Promise<Notification | undefined> {
  return db.selectFrom('notifications').selectAll().where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst();
}

/** A notification by its id, for the person it was for. */
export async function notificationOf(db: Db, personId: number, id: number): Promise<Notification | undefined> {
  return db.selectFrom('notifications').selectAll().where('person_id', '=', personId).where('id', '=', id).executeTakeFirst();
}

/** Takes notifications for a channel, in the transaction that hands them on; answers those that it had not brought before. */
export async function takeOnce(db: Db, rows: Notification[], { channel, job_id, at }: { channel: Channel; job_id: number; at: number }): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const taken = await db
    .insertInto('notification_deliveries')
    .values(rows.map((row) => ({ community_id: row.community_id, notification_id: row.id, channel, job_id, at })))
    .onConflict((c) => c.columns(['community_id', 'notification_id', 'channel']).doNothing())
    .returning('notification_id')
    .execute();
  return new Set(taken.map((row) => row.notification_id));
}

/** Takes a notification for one job to deliver by a channel; false when another job has it, or had. */
export async function takeDelivery(
  db: Db,
  delivery: { community_id: number; notification_id: number; channel: Channel; job_id: number; at: number },
): Promise<boolean> {
  const { community_id, notification_id, channel } = delivery;
  await db
    .insertInto('notification_deliveries')
    .values(delivery)
    .onConflict((c) => c.columns(['community_id', 'notification_id', 'channel']).doNothing())
    .execute();
  const row = await db
    .selectFrom('notification_deliveries')
    .select('job_id')
    .where('community_id', '=', community_id)
    .where('notification_id', '=', notification_id)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row?.job_id === delivery.job_id;
}

/** Notifications of a person, newest first, from before an id; those of one community, or unread, where asked. */
export async function notificationsOf(
  db: Db,
  personId: number,
  { communityId, unread, before, limit }: { communityId?: number | undefined; unread?: boolean; before?: number | undefined; limit: number },
): Promise<Notification[]> {
  let query = db.selectFrom('notifications').selectAll().where('person_id', '=', personId).orderBy('id', 'desc').limit(limit);
  if (communityId !== undefined) query = query.where('community_id', '=', communityId);
  if (unread !== undefined) query = query.where('read_at', unread ? 'is' : 'is not', null);
  if (before !== undefined) query = query.where('id', '<', before);
  return query.execute();
}

/** What a person has not read: enough to count bundles and to know their threads. */
export async function unreadOf(db: Db, personId: number, limit: number) {
  return db
    .selectFrom('notifications')
    .select(['community_id', 'bundle', 'item_id', 'thread_id'])
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** What is read by one act: some lines, a bundle, an item, a thread up to a position, a community, or all; up to a line where one is named. */
export interface Seen {
  kind?: string | undefined;
  key?: string | undefined;
  ids?: number[] | undefined;
  communityId?: number | undefined;
  bundle?: string | undefined;
  itemId?: number | undefined;
  threadId?: number | undefined;
  upTo?: number | undefined;
  newest?: number | undefined;
}

export async function markSeen(db: Db, personId: number, { kind, key, ids, communityId, bundle, itemId, threadId, upTo, newest }: Seen, at: number): Promise<boolean> {
  let query = db.updateTable('notifications').set({ read_at: at }).where('person_id', '=', personId).where('read_at', 'is', null);
  if (communityId !== undefined) query = query.where('community_id', '=', communityId);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (key !== undefined) query = query.where('key', '=', key);
  if (ids !== undefined) query = query.where('id', 'in', ids);
  if (bundle !== undefined) query = query.where('bundle', '=', bundle);
  if (itemId !== undefined) query = query.where('item_id', '=', itemId);
  if (newest !== undefined) query = query.where('id', '<=', newest);
  if (threadId !== undefined) query = query.where('thread_id', '=', threadId);
  if (upTo !== undefined) query = query.where('position', '<=', upTo);
  return (await query.executeTakeFirst()).numUpdatedRows > 0n;
}

/** Takes back what was told of some items; answers whom it was told and not read. */
export async function withdrawItems(db: Db, communityId: number, itemIds: number[], at: number): Promise<number[]> {
  if (itemIds.length === 0) return [];
  const rows = await db
    .updateTable('notifications')
    .set({ read_at: at })
    .where('community_id', '=', communityId)
    .where('item_id', 'in', itemIds)
    .where('read_at', 'is', null)
    .returning('person_id')
    .execute();
  return [...new Set(rows.map((row) => row.person_id))];
}

/** The titles and states of items, by community and id. */
export async function itemsOf(db: Db, ids: { communityId: number; id: number }[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('items as i')
    .leftJoin('item_states as s', (join) => join.onRef('s.community_id', '=', 'i.community_id').onRef('s.item_id', '=', 'i.id').on('s.state', '=', 'deleted'))
    .select(['i.id', 'i.community_id', 'i.space_id', 'i.kind', 'i.title', 'i.slug', 's.at as deleted_at'])
    .where('i.community_id', 'in', [...new Set(ids.map((i) => i.communityId))])
    .where('i.id', 'in', [...new Set(ids.map((i) => i.id))])
    .execute();
}

/** The spaces that a person has joined, communities first. */
export async function joinedSpaces(db: Db, personId: number) {
  return db
    .selectFrom('memberships as m')
    .innerJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'm.community_id').onRef('s.id', '=', 'm.space_id'))
    .select(['s.id', 's.community_id', 's.parent_id', 's.name', 's.slug'])
    .where('m.person_id', '=', personId)
    .orderBy('s.name')
    .execute();
}

/** The spaces of some communities. */
export async function spacesOf(db: Db, communityIds: number[]) {
  if (communityIds.length === 0) return [];
  return db.selectFrom('spaces').selectAll().where('community_id', 'in', communityIds).execute();
}

/** Forgets what is older than a moment; a bounded number at a time. */
export async function deleteBefore(db: Db, moment: number, read: boolean, limit: number): Promise<number> {
  const old = db.selectFrom('notifications').select('id').where('created_at', '<', moment).limit(limit);
  const done = await db.deleteFrom('notifications').where('id', 'in', read ? old.where('read_at', 'is not', null) : old).executeTakeFirst();
  return Number(done.numDeletedRows);
}

/** Lines about things of a room go where the things went: all of them, or those about some items and what hangs on them. */
export async function followItems({ db }: Ctx, from: Space, to: Space, ids: number[] | null): Promise<void> {
  let query = db.updateTable('notifications').set({ space_id: to.id }).where('community_id', '=', from.community_id).where('space_id', '=', from.id);
  if (ids !== null) query = query.where((eb) => eb.or([eb('item_id', 'in', ids), eb('thread_id', 'in', ids)]));
  await query.execute();
}
