import type { Generated } from 'kysely';

export interface JobTable {
  id: Generated<number>;
  kind: string;
  payload: string;
  priority: Generated<number>;
  unique_key: string | null;
  run_at: number;
  attempts: Generated<number>;
  locked_by: string | null;
  locked_until: number | null;
  last_error: string | null;
  dead_at: number | null;
  created_at: number;
}

declare module '#platform/db/tables.ts' {
  interface Tables {
    jobs: JobTable;
    events: {
      id: Generated<number>;
      community_id: number;
      name: string;
      payload: string;
      actor_id: number | null;
      created_at: number;
    };
    submissions: { person_id: number; key: string; result: string; created_at: number };
    host_settings: { key: string; value: string };
    mailbox: { id: Generated<number>; recipient: string; subject: string; raw: Uint8Array; created_at: number };
  }
}
