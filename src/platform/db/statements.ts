import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery, QueryResult } from 'kysely';

const KEPT_STATEMENTS = 600;

/** Runs queries, and prepares every statement text once. */
export class Statements {
  private readonly kept = new Map<string, { statement: StatementSync; reads: boolean }>();
  private readonly raw: DatabaseSync;

  constructor(raw: DatabaseSync) {
    this.raw = raw;
  }

  run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const { statement, reads } = this.kept.get(sql) ?? this.prepare(sql);
    const values = parameters.map(toSqlite);
    if (reads) return { rows: statement.all(...values) as R[] };
    const { changes, lastInsertRowid } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  private prepare(sql: string) {
    const statement = this.raw.prepare(sql);
    const prepared = { statement, reads: statement.columns().length > 0 };
    if (this.kept.size >= KEPT_STATEMENTS) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(sql, prepared);
    return prepared;
  }
}

// Kysely and better-auth hand over booleans and dates, which node:sqlite refuses.
function toSqlite(value: unknown): SQLInputValue {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  return value as SQLInputValue;
}
