import type { Generated } from 'kysely';

export type ItemVisibility = 'public' | 'host' | 'space' | 'invited';
/** Reactions mean something to the one who wrote: thanks, the same problem here, used in practice. */
export type ReactionKind = 'thanks' | 'same' | 'used';
export type FollowLevel = 'follow' | 'mute';
/** A state of an item is a row that says who and when. */
export type ItemState = 'closed' | 'pinned' | 'deleted';

/** Everything written in a space: one row shared by feed, search, permissions and export. */
export interface ItemTable {
  id: Generated<number>;
  community_id: number;
  space_id: number;
  parent_id: number | null;
  kind: string;
  title: string | null;
  slug: string | null;
  author_id: number | null;
  language: string;
  visibility: Generated<ItemVisibility>;
  created_at: number;
  updated_at: number;
}

declare module '#platform/db/tables.ts' {
  interface Tables {
    items: ItemTable;
    item_states: { community_id: number; item_id: number; state: ItemState; by_id: number | null; at: number; note: string | null };
    tags: { community_id: number; slug: string; name: string; item_count: Generated<number> };
    item_tags: { community_id: number; item_id: number; tag: string };
    reactions: { community_id: number; item_id: number; person_id: number; kind: ReactionKind; created_at: number };
    reaction_counts: { community_id: number; item_id: number; kind: ReactionKind; count: number };
    follows: { community_id: number; item_id: number; person_id: number; level: FollowLevel; created_at: number };
    revisions: {
      community_id: number;
      item_id: number;
      number: number;
      title: string | null;
      body: string;
      editor_id: number | null;
      created_at: number;
    };
    attachments: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      item_id: number | null;
      uploader_id: number | null;
      blob_key: string;
      name: string;
      media_type: string;
      size: number;
      width: number | null;
      height: number | null;
      preview_key: string | null;
      alt: string | null;
      created_at: number;
    };
    /** Message-IDs (RFC 5322) and what they stand for; without an item, an id that was only named. */
    message_ids: { community_id: number; message_id: string; item_id: number | null; discussion_id: number | null };
  }
}
