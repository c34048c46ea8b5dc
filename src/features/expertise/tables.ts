import type { Generated } from 'kysely';

declare module '#platform/db/tables.ts' {
  interface Tables {
    /**
     * How much a person answers others in a space: two forward-decayed counts as logarithms (activity/decay.ts); and of
     * what they last posted, how much answered others, and how often as the first.
     */
    answering: {
      community_id: number;
      space_id: number;
      person_id: number;
      lately: number;
      steadily: number;
      posts: Generated<number>;
      answers: Generated<number>;
      firsts: Generated<number>;
    };
    /** How often a week a person lets others ask for their help; without a row, the usual. 0: not at all. */
    helpers: { person_id: number; weekly: number; changed_at: number };
    /** Who was asked to help with a discussion. */
    help_invitations: {
      id: Generated<number>;
      community_id: number;
      discussion_id: number;
      person_id: number;
      by_id: number | null;
      created_at: number;
      declined_at: number | null;
    };
  }
}

export {};
