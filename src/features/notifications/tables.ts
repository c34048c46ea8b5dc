import type { Generated } from 'kysely';

/** How much of a place one wishes to be told of. */
export const LEVELS = ['everything', 'questions', 'followed', 'nothing'] as const;
export type Level = (typeof LEVELS)[number];

/** When mail comes: at once, gathered in a digest, or not. */
export const MAIL_MODES = ['now', 'daily', 'weekly', 'monthly', 'off'] as const;
export type MailMode = (typeof MAIL_MODES)[number];

export const PUSH_MODES = ['on', 'off'] as const;
export type PushMode = (typeof PUSH_MODES)[number];

/** By mail, or onto a device by its number: each brings the same thing once. */
export type Channel = 'mail' | `push ${number}`;

/** One line of the ledger: what a person was told of, and why. */
export interface NotificationTable {
  id: Generated<number>;
  /** 0 for what belongs to no community. */
  community_id: number;
  person_id: number;
  kind: string;
  /** With the kind, what it is about: each reaches a person once. */
  key: string;
  reason: string;
  /** Lines of one bundle are shown as one. */
  bundle: string;
  space_id: number | null;
  /** The item that can be followed and muted. */
  thread_id: number | null;
  item_id: number | null;
  /** Where in its thread it stands: whoever read up to there has seen it. */
  position: Generated<number>;
  actor_id: number | null;
  data: string | null;
  created_at: number;
  read_at: number | null;
}

declare module '#platform/db/tables.ts' {
  interface Tables {
    notifications: NotificationTable;
    notification_deliveries: { community_id: number; notification_id: number; channel: Channel; job_id: number; at: number };
    notification_settings: {
      community_id: number;
      space_id: number;
      person_id: number;
      level: Level | null;
      mail: MailMode | null;
      push: PushMode | null;
      updated_at: number;
    };
    /** Minutes of the day, in the person's own time zone. */
    quiet_hours: { person_id: number; since: number; until: number };
    push_subscriptions: {
      id: Generated<number>;
      person_id: number;
      /** The sign-in it was made by: when that ends, so does the subscription. */
      session_id: string | null;
      endpoint: string;
      p256dh: string;
      auth: string;
      device: string;
      created_at: number;
      used_at: number | null;
    };
  }
}
