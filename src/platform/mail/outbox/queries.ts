import { sql, type ExpressionBuilder, type Insertable, type Selectable } from 'kysely';
import type { Db, Engine, Tables } from '../../db/index.ts';
import type { OutgoingTable } from './tables.ts';

export type Outgoing = Selectable<OutgoingTable>;

export async function insertOutgoing(db: Db, mail: Omit<Insertable<OutgoingTable>, 'locked_by'>): Promise<void> {
  await db.insertInto('outgoing_mails').values(mail).execute();
}

/** Takes mails that are due, what somebody waits for first; none while an earlier one of its sequence is on its way. */
export async function claimOutgoing(db: Db, engine: Engine, { by, now, lockUntil, limit }: { by: string; now: number; lockUntil: number; limit: number }): Promise<Outgoing[]> {
  let due = db
    .selectFrom('outgoing_mails as o')
    .select('o.id')
    .where('o.failed_at', 'is', null)
    .where('o.run_at', '<=', now)
    .where((eb) => eb.or([eb('o.locked_until', 'is', null), eb('o.locked_until', '<', now)]))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('outgoing_mails as e').select('e.id').whereRef('e.sequence', '=', 'o.sequence').whereRef('e.id', '<', 'o.id').where('e.failed_at', 'is', null))),
    )
    .orderBy('o.priority')
    .orderBy('o.id')
    .limit(limit);
  if (engine === 'postgres') due = due.forUpdate().skipLocked();
  const rows = await db.updateTable('outgoing_mails').set({ locked_by: by, locked_until: lockUntil }).where('id', 'in', due).returningAll().execute();
  return rows.sort((a, b) => a.priority - b.priority || a.id - b.id);
}

/** Frees what a process that is no more had taken; for where there is only one process. */
export async function releaseOutgoing(db: Db): Promise<void> {
  await db.updateTable('outgoing_mails').set({ locked_by: null, locked_until: null }).where('locked_until', 'is not', null).execute();
}

/** Says that a process is still at it. */
export async function renewOutgoing(db: Db, by: string, ids: number[], lockUntil: number): Promise<void> {
  await db.updateTable('outgoing_mails').set({ locked_until: lockUntil }).where('id', 'in', ids).where('locked_by', '=', by).execute();
}

export async function deleteOutgoing(db: Db, ids: number[]): Promise<void> {
  await db.deleteFrom('outgoing_mails').where('id', 'in', ids).execute();
}

/** A mail, and the process that has taken it: what another has taken since is left to that one. */
export interface Taken {
  by: string;
  id: number;
}

/** Gives a mail back, to be tried at another time; counts the attempt where it was the mail's own. */
export async function postponeOutgoing(db: Db, { by, id }: Taken, runAt: number, error: string, counts: boolean): Promise<void> {
  await db
    .updateTable('outgoing_mails')
    .set((eb) => ({ run_at: runAt, locked_by: null, locked_until: null, last_error: error, attempts: eb('attempts', '+', Number(counts)) }))
    .where('id', '=', id)
    .where('locked_by', '=', by)
    .execute();
}

export async function giveUpOutgoing(db: Db, { by, id }: Taken, error: string, now: number): Promise<void> {
  await db.updateTable('outgoing_mails').set({ failed_at: now, locked_by: null, locked_until: null, last_error: error }).where('id', '=', id).where('locked_by', '=', by).execute();
}

/** Forgets mails that were given up before a moment. */
export async function forgetFailed(db: Db, moment: number): Promise<void> {
  await db.deleteFrom('outgoing_mails').where('failed_at', '<', moment).execute();
}

export type Failed = Pick<Outgoing, 'id' | 'recipient' | 'message' | 'attempts' | 'last_error' | 'created_at' | 'failed_at'>;

/** Mails that were given up, newest first. */
export async function failedOutgoing(db: Db, { to, before, limit }: { to: string | null; before: { at: number; id: number } | null; limit: number }): Promise<Failed[]> {
  let query = db.selectFrom('outgoing_mails').select(['id', 'recipient', 'message', 'attempts', 'last_error', 'created_at', 'failed_at']).where('failed_at', 'is not', null);
  if (to !== null) query = query.where('recipient', '=', to);
  if (before) query = query.where((eb) => eb.or([eb('failed_at', '<', before.at), eb.and([eb('failed_at', '=', before.at), eb('id', '<', before.id)])]));
  return query.orderBy('failed_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

type Which = { id: number } | { to: string } | 'all';

const among = (which: Which) => (eb: ExpressionBuilder<Tables, 'outgoing_mails'>) =>
  eb.and([eb('failed_at', 'is not', null), ...(which === 'all' ? [] : 'id' in which ? [eb('id', '=', which.id)] : [eb('recipient', '=', which.to)])]);

/** Lets mails that were given up be sent again, as if they had been written now. */
export async function retryFailed(db: Db, which: Which, now: number): Promise<number> {
  const done = await db.updateTable('outgoing_mails').set({ failed_at: null, attempts: 0, run_at: now, created_at: now }).where(among(which)).executeTakeFirst();
  return Number(done.numUpdatedRows);
}

export async function discardFailed(db: Db, which: Which): Promise<number> {
  return Number((await db.deleteFrom('outgoing_mails').where(among(which)).executeTakeFirst()).numDeletedRows);
}

/** How many mails wait, since when the first, and how many were given up. */
export async function outgoingCounts(db: Db): Promise<{ waiting: number; since: number | null; failed: number }> {
  return db
    .selectFrom('outgoing_mails')
    .select([
      sql<number>`count(*) filter (where failed_at is null)`.as('waiting'),
      sql<number | null>`min(created_at) filter (where failed_at is null)`.as('since'),
      sql<number>`count(*) filter (where failed_at is not null)`.as('failed'),
    ])
    .executeTakeFirstOrThrow();
}
