import type { DatabaseSync } from 'node:sqlite';
import { Kysely, type Transaction } from 'kysely';
import type { Pool } from 'pg';
import { openPostgres, postgresDialect } from './postgres.ts';
import { openSqlite, sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type { Tables } from './tables.ts';
export { assertReady, migrate } from './migrate.ts';
export { prepared } from './prepared.ts';

export type Engine = 'sqlite' | 'postgres';

/** What queries run on: the pool, or the transaction that an action is inside of. */
export type Db = Kysely<Tables> | Transaction<Tables>;

/** Where a database is: a SQLite file, or the URL of a PostgreSQL server. */
export type DatabaseAddress = { file: string } | { url: string };

/** An open database and the engine beneath it. */
export interface Database {
  engine: Engine;
  address: DatabaseAddress;
  db: Kysely<Tables>;
  /** The SQLite connection itself, for backup and `data_version`; null on PostgreSQL. */
  sqlite: DatabaseSync | null;
  /** The PostgreSQL pool itself, for LISTEN/NOTIFY; null on SQLite. */
  pool: Pool | null;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Opens a connection that cannot write (SQLite) or a small pool (PostgreSQL), for worker threads. */
  readOnly?: boolean;
  /** Connections in the PostgreSQL pool. */
  poolSize?: number;
}

/** Opens the database at an address; the same Kysely instance serves both engines. */
export function openDatabase(address: DatabaseAddress, options: OpenOptions = {}): Database {
  return 'file' in address ? openFile(address, options) : openServer(address, options);
}

function openFile(address: { file: string }, { readOnly }: OpenOptions): Database {
  const sqlite = openSqlite(address.file, readOnly);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(sqlite) });
  return {
    engine: 'sqlite',
    address,
    db,
    sqlite,
    pool: null,
    async close() {
      await db.destroy();
      if (sqlite.isOpen) sqlite.close();
    },
  };
}

function openServer(address: { url: string }, { readOnly, poolSize = readOnly ? 2 : 10 }: OpenOptions): Database {
  const pool = openPostgres(address.url, poolSize);
  // A connection lost while idle is replaced at the next query; unhandled, it would end the process.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: postgresDialect(pool) });
  return {
    engine: 'postgres',
    address,
    db,
    sqlite: null,
    pool,
    async close() {
      await db.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}
