import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';

export interface Returned {
  community_id: number;
  subscriber_id: number;
  hard: number;
  soft: number;
  said: string | null;
  last_at: number;
}

/** Counts what came back; counts begin anew where nothing did since a moment. Answers how many there are by now; null for nobody. */
export async function countReturned(db: Db, { hard, soft, said, last_at, ...key }: Returned, forgetBefore: number): Promise<{ hard: number; soft: number; suspended_at: number | null } | null> {
  const subscriber = await db.selectFrom('newsletter_subscribers').select('id').where('community_id', '=', key.community_id).where('id', '=', key.subscriber_id).executeTakeFirst();
  if (!subscriber) return null;
  const more = (column: 'hard' | 'soft', by: number) => sql<number>`case when newsletter_bounces.last_at < ${forgetBefore} then ${by} else newsletter_bounces.${sql.ref(column)} + ${by} end`;
  return db
    .insertInto('newsletter_bounces')
    .values({ ...key, hard, soft, said, last_at, suspended_at: null, suspended_for: null })
    .onConflict((c) => c.columns(['community_id', 'subscriber_id']).doUpdateSet({ hard: more('hard', hard), soft: more('soft', soft), said, last_at }))
    .returning(['hard', 'soft', 'suspended_at'])
    .executeTakeFirstOrThrow();
}

export async function suspendSubscriber(db: Db, { community_id, subscriber_id }: Pick<Returned, 'community_id' | 'subscriber_id'>, why: string, at: number): Promise<void> {
  await db
    .updateTable('newsletter_bounces')
    .set({ suspended_at: at, suspended_for: why })
    .where('community_id', '=', community_id)
    .where('subscriber_id', '=', subscriber_id)
    .where('suspended_at', 'is', null)
    .execute();
}

export async function isSuspended(db: Db, communityId: number, subscriberId: number): Promise<boolean> {
  const row = await db
    .selectFrom('newsletter_bounces')
    .select('suspended_at')
    .where('community_id', '=', communityId)
    .where('subscriber_id', '=', subscriberId)
    .where('suspended_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Mail goes there again. */
export async function forgetBounces(db: Db, communityId: number, subscriberId: number): Promise<void> {
  await db.deleteFrom('newsletter_bounces').where('community_id', '=', communityId).where('subscriber_id', '=', subscriberId).execute();
}

/** Subscribers of a space whose mail came back, the latest first. */
export async function troubledSubscribers(db: Db, space: Pick<Space, 'community_id' | 'id'>, limit: number) {
  return db
    .selectFrom('newsletter_subscribers as s')
    .innerJoin('newsletter_bounces as b', (join) => join.onRef('b.community_id', '=', 's.community_id').onRef('b.subscriber_id', '=', 's.id'))
    .select(['s.id', 's.address', 's.asked_at', 'b.hard', 'b.soft', 'b.last_at', 'b.said', 'b.suspended_at', 'b.suspended_for'])
    .where('s.community_id', '=', space.community_id)
    .where('s.space_id', '=', space.id)
    .where('s.ended_at', 'is', null)
    .orderBy('b.last_at', 'desc')
    .orderBy('s.id', 'desc')
    .limit(limit)
    .execute();
}
