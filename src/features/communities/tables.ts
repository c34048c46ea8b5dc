import type { Generated } from 'kysely';

export type SpaceKind = 'community' | 'room';
export type SpaceVisibility = 'public' | 'members' | 'invited';
export type Role = 'member' | 'facilitator';

/** A community, or a room inside one: the same table, the same features, a parent. */
export interface SpaceTable {
  id: Generated<number>;
  community_id: number;
  parent_id: number | null;
  kind: SpaceKind;
  slug: string;
  name: string;
  tagline: string | null;
  description: string | null;
  description_html: string | null;
  hue: Generated<number>;
  logo_key: string | null;
  visibility: SpaceVisibility;
  joining: Generated<string>;
  language: Generated<string>;
  member_count: Generated<number>;
  discussion_count: Generated<number>;
  post_count: Generated<number>;
  created_by: number | null;
  created_at: number;
  active_at: number;
}

declare module '#platform/db/tables.ts' {
  interface Tables {
    spaces: SpaceTable;
    memberships: { community_id: number; space_id: number; person_id: number; role: Generated<Role>; joined_at: number };
  }
}
