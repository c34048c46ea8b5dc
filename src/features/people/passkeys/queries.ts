import type { Insertable } from 'kysely';
import type { Db } from '#platform/db/index.ts';
import type { PasskeyTable } from '../tables.ts';

export async function passkeysOf(db: Db, personId: number) {
  return db.selectFrom('passkeys').selectAll().where('person_id', '=', personId).orderBy('created_at').execute();
}

export async function countPasskeys(db: Db, personId: number): Promise<number> {
  return (await passkeysOf(db, personId)).length;
}

export async function passkeyByCredential(db: Db, credentialId: string) {
  return db.selectFrom('passkeys').selectAll().where('credential_id', '=', credentialId).executeTakeFirst();
}

export async function insertPasskey(db: Db, passkey: Insertable<PasskeyTable>): Promise<void> {
  await db.insertInto('passkeys').values(passkey).execute();
}

export async function notePasskeyUse(db: Db, id: number, counter: number, now: number): Promise<void> {
  await db.updateTable('passkeys').set({ counter, used_at: now }).where('id', '=', id).execute();
}

export async function deletePasskey(db: Db, personId: number, id: number): Promise<string | null> {
  const row = await db.deleteFrom('passkeys').where('person_id', '=', personId).where('id', '=', id).returning('name').executeTakeFirst();
  return row?.name ?? null;
}
