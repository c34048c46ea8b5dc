/**
 * The typed tables of the whole database. Each feature adds its own by augmenting this interface
 * (`declare module '#platform/db/tables.ts' { interface Tables { … } }`), so that a table is declared
 * in the folder that owns it.
 */
export interface Tables {
  migrations: { name: string; applied_at: number };
}
