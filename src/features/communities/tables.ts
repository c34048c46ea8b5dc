import type { Generated } from 'kysely';

export type SpaceKind = 'community' | 'room';
/** 'invited' rooms are named to the community, 'secret' ones to nobody but their members. */
export type SpaceVisibility = 'public' | 'members' | 'invited' | 'secret';
/** Each may do what the ones before it may. Stewards say how a community works, facilitators make it work. */
export type Role = 'guest' | 'member' | 'facilitator' | 'steward';
export type RoomType = 'working_group' | 'event' | 'interest';
/** An archived space is read, not written in; so is a room that is moving to another community, where nobody sees it arriving. */
export type SpaceState = 'forming' | 'active' | 'dormant' | 'archived' | 'moving' | 'arriving';

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
  /** JSON: the least role for each capability that differs from the usual. The same for a community and its rooms. */
  rules: Generated<string>;
  /** JSON: names of the features switched off here. */
  switched_off: Generated<string>;
  type: Generated<RoomType>;
  state: Generated<SpaceState>;
  /** Since when the state is what it is. */
  state_at: number | null;
  /** After so many days without a word a room of this community is dormant. */
  dormant_days: Generated<number>;
  /** What a room is for, in a sentence or two. */
  purpose: string | null;
  /** What its newcomers read first. */
  welcome: string | null;
  welcome_html: string | null;
  /** What its first discussion could be about. */
  prompt: string | null;
  /** What a working group makes, and by when. Days are ISO 8601 dates. */
  product: string | null;
  due_on: string | null;
  /** When and where an event takes place. */
  starts_on: string | null;
  ends_on: string | null;
  venue: string | null;
  /** Where an answer by mail goes; null as in the community. */
  mail_replies: 'list' | 'author' | null;
  /** Stands in brackets before subjects, '' for nothing; null as in the community. */
  mail_prefix: string | null;
}

declare module '#platform/db/tables.ts' {
  interface Tables {
    spaces: SpaceTable;
    memberships: {
      community_id: number;
      space_id: number;
      person_id: number;
      role: Generated<Role>;
      joined_at: number;
      /** JSON: capabilities that named roles give to this member. */
      grants: Generated<string>;
    };
    /** Who may not take part in a space, until when; for good without an end. */
    bans: { community_id: number; space_id: number; person_id: number; by_id: number | null; at: number; until: number | null };
    /** Roles that a community names for itself, such as agenda activist or broker. */
    named_roles: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      name: string;
      about: string | null;
      grants: Generated<string>;
      term_months: number | null;
      created_at: number;
    };
    role_terms: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      role_id: number;
      person_id: number;
      began_at: number;
      ends_at: number | null;
      ended_at: number | null;
      reminded_at: number | null;
    };
    feature_reasons: { community_id: number; space_id: number; feature: string; why: string };
    space_log: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      actor_id: number | null;
      action: string;
      detail: Generated<string>;
      at: number;
    };
  }
}
