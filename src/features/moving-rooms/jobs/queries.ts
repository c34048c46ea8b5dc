import type { Db } from '#platform/db/index.ts';

/** Jobs of a community that wait, a stretch at a time. */
export async function waitingJobs(db: Db, communityId: number, after: number, limit: number) {
  return db
    .selectFrom('jobs')
    .select(['id', 'kind', 'payload', 'priority', 'run_at'])
    .where('dead_at', 'is', null)
    .where('id', '>', after)
    .where('payload', 'like', `%"communityId":${communityId}%`)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Those of some ids that are items, or lines of the ledger, of a room. */
export async function ofRoom(db: Db, communityId: number, roomId: number, ids: number[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (let at = 0; at < ids.length; at += 500)
    for (const table of ['items', 'notifications'] as const) {
      const rows = await db.selectFrom(table).select('id').where('community_id', '=', communityId).where('space_id', '=', roomId).where('id', 'in', ids.slice(at, at + 500)).execute();
      for (const { id } of rows) found.add(id);
    }
  return found;
}
