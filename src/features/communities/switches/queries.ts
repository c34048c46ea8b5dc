import type { Db } from '#platform/db/index.ts';
import type { Space } from '../queries.ts';

/** Why a space uses what it uses, in its own words, by feature. */
export async function reasonsOf(db: Db, space: Space): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('feature_reasons')
    .select(['feature', 'why'])
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .execute();
  return Object.fromEntries(rows.map(({ feature, why }) => [feature, why]));
}

/** Keeps the reason for a feature; an empty one is taken away. */
export async function setReason(db: Db, space: Space, feature: string, why: string): Promise<void> {
  const key = { community_id: space.community_id, space_id: space.id, feature };
  if (why)
    await db
      .insertInto('feature_reasons')
      .values({ ...key, why })
      .onConflict((c) => c.columns(['community_id', 'space_id', 'feature']).doUpdateSet({ why }))
      .execute();
  else
    await db
      .deleteFrom('feature_reasons')
      .where('community_id', '=', key.community_id)
      .where('space_id', '=', key.space_id)
      .where('feature', '=', feature)
      .execute();
}
