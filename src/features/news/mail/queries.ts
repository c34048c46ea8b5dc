import type { Db } from '#platform/db/index.ts';

/** Takes the mailing of a post to a person for one job; false when another job has it, or had. */
export async function takeMailing(db: Db, mailing: { community_id: number; item_id: number; person_id: number; job_id: number; at: number }): Promise<boolean> {
  await db
    .insertInto('news_mailings')
    .values(mailing)
    .onConflict((c) => c.columns(['community_id', 'item_id', 'person_id']).doNothing())
    .execute();
  const row = await db
    .selectFrom('news_mailings')
    .select('job_id')
    .where('community_id', '=', mailing.community_id)
    .where('item_id', '=', mailing.item_id)
    .where('person_id', '=', mailing.person_id)
    .executeTakeFirst();
  return row?.job_id === mailing.job_id;
}
