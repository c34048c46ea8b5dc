import type { Db } from '#platform/db/index.ts';

/** What came in by mail, newest first, from before one. */
export async function inboundLog(db: Db, before: number, limit: number) {
  return db
    .selectFrom('inbound_mails as m')
    .leftJoin('people as p', 'p.id', 'm.person_id')
    .leftJoin('spaces as s', (join) => join.onRef('s.community_id', '=', 'm.community_id').onRef('s.id', '=', 'm.community_id'))
    .select(['m.id', 'm.recipient', 'm.sender', 'm.subject', 'm.size', 'm.status', 'm.reason', 'm.proof', 'm.received_at', 'm.item_id'])
    .select(['p.name', 'p.handle', 's.slug as community'])
    .where('m.id', '<', before)
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute();
}
