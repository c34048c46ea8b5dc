import type { Generated } from 'kysely';

/** `open` waits for the facilitators, `answered` for whoever asked. */
export const STATES = ['open', 'answered', 'closed'] as const;
export type ContactState = (typeof STATES)[number];

declare module '#platform/db/tables.ts' {
  interface Tables {
    contact_conversations: {
      id: Generated<number>;
      community_id: number;
      /** The community itself, or the room whose facilitators it is for. */
      space_id: number;
      name: string;
      address: string;
      language: string;
      /** Whoever asked, when signed in. */
      person_id: number | null;
      subject: string;
      state: ContactState;
      state_at: number;
      state_by: number | null;
      assigned_id: number | null;
      created_at: number;
      active_at: number;
    };
    contact_messages: {
      id: Generated<number>;
      community_id: number;
      conversation_id: number;
      /** What was asked, what was answered, and what facilitators note among themselves. */
      kind: 'asked' | 'answer' | 'note';
      author_id: number | null;
      body: string;
      created_at: number;
      once_key: string | null;
      /** The job that sent it. */
      mailed_job: number | null;
    };
  }
}
