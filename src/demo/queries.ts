import type { Db } from '#platform/db/index.ts';

export async function recentTitles(db: Db, communityId: number) {
  return db.selectFrom('items').select(['id', 'title']).where('community_id', '=', communityId).where('kind', '=', 'discussion').orderBy('id').execute();
}
