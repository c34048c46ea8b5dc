import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';

const KEPT_STATEMENTS = 600;

/** Opens a SQLite file so that a committed write survives `kill -9` and a power cut (WAL, synchronous=FULL). */
export function openSqlite(file: string, readOnly = false): DatabaseSync {
  const raw = new DatabaseSync(file, { readOnly, enableForeignKeyConstraints: true, timeout: 10_000 });
  if (!readOnly) raw.exec('pragma journal_mode = wal; pragma synchronous = full;');
  raw.exec('pragma cache_size = -32000; pragma temp_store = memory;');
  return raw;
}

/** A Kysely dialect over `node:sqlite` that prepares every statement text once. */
export function sqliteDialect(raw: DatabaseSync): SqliteDialect {
  return new SqliteDialect({ database: keepStatements(raw) });
}

function keepStatements(raw: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => raw.close(),
    prepare(sql) {
      let statement = kept.get(sql);
      if (!statement) {
        // A transaction that will write takes the lock at once: upgrading later fails when another process wrote meanwhile.
        statement = adapt(raw.prepare(sql === 'begin' ? 'begin immediate' : sql));
        if (sql === 'rollback') statement = unlessOver(raw, statement);
        if (kept.size >= KEPT_STATEMENTS) kept.delete(kept.keys().next().value!);
        kept.set(sql, statement);
      }
      return statement;
    },
  };
}

// A full disk ends a transaction by itself; rolling back what is over would hide why.
function unlessOver(raw: DatabaseSync, rollback: SqliteStatement): SqliteStatement {
  return { ...rollback, run: (parameters) => (raw.isTransaction ? rollback.run(parameters) : { changes: 0, lastInsertRowid: 0 }) };
}

function adapt(statement: StatementSync): SqliteStatement {
  const bind = (parameters: readonly unknown[]) => parameters.map(toSqlite);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bind(parameters)),
    run: (parameters) => statement.run(...bind(parameters)),
    iterate: (parameters) => statement.iterate(...bind(parameters)),
  };
}

// Kysely and better-auth hand over booleans and dates, which node:sqlite refuses.
function toSqlite(value: unknown): SQLInputValue {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  return value as SQLInputValue;
}
