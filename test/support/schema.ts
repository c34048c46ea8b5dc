import { sql } from 'kysely';
import type { Database } from '#platform/db/index.ts';

/** A column of the database as it is, whatever the code says. */
export interface Column {
  table: string;
  column: string;
  /** The table that it refers to. */
  refersTo: string | null;
}

/** Every column of every table of ours, read from the engine. */
export async function columnsOf({ db, engine }: Database): Promise<Column[]> {
  if (engine === 'postgres') {
    const { rows } = await sql<{ table: string; column: string; refers: string | null }>`
      select c.table_name as table, c.column_name as column, f.refers
      from information_schema.columns c
      left join (
        select conrelid::regclass::text as from_table, a.attname as from_column, min(confrelid::regclass::text) as refers
        from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
        where k.contype = 'f' and a.attname <> 'community_id' group by 1, 2
      ) f on f.from_table = c.table_name and f.from_column = c.column_name
      where c.table_schema = 'public'`.execute(db);
    return rows.map(({ table, column, refers }) => ({ table, column, refersTo: refers }));
  }
  const { rows } = await sql<{ table: string; column: string; refers: string | null }>`
    select t.name as "table", c.name as "column", f."table" as refers
    from sqlite_master t join pragma_table_info(t.name) c left join pragma_foreign_key_list(t.name) f on f."from" = c.name
    where t.type = 'table' and t.name not like 'sqlite_%'`.execute(db);
  return rows.map(({ table, column, refers }) => ({ table, column, refersTo: refers }));
}

/** Where any of these words stands, as `table: row`; in texts and in bytes, whatever the case. */
export async function tracesIn(database: Database, words: string[]): Promise<string[]> {
  const tables = [...new Set((await columnsOf(database)).map(({ table }) => table))];
  const found: string[] = [];
  for (const table of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database.db);
    for (const row of rows) {
      const text = Object.values(row).map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : String(value))).join('\n');
      if (words.some((word) => text.toLowerCase().includes(word.toLowerCase()))) found.push(`${table}: ${text.slice(0, 300)}`);
    }
  }
  return found;
}
