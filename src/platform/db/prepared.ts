import { PostgresAdapter, type Compilable, type CompiledQuery } from 'kysely';
import type { Db } from './index.ts';

class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query whose SQL text is built once per engine and then run with values put in its places:
 * building a query costs several times what SQLite takes to answer it.
 * `build` receives the names of the values as placeholders of the values' own types.
 */
export function prepared<P extends object, R>(build: (db: Db, values: P) => Compilable<R>) {
  const compiled: { sqlite?: CompiledQuery<R>; postgres?: CompiledQuery<R> } = {};
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as P;
  return async (db: Db, values: P): Promise<R[]> => {
    const engine = db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
    const query = (compiled[engine] ??= build(db, slots).compile() as CompiledQuery<R>);
    const parameters = query.parameters.map((p) => (p instanceof Slot ? values[p.name as keyof P] : p));
    return (await db.executeQuery<R>({ ...query, parameters })).rows;
  };
}
