import type { Db } from '#platform/db/index.ts';

/** Makes these the rules of a community and of all its rooms. */
export async function setRules(db: Db, communityId: number, rules: string): Promise<void> {
  await db.updateTable('spaces').set({ rules }).where('community_id', '=', communityId).execute();
}
