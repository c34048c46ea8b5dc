import type { Generated } from 'kysely';

/** How a mail came to us. */
export type MailVia = 'smtp' | 'lmtp' | 'imap' | 'command';

/** What became of a mail. `waiting`: not read yet; `asked`: its sender was asked whether they sent it. */
export type InboundStatus = 'waiting' | 'posted' | 'held' | 'done' | 'asked' | 'refused' | 'ignored' | 'bounce';

declare module '#platform/db/tables.ts' {
  interface Tables {
    inbound_mails: {
      id: Generated<number>;
      recipient: string;
      /** The same for the same message met again. */
      message_key: string;
      raw_key: string;
      size: number;
      envelope_from: string;
      remote: string | null;
      helo: string | null;
      via: MailVia;
      received_at: number;
      sender: string | null;
      subject: string | null;
      person_id: number | null;
      community_id: number | null;
      item_id: number | null;
      status: Generated<InboundStatus>;
      /** Key of the reason, and what goes with it after a colon. */
      reason: string | null;
      /** How its sender was proven. */
      proof: string | null;
      settled_at: number | null;
      /** The once key of what was held of it. */
      held_key: Generated<string | null>;
    };
    /** Automatic answers by address, kind and day, so that nobody is flooded with them. */
    mail_answers: { address: string; kind: string; day: number; count: number };
    /** What mail systems said of addresses that mail did not reach. */
    address_health: {
      address: string;
      person_id: number;
      hard: Generated<number>;
      soft: Generated<number>;
      since: number;
      last_at: number;
      said: string | null;
      suspended_at: number | null;
      suspended_for: string | null;
    };
  }
}
