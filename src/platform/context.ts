import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Beats } from './beats.ts';
import type { Blobs } from './blobs/index.ts';
import type { Database, Db } from './db/index.ts';
import { noteFailed, noteKept } from './durable.ts';
import type { Jobs } from './jobs/index.ts';
import type { Live, LiveMessage } from './live/index.ts';
import type { Mailer } from './mail/mailer.ts';
import type { Resolver } from './mail/receive/resolver.ts';
import type { Viewer } from './viewer.ts';
import type { Workers } from './workers/index.ts';

/** What one running installation consists of. */
export interface Services {
  config: Config;
  log: Logger;
  database: Database;
  live: Live;
  beats: Beats;
  jobs: Jobs;
  blobs: Blobs;
  workers: Workers;
  mailer: Mailer;
  /** Asks the DNS about senders of mail. */
  resolver: Resolver;
  clock: () => number;
}

/** The first argument of every action and query: who acts, on which connection, when. */
export interface Ctx {
  services: Services;
  viewer: Viewer;
  db: Db;
  /** Milliseconds since the epoch. */
  now: number;
  /** The beat when this began: what was read since may be kept only if nothing changed since. */
  pulse: number;
  /** What open pages are told once the transaction is committed; null outside a transaction. */
  outgoing: LiveMessage[] | null;
}

export function createContext(services: Services, viewer: Viewer): Ctx {
  return { services, viewer, db: services.database.db, now: services.clock(), pulse: services.beats.pulse(), outgoing: null };
}

/**
 * Runs `work` in one transaction: rows, events and jobs are kept together or not at all, and live
 * messages leave only after the commit. Inside a transaction it joins the one that is open.
 */
export async function transaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.outgoing) return work(ctx);
  const { database, live, jobs, clock } = ctx.services;
  const outgoing: LiveMessage[] = [];
  const kept = database.db.transaction().execute(async (db) => {
    const done = await work({ ...ctx, db, outgoing });
    await live.carry(db, outgoing);
    return done;
  });
  const result = await kept.catch((error: unknown) => {
    noteFailed(database, clock(), error);
    throw error;
  });
  noteKept(database, clock());
  live.deliver(outgoing);
  jobs.wake();
  return result;
}
