import type { Generated } from 'kysely';

export type CaseKind = 'report' | 'held' | 'appeal';
/** Why people report. */
export const REASONS = ['spam', 'hurtful', 'private', 'off_topic', 'rights', 'other'] as const;
export type Reason = (typeof REASONS)[number];
/** What moderators did. */
export type ModerationAction = 'hidden' | 'dismissed' | 'released' | 'declined' | 'held' | 'slowed' | 'banned' | 'lifted' | 'edited' | 'upheld' | 'undone';
export type StandingKind = 'held' | 'slowed';

declare module '#platform/db/tables.ts' {
  interface Tables {
    /** Whose contributions wait for a moderator, or come one at a time. */
    standings: { community_id: number; space_id: number; person_id: number; kind: StandingKind; at: number; until: number | null };
    moderation_rules: { community_id: number; space_id: number; hold_first: number; newcomer_links: number; newcomer_hourly: number };
    moderation_cases: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      kind: CaseKind;
      item_id: number | null;
      /** Whose item, contribution or appeal it is. */
      person_id: number;
      action_id: number | null;
      title: string | null;
      body: string | null;
      /** The kind of a contribution that is held, and what it takes to carry it out. */
      contribution: string | null;
      payload: string | null;
      why: string;
      once_key: string | null;
      opened_at: number;
      decided_at: number | null;
      decided_by: number | null;
      decision: string | null;
    };
    reports: { community_id: number; case_id: number; reporter_id: number; reason: Reason; note: string | null; at: number };
    moderation_actions: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      person_id: number | null;
      actor_id: number | null;
      case_id: number | null;
      item_id: number | null;
      action: ModerationAction;
      reason: string;
      note: string | null;
      until: number | null;
      at: number;
      undone_at: number | null;
    };
  }
}
