import type { Db } from '#platform/db/index.ts';

export async function recentTitles(db: Db, communityId: number) {
  return db.selectFrom('items').select(['id', 'title']).where('community_id', '=', communityId).where('kind', '=', 'discussion').orderBy('id').execute();
}

/** To how many an issue of the sample went, which nobody was sent. */
export async function noteRecipients(db: Db, communityId: number, issueId: number, count: number): Promise<void> {
  await db.updateTable('newsletter_issues').set({ recipient_count: count }).where('community_id', '=', communityId).where('item_id', '=', issueId).execute();
}
