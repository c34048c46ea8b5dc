import type { Generated } from 'kysely';
import type { Role } from '../communities/index.ts';

declare module '#platform/db/tables.ts' {
  interface Tables {
    /** What a space asks and says at its door. */
    entrances: {
      community_id: number;
      space_id: number;
      question: string | null;
      /** JSON: domains of confirmed addresses whose owners join by themselves. */
      domains: Generated<string>;
      welcome: string | null;
      welcome_html: string | null;
      contact_id: number | null;
      /** Where newcomers introduce themselves: a path of this site. */
      introduce: string | null;
    };
    join_requests: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      person_id: number;
      reason: string;
      at: number;
      decided_at: number | null;
      decided_by: number | null;
      decision: string | null;
      note: string | null;
    };
    invitations: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      hash: string;
      role: Role;
      inviter_id: number;
      note: string | null;
      address: string | null;
      expires_at: number;
      most_uses: number | null;
      use_count: Generated<number>;
      created_at: number;
      revoked_at: number | null;
    };
    invitation_uses: { community_id: number; invitation_id: number; person_id: number; at: number };
    invitation_refusals: { digest: string; at: number };
    first_steps_done: { community_id: number; person_id: number; at: number };
    member_lists: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      by_id: number;
      mode: string;
      plan: string;
      done_count: Generated<number>;
      created_at: number;
      begun_at: number | null;
      ended_at: number | null;
    };
  }
}
