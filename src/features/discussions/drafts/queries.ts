import type { Db } from '#platform/db/index.ts';
import type { KeptDraft } from './schema.ts';

export async function draftByKey(db: Db, personId: number, key: string): Promise<KeptDraft | undefined> {
  return db.selectFrom('drafts').select(['fields', 'updated_at']).where('person_id', '=', personId).where('key', '=', key).executeTakeFirst();
}

/** Keeps a draft, unless a newer one of the same form is kept; false then. */
export async function upsertDraft(
  db: Db,
  draft: { person_id: number; key: string; fields: string; updated_at: number },
): Promise<boolean> {
  const done = await db
    .insertInto('drafts')
    .values(draft)
    .onConflict((c) =>
      c
        .columns(['person_id', 'key'])
        .doUpdateSet({ fields: draft.fields, updated_at: draft.updated_at })
        .where('drafts.updated_at', '<=', draft.updated_at),
    )
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function deleteDraft(db: Db, personId: number, key: string): Promise<void> {
  await db.deleteFrom('drafts').where('person_id', '=', personId).where('key', '=', key).execute();
}

/** Deletes drafts that nobody came back to; answers whether newer ones are left. */
export async function deleteDraftsBefore(db: Db, moment: number): Promise<boolean> {
  await db.deleteFrom('drafts').where('updated_at', '<', moment).execute();
  return (await db.selectFrom('drafts').select('key').limit(1).executeTakeFirst()) !== undefined;
}
