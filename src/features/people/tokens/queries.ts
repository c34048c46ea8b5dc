import type { Db } from '#platform/db/index.ts';
import type { TokenScope } from '../tables.ts';

export async function tokenByHash(db: Db, hash: string, now: number) {
  return db
    .selectFrom('api_tokens')
    .select(['id', 'person_id', 'scope'])
    .where('hash', '=', hash)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst();
}

export async function noteTokenUse(db: Db, id: number, now: number): Promise<void> {
  await db.updateTable('api_tokens').set({ used_at: now }).where('id', '=', id).execute();
}

export async function insertToken(
  db: Db,
  token: { person_id: number; name: string; hash: string; scope: TokenScope; created_at: number; expires_at: number | null },
): Promise<void> {
  await db.insertInto('api_tokens').values({ ...token, used_at: null }).execute();
}

export async function tokensOf(db: Db, personId: number) {
  return db
    .selectFrom('api_tokens')
    .select(['id', 'name', 'scope', 'created_at', 'used_at', 'expires_at'])
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .execute();
}

export async function deleteToken(db: Db, personId: number, id: number): Promise<void> {
  await db.deleteFrom('api_tokens').where('person_id', '=', personId).where('id', '=', id).execute();
}
