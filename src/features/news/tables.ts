import type { Generated } from 'kysely';

/** News, and announcements of four kinds. */
export const TYPES = ['news', 'event', 'publication', 'vacancy', 'call'] as const;
export type NewsType = (typeof TYPES)[number];

/** A post without `published_at` is a draft, or scheduled for `publish_at`. */
export interface NewsTable {
  community_id: number;
  item_id: number;
  space_id: number;
  type: NewsType;
  summary: string;
  body: string;
  html: string;
  /** Who wrote or made it, when that is not whoever posted it. */
  credit: string | null;
  picture_id: number | null;
  starts_at: number | null;
  ends_at: number | null;
  deadline_at: number | null;
  place: string | null;
  link: string | null;
  publish_at: number | null;
  published_at: number | null;
  /** From then on it stands in the archive only. */
  expires_at: number | null;
  edited_at: number | null;
  edit_count: Generated<number>;
  discussion_id: number | null;
}

declare module '#platform/db/tables.ts' {
  interface Tables {
    news: NewsTable;
    /** How many posts of each month (UTC, such as 2026-11) the archive has. */
    news_months: { community_id: number; space_id: number; month: string; count: number };
    /** JSON: the types that a member does not wish to see; and since when they wish to be told of the others. */
    news_choices: { community_id: number; person_id: number; muted: string; mail_since: number | null };
  }
}
