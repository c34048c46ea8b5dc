import type { Insertable } from 'kysely';
import type { Db, Tables } from '#platform/db/index.ts';

export async function insertOneTimeToken(db: Db, token: Insertable<Tables['one_time_tokens']>): Promise<boolean> {
  await db.deleteFrom('one_time_tokens').where('expires_at', '<', token.created_at).execute();
  const done = await db.insertInto('one_time_tokens').values(token).onConflict((c) => c.doNothing()).executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function oneTimeToken(db: Db, hash: string, purpose: string, now: number) {
  return db
    .selectFrom('one_time_tokens')
    .select(['person_id', 'data'])
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

export async function takeOneTimeToken(db: Db, hash: string, purpose: string, now: number) {
  return db
    .deleteFrom('one_time_tokens')
    .where('hash', '=', hash)
    .where('purpose', '=', purpose)
    .where('expires_at', '>=', now)
    .returning(['person_id', 'data'])
    .executeTakeFirst();
}

export async function dropOneTimeTokens(db: Db, personId: number): Promise<void> {
  await db.deleteFrom('one_time_tokens').where('person_id', '=', personId).execute();
}

/** Counts one more attempt, from one again when the last window is over; answers how many there are. */
export async function countAttempt(db: Db, key: string, now: number, window: number): Promise<number> {
  await db.deleteFrom('attempts').where('since', '<', now - window).execute();
  const row = await db
    .insertInto('attempts')
    .values({ key, count: 1, since: now })
    .onConflict((c) => c.column('key').doUpdateSet((eb) => ({ count: eb('attempts.count', '+', 1) })))
    .returning('count')
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function forgetAttempts(db: Db, key: string): Promise<void> {
  await db.deleteFrom('attempts').where('key', '=', key).execute();
}

export async function accountOfPerson(db: Db, personId: number): Promise<string | null> {
  return (await db.selectFrom('people').select('account_id').where('id', '=', personId).executeTakeFirst())?.account_id ?? null;
}
