import type { Generated } from 'kysely';
import type { RoomType, SpaceVisibility } from '../tables.ts';

export type RequestState = 'open' | 'approved' | 'declined' | 'withdrawn';

declare module '#platform/db/tables.ts' {
  interface Tables {
    /** Addresses that lead elsewhere now. Those of communities have no parent (0) and are unique on the host. */
    former_slugs: { community_id: number; parent_id: number; slug: string; space_id: number; at: number };
    /** Addresses of rooms that moved to other communities. */
    moved_rooms: { community_id: number; slug: string; space_id: number; to_community_id: number; at: number };
    room_requests: {
      id: Generated<number>;
      community_id: number;
      requester_id: number;
      name: string;
      type: RoomType;
      purpose: string;
      why: string | null;
      visibility: SpaceVisibility;
      state: RequestState;
      answer: string | null;
      decided_by: number | null;
      decided_at: number | null;
      room_id: number | null;
      created_at: number;
    };
    /** Who would join. */
    room_request_people: { community_id: number; request_id: number; person_id: number; at: number };
  }
}
