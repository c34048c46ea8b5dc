declare module '#platform/db/tables.ts' {
  interface Tables {
    /** Authors of archives by what the archive tells of them: an address, or a part of it and a name. */
    archive_authors: { community_id: number; author_key: string; person_id: number };
  }
}

export {};
