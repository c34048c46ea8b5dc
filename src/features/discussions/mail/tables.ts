declare module '#platform/db/tables.ts' {
  interface Tables {
    /** Which post went to whom by mail, and the job that did it: nobody gets a post twice. */
    mailings: { community_id: number; item_id: number; person_id: number; job_id: number; at: number };
  }
}

export {};
