import type { Generated } from 'kysely';
import type { SpaceState } from '../communities/index.ts';

declare module '#platform/db/tables.ts' {
  interface Tables {
    /** Rooms on their way from one community to another, and those that arrived. */
    room_moves: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      to_community_id: number;
      by_id: number | null;
      /** JSON: what was decided (`Plan`). */
      plan: string;
      state_before: SpaceState;
      item_count: number;
      moved_count: Generated<number>;
      begun_at: number;
      ended_at: number | null;
    };
  }
}
