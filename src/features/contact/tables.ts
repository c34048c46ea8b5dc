import type { Generated } from 'kysely';

/** `open` waits for the facilitators, `answered` for whoever asked; nobody was told of what is `held`, for it may be spam. */
export const STATES = ['open', 'answered', 'closed', 'held'] as const;
export type ContactState = (typeof STATES)[number];

declare module '#platform/db/tables.ts' {
  interface Tables {
    contact_conversations: {
      id: Generated<number>;
      community_id: number;
      /** The community by which its mails are named, where its room moved to another since. */
      begun_in: Generated<number | null>;
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
      /** The room that was written to. */
      space_id: number | null;
    };
    /** What came with a mail, goes with an answer, or is kept with a note. */
    contact_files: { id: Generated<number>; community_id: number; message_id: number; name: string; media_type: string; size: number; blob_key: string };
    contact_messages: {
      id: Generated<number>;
      community_id: number;
      conversation_id: number;
      /** What was asked, what was answered, what facilitators note among themselves, and what a mail server said of an answer that came back. */
      kind: 'asked' | 'answer' | 'note' | 'returned';
      author_id: number | null;
      body: string;
      created_at: number;
      once_key: string | null;
      /** The job that sent it. */
      mailed_job: number | null;
      /** Of the mail that it came as. */
      message_id: string | null;
      mail_id: number | null;
      /** Its address, where that is not the one of whoever asked. */
      sent_from: string | null;
    };
  }
}
