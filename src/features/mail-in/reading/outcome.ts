import type { InboundStatus } from '#platform/mail/receive/tables.ts';

/** What became of a mail: a row of the host's log. */
export interface Outcome {
  status: Exclude<InboundStatus, 'waiting'>;
  /** Key of a text below `mail_in.reason.`. */
  reason: string;
  personId?: number | null;
  proof?: string | null;
  communityId?: number;
  itemId?: number;
  heldKey?: string;
}
