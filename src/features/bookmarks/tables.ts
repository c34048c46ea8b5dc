import type { Generated } from 'kysely';

declare module '#platform/db/tables.ts' {
  interface Tables {
    bookmark_folders: { id: Generated<number>; person_id: number; name: string; created_at: number; deleted_at: number | null };
    item_bookmarks: {
      community_id: number;
      person_id: number;
      item_id: number;
      kind: string;
      folder_id: number | null;
      note: string | null;
      /** What searching among them looks in: folded words of the item as it was, and the note on a line of its own. */
      words: string;
      saved_at: number;
      removed_at: number | null;
    };
  }
}

export {};
