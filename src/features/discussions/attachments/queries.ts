import type { Insertable } from 'kysely';
import { prepared, type Db, type Tables } from '#platform/db/index.ts';

export interface Attachment {
  id: number;
  item_id: number | null;
  name: string;
  media_type: string;
  size: number;
  width: number | null;
  height: number | null;
  preview_key: string | null;
  alt: string | null;
}

export async function attachmentById(db: Db, communityId: number, id: number) {
  return db.selectFrom('attachments').selectAll().where('community_id', '=', communityId).where('id', '=', id).executeTakeFirst();
}

export async function insertAttachment(db: Db, attachment: Insertable<Tables['attachments']>): Promise<number> {
  return (await db.insertInto('attachments').values(attachment).returning('id').executeTakeFirstOrThrow()).id;
}

/** Files that a person uploaded and no post uses yet. */
export async function looseAttachments(db: Db, communityId: number, personId: number, ids: number[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('attachments')
    .select(['id', 'name'])
    .where('community_id', '=', communityId)
    .where('uploader_id', '=', personId)
    .where('item_id', 'is', null)
    .where('id', 'in', ids)
    .execute();
}

export const filesOfItem = prepared((db, v: { communityId: number; itemId: number }) =>
  db.selectFrom('attachments').select(['id', 'name', 'size']).where('community_id', '=', v.communityId).where('item_id', '=', v.itemId).orderBy('id'),
);
