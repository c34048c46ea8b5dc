import type { Generated } from 'kysely';

declare module '#platform/db/tables.ts' {
  interface Tables {
    /** Who sent which page to how many. The page is an item, or a path below its space. */
    shares: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      person_id: number | null;
      item_kind: string | null;
      item_id: number | null;
      path: string | null;
      title: string;
      note: string | null;
      audience: string;
      members: number;
      outside: number;
      left_out: number;
      at: number;
    };
    /** Whom a page went to (a member's number or an address's digest), and the job that did it. */
    share_mailings: { community_id: number; share_id: number; told: string; job_id: number; at: number };
    /** Digests of addresses that want no pages by mail. */
    share_refusals: { address_hash: string; at: number };
  }
}
