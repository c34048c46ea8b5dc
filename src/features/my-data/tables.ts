import type { Generated } from 'kysely';

declare module '#platform/db/tables.ts' {
  interface Tables {
    /** Somebody's data as a ZIP, for a few days. */
    data_exports: { id: Generated<number>; person_id: number; blob_key: string | null; size: number | null; created_at: number; ready_at: number | null; expires_at: number };
    /** Who has asked to be erased, and may still change their mind. */
    departures: { person_id: number; keep: number; asked_at: number; due_at: number };
  }
}
