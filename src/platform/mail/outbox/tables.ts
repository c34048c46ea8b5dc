import type { Generated } from 'kysely';

export interface OutgoingTable {
  id: Generated<number>;
  priority: number;
  recipient: string;
  /** Mails of one sequence go one after the other. */
  sequence: string | null;
  message: string;
  run_at: number;
  attempts: Generated<number>;
  locked_until: number | null;
  /** The process that sends it. */
  locked_by: string | null;
  last_error: string | null;
  /** When it was given up. */
  failed_at: number | null;
  created_at: number;
}

declare module '#platform/db/tables.ts' {
  interface Tables {
    outgoing_mails: OutgoingTable;
  }
}
