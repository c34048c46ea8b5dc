import { sql } from 'kysely';
import type { Db } from '#platform/db/index.ts';

/** The counts of reactions as they are without somebody's. */
export async function uncountReactions(db: Db, personId: number): Promise<void> {
  await db
    .updateTable('reaction_counts')
    .set((eb) => ({ count: eb('count', '-', 1) }))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('reactions as r')
          .select(sql`1`.as('one'))
          .whereRef('r.community_id', '=', 'reaction_counts.community_id')
          .whereRef('r.item_id', '=', 'reaction_counts.item_id')
          .whereRef('r.kind', '=', 'reaction_counts.kind')
          .where('r.person_id', '=', personId),
      ),
    )
    .execute();
}

export async function attachmentsBy(db: Db, personId: number) {
  return db.selectFrom('attachments').select(['id', 'name', 'blob_key']).where('uploader_id', '=', personId).orderBy('id').execute();
}

/** Deletes the files of a person that no item uses; answers what is kept of them. */
export async function deleteLooseAttachments(db: Db, personId: number): Promise<string[]> {
  const rows = await db.deleteFrom('attachments').where('uploader_id', '=', personId).where('item_id', 'is', null).returning(['blob_key', 'preview_key']).execute();
  return rows.flatMap((row) => [row.blob_key, row.preview_key]).filter((key) => key !== null);
}
