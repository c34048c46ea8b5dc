import type { Db } from '../db/index.ts';

/** Notes a submission; false when the same one was noted before. */
export async function insertSubmission(db: Db, personId: number, key: string, now: number): Promise<boolean> {
  const done = await db
    .insertInto('submissions')
    .values({ person_id: personId, key, result: '', created_at: now })
    .onConflict((c) => c.columns(['person_id', 'key']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function setSubmissionResult(db: Db, personId: number, key: string, result: string): Promise<void> {
  await db.updateTable('submissions').set({ result }).where('person_id', '=', personId).where('key', '=', key).execute();
}

export async function submissionResult(db: Db, personId: number, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('submissions')
    .select('result')
    .where('person_id', '=', personId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.result;
}

export async function deleteSubmissionsBefore(db: Db, moment: number): Promise<void> {
  await db.deleteFrom('submissions').where('created_at', '<', moment).execute();
}
