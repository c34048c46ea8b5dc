import type { Generated } from 'kysely';

declare module '#platform/db/tables.ts' {
  interface Tables {
    search_segments: {
      id: Generated<number>;
      community_id: number;
      /** -1 while it is being written. */
      level: number;
      doc_count: number;
      dead_count: Generated<number>;
      title_words: number;
      body_words: number;
      columns: Uint8Array;
    };
    search_postings: {
      community_id: number;
      segment_id: number;
      term: string;
      doc_count: number;
      postings: Uint8Array;
      positions: Uint8Array;
    };
    search_documents: { community_id: number; kind: number; id: number; segment_id: number; place: number };
    search_dead: { community_id: number; segment_id: number; place: number };
    search_pending: { community_id: number; kind: number; id: number; noted_at: number };
  }
}

export {};
