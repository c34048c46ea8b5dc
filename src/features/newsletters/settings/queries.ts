import type { Db } from '#platform/db/index.ts';
import type { Space } from '../../communities/index.ts';
import type { NewsletterSettings } from '../schema.ts';

/** How a space makes its newsletters. Communities have a monthly draft unless they say otherwise. */
export async function settingsOf(db: Db, space: Pick<Space, 'id' | 'community_id' | 'parent_id'>): Promise<NewsletterSettings> {
  const row = await db
    .selectFrom('newsletter_settings')
    .selectAll()
    .where('community_id', '=', space.community_id)
    .where('space_id', '=', space.id)
    .executeTakeFirst();
  if (!row) return { approval: false, clicks: false, monthly: space.parent_id === null, zone: 'UTC' };
  return { approval: row.approval === 1, clicks: row.clicks === 1, monthly: row.monthly === 1, zone: row.zone };
}

export async function setSettings(db: Db, space: Space, { approval, clicks, monthly, zone }: NewsletterSettings): Promise<void> {
  const values = { approval: Number(approval), clicks: Number(clicks), monthly: Number(monthly), zone };
  await db
    .insertInto('newsletter_settings')
    .values({ community_id: space.community_id, space_id: space.id, ...values })
    .onConflict((c) => c.columns(['community_id', 'space_id']).doUpdateSet(values))
    .execute();
}
