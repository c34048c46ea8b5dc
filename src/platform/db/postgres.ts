import { PostgresDialect } from 'kysely';
import pg from 'pg';

const INT8 = 20;

/** A pool of PostgreSQL connections that reads 64-bit integers as numbers, as SQLite does. */
export function openPostgres(url: string, size = 10): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max: size,
    types: {
      getTypeParser: ((oid: number, format?: 'text') =>
        oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
}

export function postgresDialect(pool: pg.Pool): PostgresDialect {
  return new PostgresDialect({ pool });
}
