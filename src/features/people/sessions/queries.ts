import type { Db } from '#platform/db/index.ts';

const MOST_SHOWN = 50;

/** The open sessions of an account, the last used first. */
export async function sessionsOf(db: Db, accountId: string, now: number) {
  return db
    .selectFrom('auth_sessions as s')
    .leftJoin('session_marks as m', 'm.session_id', 's.id')
    .select(['s.id', 's.token', 's.created_at', 's.user_agent', 'm.seen_at'])
    .where('s.user_id', '=', accountId)
    .where('s.expires_at', '>', new Date(now).toISOString())
    .orderBy('s.created_at', 'desc')
    .limit(MOST_SHOWN)
    .execute();
}

export async function sessionByToken(db: Db, token: string) {
  return db
    .selectFrom('auth_sessions as s')
    .leftJoin('session_marks as m', 'm.session_id', 's.id')
    .select(['s.id', 's.created_at', 'm.seen_at', 'm.proven_at'])
    .where('s.token', '=', token)
    .executeTakeFirst();
}

export async function deleteSession(db: Db, accountId: string, id: string): Promise<boolean> {
  const done = await db.deleteFrom('auth_sessions').where('user_id', '=', accountId).where('id', '=', id).executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Ends all sessions of an account but one. */
export async function deleteSessions(db: Db, accountId: string, but: string | null): Promise<void> {
  let query = db.deleteFrom('auth_sessions').where('user_id', '=', accountId);
  if (but !== null) query = query.where('token', '!=', but);
  await query.execute();
}

/** Notes that a session was used, or that its owner has just proven to be there. */
export async function markSession(db: Db, sessionId: string, mark: { seen_at: number; proven_at?: number }): Promise<void> {
  await db
    .insertInto('session_marks')
    .values({ session_id: sessionId, proven_at: null, ...mark })
    .onConflict((c) => c.column('session_id').doUpdateSet(mark))
    .execute();
}
