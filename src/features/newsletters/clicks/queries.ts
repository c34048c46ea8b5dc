import type { Db } from '#platform/db/index.ts';

export async function linksOfIssue(db: Db, communityId: number, issueId: number) {
  return db
    .selectFrom('newsletter_links')
    .select(['number', 'url', 'clicks'])
    .where('community_id', '=', communityId)
    .where('issue_id', '=', issueId)
    .orderBy('number')
    .execute();
}

export async function linkByNumber(db: Db, communityId: number, issueId: number, number: number): Promise<string | null> {
  const row = await db
    .selectFrom('newsletter_links')
    .select('url')
    .where('community_id', '=', communityId)
    .where('issue_id', '=', issueId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.url ?? null;
}

/** Counts a click, and nothing about who clicked. */
export async function countClick(db: Db, communityId: number, issueId: number, number: number): Promise<void> {
  await db
    .updateTable('newsletter_links')
    .set((eb) => ({ clicks: eb('clicks', '+', 1) }))
    .where('community_id', '=', communityId)
    .where('issue_id', '=', issueId)
    .where('number', '=', number)
    .execute();
}
