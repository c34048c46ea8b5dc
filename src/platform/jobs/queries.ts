import { sql, type Insertable, type Selectable } from 'kysely';
import { prepared, type Db, type Engine } from '../db/index.ts';
import type { Tables } from '../db/tables.ts';
import type { JobTable } from './tables.ts';

export type Job = Selectable<JobTable>;

type NewEvent = Insertable<Tables['events']>;
type NewJob = Pick<Job, 'kind' | 'payload' | 'priority' | 'unique_key' | 'run_at' | 'created_at'>;

const eventRow = prepared((db, v: NewEvent) =>
  db.insertInto('events').values({ community_id: v.community_id, name: v.name, payload: v.payload, actor_id: v.actor_id, created_at: v.created_at }),
);

export async function insertEvent(db: Db, event: NewEvent): Promise<void> {
  await eventRow(db, event);
}

const jobRow = prepared((db, v: NewJob) =>
  db
    .insertInto('jobs')
    .values({ kind: v.kind, payload: v.payload, priority: v.priority, unique_key: v.unique_key, run_at: v.run_at, created_at: v.created_at })
    .onConflict((conflict) => conflict.column('unique_key').doNothing()),
);

/** Adds a job; with a unique key, only when no such job is waiting. */
export async function insertJob(db: Db, job: NewJob): Promise<void> {
  await jobRow(db, job);
}

/**
 * Jobs that are due, those first that go first. A job whose worker died becomes due again when its lock
 * runs out. Other nodes leave them alone until the transaction ends.
 */
export async function dueJobs(db: Db, engine: Engine, { now, limit, alone }: { now: number; limit: number; alone: string[] }): Promise<Pick<Job, 'id' | 'kind'>[]> {
  let due = db
    .selectFrom('jobs')
    .select(['id', 'kind'])
    .where('dead_at', 'is', null)
    .where('run_at', '<=', now)
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', now)]))
    .orderBy('priority')
    .orderBy('run_at')
    .orderBy('id')
    .limit(limit);
  // Of a kind that runs alone, none is taken while one runs, on whatever node.
  if (alone.length > 0)
    due = due.where((eb) =>
      eb.or([
        eb('kind', 'not in', alone),
        eb.not(eb.exists(eb.selectFrom('jobs as running').select('running.id').where('running.locked_until', '>=', now).whereRef('running.kind', '=', 'jobs.kind'))),
      ]),
    );
  if (engine === 'postgres') due = due.forUpdate().skipLocked();
  return due.execute();
}

/** Takes jobs for one worker. That frees their unique keys, so that what happens from now on makes a new job. */
export async function claimJobs(db: Db, ids: number[], { worker, lockUntil }: { worker: string; lockUntil: number }): Promise<Job[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .updateTable('jobs')
    .set((eb) => ({ locked_by: worker, locked_until: lockUntil, attempts: eb('attempts', '+', 1), unique_key: null }))
    .where('id', 'in', ids)
    .returningAll()
    .execute();
  return rows.sort((a, b) => a.priority - b.priority || a.run_at - b.run_at || a.id - b.id);
}

export async function deleteJobs(db: Db, ids: number[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('jobs').where('id', 'in', ids).execute();
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
