import { sql, type Insertable, type Selectable } from 'kysely';
import type { Db, Engine } from '../db/index.ts';
import type { Tables } from '../db/tables.ts';
import type { JobTable } from './tables.ts';

export type Job = Selectable<JobTable>;

export async function insertEvent(db: Db, event: Insertable<Tables['events']>): Promise<void> {
  await db.insertInto('events').values(event).execute();
}

/** Adds a job; with a unique key, only when no such job is waiting. */
export async function insertJob(db: Db, job: Insertable<JobTable>): Promise<void> {
  await db
    .insertInto('jobs')
    .values(job)
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .execute();
}

/**
 * Takes up to `limit` due jobs for one worker. A job whose worker died becomes due again when its lock
 * runs out. Taking a job frees its unique key, so that what happens from now on makes a new job.
 */
export async function claimJobs(
  db: Db,
  engine: Engine,
  take: { worker: string; now: number; lockUntil: number; limit: number; alone: string[] },
): Promise<Job[]> {
  let due = db
    .selectFrom('jobs')
    .select('id')
    .where('dead_at', 'is', null)
    .where('run_at', '<=', take.now)
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', take.now)]))
    .orderBy('priority')
    .orderBy('run_at')
    .orderBy('id')
    .limit(take.limit);
  // Of a kind that runs alone, none is taken while one runs, on whatever node.
  if (take.alone.length > 0)
    due = due.where((eb) =>
      eb.or([
        eb('kind', 'not in', take.alone),
        eb.not(
          eb.exists(
            eb
              .selectFrom('jobs as running')
              .select('running.id')
              .where('running.locked_until', '>=', take.now)
              .whereRef('running.kind', '=', 'jobs.kind'),
          ),
        ),
      ]),
    );
  if (engine === 'postgres') due = due.forUpdate().skipLocked();
  const rows = await db
    .updateTable('jobs')
    .set((eb) => ({ locked_by: take.worker, locked_until: take.lockUntil, attempts: eb('attempts', '+', 1), unique_key: null }))
    .where('id', 'in', due)
    .returningAll()
    .execute();
  return rows.sort((a, b) => a.priority - b.priority || a.run_at - b.run_at || a.id - b.id);
}

export async function deleteJob(db: Db, id: number): Promise<void> {
  await db.deleteFrom('jobs').where('id', '=', id).execute();
}

export async function postponeJob(db: Db, id: number, runAt: number, error: string | null): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ run_at: runAt, locked_by: null, locked_until: null, last_error: error })
    .where('id', '=', id)
    .execute();
}

export async function buryJob(db: Db, id: number, now: number, error: string): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ dead_at: now, locked_by: null, locked_until: null, last_error: error })
    .where('id', '=', id)
    .execute();
}

/** Jobs that failed for good, newest first: the host's list. */
export async function deadJobs(db: Db, limit: number): Promise<Job[]> {
  return db.selectFrom('jobs').selectAll().where('dead_at', 'is not', null).orderBy('dead_at', 'desc').limit(limit).execute();
}

export async function reviveJob(db: Db, id: number, now: number): Promise<boolean> {
  const done = await db
    .updateTable('jobs')
    .set({ dead_at: null, attempts: 0, run_at: now })
    .where('id', '=', id)
    .where('dead_at', 'is not', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function discardJob(db: Db, id: number): Promise<boolean> {
  const done = await db.deleteFrom('jobs').where('id', '=', id).where('dead_at', 'is not', null).executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** How many jobs wait, run late and are dead. */
export async function jobCounts(db: Db, now: number): Promise<{ waiting: number; late: number; dead: number }> {
  const row = await db
    .selectFrom('jobs')
    .select([
      sql<number>`count(*) filter (where dead_at is null)`.as('waiting'),
      sql<number>`count(*) filter (where dead_at is null and run_at < ${now - 60_000})`.as('late'),
      sql<number>`count(*) filter (where dead_at is not null)`.as('dead'),
    ])
    .executeTakeFirstOrThrow();
  return row;
}
