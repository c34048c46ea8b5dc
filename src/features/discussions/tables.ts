import type { Generated } from 'kysely';

/** A conversation is open-ended; a question can have an accepted answer. */
export type DiscussionType = 'conversation' | 'question';
export type Via = 'web' | 'mail' | 'api' | 'import';
/** Posts are written in Markdown; imported mail is plain text with its quotes folded, other archives bring HTML. */
export type PostFormat = 'markdown' | 'mail' | 'html';

declare module '#platform/db/tables.ts' {
  interface Tables {
    discussions: {
      community_id: number;
      item_id: number;
      space_id: number;
      type: DiscussionType;
      post_count: Generated<number>;
      people_count: Generated<number>;
      last_post_at: number;
      last_author_id: number | null;
      last_item_id: number;
      answer_id: number | null;
    };
    posts: {
      community_id: number;
      item_id: number;
      discussion_id: number;
      number: number;
      author_id: number | null;
      reply_to_id: number | null;
      body: string;
      html: string;
      format: Generated<PostFormat>;
      via: Generated<Via>;
      edited_at: number | null;
      edit_count: Generated<number>;
      created_at: number;
    };
    discussion_people: { community_id: number; discussion_id: number; person_id: number; post_count: number };
    read_marks: { community_id: number; person_id: number; discussion_id: number; number: number; at: number };
    drafts: { person_id: number; key: string; fields: string; updated_at: number };
  }
}
