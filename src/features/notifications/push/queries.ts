import type { Insertable, Selectable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

export type Subscription = Selectable<Tables['push_subscriptions']>;

/** Which of these people have a device that can be woken. */
export async function hasPush(db: Db, personIds: number[]): Promise<Set<number>> {
  if (personIds.length === 0) return new Set();
  const rows = await db.selectFrom('push_subscriptions').select('person_id').distinct().where('person_id', 'in', personIds).execute();
  return new Set(rows.map((row) => row.person_id));
}

export async function subscriptionsOf(db: Db, personId: number): Promise<Subscription[]> {
  return db.selectFrom('push_subscriptions').selectAll().where('person_id', '=', personId).orderBy('id').limit(50).execute();
}

/** Keeps a device's subscription; it belongs to whoever made it last. */
export async function keepSubscription(db: Db, subscription: Insertable<Tables['push_subscriptions']>): Promise<number> {
  const { endpoint: _, ...values } = subscription;
  const row = await db
    .insertInto('push_subscriptions')
    .values(subscription)
    .onConflict((c) => c.column('endpoint').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function deleteSubscriptions(db: Db, personId: number, ids: number[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const done = await db.deleteFrom('push_subscriptions').where('person_id', '=', personId).where('id', 'in', ids).executeTakeFirst();
  return done.numDeletedRows > 0n;
}

export async function noteUse(db: Db, id: number, at: number): Promise<void> {
  await db.updateTable('push_subscriptions').set({ used_at: at }).where('id', '=', id).execute();
}

/** The sign-in of a token. */
export async function sessionOf(db: Db, token: string | null): Promise<string | null> {
  if (token === null) return null;
  return (await db.selectFrom('auth_sessions').select('id').where('token', '=', token).executeTakeFirst())?.id ?? null;
}

/** Which of these sign-ins still hold. */
export async function liveSessions(db: Db, ids: string[], now: number): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom('auth_sessions').select('id').where('id', 'in', ids).where('expires_at', '>', new Date(now).toISOString()).execute();
  return new Set(rows.map((row) => row.id));
}
