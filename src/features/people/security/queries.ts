import type { Db } from '#platform/db/index.ts';

export async function authenticatorOf(db: Db, personId: number) {
  return db.selectFrom('authenticators').selectAll().where('person_id', '=', personId).executeTakeFirst();
}

/** A secret that awaits its first code; one that is in use stays. */
export async function startAuthenticator(db: Db, personId: number, secret: string, now: number): Promise<void> {
  await db
    .insertInto('authenticators')
    .values({ person_id: personId, secret, created_at: now, confirmed_at: null })
    .onConflict((c) => c.column('person_id').doUpdateSet({ secret, created_at: now }).where('authenticators.confirmed_at', 'is', null))
    .execute();
}

/** Notes the time step of a code that was right; false when it, or a later one, was used before (RFC 6238 §5.2). */
export async function useStep(db: Db, personId: number, step: number): Promise<boolean> {
  const done = await db
    .updateTable('authenticators')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function confirmAuthenticator(db: Db, personId: number, now: number): Promise<void> {
  await db.updateTable('authenticators').set({ confirmed_at: now }).where('person_id', '=', personId).execute();
}

export async function deleteSecondFactor(db: Db, personId: number): Promise<boolean> {
  await db.deleteFrom('recovery_codes').where('person_id', '=', personId).execute();
  await forgetDevices(db, personId);
  const done = await db.deleteFrom('authenticators').where('person_id', '=', personId).executeTakeFirst();
  return done.numDeletedRows > 0n;
}

export async function replaceCodes(db: Db, personId: number, hashes: string[]): Promise<void> {
  await db.deleteFrom('recovery_codes').where('person_id', '=', personId).execute();
  await db.insertInto('recovery_codes').values(hashes.map((hash) => ({ person_id: personId, hash, used_at: null }))).execute();
}

export async function useCode(db: Db, personId: number, hash: string, now: number): Promise<boolean> {
  const done = await db
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('person_id', '=', personId)
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

export async function unusedCodes(db: Db, personId: number): Promise<number> {
  const rows = await db.selectFrom('recovery_codes').select('hash').where('person_id', '=', personId).where('used_at', 'is', null).execute();
  return rows.length;
}

export async function insertDevice(db: Db, device: { hash: string; person_id: number; created_at: number; expires_at: number }): Promise<void> {
  await db.deleteFrom('trusted_devices').where('expires_at', '<', device.created_at).execute();
  await db.insertInto('trusted_devices').values(device).execute();
}

export async function deviceByHash(db: Db, personId: number, hash: string, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('trusted_devices')
    .select('hash')
    .where('hash', '=', hash)
    .where('person_id', '=', personId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row !== undefined;
}

export async function countDevices(db: Db, personId: number, now: number): Promise<number> {
  const rows = await db.selectFrom('trusted_devices').select('hash').where('person_id', '=', personId).where('expires_at', '>', now).execute();
  return rows.length;
}

export async function forgetDevices(db: Db, personId: number): Promise<void> {
  await db.deleteFrom('trusted_devices').where('person_id', '=', personId).execute();
}
