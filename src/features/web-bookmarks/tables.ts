import type { Generated } from 'kysely';

/** A page of the web that somebody keeps. Others see it once it is public. */
export interface WebBookmarkTable {
  id: Generated<number>;
  person_id: number;
  url: string;
  title: string;
  note: string | null;
  public_at: number | null;
  created_at: number;
}

declare module '#platform/db/tables.ts' {
  interface Tables {
    web_bookmarks: WebBookmarkTable;
    web_bookmark_tags: { person_id: number; slug: string; bookmark_id: number; name: string };
  }
}
