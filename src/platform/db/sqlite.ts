import { DatabaseSync } from 'node:sqlite';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Dialect } from 'kysely';
import { SharedCommitDriver } from './shared-commit.ts';
import { Statements } from './statements.ts';

/** Opens a SQLite file so that a committed write survives `kill -9` and a power cut (WAL, synchronous=FULL). */
export function openSqlite(file: string, readOnly = false): DatabaseSync {
  const raw = new DatabaseSync(file, { readOnly, enableForeignKeyConstraints: true, timeout: 10_000 });
  if (!readOnly) raw.exec('pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000;');
  raw.exec('pragma cache_size = -32000; pragma temp_store = memory;');
  return raw;
}

/** A Kysely dialect over `node:sqlite`. */
export function sqliteDialect(raw: DatabaseSync): Dialect {
  return {
    createDriver: () => new SharedCommitDriver(raw, new Statements(raw)),
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}
