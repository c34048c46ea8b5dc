import type { Insertable } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { Tables } from '#platform/db/tables.ts';
import type { Space } from '../queries.ts';

export async function insertLogEntry(db: Db, entry: Insertable<Tables['space_log']>): Promise<void> {
  await db.insertInto('space_log').values(entry).execute();
}

/** Changes of a space, newest first, from before an entry. */
export async function logOf(db: Db, space: Space, before: number | null, limit: number) {
  let query = db
    .selectFrom('space_log as l')
    .leftJoin('people as p', 'p.id', 'l.actor_id')
    .select(['l.id', 'l.action', 'l.detail', 'l.at', 'p.name as actor_name', 'p.handle as actor_handle'])
    .where('l.community_id', '=', space.community_id)
    .where('l.space_id', '=', space.id)
    .orderBy('l.id', 'desc')
    .limit(limit);
  if (before !== null) query = query.where('l.id', '<', before);
  return query.execute();
}
