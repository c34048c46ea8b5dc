import type { Generated } from 'kysely';

export type Template = 'monthly' | 'brief' | 'letter';
/** Who may read an issue and gets it: whoever may read the space, or members alone. */
export type Audience = 'readers' | 'members';
/** Composed, waiting for a second person, approved by one, waiting for its time, gone. */
export type IssueState = 'draft' | 'waiting' | 'approved' | 'scheduled' | 'sent';
export type BlockKind = 'heading' | 'text' | 'item';
/** How much room an item takes: the one thing to read, a card, a line among others. */
export const WEIGHTS = ['lead', 'card', 'line'] as const;
export type Weight = (typeof WEIGHTS)[number];
export type Step = 'made' | 'drafted' | 'requested' | 'approved' | 'returned' | 'reopened' | 'scheduled' | 'cancelled' | 'sent';

export interface IssueTable {
  community_id: number;
  item_id: number;
  space_id: number;
  template: Template;
  introduction: string;
  introduction_html: string;
  audience: Audience;
  state: IssueState;
  /** The month that it was drafted from by itself, such as `2026-10`. */
  month: string | null;
  number: number | null;
  requested_by: number | null;
  requested_at: number | null;
  approved_by: number | null;
  approved_at: number | null;
  scheduled_for: number | null;
  /** The zone in which its time was chosen. */
  zone: string | null;
  sent_at: number | null;
  counts_clicks: Generated<number>;
  /** The recipient after whom the next stretch begins; null before the first and after the last. */
  progress: string | null;
  recipient_count: Generated<number>;
}

export interface BlockTable {
  id: Generated<number>;
  community_id: number;
  issue_id: number;
  position: number;
  kind: BlockKind;
  /** A heading, Markdown, or one's own summary of an item. */
  text: string;
  html: string;
  source: string | null;
  item_id: number | null;
  weight: Generated<Weight>;
  card: string | null;
}

declare module '#platform/db/tables.ts' {
  interface Tables {
    newsletter_issues: IssueTable;
    newsletter_steps: { id: Generated<number>; community_id: number; issue_id: number; step: Step; by_id: number | null; note: string | null; at: number };
    newsletter_blocks: BlockTable;
    newsletter_settings: { community_id: number; space_id: number; approval: number; clicks: number; monthly: number; zone: string };
    newsletter_months: { community_id: number; space_id: number; month: string; at: number };
    newsletter_subscriptions: { community_id: number; space_id: number; person_id: number; wanted: number; at: number };
    newsletter_subscribers: {
      id: Generated<number>;
      community_id: number;
      space_id: number;
      address: string;
      language: string;
      asked_at: number;
      confirmed_at: number | null;
      ended_at: number | null;
      /** Since when they let clicks be counted. */
      counting_since: number | null;
    };
    newsletter_bounces: {
      community_id: number;
      subscriber_id: number;
      hard: number;
      soft: number;
      last_at: number;
      said: string | null;
      suspended_at: number | null;
      suspended_for: string | null;
    };
    /** Members who let clicks be counted. */
    newsletter_counting: { person_id: number; at: number };
    newsletter_mailings: { community_id: number; issue_id: number; recipient: string; job_id: number; at: number; sent_at: number | null };
    newsletter_links: { community_id: number; issue_id: number; number: number; url: string; clicks: Generated<number> };
  }
}
