import { prepared, type Db } from '#platform/db/index.ts';

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

const sessionAndAccount = prepared((db, v: { token: string }) =>
  db
    .selectFrom('auth_sessions as s')
    .innerJoin('auth_users as u', 'u.id', 's.user_id')
    .select(['s.id', 's.token', 's.expires_at', 'u.id as account_id', 'u.name', 'u.email'])
    .where('s.token', '=', v.token),
);

/** A session, over or not, with the account that it is of. */
export async function sessionWithAccount(db: Db, token: string) {
  return (await sessionAndAccount(db, { token }))[0];
}

export async function prolongSession(db: Db, id: string, until: number, now: number): Promise<void> {
  const times = { expires_at: new Date(until).toISOString(), updated_at: new Date(now).toISOString() };
  await db.updateTable('auth_sessions').set(times).where('id', '=', id).execute();
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

/** Takes away the sessions of an account that are over. */
export async function deletePastSessions(db: Db, accountId: string, now: number): Promise<void> {
  await db.deleteFrom('auth_sessions').where('user_id', '=', accountId).where('expires_at', '<=', new Date(now).toISOString()).execute();
}

/** To the quarter of an hour: reading must not mean writing. */
const SEEN_EXACTNESS_MS = 15 * 60_000;

export async function noteSeen(db: Db, sessionId: string, now: number): Promise<void> {
  await db
    .insertInto('session_marks')
    .values({ session_id: sessionId, seen_at: now, proven_at: null })
    .onConflict((c) => c.column('session_id').doUpdateSet({ seen_at: now }).where('session_marks.seen_at', '<', now - SEEN_EXACTNESS_MS))
    .execute();
}

/** Notes that the owner of a session has just shown to be there. */
export async function noteProof(db: Db, sessionId: string, now: number): Promise<void> {
  const mark = { seen_at: now, proven_at: now };
  await db.insertInto('session_marks').values({ session_id: sessionId, ...mark }).onConflict((c) => c.column('session_id').doUpdateSet(mark)).execute();
}
